"""Numbers as ranges: who gave them, for when, what they count, and where."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from explainer.charts import lettering, topics
from explainer.charts.figure import Chart, Sheet, narrowing
from explainer.charts.palette import GREY, LINE, PAPER, SOFT, TEAL
from explainer.charts.room import MARGIN, Columns, columns
from explainer.page import headlines, telling, words
from explainer.story import Story
from explainer.story.records import Figure

#: How much longer the axis is than its longest number, so that labels have room.
_ROOM = 1.25
_TEXT, _BETWEEN, _HEAD, _PAD, _SIZE = 380, 28, 28, 9, 13
_COLUMNS = ("Who", "For when", "As given", "In numbers", "Unit", "What is counted", "Where", "Note")


@narrowing
def ranges(story: Story, topic: str | None = None, *, title: str = "") -> Chart:
    """Return the numbers on a topic, each with who, when, what is counted and where.

    A number given in words only is a band without ends; one given as "at least" or "up to" has
    one end.

    Parameters
    ----------
    story : Story
    topic : str, optional
        A topic that has ``numbers`` in the story's ``words.toml``; the first of them if left out.
    title : str, optional
        A headline: what the chart is to show.

    Raises
    ------
    ChartError
        If the topic is not known.
    StoryError
        If the story has no number on it that was known by then.

    Examples
    --------
    >>> "tens of thousands" in ex.charts.ranges(ex.load()).alt
    True
    """
    caption, figures = topics.numbers(story, topic)
    rows = [_Row(story, figure) for figure in figures]
    height = _HEAD + sum(row.height for row in rows)
    units = "; ".join(dict.fromkeys(figure.unit for figure in figures))
    foot = words.foot(story, figures)
    head = title or headlines.wordings(figures)
    sheet = Sheet(head, f"{caption}. Number of {units}. {_key(figures)}", foot, height)
    placed = [*sheet.rows(rows, _HEAD)]
    spans = [(_HEAD, height)]
    if _columns().stacked:
        spans = [(top + row.under, top + row.height) for row, top in placed]
    axes = _axes(sheet, figures, spans)
    for row, top in placed:
        sheet.rule(top)
        y = sheet.write(MARGIN, top + _PAD, row.who, bold=True)
        sheet.write(MARGIN, y, row.about, _SIZE, color=SOFT)
        _draw(axes, row.figure, top + (row.under + row.height) / 2)
    table = telling.table(story, caption, figures, *_COLUMNS, "Sources")
    return sheet.chart(telling.alt(story, f"{head}. {caption}", figures), table)


def _key(figures: Sequence[Figure]) -> str:
    """Say what the kinds of marks mean that are there."""
    bounds = {(figure.low is None, figure.high is None) for figure in figures}
    kinds = [
        ("dots and bars are numbers", (False, False) in bounds),
        ("an arrow points to where no bound was named", {(True, False), (False, True)} & bounds),
        ("a dashed band is words only", (True, True) in bounds),
    ]
    return words.capital("; ".join(said for said, there in kinds if there)) + "."


class _Row:
    """A number and the words left of it, broken into lines."""

    def __init__(self, story: Story, figure: Figure) -> None:
        room, self.figure = _columns(), figure
        self.who = lettering.wrap(telling.label(story, figure), room.words, bold=True)
        about = words.capital(f"{figure.counts}; {figure.where}")
        self.about = lettering.wrap(about, room.words, _SIZE)
        tall = lettering.height(self.who) + lettering.height(self.about, _SIZE)
        self.height = room.height(tall, 48) + 2 * _PAD
        # Pixels from the top of the row to that of its mark's room.
        self.under = room.under(_PAD + tall)


def _columns() -> Columns:
    return columns(_TEXT, _BETWEEN)


def _axes(sheet: Sheet, figures: Sequence[Figure], spans: Sequence[tuple[float, float]]) -> Axes:
    """Return axes that begin at zero and hold every number, with ticks along the top.

    Their lines run through `spans`, where no words stand. Where no number is given there are none.
    """
    wide, height = _columns().wide, sheet.height
    ends = tuple(zip(*spans, strict=True))
    axes = sheet.axes(_columns().left, 0, wide, height)
    most = max((n for f in figures for n in (f.low, f.high) if n is not None), default=0)
    axes.set(xlim=(0, most * _ROOM or 1), ylim=(height, 0))
    axes.set_axis_off()
    places = MaxNLocator(3 if _columns().stacked else 5, steps=[1, 2, 5, 10])
    for tick in places.tick_values(0, most) if most else ():
        said = words.number(round(tick, 10))
        if tick * wide / (most * _ROOM) + lettering.width(said, 13) / 2 <= wide + MARGIN:
            axes.vlines([tick] * len(spans), *ends, color=LINE, linewidth=1, zorder=0)
            axes.text(tick, _HEAD - 9, said, size=13, color=SOFT, ha="center", va="baseline")
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
