"""What `make test` takes of a sweep, and `make hostile` whole: the fewest that have each kind."""

import os
from collections.abc import Hashable, Mapping
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)
#: How many times longer a campaign of damaged inputs is in `make hostile` than in `make test`.
HOSTILE = int(os.environ.get("EXPLAINER_HOSTILE", "1"))
#: Whether sweeps are to be whole.
WHOLE = HOSTILE > 1


def some(kinds: Mapping[Item, set[str]], *, whole: bool = WHOLE) -> list[Item]:
    """Return all, or a few that have among them every kind of thing that one has.

    >>> some({"one": {"map"}, "two": {"map", "chart"}, "three": {"tour"}}, whole=False)
    ['two', 'three']
    >>> some({"one": {"map"}, "two": {"map", "chart"}}, whole=True)
    ['one', 'two']
    """
    if whole:
        return [*kinds]
    missing, taken = set().union(*kinds.values()), []
    while missing:
        taken.append(max(kinds, key=lambda item: len(kinds[item] & missing)))
        missing -= kinds[taken[-1]]
    return [item for item in kinds if item in taken]
