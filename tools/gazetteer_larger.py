"""Regions that are the union of several first-level ones of Natural Earth."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import gazetteer_sources as sources
import shapely
from gazetteer_entry import Entry

from explainer.places.spelling import key

LARGER = Path(__file__).parent / "larger_regions.toml"


def larger(people: Mapping[str, float]) -> list[Entry]:
    """Return the regions that are the union of several first-level ones."""
    groups = larger_table()["larger"]
    entries = [*(entry for group in groups for entry in _unions(group)), *_own_counties()]
    for entry in entries:
        entry.importance = min(2e6, sum(people.get(ref, 0) for ref in {entry.ref, *entry.covers}))
    return entries


@cache
def larger_table() -> dict[str, Any]:
    """Return what was written by hand of them."""
    return tomllib.loads(LARGER.read_text(encoding="utf-8"))


@cache
def county_refs() -> dict[str, str]:
    """Return the refs of counties by ref of the districts that count to them."""
    districts = ((ref, own) for own, _, _, refs in _counties() for ref in refs)
    return {ref: own for ref, own in districts if ref != own}


@cache
def _counties() -> list[tuple[str, str, str, list[str]]]:
    """Return ref, country, name and districts (as refs) of what only districts have outlines of."""
    by_code = defaultdict(list)
    for row in sources.regions():
        by_code[row["iso_3166_2"]].append(f"naturalearth:{row['ne_id']}")
    drawn = {(row["iso_a2"], row["name"]) for row in sources.regions()}
    found = []
    for home, counties in larger_table()["counties"].items():
        for name, codes in counties.items():
            refs = [ref for code in codes.split() for ref in by_code[f"{home}-{code}"]]
            own = (home, name) in drawn - {("GB", "Merseyside")}
            found.append((refs[0] if own else union_ref(home, name), home, name, refs))
    return found


def _own_counties() -> Iterable[Entry]:
    """Yield the counties of which only the districts have outlines."""
    rows = {f"naturalearth:{row['ne_id']}": row for row in sources.regions()}
    taken = {union_ref("GB", of) for group in larger_table()["larger"] for of in group["names"]}
    for ref, home, name, districts in _counties():
        if ref == union_ref(home, name) and ref not in taken:
            yield _union(home, name, [rows[district] for district in districts])


def union_ref(home: str, of: str) -> str:
    """Return the ref of a region that is a union."""
    return f"larger:{home}-{key(of).replace(' ', '-')}"


def _unions(group: dict[str, Any]) -> Iterable[Entry]:
    home, by = group["country"], group["by"]
    rows = [row for row in sources.regions() if row["iso_a2"] == home]
    for of, also in group["names"].items():
        parts = [row for row in rows if row[by] == of]
        if not parts:
            raise ValueError(f"{LARGER.name}: no region of {home} has {by} {of!r}")
        yield _union(home, of, parts, group.get("rename", {}).get(of, of), also)


def _union(
    home: str, of: str, parts: list[sources.Row], name: str = "", also: Iterable[str] = ()
) -> Entry:
    outline = shapely.union_all([row["outline"] for row in parts])
    middle = shapely.maximum_inscribed_circle(shapely.simplify(outline, 0.05), 0.05).coords[0]
    radius = sources.radius_km(outline)
    refs = [f"naturalearth:{row['ne_id']}" for row in parts]
    counties = {county_refs().get(ref) for ref in refs} - {None, union_ref(home, of), *refs}
    return Entry(
        union_ref(home, of),
        "natural-earth",
        name or of,
        "region",
        lat=round(middle[1], 4),
        lon=round(middle[0], 4),
        precision_km=round(radius),
        extent=sources.extent(outline),
        country=home,
        own=[of, *also],
        covers=[*refs, *sorted(counties)],
    )
