"""Paper as a medium of blocks: numbers for sources, tables that fit, lines to write on."""

from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from markupsafe import Markup

from explainer.page.blocks import (
    PAGE,
    Block,
    Fold,
    Html,
    Notice,
    Picture,
    Reference,
    Sources,
    Table,
    plain,
    words,
)
from explainer.page.media import Medium

#: A table with more columns becomes a list: its cells would be one word wide.
WIDEST = 5
#: A table with more rows stays on the computer if it is folded away there, or says a chart again.
LONGEST = 20
#: Longest table on a hand-out for one period.
SHORT = 10
#: Shorter words say too little to tell whether a row was printed before.
_TELLING = 60


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


class Paper(Medium):
    """A hand-out; its references collect the sources that are cited, and give their numbers."""

    names = ("paper", "page")

    def __init__(self, references: References) -> None:
        self.references = references
        self._printed = ""

    def part(self, value: Any) -> Markup:
        """Return a part of the page; the words of each are kept, to print no row twice."""
        block = _block(value)
        # A cell that shows sources and nothing else is about them: it is no citation.
        shown = PAGE.show(block) if isinstance(block, Sources) else self.show(value)
        if not isinstance(block, Picture):  # it keeps those of its table
            self._printed += f" {plain(shown)}"
        return shown

    def sources(self, block: Sources) -> Markup:
        """Return the numbers of sources."""
        numbers = self.references.numbers(block.items)
        return self.fill("sources", numbers=numbers) if numbers else Markup("")

    def table(self, block: Table) -> Markup:
        """Return a table, or a list if it has too many columns."""
        shape = "list" if len(block.head) > WIDEST else "table"
        return self.fill(shape, **block.parts())

    def fold(self, block: Fold) -> Markup:
        """Return what was folded away, open; a long table is only named."""
        inside = _block(block.content)
        if isinstance(inside, Table):
            return self._unless_long(inside, block.title)
        return self.fill("fold", **block.parts())

    def notice(self, block: Notice) -> Markup:
        """Return a question with lines to write on; what can be found is not even cited."""
        return self.fill("notice", ask=block.ask, where=block.where)

    def picture(self, block: Picture) -> Markup:
        """Return a picture, and of its table the rows that do not stand on an earlier page."""
        table, told = _block(block.table), Markup("")
        if isinstance(table, Table):
            told = self._unless_long(table, block.title, new=True)
            self._printed += f" {plain(told)}"
        return self.fill("picture", **block.parts() | {"table": told})

    def _unless_long(self, table: Table, title: Any, *, new: bool = False) -> Markup:
        """Return a table, or where to find it if it is long; if only new rows are wanted, those."""
        if len(table.rows) > LONGEST:
            return self.fill("long", title=title, rows=len(table.rows))
        kept = tuple(row for row in table.rows if not (new and self._told(row)))
        if not kept:
            return Markup("")
        rest = " (the rest stands above)" if len(kept) < len(table.rows) else ""
        caption = Markup("{}{}").format(self.show(table.caption), rest)
        return self.show(Table(caption, table.head, kept))

    def _told(self, row: tuple[Any, ...]) -> bool:
        told = (words(cell) for cell in row if not isinstance(_block(cell), Sources))
        longest = max(told, key=len, default="")
        return len(longest) >= _TELLING and longest in self._printed


class AnswerSheet(Paper):
    """Paper for the instructor: what is asked stands there with what can be found."""

    names = ("answers", *Paper.names)

    def notice(self, block: Notice) -> Markup:
        """Return a question and what can be found."""
        return self.fill("notice", **block.parts())


class ShortPaper(Paper):
    """A hand-out for one period: pictures without their tables, short tables, no sources."""

    def sources(self, block: Sources) -> Markup:
        """Leave sources to the long edition."""
        return Markup("")

    def picture(self, block: Picture) -> Markup:
        """Return a picture without the same as a table."""
        return self.fill("picture", **block.parts() | {"table": Markup("")})

    def fold(self, block: Fold) -> Markup:
        """Return what was folded away, if it is no table."""
        return Markup("") if isinstance(_block(block.content), Table) else super().fold(block)

    def table(self, block: Table) -> Markup:
        """Return a table; of a long one its name."""
        if len(block.rows) > SHORT:
            return self.fill("long", title=block.caption, rows=len(block.rows))
        return super().table(block)


def _block(value: Any) -> Any:
    return value.block if isinstance(value, Html) else value if isinstance(value, Block) else None
