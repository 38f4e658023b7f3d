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
    """A name that may be a place's.

    Attributes
    ----------
    find : Find
        The words, and the sentence where they stand first.
    places : tuple of geopy.location.Location
        The places of this name, the one first that the other names of the text speak for; empty
        for a name the gazetteer knows to be no place.
    note : str
        Why it is no place; else empty.
    doubts : tuple of str
        What in the text speaks against a place, as sentences.
    likely : bool
        Whether it is more likely a place than not.
    spans : tuple of (int, int)
        Where it stands in the text.
    """

    find: Find
    places: tuple[Location, ...]
    note: str
    doubts: tuple[str, ...]
    likely: bool = True
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

    Parameters
    ----------
    text : str
    gazetteer : Gazetteer, optional
        The embedded one if left out.
    doubtful : bool
        Whether to return those too that are rather no places: people, plain words, organisations.

    Returns
    -------
    list of Toponym
        Equal names with equal doubts are one entry.

    Examples
    --------
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
        doubts = tuple(doubt.text for doubt in spot.doubts)
        span = (spot.start, spot.end)
        if same := found.get((spot.name, doubts)):
            found[spot.name, doubts] = replace(same, spans=(*same.spans, span))
        else:
            found[spot.name, doubts] = _toponym(
                text, spot, doubts, gazetteer, chosen.get(spot.start)
            )
    return [*found.values()]


def _toponym(
    text: str, spot: Spot, doubts: tuple[str, ...], gazetteer: Gazetteer, chosen: Location | None
) -> Toponym:
    places = gazetteer.geocode(spot.ask, exactly_one=False, limit=KEPT) or []
    if chosen:
        others = [place for place in places if place.raw["id"] != chosen.raw["id"]]
        places = [chosen, *others][:KEPT]
    note = "" if places else gazetteer.explain(spot.ask)
    span = (spot.start, spot.end)
    doubts = tuple(doubt for doubt in doubts if doubt != note)
    return Toponym(find(text, *span), tuple(places), note, doubts, spot.likely, (span,))


def same_name(toponym: Toponym) -> bool:
    """Say whether the gazetteer calls its first answer as the text does.

    >>> [same_name(name) for name in toponyms("Trains from Peking to Lviv")]
    [False, True]
    """
    first = toponym.places[0]
    return key(toponym.find.words) in key(first.address)
