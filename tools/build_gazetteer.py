"""Build `explainer/data/gazetteer.sqlite` from pinned packages and what was written by hand.

Run ``python tools/build_gazetteer.py`` (needs the extra ``tools``). The same inputs give the same
content; its figures are written into the data card. By hand: ``curated_places.toml`` and
``disputed.toml``.
"""

import gzip
import json
from pathlib import Path
from typing import Any

import gazetteer_areas as areas
import gazetteer_file
import gazetteer_sources as sources
import gazetteer_world as world
from gazetteer_entry import Entry
from gazetteer_larger import larger
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
    refs = sources.region_refs()
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


def dispute(entries: list[Entry], questions: list[dict[str, Any]], refs: dict[str, str]) -> None:
    """Give every place whose country is in question its question, and its form of address."""
    by_ref = {entry.ref: entry for entry in entries}
    for row in questions:
        for id, name in row.get("geonames", {}).items():
            entry = by_ref[f"geonames:{id}"]
            if name not in {entry.name, *entry.own}:
                raise ValueError(f"disputed.toml: {id} is {entry.name}, not {name}")
            entry.question = row["id"]
        codes = row.get("first_level", [])
        held = {*codes, *(refs.get(code, code) for code in codes), f"disputed:{row['id']}"}
        held |= {e.ref for e in entries if e.stands_for and e.question == row["id"]}
        for entry in entries:
            inside = {entry.admin, entry.ref, entry.region, *entry.stands_for} & held
            if inside or entry.country in row.get("countries", []):
                entry.question = row["id"]
            if entry.question == row["id"]:
                _address(entry, row)


def _address(entry: Entry, row: dict[str, Any]) -> None:
    whole = entry.kind in {"region", "disputed region"}
    if entry.tier == 3:
        entry.tail = row.get("tail_area", " (status disputed)")
        if "(" in entry.tail:
            entry.tail = entry.tail[entry.tail.index(" (") :]
        entry.covers = [row["id"], *row.get("holds", [])]
    entry.tail = entry.tail or row["tail_area" if whole and "tail_area" in row else "tail"]
    entry.question = f"{row['id']}/area" if whole and "text_area" in row else row["id"]
    if not row["country"]:
        entry.country = None


def same(own: list[Entry], larger: list[Entry]) -> list[Entry]:
    """Return both lists, a region that is in both once: its names by hand, its extent measured."""
    by_name = {entry.name: entry for entry in own}
    rest = []
    for entry in larger:
        ours = by_name.get(entry.name)
        if ours and (ours.kind == "sea" or ours.country == entry.country):
            ours.extent = ours.extent or entry.extent
            ours.covers = ours.covers or entry.covers
            ours.own += entry.own
        else:
            rest.append(entry)
    return [*own, *rest]


def build(target: Path = TARGET) -> None:
    """Build the file."""
    curated = world.read("curated_places.toml")
    world_questions, disputed = world.disputed_areas()
    questions = [*world.read("disputed.toml")["question"], *world_questions]
    refs = sources.region_refs()
    drawn = {f"disputed:{row['id']}": row.get("outlines", []) for row in questions}
    outlines = areas.outlines(curated, drawn)
    settled = towns(curated, wanted_names(curated), outlines)
    own = places(curated, {iso: row["name"] for iso, row in sources.country_names().items()})
    for entry in own:
        if entry.kind in {"city", "town", "site", "building"} and entry.country:
            entry.region = outlines.of(entry.lat, entry.lon, entry.country)
    states = {row["postal"]: refs[row["iso_3166_2"]] for row in sources.states()}
    people = areas.crowds(settled)
    entries = [
        *areas.countries(curated, settled),
        *areas.regions(curated, settled, people),
        *areas.counties(states, settled),
        *same([*own, *disputed], [*larger(people), *world.features(), *world.former()]),
        *settled,
    ]
    dispute(entries, questions, refs)
    world.shorten(entries, refs)
    entries += world.peoples(entries)
    taken = {key(name) for entry in own for name in (entry.name, *entry.own)}
    entries += world.no_places(taken)
    for entry in entries:
        entry.others = [name for name in entry.others if script(name) in {"LATIN", "CYRILLIC"}]
    gazetteer_file.write(target, entries, questions, sources.SOURCES, sources.words)
    if target == TARGET:
        shapes = {f"naturalearth:{row['ne_id']}": row["outline"] for row in sources.regions()}
        packed = json.dumps(light(shapes), separators=(",", ":")).encode()
        OUTLINES.parent.mkdir(exist_ok=True)
        OUTLINES.write_bytes(gzip.compress(packed, mtime=0))
    gazetteer_file.update_card(CARD, gazetteer_file.figures(target))


def wanted_names(curated: dict[str, Any]) -> set[str]:
    """Return the keys of names whose namesakes anywhere are wanted."""
    known = [row for row in (*curated["place"], *curated["city"]) if row.get("kind") != "metonym"]
    wanted = {key(name) for row in known for name in (row["name"], *row.get("also", []))}
    names = sources.country_names().values()
    return wanted | {key(row[item]) for row in names for item in ("name", "capital")}


if __name__ == "__main__":
    build()
