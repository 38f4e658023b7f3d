"""Countries and regions of Natural Earth: their names, points and extents."""

import math
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import gazetteer_sources as sources
import shapely
from gazetteer_entry import Entry
from gazetteer_names import keep
from gazetteer_regions import INDEPENDENT, Regions, Unit
from gazetteer_towns import STATES

from explainer.places.spelling import key

#: From this population on a town is told apart from a region of its name.
SEAT = 50_000
#: Where region codes are in common use: "Odessa, TX".
POSTAL = {"US", "CA", "AU"}
POINTS = Path(__file__).parent / "country_points.toml"
#: Countries under which GeoNames files what Natural Earth draws as a land of its own.
HOMES = {"CYN": "CY", "SOL": "SO"}
LARGER = Path(__file__).parent / "larger_regions.toml"


def countries(curated: dict[str, Any], towns: list[Entry]) -> list[Entry]:
    """Return all countries; where Natural Earth has no shape the largest town stands for it."""
    shapes, better = sources.countries(), {row["iso"]: row for row in curated["country"]}
    points = tomllib.loads(POINTS.read_text(encoding="utf-8"))
    entries = []
    for iso, row in sources.country_names().items():
        entry = Entry("", "natural-earth", row["name"].strip(), "region", country=iso, tier=3)
        if iso in curated["skip_countries"]:
            continue
        if shape := shapes.get(iso):
            if shape["SOVEREIGNT"] == shape["ADMIN"] and shape["TYPE"] in STATES:
                entry.kind = "country"
            entry.ref = f"naturalearth:{shape['NE_ID']}"
            label = shape["LABEL_Y"], shape["LABEL_X"]
            entry.lat, entry.lon = points.get(iso, label)
            entry.precision_km = max(1, round(shape["radius_km"]))
            entry.extent = shape["extent"]
            entry.population = int(shape["POP_EST"]) or None
            entry.names = {"uk": shape["NAME_UK"], "ru": shape["NAME_RU"]}
            formal = (shape["NAME_LONG"], shape["NAME"], shape["FORMAL_EN"], shape["NAME_ALT"])
            entry.own = [name for name in formal if name]
            entry.others = [shape[item] for item in shape if item.startswith("NAME_")]
            entry.others = [name for name in entry.others if isinstance(name, str) and keep(name)]
            entry.codes = [iso, shape["ADM0_A3"]]
        elif own := [town for town in towns if town.country == iso]:
            largest = max(own, key=lambda town: (town.importance, town.ref))
            entry.ref, entry.source = f"geonames:{row['geonameid']}", "geonames-2021"
            entry.lat, entry.lon, entry.precision_km = largest.lat, largest.lon, 100
            entry.codes = [iso, row["iso3"]]
        else:
            continue  # islands nobody lives on
        entry.importance = entry.population or 1
        entry.improve(better.get(iso, {}))
        entries.append(entry)
    return entries


def outlines(curated: dict[str, Any], own_outlines: dict[str, list[str]]) -> Regions:
    """Return the outlines of the first-level regions, and which of our places they stand for.

    `own_outlines` lists, by ref, what Natural Earth draws as a land of its own (``adm0_a3``).
    """
    replaced = {
        code: f"explainer:{row['id']}"
        for row in curated["place"]
        for code in row.get("stands_for", [])
    }
    replaced |= {code: ref for ref, codes in own_outlines.items() for code in codes}
    states = {row["postal"]: f"naturalearth:{row['ne_id']}" for row in sources.states()}
    # Where borders are rivers, towns stand on them: the Census draws them ten times as finely.
    units = [
        Unit(states[county["state"]], frozenset({"US"}), county["outline"])
        for county in sources.counties()
        if county["state"] in states
    ]
    for row in sources.regions():
        if row["iso_a2"] == "US":
            continue
        code, land = row["gn_a1_code"], row["adm0_a3"]
        homes = {row["iso_a2"], code.partition(".")[0], HOMES.get(land, "")} - {"-1", ""}
        ref = f"naturalearth:{row['ne_id']}"
        if code in curated["skip_first_level"] or not row["name"]:
            ref = replaced.get(code)
        ref = replaced.get(land, ref)
        ref, name = county_refs().get(ref, ref), row["name_en"] or row["name"]
        independent = row["type_en"] in INDEPENDENT
        units.append(Unit(ref, frozenset(homes), row["outline"], row["region"], independent, name))
    return Regions(units)


def regions(curated: dict[str, Any], towns: list[Entry]) -> list[Entry]:
    """Return the first-level regions of the world.

    Those that are no more than a town have no spelling of their own: their name is the town's.
    """
    better = {row["iso"]: row for row in curated["region"]}
    named = defaultdict(list)
    for town in towns:
        large = town.others if town.importance >= SEAT else []
        for name in {key(item) for item in (town.name, *town.own, *large)}:
            named[town.country, name].append(town)
    entries = []
    for row in sources.regions():
        code, home = row["gn_a1_code"], row["iso_a2"]
        name = row["name_en"] or row["name"]
        if not name or home == "-1" or code in curated["skip_first_level"]:
            continue
        entry = _region(row, name)
        entry.region = county_refs().get(entry.ref)
        if home == "IE" or row["geonunit"] == "Northern Ireland":
            entry.own += [f"County {name}", f"Co {name}"]
        same = [*named[home, key(name)]]
        if key(row["name"]) != key(name):
            same += named[home, key(row["name"])]
        near = [t for t in same if math.hypot(t.lat - entry.lat, t.lon - entry.lon) < 1]
        if (near and row["radius_km"] < 30) or code in curated["city_first_level"]:
            entry.name, entry.own, entry.names = name, [], {}
            entry.silent, entry.importance = True, 0
            entries.append(entry)
            continue
        seats = [town for town in same if town.region == entry.ref]
        namesake = [town for town in seats if key(town.name) == key(row["name"])]
        if namesake and key(name) in map(key, namesake[0].others):
            namesake[0].own.append(name)  # what the region is called in English, its city is too
        large = [t for t in same if t.importance >= SEAT and key(t.name) == key(name)]
        if large and entry.name == name:
            entry.own.append(name)
            entry.name = f"{name} State" if home == "US" else f"{name} (region)"
        # As many people as live on so much of the country's land; never before its own city.
        seats = [town.importance * 0.4 for town in seats]
        people = row["radius_km"] ** 2 * math.pi * density(home)
        entry.importance = min([people, 2e6, *seats])
        entry.improve(better.get(row["iso_3166_2"], {}))
        entries.append(entry)
    return entries


def density(home: str) -> float:
    """Return how many people live on a square kilometre of a country; 5 where it is not known."""
    shape = sources.countries().get(home)
    if not shape:
        return 5
    return max(5, int(shape["POP_EST"]) / (shape["radius_km"] ** 2 * math.pi))


def _region(row: dict[str, Any], name: str) -> Entry:
    names = {"uk": row["name_uk"], "ru": row["name_ru"]}
    home = row["iso_a2"]
    return Entry(
        f"naturalearth:{row['ne_id']}",
        "natural-earth",
        f"{name} region" if row["type"] in {"Oblast", "Oblast'", "Voblasts'"} else name,
        "region",
        lat=row["latitude"],
        lon=row["longitude"],
        precision_km=max(1, round(row["radius_km"])),
        extent=row["extent"],
        country=home,
        names={language: text for language, text in names.items() if text},
        own=[name, row["name"], f"{name} Oblast"] if "blast" in row["type"] else [row["name"]],
        codes=[row["postal"]] if home in POSTAL else [],
        admin=row["gn_a1_code"],
    )


def larger() -> list[Entry]:
    """Return the regions that are the union of several first-level ones."""
    groups = _larger()["larger"]
    return [*(entry for group in groups for entry in _unions(group)), *_own_counties()]


@cache
def _larger() -> dict[str, Any]:
    return tomllib.loads(LARGER.read_text(encoding="utf-8"))


@cache
def county_refs() -> dict[str, str]:
    """Return the refs of England's counties by ref of the districts that count to them."""
    refs, found = sources.region_refs(), {}
    known = {row["name"] for row in sources.regions() if row["iso_a2"] == "GB"}
    for name, codes in _larger()["counties"].items():
        districts = [refs[f"GB-{code}"] for code in codes.split()]
        own = districts[0] if name in known - {"Merseyside"} else _union_ref("GB", name)
        found |= {district: own for district in districts if district != own}
    return found


def _own_counties() -> Iterable[Entry]:
    """Yield the counties of which only the districts have outlines."""
    ordered = defaultdict(list)
    for district, county in county_refs().items():
        ordered[county].append(district)
    rows = {f"naturalearth:{row['ne_id']}": row for row in sources.regions()}
    taken = {_union_ref("GB", of) for group in _larger()["larger"] for of in group["names"]}
    for name in _larger()["counties"]:
        ref = _union_ref("GB", name)
        if ref in ordered and ref not in taken:
            yield _union("GB", name, [rows[district] for district in ordered[ref]])


def _union_ref(home: str, of: str) -> str:
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
    counties = {county_refs().get(ref) for ref in refs} - {None, _union_ref(home, of), *refs}
    return Entry(
        _union_ref(home, of),
        "natural-earth",
        name or of,
        "region",
        lat=round(middle[1], 4),
        lon=round(middle[0], 4),
        precision_km=round(radius),
        extent=sources.extent(outline),
        country=home,
        importance=min(radius**2 * math.pi * 5, 2e6),
        own=[of, *also],
        covers=[*refs, *sorted(counties)],
    )


def counties(state_refs: dict[str, str]) -> list[Entry]:
    """Return the counties of the United States; `state_refs` by postal code.

    An independent city (no county at all) is left to the city.
    """
    entries = []
    for row in sources.counties():
        if row["name"].endswith(" city") or row["state"] not in state_refs:
            continue
        middle = shapely.maximum_inscribed_circle(row["outline"], 0.01).coords[0]
        radius = row["radius_km"]
        entries.append(
            Entry(
                f"fips:{row['fips']}",
                "census-2017",
                row["name"],
                "county",
                lat=round(middle[1], 4),
                lon=round(middle[0], 4),
                precision_km=max(1, round(radius)),
                country="US",
                region=state_refs[row["state"]],
                importance=1000 + radius,
            )
        )
    return entries
