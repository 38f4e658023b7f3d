"""A referendum, region by region: two shares, two denominators."""

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes

from explainer.charts.figure import Chart, Sheet, narrowing
from explainer.charts.palette import INK, LINE, OCHRE, PANEL, PAPER, SOFT, TEAL
from explainer.charts.room import MARGIN, columns, inner
from explainer.page import headlines, telling, words
from explainer.story import Story
from explainer.story.records import ReferendumResult

_SUBTITLE = "Sorted by the share of yes. The two columns count different people."
#: Heading of a column of dots -> the field it shows, and how its dots look.
_COLUMNS: dict[str, tuple[str, dict[str, Any]]] = {
    "Yes, % of those who voted": ("yes", {"marker": "o", "ms": 8, "color": TEAL}),
    "Turnout, % of those entitled to vote": (
        "turnout",
        {"marker": "D", "ms": 6.5, "color": OCHRE, "mfc": PAPER, "mew": 1.8},
    ),
}
_NAMES, _FEW, _BETWEEN, _ROW, _HEAD, _SIZE = 168, 136, 30, 19, 50, 13
#: Room right of 100 % for the number of a dot near it, in pixels.
_TAIL = 50
#: Room for the words of a tick.
_TICK = 46


@narrowing
def referendum(story: Story) -> Chart:
    """Return the results of a referendum by region.

    Parameters
    ----------
    story : Story
        ``story.referendum``: percentages; the result without an area is the whole country's.
        Its title stands in ``words.toml``.

    Raises
    ------
    StoryError
        If the story has no results.

    Examples
    --------
    >>> "turnout" in ex.charts.referendum(ex.load()).alt
    True
    """
    found = words.shown(story, story.referendum, "result of a referendum", "votes.toml")
    results = sorted(found, key=lambda result: (result.area is not None, -result.yes))
    title = story.words.title("referendum")
    noted = [result for result in results if result.note]
    marks = {result.id: mark for result, mark in zip(noted, "¹²³⁴⁵⁶⁷⁸⁹", strict=False)}
    notes = [f"{marks[r.id]} {r.region}: {r.note}" for r in noted if r.id in marks]
    height = _HEAD + _ROW * len(results) + 8
    headline = headlines.majority(results)
    stacked = columns(0).stacked
    tops = [0, height + _BETWEEN][: 1 + stacked]
    foot = words.foot(story, results, *notes)
    sheet = Sheet(headline, f"{title}. {_SUBTITLE}", foot, tops[-1] + height)
    names = _FEW if stacked else _NAMES
    said = [f"{result.region}{marks.get(result.id, '')}" for result in results]
    for top in tops:
        _names(sheet, top + _HEAD, MARGIN + names - 12, results, said)
    beside = 2 - stacked
    wide = (inner() - names - _BETWEEN * (beside - 1)) / beside
    for number, (head, (field, look)) in enumerate(_COLUMNS.items()):
        left = MARGIN + names + (not stacked) * number * (wide + _BETWEEN)
        top = tops[number * stacked]
        sheet.write(left - names * stacked, top, head, 13, bold=True)
        _dots(sheet.axes(left, top, wide, height), wide, results, field, look)
    table = telling.table(story, title, results, "Region", *_COLUMNS, "Note", "Sources")
    return sheet.chart(_alt(story, f"{headline}. {title}", results), table)


def _names(
    sheet: Sheet, top: float, right: float, results: Sequence[ReferendumResult], said: list[str]
) -> None:
    """Write the regions, up to a line on their right; the whole country stands out."""
    for result, name in zip(results, said, strict=True):
        whole = result.area is None
        if whole:
            sheet.room.axhspan(top, top + _ROW, color=PANEL, linewidth=0)
        sheet.write(right, top + 1, name, _SIZE, bold=whole, align="right")
        top += _ROW


def _dots(
    axes: Axes, wide: float, results: Sequence[ReferendumResult], field: str, look: dict[str, Any]
) -> None:
    """Draw a column: a dot for every result, and its number."""
    lowest = min(share for result in results for share in (result.yes, result.turnout))
    start = min(50, int(lowest // 10) * 10)
    per_pixel = (100 - start) / (wide - _TAIL)
    rows = [_HEAD + _ROW * (number + 0.5) for number in range(len(results))]
    axes.set_axis_off()
    axes.set(xlim=(start, 100 + _TAIL * per_pixel), ylim=(_HEAD + _ROW * len(results) + 8, 0))
    step = next(n for n in (10, 25, 50) if n / per_pixel >= _TICK)
    for tick in range(start, 101, step):
        axes.plot([tick, tick], [_HEAD, rows[-1] + _ROW / 2], color=LINE, lw=1, zorder=1)
        axes.text(tick, _HEAD - 8, f"{tick} %", size=13, color=SOFT, ha="center", va="baseline")
    values = [getattr(result, field) for result in results]
    axes.plot(values, rows, linestyle="none", gid=field, zorder=3, **look)
    for value, row in zip(values, rows, strict=True):
        weight = "bold" if value in (min(values), max(values)) else "normal"
        look = {"size": 13, "color": INK, "weight": weight, "va": "baseline", "zorder": 3}
        axes.text(value + 8 * per_pixel, row + 4.5, f"{value:g}", **look)


def _alt(story: Story, title: str, results: Sequence[ReferendumResult]) -> str:
    regions = [result for result in results if result.area is not None]
    told = "; ".join(telling.sentence(story, result) for result in results)
    ends = (
        f" Among the regions, yes runs from {regions[-1].yes:g} % in {regions[-1].region} to "
        f"{regions[0].yes:g} % in {regions[0].region}."
        if regions
        else ""
    )
    return (
        f"{title}. Yes is counted in % of those who voted, turnout in % of those entitled to vote."
        f"{ends} From most to least yes: {told}."
    )
