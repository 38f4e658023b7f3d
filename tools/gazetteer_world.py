"""What was written by hand about the world: features, disputes, peoples, short forms."""

import csv
import math
import re
import tomllib
from collections.abc import Iterable, Mapping
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


def _area(ref: str, source: str, kind: str, row: Mapping[str, Any], **more: Any) -> Entry:
    """Return an area that is known by its middle and its extent."""
    return Entry(
        ref,
        source,
        row["name"],
        kind,
        lat=row["lat"],
        lon=row["lon"],
        precision_km=half_diagonal(row["extent"]),
        extent=tuple(row["extent"]),
        own=row.get("also", []),
        **more,
    )


def _feature(row: dict[str, Any]) -> Entry:
    row["extent"] = [float(row[edge]) for edge in ("south", "west", "north", "east")]
    row |= {"lat": float(row["lat"]), "lon": float(row["lon"])}
    row["also"] = [item for item in row["also"].split(";") if item]
    ref, country = f"feature:{key(row['name']).replace(' ', '-')}", row["country"] or None
    entry = _area(ref, APPROXIMATE, row["kind"], row, country=country)
    entry.tier = 1 if row["kind"] == "region" else 2
    if " (" in entry.name:  # told apart from a namesake
        entry.own.append(entry.name.partition(" (")[0])
        entry.tier = 1
    entry.importance = min(1e5, 10 * entry.precision_km**2)
    return entry


def former() -> list[Entry]:
    """Return states that are no more."""
    return [
        _area(
            f"former:{key(row['name']).replace(' ', '-')}",
            "written for this project",
            "former state",
            row,
            tier=2,
            importance=1e5,
            story=row.get("id"),
            note=row["note"],
            years=row["years"],
            names=row.get("names", {}),
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
            disputed = {"question": row["id"], "tail": whole["tail_area"], "covers": [row["id"]]}
            ref, kind = f"disputed:{row['id']}", "disputed region"
            areas.append(_area(ref, APPROXIMATE, kind, row, tier=2, importance=1e5, **disputed))
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
