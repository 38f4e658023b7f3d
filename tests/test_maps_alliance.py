"""The alliance in time against NATO's own lists, and its year control in a real browser."""

import pytest

import explainer as ex
from explainer.errors import UnknownRecord
from explainer.ground import geography
from explainer.ground.shapes import Ground
from explainer.maps.layers import Call
from explainer.maps.years import Years
from tests import drawn
from tests.browsing import barriers

STORY = ex.load()
DRAWN = ex.maps.alliance(STORY)
MARKERS = drawn.markers(DRAWN)
#: How many members NATO had at the end of the years in which it grew, from NATO's own list.
GREW = {1949: 12, 1952: 14, 1955: 15, 1982: 16, 1999: 19, 2004: 26, 2009: 28, 2017: 29, 2020: 30}
MEMBERS = {
    *("AL", "BE", "BG", "CA", "HR", "CZ", "DK", "EE", "FR", "DE", "GR", "HU", "IS", "IT", "LV"),
    *("LT", "LU", "ME", "NL", "MK", "NO", "PL", "PT", "RO", "SK", "SI", "ES", "TR", "GB", "US"),
}


def control(result):
    [found] = drawn.layers(result, Years)
    return found.options


def states(ids):
    """Of shape ids those of states, without islands and disputed areas that go with them."""
    found = (id for id in ids if id not in geography.units())
    return {id for id in found if not geography.feature(id)["properties"].get("of")}


def in_year(result, year):
    return states(id for id, since in control(result)["since"].items() if since <= year)


# ------------------------------------------------------------------------------------- members


def test_the_members_of_every_year_are_as_many_as_nato_counts():
    years = control(DRAWN)["years"]
    assert [item["year"] for item in years] == list(range(1949, 2022))
    expected = 0
    for item in years:
        expected = GREW.get(item["year"], expected)
        assert len(in_year(DRAWN, item["year"])) == expected
        assert f": {expected} members" in item["head"]
        assert item["marked"] == (item["year"] in GREW)


def test_thirty_members_on_the_day_and_none_of_later_years():
    assert in_year(DRAWN, 2021) == MEMBERS
    page = drawn.page(DRAWN)
    assert "31 members" not in page and "2023" not in str(MARKERS) + ex.maps.members_table(STORY)
    assert control(DRAWN)["atLast"]["FI"] == control(DRAWN)["atLast"]["SE"] == "ex-partner"


def test_a_later_day_would_show_later_members():
    later = ex.maps.alliance(STORY.as_of("2024-04-01"))
    assert in_year(later, 2022) == MEMBERS
    assert in_year(later, 2024) == MEMBERS | {"FI", "SE"}


def test_all_that_joined_since_the_day_are_new_in_a_later_year():
    after = STORY.as_of(STORY.last_day)
    shown = ex.maps.members(after, 2024)
    looks = {id: cls for found in drawn.classes(shown, "ex-land") for id, cls in found.items()}
    new = {id for id, cls in looks.items() if cls == "ex-new"}
    assert {"FI", "SE"} <= new and not new & {"US", "MK"}
    assert "joined since 2 December 2021" in drawn.legend(shown)
    assert "joined in 2004" in drawn.legend(ex.maps.members(STORY, 2004))


def test_a_year_is_told_in_words():
    told = {item["year"]: item for item in control(DRAWN)["years"]}
    assert told[1999]["head"] == "1999: 19 members"
    assert told[1999]["rest"] == "joined: Czech Republic, Hungary, Poland"
    assert told[1960]["rest"] == "nobody joined in 1960"
    assert told[2021]["head"] == "2 December 2021: 30 members"
    assert "West Germany" in told[1955]["note"]


def test_islands_go_with_their_state_as_far_as_the_treaty_reaches():
    since = control(DRAWN)["since"]
    assert since["GL"] == since["FO"] == since["BM"] == 1949
    assert not {"PR", "NC", "GU", "AW"} & since.keys()
    assert control(DRAWN)["atLast"]["AX"] == "ex-partner"


def test_members_beyond_the_ocean_are_in_the_corner():
    [inset] = [it for it in drawn.layers(DRAWN, Call) if it.function == "explainer.inset"]
    [shown] = inset.arguments
    assert shown["label"] == "Canada, United States"
    (south, west), (north, east) = shown["bounds"]
    for state in ("CA", "US"):
        lat, lon = Ground().label_point(state)
        assert south < lat < north and west < lon < east
    [control_] = drawn.layers(DRAWN, Years)
    assert inset in control_.arguments[0]


# -------------------------------------------------------------------------------------- others


def test_the_status_of_others_is_shown_for_the_day_only():
    at_last = control(DRAWN)["atLast"]
    aspirants = {id for id, cls in at_last.items() if cls == "ex-aspirant"}
    assert states(aspirants) == {"UA", "GE", "BA"}
    assert states(at_last) == {partner.country for partner in STORY.partners}
    assert not at_last.keys() & control(DRAWN)["since"].keys()


def test_disputed_areas_follow_the_view():
    for view, there in (("un", True), ("ukraine", True), ("russia", False), ("control", False)):
        at_last = control(ex.maps.alliance(STORY, view))["atLast"]
        assert (at_last.get("crimea") == "ex-aspirant") is there
        assert at_last["UA"] == "ex-aspirant"
    with pytest.raises(UnknownRecord, match="mars"):
        ex.maps.alliance(STORY, "mars")


def test_every_state_opens_with_its_date_or_its_status():
    assert MARKERS["Poland"]["spoken"] == "Poland, NATO member since 12 March 1999"
    for partner in STORY.partners:
        name = geography.names(partner.country)["en"]
        assert partner.text in drawn.words(MARKERS[name]["popup"])
    assert len(MARKERS) == 30 + 20 + 2


# --------------------------------------------------------------------------------------- sites


def test_the_sites_show_their_state_on_the_day_and_what_each_side_says():
    assert MARKERS["Deveselu"]["label"] == "Deveselu\nOperating"
    assert MARKERS["Redzikowo"]["label"] == "Redzikowo\nUnfinished on 2 December 2021"
    said = [item for item in STORY.statements if item.topic == "missile-defence"]
    speakers = {item.speaker for item in said if item.kind != "quotation"}
    assert {"lavrov", "united-states", "nato"} <= speakers
    for site in ("Deveselu", "Redzikowo"):
        popup = drawn.words(MARKERS[site]["popup"])
        for item in said:
            if item.kind != "quotation":
                assert item.paraphrase in popup
                assert STORY.actor(item.speaker).name in popup
    deveselu = drawn.words(MARKERS["Deveselu"]["popup"])
    assert "about 970 km if borders are drawn as: United Nations" in deveselu
    assert "about 660 km if drawn as: Russia" in deveselu


# --------------------------------------------------------------------------------- table, limits


def test_the_tables_hold_rounds_and_others():
    rounds, others = ex.maps.members_table(STORY), ex.maps.partners_table(STORY)
    assert rounds.count('<th scope="row">') == len(GREW)
    assert others.count('<th scope="row">') == len(STORY.partners)
    for count in GREW.values():
        assert f"<td>{count}</td>" in rounds
    assert "Sweden" not in rounds and "Finland" not in rounds


def test_a_hostile_text_stays_text():
    story = drawn.changed(STORY, "partners", "ukraine", name=drawn.HOSTILE, text=drawn.HOSTILE)
    story = drawn.changed(story, "accessions", "germany-1955", note=drawn.HOSTILE)
    story = drawn.changed(story, "statements", "k2", paraphrase=drawn.HOSTILE)
    tables = [ex.maps.members_table(story), ex.maps.partners_table(story)]
    for html in (drawn.page(ex.maps.alliance(story)), *tables):
        assert "<img src=x" not in html


def test_the_map_is_small():
    assert drawn.size(DRAWN) <= drawn.LIMIT


# ------------------------------------------------------------------------------- in the browser


@pytest.fixture(scope="module")
def page(module_page, tmp_path_factory):
    file = tmp_path_factory.mktemp("alliance") / "map.html"
    DRAWN.save(file)
    found = module_page(viewport={"width": 1280, "height": 800})
    found.errors = []
    found.on("pageerror", lambda error: found.errors.append(str(error)))
    found.goto(file.as_uri())
    found.wait_for_selector(".ex-years input")
    return found


def said(page):
    return page.locator(".ex-years [role=status]").inner_text()


def painted(page, cls):
    """How many shapes of the large map have a class."""
    return page.locator(f".leaflet-ex-areas-pane path.{cls}").count()


@pytest.mark.browser
def test_the_year_is_chosen_by_keyboard(page):
    middle = (
        "() => Object.values(window).find(item => item instanceof L.Map).getCenter().toString()"
    )
    before = page.evaluate(middle)
    slider = page.locator(".ex-years input")
    slider.focus()
    assert said(page).startswith("2 December 2021: 30 members; nobody joined in 2021")
    assert painted(page, "ex-new") == 0 and painted(page, "ex-aspirant") > 3
    for _ in range(2021 - 1999):
        page.keyboard.press("ArrowLeft")
    assert said(page) == "1999: 19 members; joined: Czech Republic, Hungary, Poland"
    assert slider.get_attribute("aria-valuetext") == "1999: 19 members"
    assert painted(page, "ex-new") == 3 and painted(page, "ex-aspirant") == 0
    page.keyboard.press("Home")
    assert said(page).startswith("1949: 12 members; joined: Belgium, Canada")
    assert painted(page, "ex-in") == 0
    page.keyboard.press("End")
    assert said(page).startswith("2 December 2021")
    assert page.evaluate(middle) == before, "the arrow keys moved the map as well"
    assert page.errors == []


@pytest.mark.browser
def test_the_buttons_go_from_change_to_change(page):
    page.locator(".ex-years input").focus()
    page.keyboard.press("End")
    page.keyboard.press("Shift+Tab")
    seen = []
    for _ in range(len(GREW)):
        page.keyboard.press("Enter")
        seen.append(int(said(page)[:4]))
    assert seen == sorted(GREW, reverse=True)
    earlier, later = page.locator(".ex-years button").all()
    assert earlier.get_attribute("aria-disabled") == "true"
    for _ in range(len(GREW)):
        later.press("Enter")
    assert said(page).startswith("2 December 2021")


@pytest.mark.browser
def test_the_sites_are_there_on_the_day_only(page):
    sites = page.locator(".ex-shield.ex-marker")
    assert sites.count() == 2
    page.locator(".ex-years input").press("ArrowLeft")
    assert sites.count() == 0
    page.locator(".ex-years input").press("End")
    assert sites.count() == 2


@pytest.mark.browser
def test_a_name_without_room_appears_when_it_has_the_focus(page):
    crowded_out = ".ex-marker:has(> .ex-area-label.ex-hidden)"
    name = page.locator(crowded_out).first.get_attribute("title")
    label = page.locator(f".ex-marker[title='{name}'] .ex-area-label")
    assert not label.is_visible()
    page.locator(".ex-marker[title='Iceland']").focus()
    for _ in range(60):
        page.keyboard.press("ArrowRight")
        if page.evaluate("document.activeElement.title") == name:
            break
    assert label.is_visible()
    page.keyboard.press("Enter")
    assert name in page.locator(".ex-card h2").inner_text()
    page.keyboard.press("Escape")


@pytest.mark.browser
def test_the_page_has_no_serious_barrier(page):
    assert barriers(page) == []
