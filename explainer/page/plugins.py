"""Folium's plugins that need no network here: what stands in for the files they link to.

Clusters come from `xstatic-leaflet-markercluster`, heat maps from folium itself. A full screen is
the browser's; measuring and the coloured pins of `folium.Icon` are a few lines of ours.
"""

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path

from explainer.page.media import static


def _heat() -> str:
    return (files("folium") / "templates" / "leaflet_heat.min.js").read_text(encoding="utf-8")


def _cluster(name: str) -> str:
    from xstatic.pkg import leaflet_markercluster

    text = (Path(leaflet_markercluster.BASE_DIR) / name).read_text(encoding="utf-8")
    return text.split("//# sourceMappingURL")[0]


#: folium's name for a link -> the text of the file; our own drawing needs no style.
_FILES: dict[str, Callable[[], str]] = {
    "Control.Fullscreen.js": lambda: static("fullscreen.js"),
    "Control.FullScreen.css": str,
    "leaflet-heat.js": _heat,
    "leaflet_measure_js": lambda: static("measure.js"),
    "leaflet_measure_css": str,
    "markerclusterjs": lambda: _cluster("leaflet.markercluster.js"),
    "markerclustercss": lambda: _cluster("MarkerCluster.css"),
    "markerclusterdefaultcss": lambda: _cluster("MarkerCluster.Default.css"),
}
NAMES = frozenset(_FILES)


@cache
def element(name: str) -> str:
    """Return a file as an element of the page's head.

    >>> element("markerclustercss")[:30]
    '<style>.leaflet-cluster-anim .'
    """
    text = _FILES[name]()
    return f"<style>{text}</style>" if name.endswith("css") else f"<script>{text}</script>"
