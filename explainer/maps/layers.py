"""The folium elements our maps are made of: thin Python ends of ``static/map.js``."""

import re
from collections.abc import Sequence
from typing import Any

import folium
from branca.element import Element, MacroElement
from folium import template
from folium.map import Layer
from jinja2.utils import htmlsafe_json_dumps

from explainer.ground import geography
from explainer.page.cards import Html


def _json(data: Any) -> str:
    """Return data as JSON in which nothing is left that ends a script or begins a template."""
    return re.sub(r"\{(?=[{%#])", r"\\u007b", htmlsafe_json_dumps(data))


class _Environment(template.Environment):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["tojson"] = _json


class Template(template.Template):
    """A template whose ``tojson`` keeps data as data: branca renders what comes out once more."""

    environment_class = _Environment


class Prepare(MacroElement):
    """What every map needs before its layers: panes, first view, scale, attribution, help.

    Parameters
    ----------
    title : str
        Title of the map, read aloud when the map gets the focus.
    bounds : sequence
        ((south, west), (north, east)) of the first view, in degrees.
    attribution : Html
        Whose data is drawn.
    """

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "explainer.prepare({{ this._parent.get_name() }}, {{ this.options|tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, title: str, bounds: Sequence[Sequence[float]], attribution: Html) -> None:
        super().__init__()
        self._name = "Prepare"
        self.options = {
            "title": title,
            "bounds": bounds,
            "attribution": str(attribution),
            "help": "Arrow keys move the map, plus and minus zoom. Tab goes to the places, "
            "arrow keys go from place to place, Enter opens one, Escape closes it. "
            "The same content is in the table beside the map.",
        }


class _OwnLayer(Layer):
    """A layer made by one function of ``static/map.js``."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = {{ this.call }}"
        "({{ this.data|tojson }}, {{ this.options|tojson }});"
        "{% endmacro %}"
    )
    call = ""

    def __init__(
        self, data: Any, name: str | None = None, show: bool = True, **options: Any
    ) -> None:
        super().__init__(name=name, overlay=True, control=name is not None, show=show)
        self._name = type(self).__name__
        self.data = data
        self.options = options


class Shapes(_OwnLayer):
    """Polygons or lines; colours live in ``static/map.css``.

    Parameters
    ----------
    data : dict or str
        GeoJSON FeatureCollection whose features carry their CSS class as property ``cls``; or the
        name of a file of :func:`explainer.ground.geography.load`, held once by a page.
    name : str, optional
        Name in the layer control; without one the layer is not listed there.
    pane : {"ex-land", "ex-areas", "ex-lines"}
        Height at which it is drawn, lowest first.
    cls : str
        CSS class of all of them.
    classes : dict, optional
        With a file: CSS class by shape id, or by ``"a b"`` for the border two shapes share.
    only : bool
        With a file: draw only what `classes` names.
    """

    call = "explainer.shapes"

    def render(self, **kwargs: Any) -> None:
        """Put a file of shapes into the page once, however many layers draw from it."""
        if isinstance(self.data, str):
            self.get_root().script.add_child(_File(self.data), name=f"file-{self.data}", index=0)
        super().render(**kwargs)


class _File(Element):
    """A file of shapes as ``explainer.files[name]``."""

    _template = Template(
        "(explainer.files ??= {})[{{ this.name|tojson }}] = {{ this.data|tojson }};"
    )

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = "File"
        self.name = name
        self.data = geography.load(name)


class Names(_OwnLayer):
    """Names of areas: dicts with ``lat``, ``lon``, ``text``, ``cls``, ``priority``."""

    call = "new explainer.names"


class Markers(_OwnLayer):
    """Places as markers: one Tab stop, arrow keys from place to place, Enter opens.

    Parameters
    ----------
    data : list of dict
        ``lat``, ``lon``, ``symbol``, ``name``, ``spoken`` (read aloud), ``label`` (written beside
        the symbol), ``priority`` (smallest first), ``cls``, ``popup`` (Html from
        :mod:`explainer.page.cards`).
    """

    call = "new explainer.markers"


class Legend(MacroElement):
    """A legend made of HTML from :mod:`explainer.page.cards`.

    Parameters
    ----------
    html : Html
    position : str
        Corner of the map, in Leaflet's words.
    beside : bool
        Fit the first view into what the legend leaves free on its right.
    """

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "explainer.legend({{ this._parent.get_name() }}, {{ this.html|tojson }}, "
        "{{ this.position|tojson }}, {{ this.beside|tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, html: Html, position: str = "bottomleft", beside: bool = False) -> None:
        super().__init__()
        self._name = "Legend"
        self.html = str(html)
        self.position = position
        self.beside = beside


def street_tiles() -> folium.TileLayer:
    """Return OpenStreetMap's tiles as an extra layer that is off until the reader wants it.

    OpenStreetMap refuses requests that do not say where they come from, so the layer sends the
    page's origin whatever the page around it says.
    """
    return folium.TileLayer(
        "OpenStreetMap",
        name="Street map (needs the internet)",
        overlay=True,
        show=False,
        referrer_policy="strict-origin-when-cross-origin",
    )
