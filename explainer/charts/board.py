"""A chart made of words: blocks that read as a table or a list, follow the theme and print."""

from dataclasses import dataclass
from typing import Any

from explainer.page import blocks, cards
from explainer.page.blocks import Block


@dataclass(frozen=True)
class Titled(Block):
    """A title, a few words behind it, what is shown, and a line under it."""

    title: str
    note: str
    body: Any
    foot: str = ""


@dataclass(frozen=True)
class Said(Block):
    """What somebody said: who, the deed and its day, the words, what a check found."""

    who: str
    deed: str
    what: str
    check: str
    sources: str


@dataclass(frozen=True)
class Replies(Block):
    """Replies to a claim, each with where it can be read: (kind, words for it, :class:`Said`)."""

    items: tuple[tuple[str, str, Said], ...]


@dataclass(frozen=True)
class Claims(Block):
    """Statements side by side, row by row; with a head the first of a row heads it."""

    title: str
    note: str
    head: tuple[str, ...]
    rows: tuple[tuple[Block, ...], ...]
    foot: str


@dataclass(frozen=True)
class Hands(Block):
    """The hands words passed through, (who, did, changed), and how others gave them."""

    links: tuple[tuple[str, str, str], ...]
    variants: tuple[tuple[str, str], ...]
    check: str
    foot: str


@dataclass(frozen=True)
class Orders(Block):
    """Orders of steps side by side: (whose, steps, reason, document, sources).

    A step is (kinds, text, points), a kind its number among the story's and its name.
    """

    columns: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class Board:
    """A chart made of words.

    Attributes
    ----------
    title : str
        What is shown.
    html : Html
        The chart; being text, it needs no other words for those who do not see it.
    """

    title: str
    html: cards.Html

    @classmethod
    def of(cls, block: Titled | Claims) -> "Board":
        """Return a block with a title as a chart."""
        return cls(block.title, blocks.html(block))

    def _block_(self) -> cards.Html:
        board = cards.fill('<div class="ex-board">$html</div>', html=self.html)
        return cards.join([cards.stylesheet("charts.css"), board])

    def _repr_html_(self) -> str:
        return self._block_()._repr_html_()
