"""Shapes, points of view and distances, held against pyproj and shapely."""

import json
import math
import random
import re
import subprocess
import sys
from hashlib import sha256
from importlib.resources import files
from itertools import combinations, pairwise

import numpy as np
import pytest
import shapely
from pyproj import CRS, Geod, Transformer
from shapely.geometry import shape

from explainer import shipped
from explainer.errors import DataMissing, GeographyError
from explainer.ground import geodesy, geography
from explainer.story import load
from tests.drawn import distance_km

WGS84 = Geod(ellps="WGS84")
FOLDER = files("explainer") / "data" / "geography"
UNITS = {
    "crimea",
    "donbas-ngca",
    "transnistria",
    "abkhazia",
    "south-ossetia",
    "kosovo",
    "northern-cyprus",
}
# fmt: off
NATO_2021 = {
    "AL", "BE", "BG", "CA", "CZ", "DE", "DK", "EE", "ES", "FR", "GB", "GR", "HR", "HU", "IS",
    "IT", "LT", "LU", "LV", "ME", "MK", "NL", "NO", "PL", "PT", "RO", "SI", "SK", "TR", "US",
}
# fmt: on
KYIV_SEES = {"crimea": "UA", "donbas-ngca": "UA"}


def shapes(name):
    """Return the shapes of a file, or the regions of the story, by id."""
    if name == "story":
        return {item.id: shape(item.geometry) for item in load().shapes if item.kind == "region"}
    return {f["properties"]["id"]: shape(f["geometry"]) for f in geography.load(name)["features"]}


def provinces():
    return {id: found for id, found in shapes("story").items() if id.startswith("UA-")}


def km2(geometry):
    return abs(WGS84.geometry_area_perimeter(geometry)[0]) / 1e6


def km_by_projection(lat, lon, geometry):
    """Return the distance to a shape, measured on a map centred on the point."""
    centred = CRS.from_proj4(f"+proj=aeqd +lat_0={lat} +lon_0={lon} +ellps=WGS84")
    project = Transformer.from_crs("EPSG:4326", centred, always_xy=True).transform
    flat = shapely.transform(
        shapely.segmentize(geometry, 0.1), lambda at: np.column_stack(project(at[:, 0], at[:, 1]))
    )
    return flat.distance(shapely.Point(0, 0)) / 1000


# The files


@pytest.mark.parametrize("name", ["world", "region", "story"])
def test_shapes_are_valid_and_wound_as_geojson_asks(name):
    for id, found in shapes(name).items():
        assert shapely.is_valid(found), id
        for part in shapely.get_parts(found):
            assert part.exterior.is_ccw, id
            assert not any(hole.is_ccw for hole in part.interiors), id


@pytest.mark.parametrize("found", [shapes("world"), shapes("region"), provinces()])
def test_neighbours_share_their_borders_without_gap_or_overlap(found):
    found = list(found.values())
    assert shapely.coverage_is_valid(found)
    land = shapely.get_parts(shapely.union_all(found))
    lakes = [shapely.Polygon(hole) for part in land for hole in part.interiors]
    caspian_sea = [lake for lake in lakes if lake.contains(shapely.Point(51, 41.5))]
    assert lakes == caspian_sea


@pytest.mark.parametrize("name", geography.FILES)
def test_nothing_smears_across_the_antimeridian(name):
    west, south, east, north = shapely.total_bounds(
        [shape(f["geometry"]) for f in geography.load(name)["features"]]
    )
    assert -180 <= west < east <= 180
    assert -90 <= south < north <= 90
    for item in geography.load(name)["features"]:
        lines = shapely.get_parts(shape(item["geometry"]))
        for line in lines if "a" in item["properties"] else shapely.get_rings(lines):
            assert max(abs(a[0] - b[0]) for a, b in pairwise(line.coords)) < 90


@pytest.mark.parametrize(
    ("shapes_file", "lines_file"),
    [
        ("world", "world-lines"),
        ("region", "lines"),
        ("rest", "rest-lines"),
    ],
)
def test_lines_are_all_shared_borders_and_no_coast(shapes_file, lines_file):
    found = shapes(shapes_file)
    lines = {
        (f["properties"]["a"], f["properties"]["b"]): shape(f["geometry"])
        for f in geography.load(lines_file)["features"]
    }
    for a, b in combinations(sorted(found), 2):
        if found[a].intersects(found[b]):
            shared = found[a].boundary.intersection(found[b].boundary)
            line = lines.pop((a, b), shapely.LineString())
            assert line.length == pytest.approx(shared.length, abs=1e-9), (a, b)
    assert not lines


def test_card_gives_the_checksum_of_every_file():
    card = (FOLDER.parent / "README.md").read_text(encoding="utf-8")
    table = card.split("<!-- geography files -->")[1].split("<!-- end of geography files -->")[0]
    stated = {
        name: (int(size), digest)
        for name, size, digest in re.findall(
            r"\| `([\w.-]+)` \| (\d+) \| \d+ \| `(\w{64})` \|", table
        )
    }
    contents = {item.name: item.read_bytes() for item in FOLDER.glob("*json")}
    assert stated == {
        name: (len(content), sha256(content).hexdigest()) for name, content in contents.items()
    }


def test_every_shape_has_names_and_a_label_inside_itself():
    for name in ("world", "region"):
        for id in shapes(name):
            called = geography.names(id)
            assert set(called) == {"en", "uk", "ru"}
            assert all(called.values()), id
        for item in geography.load(name)["features"]:
            said = item["properties"]
            if said["id"] != "undetermined":
                label = shapely.Point(said["lx"], said["ly"])
                # Labels are rounded to 1 km: the Vatican is smaller.
                assert shape(item["geometry"]).distance(label) < 0.02, said["id"]


def test_clipped_countries_say_so():
    clipped = {
        f["properties"]["id"]
        for f in geography.load("region")["features"]
        if f["properties"].get("clipped")
    }
    window = shapely.box(*geography.load("region")["bbox"])
    whole = shapes("world")
    for id in set(shapes("region")) - clipped - {"VA"}:  # the Vatican is too small for the world
        assert window.contains(whole[id]), id
    assert {"RU", "KZ", "GL", "FR", "NO"} <= clipped
    assert not clipped & ({"UA", "GE", "TR"} | UNITS)


# What is in them


def test_all_members_of_the_alliance_in_2021_are_there():
    assert len(NATO_2021) == 30
    assert all(geography.feature(id)["properties"]["id"] == id for id in NATO_2021)
    assert NATO_2021 - set(shapes("region")) == {"CA", "US"}


def test_the_units_are_apart_from_the_countries_in_both_scales():
    assert set(geography.units()) == UNITS
    for name in ("world", "region"):
        found = shapes(name)
        assert set(found) >= UNITS
        assert "XK" not in found
        for unit in UNITS:
            others = shapely.union_all([g for id, g in found.items() if id != unit])
            assert found[unit].intersection(others).area == pytest.approx(0, abs=1e-9)


def test_schematic_units_say_so():
    said = {id: geography.feature(id)["properties"] for id in geography.units()}
    assert all(item["disputed"] for item in said.values())
    assert said["donbas-ngca"]["approximate"]
    assert "approximate" not in said["crimea"]


def test_the_story_brings_the_27_regions_of_ukraine():
    found, ground = provinces(), load().ground
    assert len(found) == 27
    assert {"UA-43", "UA-40", "UA-14", "UA-09", "UA-30"} <= set(found)
    assert ground.names("UA-32")["uk"] == "Київська область"
    for item in load().shapes:
        assert {*item.names} == {"en", "uk", "ru"}
        assert shape(item.geometry).contains(shapely.Point(item.lon, item.lat)), item.id
    donbas = shape(ground.feature("donbas")["geometry"])
    assert donbas.equals(shapely.union_all([found["UA-14"], found["UA-09"]]))


@pytest.mark.parametrize(
    ("ids", "expected", "within"),
    [
        (["UA", "crimea", "donbas-ngca"], 599_095, 0.01),  # Natural Earth's own, unsimplified
        (["crimea"], 27_096, 0.01),
        (["UA-43", "UA-40"], 27_096, 0.01),
        (["kosovo"], 10_887, 0.02),
        (["abkhazia"], 8_665, 0.02),
        (["northern-cyprus"], 3_355, 0.03),
        (["PL"], 312_700, 0.01),
        (["GE", "abkhazia", "south-ossetia"], 69_700, 0.01),
    ],
)
def test_areas(ids, expected, within):
    area = sum(km2(shape(load().ground.feature(id)["geometry"])) for id in ids)
    assert area == pytest.approx(expected, rel=within)


def test_the_regions_add_up_to_the_country():
    country = sum(km2(shapes("region")[id]) for id in ("UA", "crimea", "donbas-ngca"))
    assert sum(map(km2, provinces().values())) == pytest.approx(country, rel=0.005)


# Points


@pytest.mark.parametrize(
    ("place", "lat", "lon", "unit"),
    [
        ("Simferopol", 44.95, 34.10, "crimea"),
        ("Sevastopol", 44.60, 33.52, "crimea"),
        ("Kerch", 45.35, 36.47, "crimea"),
        ("Donetsk", 48.0, 37.8, "donbas-ngca"),
        ("Luhansk", 48.57, 39.31, "donbas-ngca"),
        ("Kaliningrad", 54.71, 20.5, "RU"),
        ("Pristina", 42.66, 21.16, "kosovo"),
        ("Tiraspol", 46.84, 29.63, "transnistria"),
        ("Sukhumi", 43.0, 41.02, "abkhazia"),
        ("Tskhinvali", 42.225, 43.965, "south-ossetia"),
        ("Kyrenia", 35.33, 33.32, "northern-cyprus"),
        ("Mariupol", 47.10, 37.55, "UA"),
        ("Kramatorsk", 48.74, 37.55, "UA"),
        ("Kyiv", 50.45, 30.52, "UA"),
        ("Valletta", 35.9, 14.5, "MT"),
        ("Washington", 38.9, -77.04, "US"),
        ("Vladivostok", 43.15, 131.95, "RU"),
        ("the middle of the Black Sea", 43.0, 34.0, None),
        ("the middle of the Sea of Azov", 46.0, 36.7, None),
        ("Kerch Strait", 45.2, 36.58, None),
    ],
)
def test_what_lies_where(place, lat, lon, unit):
    assert geography.unit_at(lat, lon) == unit
    if unit:
        assert geography.contains(unit, lat, lon)


def test_a_point_lies_in_an_area_and_a_region_too():
    ground = load().ground
    assert ground.contains("donbas", 47.10, 37.55)
    assert ground.contains("UA-14", 47.10, 37.55)
    assert not ground.contains("donbas", 50.45, 30.52)


def test_inside_agrees_with_shapely():
    found = shapes("region")
    dice = random.Random(2)
    for _ in range(400):
        lat, lon = dice.uniform(36, 60), dice.uniform(15, 47)
        expected = [id for id, g in found.items() if g.contains(shapely.Point(lon, lat))]
        assert geography.unit_at(lat, lon) == (expected[0] if expected else None)


# Points of view


@pytest.mark.parametrize(
    ("owner", "country"),
    [("UA", "UA"), ("RU", "RU"), ("own", "crimea"), ("none", None), (None, None)],
)
def test_a_unit_belongs_where_the_view_puts_it(owner, country):
    assert geography.country_at(44.95, 34.10, {"crimea": owner}) == country
    assert geography.country_at(50.45, 30.52, {"crimea": owner}) == "UA"


def test_a_unit_left_out_is_nobodys():
    assert geography.country_at(44.95, 34.10, {}) is None


def test_land_without_a_country_is_no_lake():
    golan_heights = 33.0, 35.8
    assert geography.unit_at(*golan_heights) == "undetermined"
    assert geography.country_at(*golan_heights, {}) is None
    assert "undetermined" not in geography.units()


# Distances

PLACES = {
    "Deveselu": (44.08, 24.42),
    "Redzikowo": (54.48, 17.10),
    "Yelnya": (54.577, 33.185),
    "Pogonovo": (51.44, 39.20),
}


@pytest.mark.parametrize(
    ("place", "country", "assignment", "about", "within"),
    [
        ("Deveselu", "RU", {"crimea": "UA"}, 975, 10),
        ("Deveselu", "RU", {"crimea": "RU"}, 650, 10),
        ("Redzikowo", "RU", {}, 160, 5),
        ("Yelnya", "UA", KYIV_SEES, 248, 5),
        ("Pogonovo", "UA", KYIV_SEES, 170, 5),
    ],
)
def test_known_distances(place, country, assignment, about, within):
    km = distance_km(*PLACES[place], country, assignment)
    assert km == pytest.approx(about, abs=within)


def test_distances_agree_with_a_projection_centred_on_the_point():
    found = shapes("region")
    dice = random.Random(3)
    for _ in range(60):
        lat, lon = dice.uniform(40, 60), dice.uniform(15, 45)
        country, view = dice.choice(
            [("UA", KYIV_SEES), ("UA", {}), ("RU", {"crimea": "RU"}), ("RU", {}), ("PL", {})]
        )
        ids = [country, *(unit for unit, owner in view.items() if owner == country)]
        km = distance_km(lat, lon, country, view)
        expected = min(km_by_projection(lat, lon, found[id]) for id in ids)
        assert km == pytest.approx(expected, rel=1e-4, abs=0.02), (lat, lon, country)


def test_the_nearest_point_is_on_the_border_and_at_the_distance():
    lat, lon = geography.nearest_point(*PLACES["Deveselu"], "RU", {"crimea": "RU"})
    assert shapes("region")["crimea"].boundary.distance(shapely.Point(lon, lat)) < 1e-4
    _, _, metres = WGS84.inv(24.42, 44.08, lon, lat)
    km = distance_km(*PLACES["Deveselu"], "RU", {"crimea": "RU"})
    assert km == pytest.approx(metres / 1000)


def test_inside_a_country_the_distance_is_nothing():
    assert distance_km(44.95, 34.10, "UA", {"crimea": "UA"}) == 0
    assert geography.nearest_point(44.95, 34.10, "UA", {"crimea": "UA"}) == (44.95, 34.10)
    assert distance_km(44.95, 34.10, "UA", {"crimea": "RU"}) > 50


def test_the_cut_of_the_regional_shapes_is_no_border():
    anchorage, tashkent = (61.2, -149.9), (41.3, 69.28)
    world = shapes("world")["RU"]
    km = distance_km(*anchorage, "RU", {})
    assert km == pytest.approx(km_by_projection(*anchorage, world), rel=0.01)
    # Straight up the cut at 70 degrees east it would be far less.
    assert distance_km(*tashkent, "RU", {}) > 1000
    assert distance_km(55.0, 73.4, "RU", {}) == 0  # Omsk


def test_between_is_the_geodesic():
    dice = random.Random(4)
    for _ in range(20):
        a, b = [(dice.uniform(-80, 80), dice.uniform(-180, 180)) for _ in range(2)]
        _, _, metres = WGS84.inv(a[1], a[0], b[1], b[0])
        assert geography.between_km(a, b) == pytest.approx(metres / 1000, rel=1e-9)


def test_a_long_straight_border_runs_as_the_map_draws_it():
    """Between two points of one parallel a great circle would bulge 100 km to the north."""
    pieces = [geodesy.piece(*ends) for ends in geodesy.steps([[(-123, 49), (-95, 49)]])]
    lat, lon = geodesy.nearest(pieces, 45, -109)
    assert (lat, lon) == (pytest.approx(49, abs=0.01), pytest.approx(-109, abs=0.05))


# What goes wrong


def test_unknown_ids_name_their_neighbours():
    with pytest.raises(GeographyError, match=r"'Crimea'.*crimea"):
        geography.feature("Crimea")
    with pytest.raises(GeographyError, match=r"'Russia'.*RU"):
        distance_km(50, 30, "Russia", {})
    with pytest.raises(GeographyError, match=r"'UA-99'.*UA-09"):
        load().ground.names("UA-99")
    with pytest.raises(GeographyError, match=r"'krim' is no disputed unit.*crimea"):
        geography.country_at(44.95, 34.10, {"krim": "UA"})
    with pytest.raises(GeographyError, match="'Ukr'"):
        distance_km(50, 30, "UA", {"crimea": "Ukr"})
    with pytest.raises(GeographyError, match=r"'moon'.*region"):
        geography.load("moon")


def test_a_missing_file_says_what_to_do(monkeypatch, tmp_path):
    geography.load.cache_clear()
    shipped.text.cache_clear()
    monkeypatch.setattr(shipped, "files", lambda _: tmp_path)
    with pytest.raises(DataMissing, match=r"region\.geojson.*Install"):
        geography.load("region")


def test_neither_shapely_nor_numpy_is_loaded():
    code = (
        "import sys, json; from explainer import geography as g; "
        "early = sorted(sys.modules); at = 44.08, 24.42; "
        "g.between_km(at, g.nearest_point(*at, 'RU', {})); "
        "print(json.dumps([early, sorted(sys.modules)]))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    early, late = json.loads(out.stdout)
    assert not {"geopy", "numpy", "shapely"} & set(early)
    assert not {"numpy", "shapely", "pyproj"} & set(late)


@pytest.mark.parametrize("name", ["rivers", "world-rivers"])
def test_rivers_are_few_and_have_names_on_them(name):
    found = geography.load(name)["features"]
    assert 10 < len(found) < 50
    for item in found:
        points = [at for line in geodesy.chains_of(item["geometry"]) for at in line]
        said = item["properties"]
        assert min(math.dist(at, (said["lx"], said["ly"])) for at in points) < 3, said
