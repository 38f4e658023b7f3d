"""The axis of a timeline: days as pixels, years, months or days as ticks, days not yet known."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from matplotlib.axes import Axes
from matplotlib.dates import date2num

from explainer import dates
from explainer.charts import lettering
from explainer.charts.palette import LINE, MARK, PAPER, SOFT
from explainer.charts.room import MARGIN, WIDTH
from explainer.dates import day_words
from explainer.errors import ChartError

DAY = dt.timedelta(days=1)
#: Pixels left of the axis, and across a mark.
GUTTER, DOT = 100, 9
#: Most ticks that fit on the axis, most days shown one by one, size of the type.
_TICKS, _DAYS, _SIZE = 10, 17, 13
#: Months from tick to tick: up to a thousand years.
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12_000)


@dataclass(frozen=True)
class Scale:
    """The time a timeline covers: first and last day, both shown."""

    start: dt.date
    end: dt.date
    #: Pixels from the first to the last day.
    width: ClassVar[float] = WIDTH - GUTTER - MARGIN

    def __post_init__(self) -> None:
        if self.end < self.start:
            span = f"{day_words(self.start)} to {day_words(self.end)}"
            raise ChartError(f"{span} is no span of time: give the earlier day first")

    @property
    def daily(self) -> bool:
        """Whether every day has its own column."""
        return (self.end - self.start).days < _DAYS

    @property
    def head(self) -> int:
        """Pixels of the ticks' words above the lanes."""
        return 58 if self.daily else 26

    def pixel(self, day: dt.date) -> float:
        """Return how many pixels from the left a day begins."""
        return (date2num(day) - date2num(self.start)) * self.width / self._days

    def day(self, pixel: float) -> float:
        """Return a place in pixels as matplotlib counts days."""
        return date2num(self.start) + pixel * self._days / self.width

    @property
    def _days(self) -> int:
        return (self.end - self.start).days + 1

    def extent(self, span: dates.Span) -> tuple[float, float]:
        """Return where a date begins and ends, in pixels; never too narrow to be seen."""
        start = self.pixel(max(span.start, self.start))
        end = self.pixel(min(span.end, self.end) + DAY)
        if span.exact or end - start < DOT:
            middle = (start + end) / 2
            return middle - DOT / 2, middle + DOT / 2
        return start, end

    def prepare(self, axes: Axes, height: float) -> None:
        """Give axes this scale, y in pixels from the top, and ticks along the top."""
        axes.set_axis_off()
        axes.set(xlim=(date2num(self.start), date2num(self.end) + 1), ylim=(height, 0))
        base = self.head - 9
        if self.daily:
            self._write_days(axes, base, height)
            return
        for day, words in self._months():
            self._line(axes, day, height)
            self._write(axes, self.pixel(day) + 4, base, words, "left")

    def _write_days(self, axes: Axes, base: float, height: float) -> None:
        """Give every day its column, with weekday and number; months stand above."""
        wide = self.width / self._days
        firsts = list(self._firsts(1))
        room = lettering.width("September 2000", _SIZE) + 12
        months = firsts if firsts and self.pixel(firsts[0]) < room else [self.start, *firsts]
        for n in range(self._days):
            day = self.start + n * DAY
            self._line(axes, day, height, top=10 if day in months else 28)
            middle = self.pixel(day) + wide / 2
            self._write(axes, middle, base - 16, f"{day:%a}", "center")
            self._write(axes, middle, base, str(day.day), "center")
        for day in months:
            self._write(axes, self.pixel(day) + 4, base - 34, f"{day:%B} {day.year}", "left")

    def mark(self, axes: Axes, days: Sequence[dt.date], height: float) -> None:
        """Mark the days from one to another, if there are any, with a band behind the lanes."""
        if not days:
            return
        span = date2num(min(days)), date2num(max(days)) + 1
        look = {"facecolor": MARK, "linewidth": 0}  # no edge: it would run through words
        axes.axvspan(*span, ymax=(height - self.head) / height, **look, zorder=0.9)

    def _line(self, axes: Axes, day: dt.date, height: float, top: float = 10) -> None:
        """Draw a faint line where a day begins."""
        axes.axvline(date2num(day), ymax=1 - top / height, color=LINE, linewidth=1, zorder=1)

    def _write(self, axes: Axes, x: float, y: float, words: str, align: str) -> None:
        axes.text(self.day(x), y, words, size=_SIZE, color=SOFT, ha=align, va="baseline")

    def _months(self) -> Iterator[tuple[dt.date, str]]:
        """Yield months or years, not too many, from the first day shown on."""
        count = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1
        step = next(n for n in _STEPS if count / n <= _TICKS)
        ticks = [self.start, *self._firsts(step)]
        free = -1.0
        for day in ticks:
            years = step >= 12 and (day.month, day.day) == (1, 1)
            words = str(day.year) if years else f"{day:%b} {day.year}"
            end = self.pixel(day) + lettering.width(words, _SIZE) + 4
            if free <= self.pixel(day) and end <= self.width + MARGIN:
                free = end + 8
                yield day, words

    def _firsts(self, step: int) -> Iterator[dt.date]:
        """Yield the first of every month, or of every so many months counted from year 0."""
        for n in range(self.start.year * 12, self.end.year * 12 + 12):
            day = dt.date(n // 12, n % 12 + 1, 1)
            if n % step == 0 and self.start < day <= self.end:
                yield day

    def unknown(self, axes: Axes, limit: dt.date, height: float) -> None:
        """Hatch the days after the last one that could be known, and say so."""
        if limit >= self.end:
            return
        first, last = date2num(limit) + 1, date2num(self.end) + 1
        look = {"facecolor": PAPER, "edgecolor": LINE, "hatch": "//", "linewidth": 0}
        axes.axvspan(first, last, ymax=(height - self.head) / height, **look, zorder=2)
        lines = ("Not yet known on", day_words(limit))
        if max(map(lettering.width, lines)) + 8 > self.width - self.pixel(limit + DAY):
            return  # too narrow for words; the chart's alternative text says it
        x, y = (first + last) / 2, self.head + (height - self.head) / 2
        look = {"size": 13, "color": SOFT, "ha": "center", "zorder": 4}
        box = {"facecolor": PAPER, "edgecolor": "none", "pad": 4}
        for number, words in enumerate(lines):
            axes.text(x, y + 20 * number, words, bbox=box, **look)
