"""Words in quotation marks: curly, straight, angled, low; mixed, nested, and over paragraphs."""

import re
from collections import deque
from dataclasses import dataclass

from explainer.places.sentences import Find, find

#: Opening mark -> the marks that close it: English, German and Polish, French, straight.
_CLOSED_BY = {"“": "”", "„": "“”", "«": "»", '"': '"', "‘": "’", "'": "'", "‹": "›"}
#: Marks that close as another opens or that may be confused in typing.
_MARK = re.compile(r"[“”„«»\"‘’'‹›]")
_SINGLE = "‘'"
_PARAGRAPH = re.compile(r"\n\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks, with their marks; `depth` is 1 for a quotation within another."""

    find: Find
    #: False where the closing mark is missing.
    closed: bool
    depth: int = 0

    @property
    def inner(self) -> str:
        """The words without their marks."""
        return _MARK.sub("", self.find.words, count=1)[: -1 if self.closed else None].strip()


def quotations(text: str) -> list[Quotation]:
    """Return the words in quotation marks, in their order.

    A quotation of several paragraphs, each opened anew and only the last one closed, is one.
    Single marks count where they cannot be apostrophes.

    >>> [(q.find.words, q.closed) for q in quotations("“Yes,” she said. “No, he said.")]
    [('“Yes,”', True), ('“No, he said.', False)]
    >>> [(q.find.words, q.depth) for q in quotations("“He said ‘no’ to me.”")]
    [('“He said ‘no’ to me.”', 0), ('‘no’', 1)]
    """
    marks = _Marks(text)
    ends = deque(match.start() for match in _PARAGRAPH.finditer(text))
    for match in _MARK.finditer(text):
        while ends and ends[0] < match.start():
            marks.end_paragraph(ends.popleft())
        marks.read(match.start(), match[0])
    for end in [*ends, len(text)]:
        marks.end_paragraph(end, last=True)
    return [
        Quotation(find(text, start, end), closed, depth)
        for start, end, closed, depth in sorted(marks.found)
        if end - start > 1 or not closed
    ]


class _Marks:
    """The marks of a text, read one after the other."""

    def __init__(self, text: str) -> None:
        self.text = text
        #: Begin, end, whether it is closed, depth.
        self.found: list[tuple[int, int, bool, int]] = []
        self._open: list[tuple[str, int]] = []

    def read(self, at: int, mark: str) -> None:
        """Close or open a quotation at a mark, if it does either."""
        if self._outer(at, mark):
            self._open.pop()  # the inner one was an apostrophe
        if self._open and self._closes(at, mark, self._open[-1][0]):
            _, start = self._open.pop()
            self.found.append((start, at + 1, True, len(self._open)))
        elif self._opens(at, mark) and not self._goes_on(at, mark):
            # The quotation that the same mark opened and nothing closed is given up.
            while any(opened == mark for opened, _ in self._open):
                self._give_up(at)
            self._open.append((mark, at))

    def end_paragraph(self, end: int, *, last: bool = False) -> None:
        """Close what is open at the end of a paragraph, unless the next one goes on with it."""
        following = self.text[end : end + 40].lstrip()
        while self._open:
            mark, start = self._open[-1]
            if not last and following.startswith(mark) and mark not in _SINGLE:
                return
            self._give_up(start + len(self.text[start:end].rstrip()))

    def _give_up(self, end: int) -> None:
        opened, start = self._open.pop()
        if opened not in _SINGLE:
            self.found.append((start, end, False, len(self._open)))

    def _around(self, at: int) -> tuple[str, str]:
        """Return the letters before and after a mark, a space where there is none."""
        return self.text[max(at - 1, 0) : at] or " ", self.text[at + 1 : at + 2] or " "

    def _opens(self, at: int, mark: str) -> bool:
        before, after = self._around(at)
        if mark in _SINGLE:  # never inside a word, nor before a year or a space
            free = before.isspace() or before in '“"„«([—–'
            return not before.isalnum() and after.isalpha() and free
        if mark == '"':
            return not after.isspace() or before.isspace() or not at
        return mark in _CLOSED_BY

    def _closes(self, at: int, mark: str, opened: str) -> bool:
        if mark not in _CLOSED_BY[opened] and not (opened in '“"„' and mark in '”"'):
            return False
        before, after = self._around(at)
        if opened in _SINGLE:
            return not after.isalnum() and not before.isspace()
        return not (mark == '"' and before.isspace() and after.isalnum())

    def _outer(self, at: int, mark: str) -> bool:
        """Say whether a mark closes not the innermost quotation, a single one, but one around."""
        if len(self._open) < 2 or self._open[-1][0] not in _SINGLE:
            return False
        inner, around = self._open[-1][0], self._open[-2][0]
        return not self._closes(at, mark, inner) and self._closes(at, mark, around)

    def _goes_on(self, at: int, mark: str) -> bool:
        """Say whether a mark opens a new paragraph of a quotation that was not closed."""
        if not self._open or self._open[-1][0] != mark:
            return False
        return bool(re.search(r"\n\s*\n\s*$", self.text[max(0, at - 20) : at]))
