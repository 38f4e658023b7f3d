"""The referendum of 1991, region by region: two shares, two denominators."""

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes

from explainer.charts.figure import MARGIN, WIDTH, Chart, Sheet, drawing
from explainer.charts.palette import INK, LINE, OCHRE, PANEL, PAPER, SOFT, TEAL
from explainer.page import cards
from explainer.page import words as facts
from explainer.story import Story
from explainer.story.records import ReferendumResult

TITLE = "The independence referendum of 1 December 1991, by region"
_SUBTITLE = "Sorted by the share of yes. The two columns count different people."
_YES = "Yes, % of those who voted"
_TURNOUT = "Turnout, % of those entitled to vote"
_FILLED = {"marker": "o", "ms": 8, "color": TEAL}
_HOLLOW = {"marker": "D", "ms": 6.5, "color": OCHRE, "mfc": PAPER, "mew": 1.8}
_NAMES, _BETWEEN, _ROW, _HEAD, _SIZE = 168, 30, 19, 50, 12.5
#: Room right of 100 % for the number of a dot near it, in pixels.
_TAIL = 46


@drawing
def referendum(story: Story) -> Chart:
    """Return the results of the 1991 referendum by region.

    Parameters
    ----------
    story : Story
        ``story.referendum``: percentages; the result without an area is the whole country's.

    Returns
    -------
    Chart

    Raises
    ------
    ChartError
        If the story has no results.

    Examples
    --------
    >>> import explainer as ex
    >>> ex.charts.referendum(ex.load()).title
    'The independence referendum of 1 December 1991, by region'
    """
    results = _sorted(facts.shown(story, story.referendum, "result of a referendum"))
    marks = {result.id: mark for result, mark in zip(_noted(results), "¹²³⁴⁵⁶⁷⁸⁹", strict=False)}
    notes = [f"{marks[r.id]} {r.region}: {r.note}" for r in _noted(results) if r.id in marks]
    height = _HEAD + _ROW * len(results) + 8
    sheet = Sheet(TITLE, _SUBTITLE, facts.foot(story, results, *notes), height)
    top = float(_HEAD)
    for result in results:
        if result.area is None:
            sheet.room.axhspan(top, top + _ROW, color=PANEL, linewidth=0)
        words = f"{result.region}{marks.get(result.id, '')}"
        x = MARGIN + _NAMES - 12
        sheet.write(x, top + 1, words, _SIZE, bold=result.area is None, align="right")
        top += _ROW
    wide = (WIDTH - 2 * MARGIN - _NAMES - _BETWEEN) / 2
    for number, (head, field, look) in enumerate(
        ((_YES, "yes", _FILLED), (_TURNOUT, "turnout", _HOLLOW))
    ):
        left = MARGIN + _NAMES + number * (wide + _BETWEEN)
        sheet.write(left, 0, head, 13, bold=True)
        _panel(sheet.axes(left, 0, wide, height), wide, results, field, look)
    return Chart(TITLE, sheet.figure, _alt(results), _table(story, results))


def _sorted(results: Sequence[ReferendumResult]) -> list[ReferendumResult]:
    """Return the whole country first, then the regions from most to least yes."""
    return sorted(results, key=lambda result: (result.area is not None, -result.yes))


def _noted(results: Sequence[ReferendumResult]) -> list[ReferendumResult]:
    return [result for result in results if result.note]


def _panel(
    axes: Axes,
    wide: float,
    results: Sequence[ReferendumResult],
    field: str,
    look: dict[str, Any],
) -> None:
    lowest = min(getattr(result, name) for result in results for name in ("yes", "turnout"))
    start = min(50, int(lowest // 10) * 10)
    per_pixel = (100 - start) / (wide - _TAIL)
    rows = [_HEAD + _ROW * (number + 0.5) for number in range(len(results))]
    axes.set_axis_off()
    axes.set(xlim=(start, 100 + _TAIL * per_pixel), ylim=(_HEAD + _ROW * len(results) + 8, 0))
    for tick in range(start, 101, 10):
        axes.plot([tick, tick], [_HEAD, rows[-1] + _ROW / 2], color=LINE, lw=1, zorder=1)
        axes.text(tick, _HEAD - 8, f"{tick} %", size=12, color=SOFT, ha="center", va="baseline")
    values = [getattr(result, field) for result in results]
    axes.plot(values, rows, linestyle="none", gid=field, zorder=3, **look)
    for value, row in zip(values, rows, strict=True):
        x = value + 8 * per_pixel
        axes.text(x, row + 4.5, f"{value:g}", size=12, color=INK, va="baseline", zorder=3)


def _alt(results: Sequence[ReferendumResult]) -> str:
    regions = [result for result in results if result.area is not None]
    told = "; ".join(f"{r.region} {r.yes:g} % yes, turnout {r.turnout:g} %" for r in results)
    ends = (
        f" Among the regions, yes runs from {regions[-1].yes:g} % in {regions[-1].region} to "
        f"{regions[0].yes:g} % in {regions[0].region}."
        if regions
        else ""
    )
    return (
        f"{TITLE}. Yes is counted in % of those who voted, turnout in % of those entitled to vote."
        f"{ends} From most to least yes: {told}."
    )


def _table(story: Story, results: Sequence[ReferendumResult]) -> cards.Html:
    rows = (
        [r.region, f"{r.yes:g}", f"{r.turnout:g}", r.note or "", facts.cited(story, r)]
        for r in results
    )
    return cards.table(TITLE, ["Region", _YES, _TURNOUT, "Note", "Sources"], rows)
