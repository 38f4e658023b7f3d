"""The base map all maps of a story share: land, sea, borders, names, title, whose view it is."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

import folium

from explainer.dates import day_words
from explainer.ground import geography
from explainer.maps.frames import Bounds, first_view
from explainer.maps.layers import Markers, Prepare, Shapes, drawn, street_tiles
from explainer.maps.names import area_names
from explainer.page import cards
from explainer.page.blocks import lines
from explainer.page.offline import HEIGHT, MapPage, inside
from explainer.story import Story, views
from explainer.story.presets import MapWords

_MERCATOR = " Mercator’s projection: the farther from the equator, the larger land looks."


class StoryMap(folium.Map):
    """A folium map that says in words what it shows where only letters are shown."""

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        figure = self.get_root()
        marks = (item.data for item in inside(self) if isinstance(item, Markers))
        places = dict.fromkeys(mark["spoken"] for layer in marks for mark in layer)
        said = lines(f"<h1>{cards.text(figure.title)}</h1>{figure.foot}")
        printer.text("\n".join([*said.split("\n", 1), *places]))


def base(
    story: Story,
    title: str,
    *,
    subtitle: str = "",
    hint: str = "",
    view: str | None = None,
    extent: str | Bounds | None = None,
    height: str = HEIGHT,
    named: Iterable[str] = (),
    classes: Mapping[str, str] | None = None,
    finer: Collection[str] = (),
    disputed: bool = True,
    rivers: bool = True,
    tiles: bool = False,
    network: bool = False,
) -> folium.Map:
    """Return a map with land, sea, borders and names, ready for layers.

    Parameters
    ----------
    story : Story
        Its day and its points of view are written on the map.
    title : str
        What the map shows.
    subtitle : str
        A sentence under the title.
    hint : str
        What a reader can do with the map, after the subtitle; left out on paper.
    view : str, optional
        Id of the point of view whose borders are drawn (``story.views``); by default the one that
        the story's ``maps.toml`` names.
    extent : str or pair of points, optional
        The first view, as of :func:`explainer.maps.frames.first_view`.
    height : str
        CSS height in a notebook.
    named : iterable of str
        Shape ids and seas whose names other layers write, so that the base map leaves them out.
    classes : mapping of str to str, optional
        Extra CSS class per shape id, for maps that colour countries.
    finer : collection of str
        Borders that other layers draw, so that the base map leaves them out: ``"AR CL"``.
    disputed : bool
        Draw the borders of disputed areas, and say whose view that is.
    rivers : bool
        Draw the main rivers.
    tiles : bool
        Offer OpenStreetMap's street map as a layer the reader can switch on.
    network : bool
        Let this one map load from the network what layers and plugins of folium want and this
        package does not ship. Shipped are Fullscreen, MarkerCluster, MeasureControl, HeatMap and
        the pins of folium.Icon.

    Returns
    -------
    folium.Map
        Its figure is an :class:`explainer.page.offline.MapPage`: it needs no network.

    Raises
    ------
    GeographyError
        If the extent is not known.
    UnknownRecord
        If the point of view is not known.

    Examples
    --------
    >>> ex.maps.base(ex.load(), "Where we are")  # doctest: +ELLIPSIS
    <...Map object at ...>
    """
    whose = views.chosen(story, view) if disputed else None
    under = caption(story, whose)
    said = cards.join([subtitle, cards.screen(f" {hint}" if subtitle else hint) if hint else ""])
    head = cards.piece("maphead", title=title, subtitle=said)
    figure = MapPage(title, height, head, under, network=network)
    result = StoryMap(tiles=None, zoom_control=True, zoom_snap=0.25, world_copy_jump=False)
    result.options.update(min_zoom=1.5, max_zoom=13, zoom_delta=0.5, wheel_px_per_zoom_level=120)
    figure.add_child(result)
    Prepare(title, first_view(story, extent), said, under).add_to(result)
    layers = land(story, classes or {})
    if rivers:
        layers.append(Shapes(story.ground.rivers, pane="ex-lines", cls="ex-river", classes={}))
    layers += undisputed_borders(story, finer)
    if whose is not None:
        layers += disputed_borders(story, whose, leave_out=finer)
    for layer in (*layers, *own_lines(story), area_names(story, named, rivers)):
        layer.add_to(result)
    if tiles:
        street_tiles().add_to(result)
    return result


def land(story: Story, classes: Mapping[str, str]) -> list[Shapes]:
    """Return the land of the world and of the story's own units, with extra classes by shape."""
    own_land = (feature["properties"] for feature in story.ground.of_kind("land"))
    own_land = {said["id"]: classes.get(said["of"], "") for said in own_land}
    return [
        *(Shapes(name, pane="ex-land", classes=dict(classes)) for name in story.ground.land),
        *own(story, "sea", pane="ex-land", cls="ex-sea"),
        *own(story, "land", own_land, pane="ex-land"),
        *own(story, "unit", classes, pane="ex-land"),
    ]


def own(
    story: Story, kind: str, classes: Mapping[str, str] | None = None, **put: str
) -> list[Shapes]:
    """Return the story's own shapes of one kind as a layer, or nothing if it has none.

    `classes` are extra CSS classes by shape id, `put` the pane and the class of all of them.
    """
    found = {it["properties"]["id"]: it["geometry"] for it in story.ground.of_kind(kind)}
    said = [{"id": id, "cls": (classes or {}).get(id, "")} for id in found]
    return [drawn(found.values(), said, **put)] if found else []


def own_lines(story: Story) -> list[Shapes]:
    """Return the story's own areas and lines, drawn over the land."""
    areas = own(story, "area", pane="ex-areas", cls="ex-own-area")
    return areas + own(story, "line", pane="ex-lines", cls="ex-line ex-own-line")


def coloured(story: Story, classes: Mapping[str, str]) -> Iterator[Shapes]:
    """Yield areas coloured over the land, wherever their shapes are: only those with a class."""
    for name in story.ground.land:
        ids = {feature["properties"]["id"] for feature in geography.load(name)["features"]}
        if here := {id: cls for id, cls in classes.items() if id in ids}:
            yield Shapes(name, pane="ex-areas", classes=here, only=True)
    for kind in ("unit", "region", "area"):
        for feature in story.ground.of_kind(kind):
            if cls := classes.get(feature["properties"]["id"]):
                yield Shapes.of_one(feature, cls, pane="ex-areas")


def undisputed_borders(story: Story, leave_out: Collection[str] = ()) -> list[Shapes]:
    """Return the land borders that touch no disputed area, except some."""
    units = {*geography.units()}
    return _lines(story, lambda a, b: None if {a, b} & units else "", leave_out)


def disputed_borders(story: Story, *drawn: str, leave_out: Collection[str] = ()) -> list[Shapes]:
    """Return the borders of disputed areas, dashed; dotted where no view draws a state border."""
    shown = [views.assignment(story, view) for view in drawn]

    def cls(a: str, b: str) -> str | None:
        if not {a, b} & {*geography.units()}:
            return None
        one = bool(shown) and all(view.get(a, a) == view.get(b, b) for view in shown)
        return "ex-inner" if one else "ex-contested"

    coasts = own(story, "unit", pane="ex-lines", cls="ex-line ex-contested")
    return _lines(story, cls, leave_out) + coasts


def _lines(
    story: Story, cls: Callable[[str, str], str | None], leave_out: Collection[str]
) -> list[Shapes]:
    """Return the borders between two shapes for which `cls` gives a CSS class, file by file."""
    found = []
    for name in story.ground.lines:
        said = (line["properties"] for line in geography.load(name)["features"])
        pairs = ((line["a"], line["b"]) for line in said)
        classes = {f"{a} {b}": own for a, b in pairs if (own := cls(a, b)) is not None}
        classes = {pair: own for pair, own in classes.items() if pair not in leave_out}
        if classes:
            found.append(Shapes(name, pane="ex-lines", cls="ex-line", classes=classes, only=True))
    return found


def said(story: Story, text: str, view: str | None = None, **facts: Any) -> str:
    """Return a text of a preset with the story's days, a point of view, and facts filled in."""
    whose = views.chosen(story, view)
    name = story.view(whose).name if whose else ""
    now, day = day_words(story.now), day_words(story.day)
    return text.format(now=now, day=day, year=story.day.year, view=name, **facts)


def titled(story: Story, preset: MapWords, view: str | None = None, **facts: Any) -> dict[str, str]:
    """Return what a preset writes above a map, as :func:`base` takes it; `facts` are counted."""
    texts = {"title": preset.title, "subtitle": preset.subtitle, "hint": preset.hint}
    if preset.headline:
        texts |= {"title": preset.headline, "subtitle": f"{preset.title}. {preset.subtitle}"}
    return {name: said(story, text, view, **facts) for name, text in texts.items()}


def caption(story: Story, view: str | None) -> cards.Html:
    """Return the line under a map: whose borders, since when, by which document, on which day."""
    whose = dict(story.view(view)) if view else {}
    mercator = cards.screen(_MERCATOR)
    return cards.piece("mapfoot", view=whose, day=day_words(story.day), mercator=mercator)
