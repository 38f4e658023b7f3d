"""What a find can be confirmed as by one key: which place of a name, who speaks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from geopy.location import Location

from explainer.authoring.folder import Folder
from explainer.authoring.gazetted import place_fields
from explainer.places.gazetteer import Gazetteer

#: Collection -> what is said of a find that is none; it is taken out as what is dropped is.
NONE_OF = {
    "places": "no place",
    "people": "no person",
    "bodies": "no body",
    "statements": "no statement",
    "figures": "no number",
    "events": "no day",
    "sources": "not known",
}
#: Collection -> field that can be chosen among those who speak, and the question for it.
_CHOSEN = {
    "statements": ("speaker", "Who says it?"),
    "figures": ("by", "Who gives the number?"),
    "people": ("body", "For whom does this person speak?"),
}
#: What a number does not leave unsaid any more when one of its fields was changed.
_TOLD = {"where": "where", "as_of": "when", "by": "who"}
#: Rivals of a place, and speakers, that can be chosen with the keys 1 to 9.
_RIVALS, _SPEAKERS = 6, 9
#: Said of the one that stands in the draft.
_DRAFTED = " (in the draft)"


@dataclass(frozen=True, slots=True)
class Option:
    """One of those a find may be: what it is called, the fields it changes, its place."""

    called: str
    fields: dict[str, Any] = field(default_factory=dict)
    place: Location | None = None


def question(collection: str) -> str:
    """Return what is asked where there is a choice.

    >>> question("places"), question("figures")
    ('Which one?', 'Who gives the number?')
    """
    return _CHOSEN.get(collection, ("", "Which one?"))[1]


def choices(
    folder: Folder, collection: str, id: str, words: str, gazetteer: Gazetteer
) -> list[Option]:
    """Return what a find, by its `words` in the article, may be confirmed as: its draft says so."""
    drafted = row(folder, collection, id)
    if collection == "places" and drafted:
        found = gazetteer.geocode(words, exactly_one=False, limit=_RIVALS) or []
        return [_rival(place, drafted) for place in found if not place.raw["guess"]]
    if collection not in _CHOSEN or not drafted:
        return []
    name, _ = _CHOSEN[collection]
    bodies = folder.rows("bodies")
    actors = bodies if collection == "people" else [*folder.rows("people"), *bodies]
    first = sorted(actors, key=lambda actor: actor["id"] != drafted.get(name))[:_SPEAKERS]
    said = [_DRAFTED * (actor["id"] == drafted.get(name)) for actor in first]
    return [
        Option(f"{actor['name']}{more}", {name: actor["id"]})
        for actor, more in zip(first, said, strict=True)
    ]


def _rival(place: Location, drafted: Mapping[str, Any]) -> Option:
    if (place.latitude, place.longitude) == (drafted.get("lat"), drafted.get("lon")):
        return Option(f"{place.address}{_DRAFTED}", {}, place)
    return Option(str(place.address), place_fields(place), place)


def row(folder: Folder, collection: str, id: str) -> dict[str, Any]:
    """Return a record as it stands in its file; empty if it was taken out."""
    return next((row for row in folder.rows(collection) if row["id"] == id), {})


def said_now(
    folder: Folder, collection: str, id: str, changed: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what a number still leaves unsaid when fields of it are changed; else nothing."""
    drafted = row(folder, collection, id)
    if not drafted.get("unsaid"):
        return {}
    told = {_TOLD[name] for name in _TOLD.keys() & changed if changed[name] != drafted.get(name)}
    return {"unsaid": [each for each in drafted["unsaid"] if each not in told]}
