"""What the tests of the charts share: every chart there is, and what is drawn where."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from matplotlib.transforms import Bbox

import explainer as ex
from explainer.charts import Board, Chart

#: The charts that are figures: name -> function from story and options to chart.
FIGURES: dict[str, Callable[..., Chart]] = {
    "timeline": lambda s: ex.charts.timeline(s),
    "timeline-all": lambda s: ex.charts.timeline(s, weight=3),
    "timeline-main": lambda s: ex.charts.timeline(s, weight=1),
    "timeline-2014": lambda s: ex.charts.timeline(s, "2013-11-01", "2015-03-31"),
    "troops": lambda s: ex.charts.ranges(s),
    "planned": lambda s: ex.charts.ranges(s, "planned troops"),
    "years": lambda s: ex.charts.ranges(s, "years"),
    "killed-and-wounded": lambda s: ex.charts.ranges(s, "casualties"),
    "people": lambda s: ex.charts.people(s),
    "days": lambda s: ex.charts.counts_by_day(s),
    "referendum": lambda s: ex.charts.referendum(s),
    "votes": lambda s: ex.charts.votes(s),
    "voices": lambda s: ex.charts.voices(s),
}
#: The charts made of words.
BOARDS: dict[str, Callable[..., Board]] = {
    "agreement": lambda s: ex.charts.agreement(s, "minsk-package"),
    "orders": lambda s: ex.charts.orders(s, "minsk-package"),
    "average": lambda s: ex.charts.average(s),
    "claims": lambda s: ex.charts.claims(s),
    "chain": lambda s: ex.charts.chain(s, "q4"),
    "chains": lambda s: ex.charts.chains(s),
    "compare": lambda s: ex.charts.compare(s, "k1-readout", "k11-readout"),
}
#: A day after everything the story tells.
LATER = "2026-01-01"


def texts(chart: Chart) -> list[tuple[str, Bbox]]:
    """Return every text of a figure and the box of pixels it fills."""
    canvas = FigureCanvasAgg(chart.figure)
    renderer = canvas.get_renderer()
    found = []
    for text in chart.figure.findobj(Text):
        if text.get_text().strip() and text.get_visible() and _shown(text):
            found.append((text.get_text(), text.get_window_extent(renderer)))
    return found


def _shown(text: Text) -> bool:
    """Say whether a text is drawn: ticks of axes that are switched off are not."""
    axes = text.axes
    return axes is None or axes.axison or text in axes.texts


def artist(chart: Chart, gid: str) -> Any:
    """Return the one artist that draws a record."""
    [found] = chart.figure.findobj(lambda artist: artist.get_gid() == gid)
    return found


def words(html: str) -> str:
    """Return a page's words, without its tags, as they are read."""
    html = re.sub(r"<style>.*?</style>", " ", html, flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))
