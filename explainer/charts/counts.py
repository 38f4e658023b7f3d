"""Counts taken apart: the dead by group, ceasefire violations by day and region."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, pairwise
from typing import Any

from matplotlib.patches import Rectangle

from explainer import dates
from explainer.charts import lettering
from explainer.charts.figure import MARGIN, WIDTH, Chart, Sheet, drawing
from explainer.charts.palette import GREY, LINE, OCHRE, PAPER, SOFT, TEAL
from explainer.errors import ChartError
from explainer.page import cards
from explainer.page import words as facts
from explainer.story import Story
from explainer.story.records import Figure, Part

_DEAD = "The dead of the war in Donbas, by group"
_CEASEFIRE = "Ceasefire violations in Donbas, day by day"
_SIZE, _ONE = 12.5, dt.timedelta(days=1)
#: Marks for people: room for the words left of them, marks a column, pixels from mark to mark.
_TEXT, _DEEP, _STEP = 220, 3, 14
#: Height of a group of people, and of the head over the other numbers.
_GROUP, _OTHERS = 70, 22
#: Bars of a day: room for the date left of them, height of a line about days without a count.
_DATES, _GAP = 190, 30
_REGIONS: tuple[dict[str, Any], ...] = (
    {"fc": TEAL, "ec": TEAL},
    {"fc": OCHRE, "ec": PAPER, "hatch": "////"},
)
#: No more marks than this are drawn for people; each mark then stands for more of them.
_MARKS = 300


@drawing
def casualties(story: Story) -> Chart:
    """Return the count of the dead, taken apart by group, with its cut-off date.

    Parameters
    ----------
    story : Story
        Shows its latest number of casualties that has parts, and names the others.

    Returns
    -------
    Chart

    Raises
    ------
    ChartError
        If no number with parts was known.

    Examples
    --------
    >>> import explainer as ex
    >>> "at least 3,390" in ex.charts.casualties(ex.load()).alt
    True
    """
    figures = [figure for figure in story.figures if figure.topic == "casualties"]
    figures = facts.shown(story, figures, "number of casualties")
    apart = [figure for figure in figures if figure.parts]
    if not apart:
        raise ChartError("No number of casualties has parts: add them in figures.toml")
    main = max(apart, key=lambda figure: figure.as_of.end)
    others = [figure for figure in figures if figure is not main]
    per = _per_mark(main)
    who = facts.who(story, main.by)
    subtitle = (
        f"{facts.amount(main)} {main.unit}, {main.as_of}: {main.counts}, counted by the {who}. "
        f"Each mark stands for {per} people."
    )
    lines = [lettering.wrap(_other(story, f), WIDTH - 2 * MARGIN, _SIZE) for f in others]
    below = sum(lettering.height(x, _SIZE) + 5 for x in lines) + (_OTHERS if others else 0)
    foot = facts.foot(story, figures, main.note or "")
    sheet = Sheet(_DEAD, subtitle, foot, _GROUP * len(main.parts) + below)
    top = 0.0
    for part in main.parts:
        _people(sheet, part, per, top)
        top += _GROUP
    if others:
        sheet.write(MARGIN, top, "Other numbers in this story", bold=True)
    top += _OTHERS
    for words in lines:
        top = sheet.write(MARGIN, top, words, _SIZE, color=SOFT) + 5
    return Chart(_DEAD, sheet.figure, _alt_dead(story, main, others), _table(story, figures, _DEAD))


def part_words(part: Part) -> str:
    """Return the number of a part as it was given.

    >>> part_words(Part(label="civilians", low=3390, note="at least"))
    'at least 3,390'
    """
    words = facts.amount(part)
    return words if not part.note or words.startswith(part.note) else f"{part.note} {words}"


def _counted(part: Part) -> float:
    """Return the number of people marks are drawn for: the lowest that was given."""
    return part.bounds[0]


def _per_mark(figure: Figure) -> int:
    total = sum(_counted(part) for part in figure.parts)
    steps = (n * 10**power for power in range(6) for n in (1, 2, 5))
    return next(step for step in steps if total / step <= _MARKS)


def _people(sheet: Sheet, part: Part, per: int, top: float) -> None:
    civilian = "civilian" in part.label
    words = part_words(part)
    y = sheet.write(MARGIN, top + 4, words, 17, bold=True)
    sheet.write(MARGIN, y, part.label, color=SOFT)
    count = round(_counted(part) / per)
    xs = [MARGIN + _TEXT + n // _DEEP * _STEP for n in range(count)]
    ys = [top + 11 + n % _DEEP * _STEP for n in range(count)]
    look = {"marker": "o", "color": TEAL} if civilian else {"marker": "s", "color": GREY}
    sheet.room.plot(xs, ys, linestyle="none", ms=9, gid=part.label, **look)
    if xs and part.high is None:
        sheet.write(xs[-1] + 14, top + 16, "or more", color=SOFT)


def _other(story: Story, figure: Figure) -> str:
    who = facts.who(story, figure.by)
    note = figure.note or f"{facts.capital(figure.counts)}."
    return f"{who}, {figure.as_of}: {figure.wording} {figure.unit}. {note}"


def _alt_dead(story: Story, main: Figure, others: Sequence[Figure]) -> str:
    groups = facts.listing(f"{part_words(part)} {part.label}" for part in main.parts)
    who = facts.who(story, main.by)
    rest = " ".join(_other(story, figure) for figure in others)
    return (
        f"{_DEAD}. The {who} counted {facts.amount(main)} {main.unit}, {main.as_of}: {groups}. "
        f"{main.note or ''} {rest}".strip()
    )


@drawing
def ceasefire(story: Story) -> Chart:
    """Return what the OSCE's monitors counted, day by day and region by region.

    Parameters
    ----------
    story : Story

    Returns
    -------
    Chart

    Raises
    ------
    ChartError
        If no count was known.

    Examples
    --------
    >>> import explainer as ex
    >>> ex.charts.ceasefire(ex.load()).title
    'Ceasefire violations in Donbas, day by day'
    """
    figures = [figure for figure in story.figures if figure.topic == "ceasefire"]
    figures = sorted(
        facts.shown(story, figures, "count of ceasefire violations"),
        key=lambda figure: figure.as_of.start,
    )
    days = [_Day.of(figure) for figure in figures]
    per = min(_room(part) / max(part.bounds[0], 1) for f in figures for part in f.parts)
    counts = "; ".join(dict.fromkeys(figure.counts for figure in figures))
    by = facts.listing(dict.fromkeys(facts.who(story, figure.by) for figure in figures))
    subtitle = f"Counted by the {by}: {counts}. Not a count of people."
    gaps = [_gap(a, b) for a, b in pairwise(figures)]
    height = sum(day.height for day in days) + _GAP * sum(map(bool, gaps))
    sheet = Sheet(_CEASEFIRE, subtitle, facts.foot(story, figures), height)
    top = 0.0
    for day, gap in zip(days, [*gaps, ""], strict=True):
        day.draw(sheet, top, per)
        top += day.height
        if gap:
            sheet.write(MARGIN, top + 4, gap, _SIZE, color=SOFT)
            top += _GAP
    told = ". ".join(_told(figure) for figure in figures)
    alt = f"{_CEASEFIRE}. {subtitle} {told}."
    return Chart(_CEASEFIRE, sheet.figure, alt, _table(story, figures, _CEASEFIRE))


@dataclass(frozen=True)
class _Day:
    """A day's count and the lines of its note."""

    figure: Figure
    note: list[str]

    @classmethod
    def of(cls, figure: Figure) -> "_Day":
        return cls(figure, lettering.wrap(figure.note or "", WIDTH - 2 * MARGIN - _DATES, _SIZE))

    @property
    def height(self) -> float:
        return 24 * len(self.figure.parts) + lettering.height(self.note, _SIZE) + 22

    def draw(self, sheet: Sheet, top: float, per: float) -> None:
        """Draw the day's bars, each violation `per` pixels long."""
        sheet.line([MARGIN, WIDTH - MARGIN], [top, top], color=LINE, linewidth=1)
        y = sheet.write(MARGIN, top + 9, str(self.figure.as_of), bold=True)
        sheet.write(MARGIN, y, f"{facts.amount(self.figure)} in all", _SIZE, color=SOFT)
        left = MARGIN + _DATES
        top += 9
        for part, look in zip(self.figure.parts, cycle(_REGIONS), strict=False):
            wide = part.bounds[0] * per
            gid = f"{self.figure.id}:{part.label}"
            sheet.room.add_patch(Rectangle((left, top), wide, 17, gid=gid, **look))
            sheet.write(left + wide + 8, top - 1, _bar_words(part))
            top += 24
        sheet.write(left, top, self.note, _SIZE, color=SOFT)


def _bar_words(part: Part) -> str:
    return f"{facts.amount(part)}  {part.label}"


def _room(part: Part) -> float:
    """Return how long a bar may be so that its words fit after it."""
    return WIDTH - 2 * MARGIN - _DATES - 8 - lettering.width(_bar_words(part))


def _gap(before: Figure, after: Figure) -> str:
    """Say which days between two counts have none here."""
    first, last = before.as_of.end + _ONE, after.as_of.start - _ONE
    if first > last:
        return ""
    days = dates.parse(f"{first}" if first == last else f"{first}/{last}")
    return f"{days}: no count in this story"


def _told(figure: Figure) -> str:
    parts = facts.listing(f"{facts.amount(part)} in {part.label}" for part in figure.parts)
    return f"{figure.as_of}: {parts}" + (f" ({figure.note})" if figure.note else "")


def _table(story: Story, figures: Sequence[Figure], title: str) -> cards.Html:
    head = ["For when", "Who", "Group or region", "Number", "What is counted", "Note", "Sources"]
    rows = (
        [
            str(figure.as_of),
            facts.who(story, figure.by),
            label,
            words,
            f"{figure.unit}: {figure.counts}",
            figure.note or "",
            facts.cited(story, figure),
        ]
        for figure in figures
        for label, words in [
            ("all", figure.wording),
            *((part.label, part_words(part)) for part in figure.parts),
        ]
    )
    return cards.table(title, head, rows)
