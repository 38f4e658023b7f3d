"""Maps to put a pin on, on a place or on an edge: the thin ends of ``static/pinning.js``."""

from typing import Any

import folium

from explainer.errors import StoryError
from explainer.maps.base import base
from explainer.maps.buildup import buildup, reported
from explainer.maps.layers import Call
from explainer.page import words
from explainer.story import Story, views
from explainer.story.records import Place

#: A place that reaches farther than this is no point to be found, in km.
_WIDEST = 100


def pin_it(story: Story, *ids: str, **base_options: object) -> folium.Map:
    """Return a map on which a reader puts a pin where places may be, and learns the error in km.

    Parameters
    ----------
    story : Story
    *ids : str
        Places of the story that have a point, in the order in which they are asked for; three of
        them if none is named.
    **base_options
        As of :func:`explainer.maps.base`.

    Returns
    -------
    folium.Map
        The pin can be dragged, set with a click, or moved with the arrow keys. Around the place
        a circle shows how exact its own point is. Nothing is kept.

    Raises
    ------
    UnknownRecord
        If there is no such place.
    StoryError
        If one is an area and not a point, or the story has no points.
    """
    every = words.shown(story, story.places, "place", "places.toml")
    places = [story.place(id) for id in ids] or [*filter(_exact, every)][:3]
    if wide := [one.id for one in places if not _exact(one)]:
        raise StoryError(f"A pin needs places that are points. Leave out: {', '.join(wide)}")
    if not places:
        raise StoryError("This story has no place that is a point. Add one to places.toml")
    options = {"subtitle": "Where is it? Put the pin, then press Here"}
    result = base(story, "Put a pin", **options | base_options)
    asked = [{"name": one.name, "point": one.point, "km": one.precision_km or 1} for one in places]
    Call("explainer.pinning", asked).add_to(result)
    return result


def edge(story: Story, lesson: str = "", id: str = "", **options: Any) -> folium.Map:
    """Return the map of the sites, on which a reader draws up to where something is near a country.

    Parameters
    ----------
    story : Story
        ``[presets.buildup]`` of its ``maps.toml`` names the country and the kinds of sites.
    lesson, id : str
        The guess (:func:`explainer.guess`) on the same page whose number is the edge, in km.
    **options
        As of :func:`explainer.maps.buildup`.

    Returns
    -------
    folium.Map
        The edge is dragged by a pin, set with a click, or moved with the arrow keys; above the
        map stands which sites are inside. Distances are rounded to 10 km, as everywhere.

    Raises
    ------
    StoryError, UnknownRecord
        As of :func:`explainer.maps.buildup`.
    """
    said = {"title": "How far is still near?", "subtitle": "Drag the edge, and see what is inside."}
    result = buildup(story, **said | options)
    country = story.maps.preset("buildup").country
    sites = []
    for site in reported(story):
        way = views.distance(story, site.id, country, options.get("view"))
        sites.append({"name": site.name, "point": way.start, "far": round(way.km, -1)})
    name = story.ground.names(country)["en"]
    Call("explainer.edge", name, sites, f"{lesson}/guess/{id}").add_to(result)
    return result


def _exact(place: Place) -> bool:
    return place.point is not None and (place.precision_km or 0) <= _WIDEST
