"""Cities and towns of GeoNames: which are taken, and how they are called."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import gazetteer_sources as sources
from gazetteer_edges import straighten
from gazetteer_entry import Entry
from gazetteer_names import keep, label, romanise
from gazetteer_regions import Regions
from rapidfuzz import fuzz

from explainer.places.spelling import key

#: Countries whose small towns are in, and (Russia) the longitude up to which.
SMALL_TOWNS = {"UA": 180, "BY": 180, "MD": 180, "GE": 180, "EE": 180, "LV": 180, "LT": 180}
SMALL_TOWNS["RU"] = 50
#: Countries of whose small places newspapers in English speak: from 500 people on.
ENGLISH = {"US", "GB", "IE", "CA", "AU", "NZ"}
#: In which languages alternate names are told apart, a country's own language first. Elsewhere
#: too many languages share the letters.
LABELLED = {"UA": ("uk", "ru"), "RU": ("ru",)}
#: Outside the countries of small towns, only places of this population keep alternate names.
ALTERNATES = 30_000
#: From this likeness on (of 100) two Latin spellings are one name.
ALIKE = 75
#: From this population on a settlement is called a city.
CITY = 50_000
#: Of names like "Barrow-in-Furness" people say the first word.
_BY_A_RIVER = re.compile(r"(\w{4,})[ -](?:upon|on|in|under|super|le|by)[ -]", re.IGNORECASE)
#: What Natural Earth calls a state; a territory of one counts as a region.
STATES = {"Sovereign country", "Sovereignty", "Country"}


def city(id: int, row: dict[str, Any], source: str) -> Entry:
    """Return a settlement of GeoNames, with its names told apart by language."""
    home, population = row["countrycode"], row["population"]
    name, others = row["name"], [item for item in row["alternatenames"] if keep(item)]
    if home not in SMALL_TOWNS and population < ALTERNATES:
        others = []
    short = _BY_A_RIVER.match(name) if home == "GB" else None
    entry = Entry(
        f"geonames:{id}",
        source,
        name,
        "city" if population >= CITY else "town",
        lat=row["latitude"],
        lon=row["longitude"],
        precision_km=round(1 + math.sqrt(population) / 100, 1),
        population=population or None,
        country=home,
        admin=f"{home}.{row['admin1code']}",
        importance=max(population, 1),
        own=[short[1]] if short else [],
        others=others,
    )
    for language in LABELLED.get(home, ()):
        if found := label(name, others, language, own=language == LABELLED[home][0]):
            entry.names[language] = found
    if home == "UA" and "uk" in entry.names:
        modern = romanise(entry.names["uk"])
        if fuzz.ratio(key(modern), key(name)) >= 80:
            entry.improve({"name": modern})
    return entry


def own_spellings(entries: Iterable[Entry]) -> None:
    """Count other spellings of a large town's own name as the name, not as a foreign one.

    Not where a town of a third of its size or more bears that very name.
    """
    entries = list(entries)
    bearers: dict[str, float] = {}
    for entry in entries:
        bearers[key(entry.name)] = max(entry.importance, bearers.get(key(entry.name), 0))
    for entry in entries:
        if entry.importance >= ALTERNATES:
            alike = [item for item in entry.others if _spelled_alike(key(item), key(entry.name))]
            wrong = set(map(key, entry.misspelled))
            entry.own += [
                item
                for item in alike
                if key(item) not in wrong and bearers.get(key(item), 0) < entry.importance / 3
            ]


def _spelled_alike(other: str, name: str) -> bool:
    """Say whether a name is the town's own, shorter, longer or in other letters.

    Marburg is Marburg an der Lahn, Jenin is Janin; Lemberg is not Lviv.
    """
    if other == name or len(other) < 4 or not other.isascii():
        return False
    longer = name.startswith(f"{other} ") or other.endswith(name) or other.startswith(f"{name} ")
    return longer or fuzz.ratio(other, name) >= ALIKE


def towns(curated: dict[str, Any], wanted: set[str], regions: Regions) -> list[Entry]:
    """Return the towns of the world, small ones of some countries, and namesakes anywhere."""
    large, middle = sources.cities(), sources.middle_places()
    rows = [(id, row, "geonames-2021") for id, row in large.items()]
    for id, row in sources.small_places().items():
        home = row["countrycode"]
        near = home in ENGLISH or row["longitude"] < SMALL_TOWNS.get(home, -180)
        if id not in large and (near or id in middle or key(row["name"]) in wanted):
            rows.append((id, row, "geonames-2022"))
    entries = {f"geonames:{id}": city(id, row, source) for id, row, source in rows}
    for better in curated["city"]:
        entries[f"geonames:{better['geonames']}"].improve(better)
    # Where a place of ours is the region of a code, that was decided by hand (Transnistria's
    # outlines are parts that nobody names).
    by_hand = {
        code: f"explainer:{row['id']}"
        for row in curated["place"]
        for code in row.get("stands_for", [])
    }
    for entry in entries.values():
        found = regions.of(entry.lat, entry.lon, entry.country)
        entry.region = by_hand.get(entry.admin, found)
    straighten((entry for entry in entries.values() if entry.admin not in by_hand), regions)
    own_spellings(entries.values())
    capitals(entries.values())
    return without_doubles(entries.values())


def capitals(entries: Iterable[Entry]) -> None:
    """Put the capitals of states before their namesakes."""
    at_home = defaultdict(list)
    for entry in entries:
        for name in {key(entry.name), *map(key, entry.own), *map(key, entry.others)}:
            at_home[entry.country, name].append(entry)
    for iso, row in sources.country_names().items():
        found = at_home[iso, key(row["capital"])]
        kind = sources.countries().get(iso, {"TYPE": ""})["TYPE"]
        if found and kind in {*STATES, "Disputed"}:
            best = max(found, key=lambda entry: entry.importance)
            best.tier, best.kind = 2, "city"


def without_doubles(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries without those GeoNames lists twice: same name and region, within 5 km."""
    kept: dict[tuple[str | None, ...], list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: (-entry.importance, entry.ref)):
        same = kept[key(entry.name), entry.country, entry.region]
        if not any(abs(e.lat - entry.lat) < 0.05 and abs(e.lon - entry.lon) < 0.05 for e in same):
            same.append(entry)
    return [entry for same in kept.values() for entry in same]
