"""The map and the tables of a story's places, and the map of what happened where."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import folium

from explainer.dates import day_words
from explainer.maps import marks
from explainer.maps.base import base
from explainer.maps.frames import Bounds, first_view, holds, reaching, view_of
from explainer.maps.layers import MapLegend, Markers, Shapes, drawn
from explainer.page import cards, words
from explainer.page.cards import Html, symbol
from explainer.story import Story, views
from explainer.story.records import Event, Place

#: Symbol, CSS class and words of what a legend of places may hold; a story may have a better word
#: for its sites, as the title ``place-site``.
_ENTRIES = (
    ("city", "", "city or town, named in the article"),
    ("city", "ex-unnamed", "city or town, not named"),
    ("building", "", "building"),
    ("site", "ex-unnamed", "site"),
)


def places(story: Story, shown: Iterable[Place] | None = None, **base_options: Any) -> folium.Map:
    """Return a map of the places of a story.

    Parameters
    ----------
    story : Story
    shown : iterable of Place, optional
        Only these; by default :func:`in_the_news`.
    **base_options
        As of :func:`explainer.maps.base`; without a title it is how many places are named.

    Raises
    ------
    StoryError
        If no place is in the news.

    Examples
    --------
    >>> ex.maps.places(story, story.places[:3])  # doctest: +ELLIPSIS
    <...Map object at ...>
    """
    if shown is None:
        shown = words.shown(story, in_the_news(story), "place in the news", "places.toml")
    records = list(shown)
    located = [place for place in records if place.point]
    named = sum(place.named for place in located)
    counted = words.many(named, "place") + f" named, {len(located) - named} not named"
    bounds = first_view(story, base_options.get("extent"))
    options = {
        "title": f"Where the story happens: {counted}",
        "subtitle": "Places the article names, and places where the story happens unnamed",
        "named": _named(located) | {place.name for place in located},
        "classes": dict.fromkeys(_land(story, located, base_options.get("view")), "ex-story"),
    }
    result = base(story, **options | base_options | {"extent": bounds})
    areas(story, located).add_to(result)
    Markers([marks.of_place(story, place) for place in located]).add_to(result)
    nowhere = (place.name for place in records if not place.point)
    nowhere = marks.note("Not a place, so not on the map", nowhere)
    notes = [marks.MORE, nowhere, _outside(located, bounds)]
    MapLegend("Places", _entries(story, located), notes).add_to(result)
    return result


def _land(story: Story, located: Iterable[Place], view: str | None) -> Iterator[str]:
    """Yield the ids of the shapes of the countries among the places, as a view draws them."""
    for place in located:
        if place.kind == "country" and place.area:
            yield from views.land_of(story, place.area, view)


def _entries(story: Story, located: Iterable[Place]) -> list[Html]:
    """Return the entries of a legend for the kinds of places that are there."""
    used = {(marks.SYMBOLS.get(p.kind), "" if p.named else "ex-unnamed") for p in located}
    return [
        symbol(name, cls, story.words.titles.get(f"place-{name}", word))
        for name, cls, word in _ENTRIES
        if (name, cls) in used
    ]


def in_the_news(story: Story, *, named: bool = False) -> tuple[Place, ...]:
    """Return the places the article names or happens in, without those of the background.

    Parameters
    ----------
    story : Story
    named : bool
        Only those the article names.

    Examples
    --------
    >>> len(in_the_news(story, named=True)) < len(in_the_news(story)) < len(story.places)
    True
    """
    return tuple(
        place
        for place in story.places
        if not place.background and place.known_by(story.day) and (place.named or not named)
    )


def areas(story: Story, places: Iterable[Place]) -> Shapes:
    """Return the regions among the places as areas, with a pattern on what is disputed of them."""
    units = {question.id: question.units for question in story.questions}
    shapes: dict[str, str] = {}
    for place in places:
        if place.kind == "region" and place.area:
            disputed = units.get(place.question or "") or [place.area]
            shapes |= {place.area: "ex-own-area"} | dict.fromkeys(disputed, "")
    geometries = (story.ground.feature(id)["geometry"] for id in shapes)
    looks = ({"cls": look} for look in shapes.values())
    return drawn(geometries, looks, pane="ex-areas", cls="ex-area")


def events(story: Story, *, weight: int = 3, **base_options: Any) -> folium.Map:
    """Return a map of the places where events happened, up to the story's clock.

    The places of the newest event are filled, those of earlier ones hollow; all of the newest are
    in the first view.

    Parameters
    ----------
    story : Story
    weight : {1, 2, 3}
        1 shows only the main events, 3 all.
    **base_options
        As of :func:`explainer.maps.base`; without a title it is the newest event.

    Raises
    ------
    StoryError
        If the story has no events at all.

    Examples
    --------
    >>> ex.maps.events(story.as_of(story.events[2].date.end))  # doctest: +ELLIPSIS
    <...Map object at ...>
    """
    words.shown(story, story.everything["events"], "event", "events.toml")
    found = happened(story, weight)
    newest = found[0].date if found else None
    told = _by_place(found)
    located = [place for place in story.places if place.point and place.id in told]
    new = [place for place in located if told[place.id][0].date.start == newest.start]
    usual = view_of(story, "events", (place.point for place in located))
    options = {"hint": "Open a place to read what happened there"} | base_options
    options["extent"] = first_view(story, base_options.get("extent") or reaching(usual, new))
    options = _said(story, found, len(located)) | options
    result = base(story, named=_named(located), **options)
    areas(story, located).add_to(result)
    shown = (marks.of_events(story, place, told[place.id], place in new) for place in located)
    Markers([*shown]).add_to(result)
    day = f" ({newest})" * bool(newest)
    items = [symbol("city", "", f"the newest{day}"), symbol("city", "ex-unnamed", "earlier")]
    nowhere = [event.title for event in found if not event.places]
    outside = _outside(located, options["extent"])
    notes = [marks.MORE, marks.note("Not at one place", nowhere, "; "), outside]
    MapLegend("Events", items, notes).add_to(result)
    return result


def _said(story: Story, found: Sequence[Event], places: int) -> dict[str, str]:
    """Return what a map of events says above itself."""
    by = f"by {day_words(story.now)}"
    counted = f"{words.many(len(found), 'event')} at {words.many(places, 'place')}"
    if not found:
        return {"title": f"{counted} {by}"}
    newest = "; ".join(it.title for it in found if it.date.start == found[0].date.start)
    return {"title": f"The newest here {by}: {newest}", "subtitle": f"{counted} up to then."}


def happened(story: Story, weight: int = 3) -> list[Event]:
    """Return the events that had begun by the story's clock and weigh as much, newest first."""
    begun = (e for e in story.events if e.date.start <= story.now and e.weight <= weight)
    return sorted(begun, key=lambda event: (event.date.start, event.date.end), reverse=True)


def _by_place(events: Iterable[Event]) -> dict[str, list[Event]]:
    found = defaultdict(list)
    for event in events:
        for id in event.places:
            found[id].append(event)
    return found


def _named(places: Iterable[Place]) -> set[str]:
    """Return whose names the base map leaves to the markers."""
    return {place.area or place.name for place in places}


def _outside(located: Iterable[Place], bounds: Bounds) -> str:
    names = (place.name for place in located if not holds(bounds, place.lat, place.lon))
    return marks.note("Outside this view (zoom out)", names)


def table(places: Iterable[Place], caption: str = "The places of the story") -> Html:
    """Return places as a table.

    Its columns: name, kind, point and precision, spelling in the article; note and names by
    language, which open.

    >>> story.places[0].note in ex.maps.table(story.places)
    True
    """
    head = ["Place", "Kind", "Where, and how exact", "In the article", "Note"]
    rows = (
        [
            place.name,
            ", ".join(filter(None, (place.kind, place.dispute))),
            "; ".join([*_point(place), cards.precision(place)]),
            ", ".join(map(words.quoted, place.spelled)) or "not named",
            _note(place),
        ]
        for place in places
    )
    return cards.table(caption, head, rows)


def _note(place: Place) -> Html:
    told = cards.join([place.note, cards.names(place)], " ")
    return cards.opens("Note", told, f"Note on {place.name}", paper="")


def by_kind(places: Iterable[Place]) -> Html:
    """Return which kinds of places there are, with the names of each.

    >>> "metonym" in by_kind(ex.load().places)
    True
    """
    kinds = defaultdict(list)
    for place in places:
        kinds[place.kind].append(place.name)
    rows = ([kind, len(names), ", ".join(names)] for kind, names in kinds.items())
    return cards.table("Kinds of places", ["Kind", "How many", "Which"], rows)


def _point(place: Place) -> list[str]:
    return [cards.degrees(*place.point)] if place.point else []
