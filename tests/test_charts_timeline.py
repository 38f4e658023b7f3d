"""The timelines: dates where they belong, lanes, what could be known, labels that do not touch."""

import datetime as dt
import random
from collections import Counter
from itertools import pairwise

import pytest
from matplotlib.dates import num2date
from matplotlib.patches import Rectangle

import explainer as ex
from explainer import dates
from explainer.charts.labelling import APART, GAP, Mark, place, within
from explainer.errors import ChartError
from explainer.story.records import Event
from tests.charts_kit import LATER, artist, texts, words


def made(story, *events):
    """A story of events: (id, date, title) and further fields."""
    records = tuple(
        Event(
            id=id, date=date, title=title, text=title, sources=["source"],
            **({"lane": "war", "weight": 2} | fields),
        )
        for id, date, title, fields in events
    )  # fmt: skip
    source = story.sources[0].model_copy(update={"id": "source"})
    return story.with_records(events=records, sources=(source,))


def day_of(x):
    return num2date(x).date()


def test_every_event_stands_on_its_day(story):
    chart = ex.charts.timeline(story, weight=3)
    drawn = 0
    for event in story.events:
        if event.known_by(story.day) and event.date.start <= story.day:
            mark = artist(chart, event.id)
            drawn += 1
            if event.date.exact:
                [x] = mark.get_xdata()
                assert abs(x - num(event.date.start) - 0.5) < 1e-6
            else:
                middle = mark.get_x() + mark.get_width() / 2
                last = min(event.date.end, story.day)
                assert abs(middle - (num(event.date.start) + num(last) + 1) / 2) < 1e-6
    assert drawn > 60


def num(day):
    return (day - dt.date(1970, 1, 1)).days


def test_an_uncertain_date_is_a_span(story):
    chart = ex.charts.timeline(story, "2021-03-01", "2021-06-30")
    bar = artist(chart, "spring-build-up")
    assert isinstance(bar, Rectangle)
    assert day_of(bar.get_x()) == dt.date(2021, 4, 1)
    assert day_of(bar.get_x() + bar.get_width()) == dt.date(2021, 5, 1)
    assert bar.get_facecolor()[:3] == (1, 1, 1), "hollow: some time within"


@pytest.mark.parametrize(
    ("text", "hollow"), [("2014-03", True), ("1991~", True), ("2014-02-18/2014-02-20", False)]
)
def test_a_date_within_a_span_is_told_from_one_all_through_it(text, hollow):
    assert within(dates.parse(text)) is hollow


def test_main_events_only(story):
    chart = ex.charts.timeline(story, weight=1)
    shown = words(chart.table)
    for event in story.events:
        if event.known_by(story.day):
            assert (event.title in shown) == (event.weight == 1)


def test_lanes_can_be_chosen(story):
    labels = [text for text, _ in texts(ex.charts.timeline(story, lanes=["war", "law"]))]
    assert "War" in labels and "Law" in labels and "Politics" not in labels
    with pytest.raises(ChartError, match=r"no lane 'wars'.*politics"):
        ex.charts.timeline(story, lanes=["wars"])


def test_a_story_cut_to_a_day_gives_a_timeline_up_to_that_day(story):
    chart = ex.charts.timeline(story.as_of("2014-12-31"))
    assert "What happened, 1991 to 2014" in chart.alt
    assert "Flight MH17" in chart.alt and "second Minsk" not in chart.alt


def test_a_story_may_be_longer_than_its_day(story):
    later = story.after(story.day).events
    assert later, "the story tells what came after, in its last lesson"
    table = words(ex.charts.timeline(story.as_of(LATER), weight=3).table)
    assert all(event.title in table for event in later)


def test_the_closeup_leaves_days_nobody_knew_blank(story):
    chart = ex.charts.timeline(story, "2021-11-22", "2021-12-07", weight=3)
    labels = [text for text, _ in texts(chart)]
    assert {"November 2021", "December 2021", "22", "7"} <= set(labels) and labels.count("Tue") == 3
    assert "Not yet known on" in labels and "2 December 2021" in labels
    [blank] = chart.figure.findobj(lambda item: isinstance(item, Rectangle) and item.get_hatch())
    assert day_of(blank.get_x()) == dt.date(2021, 12, 3)
    assert "The days after 2 December 2021 are blank" in chart.alt


@pytest.mark.parametrize("day", ["2021-11-28", "2021-11-29", "2021-11-30", "2021-12-01"])
def test_months_above_the_days_keep_apart(day, story):
    boxes = texts(ex.charts.timeline(story, day, "2021-12-07", weight=3))
    months = [box for text, box in boxes if text in ("November 2021", "December 2021")]
    assert months and all(a.x1 < b.x0 for a, b in pairwise(sorted(months, key=lambda b: b.x0)))


def test_the_closeup_fills_up_as_days_pass(story):
    chart = ex.charts.timeline(story.as_of("2021-12-07"), "2021-11-22", weight=3)
    assert "Not yet known on" not in [text for text, _ in texts(chart)]
    seen = words(chart.table)
    for event in story.whole().events:
        if event.known_by(dt.date(2021, 12, 7)) and event.date.start >= dt.date(2021, 12, 3):
            assert event.title in seen


def test_a_time_without_events_is_an_error(story):
    with pytest.raises(ChartError, match="No such event from 1 January 1992"):
        ex.charts.timeline(story, "1992-01-01", "1992-12-31")


def test_a_long_title_that_fits_on_neither_side_is_broken(story):
    long = "A title so long that it fits neither left nor right of a day in the middle of the time"
    tale = made(
        story,
        ("first", "2000-01-01", "First", {}),
        ("middle", "2010-06-15", long, {}),
        ("last", "2020-12-31", "Last", {}),
    )
    chart = ex.charts.timeline(tale)
    boxes = texts(chart)
    pieces = [text for text, _ in boxes if text in long and len(text) > 3]
    assert len(pieces) > 1 and " ".join(pieces) == long
    for _, box in boxes:
        assert chart.figure.bbox.x0 <= box.x0 and box.x1 <= chart.figure.bbox.x1


def test_many_events_on_one_day_stand_below_each_other(story):
    tale = made(
        story, *((f"e{n}", "2015-05-05", f"Event number {n}", {}) for n in range(12)),
        ("start", "2001", "Start", {"lane": "law"}),
    )  # fmt: skip
    boxes = [box for text, box in texts(ex.charts.timeline(tale)) if text.startswith("Event")]
    rows = sorted(box.y0 for box in boxes)
    assert len(boxes) == 12
    assert all(b - a > 8 or b == a for a, b in pairwise(rows))


def test_placing_never_lets_labels_touch():
    chance = random.Random(1991)
    for _ in range(60):
        marks = []
        for _ in range(chance.randint(1, 40)):
            left = chance.uniform(0, 780)
            wide, rows = chance.uniform(20, 380), chance.choice([1, 1, 1, 2])
            marks.append(Mark(left, left + chance.uniform(8, 20), wide, rows))
        spots, rows = place(marks, 0, 800)
        cells = []
        for mark, (first, side) in zip(marks, spots, strict=True):
            right = side == "right"
            span = (
                (mark.left, mark.right + GAP + mark.width)
                if right
                else (mark.left - GAP - mark.width, mark.right)
            )
            cells += [(first + n, *span) for n in range(mark.rows)]
        for number, (row, start, end) in enumerate(cells):
            assert 0 <= row < rows
            for other, a, b in cells[:number]:
                assert row != other or end + APART <= a or b + APART <= start


def test_placing_is_the_same_every_time(story):
    one, two = (ex.charts.timeline(story).figure for _ in range(2))
    where = [[text.get_position() for text in figure.axes[1].texts] for figure in (one, two)]
    assert where[0] == where[1]


def test_days_in_the_wrong_order_are_explained(story):
    with pytest.raises(ChartError, match="give the earlier day first"):
        ex.charts.timeline(story, "2015-01-01", "2014-01-01")
    with pytest.raises(ChartError, match="No such event was known by 1 January 1992"):
        ex.charts.timeline(story.as_of("1992-01-01"), lanes=["war"])


def test_a_timeline_may_run_past_the_day(story):
    chart = ex.charts.timeline(story, until="2022-06-30", weight=1)
    [blank] = chart.figure.findobj(lambda item: isinstance(item, Rectangle) and item.get_hatch())
    assert day_of(blank.get_x()) == dt.date(2021, 12, 3)
    boxes = texts(chart)
    assert all(box.x1 <= chart.figure.bbox.x1 for _, box in boxes)


@pytest.mark.parametrize("date", ["0001", "0900/1900", "1881~"])
def test_a_story_of_two_thousand_years_has_a_timeline(date):
    story = ex.load()
    first = story.events[0].model_copy(update={"date": dates.parse(date)})
    drawn = ex.charts.timeline(story.with_records(events=[first, *story.events[1:]]))
    assert "<svg" in drawn.svg()


def test_the_title_counts_the_days_between_two_events_and_they_are_tinted(story):
    first, last = story.event("crimea-buildings-seized"), story.event("crimea-treaty")
    days = (last.date.start - first.date.start).days
    chart = ex.charts.timeline(story, "2014-01-01", "2014-12-31", between=(last.id, first.id))
    assert chart.title.startswith(f"{days} days from") and days == 19


def test_without_two_events_the_title_says_when_most_began(story):
    chart = ex.charts.timeline(story, "2013-11-01", "2014-06-30")
    shown = Counter(
        (event.date.start.year, event.date.start.month)
        for event in story.events
        if event.weight <= 2
        and str(event.date.end) >= "2013-11-01"
        and str(event.date.start) <= "2014-06-30"
    )
    (_, most), (_, second) = shown.most_common(2)
    assert (f"{most} of them in" in chart.title) is (most > second)
