"""Sources on paper: each printed once, in a numbered list; a number stands where it is cited."""

from collections.abc import Iterable
from operator import attrgetter

from explainer.page.blocks import Reference


class References:
    """The sources that something cites, in the order of their words; it grows as it is asked."""

    def __init__(self) -> None:
        self._found: dict[str, Reference] = {}

    @property
    def listed(self) -> list[Reference]:
        """All of them, in order."""
        return sorted(self._found.values(), key=attrgetter("label"))

    def numbers(self, cited: Iterable[Reference]) -> list[int]:
        """Return where in the list some sources stand, counted from 1; new ones enter it.

        >>> b, a = Reference("x", "B, a report"), Reference("y", "A, a paper")
        >>> references = References()
        >>> references.numbers([b]), references.numbers([b, a])
        ([1], [1, 2])
        """
        cited = {item.id: item for item in cited}
        self._found |= cited
        ids = [item.id for item in self.listed]
        return sorted(ids.index(id) + 1 for id in cited)
