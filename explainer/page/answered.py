"""What a gazetteer answers, in words: for tables, maps, and pages that draw both."""

from collections.abc import Sequence
from typing import Any

from geopy.location import Location

from explainer.page import cards, words
from explainer.places.gazetteer import Gazetteer

#: Kind of place -> its symbol; all others are areas, whose marker is their name.
SYMBOLS = {"city": "city", "town": "city", "building": "building", "site": "site"}
#: Before the address of the first candidate.
BEST = "Best candidate:"
#: How many candidates an explorer shows.
MOST = 8


def cells(place: Location) -> list[str]:
    """Return what a table says of a candidate: place, kind, where, how exact, why at this rank."""
    return [*where(place), exact(place), why(place)]


def where(place: Location) -> list[str]:
    """Return the address of a place, its kind, and its point."""
    point = cards.degrees(place.latitude, place.longitude)
    return [place.address, place.raw["kind"], point]


def exact(place: Location) -> str:
    """Return in words how exact a place is."""
    what = "a point, exact to" if place.raw["kind"] in SYMBOLS else "an area, within"
    return f"{what} about {place.raw['precision_km']:g} km"


def why(place: Location) -> str:
    """Return in words why a candidate has its rank."""
    said = place.raw
    guess = f"A guess: {said['score']:.0f} of 100 alike. " if said["guess"] else ""
    return f"{guess}{said['rank_reason']}"


def row(place: Location) -> list[Any]:
    """Return a candidate for a page: its :func:`cells`, what a marker needs, a country's code."""
    symbol = SYMBOLS.get(place.raw["kind"], "area")
    point = [round(place.latitude, 3), round(place.longitude, 3)]
    country = place.raw["country"] if place.raw["kind"] == "country" else None
    return [*cells(place), *point, symbol, place.raw["names"]["en"], *filter(None, [country])]


def rivals(count: int) -> str:
    """Return in words how many others could be meant.

    >>> rivals(1), rivals(3)
    ('It has no rival in this gazetteer.', '2 other places could be meant.')
    """
    if count == 1:
        return "It has no rival in this gazetteer."
    return f"{count - 1} other place{'s' if count > 2 else ''} could be meant."


def candidates(query: str, count: int) -> str:
    """Return the title of a map of so many candidates for a name.

    >>> candidates("Tripoli", 2)
    '“Tripoli” may be 2 places'
    """
    return f"“{query}” may be {words.many(count, 'place')}"


def caption(query: str) -> str:
    """Return the title of a table of the candidates for a name."""
    return f"Candidates for “{query}”"


def confirmed(count: int) -> str:
    """Return the title of a map of so many places of a reader's text."""
    return f"{words.many(count, 'place')} of your text"


def said(found: Sequence[Location], query: str, gazetteer: Gazetteer) -> str:
    """Return in words what was found for a name, or why nothing was."""
    if not query.strip():
        return "Type the name of a place."
    if not found:
        return gazetteer.explain(query)
    guess = "No place has exactly this name. The nearest name is" if found[0].raw["guess"] else ""
    return f"{guess or BEST} {found[0].address}. {rivals(len(found))}"


def asked(gazetteer: Gazetteer, query: str) -> Sequence[Location]:
    """Return the candidates for a name that was typed, if there is one."""
    found = gazetteer.geocode(query, exactly_one=False, limit=MOST) if query.strip() else None
    return found or ()
