"""What a find can be confirmed as by one key: which place of a name, who speaks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from geopy.location import Location

from explainer import shipped
from explainer.authoring.folder import Folder
from explainer.places.gazetteer import Gazetteer

#: What a number does not leave unsaid any more when one of its fields was changed.
_TOLD = {"where": "where", "as_of": "when", "by": "who"}
#: Rivals of a place, and speakers, that can be chosen with the keys 1 to 9.
_RIVALS, _SPEAKERS = 6, 9
#: Said of the one that stands in the draft.
_DRAFTED = " (in the draft)"
_STORY_KINDS = {"country", "region", "continent", "city", "town", "building", "sea", "island"}


@dataclass(frozen=True, slots=True)
class Option:
    """One of those a find may be: what it is called, the fields it changes, its place."""

    called: str
    fields: dict[str, Any] = field(default_factory=dict)
    place: Location | None = None


def card(collection: str) -> dict[str, Any]:
    """Return what the card of a find says and asks (``data/desk.toml``).

    >>> card("places")["none"], card("figures")["ask"]
    ('no place', 'Who gives the number?')
    """
    return shipped.data("desk.toml")["find"][collection]


def choices(
    folder: Folder, collection: str, id: str, words: str, gazetteer: Gazetteer
) -> list[Option]:
    """Return what a find, by its `words` in the article, may be confirmed as: its draft says so."""
    drafted = folder.row(collection, id)
    if collection == "places" and drafted:
        found = gazetteer.geocode(words, exactly_one=False, limit=_RIVALS) or []
        return [_rival(place, drafted) for place in found if not place.raw["guess"]]
    name = card(collection).get("speaker")
    if not (name and drafted):
        return []
    bodies = folder.rows("bodies")
    actors = bodies if collection == "people" else [*folder.rows("people"), *bodies]
    first = sorted(actors, key=lambda actor: actor["id"] != drafted.get(name))[:_SPEAKERS]
    return [
        Option(
            f"{actor['name']}{_DRAFTED * (actor['id'] == drafted.get(name))}", {name: actor["id"]}
        )
        for actor in first
    ]


def _rival(place: Location, drafted: Mapping[str, Any]) -> Option:
    if (place.latitude, place.longitude) == (drafted.get("lat"), drafted.get("lon")):
        return Option(f"{place.address}{_DRAFTED}", {}, place)
    return Option(str(place.address), place_fields(place), place)


def said_now(
    folder: Folder, collection: str, id: str, changed: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what a number still leaves unsaid when fields of it are changed; else nothing."""
    drafted = folder.row(collection, id)
    if not drafted.get("unsaid"):
        return {}
    told = {_TOLD[name] for name in _TOLD.keys() & changed if changed[name] != drafted.get(name)}
    return {"unsaid": [each for each in drafted["unsaid"] if each not in told]}


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
    kind = shipped.data("desk.toml")["kinds"].get(raw["kind"], raw["kind"])
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
