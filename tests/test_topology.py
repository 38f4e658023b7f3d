"""The build's coverages, on shapes small enough to check by hand."""

import sys
from pathlib import Path

import pytest
import shapely

sys.path.append(str(Path(__file__).parents[1] / "tools"))
topology = pytest.importorskip("topology")


def test_snapping_closes_gaps_and_gives_overlaps_to_the_first():
    units = {
        "first": shapely.box(0, 0, 1.004, 1),
        "second": shapely.box(1, 0, 2, 1),
        "third": shapely.box(2.003, 0, 3, 1),
    }
    snapped = topology.snap(units, 0.01)
    assert shapely.coverage_is_valid(list(snapped.values()))
    assert {id: round(shape.area, 9) for id, shape in snapped.items()} == dict.fromkeys(units, 1)
    assert topology.snap(units, 0.001)["second"].bounds[0] == 1.004


def test_what_is_narrower_than_the_grid_is_gone():
    units = {"land": shapely.box(0, 0, 1, 1), "speck": shapely.box(5, 5, 5.001, 5.001)}
    assert set(topology.snap(units, 0.1)) == {"land"}


def test_islands_go_but_enclaves_and_a_countrys_largest_part_stay():
    speck, island, enclave = (shapely.box(x, 5, x + 0.01, 5.01) for x in (10, 20, 2))
    land = shapely.box(0, 0, 9, 9) - enclave
    units = {
        "atoll": speck,
        "land": land.union(island),
        "other": enclave.union(shapely.box(30, 0, 31, 1)),
    }
    kept = topology.without_islets(units, 100)
    assert kept["atoll"].equals(speck)
    assert kept["land"].equals(land)
    assert kept["other"].equals(units["other"])


def test_vertices_go_from_both_sides_of_a_border_at_once():
    wavy = [(1 + 0.01 * (step % 2), step / 20) for step in range(21)]
    units = {
        "west": shapely.Polygon([(0, 0), *wavy, (0, 1)]),
        "east": shapely.Polygon([(2, 0), *wavy, (2, 1)]),
    }
    for near in (None, (0.0, 0.0, 2.0, 1.0)):
        lighter = topology.simplify(units, 0.1, near)
        assert shapely.coverage_is_valid(list(lighter.values()))
        assert shapely.get_num_coordinates(lighter["west"]) < 10


def test_near_keeps_more_vertices():
    hills = [(step / 10, (step % 2) * 0.02) for step in range(201)]
    land = {"land": shapely.Polygon([*hills, (20, -5), (0, -5)])}
    lighter = topology.simplify(land, 0.1, (0.0, -1.0, 10.0, 1.0))["land"]
    east, west = (
        sum((x > 10) == side and y > -1 for x, y in lighter.exterior.coords) for side in (1, 0)
    )
    assert west > 3 * east


def test_border_lines_leave_out_the_coast():
    units = {
        "b": shapely.box(1, 0, 2, 1),
        "a": shapely.box(0, 0, 1, 1),
        "c": shapely.box(5, 5, 6, 6),
    }
    assert {pair: line.wkt for pair, line in topology.border_lines(units).items()} == {
        ("a", "b"): "LINESTRING (1 0, 1 1)"
    }
