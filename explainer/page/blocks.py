"""Blocks: what a reader meets, kept as data until it is shown on a page, on paper or in speech.

A block renders itself for a :class:`~explainer.page.media.Medium`. :class:`Html` is a block
rendered for a page, a text that any code can use as such; it still knows the block, so that
another medium can ask again.

>>> told = html(Fold("More", html(Fragment("<p>$name</p>", {"name": "A < B"}))))
>>> str(told)
'<details><summary>More</summary><p>A &lt; B</p></details>'
>>> told.render(SPEECH)
Markup('More A &lt; B')
>>> words(Sources((Reference("a", "A paper, “A & B”", "https://example.org", "state"),)))
'A paper, “A & B” (state)'
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from explainer.page.media import (
    KINDS,
    PAGE,
    SPEECH,
    Block,
    File,
    Html,
    html,
    lines,
    plain,
    static,
    style,
    words,
)

__all__ = ["PAGE", "SPEECH", "Block", "File", "Html", "html", "lines"]
__all__ += ["plain", "static", "style", "words"]


@dataclass(frozen=True)
class Fragment(Block):
    """A template of ours and the values for its ``$names``."""

    template: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Piece(Block):
    """A template of ``static/blocks``, by its name, and its values: texts, blocks, rows of them."""

    name: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Group(Block):
    """Parts one behind the other, with a separator of ours between them."""

    items: tuple[Any, ...]
    separator: str = ""


@dataclass(frozen=True)
class ByMedium(Block):
    """The same thing said otherwise on a page and on paper; what is only for one is empty there.

    Keys are names of media; ``page`` has to be among them.
    """

    said: Mapping[str, Any]


@dataclass(frozen=True)
class Table(Block):
    """A table: its title, the headings of its columns, rows of as many cells."""

    caption: Any
    head: tuple[Any, ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class Reference(Block):
    """A source as it is cited: who, title, date, the line it takes, a link if there is one."""

    id: str
    label: str
    url: str | None = None
    line: str | None = None

    @property
    def link(self) -> str | None:
        """The address, if it leads into the web and runs nothing."""
        safe = self.url and self.url.startswith(("https://", "http://"))
        return self.url if safe else None


@dataclass(frozen=True)
class Sources(Block):
    """Sources, as a list, with a heading or without; or in one line, as in the cell of a table."""

    items: tuple[Reference, ...]
    inline: bool = False
    head: str = ""


@dataclass(frozen=True)
class Fold(Block):
    """What is folded away under a line, and if that line alone says too little, what is heard."""

    title: Any
    content: Any
    label: str = ""


@dataclass(frozen=True)
class Notice(Block):
    """A question, where to look, and what can be found there."""

    ask: str
    where: str
    notice: str
    sources: Any = ""


@dataclass(frozen=True)
class Ask(Block):
    """Questions to answer before what one finds is unfolded."""

    items: tuple[Notice, ...]


@dataclass(frozen=True)
class Picture(Block):
    """A picture: its title, what it shows in words, the drawing, and the same as a table.

    ``heard`` is a shorter ``alt``, for a page that says the title before; ``ratio`` is its width by
    its height. ``under`` and ``foot`` are written into the drawing's ``top`` and ``bottom``, as
    high as these say by its width: where it is wider than the screen they stand around it instead.
    ``narrow`` is the drawing for the screen of a phone.
    """

    title: str
    alt: str
    svg: Html
    table: Any = ""
    heard: str = ""
    ratio: float = 1
    under: str = ""
    foot: str = ""
    top: float = 0
    bottom: float = 0
    narrow: Any = ""


@dataclass(frozen=True)
class Key(Block):
    """A symbol of ``static/symbols.svg``, or a filled area, and its meaning."""

    label: str
    cls: str
    symbol: str = ""


def to_data(value: Any) -> Any:
    """Return a block as what JSON can hold.

    >>> to_data(Fold("More", Html("<hr>")))
    {'block': 'fold', 'title': 'More', 'content': {'html': '<hr>'}, 'label': ''}
    """
    if isinstance(value, Html) and value.block:
        value = value.block
    if isinstance(value, Block):
        return {"block": value.kind} | {k: to_data(v) for k, v in value.parts().items()}
    if isinstance(value, Markup):
        return {"html": str(value)}
    if isinstance(value, Mapping):
        return {"values": {name: to_data(item) for name, item in value.items()}}
    if isinstance(value, list | tuple):
        return [to_data(item) for item in value]
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def from_data(data: Any) -> Any:
    """Return what :func:`to_data` was given.

    >>> from_data(to_data(Fold("More", Html("<hr>")))) == Fold("More", Html("<hr>"))
    True
    """
    if isinstance(data, list):
        return tuple(map(from_data, data))
    if not isinstance(data, dict):
        return data
    if "block" in data:
        given = {name: from_data(item) for name, item in data.items() if name != "block"}
        return KINDS[data["block"]](**given)
    if "html" in data:
        return Html(data["html"])
    return {name: from_data(item) for name, item in data["values"].items()}


def walk(value: Any) -> Iterator[Block]:
    """Yield a block and all blocks inside it, in their order."""
    if isinstance(value, Html):
        value = value.block
    if isinstance(value, Block):
        yield value
        value = tuple(value.parts().values())
    if isinstance(value, Mapping):
        value = tuple(value.values())
    if isinstance(value, list | tuple):
        for item in value:
            yield from walk(item)
