"""What was written by hand about the world: features, disputes, peoples, short forms."""

import csv
import math
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from gazetteer_entry import Entry

from explainer.places.spelling import key

HERE = Path(__file__).parent
_KM_A_DEGREE = 111.2
#: Names that "the" stands before.
_THE = re.compile(
    r"^(United|Netherlands|Philippines|Bahamas|Maldives|Comoros|Seychelles|Gambia|Middle|Balkans)"
    r"|^(Alps|Andes|Caribbean|Isle of)"
    r"|(Republic|Islands|Union|Empire|Country|Peninsula|territories)\b"
)
APPROXIMATE = "approximate, from public maps"


def read(name: str) -> dict[str, Any]:
    """Return one of the files beside this one."""
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def half_diagonal(extent: Any) -> int:
    """Return half the diagonal of an extent in km, at least 1."""
    south, west, north, east = extent
    wide = (east - west) % 360 * math.cos(math.radians((south + north) / 2))
    return max(1, round(math.hypot(north - south, wide) * _KM_A_DEGREE / 2))


def features() -> list[Entry]:
    """Return seas, rivers, ranges, islands and regions of several countries."""
    with (HERE / "features.csv").open(encoding="utf-8", newline="") as file:
        return [_feature(row) for row in csv.DictReader(file)]


def _feature(row: dict[str, str]) -> Entry:
    south, west, north, east = (float(row[edge]) for edge in ("south", "west", "north", "east"))
    name = row["name"]
    entry = Entry(
        f"feature:{key(name).replace(' ', '-')}",
        APPROXIMATE,
        name,
        row["kind"],
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        extent=(south, west, north, east),
        country=row["country"] or None,
        tier=1 if row["kind"] == "region" else 2,
        own=[item for item in row["also"].split(";") if item],
    )
    if " (" in name:  # told apart from a namesake
        entry.own.append(name.partition(" (")[0])
        entry.tier = 1
    entry.precision_km = half_diagonal(entry.extent)
    entry.importance = min(1e5, 10 * entry.precision_km**2)
    return entry


def former() -> list[Entry]:
    """Return states that are no more."""
    return [
        Entry(
            f"former:{key(row['name']).replace(' ', '-')}",
            "written for this project",
            row["name"],
            "former state",
            lat=row["lat"],
            lon=row["lon"],
            precision_km=half_diagonal(row["extent"]),
            extent=tuple(row["extent"]),
            tier=2,
            importance=1e5,
            story=row.get("id"),
            note=row["note"],
            years=row["years"],
            names=row.get("names", {}),
            own=row.get("also", []),
        )
        for row in read("former.toml")["former"]
    ]


def no_places(taken: set[str]) -> list[Entry]:
    """Return what is no place, but for names that are told about already."""
    entries = []
    for group in read("no_places.toml")["group"]:
        for name in filter(None, (item.strip() for item in group["names"].split("|"))):
            if key(name) not in taken:
                taken.add(key(name))
                note = group["note"].replace("$name", name)
                ref = f"none:{key(name).replace(' ', '-')}"
                entries.append(Entry(ref, "written for this project", name, "metonym", note=note))
    return entries


def disputed_areas() -> tuple[list[dict[str, Any]], list[Entry]]:
    """Return the world's disputes as questions, and those that are areas as places."""
    questions = []
    areas = []
    for row in read("disputed_world.toml")["area"]:
        whole = {"tail_area": row["tail"]} | row
        questions.append(whole | {"story": False, "country": row.get("country"), "own": row["id"]})
        if row.get("place", True) and "is" not in row:
            areas.append(
                Entry(
                    f"disputed:{row['id']}",
                    APPROXIMATE,
                    row["name"],
                    "disputed region",
                    lat=row["lat"],
                    lon=row["lon"],
                    precision_km=half_diagonal(row["extent"]),
                    extent=tuple(row["extent"]),
                    tier=2,
                    importance=1e5,
                    question=row["id"],
                    tail=whole["tail_area"],
                    covers=[row["id"]],
                    own=row.get("also", []),
                )
            )
    for row in questions:
        row["holds"] = [part["id"] for part in questions if part.get("within") == row["id"]]
    return questions, areas


def by_code(entries: list[Entry]) -> dict[str, Entry]:
    """Return the countries by ISO code, also those that are filed under none (disputed ones)."""
    return {code: entry for entry in entries if entry.tier == 3 for code in entry.codes}


def shorten(entries: list[Entry], iso_3166_2: dict[str, str]) -> None:
    """Add the short forms that newspapers print."""
    short = read("short_names.toml")
    by_ref = {entry.ref: entry for entry in entries}
    countries = by_code(entries)
    for code, names in short["regions"].items():
        by_ref[iso_3166_2[code]].short += names.split(";")
    for code, names in short["countries"].items():
        countries[code].short += names.split(";")
    for id, row in short["cities"].items():
        entry = by_ref[f"geonames:{id}"]
        if row["name"] not in {entry.name, *entry.own}:
            raise ValueError(f"short_names.toml: {id} is {entry.name}, not {row['name']}")
        entry.short += row["short"].split(";")


def peoples(entries: list[Entry]) -> Iterable[Entry]:
    """Yield adjectives and names of peoples, each with the place it points to."""
    found = read("peoples.toml")
    countries = by_code(entries)
    by_name: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda item: (item.tier, item.importance, item.ref)):
        if entry.lat is not None:
            by_name |= dict.fromkeys(map(key, (entry.name, *entry.own)), entry)
    targets = [(countries[code], forms) for code, forms in found["countries"].items()]
    targets += [(by_name[key(name)], forms) for name, forms in found["others"].items()]
    for target, forms in targets:
        the = "the " if _THE.search(target.name) else ""
        for form in forms.split():
            name = form.replace("-", " ") if form[0].isupper() else form
            yield Entry(
                f"people:{key(form).replace(' ', '-')}",
                "written for this project",
                name,
                "demonym",
                lat=target.lat,
                lon=target.lon,
                precision_km=target.precision_km,
                extent=target.extent,
                country=target.country,
                question=target.question,
                tail=f": of {the}{target.name}{target.tail or ''}",
                importance=target.importance if target.kind not in {"city", "town"} else 1,
                points_to=target.ref,
            )
