"""Build `explainer/data/gazetteer.sqlite` from pinned packages and what was written by hand.

Run ``python tools/build_gazetteer.py`` (needs the extra ``tools``). The same inputs give the same
content; its figures are written into the data card. By hand: ``curated_places.toml`` and
``disputed.toml``.
"""

import math
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import gazetteer_file
import gazetteer_sources as sources
from gazetteer_names import keep, label, romanise, script
from rapidfuzz import fuzz

from explainer.places.spelling import key

HERE = Path(__file__).parent
TARGET = HERE.parent / "explainer" / "data" / "gazetteer.sqlite"
CARD = TARGET.parent / "README.md"

#: Countries whose small towns are in, and (Russia) the longitude up to which.
SMALL_TOWNS = {"UA": 180, "BY": 180, "MD": 180, "GE": 180, "EE": 180, "LV": 180, "LT": 180}
SMALL_TOWNS["RU"] = 50
#: In which languages alternate names are told apart, a country's own language first. Elsewhere
#: too many languages share the letters.
LABELLED = {"UA": ("uk", "ru"), "RU": ("ru",)}
#: Outside the countries of small towns, only places of this population keep alternate names.
ALTERNATES = 30_000
#: From this population on a settlement is called a city.
CITY = 50_000
#: What Natural Earth calls a state; a territory of one counts as a region.
STATES = {"Sovereign country", "Sovereignty", "Country"}
#: Where region codes are in common use: "Odessa, TX".
POSTAL = {"US", "CA", "AU"}


@dataclass
class Entry:
    """A place on its way into the file.

    ``own`` are spellings as good as the name, ``others`` alternate names in all languages,
    ``codes`` abbreviations that only narrow. ``first_level`` are the GeoNames codes whose region
    the place is, ``region`` the code it lies in.
    """

    ref: str
    source: str
    name: str
    kind: str
    lat: float | None = None
    lon: float | None = None
    precision_km: float | None = None
    population: int | None = None
    country: str | None = None
    region: str | None = None
    question: str | None = None
    tail: str | None = None
    story: str | None = None
    tier: int = 1
    importance: float = 1.0
    note: str | None = None
    names: dict[str, str] = field(default_factory=dict)
    own: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    misspelled: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    first_level: list[str] = field(default_factory=list)
    covers: list[str] = field(default_factory=list)

    def improve(self, better: dict[str, Any]) -> None:
        """Take over what `curated_places.toml` says about the place."""
        if better.get("name", self.name) != self.name:
            self.own.append(self.name)
            self.name = better["name"]
        self.names |= better.get("names", {})
        self.own += better.get("also", [])
        self.misspelled += better.get("misspelled", [])
        self.story = better.get("id", self.story)
        self.kind = better.get("kind", self.kind)
        self.question = better.get("question", self.question)
        self.lat, self.lon = better.get("lat", self.lat), better.get("lon", self.lon)
        self.precision_km = better.get("precision_km", self.precision_km)


def city(id: int, row: dict[str, Any], source: str) -> Entry:
    """Return a settlement of GeoNames, with its names told apart by language."""
    home, population = row["countrycode"], row["population"]
    name, others = row["name"], [item for item in row["alternatenames"] if keep(item)]
    if home not in SMALL_TOWNS and population < ALTERNATES:
        others = []
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
        region=f"{home}.{row['admin1code']}",
        importance=max(population, 1),
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


def cities(curated: dict[str, Any], wanted: set[str]) -> list[Entry]:
    """Return the cities of the world, the small towns of the region, and namesakes anywhere."""
    large = sources.cities()
    rows = [(id, row, "geonames-2021") for id, row in large.items()]
    for id, row in sources.small_places().items():
        near = row["longitude"] < SMALL_TOWNS.get(row["countrycode"], -180)
        if id not in large and (near or key(row["name"]) in wanted):
            rows.append((id, row, "geonames-2022"))
    entries = {f"geonames:{id}": city(id, row, source) for id, row, source in rows}
    for better in curated["city"]:
        entries[f"geonames:{better['geonames']}"].improve(better)
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
    """Return the entries without those GeoNames lists twice: same name, within 5 km."""
    kept: dict[tuple[str, str | None], list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: (-entry.importance, entry.ref)):
        same = kept[key(entry.name), entry.country]
        if not any(abs(e.lat - entry.lat) < 0.05 and abs(e.lon - entry.lon) < 0.05 for e in same):
            same.append(entry)
    return [entry for same in kept.values() for entry in same]


def countries(curated: dict[str, Any], towns: list[Entry]) -> list[Entry]:
    """Return all countries; where Natural Earth has no shape the largest town stands for it."""
    shapes, better = sources.countries(), {row["iso"]: row for row in curated["country"]}
    entries = []
    for iso, row in sources.country_names().items():
        entry = Entry("", "natural-earth", row["name"].strip(), "region", country=iso, tier=3)
        if iso in curated["skip_countries"]:
            continue
        if shape := shapes.get(iso):
            if shape["SOVEREIGNT"] == shape["ADMIN"] and shape["TYPE"] in STATES:
                entry.kind = "country"
            entry.ref = f"naturalearth:{shape['NE_ID']}"
            entry.lat, entry.lon = shape["LABEL_Y"], shape["LABEL_X"]
            entry.precision_km = max(1, round(shape["radius_km"]))
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


def regions(curated: dict[str, Any], towns: list[Entry]) -> list[Entry]:
    """Return the first-level regions of the world, without those that are just a town."""
    better = {row["iso"]: row for row in curated["region"]}
    named = defaultdict(list)
    for town in towns:
        named[town.country, key(town.name)].append(town)
    entries = []
    for row in sources.regions():
        code, home = row["gn_a1_code"], row["iso_a2"]
        name = row["name_en"] or row["name"]
        if not name or home == "-1" or code in curated["skip_first_level"]:
            continue
        same = named[home, key(name)]
        near = [
            t for t in same if math.hypot(t.lat - row["latitude"], t.lon - row["longitude"]) < 1
        ]
        if near and row["radius_km"] < 30:
            continue
        entry = Entry(
            f"naturalearth:{row['ne_id']}",
            "natural-earth",
            f"{name} region" if row["type"] in {"Oblast", "Oblast'", "Voblasts'"} else name,
            "region",
            lat=row["latitude"],
            lon=row["longitude"],
            precision_km=max(1, round(row["radius_km"])),
            country=home,
            names={"uk": row["name_uk"], "ru": row["name_ru"]},
            own=[name, row["name"], f"{name} Oblast"] if "blast" in row["type"] else [row["name"]],
            codes=[row["postal"]] if home in POSTAL else [],
            first_level=[code],
        )
        entry.names = {language: text for language, text in entry.names.items() if text}
        if same and entry.name == name:
            entry.own.append(name)
            entry.name = f"{name} State" if home == "US" else f"{name} (region)"
        # As many people as live on so much land in many places; never before its own city.
        seats = [town.importance * 0.9 for town in same if town.region == code]
        entry.importance = min([row["radius_km"] ** 2 * math.pi * 5, 2e6, *seats])
        entry.improve(better.get(row["iso_3166_2"], {}))
        entries.append(entry)
    return entries


def places(curated: dict[str, Any], country_names: dict[str, str]) -> list[Entry]:
    """Return the places no list has."""
    entries = []
    for row in curated["place"]:
        row = dict(row)
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
            inside = {entry.region, *entry.first_level} & set(row.get("first_level", []))
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


def build(target: Path = TARGET) -> None:
    """Build the file."""
    curated = tomllib.loads((HERE / "curated_places.toml").read_text(encoding="utf-8"))
    questions = tomllib.loads((HERE / "disputed.toml").read_text(encoding="utf-8"))["question"]
    names = sources.country_names()
    known = [row for row in (*curated["place"], *curated["city"]) if row.get("kind") != "metonym"]
    wanted = {key(name) for row in known for name in (row["name"], *row.get("also", []))}
    wanted |= {key(row[item]) for row in names.values() for item in ("name", "capital")}
    towns = cities(curated, wanted)
    entries = [
        *countries(curated, towns),
        *regions(curated, towns),
        *places(curated, {iso: row["name"] for iso, row in names.items()}),
        *towns,
    ]
    dispute(entries, questions)
    for entry in entries:
        entry.others = [name for name in entry.others if script(name) in {"LATIN", "CYRILLIC"}]
    gazetteer_file.write(target, entries, questions, sources.SOURCES)
    gazetteer_file.update_card(CARD, gazetteer_file.figures(target))


if __name__ == "__main__":
    build()
