"""The guided tour without a browser: its stops, its cards, where it flies, what it refuses."""

import dataclasses
import datetime as dt
import json
import re

import pytest
import shapely

import explainer as ex
from explainer import dates, maps
from explainer.errors import TourError, UnknownRecord
from explainer.ground.shapes import Ground
from explainer.maps import Stop, Tour, frames, layers
from explainer.story.records import Term
from tests.drawn import layers as of_type

LIMIT = 310_000


@pytest.fixture(scope="module")
def page(story):
    return maps.tour(story).get_root().page()


def stop(story, **changes):
    plain = Stop(
        title="A stop",
        text="What happened.",
        when=dates.parse("2014-03"),
        places=("kyiv",),
        sources=("unga-68-262",),
    )
    return dataclasses.replace(plain, **changes)


def guide(drawn):
    (found,) = of_type(drawn, maps.Tour)
    return found


def box(bounds):
    (south, west), (north, east) = bounds
    return shapely.box(west, south, east, north)


def test_the_main_events_are_the_stops_in_the_order_of_their_dates(story):
    stops = maps.stops(story)
    main = {event.title for event in story.events if event.weight == 1}
    assert {stop.title for stop in stops} == main
    assert [stop.when.start for stop in stops] == sorted(stop.when.start for stop in stops)
    assert stops[-1].when.start == dt.date(2021, 12, 2)


def test_nothing_after_the_day_is_a_stop_unless_asked_for(story):
    later = story.after(story.day).events
    assert [event for event in later if event.weight == 1], "the story has nothing after its day"
    assert not {event.title for event in later} & {stop.title for stop in maps.stops(story)}
    assert [stop.when for stop in maps.stops(story, reversed(later))] == [
        event.date for event in sorted(later, key=lambda event: event.date.start)
    ]


def test_a_stop_carries_what_its_event_says(story):
    event = story.event("crimea-treaty")
    (made,) = maps.stops(story, [event])
    assert (made.title, made.text, made.when) == (event.title, event.text, event.date)
    assert (made.places, made.sources, made.terms) == (event.places, event.sources, event.terms)


def test_every_stop_has_a_card_with_date_text_words_and_sources(story, page):
    cards = re.findall(r"<article>.*?</article>", page, re.DOTALL)
    stops = maps.stops(story)
    assert len(cards) == len(stops)
    for number, (made, card) in enumerate(zip(stops, cards, strict=True), start=1):
        assert f"{number} of {len(stops)}" in card
        assert str(made.when) in card
        assert card.count("<dt>") == len(made.terms)
        assert card.count("<li>") == len(made.sources)
        assert ex.cards.text(made.title) in card


def test_a_card_with_crimea_says_both_halves(story, page):
    cards = re.findall(r"<article>.*?</article>", page, re.DOTALL)
    with_crimea = [
        card
        for made, card in zip(maps.stops(story), cards, strict=True)
        if "crimea" in made.places or "simferopol" in made.places
    ]
    assert len(with_crimea) > 2
    for card in with_crimea:
        assert "Controlled by Russia since 2014" in card
        assert "internationally recognised as part of Ukraine" in card


def test_the_cards_stand_before_the_map(page):
    assert page.index("<article>") < page.index('class="folium-map"')


def test_the_map_of_a_stop_holds_its_places_and_room_around_them(story):
    stops = maps.stops(story)
    for made, shown in zip(stops, guide(maps.tour(story)).options["stops"], strict=True):
        view = box(shown["bounds"])
        for place in map(story.place, made.places):
            assert view.contains(shapely.Point(place.lon, place.lat).buffer(3))
            if place.area and place.area != "RU":
                shape = shapely.geometry.shape(story.ground.feature(place.area)["geometry"])
                assert view.buffer(1e-9).contains(shape), (made.title, place.name)
        # All of Russia would make everything else too small.
        assert view.bounds[2] < 60


def test_a_country_is_shown_as_the_view_draws_it(story):
    def shown(view):
        drawn = maps.tour(story, [stop(story, places=("ukraine",))], view=view)
        shapes = of_type(drawn, layers.Shapes)
        return {
            id for item in shapes for id, cls in item.options["classes"].items() if "tour" in cls
        }

    assert {"UA", "crimea"} <= shown("un")
    assert "UA" in shown("russia")
    assert "crimea" not in shown("russia")


def test_all_states_of_a_round_are_shown_and_in_view(story):
    round_ = next(item for item in story.accessions if len(item.states) == 7)
    event = next(item for item in story.events if item.date == round_.date)
    drawn = maps.tour(story, maps.stops(story, [event]))
    shown = {id for item in of_type(drawn, layers.Shapes) for id in item.options["classes"]}
    assert {*round_.states} <= shown
    [stop_] = guide(drawn).options["stops"]
    for state in round_.states:
        lat, lon = Ground().label_point(state)
        assert box(stop_["bounds"]).contains(shapely.Point(lon, lat))


def test_what_an_agreement_is_about_is_shown_beside_where_it_was_made(story):
    [stop] = maps.stops(story, [story.event("minsk-package")])
    [found] = Tour(story, [stop]).options["stops"]
    for id in ("minsk", "donbas"):
        assert frames.holds(found["bounds"], *story.place(id).point)
    assert "Donbas" not in str(maps.tour_table(story, [stop]))


def test_regions_are_drawn_as_areas(story):
    drawn = maps.tour(story, [stop(story, places=("crimea", "donbas", "simferopol"))])
    classes = [item.options["classes"] for item in of_type(drawn, layers.Shapes)]
    for region in ("crimea", "donbas"):
        assert {"ex-tour-area"} == {names[region] for names in classes if region in names}


def test_a_building_in_a_city_of_the_same_stop_is_no_second_dot(story):
    def dots(*places):
        (markers,) = of_type(maps.tour(story, [stop(story, places=places)]), layers.Markers)
        return [item["name"] for item in markers.data]

    assert dots("kyiv", "verkhovna-rada") == ["Kyiv"]
    assert dots("verkhovna-rada") == ["Verkhovna Rada"]
    assert len(dots("arlanda", "stockholm")) == 2


def test_text_from_data_stays_text(story):
    evil = "</script><img src=x onerror=alert(1)> {{ 7 * 7 }} {% raw %}"
    place = story.place("riga").model_copy(update={"name": evil, "note": evil})
    changed = dataclasses.replace(story, places=(place,))
    hostile = stop(
        story,
        title=evil,
        text=evil,
        places=("riga",),
        terms=(Term(side=evil, term=evil),),
    )
    text = maps.tour(changed, [hostile], title=evil).get_root().page()
    assert "<img src=x" not in text
    assert text.count("</script>") == text.count("<script")
    assert "49" not in "".join(re.findall(r"<article>.*?</article>", text, re.DOTALL))
    spoken = [json.loads(f'"{said}"') for said in re.findall(r'"name": "([^"]*)"', text)]
    assert evil in spoken
    assert "<img" not in maps.tour_table(changed, [hostile])


def test_the_table_has_a_row_for_every_stop(story):
    table = maps.tour_table(story)
    assert table.count('<th scope="row">') == len(maps.stops(story))
    assert "Russia: “Crimean Spring”" in table


def test_a_place_or_source_nobody_knows_is_named(story):
    with pytest.raises(UnknownRecord, match="atlantis"):
        maps.tour(story, [stop(story, places=("atlantis",))])
    with pytest.raises(UnknownRecord, match="rumour"):
        maps.tour(story, [stop(story, sources=("rumour",))])


@pytest.mark.parametrize("places", [(), ("the-west",)])
def test_a_stop_without_a_place_on_the_map_is_refused(story, places):
    with pytest.raises(TourError, match="'A stop' has no place on the map"):
        maps.tour(story, [stop(story, places=places)])


@pytest.mark.parametrize("start", [0, 3, -1])
def test_a_start_that_is_no_stop_is_refused(story, start):
    with pytest.raises(TourError, match=rf"no stop {start}: count from 1 to 2"):
        maps.tour(story, [stop(story)] * 2, start=start)


def test_a_tour_without_stops_is_refused(story):
    with pytest.raises(TourError, match="at least one stop"):
        maps.tour(story, [])


def test_a_tour_is_light(story):
    stops = maps.stops(story)
    assert len(stops) >= 16
    assert len(maps.tour(story)._repr_html_()) <= LIMIT


def test_a_tour_says_whose_borders_it_draws(story):
    text = maps.tour(story, [stop(story)], view="russia").get_root().page()
    assert f"Borders drawn as: <b>{story.view('russia').name}</b>" in text
    assert "on the map of 2021, whatever its own year" in text
