"""How much room a chart has, in pixels: on a laptop, and on a phone, for which it is drawn anew."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

#: Width of every chart, and of one on a phone, in pixels; its height follows from what it holds.
WIDTH, NARROW = 848, 360
MARGIN = 16
_width: ContextVar[int] = ContextVar("width", default=WIDTH)


@contextmanager
def narrowed() -> Iterator[None]:
    """Let what is drawn inside be for a phone."""
    before = _width.set(NARROW)
    try:
        yield
    finally:
        _width.reset(before)


def width() -> int:
    """Return how wide what is being drawn is, in pixels."""
    return _width.get()


def inner() -> float:
    """Return how wide what is being drawn may be, in pixels, without the margins."""
    return width() - 2 * MARGIN


@dataclass(frozen=True)
class Columns:
    """Where in a row its words and its marks stand: side by side, or on a phone `stacked`."""

    words: float
    left: float
    wide: float
    stacked: bool

    def height(self, words: float, marks: float) -> float:
        """Return how high a row is whose words and marks are so high."""
        return words + marks if self.stacked else max(words, marks)

    def under(self, words: float) -> float:
        """Return how far below the words' top the marks have their room."""
        return words if self.stacked else 0


def columns(words: float, between: float = 0) -> Columns:
    """Return the columns of a chart whose words are so wide, or so narrow as it has to be."""
    if width() == NARROW:
        return Columns(inner(), MARGIN, inner(), True)
    return Columns(words, MARGIN + words + between, inner() - words - between, False)
