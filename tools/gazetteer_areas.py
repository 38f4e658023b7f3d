"""Countries and regions of Natural Earth: their names, points and extents."""

import math
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import gazetteer_sources as sources
import shapely
from gazetteer_entry import Entry
from gazetteer_larger import county_refs, larger_table, union_ref
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
#: What a region is, said in its name.
_FORM = re.compile(
    r"^(?:Autonomous )?(?:Republic|Province|State|Region) of (?:the )?|"
    r" (?:Autonomous )?(?:Republic|Okrug|Krai|Region|Oblast)$"
)


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
    counted = {
        name: f"{home}-{code}"
        for home, codes in larger_table()["counted_to"].items()
        for name, code in codes.items()
    }
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
        beside = row["type_en"] in INDEPENDENT
        unit = Unit(ref, frozenset(homes), row["outline"], row["region"], beside, name)
        units.append(replace(unit, code=counted.get(row["name"], row["iso_3166_2"])))
    return Regions(units)


def crowds(towns: list[Entry]) -> dict[str, float]:
    """Return how many people live in each first-level region, by ref, as far as its towns tell.

    The towns of a country are not all its people: what is missing is shared out among its regions.
    """
    at_home, found = defaultdict(float), defaultdict(float)
    for town in towns:
        at_home[town.country] += town.importance
    for town in towns:
        if town.region:
            shape = sources.countries().get(town.country, {"POP_EST": 0})
            found[town.region] += town.importance * scale(shape, at_home[town.country])
    # Above two millions size says little more: the order of regions, but not how far apart.
    return {ref: min(people, 2e6 + people / 100) for ref, people in found.items()}


def scale(shape: Mapping[str, Any], counted: float) -> float:
    """Return how many people a country has for each that is counted in a town, at least 1."""
    return max(1.0, int(shape["POP_EST"]) / counted)


def regions(
    curated: dict[str, Any], towns: list[Entry], people: Mapping[str, float]
) -> list[Entry]:
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
        double = entry.region == union_ref(home, name)  # one of its districts bears its name
        if double or (near and row["radius_km"] < 30) or code in curated["city_first_level"]:
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
        # As many people as its towns have; never before its own city.
        seats = [town.importance * 0.4 for town in seats]
        entry.importance = min([people.get(entry.ref, 1000), *seats])
        entry.improve(better.get(row["iso_3166_2"], {}))
        entries.append(entry)
    return entries


def _region(row: dict[str, Any], name: str) -> Entry:
    names = {"uk": row["name_uk"], "ru": row["name_ru"]}
    home, oblast = row["iso_a2"], "blast" in row["type"]
    called = row["type"] in {"Oblast", "Oblast'", "Voblasts'"} and not name.endswith("Krai")
    return Entry(
        f"naturalearth:{row['ne_id']}",
        "natural-earth",
        f"{name} region" if called else name,
        "region",
        lat=row["latitude"],
        lon=row["longitude"],
        precision_km=max(1, round(row["radius_km"])),
        extent=row["extent"],
        country=home,
        names={language: text for language, text in names.items() if text},
        own=[*_plain(name), *_plain(row["name"]), *([f"{name} Oblast"] if oblast else [])],
        codes=[row["postal"]] if home in POSTAL else [],
        admin=row["gn_a1_code"],
    )


def _plain(name: str) -> Iterable[str]:
    """Yield a region's name, and the part of it that people say: "Buryatia", "Sakha"."""
    yield name
    short = _FORM.sub("", name)
    outside, _, inside = short.partition(" (")
    yield from {outside, inside.rstrip(")")} - {"", name}


def counties(state_refs: dict[str, str], towns: list[Entry]) -> list[Entry]:
    """Return the counties of the United States; `state_refs` by postal code.

    An independent city (no county at all) is left to the city. A county with more people in its
    towns comes before its namesakes.
    """
    at_home = [town for town in towns if town.country == "US"]
    points = shapely.STRtree([shapely.Point(town.lon, town.lat) for town in at_home])
    entries = []
    for row in sources.counties():
        if row["name"].endswith(" city") or row["state"] not in state_refs:
            continue
        middle = shapely.maximum_inscribed_circle(row["outline"], 0.01).coords[0]
        radius = row["radius_km"]
        held = points.query(row["outline"], predicate="contains")
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
                importance=1000 + sum(at_home[at].importance for at in held),
                others=[row["name"].removesuffix(" County")],
            )
        )
    return entries
