"""The background of the story, against facts counted and measured elsewhere."""

import datetime as dt
import json
import re
from itertools import pairwise

import pytest
import shapely
from geopy.distance import geodesic
from pyproj import Geod
from shapely.geometry import Point, shape
from shapely.ops import unary_union

import explainer as ex
from explainer.story.records import Record

DAY = dt.date(2021, 12, 2)
STORY = ex.load().whole()
ON_THE_DAY = STORY.as_of(DAY)
#: NATO's members on the day, from NATO's own list, in ISO 3166-1.
MEMBERS = {
    *("AL", "BE", "BG", "CA", "HR", "CZ", "DK", "EE", "FR", "DE", "GR", "HU", "IS", "IT", "LV"),
    *("LT", "LU", "ME", "NL", "MK", "NO", "PL", "PT", "RO", "SK", "SI", "ES", "TR", "GB", "US"),
}
#: The regions of Ukraine in ISO 3166-2.
REGIONS = {
    *("UA-05", "UA-07", "UA-09", "UA-12", "UA-14", "UA-18", "UA-21", "UA-23", "UA-26"),
    *("UA-30", "UA-32", "UA-35", "UA-40", "UA-43", "UA-46", "UA-48", "UA-51", "UA-53"),
    *("UA-56", "UA-59", "UA-61", "UA-63", "UA-65", "UA-68", "UA-71", "UA-74", "UA-77"),
}
#: For, against, abstaining, as the United Nations gave them.
VOTES = {
    "Draft resolution S/2014/189": (13, 1, 1),
    "68/262": (100, 11, 58),
    "2202 (2015)": (15, 0, 0),
    "Draft resolution S/2015/562": (11, 1, 3),
    "71/205": (70, 26, 77),
    "75/29": (63, 17, 62),
    "ES-11/1": (141, 5, 35),
    "ES-11/4": (143, 5, 35),
    "ES-11/6": (141, 7, 32),
    "ES-11/7": (93, 18, 65),
    "ES-11/8": (93, 8, 73),
    "2774 (2025)": (10, 0, 5),
}
#: The records this file is about.
BACKGROUND: tuple[Record, ...] = (
    *STORY.events,
    *STORY.glossary,
    *STORY.towns,
    *STORY.sites,
    *STORY.accessions,
    *STORY.partners,
    *STORY.referendum,
    *STORY.votes,
    *STORY.atlases,
    *STORY.points,
    *STORY.orders,
)


def words(record: Record) -> str:
    """All a reader sees of a record."""
    return json.dumps(
        record.model_dump(mode="json", exclude={"sources", "id", "checked", "confirmed"}),
        ensure_ascii=False,
    )


# ------------------------------------------------------------------------------------- alliance


def test_nato_had_thirty_members_on_the_day_and_has_thirty_two_at_the_end():
    states = [state for item in ON_THE_DAY.accessions for state in item.states]
    assert len(states) == len(set(states)) == 30
    assert set(states) == MEMBERS
    assert [item.members_after for item in STORY.accessions] == [
        12, 14, 15, 16, 19, 26, 28, 29, 30, 31, 32,
    ]  # fmt: skip
    assert {state for item in STORY.accessions for state in item.states} == MEMBERS | {"FI", "SE"}


def test_partners_are_no_members_and_partnership_for_peace_had_twenty():
    partners = {item.country: item.status for item in STORY.partners}
    assert not partners.keys() & MEMBERS
    assert len(partners) == len(STORY.partners) == 20
    aspirants = {country for country, status in partners.items() if status == "aspirant"}
    assert aspirants == {"UA", "GE", "BA"}


def test_ukraine_is_told_as_exactly_what_it_was():
    text = next(item.text for item in STORY.partners if item.id == "ukraine")
    assert "12 June 2020" in text
    assert "does not prejudge any decisions on NATO membership" in text
    assert "Article 5" in text


# ---------------------------------------------------------------------------------------- votes


@pytest.mark.parametrize("vote", STORY.votes, ids=lambda vote: vote.id)
def test_a_vote_has_the_figures_of_the_united_nations_and_adds_up(vote):
    cast = (vote.in_favour, vote.against, vote.abstaining)
    assert cast == VOTES[vote.resolution]
    if vote.body == "UN General Assembly":
        assert vote.absent is not None
        assert sum(cast) + vote.absent == 193
        assert not vote.binding
        assert "not legally binding" in vote.note
    else:
        assert vote.body == "UN Security Council"
        assert sum(cast) == 15


def test_every_expected_vote_is_there_and_later_ones_are_hidden_on_the_day():
    assert {vote.resolution for vote in STORY.votes} == set(VOTES)
    assert len(ON_THE_DAY.votes) == 6


# ----------------------------------------------------------------------------------- referendum


def test_the_referendum_covers_every_region_and_its_total_lies_between_them():
    total, *regions = STORY.referendum
    assert total.area is None
    assert {row.area for row in regions} == REGIONS
    assert len(regions) == 27
    for field in ("yes", "turnout"):
        values = [getattr(row, field) for row in regions]
        assert min(values) < getattr(total, field) < max(values)


def test_the_referendum_counts_those_voting():
    total = STORY.referendum[0]
    assert total.yes == pytest.approx(100 * 28_804_071 / 31_891_742, abs=0.005)
    yes = {row.area: row.yes for row in STORY.referendum}
    known = {"UA-43": 54.19, "UA-40": 57.07, "UA-14": 83.90, "UA-09": 83.86, "UA-46": 97.46}
    assert {area: yes[area] for area in known} == known
    assert min(yes.values()) == yes["UA-43"] > 50


def test_a_turnout_that_lists_differ_on_is_marked():
    turnout = {row.area: (row.turnout, row.note) for row in STORY.referendum}
    assert turnout["UA-63"][0] == 75.68 and "76.68" in turnout["UA-63"][1]
    assert turnout["UA-46"][0] == 95.24 and "85.24" in turnout["UA-46"][1]


# --------------------------------------------------------------------------------------- events


def test_at_least_45_events_from_independence_to_the_day():
    span = [e for e in ON_THE_DAY.events if e.date.start >= dt.date(1991, 8, 24)]
    assert len(span) >= 45
    assert max(event.date.end for event in span) <= DAY


def test_what_came_later_is_marked_and_ends_in_september_2025():
    later = [event for event in STORY.events if event.date.start > DAY]
    assert len(later) >= 15
    assert all(event.known_on and event.known_on >= event.date.start for event in later)
    assert max(event.date.end for event in STORY.events) <= dt.date(2025, 9, 30)


def test_nothing_is_known_before_it_happens():
    for record in (*STORY.events, *STORY.accessions, *STORY.votes):
        assert record.known_on is None or record.known_on >= record.date.start, record.id


def test_events_stand_in_order():
    for earlier, later in pairwise(STORY.events):
        assert earlier.date.start <= later.date.start, later.id


def test_the_guided_tour_has_14_to_18_stops_with_a_point_on_the_map():
    stops = [event for event in ON_THE_DAY.events if event.weight == 1]
    assert 14 <= len(stops) <= 18
    for stop in stops:
        assert any(ON_THE_DAY.place(id).point for id in stop.places), stop.id


def test_what_had_happened_grows_with_the_days():
    counts = [len(STORY.as_of(day).events) for day in ("1994-12-04", "1994-12-05", "2014-04-01")]
    assert counts == sorted(counts)
    assert counts[1] == counts[0] + 1


# ------------------------------------------------------------------------------ line of contact


def test_the_towns_of_the_line_and_their_sides():
    sides = [town.held for town in STORY.towns]
    assert len(sides) == 46  # of the 47 of the table, one rests on nothing firm
    assert {town.id for town in STORY.towns if town.held == "split"} == {"zolote"}
    held = {town.id: town.held for town in STORY.towns}
    for id in ("avdiivka", "marinka", "popasna", "shchastia", "stanytsia-luhanska"):
        assert held[id] == "government"
    for id in ("donetsk", "horlivka", "debaltseve", "luhansk", "yasynuvata"):
        assert held[id] == "not government"


def test_the_towns_follow_the_line_from_the_sea_to_the_north_east():
    orders = [town.order for town in STORY.towns]
    assert orders == sorted(set(orders))
    first, last = STORY.towns[0], STORY.towns[-1]
    assert first.lat < 47.2 and last.lon > 39.4
    for a, b in pairwise(STORY.towns):
        assert geodesic((a.lat, a.lon), (b.lat, b.lon)).km < 40, (a.id, b.id)


def test_the_towns_lie_in_the_two_regions():
    land = unary_union(
        [shape(STORY.ground.feature(id)["geometry"]).buffer(0) for id in ("UA-14", "UA-09")]
    )
    for town in STORY.towns:
        assert land.distance(Point(town.lon, town.lat)) < 0.05, town.id


def test_a_town_without_a_report_says_so():
    for town in STORY.towns:
        ours = {"explainer-contact-line", "geonames-2021"}
        reported = bool(set(town.sources) - ours)
        assert reported or "no single report confirmed" in town.evidence, town.id


# ---------------------------------------------------------------------------------------- sites


def test_the_map_of_the_day_shows_only_what_was_reported_by_then():
    assert {site.id for site in ON_THE_DAY.sites} == {
        "yelnya", "pogonovo", "sevastopol", "deveselu", "redzikowo", "yavoriv",
    }  # fmt: skip
    for site in ON_THE_DAY.sites:
        assert all(report.when.start <= DAY for report in site.reports)


def test_the_missile_defence_sites_have_their_real_state():
    state = {site.id: site.state for site in STORY.sites if site.kind == "missile defence"}
    assert state.keys() == {"deveselu", "redzikowo"}
    assert state["deveselu"].startswith("Operating")
    assert state["redzikowo"].startswith("Unfinished")


@pytest.mark.parametrize(
    ("site", "parts", "km"),
    [
        ("yelnya", ("UA", "crimea", "donbas-ngca"), 250),
        ("pogonovo", ("UA", "crimea", "donbas-ngca"), 170),
        ("deveselu", ("RU",), 970),
        ("deveselu", ("crimea",), 660),
        ("redzikowo", ("RU",), 160),
    ],
)
def test_the_distances_in_the_texts_are_right(site, parts, km):
    record = next(item for item in STORY.sites if item.id == site)
    assert re.search(rf"\b{km}\b", record.where)
    land = unary_union([shape(STORY.ground.feature(id)["geometry"]).buffer(0) for id in parts])
    coast = land.boundary.segmentize(0.05)
    earth = Geod(ellps="WGS84")
    metres = min(
        earth.inv(record.lon, record.lat, x, y)[2] for x, y in shapely.get_coordinates(coast)
    )
    assert metres / 1000 == pytest.approx(km, rel=0.03)


# ------------------------------------------------------------------------------ agreements, atlases


def test_the_thirteen_points_say_when_where_the_paper_does():
    assert [point.number for point in STORY.points] == [*range(1, 14)]
    assert [point.number for point in STORY.points if point.time] == [1, 2, 3, 4, 6, 9, 11]


def test_the_sides_differ_about_the_border_and_the_elections_only_in_order():
    def place(order, point):
        return next(at for at, step in enumerate(order.steps) if point in step.points)

    border, elections = 9, 12
    first = {
        order.holder: "border" if place(order, border) < place(order, elections) else "elections"
        for order in STORY.orders
    }
    assert first == {"contact-group": "elections", "ukraine": "border", "russia": "elections"}
    assert all(order.reason and order.document for order in STORY.orders)


def test_atlases_of_the_day_disagree_and_no_answer_is_left_out():
    assert {atlas.shows for atlas in ON_THE_DAY.atlases} == {"UA", "RU", "both", "disputed"}
    looked_up = {atlas.name: atlas.shows for atlas in STORY.atlases if atlas.place == "simferopol"}
    assert looked_up == {
        "world-atlas 1.1.4": "UA",
        "world-atlas 2.0.2": "RU",
        "GeoPandas 0.10.2": "RU",
        "GeoNames": "UA",
    }


# ------------------------------------------------------------------------------------- glossary


def test_the_glossary_explains_enough_words_and_its_links_lead_somewhere():
    ids = {term.id for term in STORY.glossary}
    assert len(ids) >= 35
    for term in STORY.glossary:
        assert set(term.see) <= ids - {term.id}, term.id
        assert 40 <= len(term.text) <= 360, term.id


# ----------------------------------------------------------------------------------- neutrality


def test_the_wording_keeps_to_the_rules():
    spelling_explained = re.compile("kyiv-|kiev-|donbass-|toponym|romanisation")
    for record in BACKGROUND:
        text = words(record)
        found = re.search(r"Odessa|Lugansk|\bnow know|obviously|\bregime\b", text)
        assert not found, (record.id, found)
        if not spelling_explained.match(record.id):
            assert not re.search("Kiev|Donbass", text), record.id


def test_crimea_is_always_told_with_both_halves():
    told = [words(record) for record in BACKGROUND if "controlled by Russia" in words(record)]
    assert len(told) >= 3
    assert all("recognised as part of Ukraine" in text for text in told)


def test_the_general_assemblys_texts_are_never_told_as_binding():
    told = [words(event) for event in STORY.events if "General Assembly adopted" in words(event)]
    assert len(told) >= 5
    assert all(re.search("not legally binding|Neither is legally binding", text) for text in told)


def test_nothing_for_the_day_speaks_of_later_years():
    later = re.compile(r"\b202[2-9]\b")
    for record in BACKGROUND:
        if record.known_by(DAY):
            text = re.sub("(planned|then) for 2022", "", words(record))  # a plan known by then
            assert not later.search(text), record.id
            for source in map(STORY.source, record.sources):
                year = (source.issued or {"date-parts": [[0]]})["date-parts"][0][0]
                assert year < 2022 or not later.search(source.title), (record.id, source.id)
                # A title of that time is printed as it stands; a later one must give nothing away.
                spoils = year > 2021 and re.search("invasion|aggression", source.title)
                assert not spoils, (record.id, source.id)


def test_a_disputed_event_gives_the_word_of_each_side():
    for id in ("yanukovych-removed", "crimea-vote", "crimea-treaty", "donbas-buildings-seized"):
        sides = {term.side for term in STORY.event(id).terms}
        assert {"Ukraine", "Russia"} <= sides, id
