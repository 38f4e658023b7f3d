"""Tables: the twins of the maps, for readers who cannot or would rather not look at a map."""

from collections.abc import Iterable

from explainer import cards
from explainer.records import Place


def table(places: Iterable[Place], caption: str = "The places of the story") -> cards.Html:
    """Return places as a table.

    Parameters
    ----------
    places : iterable of Place
    caption : str

    Returns
    -------
    Html
        Columns: name, names by language, kind, point, how exact, spelling in the article, note.

    Examples
    --------
    >>> import explainer as ex
    >>> "Kyiv" in ex.maps.table([ex.load().place("kyiv")])
    True
    """
    head = ["Place", "Names", "Kind", "Latitude, longitude", "How exact", "In the article", "Note"]
    rows = (
        [
            place.name,
            cards.names(place),
            place.kind + (", status disputed" if place.question else ""),
            f"{place.lat:.2f}°, {place.lon:.2f}°" if place.point else "not on the map",
            cards.precision(place),
            ", ".join(f"“{word}”" for word in place.spelled) or "not named",
            place.note,
        ]
        for place in places
    )
    return cards.table(caption, head, rows)
