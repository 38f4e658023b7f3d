"""What a gazetteer answers, as maps and as tables: all candidates of a name, a reader's choices."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import folium
from folium.map import Layer
from geopy.geocoders.base import Geocoder
from geopy.location import Location

from explainer.ground.geography import between_km
from explainer.maps.base import base
from explainer.maps.frames import Bounds, around
from explainer.maps.layers import MapLegend, Markers
from explainer.maps.marks import of_location
from explainer.maps.of_story import areas
from explainer.page import answered, cards, words
from explainer.story import Story, views
from explainer.story.records import Place

#: A candidate that a reader goes to is shown with so much around it.
_NEAR_KM = 300


def candidates(
    story: Story, found: Sequence[Location] | None, query: str, **base_options: Any
) -> folium.Map:
    """Return a map of the candidates a gazetteer gives for a name, numbered by rank.

    Parameters
    ----------
    story : Story
    found : sequence of geopy.location.Location, or None
        What ``Gazetteer.geocode(query, exactly_one=False)`` returned.
    query : str
        The name that was asked for.
    **base_options
        As of :func:`explainer.maps.base`.
    """
    found = found or ()  # of a name that is not found geopy returns None
    options = {"subtitle": "The first is the best guess of the gazetteer, not the truth"}
    result = base(
        story,
        answered.candidates(query, len(found)),
        extent=_around(found),
        named=[location.raw["names"]["en"] for location in found],
        **options | base_options,
    )
    ranked = [_candidate(place, rank) for rank, place in enumerate(found, start=1)]
    Markers(ranked, listed="Candidates by rank: choose one to go there").add_to(result)
    return result


def candidates_table(found: Sequence[Location] | None, query: str) -> cards.Html:
    """Return the same candidates as a table, with why each stands where it does."""
    head = ["Rank", "Place", "Kind", "Where", "How exact", "Why at this rank"]
    rows = ([rank, *answered.cells(location)] for rank, location in enumerate(found or (), start=1))
    return cards.table(answered.caption(query), head, rows)


def confirmed(
    story: Story,
    places: Sequence[tuple[str, Location]],
    view: str | None = None,
    **base_options: Any,
) -> folium.Map:
    """Return a map of the places that the names in a text stand for.

    Parameters
    ----------
    story : Story
        Whose borders are drawn, as on its day.
    places : sequence of (str, geopy.location.Location)
        Name in the text, and the place of :class:`explainer.Gazetteer` that a reader chose.
    view : str, optional
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
    >>> vienna = ex.Gazetteer().geocode("Vienna")
    >>> confirmed(ex.load(), [("Wien", vienna)])  # doctest: +ELLIPSIS
    <...Map object at ...>
    """
    found = [place for _, place in places]
    countries = {place.raw["country"] for place in found if place.raw["kind"] == "country"}
    land = (id for country in countries for id in views.land_of(story, country, view))
    options = {
        "title": answered.confirmed(len(found)),
        "subtitle": "As the reader chose them, from the list of places in this package",
        "extent": _around(found),
        "named": [*countries, *(place.raw["names"]["en"] for place in found)],
        "classes": dict.fromkeys(land, "ex-story"),
    }
    result = base(story, view=view, **options | base_options)
    for layer in _regions(story, (place for place in found if place.raw["kind"] == "region")):
        layer.add_to(result)
    Markers([_chosen(name, place) for name, place in places]).add_to(result)
    entries = [cards.symbol("city", "", "city, town or site"), cards.swatch("ex-area", "region")]
    MapLegend("In your text", [*entries, cards.swatch("ex-story", "country")]).add_to(result)
    return result


def confirmed_table(places: Sequence[tuple[str, Location]]) -> cards.Html:
    """Return the same places as a table: name in the text, place, kind, where, how exact."""
    head = ["In the text", "Place", "Kind", "Where", "How exact"]
    rows = ([name, *answered.where(place), answered.exact(place)] for name, place in places)
    return cards.table("The places of your text", head, rows)


def geocode_table(story: Story, gazetteer: Geocoder) -> cards.Html:
    """Return what a gazetteer answers to each spelling of the article, beside our own record.

    Columns: spelling in the article, the gazetteer's answer, distance to our point in km, what our
    record says.

    Parameters
    ----------
    story : Story
    gazetteer : geopy.geocoders.base.Geocoder
        :class:`explainer.Gazetteer`, or any other of geopy's.
    """
    head = ["In the article", "The gazetteer's answer", "Distance to our point", "Our record"]
    rows = []
    spelled = (place for place in story.places if place.spelled)
    for place in words.shown(story, spelled, "place that the article names", "places.toml"):
        used = f", used for: {place.stands_for}" if place.stands_for else ""
        kind = ", ".join(filter(None, (place.kind, place.dispute)))
        for word in place.spelled:
            location = gazetteer.geocode(word)
            answer = location.address if location else "not found"
            ours = f"{place.name} ({kind}){used}"
            rows.append([f"“{word}”", answer, _apart(place, location), ours])
    return cards.table("The article's spellings, asked of the gazetteer", head, rows)


def _apart(place: Place, location: Location | None) -> str:
    if not (location and place.point):
        return "—"
    return f"{between_km(place.point, (location.latitude, location.longitude)):,.0f} km"


def _candidate(place: Location, rank: int) -> dict[str, Any]:
    said = place.raw
    people = f"about {said['population']:,}" if said.get("population") else ""
    rows = {"How exact": answered.exact(place), "People": people}
    return of_location(
        place,
        rows | {"Why at this rank": answered.why(place)},
        f"Candidate {rank}",
        symbol=answered.SYMBOLS.get(said["kind"], "city"),
        label=f"{rank} {said['names']['en']}",
        priority=rank,
        listed=f"{rank} {place.address}, {said['kind']}",
        reach=max(_NEAR_KM, said["precision_km"]),
        **({"labelCls": "ex-strong"} if rank == 1 else {"cls": "ex-unnamed"}),
    )


def _chosen(name: str, place: Location) -> dict[str, Any]:
    rows = {"In the text": f"“{name}”", "How exact": answered.exact(place)}
    look = {"symbol": answered.SYMBOLS.get(place.raw["kind"], "area"), "labelCls": "ex-strong"}
    found = of_location(place, rows, f"“{name}”", label=place.raw["names"]["en"], **look)
    return found | {"name": name}


def _regions(story: Story, found: Iterable[Location]) -> Iterator[Layer]:
    """Yield the shapes of regions, or circles where the story has none."""
    ours = {place.id: place for place in story.places}
    known = {place.raw["place_id"]: place for place in found}
    yield areas(story, (ours[id] for id in known if id in ours))
    look = {"class_name": "ex-shape ex-area", "interactive": False}
    for place in (place for id, place in known.items() if id not in ours):
        at, reach = (place.latitude, place.longitude), place.raw["precision_km"] * 1000
        yield folium.Circle(at, radius=reach, **look)


def _around(found: Sequence[Location]) -> Bounds | None:
    """Return a first view that holds places; the story's own if there are none."""
    return around((place.latitude, place.longitude) for place in found) if found else None
