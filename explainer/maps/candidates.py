"""What a gazetteer answers, as a map and as a table: every rival of a name, not only the first."""

from collections.abc import Sequence
from typing import Any

import folium
from geopy.geocoders.base import Geocoder
from geopy.location import Location

from explainer.ground.geography import between_km
from explainer.maps.base import Bounds, base
from explainer.maps.layers import Markers
from explainer.page import cards
from explainer.story import Story
from explainer.story.records import Place

_SYMBOLS = {"building": "building", "site": "site"}


def candidates(
    story: Story, found: Sequence[Location], query: str, **base_options: Any
) -> folium.Map:
    """Return a map of the candidates a gazetteer gives for a name, numbered by rank.

    Parameters
    ----------
    story : Story
    found : sequence of geopy.location.Location
        What ``Gazetteer.geocode(query, exactly_one=False)`` returned.
    query : str
        The name that was asked for.
    **base_options
        As of :func:`explainer.maps.base`.

    Returns
    -------
    folium.Map
    """
    options = {"subtitle": "The first is the best guess of the gazetteer, not the truth"}
    markers = [_marker(location, rank) for rank, location in enumerate(found, start=1)]
    result = base(
        story,
        f"Candidates for “{query}”",
        extent=around(found),
        named=[location.raw["names"]["en"] for location in found],
        **options | base_options,
    )
    Markers(markers).add_to(result)
    return result


def candidates_table(found: Sequence[Location], query: str) -> cards.Html:
    """Return the same candidates as a table, with why each stands where it does."""
    head = ["Rank", "Place", "Kind", "Where", "How exact", "Why at this rank"]
    rows = (
        [
            rank,
            location.address,
            location.raw["kind"],
            cards.degrees(location.latitude, location.longitude),
            f"to about {location.raw['precision_km']:g} km",
            _why(location.raw),
        ]
        for rank, location in enumerate(found, start=1)
    )
    return cards.table(f"Candidates for “{query}”", head, rows)


def geocode_table(story: Story, gazetteer: Geocoder) -> cards.Html:
    """Return what a gazetteer answers to each spelling of the article, beside our own record.

    Parameters
    ----------
    story : Story
    gazetteer : geopy.geocoders.base.Geocoder
        :class:`explainer.Gazetteer`, or any other of geopy's.

    Returns
    -------
    Html
        Columns: spelling in the article, the gazetteer's answer, distance to our point in km,
        what our record says.
    """
    head = ["In the article", "The gazetteer's answer", "Distance to our point", "Our record"]
    rows = []
    for place in story.places:
        for word in place.spelled:
            location = gazetteer.geocode(word)
            answer = location.address if location else "not found"
            rows.append([f"“{word}”", answer, _apart(place, location), _record(place)])
    return cards.table("The article's spellings, asked of the gazetteer", head, rows)


def _apart(place: Place, location: Location | None) -> str:
    if not (location and place.point):
        return "—"
    return f"{between_km(place.point, (location.latitude, location.longitude)):,.0f} km"


def _record(place: Place) -> str:
    used = f", used for: {place.stands_for}" if place.stands_for else ""
    return f"{place.name} ({place.kind}{', status disputed' if place.question else ''}){used}"


def _why(raw: dict[str, Any]) -> str:
    guess = f"A guess: {raw['score']:.0f} of 100 alike. " if raw["guess"] else ""
    return f"{guess}{raw['rank_reason']}"


def _marker(location: Location, rank: int) -> dict[str, Any]:
    raw = location.raw
    status = (raw.get("status") or {}).get("text", "")
    rows = {"Kind": raw["kind"], "How exact": f"to about {raw['precision_km']:g} km"}
    if raw.get("population"):
        rows["People"] = f"about {raw['population']:,} ({raw['source']})"
    rows["Why at this rank"] = _why(raw)
    return {
        "lat": location.latitude,
        "lon": location.longitude,
        "symbol": _SYMBOLS.get(raw["kind"], "city"),
        "name": location.address,
        "spoken": f"Candidate {rank}: {location.address}, {raw['kind']}",
        "label": f"{rank} {raw['names']['en']}",
        "labelCls": "ex-strong" if rank == 1 else "",
        "cls": "" if rank == 1 else "ex-unnamed",
        "priority": rank,
        "popup": str(cards.facts(location.address, status, rows)),
    }


def around(found: Sequence[Location]) -> str | Bounds:
    """Return a first view that holds all candidates, with room around them."""
    if not found:
        return "europe"
    lats = [location.latitude for location in found]
    lons = [location.longitude for location in found]
    room_lat = max(4.0, (max(lats) - min(lats)) * 0.12)
    room_lon = max(7.0, (max(lons) - min(lons)) * 0.12)
    south, north = max(-60, min(lats) - room_lat), min(80, max(lats) + room_lat)
    return (south, max(-180, min(lons) - room_lon)), (north, min(180, max(lons) + room_lon))
