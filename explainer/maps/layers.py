"""The folium elements our maps are made of: thin Python ends of ``static/map.js``."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain, zip_longest
from typing import Any

import folium
from branca.element import Element, MacroElement
from folium.map import Layer
from folium.template import Template
from jinja2.utils import htmlsafe_json_dumps

from explainer.ground import geodesy, geography
from explainer.page import cards
from explainer.page.cards import Html

#: Whose data are drawn.
ATTRIBUTION = Html("Natural Earth · GeoNames (CC BY 4.0)")
#: What is read aloud when a map gets the focus.
_HELP = (
    "Arrow keys move the map, plus and minus zoom. Tab goes to the places, arrow keys go from "
    "place to place, Enter opens one, Escape closes it. The same content is in the table beside "
    "the map."
)


def js(value: Any, **how: Any) -> str:
    """Return an element by its name in the script, anything else as JSON, written as `how` says.

    Nothing is left in it that ends a script or, since branca renders twice, begins a template.
    """
    if isinstance(value, Element):
        return value.get_name()
    if isinstance(value, list | tuple) and any(isinstance(item, Element) for item in value):
        return f"[{', '.join(map(js, value))}]"
    return re.sub(r"\{(?=[{%#])", r"\\u007b", htmlsafe_json_dumps(value, **how))


class Call(MacroElement):
    """One call of a `function` of our scripts, by its name in JavaScript, after which it is called.

    The `arguments` are elements, lists of elements, or what JSON can hold; the map comes first.
    """

    _template = Template("{% macro script(this, kwargs) %}{{ this.code() }}{% endmacro %}")
    on_map = True

    def __init__(self, function: str, *arguments: Any) -> None:
        super().__init__()
        self._name = type(self).__name__
        self.function, self.arguments = function, arguments

    def code(self) -> str:
        """Return the call as JavaScript."""
        arguments = [self._parent, *self.arguments] if self.on_map else self.arguments
        return f"var {self.get_name()} = {self.function}({', '.join(map(js, arguments))});"


class Prepare(Call):
    """What every map needs before its layers: panes, first view, scale, attribution, help.

    Its title is read aloud when the map gets the focus; `bounds` is the first view in degrees. What
    the page says above and below the map, `subtitle` and `caption`, belongs to the picture on
    paper.
    """

    def __init__(
        self, title: str, bounds: Sequence[Sequence[float]], subtitle: str, caption: str
    ) -> None:
        self.subtitle, self.caption = subtitle, caption
        said = {"title": title, "bounds": bounds, "attribution": str(ATTRIBUTION)}
        self.options = said | {"help": _HELP}
        super().__init__("explainer.prepare", self.options)


class OwnLayer(Call, Layer):
    """A layer made by one function of ``static/map.js``."""

    on_map = False
    function = ""

    def __init__(self, data: Any, **options: Any) -> None:
        Layer.__init__(self, overlay=True, control=False)
        self._name = type(self).__name__
        self.arguments = self.data, self.options = data, options


class Shapes(OwnLayer):
    """Polygons or lines; colours live in ``static/map.css``.

    Parameters
    ----------
    data : dict or str
        GeoJSON FeatureCollection whose features carry their CSS class as property ``cls``; or the
        name of a file of :func:`explainer.ground.geography.load`, held once by a page.
    **options
        ``pane``, its height (``"ex-land"``, ``"ex-areas"``, ``"ex-lines"``), and ``cls``, the CSS
        class of all. With a file: ``classes`` by shape id, or by ``"a b"`` for the border two
        shapes share; ``only``: draw nothing that has none.
    """

    function = "explainer.shapes"
    #: What a page holds under the name of a file that is none of geography's.
    held: dict[str, Any] | None = None

    @classmethod
    def of_one(cls, feature: dict[str, Any], look: str, **put: str) -> "Shapes":
        """Return one shape of a story's own with a CSS class; a page holds it once, like a file."""
        id = feature["properties"]["id"]
        made = cls(f"own-{id}", classes={id: look}, **put)
        only = {"type": "Feature", "properties": {"id": id}, "geometry": feature["geometry"]}
        made.held = {"type": "FeatureCollection", "features": [only]}
        return made

    @property
    def features(self) -> list[dict[str, Any]]:
        """The GeoJSON features it can draw."""
        named = isinstance(self.data, str)
        return (self.held or (geography.load(self.data) if named else self.data))["features"]

    def render(self, **kwargs: Any) -> None:
        """Put a file of shapes into the page once, however many layers draw from it."""
        if isinstance(self.data, str):
            shapes = _held(self.held) if self.held else _file(self.data)
            file = Verbatim(f"(explainer.files ??= {{}})[{js(self.data)}] = {shapes};")
            self.get_root().script.add_child(file, name=f"file-{self.data}", index=0)
        super().render(**kwargs)


def drawn(
    geometries: Iterable[dict[str, Any]], said: Iterable[dict[str, str]] = (), **put: str
) -> Shapes:
    """Return geometries as a layer, each with properties of its own if they are given."""
    features = [
        {"type": "Feature", "properties": said or {"cls": ""}, "geometry": geometry}
        for geometry, said in zip_longest(geometries, said)
    ]
    return Shapes({"type": "FeatureCollection", "features": features}, **put)


class Verbatim(Element):
    """Text for a page that is not read as a template."""

    _template = Template("{{ this.text }}")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


#: What a page has to know of a shape: its name, or those of the two that share a border.
_NAMED = ("id", "a", "b")
#: Digits after the point of a degree: a millionth is 11 cm.
_DIGITS = 6


@cache
def _file(name: str) -> str:
    return _code(geography.load(name)["features"], geography.GRID)


def _held(shapes: dict[str, Any]) -> str:
    """Return what a page holds of a story's own shapes, as exact as they were written."""
    rings = (geodesy.chains_of(feature["geometry"]) for feature in shapes["features"])
    points = chain.from_iterable(chain.from_iterable(rings))
    written = (f"{value:.{_DIGITS}f}".rstrip("0") for value in chain.from_iterable(points))
    digits = max(len(number.partition(".")[2]) for number in written)
    return _code(shapes["features"], 10**digits)


def _code(features: Iterable[dict[str, Any]], grid: int) -> str:
    folded = [
        {
            "properties": {key: value for key, value in said.items() if key in _NAMED},
            "geometry": geometry | {"coordinates": _steps(geometry["coordinates"], grid)},
        }
        for feature in features
        for said, geometry in [(feature["properties"], feature["geometry"])]
    ]
    return f"explainer.unfold({js(folded, separators=(',', ':'))}, {grid})"


def _steps(coordinates: list[Any], grid: int) -> list[Any]:
    """Return each ring or line as the steps from point to point, in a row: half as many letters.

    >>> _steps([[[10.0, 50.0], [10.001, 49.998]]], 1000)
    [[10000, 50000, 1, -2]]
    """
    if isinstance(coordinates[0][0], list):
        return [_steps(part, grid) for part in coordinates]
    x, y = ([round(value * grid) for value in column] for column in zip(*coordinates, strict=True))
    steps = (map(int.__sub__, column[1:], column) for column in (x, y))
    return [x[0], y[0], *chain.from_iterable(zip(*steps, strict=True))]


class Names(OwnLayer):
    """Names of areas: dicts with ``lat``, ``lon``, ``text``, ``cls``, ``priority``."""

    function = "new explainer.names"


class Markers(OwnLayer):
    """Places as markers: one Tab stop, arrow keys from place to place, Enter opens.

    The data are dicts as :func:`explainer.maps.marks.mark` makes them. Of markers nearer to each
    other than ``apart`` pixels only the first is drawn. ``listed`` is the title of a list beside
    the map, of what stands in the markers under that name; the map goes to what is chosen there,
    with their ``reach`` in km around it.
    """

    function = "new explainer.markers"


class MapLegend(Call):
    """The legend of a map, beside it, or below it in a narrow page.

    Its items are of :func:`explainer.page.cards.symbol` and ``swatch``; empty notes are left out.
    """

    def __init__(self, title: str, items: Iterable[Html], notes: Iterable[str] = ()) -> None:
        self.html = cards.legend(title, items, filter(None, notes))
        super().__init__("explainer.legend", str(self.html))


class Captions(Call):
    """Writes the text that goes with a layer's name under the map, whenever the layer changes.

    `label` is what is chosen, `key` how an address names it: ``#view-…``.
    """

    def __init__(
        self,
        texts: list[tuple[str, Html]],
        label: str = "Borders drawn as",
        key: str = "view",
    ) -> None:
        self.texts = texts
        super().__init__("explainer.captions", texts, label, key)


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
