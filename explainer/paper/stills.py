"""Maps on paper: the same layers as a folium map of ours, drawn with matplotlib.

>>> ex.paper.still(ex.maps.places(ex.load())).title.partition(":")[0]
'Where the story happens'
"""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

import folium
from branca.element import Element
from matplotlib.axes import Axes
from matplotlib.markers import MarkerStyle
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.patheffects import withStroke
from matplotlib.transforms import Affine2D, Bbox

from explainer.charts import lettering
from explainer.charts.figure import Chart, Sheet, drawing
from explainer.charts.room import MARGIN, WIDTH
from explainer.ground import geodesy
from explainer.maps.layers import ATTRIBUTION, Captions, MapLegend, Markers, Names, Prepare, Shapes
from explainer.maps.tour import Tour
from explainer.maps.years import Years
from explainer.page import cards
from explainer.page.blocks import Key, walk, words
from explainer.paper.frame import Frame
from explainer.paper.inks import Ink, color, ink
from explainer.paper.labels import MapLabel, around, place, within

T = TypeVar("T")
Row = dict[str, Any]
_LAND, _AREAS, _LINES = 1, 4, 5
_PANES = {"ex-areas": _AREAS, "ex-lines": _LINES}
_SYMBOLS = {"city": "o", "building": "D", "site": "^", "base": "s", "exercise": "P", "shield": "p"}
_SYMBOLS |= {"held-a": "o", "held-b": "s", "held-both": "o", "distance": "_"}
_SIZE, _ROW = 12.0, 18


@drawing()
def still(drawn: folium.Map) -> Chart:
    """Return a map of this package as a picture to save as PNG, SVG or PDF, with words and legend.

    Parameters
    ----------
    drawn : folium.Map
        A map of :mod:`explainer.maps`; of layers to choose from the first is drawn.
    """
    elements = list(_elements(drawn))
    prepare = _all(elements, Prepare)[0]
    frame = Frame(prepare.options["bounds"], WIDTH - 2 * MARGIN)
    entries = [key for it in _all(elements, MapLegend) for key in _all(walk(it.html), Key)]
    title = prepare.options["title"]
    subtitle = _subtitle(prepare, elements) if title == drawn.get_root().title else ""
    drawn_on = f"{words(ATTRIBUTION)}. Projection: {frame.projection}."
    # A map with several views says under it whose borders the layer shows; the first is drawn.
    views = [item.texts[0][1] for item in _all(elements, Captions)]
    foot = f"{words(views[0] if views else prepare.caption)} {drawn_on}"
    sheet = Sheet(title, subtitle, foot, frame.height + _ROW * len(entries) + 12)
    axes = _axes(sheet, frame)
    changed = _last_year(elements)
    level = _LAND
    for shapes in _all(elements, Shapes):
        _draw_shapes(axes, frame, shapes, changed, level)
        level += shapes.options.get("cls") == "ex-sea"  # what follows lies on this patch
    places = _rows(elements, Markers)
    for item in _all(elements, Tour):
        places += _stops(item)
    labels = [*_of_places(axes, frame, places), *_of_names(frame, _rows(elements, Names), places)]
    _write(axes, frame, labels)
    _draw_legend(sheet, entries, frame.height + 12)
    spoken = [row["spoken"] for row in places]
    alt = " ".join(f"{text.rstrip('.')}." for text in (title, subtitle, "; ".join(spoken)) if text)
    return Chart(title, sheet.figure, alt, cards.table(title, ["Place"], ([it] for it in spoken)))


def _all(items: Iterable[Any], kind: type[T]) -> list[T]:
    """Return the items of one kind."""
    return [item for item in items if isinstance(item, kind)]


def _rows(elements: Iterable[Any], kind: type[Markers | Names]) -> list[Row]:
    """Return what the elements of one kind draw."""
    return [row for item in _all(elements, kind) for row in item.data]


def _subtitle(prepare: Prepare, elements: list[Element]) -> str:
    """Return the words under the title of a map; on paper a tour needs a key."""
    said = words(prepare.subtitle)
    key = ". In brackets: the numbers of the stops."
    return f"{said.rstrip('.')}{key}" if _all(elements, Tour) else said


def _stops(tour: Tour) -> list[Row]:
    """Return the places of all stops, each once, with the numbers of its stops."""
    found: dict[str, tuple[dict[str, Any], list[int]]] = {}
    for number, group in enumerate(tour.groups, start=1):
        for markers in _all(group._children.values(), Markers):
            for row in markers.data:
                found.setdefault(row["name"], (row, []))[1].append(number)
    return [
        row | {"label": f"{row['label']} ({', '.join(map(str, numbers))})"}
        for row, numbers in found.values()
    ]


def _elements(parent: Element) -> Iterator[Element]:
    """Yield the elements of a map; of its layers only those that are shown when it opens."""
    for child in parent._children.values():
        if getattr(child, "show", True):
            yield child
            yield from _elements(child)


def _last_year(elements: list[Element]) -> dict[str, str]:
    """Return the classes a year control gives to shapes in the last year."""
    found: dict[str, str] = {}
    for item in _all(elements, Years):
        found |= dict.fromkeys(item.options["since"], "ex-in") | item.options["atLast"]
    return found


def _axes(sheet: Sheet, frame: Frame) -> Axes:
    """Return the map's place on a sheet, with a frame around it."""
    axes = sheet.axes(MARGIN, 0, frame.width, frame.height)
    axes.set(xlim=(0, frame.width), ylim=(frame.height, 0), xticks=[], yticks=[])
    # Printed in black and white, the blue of the sea would be the grey of the land.
    axes.set_facecolor("white")
    size = (frame.width, frame.height)
    axes.add_patch(Rectangle((0, 0), *size, fill=False, ec=color("line"), lw=2, zorder=6))
    return axes


def _on(frame: Frame, rows: Iterable[Row]) -> Iterator[tuple[Row, float, float]]:
    """Yield what is on the map of places and names, each with its point in pixels."""
    for row in rows:
        x, y = frame.at(row["lat"], row["lon"])
        if 0 <= x <= frame.width and 0 <= y <= frame.height:
            yield row, x, y


def _draw_shapes(
    axes: Axes, frame: Frame, shapes: Shapes, changed: dict[str, str], land: float
) -> None:
    pane, cls = shapes.options.get("pane"), shapes.options.get("cls") or ""
    for geometry, own in _drawn(shapes, changed if pane == "ex-areas" else {}):
        if path := _path(frame, geometry):
            if pane == "ex-land" and cls != "ex-sea":
                _draw(axes, path, ink("ex-edge"), land - 0.5)
            level = land if pane == "ex-land" else _PANES.get(pane, _AREAS)
            _draw(axes, path, ink(f"ex-shape {cls} {own}"), level)


def _drawn(shapes: Shapes, changed: dict[str, str]) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield the geometries of a layer with their own CSS classes."""
    classes = shapes.options.get("classes") or {}
    of_file = isinstance(shapes.data, str)
    for feature in shapes.features:
        said = feature["properties"]
        key = said.get("id") or f"{said.get('a')} {said.get('b')}"
        own = classes.get(key, "") if of_file else said.get("cls", "")
        if not (of_file and shapes.options.get("only")) or key in classes:
            yield feature["geometry"], changed.get(key, own)


def _draw(axes: Axes, path: Path, style: Ink, level: int) -> None:
    dashes = (0, style.dashes) if style.dashes else "solid"
    common = {"zorder": level, "clip_on": True}
    axes.add_artist(  # a patch would have each of its curves measured, for limits that stand
        PathPatch(
            path,
            fc=style.fill or "none",
            ec=style.stroke or "none",
            lw=style.width if style.stroke else 0,
            ls=dashes,
            **common,
        )
    )
    if style.hatch:
        hatching = PathPatch(
            path, fc="none", ec=color("hatch"), lw=0, hatch=style.hatch, alpha=0.55, **common
        )
        hatching.set_hatch_linewidth(0.6)
        axes.add_artist(hatching)


def _path(frame: Frame, geometry: dict[str, Any]) -> Path | None:
    """Return the rings and lines that reach into a map; None if none does."""
    paths = [
        Path([frame.at(lat, lon) for lon, lat in ring]) for ring in geodesy.chains_of(geometry)
    ]
    sheet = Bbox.from_bounds(0, 0, frame.width, frame.height)
    paths = [path for path in paths if path.get_extents().overlaps(sheet)]
    return Path.make_compound_path(*paths) if paths else None


def _of_places(axes: Axes, frame: Frame, places: Iterable[Row]) -> Iterator[MapLabel]:
    """Draw the symbols of places, and yield their labels."""
    for row, x, y in _on(frame, places):
        area = row["symbol"] == "area"
        bold = area or "ex-strong" in row.get("labelCls", "")
        if not area:
            _draw_symbol(axes, x, y, row["symbol"], row.get("cls") or "")
        text = _one_line(row.get("label") or "", ", ")
        where = within if area else around
        yield MapLabel(text, x, y, row["priority"], _SIZE, bold, where, marked=not area)


def _of_names(frame: Frame, names: Iterable[Row], places: Iterable[Row]) -> Iterator[MapLabel]:
    """Yield the labels of areas, without those kept for closer views and those that are places."""
    hidden = {row["name"] for row in places}
    names = (row for row in names if not row.get("minZoom") and row["text"] not in hidden)
    for row, x, y in _on(frame, names):
        look = {"soft": True, "italic": "sea" in row.get("cls", "")}
        text = _one_line(row["text"])
        yield MapLabel(text, x, y, row["priority"], _SIZE - 1.5, False, within, **look)


def _write(axes: Axes, frame: Frame, labels: Iterable[MapLabel]) -> None:
    symbols = [(label.x, label.y) for label in labels if label.marked]
    named = (label for label in labels if label.text)
    for label, left, top in place(named, symbols, frame.width, frame.height):
        axes.text(
            left,
            top + label.size,
            label.text,
            size=label.size,
            weight="bold" if label.bold else "normal",
            style="italic" if label.italic else "normal",
            color=color("ink-soft" if label.soft else "ink"),
            va="baseline",
            zorder=8,
            path_effects=[withStroke(linewidth=2.5, foreground=color("halo"))],
        )


def _one_line(text: str, between: str = " ") -> str:
    return text.replace("-\n", "-").replace("\n", between)


def _draw_symbol(axes: Axes, x: float, y: float, symbol: str, cls: str) -> None:
    named = "ex-unnamed" not in cls
    tone = color("accent" if named else "second")
    axes.plot(
        [x],
        [y],
        marker=MarkerStyle(
            _SYMBOLS.get(symbol, "o"), fillstyle="left" if symbol == "held-both" else "full"
        ),
        ms=8,
        color=tone if named else color("halo"),
        mfcalt=color("halo"),
        mec=tone,
        mew=1.6,
        zorder=7,
    )


def _draw_legend(sheet: Sheet, entries: list[Key], top: float) -> None:
    for number, entry in enumerate(entries):
        y = top + number * _ROW
        if entry.symbol:
            _draw_symbol(sheet.room, MARGIN + 11, y + 8, entry.symbol, entry.cls)
        else:
            where = Affine2D().scale(22, 12).translate(MARGIN, y + 2)
            look = ink(f"ex-shape {entry.cls}")
            _draw(sheet.room, Path.unit_rectangle().transformed(where), look, 2)
            edge = Rectangle((MARGIN, y + 2), 22, 12, fill=False, ec=color("border-strong"))
            sheet.room.add_patch(edge)
        sheet.write(
            MARGIN + 32, y, lettering.wrap(entry.label, WIDTH - 4 * MARGIN, _SIZE)[0], _SIZE
        )
