"""The map of all places a story names or happens in."""

from collections.abc import Iterable
from typing import Any

import folium

from explainer.maps.base import EXTENTS, Bounds, base
from explainer.maps.layers import Legend, Markers, Shapes
from explainer.page import cards
from explainer.story import Story
from explainer.story.records import Place

_SYMBOLS = {
    "city": "city",
    "town": "city",
    "building": "building",
    "site": "site",
}

_LABELS = {"sea": "ex-sea-name", "continent": "ex-continent"}


def places(
    story: Story,
    shown: Iterable[Place] | None = None,
    *,
    title: str = "Where the story happens",
    subtitle: str = "Places the article names, and places where the story happens unnamed",
    extent: str | Bounds = "europe",
    **base_options: Any,
) -> folium.Map:
    """Return a map of the places of a story.

    Parameters
    ----------
    story : Story
    shown : iterable of Place, optional
        Only these; by default :func:`in_the_news`.
    title, subtitle, extent, **base_options
        As of :func:`explainer.maps.base`.

    Returns
    -------
    folium.Map

    Examples
    --------
    >>> import explainer as ex
    >>> story = ex.load()
    >>> ex.maps.places(story, [story.place("kyiv"), story.place("crimea")])  # doctest: +ELLIPSIS
    <folium.folium.Map object at ...>
    """
    records = list(in_the_news(story) if shown is None else shown)
    located = [place for place in records if place.point]
    named = {place.area for place in located if place.area} | {place.name for place in located}
    story_land = dict.fromkeys((p.area for p in located if p.kind == "country"), "ex-story")
    result = base(
        story,
        title,
        subtitle=subtitle,
        extent=extent,
        named=named,
        classes=story_land,
        **base_options,
    )
    areas(story, (place for place in located if place.kind == "region")).add_to(result)
    Markers([marker(story, place) for place in located]).add_to(result)
    Legend(_legend(records, extent)).add_to(result)
    return result


def in_the_news(story: Story, *, named: bool = False) -> tuple[Place, ...]:
    """Return the places the article names or happens in, without those of the background.

    Parameters
    ----------
    story : Story
    named : bool
        Only those the article names.

    Examples
    --------
    >>> import explainer as ex
    >>> [place.name for place in in_the_news(ex.load(), named=True) if place.kind == "sea"]
    ['Black Sea']
    """
    return tuple(
        place
        for place in story.places
        if not place.background and place.known_by(story.day) and (place.named or not named)
    )


def areas(story: Story, regions: Iterable[Place]) -> Shapes:
    """Return the regions among the places as areas: a region is not a pin."""
    features = [
        {
            "type": "Feature",
            "properties": {"cls": "ex-disputed" if place.question else ""},
            "geometry": story.ground.feature(place.area)["geometry"],
        }
        for place in regions
        if place.area
    ]
    return Shapes(
        {"type": "FeatureCollection", "features": features}, pane="ex-areas", cls="ex-area"
    )


def marker(story: Story, place: Place) -> dict[str, Any]:
    """Return what ``static/map.js`` needs to draw a place."""
    symbol = _SYMBOLS.get(place.kind, "area")
    weight = {"country": 0, "region": 1, "continent": 3, "sea": 4, "city": 10}.get(place.kind, 20)
    return {
        "lat": place.lat,
        "lon": place.lon,
        "symbol": symbol,
        "name": place.name,
        "spoken": cards.spoken(place),
        "label": place.name,
        "priority": weight + (0 if place.named else 5),
        "cls": "" if place.named else "ex-unnamed",
        "labelCls": _LABELS.get(place.kind, "ex-strong" if place.named else ""),
        "popup": str(cards.place(story, place)),
    }


def _legend(records: list[Place], extent: str | Bounds) -> cards.Html:
    entries = [
        ("city", "", "city or town, named in the article"),
        ("city", "ex-unnamed", "city or town, not named"),
        ("building", "", "building"),
        ("site", "ex-unnamed", "military site"),
    ]
    used = {(_SYMBOLS.get(p.kind), "" if p.named else "ex-unnamed") for p in records if p.point}
    items = [cards.symbol(s, cls, label) for s, cls, label in entries if (s, cls) in used]
    notes = [
        "A name with +1, +2 …: more places at this spot; zoom in.",
        _note("Not a place, so not on the map", [p.name for p in records if not p.point]),
        _note("Outside this view (zoom out)", [p.name for p in records if _outside(p, extent)]),
    ]
    return cards.legend("Places", items, notes)


def _note(label: str, names: list[str]) -> str:
    return f"{label}: {', '.join(names)}." if names else ""


def _outside(place: Place, extent: str | Bounds) -> bool:
    if not place.point:
        return False
    (south, west), (north, east) = EXTENTS[extent] if isinstance(extent, str) else extent
    lat, lon = place.point
    return not (south <= lat <= north and west <= lon <= east)
