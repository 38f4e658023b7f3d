"""What happened when: lanes by kind, dates as exact as the sources give them."""

import datetime as dt
from collections.abc import Iterable, Sequence

from explainer import dates
from explainer.charts import labelling
from explainer.charts.figure import MARGIN, Chart, Sheet, drawing
from explainer.charts.labelling import ROW, Label
from explainer.charts.palette import PANEL, SOFT
from explainer.charts.placing import place
from explainer.charts.timescale import DAY, DOT, GUTTER, Scale
from explainer.dates import day_words
from explainer.errors import ChartError
from explainer.page import cards
from explainer.page import words as facts
from explainer.story import Story
from explainer.story.records import Event

#: The kinds of events, from top to bottom.
LANES = ("politics", "diplomacy", "alliance", "law", "military", "war", "media")
#: Pixels around the rows of a lane, and for the key under them.
_PAD, _KEY = 6, 26
_MORE = "choose more days, more lanes or a higher weight"


@drawing
def timeline(
    story: Story,
    since: dt.date | str | None = None,
    until: dt.date | str | None = None,
    *,
    lanes: Sequence[str] | None = None,
    weight: int = 2,
) -> Chart:
    """Return what happened when, in lanes by kind.

    Parameters
    ----------
    story : Story
    since, until : datetime.date or str, optional
        First and last day shown; by default the year of the first event, and
        the day of the story's clock.
    lanes : sequence of str, optional
        Only these of :data:`LANES`.
    weight : {1, 2, 3}
        1 shows only the main events, 3 all.

    Returns
    -------
    Chart

    Raises
    ------
    ChartError
        If no event is left to show, or a lane is not known.

    Examples
    --------
    >>> import explainer as ex
    >>> ex.charts.timeline(ex.load(), weight=1).title
    'What happened, 1991 to 2021'
    """
    events = _chosen(story, lanes, weight)
    first = dt.date(events[0].date.start.year, 1, 1)
    scale = Scale(dates.day(since) if since else first, dates.day(until) if until else story.now)
    events = _within(events, scale)
    span = facts.years(scale.start, scale.end)
    words = (f"What happened, {span}", f"{len(events)} events by kind.{_bold(events)}")
    return _chart(story, events, scale, words)


def _chosen(story: Story, lanes: Sequence[str] | None, weight: int) -> list[Event]:
    """Return the events known by a day, of these lanes and at least that main, by date."""
    for lane in lanes or ():
        if lane not in LANES:
            raise ChartError(f"There is no lane {lane!r}: use some of {', '.join(LANES)}")
    found = [
        event
        for event in facts.shown(story, story.events, "event")
        if event.date.start <= story.now
        and event.weight <= weight
        and event.lane in (lanes or LANES)
    ]
    if not found:
        raise ChartError(f"No such event was known by {day_words(story.now)}: {_MORE}")
    return sorted(found, key=lambda event: (event.date.start, event.date.end, event.id))


def _within(events: Iterable[Event], scale: Scale) -> list[Event]:
    """Return the events that touch the days of a scale."""
    found = [e for e in events if e.date.end >= scale.start and e.date.start <= scale.end]
    if not found:
        span = f"{day_words(scale.start)} to {day_words(scale.end)}"
        raise ChartError(f"No such event from {span} was known: {_MORE}")
    return found


def _bold(events: Sequence[Event]) -> str:
    """Say what bold type means, if there is any."""
    return " In bold: the main ones." if len({e.weight == 1 for e in events}) > 1 else ""


def _chart(
    story: Story,
    events: list[Event],
    scale: Scale,
    words: tuple[str, str],
) -> Chart:
    right = scale.width if story.now >= scale.end else scale.pixel(story.now + DAY)
    mixed = bool(_bold(events))
    labels = [Label.of(event, scale, right, main=mixed and event.weight == 1) for event in events]
    lanes = {
        lane: place([x.mark for x in labels if x.event.lane == lane], -DOT, right + DOT)
        for lane in LANES
        if any(event.lane == lane for event in events)
    }
    lower = scale.head + sum(rows * ROW + 2 * _PAD for _, rows in lanes.values())
    height = lower + (0 if all(event.date.exact for event in events) else _KEY)
    sheet = Sheet(*words, facts.foot(story, events), height)
    axes = sheet.axes(GUTTER, 0, scale.width, lower)
    scale.prepare(axes, lower)
    top = float(scale.head)
    for number, (lane, (spots, rows)) in enumerate(lanes.items()):
        deep = rows * ROW + 2 * _PAD
        if number % 2 == 0:
            sheet.room.axhspan(top, top + deep, color=PANEL, linewidth=0)
        sheet.write(MARGIN, top + _PAD + 1, facts.capital(lane), bold=True, color=SOFT)
        for label in (label for label in labels if label.event.id in spots):
            label.draw(axes, spots[label.event.id], top + _PAD)
        top += deep
    scale.unknown(axes, story.now, lower)
    if height > lower:
        labelling.key(sheet, lower + 14)
    alt = _alt(events, words[0], scale, story.now)
    return Chart(words[0], sheet.figure, alt, _table(story, events, words[0]))


def _alt(events: list[Event], title: str, scale: Scale, limit: dt.date) -> str:
    told = "; ".join(f"{event.date}: {event.title}" for event in events if event.weight == 1)
    last = day_words(min(scale.end, limit))
    blank = f" The days after {last} are blank: nobody knew them yet." if limit < scale.end else ""
    return (
        f"{title}: a timeline of {len(events)} events from {day_words(scale.start)} to {last}, in "
        f"lanes by kind.{blank} "
        + (f"The main events: {told}." if told else "All of them stand in the table.")
    )


def _table(story: Story, events: list[Event], title: str) -> cards.Html:
    rows = (
        [str(event.date), event.lane, event.title, event.text, facts.cited(story, event)]
        for event in events
    )
    return cards.table(title, ["Date", "Kind", "Event", "What happened", "Sources"], rows)
