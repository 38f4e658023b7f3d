"""What the tests of the charts share: every chart there is, and what is drawn where."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from matplotlib.transforms import Bbox

import explainer as ex
from explainer.charts import Board, Chart

#: The charts that are figures: name -> function from story and options to chart.
FIGURES: dict[str, Callable[..., Chart]] = {
    "timeline": lambda s, **o: ex.charts.timeline(s, **o),
    "timeline-all": lambda s, **o: ex.charts.timeline(s, weight=3, **o),
    "timeline-main": lambda s, **o: ex.charts.timeline(s, weight=1, **o),
    "timeline-2014": lambda s, **o: ex.charts.timeline(s, "2013-11-01", "2015-03-31", **o),
    "closeup": lambda s, **o: ex.charts.timeline_closeup(s, **o),
    "troops": lambda s, **o: ex.charts.ranges(s, **o),
    "planned": lambda s, **o: ex.charts.ranges(s, "planned troops", **o),
    "years": lambda s, **o: ex.charts.ranges(s, "years", **o),
    "killed-and-wounded": lambda s, **o: ex.charts.ranges(s, "casualties", **o),
    "casualties": lambda s, **o: ex.charts.casualties(s, **o),
    "ceasefire": lambda s, **o: ex.charts.ceasefire(s, **o),
    "referendum": lambda s, **o: ex.charts.referendum(s, **o),
    "votes": lambda s, **o: ex.charts.votes(s, **o),
    "voices": lambda s, **o: ex.charts.voices(s, **o),
}
#: The charts made of words.
BOARDS: dict[str, Callable[..., Board]] = {
    "agreement": lambda s, **o: ex.charts.agreement(s, "minsk-package", **o),
    "orders": lambda s, **o: ex.charts.orders(s, "minsk-package", **o),
    "average": lambda s, **o: ex.charts.average(s, **o),
    "claims": lambda s, **o: ex.charts.claims(s, **o),
    "chain": lambda s, **o: ex.charts.chain(s, "q4"),
    "chains": lambda s, **o: ex.charts.chains(s, **o),
    "compare": lambda s, **o: ex.charts.compare(s, "k1-readout", "k11-readout", **o),
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


def changed(story: ex.Story, **fields: Any) -> ex.Story:
    """Return the story with some of its collections replaced."""
    return replace(story, **fields)
