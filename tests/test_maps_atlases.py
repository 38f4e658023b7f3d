"""Published maps and distances by point of view: as recorded, as measured, nothing from later."""

import datetime as dt
import re

import pytest

import explainer as ex
from explainer.errors import GeographyError, UnknownRecord
from explainer.maps.layers import Shapes
from tests import drawn


def test_every_atlas_has_a_row_that_says_where_it_puts_the_place(story):
    _, *found = drawn.rows(ex.maps.atlases_table(story))
    words = {"UA": "Ukraine", "RU": "Russia", "both": "both countries"}
    expected = sorted(story.atlases, key=lambda atlas: atlas.date.start)
    assert len(found) == len(expected)
    for row, atlas in zip(found, expected, strict=True):
        assert row[1].startswith(atlas.name) and row[0] == str(atlas.date)
        assert row[2] == words.get(atlas.shows, "no country, or marked as disputed")


def test_an_atlas_from_after_the_day_is_left_out(story):
    late = story.atlases[0].model_copy(update={"known_on": dt.date(2021, 12, 3), "name": "Late"})
    assert "Late" not in ex.maps.atlases_table(
        story.with_records(atlases=(late, *story.atlases[1:]))
    )


def test_distances_are_those_of_each_point_of_view(story):
    _, sevastopol, yelnya = drawn.rows(ex.maps.distances_table(story, "UA", "sevastopol", "yelnya"))
    by_view = dict(zip([view.id for view in story.views], sevastopol[1:], strict=False))
    assert by_view["un"] == by_view["ukraine"] == "0 km (inside Ukraine)"
    assert by_view["russia"] == by_view["control"]
    km = ex.views.distance(story, "sevastopol", "UA", "russia").km
    assert int(re.search(r"\d+", by_view["russia"])[0]) == pytest.approx(km, abs=5)
    assert len(set(yelnya[1:5])) == 1


def test_places_that_are_no_points_are_refused(story):
    with pytest.raises(GeographyError, match="not a point"):
        ex.maps.distances_table(story, "UA", "the-west")
    with pytest.raises(UnknownRecord):
        ex.maps.distances_table(story, "UA", "atlantis")


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("simferopol", ["Ukraine", "Ukraine, temporarily occupied", "Russia", "controlled by"]),
        ("kaliningrad", ["Russia"] * 4),
        ("black-sea", ["none, it is at sea"] * 4),
    ],
)
def test_every_point_of_view_answers(story, place, said):
    _, *lines = ex.views.answers(story, place).splitlines()
    for line, view, words in zip(lines, story.views, said, strict=True):
        assert line.strip().startswith(f"{view.name}: {words}")


def test_every_distance_there_is_has_its_line(story):
    shown = ex.maps.distances_map(story, "deveselu", "RU")
    assert {"970 km", "660 km"} <= {*drawn.texts(shown)}
    lines = [
        feature["geometry"]["coordinates"]
        for layer in drawn.layers(shown, Shapes)
        if layer.options.get("cls") == "ex-distance"
        for feature in layer.features
    ]
    ways = {ex.views.distance(story, "deveselu", "RU", view.id).end[::-1] for view in story.views}
    assert {tuple(end) for _, end in lines} == ways and len(lines) == 2
