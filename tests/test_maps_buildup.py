"""The map of the reported sites against shapely and pyproj, and against its clock."""

import pytest
import shapely
from pyproj import Geod
from shapely.geometry import Point, shape
from shapely.ops import unary_union

import explainer as ex
from explainer.dates import parse
from explainer.errors import UnknownRecord
from explainer.ground import geography
from explainer.maps.layers import Names, Shapes
from explainer.story.records import Report
from tests import drawn

STORY = ex.load()
VIEWS = [view.id for view in STORY.views]
SHOWN = {"Yelnya", "Pogonovo training ground", "Sevastopol naval base", "Yavoriv training centre"}
LATER = {site.name for site in STORY.whole().sites if site.known_on}
#: What Ukraine consists of on the map of each view.
UKRAINE = {
    "un": ("UA", "crimea", "donbas-ngca"),
    "ukraine": ("UA", "crimea", "donbas-ngca"),
    "russia": ("UA", "donbas-ngca"),
    "control": ("UA",),
}


def site(id):
    return next(item for item in STORY.sites if item.id == id)


def lengths(result):
    return {item["text"] for layer in drawn.layers(result, Names) for item in layer.data}


def lines(result):
    [layer] = [
        layer for layer in drawn.layers(result, Shapes) if layer.options.get("cls") == "ex-distance"
    ]
    return [feature["geometry"]["coordinates"] for feature in layer.data["features"]]


def shortest_km(id, view):
    """The distance to Ukraine's edge, from dense points on it; 0 inside."""
    here = site(id)
    parts = [shape(geography.feature(part)["geometry"]).buffer(0) for part in UKRAINE[view]]
    land = unary_union(parts)
    if land.contains(Point(here.lon, here.lat)):
        return 0.0
    points = shapely.get_coordinates(shapely.segmentize(land.boundary, 0.01))
    earth = Geod(ellps="WGS84")
    return min(earth.inv(here.lon, here.lat, x, y)[2] for x, y in points) / 1000


def test_the_sites_of_the_day_are_on_the_map_and_no_later_ones():
    assert len(LATER) == 3
    found = drawn.markers(ex.maps.buildup(STORY))
    assert found.keys() == SHOWN | {"Crimea", "Donbas"}
    page = drawn.page(ex.maps.buildup(STORY))
    table = ex.maps.buildup_table(STORY)
    for name in LATER:
        assert name not in page and name not in table
    for html in (table, *(item["popup"] for item in found.values())):
        assert "7 December 2021" not in html and "2022" not in html


def test_a_report_of_a_later_day_is_not_shown():
    late = Report(
        when=parse("2021-12-03"), by="Somebody", what="A later report", sources=("unga-68-262",)
    )
    story = drawn.changed(STORY, "sites", "yelnya", reports=(*site("yelnya").reports, late))
    marker = drawn.markers(ex.maps.buildup(story))["Yelnya"]
    assert "A later report" not in marker["popup"]
    assert "A later report" not in ex.maps.buildup_table(story)
    only = drawn.changed(STORY, "sites", "yelnya", reports=(late,))
    assert "Yelnya" not in drawn.markers(ex.maps.buildup(only))


def test_a_popup_says_who_reported_what_and_when():
    found = drawn.markers(ex.maps.buildup(STORY))
    for record in STORY.as_of(STORY.day).sites:
        if record.name not in found:
            continue
        said = drawn.words(found[record.name]["popup"])
        assert record.reports and record.state in said
        for report in record.reports:
            assert f"{report.when}, {report.by}: {report.what}" in said
            assert all(STORY.source(id).title in said for id in report.sources)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("id", ["yelnya", "pogonovo", "sevastopol"])
def test_a_distance_agrees_with_pyproj(id, view):
    km = shortest_km(id, view)
    result = ex.maps.buildup(STORY, view)
    start = (site(id).lon, site(id).lat)
    here = [ends for ends in lines(result) if tuple(ends[0]) == start]
    if not km:
        assert here == []
        return
    [(_, end)] = here
    assert Geod(ellps="WGS84").inv(*start, *end)[2] / 1000 == pytest.approx(km, abs=0.5)
    assert f"{round(km, -1):.0f} km" in lengths(result)


def test_in_crimea_the_view_decides_and_the_map_says_so_in_words():
    assert shortest_km("sevastopol", "un") == 0
    assert shortest_km("sevastopol", "russia") == pytest.approx(160, abs=5)
    un = drawn.markers(ex.maps.buildup(STORY, "un"))["Sevastopol naval base"]
    russia = drawn.markers(ex.maps.buildup(STORY, "russia"))["Sevastopol naval base"]
    assert "inside Ukraine on this map" in un["label"]
    assert "inside" not in russia["label"]
    for result in (ex.maps.buildup(STORY, "un"), ex.maps.buildup(STORY, "russia")):
        said = drawn.legend(result)
        assert "0 km (inside Ukraine) if borders are drawn as: United Nations, Ukraine" in said
        assert "about 160 km if drawn as: Russia, Control on the ground" in said
    for popup in (un["popup"], russia["popup"]):
        assert "controlled by Russia since 2014, internationally recognised as part" in popup


def test_ukraine_is_drawn_as_the_view_draws_it():
    for view in VIEWS:
        [land, *_] = drawn.classes(ex.maps.buildup(STORY, view), "ex-land")
        assert {id for id, cls in land.items() if cls == "ex-story"} == {*UKRAINE[view]}


def test_the_table_gives_the_distance_under_every_view():
    table = ex.maps.buildup_table(STORY)
    assert table.count('<th scope="row">') == len(SHOWN)
    row = next(row for row in table.split("<tr>") if "Sevastopol naval base" in row)
    for view, said in (("un", "0 km (inside Ukraine)"), ("russia", "about 160 km")):
        assert f"{STORY.view(view).name}: {said}" in row
    assert row.count("0 km (inside Ukraine)") == row.count("about 160 km") == 2


def test_an_unknown_view_is_refused():
    with pytest.raises(UnknownRecord, match="mars"):
        ex.maps.buildup(STORY, "mars")


def test_a_hostile_name_stays_text():
    bad = {"name": drawn.HOSTILE, "state": drawn.HOSTILE, "where": drawn.HOSTILE}
    story = drawn.changed(STORY, "sites", "yelnya", **bad)
    for html in (drawn.page(ex.maps.buildup(story)), ex.maps.buildup_table(story)):
        assert "<img src=x" not in html


def test_the_map_is_small():
    assert drawn.size(ex.maps.buildup(STORY)) <= drawn.LIMIT
