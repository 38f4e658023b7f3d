"""Where things happened: the places of the events known by a day."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import folium

from explainer.dates import day_words
from explainer.maps.base import base
from explainer.maps.layers import Legend, Markers
from explainer.maps.places import areas, marker
from explainer.page import cards
from explainer.story import Story
from explainer.story.records import Event, Place

_EXTENT = ((43.0, 1.0), (60.5, 42.0))
#: A place exact to so many km is a point on this map, else an area; in km.
_POINT = 50


def events(story: Story, *, weight: int = 3, **base_options: Any) -> folium.Map:
    """Return a map of the places where events happened, up to the story's clock.

    Parameters
    ----------
    story : Story
    weight : {1, 2, 3}
        1 shows only the main events, 3 all.
    **base_options
        As of :func:`explainer.maps.base`.

    Returns
    -------
    folium.Map
        The places of the newest event are filled, those of earlier ones hollow.

    Examples
    --------
    >>> import explainer as ex
    >>> ex.maps.events(ex.load().as_of("1994-12-31"))  # doctest: +ELLIPSIS
    <folium.folium.Map object at ...>
    """
    found = happened(story, weight)
    here = [
        (place, there)
        for place in story.places
        if place.point and (there := [event for event in found if place.id in event.places])
    ]
    result = base(
        story,
        f"Where it happened, up to {day_words(story.now)}",
        **{
            "subtitle": "Open a place to read what happened there",
            "extent": _EXTENT,
            "named": {place.area or place.name for place, _ in here},
        }
        | base_options,
    )
    areas(story, (place for place, _ in here if place.kind == "region")).add_to(result)
    newest = found[0].date.start if found else None
    markers = [_marker(story, place, there, newest) for place, there in here]
    Markers(markers).add_to(result)
    outside = [place.name for place, _ in here if _outside(place)]
    Legend(_legend(found, outside), beside=True).add_to(result)
    return result


def happened(story: Story, weight: int = 3) -> list[Event]:
    """Return the events that had begun by the story's clock and weigh as much, newest first."""
    begun = (e for e in story.events if e.date.start <= story.now and e.weight <= weight)
    return sorted(begun, key=lambda event: (event.date.start, event.date.end), reverse=True)


def _marker(
    story: Story, place: Place, there: Sequence[Event], newest: dt.date | None
) -> dict[str, Any]:
    count = f"{len(there)} event{'s' if len(there) > 1 else ''}"
    last = there[0]
    is_new = last.date.start == newest
    return marker(story, place) | {
        "symbol": "city" if (place.precision_km or 0) <= _POINT else "area",
        "spoken": f"{place.name}, {place.kind}, {count}, the last: {last.title}, {last.date}",
        "cls": "" if is_new else "ex-unnamed",
        "labelCls": "ex-strong" if is_new else "",
        "priority": 0 if is_new else 10,
        "popup": str(_popup(story, place, there)),
    }


def _popup(story: Story, place: Place, there: Sequence[Event]) -> cards.Html:
    last, *earlier = there
    before = cards.fill(
        "<h3>Earlier here</h3><ul>$items</ul>",
        items=cards.join(
            cards.fill("<li>$date: $title</li>", date=event.date, title=event.title)
            for event in earlier
        ),
    )
    return cards.join(
        [
            cards.facts(f"{place.name}: {last.title}", last.text, {"When": last.date}),
            cards.sources(story, last.sources),
            before if earlier else "",
        ]
    )


def _legend(found: Sequence[Event], outside: list[str]) -> cards.Html:
    newest = f"the newest ({found[0].date})" if found else "the newest"
    items = [cards.symbol("city", "", newest), cards.symbol("city", "ex-unnamed", "earlier")]
    notes = [
        "A name with +1, +2 …: more places at this spot; zoom in.",
        _note("Not at one place", [event.title for event in found if not event.places]),
        _note("Outside this view (zoom out)", outside),
    ]
    return cards.legend("Events", items, notes)


def _note(label: str, names: list[str]) -> str:
    return f"{label}: {'; '.join(names)}." if names else ""


def _outside(place: Place) -> bool:
    (south, west), (north, east) = _EXTENT
    return not (south <= (place.lat or 0) <= north and west <= (place.lon or 0) <= east)
