from dataclasses import replace

import pytest

import explainer as ex
from explainer.errors import GeographyError, UnknownRecord


def test_every_view_draws_every_disputed_unit_once(story):
    for view in story.views:
        drawn = [u for p in story.positions if p.view == view.id for u in p.units]
        assert sorted(drawn) == sorted(ex.geography.units())


def test_crimea_follows_the_view_and_nothing_else(story):
    simferopol = 44.957, 34.111
    owners = {
        view.id: ex.geography.country_at(*simferopol, ex.views.assignment(story, view.id))
        for view in story.views
    }
    assert owners == {"un": "UA", "ukraine": "UA", "russia": "RU", "control": "RU"}


def test_donetsk_is_ukraine_to_all_three_and_nobodys_on_the_ground(story):
    donetsk = 48.023, 37.802
    owners = {
        view.id: ex.geography.country_at(*donetsk, ex.views.assignment(story, view.id))
        for view in story.views
    }
    assert owners == {"un": "UA", "ukraine": "UA", "russia": "UA", "control": None}


def test_changes_are_the_same_both_ways(story):
    there, back = ex.views.changes(story, "un", "russia"), ex.views.changes(story, "russia", "un")
    assert there.keys() == back.keys()
    assert {"crimea", "abkhazia", "south-ossetia"} <= there.keys()
    assert "donbas-ngca" not in there


def test_the_sentence_names_every_change(story):
    said = ex.views.changes_in_words(story, "un", "russia")
    for unit in ex.views.changes(story, "un", "russia"):
        assert ex.geography.names(unit)["en"] in said
    assert "no place changes" in ex.views.changes_in_words(story, "un", "un")


@pytest.mark.parametrize(
    ("place", "country", "view", "km", "allowed"),
    [
        # Computed apart from this package for the fact dossier, with other line work.
        ("deveselu", "RU", "un", 975, 10),
        ("deveselu", "RU", "russia", 655, 12),
        ("redzikowo", "RU", "un", 160, 8),
        ("yelnya", "UA", "un", 248, 8),
    ],
)
def test_distances(story, place, country, view, km, allowed):
    assert ex.views.distance(story, place, country, view).km == pytest.approx(km, abs=allowed)


def test_a_place_inside_is_at_no_distance(story):
    found = ex.views.distance(story, "kyiv", "UA")
    assert found.km == 0
    assert "inside Ukraine" in str(found)


def test_a_place_is_no_way_from_its_own_country_wherever_the_coarse_coast_lies(story):
    island = story.place("riga").model_copy(update={"lat": -21.14, "lon": -175.2, "country": "TO"})
    changed = replace(story, places=(*(p for p in story.places if p.id != "riga"), island))
    assert ex.views.distance(changed, "riga", "TO").km == 0
    assert ex.views.distance(changed, "riga", "FJ").km > 500


def test_a_name_that_is_no_point_has_no_distance(story):
    with pytest.raises(GeographyError, match="not a point"):
        ex.views.distance(story, "the-west", "RU")


def test_an_unknown_view_is_named_with_the_known_ones(story):
    with pytest.raises(UnknownRecord, match=r"'mars'.*un, ukraine, russia, control"):
        ex.views.assignment(story, "mars")
