"""Tables: the twins of the maps, for readers who cannot or would rather not look at a map."""

from collections.abc import Iterable

from explainer.page import cards
from explainer.story.records import Place


def table(places: Iterable[Place], caption: str = "The places of the story") -> cards.Html:
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
            _where(place),
            ", ".join(f"“{word}”" for word in place.spelled) or "not named",
            _note(place),
        ]
        for place in places
    )
    return cards.table(caption, head, rows)


def _note(place: Place) -> cards.Html:
    told = cards.join([place.note, cards.names(place)], " ")
    return cards.opens("Note", told, f"Note on {place.name}", paper="")


def by_kind(places: Iterable[Place]) -> cards.Html:
    """Return which kinds of places there are, with the names of each.

    >>> "metonym" in by_kind(ex.load().places)
    True
    """
    kinds: dict[str, list[str]] = {}
    for place in places:
        kinds.setdefault(place.kind, []).append(place.name)
    rows = ([kind, len(names), ", ".join(names)] for kind, names in kinds.items())
    return cards.table("Kinds of places", ["Kind", "How many", "Which"], rows)


def _where(place: Place) -> str:
    if not place.point:
        return cards.precision(place)
    return f"{cards.degrees(*place.point)}; {cards.precision(place)}"
