"""A stretch of time to choose: map, list and timeline show what happened in it, together."""

import datetime as dt
from collections.abc import Iterator

import ipywidgets

from explainer import charts, maps
from explainer.dates import day_words
from explainer.maps.of_story import happened
from explainer.page import telling, words
from explainer.page.cards import Html, fill
from explainer.story import Story
from explainer.widgets.moment import WEIGHTS
from explainer.widgets.shown import Explorer, Shown, dropdown

#: A story of so many years is brushed by years, a shorter one by months, the shortest by days.
_YEARS, _MONTHS = 3, 1
_COLUMNS = ("Date", "Kind", "Event")


def time_brush(story: Story) -> Explorer:
    """Return a stretch of time to choose: what happened in it as a map, a list and a timeline.

    Its clock says what could be known; `time_brush(story.as_of(day))` tells no more. The controls
    are ``span`` (the first day of the first and of the last stretch of time) and ``weight`` (how
    main an event must be to be shown). A story without events raises StoryError.

    >>> brush = ex.widgets.time_brush(ex.load())
    >>> first, last = brush.controls["span"].value
    >>> first < last <= ex.load().now
    True
    """
    words.shown(story, story.events, "event", "events.toml")
    steps = stretches(story)
    span = ipywidgets.SelectionRangeSlider(
        options=[(_named(step, steps), step) for step in steps],
        index=(0, len(steps) - 1),
        description="Time",
        continuous_update=False,
        layout={"flex": "1 1 24rem", "width": "auto"},
    )
    controls = {"span": span, "weight": dropdown("Events", WEIGHTS, value=1)}
    explorer = Explorer(controls, lambda span, weight: _parts(story, *span, weight))
    return explorer.add_class("ex-side")


def stretches(story: Story) -> list[dt.date]:
    """Return the first days of the years, or months, or the days on which something began."""
    days = sorted({event.date.start for event in happened(story)})
    years = days[-1].year - days[0].year
    if years >= _YEARS:
        days = [day.replace(month=1, day=1) for day in days]
    elif years >= _MONTHS:
        days = [day.replace(day=1) for day in days]
    return sorted({*days})


def _named(step: dt.date, steps: list[dt.date]) -> str:
    if all((day.month, day.day) == (1, 1) for day in steps):
        return str(step.year)
    return f"{step:%B} {step.year}" if all(day.day == 1 for day in steps) else day_words(step)


def _parts(story: Story, first: dt.date, last: dt.date, weight: int) -> Iterator[Shown]:
    later = (step - dt.timedelta(days=1) for step in stretches(story) if step > last)
    end = min(next(later, story.now), story.now)
    all_ = happened(story, weight)
    chosen = [event for event in all_ if event.date.start <= end and event.date.end >= first]
    between = f"{day_words(first)} to {day_words(end)}"
    yield fill(
        "<p><b>$between</b>: $some of the $all shown here began or went on.</p>",
        between=between,
        some=len(chosen),
        all=words.many(len(all_), "event"),
    )
    if not chosen:
        return
    part = story.with_records(events=chosen)
    title = f"{words.many(len(chosen), 'event')}, {between}"
    yield maps.events(part, weight=weight, title=title, height="clamp(360px, 60vh, 700px)")
    yield Html(telling.table(story, title, reversed(chosen), *_COLUMNS))
    yield charts.timeline(part, first, end, weight=weight)
