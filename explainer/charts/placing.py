"""Where labels of a timeline stand: on the first row where nothing else is, always the same."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

#: Pixels between a mark and its label, and between a label and its neighbour.
GAP, APART = 7, 16


@dataclass(frozen=True, slots=True)
class Mark:
    """What is to be placed: a mark from `left` to `right`, its label `width` wide (pixels)."""

    key: str
    left: float
    right: float
    width: float
    rows: int = 1
    """How many rows the lines of the label fill."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a mark and its label stand: the first row, and the side of the label."""

    row: int
    side: str


def place(marks: Iterable[Mark], left: float, right: float) -> tuple[dict[str, Placed], int]:
    """Place the marks of a lane so that no two labels touch; return the spots by key, and all rows.

    The marks come in the order in which they get the best places. Every label has to stand between
    `left` and `right` (pixels); one that fits on neither side of its mark stands on the left.

    >>> spots, rows = place([Mark("a", 0, 8, 50), Mark("b", 10, 18, 50)], 0, 200)
    >>> rows, spots["b"].row, spots["b"].side
    (2, 1, 'right')
    """
    taken: list[list[tuple[float, float]]] = []
    spots = {}
    for mark in marks:
        row, side, span = next(_free(mark, taken, _sides(mark, left, right)))
        taken += [[] for _ in range(row + mark.rows - len(taken))]
        for filled in taken[row : row + mark.rows]:
            filled.append(span)
        spots[mark.key] = Placed(row, side)
    return spots, len(taken)


def _sides(mark: Mark, left: float, right: float) -> list[tuple[str, tuple[float, float]]]:
    """Return the sides on which a label fits, the better one first."""
    sides = [
        ("right", (mark.left, mark.right + GAP + mark.width)),
        ("left", (mark.left - GAP - mark.width, mark.right)),
    ]
    return [side for side in sides if left <= side[1][0] and side[1][1] <= right] or sides[1:]


def _free(
    mark: Mark,
    taken: list[list[tuple[float, float]]],
    sides: list[tuple[str, tuple[float, float]]],
) -> Iterator[tuple[int, str, tuple[float, float]]]:
    """Yield free spots, row by row; below the last row everything is free."""
    for row in range(len(taken) + 1):
        near = [span for filled in taken[row : row + mark.rows] for span in filled]
        for side, (start, end) in sides:
            if all(end + APART <= a or b + APART <= start for a, b in near):
                yield row, side, (start, end)
