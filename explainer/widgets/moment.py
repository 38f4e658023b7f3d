"""Time to choose: a date, and what was known by then; a stretch, and what happened in it."""

import datetime as dt
from collections.abc import Iterator, Sequence

import ipywidgets

from explainer import charts, dates, maps
from explainer.dates import day_words
from explainer.maps.of_story import happened
from explainer.page import cards, telling
from explainer.page.words import many, shown
from explainer.story import Story
from explainer.story.records import Event
from explainer.widgets.shown import Explorer, Shown, dropdown

#: How main events are that are shown: words, and the weight of an event.
WEIGHTS = (("the main ones", 1), ("more", 2), ("all", 3))
#: A story of so many years is brushed by years, a shorter one by months, the shortest by days.
_YEARS, _MONTHS = 3, 1
_COLUMNS = ("Date", "Kind", "Event")


def as_of(story: Story) -> Explorer:
    """Return a date to choose: what had happened and what was known by then.

    The controls are ``day`` and ``weight`` (how main an event must be to be shown). A story without
    events raises StoryError.
    """
    shown(story, story.events, "event", "events.toml")
    weight = dropdown("Events", WEIGHTS, value=1)
    day = ipywidgets.SelectionSlider(
        options=_options(moments(story, weight.value)),
        value=story.now,
        description="Day",
        continuous_update=False,
        layout={"flex": "1 1 24rem", "width": "auto"},
    )

    def step(by: int) -> None:
        days = [value for _, value in day.options]
        day.value = days[min(max(days.index(day.value) + by, 0), len(days) - 1)]

    def fit() -> None:
        days = moments(story, weight.value)
        if days != [value for _, value in day.options]:
            kept = max((moment for moment in days if moment <= day.value), default=days[0])
            day.options = _options(days)
            day.value = kept

    buttons = []
    for label, by in (("Earlier", -1), ("Later", 1)):
        button = ipywidgets.Button(description=label, layout={"width": "auto"})
        button.on_click(lambda _, by=by: step(by))
        buttons.append(button)
    return Explorer(
        {"weight": weight, "day": day},
        lambda day, weight: _parts(story, min(dates.day(day), story.now), weight),
        fit=fit,
        beside=buttons,
    ).add_class("ex-side")


def moments(story: Story, weight: int = 3) -> list[dt.date]:
    """Return the days on which something happened or became known, and the last day."""
    told = [event for event in story.events if event.weight <= weight]
    days = {day for event in told for day in (event.date.start, event.known_on) if day}
    return sorted({day for day in days if day <= story.now} | {story.now})


def _options(days: list[dt.date]) -> list[tuple[str, dt.date]]:
    return [(day_words(day), day) for day in days]


def _parts(story: Story, day: dt.date, weight: int) -> Iterator[Shown]:
    then = story.as_of(day)
    begun = [event for event in happened(story) if event.date.start <= day]
    known = happened(then)
    yield cards.fill(
        "<p>By <b>$day</b>, $begun of this story had happened or begun. $known</p>",
        day=day_words(day),
        begun=many(len(begun), "event"),
        known=_known(begun, known),
    )
    yield maps.events(then, weight=weight, height="clamp(360px, 60vh, 700px)")
    newest = next((event for event in known if event.weight <= weight), None)
    if newest:
        yield cards.fill(
            "<p>The newest, $when: <b>$title</b>. $text</p>$sources",
            when=newest.date,
            title=newest.title,
            text=newest.text,
            sources=cards.sources(story, newest.sources),
        )
        first = happened(story, weight)[-1].date.start  # on every day the same axis
        yield charts.timeline(then, first.replace(month=1, day=1), story.now, weight=weight)


def _known(begun: Sequence[Event], known: Sequence[Event]) -> str:
    later = [event for event in begun if event not in known]
    if not later:
        return "All of these were known by then; what is told about one may reach further."
    told = f"{len(known) or 'None'} of them could be told then as they are told here. "
    return told + " ".join(
        f"“{event.title}” ({event.date}) could not: what is said about it here was known only on "
        f"{day_words(event.known_on)}."
        for event in later
        if event.known_on
    )


def time_brush(story: Story) -> Explorer:
    """Return a stretch of time to choose: what happened in it as a map, a list and a timeline.

    Parameters
    ----------
    story : Story
        Its clock says what could be known; `time_brush(story.as_of(day))` tells no more.

    Returns
    -------
    Explorer
        Its controls are ``span`` (the first day of the first and of the last stretch of time) and
        ``weight`` (how main an event must be to be shown).

    Raises
    ------
    StoryError
        If the story has no events.

    Examples
    --------
    >>> brush = ex.widgets.time_brush(ex.load())
    >>> first, last = brush.controls["span"].value
    >>> first < last <= ex.load().now
    True
    """
    shown(story, story.events, "event", "events.toml")
    steps = stretches(story)
    span = ipywidgets.SelectionRangeSlider(
        options=[(_named(step, steps), step) for step in steps],
        index=(0, len(steps) - 1),
        description="Time",
        continuous_update=False,
        layout={"flex": "1 1 24rem", "width": "auto"},
    )
    controls = {"span": span, "weight": dropdown("Events", WEIGHTS, value=1)}
    explorer = Explorer(controls, lambda span, weight: _brushed(story, *span, weight))
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


def _brushed(story: Story, first: dt.date, last: dt.date, weight: int) -> Iterator[Shown]:
    later = (step - dt.timedelta(days=1) for step in stretches(story) if step > last)
    end = min(next(later, story.now), story.now)
    all_ = happened(story, weight)
    chosen = [event for event in all_ if event.date.start <= end and event.date.end >= first]
    between = f"{day_words(first)} to {day_words(end)}"
    yield cards.fill(
        "<p><b>$between</b>: $some of the $all shown here began or went on.</p>",
        between=between,
        some=len(chosen),
        all=many(len(all_), "event"),
    )
    if not chosen:
        return
    part = story.with_records(events=chosen)
    title = f"{many(len(chosen), 'event')}, {between}"
    yield maps.events(part, weight=weight, title=title, height="clamp(360px, 60vh, 700px)")
    yield cards.Html(telling.table(story, title, reversed(chosen), *_COLUMNS))
    yield charts.timeline(part, first, end, weight=weight)
