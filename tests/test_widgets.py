"""The explorers: what they say against the story's files, errors in sight, nothing too late."""

import datetime as dt
import re
import tomllib
from collections import Counter
from html import unescape
from itertools import pairwise
from pathlib import Path

import folium
import ipywidgets
import pytest
from traitlets import TraitError

import explainer as ex
from explainer import maps
from explainer.errors import ChartError, DateError, UnknownRecord
from explainer.maps.alliance import joined_by
from explainer.page import cards
from explainer.widgets import shown
from explainer.widgets.comparing import ANY, chosen, partners
from explainer.widgets.moment import moments
from explainer.widgets.ranges import differences
from explainer.widgets.shown import Choices, Explorer, Pane
from tests import drawn
from tests.drawn import HOSTILE, words

FILES = Path(ex.__file__).parent / "stories" / "ukraine-2021"
DAY, LATE = "2021-12-02", "2025-12-31"
#: NATO's members at the end of a year, from its public history.
MEMBERS = {1949: 12, 1951: 12, 1952: 14, 1982: 16, 1998: 16, 1999: 19, 2004: 26, 2017: 29, 2021: 30}
EXPLORERS = ("as_of", "statements", "range_explorer", "time_brush")


@pytest.fixture(scope="module", params=EXPLORERS)
def explorer(request, story):
    return getattr(ex.widgets, request.param)(story)


@pytest.fixture(scope="module")
def said_by(story):
    return ex.widgets.statements(story)


@pytest.fixture(scope="module")
def numbers(story):
    return ex.widgets.range_explorer(story)


def page(explorer, **values):
    """What a page without a kernel shows for these values."""
    return shown.page(explorer.parts(**values))


def records(name, kind):
    """Return the records of a file as they are written, by id."""
    text = (FILES / f"{name}.toml").read_text(encoding="utf-8")
    return {record["id"]: record for record in tomllib.loads(text)[kind]}


def begins(date):
    """Return the first day of a date as it is written in the files: text that can be compared."""
    first = str(date).split("/")[0].rstrip("~")
    return f"{first}-01-01"[:10] if len(first) < 10 else first


def known(record):
    return str(record.get("known_on") or (begins(record["date"]) if "date" in record else ""))


def everything(explorer):
    """Return all an explorer holds: words, maps, maps drawn anew."""
    html = [explorer.said.value]
    for pane in explorer.panes.children:
        html += [pane.words, *maps_of(pane)]
    return unescape(" ".join(html))


def maps_of(pane):
    """Return the maps a pane shows, as text."""
    return [pane._part.get_root().page()] if isinstance(pane._part, folium.Map) else []


def said(explorer):
    return words(re.sub(r"<style>.*?</style>", "", explorer.said.value, flags=re.S))


# ---------------------------------------------------------------- what is shown, and what is not


def test_every_control_has_a_label_that_can_be_seen(explorer):
    for control in explorer.controls.values():
        label = control._label.value if isinstance(control, Choices) else control.description
        assert label.strip()


def test_nothing_is_said_wrong_at_the_start(explorer):
    assert "ex-wrong" not in explorer.said.value and said(explorer)
    assert all(pane._part for pane in explorer.panes.children)


@pytest.mark.parametrize("name", EXPLORERS)
def test_nothing_known_only_later_can_be_reached(story, name):
    explorer = getattr(ex.widgets, name)(story)
    if name == "as_of":
        explorer.controls["weight"].value = 3
    offered = str([getattr(c, "options", "") for c in explorer.controls.values()])
    if name == "range_explorer":
        topics = explorer.controls["topic"]
        for topic in [value for _, value in topics.options]:
            topics.value = topic
            offered += str(explorer.controls["figures"].value) + everything(explorer)
    text = unescape(offered + everything(explorer))
    late = [e["title"] for e in records("events", "event").values() if known(e) > DAY]
    late += [s["paraphrase"] for s in records("statements", "statement").values() if known_late(s)]
    late += [f for f, item in records("figures", "figure").items() if known_late(item)]
    assert len(late) > 20
    assert [item for item in late if item in text] == []


def known_late(record):
    return str(record.get("known_on", "")) > DAY


def test_a_later_day_opens_what_came_after(story):
    late = ex.widgets.as_of(story.as_of(LATE))
    late.controls["weight"].value = 3
    assert late.controls["day"].value == dt.date.fromisoformat(LATE)
    titles = [e["title"] for e in records("events", "event").values() if known(e) > DAY]
    shown_late = everything(late)
    assert titles and [title for title in titles if title not in shown_late] == []
    found = {id for _, id in ex.widgets.statements(story.as_of(LATE)).controls["first"].options}
    assert {id for id, s in records("statements", "statement").items() if known_late(s)} <= found


def test_a_day_that_is_none_is_refused_in_words(story):
    with pytest.raises(DateError, match="is not a day"):
        story.as_of("2 December")


# ---------------------------------------------------------------- time


@pytest.mark.parametrize("day", ["1991-08-24", "2000-01-01", "2014-03-01", "2021-12-01", DAY])
def test_both_clocks_are_counted(story, day):
    until_now = [e for e in records("events", "event").values() if known(e) <= DAY]
    begun = [e for e in until_now if begins(e["date"]) <= day]
    told = [e for e in begun if known(e) <= day]
    text = words(page(ex.widgets.as_of(story), day=day))
    assert f"{len(begun)} event" in text
    if len(told) == len(begun):
        assert "All of these were known by then" in text
    else:
        assert f"{len(told)} of them could be told" in text
        assert all(f"“{e['title']}”" in text for e in begun if e not in told)


def test_what_was_known_only_after_the_day_counts_on_neither_clock(story):
    hidden = replace_event(story, "kerch-strait", known_on=dt.date(2022, 1, 1))
    happened, day = story.event("kerch-strait").date.start, dt.date(2019, 1, 1)
    assert happened in moments(story) and happened not in moments(hidden)
    texts = [words(page(ex.widgets.as_of(item), day=day)) for item in (story, hidden)]
    counts = [int(re.search(r"(\d+) events of this story", text)[1]) for text in texts]
    assert counts[0] - counts[1] == 1
    assert "Kerch" in texts[0] and "Kerch" not in texts[1]
    assert "Kerch Strait" not in drawn.markers(maps.events(hidden.as_of(day)))


def test_the_map_of_a_day_shows_where_it_had_happened(story):
    day = "2014-03-15"
    told = [
        e for e in records("events", "event").values() if max(begins(e["date"]), known(e)) <= day
    ]
    places = records("places", "place")
    wanted = {id for e in told for id in e.get("places", ()) if "lat" in places[id]}
    found = drawn.markers(maps.events(story.as_of(day)))
    assert {*found} == {places[id]["name"] for id in wanted}
    newest = max(begins(e["date"]) for e in told)
    new = {id for e in told if begins(e["date"]) == newest for id in e["places"]}
    assert {name for name, item in found.items() if not item["cls"]} == {
        places[id]["name"] for id in new
    }


def test_a_map_of_a_day_without_events_is_drawn(story):
    assert drawn.markers(maps.events(story.as_of("1990-06-01"))) == {}
    assert "1 event of this story had happened" in words(
        page(ex.widgets.as_of(story), day="1991-01-01")
    )


def test_popups_tell_the_last_event_first_and_no_hostile_text_as_html(story):
    event = replace_event(story, "kerch-strait", text=HOSTILE)
    markers = drawn.markers(maps.events(event.as_of("2018-12-01")))
    popup = markers["Kerch Strait"]["popup"]
    assert "Shots and a seizure" in popup.split("</h2>")[0]
    assert HOSTILE not in popup and cards.text(HOSTILE) in popup


def replace_event(story, id, **changes):
    items = (e.model_copy(update=changes) if e.id == id else e for e in story.events)
    return story.with_records(events=items)


def test_the_days_to_choose_are_those_on_which_something_changes(story):
    days = moments(story)
    assert days == sorted(set(days)) and days[-1] == story.day
    for before, after in pairwise(days):
        begun = [{e.id for e in story.events if e.date.start <= day} for day in (before, after)]
        known = [story.as_of(day).events for day in (before, after)]
        assert begun[0] != begun[1] or known[0] != known[1]


def test_fewer_events_keep_the_day_or_the_nearest_before(story):
    explorer = ex.widgets.as_of(story)
    day, weight = explorer.controls["day"], explorer.controls["weight"]
    weight.value = 3
    day.value = dt.date(2014, 3, 15)  # the veto in the Security Council, no main event
    weight.value = 1
    assert day.value == dt.date(2014, 2, 27)
    assert "27 February 2014" in said(explorer)


def test_the_buttons_step_and_stop_at_the_ends(story):
    explorer = ex.widgets.as_of(story)
    day = explorer.controls["day"]
    earlier, later = (w for w in explorer.children[1].children if isinstance(w, ipywidgets.Button))
    later.click()
    assert day.value == story.day
    earlier.click()
    assert day.value < story.day
    for _ in day.options:
        earlier.click()
    assert day.index == 0


# ---------------------------------------------------------------- the alliance


@pytest.mark.parametrize(("year", "count"), MEMBERS.items())
def test_members_by_year(story, year, count):
    assert len(joined_by(story, year)) == count
    [classes, *_] = drawn.classes(maps.members(story, year), "ex-land")
    states = {id for id in classes if len(id) == 2 and classes[id] in ("ex-in", "ex-new")}
    assert {*joined_by(story, year)} <= states


def test_after_the_day_only_if_asked(story):
    assert len(joined_by(story, 2024)) == 30
    assert len(joined_by(story.as_of("2024-12-31"), 2024)) == 32


def test_other_states_have_a_status_only_in_the_year_of_the_day(story):
    now, before = ({*drawn.markers(maps.members(story, year))} for year in (2021, 2008))
    assert {"Ukraine", "Georgia", "Russia"} <= now and not {"Ukraine", "Russia"} & before


# ---------------------------------------------------------------- statements


def test_filters_let_through_what_the_file_says(story):
    said_by_day = [s for s in records("statements", "statement").values() if not known_late(s)]
    story = story.as_of(DAY)
    for field, name in (("speaker", "speaker"), ("act", "act"), ("topic", "topic")):
        for value, count in Counter(s[field] for s in said_by_day).items():
            assert len(chosen(story, **{name: value})) == count
    left_out = [s for s in said_by_day if s.get("in_article", True) is False]
    assert len(chosen(story, given=False)) == len(left_out)
    assert len(chosen(story, given=True)) == len(said_by_day) - len(left_out)


def test_what_belongs_to_a_statement_is_offered_first(story):
    written = records("statements", "statement")
    file = {id: s for id, s in written.items() if not known_late(s)}
    for id in ("k2", "k5", "q4"):
        near = [s.id for s in partners(story, id)]
        assert len(near) == len(file) - 1 and id not in near
        replies = {other for other, s in file.items() if id in s.get("replies_to", ())}
        assert {*near[: len(replies)]} == replies


def test_the_filters_narrow_what_can_be_compared(story):
    explorer = ex.widgets.statements(story)
    controls = explorer.controls
    controls["speaker"].value = "putin"
    assert {id for _, id in controls["first"].options} == {
        s.id for s in chosen(story.as_of(DAY), speaker="putin")
    }
    assert "Vladimir Putin" in words(explorer.panes.children[1].words)
    first = controls["first"].value
    controls["second"].value = "k2-nato"
    controls["act"].value = story.statement(first).act
    assert (controls["first"].value, controls["second"].value) == (first, "k2-nato")


def test_filters_that_leave_nothing_say_so(story):
    explorer = ex.widgets.statements(story)
    explorer.controls["speaker"].value = "daalder"
    explorer.controls["act"].value = "denies"
    assert "No statement fits" in said(explorer)
    assert [pane.words for pane in explorer.panes.children] == ["", ""]
    explorer.controls["act"].value = ANY
    assert "1 of" in said(explorer) and explorer.controls["first"].value == "q7"


def test_two_side_by_side_with_their_hands(said_by):
    text = words(page(said_by, first="q4", second="k2-nato"))
    record = records("statements", "statement")["q4"]
    assert all(hand["did"] in text for hand in record["via"])
    assert record["paraphrase"] in text and "are not recorded" in text
    assert "rests on words that were quoted" in words(page(said_by, first="k10", second="q4"))


def test_statements_are_never_html(story):
    items = [
        s.model_copy(update={"paraphrase": HOSTILE, "check": HOSTILE}) for s in story.statements
    ]
    said_by = ex.widgets.statements(story.with_records(statements=items))
    html = page(said_by, first="k2", second="k2-nato")
    assert HOSTILE not in html and cards.text(HOSTILE) in html


def test_a_statement_known_only_later_is_not_found(said_by):
    with pytest.raises(UnknownRecord):
        said_by.parts(first="k4", second="k4-us-intelligence")


# ---------------------------------------------------------------- numbers


def test_it_warns_when_definitions_differ(numbers):
    text = words(page(numbers, figures=["troops-mod-2021-11-02", "troops-article"]))
    assert "Take care before you compare" in text and "count different things" in text
    for id in ("troops-mod-2021-11-02", "troops-article"):
        figure = records("figures", "figure")[id]
        assert all(str(figure[field]) in text for field in ("counts", "where", "wording"))


def test_it_does_not_warn_when_they_agree(story):
    one = story.figure("ceasefire-2021-11-29")
    same = one.model_copy(update={"id": "again", "by": "ohchr"})
    assert differences(story, [one, same]) == []
    both = story.with_records(figures=(*story.figures, same))
    assert "These count the same thing" in words(
        page(ex.widgets.range_explorer(both), figures=[one.id, "again"])
    )


def test_one_number_or_none_is_not_compared(numbers):
    assert "second number" in words(page(numbers, figures=["troops-article"]))
    assert words(page(numbers, figures=[])).endswith("Choose at least one number.")


def test_the_boxes_choose_what_the_chart_shows(story):
    explorer = ex.widgets.range_explorer(story)
    figures = explorer.controls["figures"]
    assert len(figures.value) == len(figures.children) - 1 > 3
    for box in figures.children[2:]:
        box.value = False
    assert figures.value == ("troops-borrell-2021-04-19",)
    assert "second number" in said(explorer)
    figures.children[1].value = False
    assert "at least one" in said(explorer)
    assert [pane.words for pane in explorer.panes.children] == ["", ""]
    explorer.controls["topic"].value = "casualties"
    assert "deaths-ohchr-2021-06-30" in figures.value and "killed" in everything(explorer)


# ---------------------------------------------------------------- the frame all share


def broken(choice):
    yield cards.text(f"choice {choice}")
    yield cards.text("first pane")
    if choice == "refused":
        raise ChartError("There is nothing to draw & that is why")
    if choice == "fault":
        raise RuntimeError(HOSTILE)
    yield cards.text("second pane")


@pytest.fixture
def fragile():
    options = ["fine", "refused", "fault"]
    return Explorer({"choice": ipywidgets.Dropdown(options=options, description="Choice")}, broken)


def test_an_error_is_told_where_the_words_stand(fragile):
    fragile.controls["choice"].value = "refused"
    assert "There is nothing to draw &amp; that is why" in fragile.said.value
    assert [bool(pane.words) for pane in fragile.panes.children] == [True, False]
    fragile.controls["choice"].value = "fine"
    assert said(fragile) == "choice fine"
    assert all(pane.words for pane in fragile.panes.children)


def test_a_fault_is_told_in_plain_words_with_the_details_folded_and_escaped(fragile):
    fragile.controls["choice"].value = "fault"
    told = fragile.said.value
    assert "the program has a fault (RuntimeError)" in told
    assert "<details><summary>Details</summary><pre>Traceback" in told
    assert HOSTILE not in told and cards.text(HOSTILE) in told


def test_an_error_at_the_start_is_told_too():
    explorer = Explorer({}, lambda: broken("refused"))
    assert "nothing to draw" in explorer.said.value


def test_an_error_while_fitting_does_not_stop_later_ones():
    box = ipywidgets.Dropdown(options=[1, 2, 3], description="Number")
    explorer = Explorer(
        {"number": box}, lambda number: [cards.text(number)], fit=lambda: 6 / (box.value - 2)
    )
    box.value = 2
    assert "ZeroDivisionError" in explorer.said.value
    box.value = 3
    assert said(explorer) == "3"


def test_a_map_is_drawn_anew_in_its_frame(story):
    pane = Pane()
    pane.put(maps.events(story.as_of("2014-03-01")))
    frame = pane.html
    assert "<iframe" in frame and pane.change == {} and pane.words == ""
    pane.put(maps.events(story.as_of("2014-04-01")))
    assert pane.html == frame
    change = pane.change
    assert "1 April 2014" in change["title"] and "<h1>" in change["main"]
    assert "L.map(" in change["script"] and len(change["script"]) < 120_000
    assert all(f"var {name} = L.map" in change["script"] for name in change["maps"])
    pane.put(cards.text("words"))
    assert pane.change == {} and "words" in pane.words


def test_a_map_of_other_shapes_gets_a_new_frame(story):
    pane = Pane()
    pane.put(maps.events(story))
    frame = pane.html
    figure = maps.events(story).get_root()
    figure.page()
    assert figure.files() >= {"file-region", "file-rest", "file-lines"}
    other = maps.base(story, "Another map")
    maps.layers.Shapes("world", pane="ex-areas").add_to(other)
    pane.put(other)
    assert pane.html != frame and "Another map" in pane.html


def test_pages_without_a_kernel_get_the_words_and_no_map(explorer, monkeypatch):
    displayed = []
    monkeypatch.setattr(shown, "display", lambda data, **_: displayed.append(data))
    explorer._ipython_display_()
    twin, live = displayed
    html = twin["text/html"]
    assert "ex-twin" in html and "<iframe" not in html and said(explorer) in words(html)
    assert len(html) < 250_000
    assert "application/vnd.jupyter.widget-view+json" in live


def test_choices_that_stay_the_same_keep_their_ticks():
    boxes = Choices("Numbers")
    boxes.offer([("one", 1), ("two", 2)])
    boxes.children[1].value = False
    boxes.offer([("one", 1), ("two", 2)])
    assert boxes.value == (2,)
    boxes.offer([("three", 3)])
    assert boxes.value == (3,)
    with pytest.raises(TraitError):
        boxes.value = 3


def test_the_gazetteer_answers_or_says_why_not(story):
    explorer = ex.widgets.geocode_explorer("Georgia", story)
    assert "could be meant" in said(explorer) and len(explorer.panes.children) == 2
    explorer.controls["query"].value = "qqqqzzzz"
    assert said(explorer) and explorer.panes.children[0].words == ""
    explorer.controls["query"].value = "  "
    assert said(explorer) == "Type the name of a place."


def test_a_stretch_of_time_filters_map_list_and_timeline_together(story):
    brush = ex.widgets.time_brush(story)
    _, drawn_map, listed, line = brush.parts(
        span=(dt.date(2014, 1, 1), dt.date(2015, 1, 1)), weight=1
    )
    inside = [e for e in story.events if e.weight == 1 and e.date.end >= dt.date(2014, 1, 1)]
    inside = [event for event in inside if event.date.start <= dt.date(2015, 12, 31)]
    table = words(listed)
    told = {event.title for event in story.events if event.title in table}
    assert told == {event.title for event in inside} and len(told) > 4
    assert all(event.title in words(line.table) for event in inside)
    at = {story.place(id).name for event in inside for id in event.places if story.place(id).point}
    assert set(drawn.markers(drawn_map)) == at
    assert drawn_map.get_root().title.startswith(f"{len(inside)} events, 1 January 2014 to")


def test_a_stretch_of_time_without_events_says_so_and_keeps_the_clock(story):
    brush = ex.widgets.time_brush(story.as_of("2014-04-01"))
    assert brush.controls["span"].value[1] == dt.date(2014, 1, 1)
    assert "1 April 2014" in brush.said.value
