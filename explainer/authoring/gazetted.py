"""A place of a story as an answer of the gazetteer gives it."""

from typing import Any

from geopy.location import Location

#: Kinds of the gazetteer -> kinds of places in a story, where the two differ.
_KINDS = {
    **dict.fromkeys(("county", "disputed region", "macro-region", "mountains", "desert"), "region"),
    **dict.fromkeys(("peninsula", "range", "former country"), "region"),
    **dict.fromkeys(("strait", "gulf", "bay", "canal", "river", "lake", "ocean"), "sea"),
    **dict.fromkeys(("village", "settlement"), "town"),
}
_STORY_KINDS = {"country", "region", "continent", "city", "town", "building", "sea", "island"}


def place_fields(place: Location) -> dict[str, Any]:
    """Return the fields of a place of a story that an answer of the gazetteer gives.

    A disputed place gets no country.

    >>> fields = place_fields(ex.Gazetteer().geocode("Riga"))
    >>> fields["name"], fields["kind"], fields["country"]
    ('Riga', 'city', 'LV')
    """
    raw = place.raw
    named = raw["names"]["en"]
    name = named if isinstance(named, str) else named[0]
    kind = _KINDS.get(raw["kind"], raw["kind"])
    status = (raw["status"] or {}).get("text", "")
    return {
        "name": name,
        "names": {"en": name},
        "kind": kind if kind in _STORY_KINDS else "site",
        "lat": place.latitude,
        "lon": place.longitude,
        "precision_km": raw["precision_km"] or 10,
        "country": raw["country"],
        "note": f"{place.address}. {status}".strip(" .") + ".",
    }
