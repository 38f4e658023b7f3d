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
#: What a part of an area is, as shares of its extent: south, west, north, east.
_PARTS = {
    "north": (0.5, 0, 1, 1),
    "south": (0, 0, 0.5, 1),
    "east": (0, 0.5, 1, 1),
    "west": (0, 0, 1, 0.5),
    "northeast": (0.5, 0.5, 1, 1),
    "northwest": (0.5, 0, 1, 0.5),
    "southeast": (0, 0.5, 0.5, 1),
    "southwest": (0, 0, 0.5, 0.5),
    "central": (0.25, 0.25, 0.75, 0.75),
}


@dataclass(frozen=True)
class Rewording:
    """A shorter name to look for, the kinds of place that fit, and the part of it that is meant."""

    name: str
    kinds: frozenset[str] | None = None
    part: str = ""


def rewordings(query: str) -> Iterator[Rewording]:
    """Yield shorter names that a query may mean, likeliest first.

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
    if part_of(first):
        yield Rewording(" ".join(words[1:]), _AREAS | _SETTLED, words[0])
    elif first in english()["directions"]:
        yield Rewording(" ".join(words[1:]), _SETTLED)


def part_of(word: str) -> tuple[float, ...]:
    """Return which part of an area a word means, as shares of its extent; nothing for other words.

    >>> part_of("north-eastern"), part_of("old")
    ((0.5, 0.5, 1, 1), ())
    """
    return _PARTS.get(word.lower().replace("-", "").removesuffix("ern"), ())


def _kinds(word: str) -> frozenset[str] | None:
    """Return the kinds a word may mean; None for a word that is no kind of place."""
    return _AREAS if word in _REGIONS else _MEANT.get(word)
