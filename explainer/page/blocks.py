"""Blocks: what a reader meets, kept as data until it is shown on a page, on paper or in speech.

A block renders itself for a :class:`Medium`. :class:`Html` is a block rendered for a page, a text
that any code can use as such; it still knows the block, so that another medium can ask again.

>>> told = html(Fold("More", html(Fragment("<p>$name</p>", {"name": "A < B"}))))
>>> str(told)
'<details><summary>More</summary><p>A &lt; B</p></details>'
>>> told.render(SPEECH)
Markup('More A &lt; B')
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from html import unescape
from importlib.resources import files
from string import Template
from typing import Any, ClassVar

from jinja2 import Environment, FileSystemLoader
from jinja2 import Template as Jinja
from markupsafe import Markup, escape

#: Name of a kind of block -> its class; what :func:`from_data` makes blocks of.
KINDS: dict[str, type[Block]] = {}


class Html(Markup):
    """HTML that is safe to show as it is; Jupyter displays it rendered and styled.

    Attributes
    ----------
    block : Block or None
        What it was rendered from; None if it was written by hand.
    """

    __slots__ = ("block",)
    block: Block | None

    def __new__(cls, value: str = "", block: Block | None = None) -> Html:  # noqa: D102
        self = str.__new__(cls, value)
        self.block = block
        return self

    def render(self, medium: Medium) -> Markup:
        """Return the same for another medium."""
        return medium.show(self)

    def _block_(self) -> Html:
        return self

    def _repr_html_(self) -> str:
        return f'{style("page.css")}<div class="ex">{self}</div>'

    def __repr__(self) -> str:
        return f"<Html, {len(self)} characters>"


@cache
def static(name: str) -> str:
    """Return the text of a file of ``explainer/static``: a template, a style sheet, a script."""
    return (files("explainer") / "static" / name).read_text(encoding="utf-8")


def style(name: str) -> Html:
    """Return a style sheet of ``explainer/static`` as an element of HTML."""
    return Html(f"<style>{static(name)}</style>")


def plain(page: str) -> str:
    """Return the words of a piece of our own HTML, for alternative texts.

    >>> plain("<h1>Bath &amp; Oxford</h1><p>two cities</p>")
    'Bath & Oxford two cities'
    """
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


class Medium:
    """Where blocks are shown; this one is a page on a screen.

    A medium renders a kind of block by its method of that name, if it has one, else by a template
    of ``static/blocks``: ``table.paper.html`` or, without one, ``table.html``. Text from data is
    escaped in :meth:`show`, and only there.
    """

    #: Its names, the closest first: of templates and of what :class:`ByMedium` holds.
    names: ClassVar[tuple[str, ...]] = ("page",)

    def show(self, value: Any) -> Markup:
        """Return a block, or text that is escaped, as HTML for this medium."""
        if isinstance(value, Html):
            value = value.block or value
        if isinstance(value, Block):
            shown = getattr(self, value.kind, None)
            return shown(value) if shown else self.fill(value.kind, **value.parts())
        return value if isinstance(value, Markup) else escape(str(value))

    def fill(self, kind: str, **values: Any) -> Markup:
        """Fill a template of ``static/blocks`` with values that are shown in this medium."""
        shown = {name: self._inside(value) for name, value in values.items()}
        return Markup(_template(kind, self.names).render(shown))

    def _inside(self, value: Any) -> Any:
        """Return a value for a template, which escapes text: blocks are shown, the rest stays."""
        if isinstance(value, tuple):
            return [self._inside(item) for item in value]
        return self.show(value) if isinstance(value, Markup | Block) else value

    def fragment(self, block: Fragment) -> Markup:
        """Return a filled template."""
        first, *rest = _chunks(block.template)
        shown = (f"{self.show(block.values[name])}{then}" for name, then in rest)
        return Markup(f"{first[1]}{''.join(shown)}")

    def group(self, block: Group) -> Markup:
        """Return parts one behind the other."""
        return Markup(block.separator.join(map(self.show, block.items)))

    def sources(self, block: Sources) -> Markup:
        """Return a list of sources, or one line."""
        if block.inline:
            return Markup("; ").join(item.label for item in block.items)
        return self.fill("sources", items=[*block.items])

    def bymedium(self, block: ByMedium) -> Markup:
        """Return what is meant for this medium."""
        return self.show(next(block.said[name] for name in self.names if name in block.said))


class Page(Medium):
    """A page on a screen, where what is rendered once stays as it is."""

    def show(self, value: Any) -> Markup:
        """Return a block, or text that is escaped, as HTML for a page."""
        return value if isinstance(value, Html) else super().show(value)


class Speech(Medium):
    """Words to be heard, or read in one line: no pictures, nothing that is to be pressed."""

    names = ("speech", "page")

    def show(self, value: Any) -> Markup:
        """Return the words of a block, escaped as in HTML."""
        return escape(plain(super().show(value)))

    def bymedium(self, block: ByMedium) -> Markup:
        """Return what is said; without words of its own, what is for paper."""
        name = next(name for name in ("speech", "paper", "page") if name in block.said)
        return self.show(block.said[name])

    def picture(self, block: Picture) -> Markup:
        """Return what a picture shows."""
        return self.show(block.alt)


PAGE, SPEECH = Page(), Speech()


def words(value: Any) -> str:
    """Return the words of anything shown.

    >>> words(Sources((Reference("a", "A paper, “A & B”", "https://example.org", "state"),)))
    'A paper, “A & B” (state)'
    """
    return unescape(str(SPEECH.show(value)))


def html(block: Block) -> Html:
    """Return a block rendered for a page."""
    return Html(PAGE.show(block), block)


class Block:
    """A piece of what a reader meets, as data."""

    kind: ClassVar[str]

    def __init_subclass__(cls) -> None:
        cls.kind = cls.__name__.lower()
        KINDS[cls.kind] = cls

    def parts(self) -> dict[str, Any]:
        """Return what it is made of, by name."""
        return {item.name: getattr(self, item.name) for item in fields(self)}

    def render(self, medium: Medium = PAGE) -> Markup:
        """Return it for a medium."""
        return medium.show(self)

    def __html__(self) -> str:
        return PAGE.show(self)

    def __str__(self) -> str:
        return str(PAGE.show(self))

    def __contains__(self, text: str) -> bool:
        return text in str(self)

    def _block_(self) -> Block:
        return self

    def _repr_html_(self) -> str:
        return html(self)._repr_html_()


@dataclass(frozen=True)
class Fragment(Block):
    """A template of ours and the values for its ``$names``."""

    template: str
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
class Facts(Block):
    """A small card: a title, a sentence, facts with their names."""

    title: str
    text: str
    rows: tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class Reference(Block):
    """A source as it is cited: who, title, date, the line it takes, a link if there is one."""

    id: str
    label: str
    url: str | None = None
    line: str | None = None


@dataclass(frozen=True)
class Sources(Block):
    """Sources, as a list; or in one line, as in the cell of a table."""

    items: tuple[Reference, ...]
    inline: bool = False


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
    """A picture: its title, what it shows in words, the drawing, and the same as a table."""

    title: str
    alt: str
    svg: Html
    table: Any = ""


@dataclass(frozen=True)
class Key(Block):
    """A symbol of ``static/symbols.svg``, or a filled area, and its meaning."""

    label: str
    cls: str
    symbol: str = ""


@dataclass(frozen=True)
class Legend(Block):
    """The legend of a map: title, entries, notes."""

    title: str
    entries: tuple[Any, ...]
    notes: tuple[str, ...] = field(default=())


@cache
def _environment() -> Environment:
    folder = str(files("explainer") / "static" / "blocks")
    return Environment(
        loader=FileSystemLoader(folder), autoescape=True, trim_blocks=True, auto_reload=False
    )


@cache
def _template(kind: str, names: tuple[str, ...]) -> Jinja:
    own = [f"{kind}.{name}.html" for name in names]
    return _environment().select_template([*own, f"{kind}.html"])


@cache
def _chunks(template: str) -> tuple[tuple[str, str], ...]:
    """Return a template in pieces: a name, and the text behind its value; the first has no name."""
    pieces, name, text, at = [], "", "", 0
    for found in Template.pattern.finditer(template):
        text += template[at : found.start()]
        at = found.end()
        if found["escaped"] is not None:
            text += "$"
            continue
        pieces.append((name, text))
        name, text = found["named"] or found["braced"], ""
        if not name:
            raise ValueError(f"This template has a $ without a name: {template!r}")
    return (*pieces, (name, text + template[at:]))


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
