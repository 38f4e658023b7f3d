"""Sources on paper: each printed once, in a numbered list; a number stands where it is cited."""

import re
from collections.abc import Iterable

from explainer.page import cards
from explainer.story import Story

_LIST = re.compile(r'<ul class="ex-sources">(.*?)</ul>', re.DOTALL)
_ITEM = re.compile(r"<li>.*?</li>", re.DOTALL)
#: Where a source is cited, until the list is known: no text of ours holds such a character.
_MARK = re.compile("\ue000(.*?)\ue001", re.DOTALL)
_TITLE = "Sources used in this lesson"


class References:
    """The sources of one hand-out."""

    def __init__(self, story: Story) -> None:
        items = {
            source.id: _ITEM.search(cards.sources(story, [source.id])) for source in story.sources
        }
        self._items = {id: found[0] for id, found in items.items() if found}
        self._ids = {item: id for id, item in self._items.items()}
        cited = {source.id: str(cards.text(story.cite(source.id))) for source in story.sources}
        self._order = sorted(cited, key=lambda id: story.cite(id))
        #: The longest first: one citation may begin another.
        self._cited = sorted(cited.items(), key=lambda pair: -len(pair[1]))

    def mark(self, page: str) -> str:
        """Put a mark in place of each list of sources that stands inside something else."""
        return _LIST.sub(lambda found: self._mark(map(self._id, _ITEM.findall(found[1]))), page)

    def mark_cell(self, cell: str) -> str:
        """Put a mark in place of the sources in a cell of a table, if it holds nothing else."""
        ids = []
        for id, words in self._cited:
            if words in cell:
                cell, ids = cell.replace(words, ""), [*ids, id]
        return self._mark(ids) + cell.strip("; ")

    def _id(self, item: str) -> str:
        return self._ids[item]

    @staticmethod
    def _mark(ids: Iterable[str]) -> str:
        listed = " ".join(ids)
        return f"\ue000{listed}\ue001" if listed else ""

    def listed(self, pages: list[str]) -> list[str]:
        """Return the parts of a hand-out with numbers for marks, and one list at the end.

        The last part is the list of sources the lesson ends with, if there is one.
        """
        marked = {id for page in pages for found in _MARK.findall(page) for id in found.split()}
        own = pages[-1] if pages and _LIST.fullmatch(pages[-1]) else ""
        ids = marked | set(map(self._id, _ITEM.findall(own)))
        number = {id: n for n, id in enumerate((id for id in self._order if id in ids), start=1)}

        def numbers(found: re.Match[str]) -> str:
            cited = sorted({number[id] for id in found[1].split()})
            return f' <span class="ex-cited">[{", ".join(map(str, cited))}]</span>'

        parts = [_MARK.sub(numbers, page) for page in (pages[:-1] if own else pages)]
        items = "".join(self._items[id] for id in number)
        head = "" if own else f"<h2>{_TITLE}</h2>"
        return [*parts, f'{head}<ol class="ex-bibliography">{items}</ol>' if items else ""]


def alone(value: str) -> bool:
    """Say whether a piece of HTML is a list of sources and nothing else."""
    return bool(_LIST.fullmatch(value))
