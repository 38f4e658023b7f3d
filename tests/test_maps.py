"""The base map, the places and the borders; other maps have files of their own."""

import dataclasses
import json
import re

import pytest

import explainer as ex
from explainer import maps
from explainer.errors import GeographyError, StoryError
from explainer.maps import layers
from explainer.maps.base import disputed_borders, undisputed_borders
from explainer.story import load, read
from explainer.story.checks import check
from tests.drawn import layers as of_type
from tests.tiny_story import TINY, copy

LIMIT = 300_000


def in_pane(drawn, pane):
    return [shapes for shapes in of_type(drawn, layers.Shapes) if shapes.options["pane"] == pane]


def page(drawn):
    return drawn.get_root().page()


def test_the_map_of_places_holds_every_place_of_the_news(story):
    drawn = maps.places(story)
    shown = {item["name"] for layer in of_type(drawn, layers.Markers) for item in layer.data}
    assert shown == {place.name for place in maps.in_the_news(story) if place.point}


def test_what_is_not_a_place_is_named_in_the_legend(story):
    (legend,) = of_type(maps.places(story), layers.MapLegend)
    assert "the West" in legend.html
    assert "Outside this view (zoom out): United States" in legend.html


def test_regions_are_areas_not_pins(story):
    drawn = maps.places(story)
    regions = [place for place in maps.in_the_news(story) if place.kind == "region" and place.area]
    (areas,) = [
        layer for layer in of_type(drawn, layers.Shapes) if layer.options["pane"] == "ex-areas"
    ]
    patterned = [
        shape["geometry"] for shape in areas.data["features"] if not shape["properties"]["cls"]
    ]
    units = [unit for item in story.questions for unit in item.units]
    # A whole region has a pattern only where all of it is disputed.
    assert patterned and all(
        shape in [story.ground.feature(unit)["geometry"] for unit in units] for shape in patterned
    )
    drawn_as_a_whole = [story.ground.feature(place.area)["geometry"] for place in regions]
    shown = [shape["geometry"] for shape in areas.data["features"]]
    assert len(regions) > 1 and all(shape in shown for shape in drawn_as_a_whole)


@pytest.mark.parametrize(("view", "owner"), [("un", "UA"), ("russia", "RU")])
def test_a_unit_has_the_colour_of_the_country_that_the_view_gives_it_to(story, view, owner):
    shown = [place for place in story.places if place.area == owner]
    for drawn in of_type(maps.places(story, shown, view=view), layers.Shapes):
        classes = drawn.options.get("classes", {})
        if owner in classes and drawn.options["pane"] == "ex-land":
            assert classes["crimea"] == classes[owner] == "ex-story"
            break
    else:
        pytest.fail("no land was drawn")


@pytest.mark.parametrize("make", [maps.places, maps.borders, maps.borders_switch])
def test_a_map_is_light(story, make):
    assert len(make(story)._repr_html_()) <= LIMIT


def test_a_map_says_whose_it_is_on_which_day(story):
    for view in story.views:
        text = page(maps.borders(story, view.id))
        assert view.name in text
        assert "on 2 December 2021" in text
        assert "do not imply endorsement" in text
        assert "Natural Earth" in text


def test_no_flag_stands_in_the_attribution(story):
    assert re.search(r'setPrefix\("Leaflet"\)', page(maps.places(story)))


def test_a_disputed_place_shows_positions_and_no_bare_country(story):
    (markers,) = of_type(maps.places(story), layers.Markers)
    crimea = next(item for item in markers.data if item["name"] == "Crimea")
    for position in story.positions_on("crimea-status"):
        assert story.actor(position.holder).name in crimea["popup"]
    assert "disputed" in crimea["spoken"]


def test_a_popup_says_what_the_reader_needs(story):
    (markers,) = of_type(maps.places(story), layers.Markers)
    kyiv = next(item for item in markers.data if item["name"] == "Kyiv")["popup"]
    for wanted in ("Київ", "Киев", "“Kiev”", "P16", "exact to about", "city"):
        assert wanted in kyiv


def test_hostile_text_stays_text(story):
    evil = "</script><img src=x onerror=alert(1)>"
    place = story.place("riga").model_copy(update={"name": evil, "note": evil})
    changed = dataclasses.replace(story, places=(place,))
    text = page(maps.places(changed, title=evil))
    assert "<img src=x" not in text
    assert "</script><img" not in text
    assert text.count("</script>") == text.count("<script")


@pytest.mark.parametrize("text", ["{{ 7 * 7 }}", "{% endmacro %}", "{# note #}", "{{{ 7 * 7 }}}"])
def test_text_that_looks_like_a_template_stays_text(story, text):
    place = story.place("riga").model_copy(update={"name": text, "note": text})
    drawn = maps.places(dataclasses.replace(story, places=(place,)), title=text)
    spoken = [json.loads(f'"{said}"') for said in re.findall(r'"name": "([^"]*)"', page(drawn))]
    assert text in spoken


def border_classes(layers):
    return {pair: cls for layer in layers for pair, cls in layer.options["classes"].items()}


def test_the_border_between_two_parts_of_one_country_is_only_dotted(story):
    assert border_classes(disputed_borders(story, "un"))["UA crimea"] == "ex-inner"
    assert border_classes(disputed_borders(story, "russia"))["UA crimea"] == "ex-contested"


def test_disputed_borders_are_no_part_of_the_undisputed(story):
    plain = border_classes(undisputed_borders(story))
    assert {"DE FR", "AR CL", "CA US"} <= plain.keys(), "in Europe, and in the rest of the world"
    assert not [pair for pair in plain if {*pair.split()} & {*ex.geography.units()}]


def test_colours_of_owners_come_from_the_positions(story):
    def fill_of_crimea(view):
        (units,) = in_pane(maps.borders(story, view), "ex-areas")
        return units.options["classes"]["crimea"]

    assert fill_of_crimea("un") == fill_of_crimea("ukraine") != fill_of_crimea("russia")


def test_the_switch_offers_every_view_and_shows_the_first(story):
    text = page(maps.borders_switch(story))
    for view in story.views:
        assert f'"{view.name}"' in text


def test_tables_are_the_twins_of_the_maps(story):
    table = maps.table(maps.in_the_news(story))
    assert table.count('<th scope="row">') == len(maps.in_the_news(story))
    views = maps.views_table(story)
    assert views.count('<th scope="row">') == len(ex.geography.units())
    assert "68/262" in views


def test_street_tiles_are_off_and_say_where_they_come_from(story):
    drawn = maps.base(story, "With streets", tiles=True)
    text = page(drawn)
    assert "strict-origin-when-cross-origin" in text
    assert "carto" not in text.lower()
    (tiles,) = of_type(drawn, layers.folium.TileLayer)
    assert tiles.show is False


def test_an_unknown_extent_is_refused_with_the_known_ones(story):
    with pytest.raises(GeographyError, match=r"'moon'.*europe"):
        maps.base(story, "x", extent="moon")


PRESET = """
view = "{view}"
[presets.buildup]
title = "{title}"
subtitle = "Public by {{now}}"
table = "Sites"
kinds = ["{kind}"]
country = "{country}"
"""
RIGHT = {"view": "kyiv-view", "title": "Sites of {year}", "kind": "base", "country": "UA"}


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        (
            "title",
            "Sites of {years}",
            "maps.toml · presets.buildup.title: 'years' cannot be filled",
        ),
        ("country", "XX", "maps.toml · presets.buildup.country: There is no shape 'XX'"),
        ("country", "Utopia", "maps.toml · presets.buildup.country"),
        ("kind", "bse", "presets.buildup.kinds: 'bse' is not in site_kinds of words.toml"),
        ("view", "mars", "maps.toml · view: there is no 'mars' among the views"),
    ],
)
def test_a_broken_preset_is_reported_in_plain_words(tmp_path, field, value, said):
    folder = copy(tmp_path)
    (folder / "maps.toml").write_text(PRESET.format(**RIGHT | {field: value}), encoding="utf-8")
    found, problems = read(folder)
    assert said in "\n".join(map(str, problems + check(found)))


def test_a_preset_that_is_right_is_no_mistake(tmp_path):
    folder = copy(tmp_path)
    (folder / "maps.toml").write_text(PRESET.format(**RIGHT), encoding="utf-8")
    found, problems = read(folder)
    assert problems + check(found) == []


@pytest.mark.parametrize("name", ["alliance", "buildup", "contact_line"])
def test_what_a_story_does_not_have_is_named_with_the_file(name):
    with pytest.raises(StoryError, match=rf"no map '{name}'.*presets.{name}.* to maps.toml"):
        getattr(maps, name)(load(TINY))
