"""What happened when: lanes by kind, dates as exact as the sources give them."""

import datetime as dt
from collections.abc import Iterable, Sequence

from matplotlib.axes import Axes

from explainer import dates
from explainer.charts import labelling
from explainer.charts.figure import Chart, Sheet, drawing
from explainer.charts.labelling import ROW, EventLabel, place
from explainer.charts.palette import PANEL, SOFT
from explainer.charts.room import MARGIN
from explainer.charts.timescale import DAY, DOT, GUTTER, Scale
from explainer.dates import day_words
from explainer.errors import ChartError
from explainer.page import headlines, telling, words
from explainer.story import Story
from explainer.story.records import Event

#: Pixels around the rows of a lane, and for the key under them.
_PAD, _KEY = 6, 26
_MORE = "choose more days, more lanes or a higher weight"


@drawing()
def timeline(
    story: Story,
    since: dt.date | str | None = None,
    until: dt.date | str | None = None,
    *,
    lanes: Sequence[str] | None = None,
    weight: int = 2,
    title: str = "",
    between: Sequence[str] = (),
) -> Chart:
    """Return what happened when, in lanes by kind.

    Parameters
    ----------
    story : Story
    since, until : datetime.date or str, optional
        First and last day shown; by default the year of the first event, and
        the day of the story's clock.
    lanes : sequence of str, optional
        Only these of the ``lanes`` in the story's ``words.toml``.
    weight : {1, 2, 3}
        1 shows only the main events, 3 all.
    title : str, optional
        A headline: what the chart is to show. ``{days}`` in it is how many days lie between.
        Without one it is counted: these days, or in which year or month most began.
    between : sequence of two str, optional
        Ids of two events: the days from one to the other are marked.

    Raises
    ------
    ChartError
        If no event is left to show, or a lane is not known.
    UnknownRecord
        If one of the two events is not there, or not by this day.
    StoryError
        If the story has no events.

    Examples
    --------
    >>> "lanes by kind" in ex.charts.timeline(ex.load(), weight=1).alt
    True
    """
    events = _chosen(story, lanes, weight)
    first = dt.date(events[0].date.start.year, 1, 1)
    scale = Scale(dates.day(since or first), dates.day(until or story.now))
    events = _within(events, scale)
    marked = [*map(story.event, between)]
    head, span = _headline(title, marked, events)
    title = f"What happened, {words.years(scale.start, scale.end)}"
    mixed = len({event.weight == 1 for event in events}) > 1
    right = scale.width if story.now >= scale.end else scale.pixel(story.now + DAY)
    used = {event.lane for event in events}
    lanes = filter(used.__contains__, story.words.lanes)
    rows = [_Lane(name, events, scale, right, mixed) for name in lanes]
    lower = scale.head + sum(row.height for row in rows)
    height = lower + _KEY * (not all(event.date.exact for event in events))
    subtitle = f"{words.many(len(events), 'event')} by kind.{' In bold: the main ones.' * mixed}"
    sheet = Sheet(head, f"{title}. {subtitle}", words.foot(story, events), height)
    axes = sheet.axes(GUTTER, 0, scale.width, lower)
    scale.prepare(axes, lower)
    scale.mark(axes, span, lower)
    for number, (row, top) in enumerate(sheet.rows(rows, scale.head)):
        if number % 2 == 0:
            sheet.room.axhspan(top, top + row.height, color=PANEL, linewidth=0)
        row.draw(sheet, axes, top + _PAD)
    scale.unknown(axes, story.now, lower)
    if height > lower:
        labelling.key(sheet, lower + 14)
    columns = ("Date", "Kind", "Event", "What happened", "Sources")
    table = telling.table(story, title, events, *columns)
    return sheet.chart(_alt(story, events, f"{head}. {title}", scale), table)


class _Lane:
    """The labels of the events of one kind, and where they stand."""

    def __init__(
        self, name: str, events: Iterable[Event], scale: Scale, right: float, mixed: bool
    ) -> None:
        here = (event for event in events if event.lane == name)
        self.name = name
        self.labels = [EventLabel(e, scale, right, main=mixed and e.weight == 1) for e in here]
        self.spots, deep = place([label.mark for label in self.labels], -DOT, right + DOT)
        self.height = deep * ROW + 2 * _PAD

    def draw(self, sheet: Sheet, axes: Axes, top: float) -> None:
        """Write what the lane is called, and draw its events."""
        sheet.write(MARGIN, top + 1, words.capital(self.name), bold=True, color=SOFT)
        for label, spot in zip(self.labels, self.spots, strict=True):
            label.draw(axes, spot, top)


def _headline(
    title: str, marked: Sequence[Event], events: Sequence[Event]
) -> tuple[str, list[dt.date]]:
    """Return a headline and the days it speaks of: from event to event, or when most began."""
    if not marked:
        said, busiest = headlines.busiest(events)
        return title or said, [busiest.start, busiest.end] * (not title) if busiest else []
    days = [event.date.start for event in marked]
    apart = words.many(abs((days[-1] - days[0]).days), "day")
    said = f"{apart} from “{marked[0].title}” to “{marked[-1].title}”"
    return title.replace("{days}", apart.partition(" ")[0]) or said, days


def _chosen(story: Story, lanes: Sequence[str] | None, weight: int) -> list[Event]:
    """Return the events known by a day, of these lanes and at least that main, by date."""
    known = story.words.lanes
    for lane in lanes or ():
        if lane not in known:
            raise ChartError(f"There is no lane {lane!r}: use some of {', '.join(known)}")
    found = [
        event
        for event in words.shown(story, story.events, "event", "events.toml")
        if event.date.start <= story.now
        and event.weight <= weight
        and event.lane in (lanes or known)
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


def _alt(story: Story, events: list[Event], title: str, scale: Scale) -> str:
    told = "; ".join(telling.sentence(story, event) for event in events if event.weight == 1)
    last = day_words(min(scale.end, story.now))
    later = story.now < scale.end
    blank = f" The days after {last} are blank: nobody knew them yet." if later else ""
    return (
        f"{title}: a timeline of {words.many(len(events), 'event')} from "
        f"{day_words(scale.start)} to {last}, in lanes by kind.{blank} "
        + (f"The main events: {told}." if told else "All of them stand in the table.")
    )
