"""A year to choose inside a map: the thin Python end of ``static/years.js``."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from branca.element import MacroElement

from explainer.maps.layers import Call
from explainer.page import cards

#: Least distance between two years written under the slider, as a part of its length.
_APART = 0.14


class Years(Call):
    """A slider for the year, buttons from one marked year to the next, and the year in words.

    Parameters
    ----------
    layers : sequence
        The layers whose shapes change: :class:`~explainer.maps.layers.Shapes` from a file, or an
        inset, a small map in a corner. Add them to the map before.
    years : sequence of dict
        One for every year, the first year first: ``year``, ``head`` and ``rest`` (the year in
        words), ``note``, ``marked`` (whether the buttons stop there). The map starts at the last.
    since : mapping of str to int
        Shape id -> the year from which it counts: class ``ex-new`` in that year, then ``ex-in``.
    at_last : mapping of str to str
        Shape id -> CSS class in the last year only.
    last_only : sequence
        Layers that are there in the last year only.
    """

    def __init__(
        self,
        layers: Sequence[MacroElement],
        years: Sequence[Mapping[str, Any]],
        since: Mapping[str, int],
        at_last: Mapping[str, str],
        last_only: Sequence[MacroElement] = (),
    ) -> None:
        first, last = years[0]["year"], years[-1]["year"]
        marks = _marks(first, last, [item["year"] for item in years if item["marked"]])
        control = cards.piece("years", first=first, last=last, marks=tuple(marks))
        self.options = {
            "html": str(control),
            "label": "Year of the map",  # for screen readers
            "years": list(years),
            "since": dict(since),
            "atLast": dict(at_last),
        }
        super().__init__("explainer.years", list(layers), self.options, list(last_only))


def _marks(first: int, last: int, marked: Sequence[int]) -> Iterator[tuple[str, str]]:
    """Yield where the marked years stand on the slider (0 to 1), each with its text if it fits."""
    written = -1.0
    for year in marked:
        at = (year - first) / max(1, last - first)
        fits = at - written >= _APART
        written = at if fits else written
        yield f"{at:.3f}", str(year) if fits else ""
