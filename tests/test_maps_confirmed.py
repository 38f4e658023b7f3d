"""The map of the places a reader confirmed: what is a point, what an area, whose a unit is."""

import folium
import pytest

import explainer as ex
from explainer.maps.of_story import areas
from tests import drawn

STORY = ex.load()
GAZETTEER = ex.Gazetteer()


def chosen(*names):
    return [(name, GAZETTEER.geocode(name)) for name in names]


def test_towns_are_points_and_areas_are_not():
    result = ex.maps.confirmed(STORY, chosen("Kyiv", "Kremlin", "Ukraine", "Texas", "Black Sea"))
    symbols = {name: item["symbol"] for name, item in drawn.markers(result).items()}
    assert symbols == {
        "Kyiv": "city",
        "Kremlin": "building",
        "Ukraine": "area",
        "Texas": "area",
        "Black Sea": "area",
    }


def test_a_region_reaches_as_far_as_the_gazetteer_says():
    places = chosen("Bavaria", "Oxford")
    (circle,) = drawn.layers(ex.maps.confirmed(STORY, places), folium.Circle)
    _, bavaria = places[0]
    assert circle.options["radius"] == bavaria.raw["precision_km"] * 1000
    assert circle.location == [bavaria.latitude, bavaria.longitude]


def test_a_region_of_the_story_has_its_shape():
    result = ex.maps.confirmed(STORY, chosen("Crimea", "Donbas"))
    assert drawn.layers(result, folium.Circle) == []
    shape = areas(STORY, [STORY.place("crimea"), STORY.place("donbas")]).data
    assert shape in [layer.data for layer in drawn.layers(result, type(areas(STORY, [])))]


@pytest.mark.parametrize(
    ("country", "view", "crimea"),
    [("Ukraine", "un", True), ("Russia", "un", False), ("Russia", "russia", True)],
)
def test_a_country_is_coloured_as_the_point_of_view_draws_it(country, view, crimea):
    result = ex.maps.confirmed(STORY, chosen(country), view)
    code = {"Ukraine": "UA", "Russia": "RU"}[country]
    for classes in drawn.classes(result, "ex-land"):
        assert classes[code] == "ex-story"
        assert ("crimea" in classes) is crimea


def test_a_disputed_place_says_so_in_map_and_table():
    places = chosen("Simferopol")
    popup = drawn.markers(ex.maps.confirmed(STORY, places))["Simferopol"]["popup"]
    assert "Controlled by Russia since 2014; internationally recognised as part of Ukraine" in popup
    assert "Crimea (status disputed)" in ex.maps.confirmed_table(places)


def test_the_name_stands_as_in_the_text_and_is_escaped():
    places = [(drawn.HOSTILE, GAZETTEER.geocode("Kyiv"))]
    result = ex.maps.confirmed(STORY, places)
    assert drawn.HOSTILE not in drawn.page(result)
    assert "<img" not in ex.maps.confirmed_table(places)
    assert "&lt;img" in ex.maps.confirmed_table(places)


def test_the_table_says_what_is_an_area():
    table = drawn.words(ex.maps.confirmed_table(chosen("Kyiv", "Texas")))
    assert "a point, exact about" not in table
    assert "a point, exact to about 17.7 km" in table and "an area, within about 467 km" in table


def test_nothing_confirmed_is_an_empty_map_of_europe():
    result = ex.maps.confirmed(STORY, [])
    assert drawn.markers(result) == {}
    assert drawn.size(result) < drawn.LIMIT


@pytest.mark.parametrize("name", ["Donetsk", "Kherson", "Texas", "Odessa"])
def test_every_card_of_a_candidate_names_its_source(name):
    found = GAZETTEER.geocode(name, exactly_one=False)
    shown = drawn.markers(ex.maps.candidates(STORY, found, name))
    assert shown
    for place in found:
        assert any(place.raw["source"] in item["popup"] for item in shown.values())
    assert all("Source" in item["popup"] for item in shown.values())


def test_a_name_that_is_not_found_has_a_map_and_a_table_without_candidates(story):
    found = ex.Gazetteer().geocode("Qqxyzzy", exactly_one=False)
    assert found is None
    assert drawn.markers(ex.maps.candidates(story, found, "Qqxyzzy")) == {}
    assert "Qqxyzzy" in ex.maps.candidates_table(found, "Qqxyzzy")
