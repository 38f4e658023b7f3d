"""The places a reader confirmed in a text of their own, as a map and as a table."""

from collections.abc import Sequence
from typing import Any

import folium
from geopy.location import Location

from explainer.maps.base import base
from explainer.maps.candidates import around
from explainer.maps.layers import Markers
from explainer.maps.places import areas
from explainer.page import cards
from explainer.story import Story, views

_POINTS = {"city": "city", "town": "city", "building": "building", "site": "site"}


def confirmed(
    story: Story, places: Sequence[tuple[str, Location]], view: str = "un", **base_options: Any
) -> folium.Map:
    """Return a map of the places that the names in a text stand for.

    Parameters
    ----------
    story : Story
        Whose borders are drawn, as on its day.
    places : sequence of (str, geopy.location.Location)
        Name in the text, and the place of :class:`explainer.Gazetteer` that a reader chose.
    view : str
        Id of the point of view that draws the borders, and gives disputed areas to countries.
    **base_options
        As of :func:`explainer.maps.base`.

    Returns
    -------
    folium.Map
        Countries are coloured, regions are dotted areas; only towns, buildings and sites are
        points.

    Examples
    --------
    >>> import explainer as ex
    >>> kyiv = ex.Gazetteer().geocode("Kyiv")
    >>> confirmed(ex.load(), [("Kiev", kyiv)])  # doctest: +ELLIPSIS
    <folium.folium.Map object at ...>
    """
    found = [place.raw for _, place in places]
    countries = {raw["country"] for raw in found if raw["kind"] == "country"}
    units = views.assignment(story, view)
    land = {*countries, *(unit for unit, owner in units.items() if owner in countries)}
    options = {
        "subtitle": "As the reader chose them, from a list of places of November 2021",
        "extent": around([place for _, place in places]),
        "named": [*countries, *(raw["names"]["en"] for raw in found)],
        "classes": dict.fromkeys(land, "ex-story"),
    }
    result = base(story, "The places of your text", view=view, **options | base_options)
    regions = [place for _, place in places if place.raw["kind"] == "region"]
    ours = [story.place(id) for place in regions if (id := place.raw["place_id"])]
    areas(story, ours).add_to(result)
    for place in regions:
        if not place.raw["place_id"]:
            _extent(place).add_to(result)
    Markers([_marker(name, place) for name, place in places]).add_to(result)
    return result


def confirmed_table(places: Sequence[tuple[str, Location]]) -> cards.Html:
    """Return the same places as a table: name in the text, place, kind, where, how exact."""
    head = ["In the text", "Place", "Kind", "Where", "How exact"]
    rows = (
        [
            name,
            place.address,
            place.raw["kind"],
            cards.degrees(place.latitude, place.longitude),
            _exact(place),
        ]
        for name, place in places
    )
    return cards.table("The places of your text", head, rows)


def _extent(region: Location) -> folium.Circle:
    """Return about how far a region reaches that has no shape here."""
    return folium.Circle(
        (region.latitude, region.longitude),
        radius=region.raw["precision_km"] * 1000,
        class_name="ex-shape ex-area",
        interactive=False,
    )


def _marker(name: str, place: Location) -> dict[str, Any]:
    raw = place.raw
    rows = {"In the text": f"“{name}”", "Kind": raw["kind"], "How exact": _exact(place)}
    return {
        "lat": place.latitude,
        "lon": place.longitude,
        "symbol": _POINTS.get(raw["kind"], "area"),
        "name": name,
        "spoken": f"“{name}”: {place.address}, {raw['kind']}",
        "label": raw["names"]["en"],
        "labelCls": "ex-strong",
        "priority": 1,
        "popup": str(cards.facts(place.address, (raw["status"] or {}).get("text", ""), rows)),
    }


def _exact(place: Location) -> str:
    what = "a point, exact to" if place.raw["kind"] in _POINTS else "an area, within"
    return f"{what} about {place.raw['precision_km']:g} km"
