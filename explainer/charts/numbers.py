"""Numbers as ranges: who gave them, for when, what they count, and where."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from explainer.charts import lettering
from explainer.charts.figure import MARGIN, WIDTH, Chart, Sheet, drawing
from explainer.charts.palette import GREY, LINE, PAPER, SOFT, TEAL
from explainer.errors import ChartError
from explainer.page import cards
from explainer.page import words as facts
from explainer.story import Story
from explainer.story.records import Figure

#: Topic -> what the chart of its numbers is called.
TITLES = {
    "troops": "How many troops: who said what, and what they counted",
    "planned troops": "Troops that were said to be planned or expected",
    "casualties": "The dead and wounded of the war in Donbas: who counted whom",
    "ceasefire": "Ceasefire violations in Donbas: who counted what",
    "years": "How many years: what was said, and what the calendar gives",
}
#: How much longer the axis is than its longest number, so that labels have room.
_ROOM = 1.25
_TEXT, _BETWEEN, _HEAD, _PAD, _SIZE = 380, 28, 28, 9, 12.5


@drawing
def ranges(story: Story, topic: str = "troops") -> Chart:
    """Return the numbers on a topic, each with who, when, what is counted and where.

    A number given in words only is a band without ends; one given as "at least" or "up to" has
    one end.

    Parameters
    ----------
    story : Story
    topic : str
        A key of :data:`TITLES`.

    Returns
    -------
    Chart

    Raises
    ------
    ChartError
        If the topic is not known, or has no number known by then.

    Examples
    --------
    >>> import explainer as ex
    >>> "tens of thousands" in ex.charts.ranges(ex.load()).alt
    True
    """
    if topic not in TITLES:
        raise ChartError(f"There is no topic {topic!r}: use one of {', '.join(TITLES)}")
    figures = [figure for figure in story.figures if figure.topic == topic]
    figures = facts.shown(story, figures, f"number about {topic}")
    figures.sort(key=lambda figure: (figure.as_of.end, figure.id))
    rows = [_Row.of(story, figure) for figure in figures]
    height = _HEAD + sum(row.height for row in rows)
    units = "; ".join(dict.fromkeys(figure.unit for figure in figures))
    subtitle = f"Number of {units}. {_key(figures)}"
    title = TITLES[topic]
    sheet = Sheet(title, subtitle, facts.foot(story, figures), height)
    axes = _axes(sheet, figures, height)
    top = float(_HEAD)
    for row in rows:
        sheet.line([MARGIN, WIDTH - MARGIN], [top, top], color=LINE, linewidth=1, zorder=0)
        y = sheet.write(MARGIN, top + _PAD, row.who, bold=True)
        sheet.write(MARGIN, y, row.about, _SIZE, color=SOFT)
        _draw(axes, row.figure, top + row.height / 2)
        top += row.height
    return Chart(title, sheet.figure, _alt(story, figures, title), _table(story, figures, title))


def _key(figures: Sequence[Figure]) -> str:
    """Say what the kinds of marks mean that are there."""
    bounds = {(figure.low is None, figure.high is None) for figure in figures}
    kinds = [
        ("dots and bars are numbers", (False, False) in bounds),
        ("an arrow points to where no bound was named", {(True, False), (False, True)} & bounds),
        ("a dashed band is words only", (True, True) in bounds),
    ]
    return facts.capital("; ".join(words for words, there in kinds if there)) + "."


@dataclass(frozen=True)
class _Row:
    """A number and the words left of it, broken into lines."""

    figure: Figure
    who: list[str]
    about: list[str]

    @classmethod
    def of(cls, story: Story, figure: Figure) -> "_Row":
        who = f"{facts.who(story, figure.by)}, {figure.as_of}"
        about = facts.capital(f"{figure.counts}; {figure.where}")
        lines = lettering.wrap(who, _TEXT, bold=True), lettering.wrap(about, _TEXT, _SIZE)
        return cls(figure, *lines)

    @property
    def height(self) -> float:
        words = lettering.height(self.who) + lettering.height(self.about, _SIZE)
        return max(words, 48) + 2 * _PAD


def _axes(sheet: Sheet, figures: Sequence[Figure], height: float) -> Axes:
    """Return axes that begin at zero and hold every number, with ticks along the top."""
    wide = WIDTH - 2 * MARGIN - _TEXT - _BETWEEN
    axes = sheet.axes(MARGIN + _TEXT + _BETWEEN, 0, wide, height)
    most = max((n for f in figures for n in (f.low, f.high) if n is not None), default=1)
    axes.set(xlim=(0, most * _ROOM), ylim=(height, 0))
    axes.set_axis_off()
    for tick in MaxNLocator(5, steps=[1, 2, 5, 10]).tick_values(0, most):
        words = facts.number(tick)
        if tick * wide / (most * _ROOM) + lettering.width(words, 12) / 2 <= wide + MARGIN:
            axes.plot([tick, tick], [_HEAD, height], color=LINE, linewidth=1, zorder=0)
            axes.text(tick, _HEAD - 9, words, size=12, color=SOFT, ha="center", va="baseline")
    return axes


def _draw(axes: Axes, figure: Figure, middle: float) -> None:
    """Draw a number with its wording above, or words alone as a band without ends."""
    given = [bound for bound in (figure.low, figure.high) if bound is not None]
    right = axes.get_xlim()[1]
    if not given:
        look = {"fc": PAPER, "ec": GREY, "linestyle": (0, (4, 3)), "linewidth": 1.5}
        box = Rectangle((0, middle - 14), right, 28, gid=figure.id, clip_on=False, zorder=3, **look)
        axes.add_patch(box)
        axes.text(right / 2, middle + 4.5, figure.wording, size=13, ha="center", zorder=4)
        return
    _mark(axes, figure, middle + 9)
    half = lettering.width(figure.wording, 14, bold=True) / 2 * right / axes.bbox.width
    x = min(max(sum(given) / len(given), half), right - half)
    axes.text(x, middle - 6, figure.wording, size=14, weight="bold", ha="center", zorder=4)


def _mark(axes: Axes, figure: Figure, y: float) -> None:
    """Draw one number as a dot, a range as a bar, a single bound as an arrow away from it."""
    low, high = figure.low, figure.high
    look = {"gid": figure.id, "color": TEAL, "zorder": 3, "clip_on": False}
    if low == high:
        axes.plot([low], [y], "o", ms=11, **look)
    elif low is not None and high is not None:
        axes.plot([low, high], [y, y], "-|", lw=8, ms=18, mew=2, **look)
    else:
        bound, end, tip = (high, 0, "<") if low is None else (low, axes.get_xlim()[1], ">")
        axes.plot([bound, end], [y, y], lw=2, linestyle=(0, (5, 3)), **look)
        axes.plot([bound], [y], "|", ms=18, mew=3, color=TEAL, zorder=3)
        axes.plot([end], [y], tip, ms=9, color=TEAL, zorder=3, clip_on=False)


def _told(story: Story, figure: Figure) -> str:
    words = f"{facts.who(story, figure.by)}, {figure.as_of}: {figure.wording}"
    return f"{words} ({figure.counts}; {figure.where})"


def _alt(story: Story, figures: Sequence[Figure], title: str) -> str:
    return f"{title}. {'. '.join(_told(story, figure) for figure in figures)}."


def _table(story: Story, figures: Sequence[Figure], title: str) -> cards.Html:
    head = ["Who", "For when", "As given", "In numbers", "Unit", "What is counted", "Where"]
    rows = (
        [
            facts.who(story, f.by),
            str(f.as_of),
            f.wording,
            facts.amount(f),
            f.unit,
            f.counts,
            f.where,
            f.note or "",
            facts.cited(story, f),
        ]
        for f in figures
    )
    return cards.table(title, [*head, "Note", "Sources"], rows)
