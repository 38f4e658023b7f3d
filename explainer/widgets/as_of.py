"""A date to choose: what had happened by then, and what was known."""

import datetime as dt
from collections.abc import Iterator

import ipywidgets

from explainer import charts, dates, maps
from explainer.dates import day_words
from explainer.maps.of_story import happened
from explainer.page import cards
from explainer.page.cards import Html
from explainer.story import Story
from explainer.story.records import Event
from explainer.widgets.shown import Explorer, Shown, page

#: The first day there is something to choose.
BEGINNING = dt.date(1991, 1, 1)
_WEIGHTS = (("the main ones", 1), ("more", 2), ("all", 3))


def as_of(story: Story) -> Explorer:
    """Return a date to choose: what had happened and what was known by then.

    Parameters
    ----------
    story : Story

    Returns
    -------
    Explorer
        Its controls are ``day`` and ``weight`` (how main an event must be to be shown).

    See Also
    --------
    as_of_page : the same for one day, for a page without a kernel.
    """
    last = story.now
    weight = ipywidgets.Dropdown(
        options=_WEIGHTS, value=1, description="Events", layout={"width": "auto"}
    )
    day = ipywidgets.SelectionSlider(
        options=_options(moments(story, weight.value)),
        value=last,
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
    explorer = Explorer(
        {"weight": weight, "day": day},
        lambda day, weight: _parts(story, day, weight),
        fit=fit,
        beside=buttons,
    )
    explorer.add_class("ex-side")
    return explorer


def as_of_page(story: Story, day: dt.date | str, *, weight: int = 1) -> Html:
    """Return what the widget shows for a day, for a page without a kernel.

    Parameters
    ----------
    story : Story
    day : datetime.date or str
    weight : {1, 2, 3}
        1 shows only the main events, 3 all.

    Returns
    -------
    Html
        Two sentences, a map, a timeline with its table.

    Examples
    --------
    >>> import explainer as ex
    >>> "Ukraine votes for independence" in as_of_page(ex.load(), "1991-12-01")
    True
    """
    return page(_parts(story, min(dates.day(day), story.now), weight))


def moments(story: Story, weight: int = 3) -> list[dt.date]:
    """Return the days on which something happened or became known, and the last day."""
    told = [event for event in story.events if event.weight <= weight]
    days = {event.date.start for event in told} | {event.known_on for event in told}
    return sorted({day for day in days if day and BEGINNING <= day <= story.now} | {story.now})


def _options(days: list[dt.date]) -> list[tuple[str, dt.date]]:
    return [(day_words(day), day) for day in days]


def _parts(story: Story, day: dt.date, weight: int) -> Iterator[Shown]:
    then = story.as_of(day)
    begun = [event for event in happened(story) if event.date.start <= day]
    known = happened(then)
    yield cards.fill(
        "<p>By <b>$day</b>, $begun of this story had happened or begun. $known</p>",
        day=day_words(day),
        begun=_count(len(begun)),
        known=_known(begun, known),
    )
    yield maps.events(then, weight=weight, height="clamp(360px, 60vh, 700px)")
    shown = [event for event in known if event.weight <= weight]
    if shown:
        yield _told(story, shown[0])
        yield charts.timeline(then, BEGINNING, story.now, weight=weight)


def _told(story: Story, newest: Event) -> Html:
    return cards.fill(
        "<p>The newest, $when: <b>$title</b>. $text</p>$sources",
        when=newest.date,
        title=newest.title,
        text=newest.text,
        sources=cards.sources(story, newest.sources),
    )


def _known(begun: list[Event], known: list[Event]) -> str:
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


def _count(events: int) -> str:
    return f"{events} event{'' if events == 1 else 's'}"
