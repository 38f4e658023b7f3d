"""Names with a plain word more than the gazetteer has: "eastern X", "X region", "the city of X"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from explainer.places.sentences import english


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
    meant = english()["meant"]
    if words[1].lower() == "of" and len(words) > 2 and first in meant:
        yield Rewording(" ".join(words[2:]), meant[first])
    if last in meant:
        yield Rewording(" ".join(words[:-1]), meant[last])
    if part_of(first):
        yield Rewording(" ".join(words[1:]), meant["area"] | meant["town"], words[0])
    elif first in english()["directions"]:
        yield Rewording(" ".join(words[1:]), meant["town"])


def part_of(word: str) -> Sequence[float]:
    """Return which part of an area a word means, as shares of its extent; nothing for other words.

    >>> part_of("north-eastern"), part_of("old")
    ([0.5, 0.5, 1, 1], ())
    """
    return english()["parts"].get(word.lower().replace("-", "").removesuffix("ern"), ())
