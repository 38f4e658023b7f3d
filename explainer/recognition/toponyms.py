"""Toponym recognition: which words of a text may be place names, and which places those are.

How names are found and weighed is in :mod:`explainer.places.spotting`. Every find says what speaks
against it, and a reader decides.
"""

from dataclasses import dataclass, replace

from geopy.location import Location

from explainer.places.gazetteer import Gazetteer
from explainer.places.sentences import Find, find
from explainer.places.spelling import key
from explainer.places.spotting import Spot

#: Answers of the gazetteer that are kept.
KEPT = 6


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name that may be a place's."""

    #: The words, and the sentence where they stand first.
    find: Find
    #: The places of this name, the one first that the other names of the text speak for; empty for
    #: a name the gazetteer knows to be no place.
    places: tuple[Location, ...]
    #: Why it is no place; else empty.
    note: str
    #: What in the text speaks against a place, as sentences.
    doubts: tuple[str, ...]
    #: Whether it is more likely a place than not.
    likely: bool = True
    #: Where it stands in the text.
    spans: tuple[tuple[int, int], ...] = ()

    @property
    def times(self) -> int:
        """How often it stands in the text like this."""
        return len(self.spans)


def toponyms(
    text: str, gazetteer: Gazetteer | None = None, *, doubtful: bool = False
) -> list[Toponym]:
    """Return the names in a text that a gazetteer knows, in their order.

    Names are found only with a capital letter. Adjectives ("Scottish") have the kind ``demonym``.
    Names in Cyrillic letters are also found with the endings of a sentence.

    Equal names with equal doubts are one entry. `doubtful` gives those too that are rather no
    places: people, plain words, organisations.

    >>> text = "Paris Smith said the road from Riga to Odessa, Texas is long."
    >>> [name.find.words for name in toponyms(text)]
    ['Riga', 'Odessa', 'Texas']
    >>> [(name.find.words, len(name.doubts)) for name in toponyms(text, doubtful=True)][0]
    ('Paris', 2)
    """
    gazetteer = gazetteer or Gazetteer()
    found: dict[tuple[str, tuple[str, ...]], Toponym] = {}
    spots = gazetteer.spots(text)
    chosen = {place.raw["start"]: place for place in gazetteer.resolve(text, spots=spots)}
    for spot in spots:
        if not (spot.likely or doubtful):
            continue
        same = spot.name, tuple(doubt.text for doubt in spot.doubts)
        if earlier := found.get(same):
            found[same] = replace(earlier, spans=(*earlier.spans, (spot.start, spot.end)))
        else:
            found[same] = _toponym(text, spot, gazetteer, chosen.get(spot.start))
    return [*found.values()]


def _toponym(text: str, spot: Spot, gazetteer: Gazetteer, chosen: Location | None) -> Toponym:
    places = gazetteer.geocode(spot.ask, exactly_one=False, limit=KEPT) or []
    if chosen:
        others = [place for place in places if place.raw["id"] != chosen.raw["id"]]
        places = [chosen, *others][:KEPT]
    note = "" if places else gazetteer.explain(spot.ask)
    span = (spot.start, spot.end)
    doubts = tuple(doubt.text for doubt in spot.doubts if doubt.text != note)
    return Toponym(find(text, *span), tuple(places), note, doubts, spot.likely, (span,))


def same_name(toponym: Toponym) -> bool:
    """Say whether the gazetteer calls its first answer as the text does.

    >>> [same_name(name) for name in toponyms("Trains from Peking to Lviv")]
    [False, True]
    """
    first = toponym.places[0]
    return key(toponym.find.words) in key(first.address)
