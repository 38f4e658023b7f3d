"""A chart made of words: pieces that read as a table or a list, follow the theme and print."""

from dataclasses import dataclass
from typing import Any

from explainer.page import cards


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
    def of(cls, title: str, note: Any, body: Any, foot: str = "") -> "Board":
        """Return a title, a few words behind it, what is shown, and a line under it."""
        return cls(title, cards.piece("titled", title=title, note=note, body=body, foot=foot))

    def _block_(self) -> cards.Html:
        return cards.join(
            [cards.stylesheet("charts.css"), cards.piece("board", title=self.title, html=self.html)]
        )

    def _repr_html_(self) -> str:
        return self._block_()._repr_html_()
