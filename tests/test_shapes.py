"""A story's own shapes: what is wrong is said, what is right is drawn, asked and exported."""

import json

import pytest

from explainer import export, maps
from explainer.ground.shapes import Ground, fault
from explainer.maps.base import own, own_lines
from explainer.paper.inks import ink
from explainer.story import load, read
from explainer.story.checks import check
from tests.tiny_story import TINY, copy

ISLE = {
    "type": "Feature",
    "properties": {"id": "isle", "kind": "unit", "names": {"en": "Isle"}, "lx": -66.5, "ly": -55.5},
    "geometry": {
        "type": "Polygon",
        "coordinates": [[[-67, -56], [-66, -56], [-66, -55], [-67, -55], [-67, -56]]],
    },
}


def mistakes(folder) -> str:
    story, problems = read(folder)
    return "\n".join(map(str, problems + (check(story) if story else [])))


@pytest.mark.parametrize(
    ("geometry", "said"),
    [
        ({}, "None is no shape"),
        ({"type": {}, "coordinates": [1, 2]}, "{} is no shape"),
        ({"type": "Point", "coordinates": [1, 2]}, "'Point' is no shape"),
        ({"type": "LineString", "coordinates": [1, 2]}, "are not those of a LineString"),
        (
            {"type": "LineString", "coordinates": [["1", 2], [3, 4]]},
            "are not those of a LineString",
        ),
        ({"type": "Polygon", "coordinates": []}, "there are no coordinates"),
        ({"type": "LineString", "coordinates": [[1, 2]]}, "has 1 points, but needs 2"),
        ({"type": "LineString", "coordinates": [[1, 2], [181, 2]]}, "181, 2 is not on the globe"),
        ({"type": "LineString", "coordinates": [[1, 2], [1, float("nan")]]}, "not on the globe"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1]]]}, "not closed"),
        ({"type": "LineString", "coordinates": [[178, 2], [-177, 3]]}, "cut the shape in two"),
    ],
)
def test_a_damaged_geometry_is_named(geometry, said):
    assert said in fault(geometry)


def test_every_kind_of_geometry_is_good_when_whole():
    ring = [[0, 0], [1, 0], [1, 1], [0, 0]]
    for kind, coordinates in {
        "LineString": ring,
        "MultiLineString": [ring],
        "Polygon": [ring],
        "MultiPolygon": [[ring]],
    }.items():
        assert fault({"type": kind, "coordinates": coordinates}) is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('"precision_km": 5,', ""), "shapes.geojson · road · precision_km: is missing. Add it"),
        (('"sources": ["paper"]', '"sources": []'), "shapes.geojson · park · sources"),
        (('"paper"', '"papers"'), "shapes.geojson · park · sources: there is no 'papers'"),
        (('"id": "park"', '"id": "kosovo"'), "shapes.geojson · kosovo · id: the world's map has"),
        (('"kind": "area"', '"kind": "unit"'), "park · kind: is a unit of no question"),
        (('"kind": "area"', '"kind": "line"'), "line is a LineString or MultiLineString"),
        (('"id": "road"', '"id": "park"'), "park · id: 2 records of shapes have this id"),
        (("[30.4, 50.4]]]", "[30.4, 50.3]]]"), "park: a ring is not closed"),
        (("34.0, 48.0", "34.0, 98.0"), "road: a point at 34.0, 98.0 is not on the globe"),
        (('"features"', '"shapes"'), "shapes.geojson: is not a list of records"),
        (('"en": "Road", ', ""), "road: the English name (en) is missing"),
    ],
)
def test_a_mistake_in_the_file_is_reported_like_any_other(tmp_path, change, said):
    found = mistakes(copy(tmp_path, shapes=change))
    assert said in found.replace("road · : ", "road: ")


def test_shapes_keep_to_the_clock():
    story = load(TINY)
    assert [shape.id for shape in story.shapes] == ["park"]
    assert len(own_lines(story)) == 1
    assert len(own_lines(story.whole())) == 2


def test_own_shapes_are_drawn_on_every_map_and_exported():
    story = load(TINY).whole()
    drawn = maps.places(story, view=story.views[0].id).get_root().page()
    assert "[30.5,50.4]" in drawn.replace(" ", "")
    assert '"Road"' in drawn
    found = export.maps(story)["shapes"]["features"]
    assert [item["geometry"]["type"] for item in found] == ["Polygon", "LineString"]
    assert found[1]["properties"]["precision_km"] == 5
    assert "geometry" not in export.rows(story.shapes)[0]
    assert json.loads(export.rows(story.shapes)[1]["names"]) == {"en": "Road", "uk": "Дорога"}


def test_a_unit_of_the_story_is_asked_before_the_world():
    ground = Ground([ISLE], [(-55.5, -66.5)])
    assert ground.unit_at(-55.5, -66.5) == "isle"
    assert ground.contains("isle", -55.5, -66.5)
    assert not ground.contains("CL", -55.5, -66.5)
    assert ground.unit_at(-33.4, -70.6) == "CL"
    assert ground.nearest_point(-55.5, -66.5, "CL", {"isle": "CL"}) == (-55.5, -66.5)
    lat, lon = ground.nearest_point(-55.5, -65.5, "CL", {"isle": "CL"})
    assert (round(lat, 1), round(lon, 1)) == (-55.5, -66.0)
    assert ground.nearest_point(-55.5, -65.5, "CL", {"isle": "AR"})[1] < -66.5


def test_a_story_far_away_is_drawn_on_the_whole_world():
    assert Ground([], [(50.4, 30.5), (-55.5, -66.5)]).land == ("rest", "region")
    assert Ground([], [(-55.5, -66.5)]).land == ("world",)


def test_a_story_without_shapes_draws_none():
    assert own(load(), "line") == []


def test_a_patch_of_sea_replaces_the_world_s_coarse_land():
    def shape(kind, west, east, **more):
        ring = [[west, -55], [east, -55], [east, -54], [west, -54], [west, -55]]
        said = {"id": kind, "kind": kind, "names": {"en": kind}, "lx": west, "ly": -54.5} | more
        geometry = {"type": "Polygon", "coordinates": [ring]}
        return {"type": "Feature", "properties": said, "geometry": geometry}

    assert Ground().unit_at(-54.5, -67) == "AR"
    ground = Ground([shape("sea", -69, -65), shape("land", -66, -65.5, of="AR")])
    assert ground.unit_at(-54.5, -67) is None
    assert ground.unit_at(-54.5, -65.7) == "AR"
    assert ground.contains("AR", -54.5, -65.7)
    assert not ground.contains("AR", -54.5, -67)
    assert not ground.contains("CL", -54.5, -65.7)
    assert ground.nearest_point(-54.5, -65.2, "AR", {}) == pytest.approx((-54.5, -65.5), abs=0.01)


@pytest.mark.parametrize(
    "change", [('"kind": "area"', '"kind": "land"'), ('"area",', '"area", "of": "UA",')]
)
def test_land_says_whose_it_is_and_only_land(tmp_path, change):
    assert "land says of which country" in mistakes(copy(tmp_path, shapes=change))


def test_on_paper_a_patch_of_sea_is_as_white_as_the_sea():
    drawn = ink("ex-shape ex-sea")
    assert drawn.fill == drawn.stroke == "#ffffff"
