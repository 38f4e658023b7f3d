"""The base map all maps of a story share: land, sea, borders, names, title, whose view it is."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

import folium

from explainer.dates import day_words
from explainer.errors import GeographyError
from explainer.ground import geography
from explainer.maps.layers import Names, Prepare, Shapes, street_tiles
from explainer.page import cards
from explainer.page.offline import HEIGHT, Figure
from explainer.story import Story, views

Bounds = tuple[tuple[float, float], tuple[float, float]]

#: First views: ((south, west), (north, east)) in degrees.
EXTENTS: dict[str, Bounds] = {
    "europe": ((39.0, -8.0), (62.5, 47.0)),
    "ukraine": ((44.0, 21.5), (52.6, 41.0)),
    "donbas": ((46.9, 36.6), (49.3, 40.4)),
    "world": ((-35.0, -130.0), (72.0, 150.0)),
}

ATTRIBUTION = cards.Html("Map data: Natural Earth · Places: GeoNames (CC BY 4.0)")

_SEAS = (
    ("Black Sea", 43.3, 34.6, 20),
    ("Baltic Sea", 57.4, 19.9, 21),
    ("North Sea", 56.3, 3.2, 24),
    ("Mediterranean Sea", 38.6, 5.8, 25),
    ("Sea of Azov", 46.1, 36.6, 60),
    ("Caspian Sea", 42.0, 50.6, 26),
    ("Atlantic Ocean", 46.5, -14.0, 27),
    ("Adriatic Sea", 42.9, 15.3, 61),
    ("Barents Sea", 71.5, 36.0, 28),
)


def base(
    story: Story,
    title: str,
    *,
    subtitle: str = "",
    view: str | None = "un",
    extent: str | Bounds = "europe",
    height: str = HEIGHT,
    named: Iterable[str] = (),
    classes: Mapping[str, str] | None = None,
    finer: Collection[str] = (),
    tiles: bool = False,
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
    view : str or None
        Id of the point of view whose borders are drawn (``story.views``). None draws no disputed
        border, for maps whose layers bring their own.
    extent : str or pair of points
        A key of :data:`EXTENTS` or ((south, west), (north, east)) in degrees: the first view.
    height : str
        CSS height in a notebook.
    named : iterable of str
        Shape ids whose names other layers write, so that the base map leaves them out.
    classes : mapping of str to str, optional
        Extra CSS class per shape id, for maps that colour countries.
    finer : collection of str
        Borders that other layers draw, so that the base map leaves them out: ``"RU UA"``.
    tiles : bool
        Offer OpenStreetMap's street map as a layer the reader can switch on.

    Returns
    -------
    folium.Map
        Its figure is an :class:`explainer.page.offline.Figure`: it needs no network.

    Raises
    ------
    GeographyError
        If the extent is not known.
    UnknownRecord
        If the point of view is not known.

    Examples
    --------
    >>> import explainer as ex
    >>> ex.maps.base(ex.load(), "Europe on 2 December 2021")  # doctest: +ELLIPSIS
    <folium.folium.Map object at ...>
    """
    bounds = EXTENTS[extent] if isinstance(extent, str) and extent in EXTENTS else extent
    if isinstance(bounds, str):
        raise GeographyError(f"There is no extent {bounds!r}. Use one of: {', '.join(EXTENTS)}")
    figure = Figure(title, height, _head(title, subtitle), caption(story, view))
    result = folium.Map(tiles=None, zoom_control=True, zoom_snap=0.25, world_copy_jump=False)
    result.options.update(min_zoom=1.5, max_zoom=13, zoom_delta=0.5, wheel_px_per_zoom_level=120)
    figure.add_child(result)
    Prepare(title, bounds, ATTRIBUTION).add_to(result)
    for shapes in (*land(story, classes or {}), *undisputed_borders(story, finer)):
        shapes.add_to(result)
    if view is not None:
        for shapes in disputed_borders(story, view, finer):
            shapes.add_to(result)
    for shapes in own_lines(story):
        shapes.add_to(result)
    names(story, named).add_to(result)
    if tiles:
        street_tiles().add_to(result)
    return result


def land(story: Story, classes: Mapping[str, str]) -> list[Shapes]:
    """Return the land of the world and of the story's own units, with extra classes by shape."""
    found = [Shapes(name, pane="ex-land", classes=dict(classes)) for name in story.ground.land]
    own_land = {
        feature["properties"]["id"]: classes.get(feature["properties"]["of"], "")
        for feature in story.ground.of_kind("land")
    }
    found += own(story, "sea", pane="ex-land", cls="ex-sea")
    return (
        found
        + own(story, "land", own_land, pane="ex-land")
        + own(story, "unit", dict(classes), pane="ex-land")
    )


def own(
    story: Story,
    kind: str,
    classes: Mapping[str, str] | None = None,
    *,
    only: bool = False,
    **put: str,
) -> list[Shapes]:
    """Return the story's own shapes of one kind as a layer, or nothing if it has none.

    Parameters
    ----------
    story : Story
    kind : {"unit", "area", "line"}
    classes : mapping of str to str, optional
        Extra CSS class per shape id.
    only : bool
        Draw only what `classes` names.
    **put
        Pane and class of :class:`~explainer.maps.layers.Shapes`.
    """
    classes = classes or {}
    features = [
        {
            "type": "Feature",
            "properties": {"id": id, "cls": classes.get(id, "")},
            "geometry": feature["geometry"],
        }
        for feature in story.ground.of_kind(kind)
        if (id := feature["properties"]["id"]) in classes or not only
    ]
    return [Shapes({"type": "FeatureCollection", "features": features}, **put)] if features else []


def own_lines(story: Story) -> list[Shapes]:
    """Return the story's own areas and lines, drawn over the land."""
    areas = own(story, "area", pane="ex-areas", cls="ex-own-area")
    return areas + own(story, "line", pane="ex-lines", cls="ex-line ex-own-line")


def undisputed_borders(story: Story, leave_out: Collection[str] = ()) -> list[Shapes]:
    """Return the land borders that touch no disputed area, except some."""
    units = {*geography.units()}
    return _lines(story, lambda a, b: None if {a, b} & units else "", leave_out)


def disputed_borders(story: Story, view: str, leave_out: Collection[str] = ()) -> list[Shapes]:
    """Return the borders of disputed areas, dashed; dotted where a view draws no state border."""
    shown = views.assignment(story, view)

    def cls(a: str, b: str) -> str | None:
        if not {a, b} & {*geography.units()}:
            return None
        return "ex-inner" if shown.get(a, a) == shown.get(b, b) else "ex-contested"

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


def names(story: Story, leave_out: Iterable[str] = ()) -> Names:
    """Return the names of countries, seas and own shapes, except those of some shapes."""
    left_out = set(leave_out)
    labels = [
        {
            "lat": properties["ly"],
            "lon": properties["lx"],
            "text": properties["name"],
            "area": properties["id"],
            "cls": "ex-country",
            "priority": 30 + properties["rank"],
            "minZoom": 6 if properties.get("of") or _is_tiny(feature) else 0,
        }
        for feature in _countries(story)
        if (properties := feature["properties"]).get("lx") is not None
        and properties["id"] not in left_out
        and not properties.get("disputed")
    ]
    labels += [
        {"lat": lat, "lon": lon, "text": name, "cls": "ex-sea-name", "priority": priority}
        for name, lat, lon, priority in _SEAS
        if name not in left_out
    ]
    labels += [
        {
            "lat": properties["ly"],
            "lon": properties["lx"],
            "text": properties["name"],
            "cls": "ex-region-name",
            "priority": 40,
        }
        for kind in ("area", "line")
        for feature in story.ground.of_kind(kind)
        if (properties := feature["properties"])["id"] not in left_out
    ]
    return Names(labels)


def _countries(story: Story) -> Iterable[dict[str, Any]]:
    """Return the shape of each country once: the finer one."""
    shapes = {
        feature["properties"]["id"]: feature
        for name in story.ground.land
        for feature in geography.load(name)["features"]
    }
    return shapes.values()


def _is_tiny(feature: dict[str, Any]) -> bool:
    """Say whether a country is too small for its name at the first view (Monaco, Jersey)."""
    rings = feature["geometry"]["coordinates"]
    if feature["geometry"]["type"] == "MultiPolygon":
        rings = [ring for polygon in rings for ring in polygon]
    lons, lats = zip(*(point for ring in rings for point in ring), strict=True)
    return max(lons) - min(lons) < 1.2 and max(lats) - min(lats) < 1


def _head(title: str, subtitle: str) -> cards.Html:
    return cards.fill(
        '<header class="ex-head"><h1>$title</h1><p>$subtitle</p></header>',
        title=title,
        subtitle=subtitle,
    )


def caption(story: Story, view: str | None) -> cards.Html:
    """Return the line under a map: whose borders, since when, by which document, on which day."""
    if view is None:
        return cards.Html('<p class="ex-foot" aria-live="polite"></p>')
    whose = story.view(view)
    return cards.fill(
        '<p class="ex-foot" aria-live="polite">Borders drawn as: <b>$view</b> ($whose), on $day. '
        "By: $document. Dashed lines: disputed. Boundaries shown do not imply endorsement.</p>",
        view=whose.name,
        whose=whose.whose,
        day=day_words(story.day),
        document=whose.document,
    )
