"""Marks and labels of a timeline: how exact a date is, its words, and where they stand."""

from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from explainer import dates
from explainer.charts import lettering
from explainer.charts.figure import MARGIN, Sheet
from explainer.charts.palette import GREY, INK, PAPER, SOFT, TEAL
from explainer.charts.placing import GAP, Mark, Placed
from explainer.charts.timescale import DOT, GUTTER, Scale
from explainer.story.records import Event

#: Height of a row, size of the type, pixels between a date and a title.
ROW, SIZE, _SPACE = 19, 12.5, 6


@dataclass(frozen=True)
class EventLabel:
    """An event with the words written beside its mark."""

    event: Event
    scale: Scale
    date: str
    """Empty where the axis tells the day."""
    lines: tuple[str, ...]
    """The title; more than one line only if it fits on neither side of the mark."""
    main: bool
    """Whether the title is bold."""

    @classmethod
    def of(cls, event: Event, scale: Scale, right: float, main: bool) -> "EventLabel":
        """Return the label of an event, with labels allowed from 0 to `right` (pixels)."""
        date = short(event.date)
        start, end = scale.extent(event.date)
        room = max(start, right - end) - GAP
        room -= lettering.width(date, SIZE) + _SPACE if date else 0
        return cls(event, scale, date, tuple(lettering.wrap(event.title, room, SIZE, main)), main)

    @property
    def indent(self) -> float:
        """Pixels from the start of the label to the title."""
        return lettering.width(self.date, SIZE) + _SPACE if self.date else 0

    @property
    def mark(self) -> Mark:
        """What :func:`explainer.charts.placing.place` has to place."""
        widest = max(lettering.width(line, SIZE, self.main) for line in self.lines)
        start, end = self.scale.extent(self.event.date)
        return Mark(self.event.id, start, end, self.indent + widest, len(self.lines))

    def draw(self, axes: Axes, spot: Placed, top: float) -> None:
        """Draw mark and label at a spot of a lane that begins at `top` (pixels)."""
        middle = top + spot.row * ROW + ROW / 2
        self._draw_mark(axes, middle)
        start, end = self.scale.extent(self.event.date)
        x, side = (end + GAP, 1) if spot.side == "right" else (start - GAP, -1)
        common = {"size": SIZE, "ha": "left" if side > 0 else "right", "va": "baseline"}
        base = middle + SIZE * 0.36
        axes.text(self.scale.day(x), base, self.date, color=SOFT, **common)
        x += side * self.indent
        weight = "bold" if self.main else "normal"
        for number, line in enumerate(self.lines):
            y = base + number * ROW
            axes.text(self.scale.day(x), y, line, color=INK, weight=weight, **common)

    def _draw_mark(self, axes: Axes, middle: float) -> None:
        start, end = map(self.scale.day, self.scale.extent(self.event.date))
        color = TEAL if self.event.weight == 1 else GREY
        options = {"gid": self.event.id, "zorder": 3, "clip_on": False}
        if self.event.date.exact:
            x = (start + end) / 2
            axes.plot([x], [middle], "o", ms=DOT, color=color, mec=PAPER, mew=1, **options)
        else:
            face = PAPER if within(self.event.date) else color
            box = Rectangle((start, middle - 3.5), end - start, 7, fc=face, ec=color, lw=1.5)
            box.set(**options)
            axes.add_patch(box)


def within(span: dates.Span) -> bool:
    """Say whether something happened at an unknown time within a span, not all through it."""
    return span.approximate or "/" not in span.text


def short(span: dates.Span) -> str:
    """Return a date with months of three letters.

    >>> short(dates.parse("1978-02-18/1978-02-20")), short(dates.parse("1981-07"))
    ('18–20 Feb 1978', 'Jul 1981')
    """
    return " ".join(word[:3] if word in _MONTHS else word for word in str(span).split())


_MONTHS = {str(dates.parse(f"2000-{month:02d}")).split()[0] for month in range(1, 13)}


def key(sheet: Sheet, top: float) -> None:
    """Explain under a timeline what the three kinds of marks mean."""
    x, middle = float(GUTTER), top + 6
    for face, words in (
        (None, "known to the day"),
        (GREY, "from one day to another"),
        (PAPER, "some time within"),
    ):
        if face is None:
            sheet.room.plot([x + 8], [middle], "o", ms=DOT, color=GREY, mec=PAPER, mew=1)
        else:
            box = Rectangle((x, middle - 3.5), 16, 7, fc=face, ec=GREY, lw=1.5)
            sheet.room.add_patch(box)
        sheet.write(x + 23, middle - 9, words, SIZE, color=SOFT)
        x += 23 + lettering.width(words, SIZE) + MARGIN + 8
