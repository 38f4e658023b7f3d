"""Numbers taken apart: the people of a count group by group, and what was counted day by day."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, cycle
from math import ceil
from typing import Any

from matplotlib.patches import Rectangle

from explainer import dates
from explainer.charts import lettering, topics
from explainer.charts.figure import Chart, Sheet, narrowing
from explainer.charts.palette import FILLED, GREY, HATCHED, SOFT, TEAL
from explainer.charts.room import MARGIN, columns, inner
from explainer.errors import StoryError
from explainer.page import cards, headlines, telling, words
from explainer.page.words import amount, part_amount
from explainer.story import Story
from explainer.story.records import Figure, Part

_SIZE, _ONE = 13, dt.timedelta(days=1)
#: Marks for people: room for the words left of them, marks a column, pixels from mark to mark.
_TEXT, _DEEP, _STEP = 220, 3, 14
#: Height of the words for a group of people, of the room around its marks, of the head over the
#: other numbers, and room for the words behind the marks.
_SAID, _AROUND, _OTHERS, _MORE = 42, 28, 22, 76
#: Bars of a day: room for the date left of them, height of a line about days without a count.
_DATES, _GAP = 190, 30
_FIRST: dict[str, Any] = {"marker": "o", "color": TEAL}
_REST: dict[str, Any] = {"marker": "s", "color": GREY}
_BARS = (FILLED, HATCHED)
#: No more marks than this are drawn for people; each mark then stands for more of them.
_MARKS = 300


@narrowing
def people(story: Story, topic: str | None = None, *, title: str = "") -> Chart:
    """Return a count of people taken apart by group, with the day up to which it counts.

    Parameters
    ----------
    story : Story
        Shows its latest number on the topic that has parts, and names the others. The first part
        is drawn in another way than the rest.
    topic : str, optional
        A topic that has ``groups`` in the story's ``words.toml``; the first of them if left out.
    title : str, optional
        A headline: what the chart is to show.

    Raises
    ------
    ChartError
        If the topic is not known.
    StoryError
        If the story has no such topic, or no number with parts that was known.

    Examples
    --------
    >>> "at least 3,390" in ex.charts.people(ex.load()).alt
    True
    """
    caption, figures = topics.numbers(story, topic, "groups")
    main = next((figure for figure in reversed(figures) if figure.parts), None)
    if main is None:
        raise StoryError("No number on this topic has parts: add them to one in figures.toml")
    figures.sort(key=story.figures.index)  # the story says which number comes first
    others = [_other(story, figure) for figure in figures if figure is not main]
    per = _per_mark(main)
    who = words.who(story, main.by)
    subtitle = (
        f"{caption}. {main.as_of}: {main.counts}. Counted by: {who}. "
        f"Each mark stands for {_so_many(per)} {main.unit}."
    )
    head = title or headlines.groups(main)
    lines = [lettering.wrap(other, inner(), _SIZE) for other in others]
    below = sum(lettering.height(x, _SIZE) + 5 for x in lines) + _OTHERS * bool(lines)
    foot = words.foot(story, figures, main.note)
    deep = _deep(main, per)
    group = columns(_TEXT).height(_SAID, _AROUND + _STEP * deep)
    top = group * len(main.parts)
    sheet = Sheet(head, subtitle, foot, top + below)
    for number, part in enumerate(main.parts):
        _people(sheet, part, per, deep, group * number, _REST if number else _FIRST)
    _write_others(sheet, lines, top)
    groups = words.listing(f"{part_amount(part)} {part.label}" for part in main.parts)
    counted = f"{amount(main)} {main.unit}, {main.as_of}, counted by: {who}. {groups}."
    told = [f"{head}. {caption}.", counted, main.note, *others]
    return sheet.chart(" ".join(filter(None, told)), _table(story, figures, caption))


def _per_mark(figure: Figure) -> int:
    total = sum(part.bounds[0] for part in figure.parts)
    steps = (n * 10**power for power in count() for n in (1, 2, 5))
    return next(step for step in steps if total / step <= _MARKS)


def _deep(figure: Figure, per: int) -> int:
    """Return how many marks stand in a column: more where there is no room for many columns."""
    room = columns(_TEXT)
    most = max(round(part.bounds[0] / per) for part in figure.parts)
    return max(_DEEP, ceil(most / ((room.wide - _MORE) // _STEP))) if room.stacked else _DEEP


def _so_many(per: int) -> str:
    return "one of the" if per == 1 else words.number(per)


def _write_others(sheet: Sheet, lines: list[list[str]], top: float) -> None:
    if lines:
        sheet.write(MARGIN, top, "Other numbers in this story", bold=True)
    top += _OTHERS
    for said in lines:
        top = sheet.write(MARGIN, top, said, _SIZE, color=SOFT) + 5


def _people(
    sheet: Sheet, part: Part, per: int, deep: int, top: float, look: dict[str, Any]
) -> None:
    """Draw a group: a mark for so many people each, from the lowest number that was given."""
    y = sheet.write(MARGIN, top + 4, part_amount(part), 17, bold=True)
    sheet.write(MARGIN, y, part.label, color=SOFT)
    shown, room = range(round(part.bounds[0] / per)), columns(_TEXT)
    top += room.under(_SAID)
    xs = [room.left + (_STEP / 2) * room.stacked + n // deep * _STEP for n in shown]
    ys = [top + 11 + n % deep * _STEP for n in shown]
    sheet.room.plot(xs, ys, linestyle="none", ms=9, gid=part.label, **look)
    if xs and part.high is None:
        sheet.write(xs[-1] + 14, top + 16, "or more", color=SOFT)


def _other(story: Story, figure: Figure) -> str:
    counts = words.capital(figure.counts)
    return f"{telling.label(story, figure)}: {figure.wording} {figure.unit}. {counts}."


@narrowing
def counts_by_day(story: Story, topic: str | None = None) -> Chart:
    """Return what was counted day by day, each day by its parts.

    Parameters
    ----------
    story : Story
    topic : str, optional
        A topic that has ``days`` in the story's ``words.toml``; the first of them if left out.

    Raises
    ------
    ChartError
        If the topic is not known.
    StoryError
        If the story has no such topic, or no count that was known.

    Examples
    --------
    >>> "Group or region" in ex.charts.counts_by_day(ex.load()).table
    True
    """
    title, figures = topics.numbers(story, topic, "days")
    counts = "; ".join(dict.fromkeys(figure.counts for figure in figures))
    by = words.listing(dict.fromkeys(words.who(story, figure.by) for figure in figures))
    note = story.words.topics[figures[0].topic].note or ""
    head = headlines.days(figures)
    subtitle = f"{title}. {words.capital(counts)}. Counted by: {by}. {note}".rstrip()
    bands = [*_bands(figures)]
    sheet = Sheet(head, subtitle, words.foot(story, figures), sum(x.height for x in bands))
    wide = columns(_DATES).wide - 8  # of a bar and the words after it
    parts = [part for figure in figures for part in _parts(figure)]
    room = (wide - lettering.width(_bar_words(part)) for part in parts)
    per = min(left / max(part.bounds[0], 1) for left, part in zip(room, parts, strict=True))
    for band, top in sheet.rows(bands):
        band.draw(sheet, top, per)
    alt = f"{head}. {subtitle} {'. '.join(map(_told, figures))}."
    return sheet.chart(alt, _table(story, figures, title))


class _Day:
    """A day's count and the lines of its note."""

    def __init__(self, figure: Figure) -> None:
        self.figure, room = figure, columns(_DATES)
        self.note = lettering.wrap(figure.note or "", room.wide, _SIZE)
        marks = 24 * len(_parts(figure)) + lettering.height(self.note, _SIZE)
        self.height = room.height(_SAID - 8, marks) + 22

    def draw(self, sheet: Sheet, top: float, per: float) -> None:
        """Draw the day's bars, each thing counted `per` pixels long."""
        sheet.rule(top)
        y = sheet.write(MARGIN, top + 9, str(self.figure.as_of), bold=True)
        sheet.write(MARGIN, y, f"{amount(self.figure)} in all", _SIZE, color=SOFT)
        room = columns(_DATES)
        left, top = room.left, top + 9 + room.under(_SAID - 4)
        for part, look in zip(_parts(self.figure), cycle(_BARS), strict=False):
            wide = part.bounds[0] * per
            gid = f"{self.figure.id}:{part.label}"
            sheet.room.add_patch(Rectangle((left, top), wide, 17, gid=gid, **look))
            sheet.write(left + wide + 8, top - 1, _bar_words(part))
            top += 24
        sheet.write(left, top, self.note, _SIZE, color=SOFT)


@dataclass(frozen=True)
class _Gap:
    """Days between two counts that have none in this story."""

    days: dates.Span
    height: float = _GAP

    def draw(self, sheet: Sheet, top: float, per: float) -> None:
        """Name the days; there is nothing to draw to scale."""
        sheet.write(MARGIN, top + 4, f"{self.days}: no count in this story", _SIZE, color=SOFT)


def _bands(figures: Sequence[Figure]) -> Iterator[_Day | _Gap]:
    """Yield the counts and the gaps between them, from top to bottom."""
    for before, figure in zip([None, *figures], figures, strict=False):
        first, last = before and before.as_of.end + _ONE, figure.as_of.start - _ONE
        if first and first <= last:
            yield _Gap(dates.parse(f"{first}" if first == last else f"{first}/{last}"))
        yield _Day(figure)


def _parts(figure: Figure) -> tuple[Part, ...]:
    """Return the parts of a number; one that was not taken apart is its own part."""
    whole = Part(label=figure.where, low=figure.low, high=figure.high)
    return figure.parts or (whole,)


def _bar_words(part: Part) -> str:
    return f"{amount(part)}  {part.label}"


def _told(figure: Figure) -> str:
    parts = words.listing(f"{amount(part)} in {part.label}" for part in _parts(figure))
    return f"{figure.as_of}: {parts}" + (f" ({figure.note})" if figure.note else "")


def _table(story: Story, figures: Sequence[Figure], title: str) -> cards.Html:
    head = ["For when", "Who", "Group or region", "Number", "What is counted", "Note", "Sources"]
    rows = []
    for figure in figures:
        when, who, *rest = telling.cells(story, figure, "For when", "Who", "Note", "Sources")
        counted = f"{figure.unit}: {figure.counts}"
        parts = ((part.label, part_amount(part)) for part in figure.parts)
        for label, number in [("all", figure.wording), *parts]:
            rows.append([when, who, label, number, counted, *rest])
    return cards.table(title, head, rows)
