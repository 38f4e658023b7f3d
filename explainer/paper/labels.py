"""Where labels stand on a map on paper: none covers another or a symbol (as in labels.js)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from explainer.charts import lettering

Box = tuple[float, float, float, float]
_GAP, _RADIUS = 2.0, 7.0


@dataclass(frozen=True, slots=True)
class MapLabel:
    """A text that wants to stand at a point (pixels, y from the top); small priorities first."""

    text: str
    x: float
    y: float
    priority: float
    size: float
    bold: bool
    candidates: "Callable[[float, float, float, float], list[tuple[float, float]]]"
    soft: bool = False
    italic: bool = False
    marked: bool = False
    """Whether a symbol stands at the point."""


def around(x: float, y: float, width: float, height: float) -> list[tuple[float, float]]:
    """Return the corners a label may have beside a symbol, the best first."""
    r = _RADIUS + 3
    return [
        (x + r, y - height / 2),
        (x + r * 0.7, y - height - r * 0.4),
        (x + r * 0.7, y + r * 0.4),
        (x - r - width, y - height / 2),
        (x - r * 0.7 - width, y - height - r * 0.4),
        (x - r * 0.7 - width, y + r * 0.4),
        (x - width / 2, y - height - r),
        (x - width / 2, y + r),
    ]


def within(x: float, y: float, width: float, height: float) -> list[tuple[float, float]]:
    """Return the corners the name of an area may have, the best first."""
    shifts = [(0, 0), (0, 1), (0, -1), (0.5, 0), (-0.5, 0), (0.4, 1), (-0.4, 1), (0.4, -1)]
    left, top = x - width / 2, y - height / 2
    return [(left + dx * width, top + dy * height * 1.2) for dx, dy in shifts]


def place(
    labels: Iterable[MapLabel], symbols: Iterable[tuple[float, float]], width: float, height: float
) -> Iterator[tuple[MapLabel, float, float]]:
    """Yield the labels that fit a map of some size in pixels, with their left and top edges.

    `symbols` are the middles of those that no label may cover.
    """
    taken = [(x - 5, y - 5, x + 5, y + 5) for x, y in symbols]
    for label in sorted(labels, key=lambda label: label.priority):
        wide = lettering.width(label.text, label.size, label.bold)
        high = label.size * 1.2
        for left, top in label.candidates(label.x, label.y, wide, high):
            box = (left, top, left + wide, top + high)
            inside = left >= 2 and top >= 2 and box[2] <= width - 2 and box[3] <= height - 2
            if inside and not any(_touch(box, other) for other in taken):
                taken.append(box)
                yield label, left, top
                break


def _touch(a: Box, b: Box) -> bool:
    return a[0] < b[2] + _GAP and a[2] > b[0] - _GAP and a[1] < b[3] + _GAP and a[3] > b[1] - _GAP
