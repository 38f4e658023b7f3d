"""Names with a plain word more than the gazetteer has: "eastern X", "X region", "the city of X"."""

from collections.abc import Iterator
from dataclasses import dataclass

from explainer.places.sentences import english

_AREAS = frozenset(
    {"country", "region", "county", "macro-region", "continent", "disputed region", "former state"}
)
_SETTLED = frozenset({"city", "town"})
#: Words for a kind of place -> the kinds of the gazetteer they may mean.
_MEANT = {
    **dict.fromkeys(("city", "town", "village", "municipality", "township", "borough"), _SETTLED),
    **dict.fromkeys(("river", "creek"), frozenset({"river"})),
    **dict.fromkeys(("island", "islands"), frozenset({"island", "region", "country"})),
    **dict.fromkeys(("mountain", "mountains", "hills"), frozenset({"mountains"})),
    "lake": frozenset({"lake"}),
    "sea": frozenset({"sea"}),
    "canal": frozenset({"canal"}),
    "strait": frozenset({"strait"}),
    "desert": frozenset({"desert"}),
    "peninsula": frozenset({"peninsula", "region"}),
}
_REGIONS = frozenset(
    {"region", "area", "province", "state", "oblast", "prefecture", "governorate", "district"}
    | {"county", "republic", "territory", "kingdom", "division", "department"}
)
_PARTS = frozenset(
    {"north", "south", "east", "west", "northern", "southern", "eastern", "western", "central"}
    | {"northeast", "northwest", "southeast", "southwest", "northeastern", "northwestern"}
    | {"southeastern", "southwestern", "north-east", "north-west", "south-east", "south-west"}
    | {"north-eastern", "north-western", "south-eastern", "south-western"}
)


@dataclass(frozen=True)
class Rewording:
    """A shorter name to look for, the kinds of place that fit, and the part of it that is meant."""

    name: str
    kinds: frozenset[str] | None = None
    part: str = ""


def rewordings(query: str) -> Iterator[Rewording]:
    """Yield shorter names that a query may mean, likeliest first.

    Examples
    --------
    >>> [(item.name, item.part) for item in rewordings("eastern Utopia")]
    [('Utopia', 'eastern')]
    >>> [item.name for item in rewordings("the Utopia region")]
    ['Utopia']
    >>> [item.name for item in rewordings("City of Troy")]
    ['Troy']
    """
    said = query.strip().removeprefix("the ").removeprefix("The ")
    words = said.split()
    if len(words) < 2 or "," in said:
        return
    first, last = words[0].lower(), words[-1].lower()
    if words[1].lower() == "of" and len(words) > 2 and _kinds(first) is not None:
        yield Rewording(" ".join(words[2:]), _kinds(first))
    if (kinds := _kinds(last)) is not None:
        yield Rewording(" ".join(words[:-1]), kinds)
    if first in _PARTS:
        yield Rewording(" ".join(words[1:]), _AREAS | _SETTLED, words[0])
    elif first in english()["directions"]:
        yield Rewording(" ".join(words[1:]), _SETTLED)


def _kinds(word: str) -> frozenset[str] | None:
    """Return the kinds a word may mean; None for a word that is no kind of place."""
    return _AREAS if word in _REGIONS else _MEANT.get(word)
