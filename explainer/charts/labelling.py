"""Marks and labels of a timeline: how exact a date is, its words, and where they stand.

A label stands on the first row where nothing else is, always the same.
"""

from calendar import month_name
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from explainer import dates
from explainer.charts import lettering
from explainer.charts.figure import Sheet
from explainer.charts.palette import GREY, INK, PAPER, SOFT, TEAL
from explainer.charts.room import MARGIN
from explainer.charts.timescale import DOT, GUTTER, Scale
from explainer.story.records import Event

#: Height of a row, size of the type, pixels between a date and a title.
ROW, SIZE, _SPACE = 19, 13, 6
#: Pixels between a mark and its label, and between a label and its neighbour.
GAP, APART = 7, 16
#: Where a label stands: its first row, and the side of its mark.
Spot = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Mark:
    """What is to be placed: a mark from `left` to `right`, its label `width` wide (pixels)."""

    left: float
    right: float
    width: float
    rows: int = 1
    """How many rows the lines of the label fill."""


def place(marks: Iterable[Mark], left: float, right: float) -> tuple[list[Spot], int]:
    """Place the marks of a lane so that no two labels touch; return their spots, and all rows.

    The marks come in the order in which they get the best places. Every label has to stand between
    `left` and `right` (pixels); one that fits on neither side of its mark stands on the left.

    >>> place([Mark(0, 8, 50), Mark(10, 18, 50)], 0, 200)
    ([(0, 'right'), (1, 'right')], 2)
    """
    taken: list[list[tuple[float, float]]] = []  # row by row, from where to where
    spots: list[Spot] = []
    for mark in marks:
        spans = {
            "right": (mark.left, mark.right + GAP + mark.width),
            "left": (mark.left - GAP - mark.width, mark.right),
        }
        fits = [side for side, (a, b) in spans.items() if left <= a and b <= right] or ["left"]
        tried = ((row, side) for row in range(len(taken) + 1) for side in fits)
        row, side = next(it for it in tried if _free(spans[it[1]], taken[it[0] :][: mark.rows]))
        taken += [[] for _ in range(row + mark.rows - len(taken))]
        for filled in taken[row : row + mark.rows]:
            filled.append(spans[side])
        spots.append((row, side))
    return spots, len(taken)


def _free(span: tuple[float, float], rows: list[list[tuple[float, float]]]) -> bool:
    """Say whether nothing touches a span on some rows; below the last row everything is free."""
    start, end = span
    return all(end + APART <= a or b + APART <= start for filled in rows for a, b in filled)


class EventLabel:
    """An event with the words written beside its mark, from 0 to `right` (pixels), bold if `main`.

    The title has more than one line only if it fits on neither side of the mark.
    """

    def __init__(self, event: Event, scale: Scale, right: float, main: bool) -> None:
        self.event, self.scale, self.main, self.date = event, scale, main, short(event.date)
        # Pixels from the start of the label to the title.
        self.indent = lettering.width(self.date, SIZE) + _SPACE
        start, end = scale.extent(event.date)
        room = max(start, right - end) - GAP - self.indent
        self.lines = lettering.wrap(event.title, room, SIZE, main)
        widest = max(lettering.width(line, SIZE, main) for line in self.lines)
        self.mark = Mark(start, end, self.indent + widest, len(self.lines))

    def draw(self, axes: Axes, spot: Spot, top: float) -> None:
        """Draw mark and label at a spot of a lane that begins at `top` (pixels)."""
        row, beside = spot
        middle = top + row * ROW + ROW / 2
        color = TEAL if self.event.weight == 1 else GREY
        face = PAPER if within(self.event.date) else color
        start, end = self.mark.left, self.mark.right
        ends = map(self.scale.day, (start, end))
        look = {"gid": self.event.id, "zorder": 3, "clip_on": False}
        _draw_mark(axes, *ends, middle, None if self.event.date.exact else face, color, **look)
        x, side = (end + GAP, 1) if beside == "right" else (start - GAP, -1)
        common = {"size": SIZE, "ha": "left" if side > 0 else "right", "va": "baseline"}
        base = middle + SIZE * 0.36
        axes.text(self.scale.day(x), base, self.date, color=SOFT, **common)
        x += side * self.indent
        weight = "bold" if self.main else "normal"
        for number, line in enumerate(self.lines):
            y = base + number * ROW
            axes.text(self.scale.day(x), y, line, color=INK, weight=weight, **common)


def _draw_mark(
    axes: Axes, start: float, end: float, middle: float, face: str | None, color: str, **look: Any
) -> None:
    """Draw a bar with a colour inside; without one the dot of a day."""
    if face is None:
        x = (start + end) / 2
        axes.plot([x], [middle], "o", ms=DOT, color=color, mec=PAPER, mew=1, **look)
    else:
        box = Rectangle((start, middle - 3.5), end - start, 7, fc=face, ec=color, lw=1.5)
        axes.add_patch(box).set(**look)


def within(span: dates.Span) -> bool:
    """Say whether something happened at an unknown time within a span, not all through it."""
    return span.approximate or "/" not in span.text


def short(span: dates.Span) -> str:
    """Return a date with months of three letters.

    >>> short(dates.parse("1978-02-18/1978-02-20")), short(dates.parse("1981-07"))
    ('18–20 Feb 1978', 'Jul 1981')
    """
    return " ".join(word[:3] if word in month_name else word for word in str(span).split())


def key(sheet: Sheet, top: float) -> None:
    """Explain under a timeline what the three kinds of marks mean."""
    x, middle = float(GUTTER), top + 6
    for face, words in (
        (None, "known to the day"),
        (GREY, "from one day to another"),
        (PAPER, "some time within"),
    ):
        _draw_mark(sheet.room, x, x + 16, middle, face, GREY)
        sheet.write(x + 23, middle - 9, words, SIZE, color=SOFT)
        x += 23 + lettering.width(words, SIZE) + MARGIN + 8
