"""What each point of view, and each published map, says of the same places."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import folium

from explainer.maps import marks
from explainer.maps.base import base
from explainer.maps.frames import around
from explainer.maps.layers import MapLegend, Markers, Names, Shapes, drawn
from explainer.page import cards, words
from explainer.story import Story, views
from explainer.story.records import Atlas, Position


def views_table(story: Story) -> cards.Html:
    """Return the table that says, for each disputed area, what each point of view shows.

    Raises
    ------
    StoryError
        If the story has no points of view.
    """
    views.needed(story)
    columns = [views.positions(story, view.id) for view in story.views]
    form = "<b>$label</b>: $states (since $since; $document)"

    def told(held: Position | None) -> cards.Html | str:
        said = dict(held) | {"label": views.label(held)} if held else {}
        return cards.fill(form, **said) if held else "not known yet"

    rows = (
        [story.ground.names(unit)["en"], *(told(column.get(unit)) for column in columns)]
        for unit in story.units
    )
    head = ["Area", *(view.name for view in story.views)]
    return cards.table("What each point of view shows", head, rows)


def atlases_table(story: Story) -> cards.Html:
    """Return how published maps and lists of places show places the parties differ on.

    Returns
    -------
    Html
        Columns: since when, map and for whom, where it puts the place; how, why and the sources,
        which open.

    Raises
    ------
    StoryError
        If the story has no published maps.

    Examples
    --------
    >>> "OpenStreetMap" in atlases_table(ex.load())
    True
    """
    known = words.shown(story, story.atlases, "published map ([[atlas]])", "positions.toml")
    head = ["Since", "Map, and for whom", "Puts it in", "How, and what is known of why"]
    ordered = sorted(known, key=lambda atlas: atlas.date.start)
    return cards.table("One place on many maps", head, (_atlas(story, it) for it in ordered))


def _atlas(story: Story, atlas: Atlas) -> list[Any]:
    """Return the row of a published map."""
    for_whom = "$name<br><small>$kind; for readers $readers</small>"
    said = {"name": atlas.name, "kind": atlas.kind, "readers": atlas.readers or "everywhere"}
    nobodys = {"both": "both countries", "disputed": "no country, or marked as disputed"}
    where = nobodys.get(atlas.shows) or story.ground.names(atlas.shows)["en"]
    place = story.place(atlas.place).name
    told = [f"{place}: {atlas.how} {atlas.reason or ''}", cards.sources(story, atlas.sources)]
    how = cards.opens(f"{place}: how", cards.join(told), f"{atlas.name}: how", paper="")
    return [atlas.date, cards.fill(for_whom, **said), cards.fill("<b>$it</b>", it=where), how]


def distances_table(story: Story, country: str, *places: str) -> cards.Html:
    """Return how far places are from a country under every point of view.

    Parameters
    ----------
    story : Story
    country : str
        ISO code, for example ``"FR"``.
    *places : str
        Ids of places or sites of the story.

    Returns
    -------
    Html
        A row for a place, a column for a point of view.

    Raises
    ------
    UnknownRecord, GeographyError
        As :func:`explainer.story.views.distance`.
    StoryError
        If the story has no points of view.
    """
    rows = (
        [views.spot(story, place).name, *distances(story, place, country).values()]
        for place in places
    )
    head = ["Place", *(f"Drawn by: {view.name}" for view in story.views)]
    return cards.table(f"How far is it to {story.ground.names(country)['en']}?", head, rows)


def distances_map(story: Story, place: str, country: str, **base_options: Any) -> folium.Map:
    """Return a map of the shortest ways from a place to a country, one for each answer there is.

    Parameters
    ----------
    story, country
        As of :func:`distances_table`.
    place : str
        Id of a place or site of the story.
    **base_options
        As of :func:`explainer.maps.base`.

    Raises
    ------
    UnknownRecord, GeographyError, StoryError
        As :func:`distances_table`.

    Examples
    --------
    >>> ex.maps.distances_map(story, story.sites[0].id, "DE")  # doctest: +ELLIPSIS
    <...Map object at ...>
    """
    views.needed(story)
    spot, name = views.spot(story, place), story.ground.names(country)["en"]
    ways: dict[float, views.Distance] = {}
    for view in story.views:
        way = views.distance(story, place, country, view.id)
        ways.setdefault(round(way.km), way)
    ends = [point for way in ways.values() for point in (way.start, way.end)]
    options = {"subtitle": "The shortest way, by whose borders are drawn", "extent": around(ends)}
    far = " or ".join(views.km_words(km).removesuffix(" km") for km in sorted(ways))
    result = base(story, f"{far} km from {spot.name} to {name}", **options | base_options)
    for layer in lines(way for way in ways.values() if way.km):
        layer.add_to(result)
    rows = {f"To {name}": distances_list(story, place, country)}
    told = marks.popup(story, spot.name, "", rows, spot.sources)
    start = marks.mark(ends[0], spot.name, spot.name, told, symbol="city", labelCls="ex-strong")
    Markers([start]).add_to(result)
    answers = _agreeing(distances(story, place, country)).items()
    told = [f"{said}: drawn by {', '.join(names)}." for said, names in answers]
    entry = cards.symbol("distance", "", f"shortest way to {name}")
    MapLegend("Ways", [entry], told).add_to(result)
    return result


def lines(ways: Iterable[views.Distance]) -> Iterator[Shapes | Names]:
    """Yield a line for every way to the nearest point of a country, and how long each is."""
    ways = list(ways)
    yield drawn(
        ({"type": "LineString", "coordinates": [w.start[::-1], w.end[::-1]]} for w in ways),
        pane="ex-lines",
        cls="ex-distance",
    )
    middles = ([sum(ends) / 2 for ends in zip(w.start, w.end, strict=True)] for w in ways)
    look = {"cls": "ex-length", "priority": 0, "radius": 6}
    yield Names(
        [
            {"lat": lat, "lon": lon, "text": views.km_words(way.km), **look}
            for way, (lat, lon) in zip(ways, middles, strict=True)
        ]
    )


def distances(story: Story, place: str, country: str) -> dict[str, str]:
    """Return, by name of a point of view, how far a place is from a country, in words."""
    views.needed(story)
    inside = f"0 km (inside {story.ground.names(country)['en']})"
    lengths = {v.name: views.distance(story, place, country, v.id).km for v in story.views}
    return {name: f"about {views.km_words(km)}" if km else inside for name, km in lengths.items()}


def distances_list(story: Story, place: str, country: str) -> cards.Html:
    """Return how far a place is from a country under every point of view, as a list."""
    return cards.bullets(
        f"{view}: {said}" for view, said in distances(story, place, country).items()
    )


def distances_sentence(story: Story, place: str, country: str) -> str:
    """Return how far a place is from a country under every point of view, in one sentence."""
    (first, names), *others = _agreeing(distances(story, place, country)).items()
    if not others:
        return f"{first}, from every point of view"
    parts = [f"{first} if borders are drawn as: {', '.join(names)}"]
    parts += [f"{said} if drawn as: {', '.join(names)}" for said, names in others]
    return "; ".join(parts)


def _agreeing(said: dict[str, str]) -> dict[str, list[str]]:
    """Return which points of view give the same answer, by answer.

    >>> _agreeing({"A": "8 km", "B": "0 km", "C": "8 km"})
    {'8 km': ['A', 'C'], '0 km': ['B']}
    """
    found = defaultdict(list)
    for view, answer in said.items():
        found[answer].append(view)
    return dict(found)
