"""The media that blocks are shown in: a page, words to be heard; paper brings one of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from html import unescape
from importlib.resources import files
from string import Template
from typing import Any, ClassVar

from jinja2 import Environment, FileSystemLoader
from jinja2 import Template as Jinja
from markupsafe import Markup, escape

from explainer import shipped
from explainer.reading import letters

#: Parts of a page that are no words, and ends of parts that are lines and cells of their own.
_UNREAD = re.compile(r"<(style|script|svg|template)\b.*?</\1>|<iframe.*?</iframe>", re.S)
_ENDS = re.compile(r"</(?:p|li|tr|h\d|caption|div|summary|figcaption|dd|legend|label)>|<br\s*/?>")
_CELLS = re.compile(r"</t[dh]>(?!</tr>)|</dt>")
#: Name of a kind of block -> its class.
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
        return lines(self)


def static(name: str) -> str:
    """Return the text of a file of ``explainer/static``: a template, a style sheet, a script."""
    return shipped.text("static", name)


def style(name: str) -> Html:
    """Return a style sheet of ``explainer/static`` as an element of HTML."""
    return html(File(name))


def plain(page: str) -> str:
    """Return the words of a piece of our own HTML, for alternative texts.

    >>> plain("<h1>Bath &amp; Oxford</h1><p>two cities</p>")
    'Bath & Oxford two cities'
    """
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", _UNREAD.sub(" ", page))).split())


def lines(page: str) -> str:
    """Return the words of a piece of our own HTML as a terminal shows them: line by line.

    >>> print(lines("<style>b {}</style><h1>Cities</h1><tr><th>A</th><td>B</td></tr>"))
    Cities
    A | B
    """
    ended = _ENDS.sub("\n", _CELLS.sub(" | ", _UNREAD.sub("", " ".join(page.split()))))
    words = (plain(line).strip(" |") for line in ended.split("\n"))
    return "\n".join(filter(None, words))


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
        return value if isinstance(value, Markup) else escape(letters(str(value)))

    def fill(self, kind: str, **values: Any) -> Markup:
        """Fill a template of ``static/blocks`` with values that are shown in this medium."""
        shown = {name: self._inside(value) for name, value in values.items()}
        return Markup(_template(kind, self.names).render(shown))

    def _inside(self, value: Any) -> Any:
        """Return a value for a template, which escapes text: blocks are shown, the rest stays."""
        if isinstance(value, tuple):
            return [self._inside(item) for item in value]
        if isinstance(value, Mapping):
            return {name: self._inside(item) for name, item in value.items()}
        if isinstance(value, Markup | Block):
            return self.show(value)
        return letters(value) if isinstance(value, str) else value

    def fragment(self, block: Any) -> Markup:
        """Return a filled template."""
        shown = {name: self.show(value) for name, value in block.values.items()}
        return Markup(Template(block.template).substitute(shown))

    def piece(self, block: Any) -> Markup:
        """Return a filled template of ``static/blocks``."""
        return self.fill(block.name, **block.values)

    def group(self, block: Any) -> Markup:
        """Return parts one behind the other."""
        return Markup(block.separator.join(map(self.show, block.items)))

    def sources(self, block: Any) -> Markup:
        """Return a list of sources, or one line."""
        if block.inline:
            return Markup("; ").join(item.label for item in block.items)
        return self.fill("sources", items=[*block.items], head=block.head)

    def file(self, block: Any) -> Markup:
        """Return a style sheet or a script as an element of the page."""
        element = "style" if block.name.endswith(".css") else "script"
        return Markup(f"<{element}>{static(block.name)}</{element}>")

    def picture(self, block: Any) -> Markup:
        """Return a picture with its words and, folded away, its table."""
        return self.fill("picture", style=style("charts.css"), **block.parts())

    def bymedium(self, block: Any) -> Markup:
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

    def bymedium(self, block: Any) -> Markup:
        """Return what is said; without words of its own, what is for paper."""
        name = next(name for name in ("speech", "paper", "page") if name in block.said)
        return self.show(block.said[name])

    def picture(self, block: Any) -> Markup:
        """Return what a picture shows."""
        return self.show(block.alt)


PAGE, SPEECH = Page(), Speech()


def words(value: Any) -> str:
    """Return the words of anything shown.

    >>> words(Html("<b>A &amp; B</b>")), words("A & B")
    ('A & B', 'A & B')
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
class File(Block):
    """A style sheet or a script of ``explainer/static``, which belongs to what it stands beside."""

    name: str


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
