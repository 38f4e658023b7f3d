"""The map of the line of contact against the table, shapely and pyproj."""

import re
from collections import Counter
from dataclasses import replace

import pytest
import shapely
from pyproj import Geod
from shapely.geometry import Point, shape

import explainer as ex
from explainer.ground import geography
from tests import drawn

STORY = ex.load()
DRAWN = ex.maps.contact_line(STORY)
MARKERS = drawn.markers(DRAWN)
SKETCH = shape(geography.feature("donbas-ngca")["geometry"])
SHOWN = [town for town in STORY.towns if town.confidence != "low"]
SYMBOLS = {"government": "held-a", "not government": "held-b", "split": "held-both"}


def misplaced():
    """The towns the old sketch puts on the wrong side, found with shapely."""
    return [
        town
        for town in SHOWN
        if town.held != "split"
        and SKETCH.contains(Point(town.lon, town.lat)) == (town.held == "government")
    ]


def test_every_town_of_the_table_is_drawn_with_its_side():
    assert {item["name"]: item["symbol"] for item in MARKERS.values()} == {
        town.name: SYMBOLS[town.held] for town in SHOWN
    }
    assert Counter(item["symbol"] for item in MARKERS.values()) == {
        "held-a": 27,
        "held-b": 18,
        "held-both": 1,
    }


def test_a_side_has_a_colour_and_a_shape_of_its_own():
    looks = {(item["symbol"], item["cls"]) for item in MARKERS.values()}
    assert len(looks) == len({look[0] for look in looks}) == len({look[1] for look in looks}) == 3


def test_a_side_comes_from_the_table_whatever_the_sketch_says():
    [avdiivka] = [town for town in STORY.towns if town.id == "avdiivka"]
    assert SKETCH.contains(Point(avdiivka.lon, avdiivka.lat))
    assert MARKERS["Avdiivka"]["symbol"] == "held-a"
    for held, symbol in SYMBOLS.items():
        story = drawn.changed(STORY, "towns", "avdiivka", held=held)
        assert drawn.markers(ex.maps.contact_line(story))["Avdiivka"]["symbol"] == symbol


def test_the_legend_counts_the_sides_and_the_sketchs_mistakes():
    said = drawn.legend(DRAWN)
    for side, count in (
        (" government-controlled", 27),
        ("not government-controlled", 18),
        ("split: the line ran through it", 1),
    ):
        assert f"{side}: {count}" in said
    assert f"{len(misplaced())} of the 45 towns that one side held fall" in said


def test_the_legend_counts_the_towns_without_a_report():
    unsure = sum(town.confidence != "high" for town in SHOWN)
    said = drawn.legend(DRAWN)
    assert unsure and f"Less sure: {unsure} of the 46 towns" in said
    assert "Left out" not in said and len(SHOWN) == len(STORY.towns)


def test_the_legend_counts_the_towns_that_are_left_out():
    first, *rest = STORY.towns
    unknown = first.model_copy(update={"confidence": "low", "sources": []})
    said = drawn.legend(ex.maps.contact_line(replace(STORY, towns=(unknown, *rest))))
    assert "Left out: 1 more." in said


def test_how_far_the_sketch_is_off_agrees_with_pyproj():
    line = shapely.segmentize(SKETCH.boundary, 0.002)
    points = shapely.get_coordinates(line)
    earth = Geod(ellps="WGS84")
    off = [
        min(earth.inv(town.lon, town.lat, x, y)[2] for x, y in points) / 1000
        for town in misplaced()
    ]
    [said] = re.findall(r"by up to (\d+) km", drawn.legend(DRAWN))
    assert float(said) == pytest.approx(max(off), abs=0.6)


def test_the_sketch_is_an_area_without_an_edge_and_says_it_is_approximate():
    pairs = {pair for classes in drawn.classes(DRAWN, "ex-lines") for pair in classes}
    assert pairs and "UA donbas-ngca" not in pairs
    assert any("approximate" in text and "wrong side" in text for text in drawn.texts(DRAWN))


def test_a_popup_gives_evidence_confidence_and_sources():
    for town in SHOWN:
        said = drawn.words(MARKERS[town.name]["popup"])
        assert town.evidence in said, town.id
        assert f"Confidence {town.confidence}" in said, town.id
        for source in map(STORY.source, town.sources):
            place = drawn.legend(DRAWN) if source.custom.line == "dataset" else said
            assert source.title in place, (town.id, source.id)


def test_a_marker_says_its_side_aloud():
    assert MARKERS["Zolote"]["spoken"].startswith("Zolote, split")
    assert "not government-controlled" in MARKERS["Donetsk"]["spoken"]
    assert "not" not in MARKERS["Marinka"]["spoken"]


def test_a_town_with_neither_a_report_nor_confidence_is_left_out():
    unsure = {"confidence": "low", "sources": ("explainer-contact-line", "geonames-2021")}
    story = drawn.changed(STORY, "towns", "popasna", **unsure)
    assert "Popasna" not in drawn.markers(ex.maps.contact_line(story))
    assert "Popasna" not in ex.maps.contact_table(story)
    assert MARKERS["Popasna"]["spoken"].endswith("confidence medium")


def test_the_table_has_a_row_for_every_town_on_the_map():
    table = ex.maps.contact_table(STORY)
    assert table.count('<th scope="row">') == len(MARKERS) == 46
    assert table.count("on the wrong side") == len(misplaced())


def test_a_hostile_name_stays_text():
    story = drawn.changed(STORY, "towns", "popasna", name=drawn.HOSTILE, evidence=drawn.HOSTILE)
    for html in (drawn.page(ex.maps.contact_line(story)), ex.maps.contact_table(story)):
        assert "<img src=x" not in html


def test_the_map_is_small():
    assert drawn.size(DRAWN) <= drawn.LIMIT
