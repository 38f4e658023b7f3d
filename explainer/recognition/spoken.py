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
    """Words in quotation marks.

    Attributes
    ----------
    find : Find
        The words with their marks.
    closed : bool
        False where the closing mark is missing.
    depth : int
        0, or 1 for a quotation within another.
    """

    find: Find
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

    Examples
    --------
    >>> [(q.find.words, q.closed) for q in quotations("“Yes,” she said. “No, he said.")]
    [('“Yes,”', True), ('“No, he said.', False)]
    >>> [(q.find.words, q.depth) for q in quotations("“He said ‘no’ to me.”")]
    [('“He said ‘no’ to me.”', 0), ('‘no’', 1)]
    """
    found: list[tuple[int, int, bool, int]] = []
    stack: list[tuple[str, int]] = []
    ends = deque(match.start() for match in _PARAGRAPH.finditer(text))
    for match in _MARK.finditer(text):
        while ends and ends[0] < match.start():
            _paragraph_ends(text, ends.popleft(), stack, found)
        _mark(text, match.start(), match[0], stack, found)
    for end in [*ends, len(text)]:
        _paragraph_ends(text, end, stack, found, last=True)
    return [
        Quotation(find(text, start, end), closed, depth)
        for start, end, closed, depth in sorted(found)
        if end - start > 1 or not closed
    ]


def _mark(
    text: str,
    at: int,
    mark: str,
    stack: list[tuple[str, int]],
    found: list[tuple[int, int, bool, int]],
) -> None:
    """Close or open a quotation at a mark, if it does either."""
    if _outer(text, at, mark, stack):
        stack.pop()  # the inner one was an apostrophe
    if stack and _closes(text, at, mark, stack[-1][0]):
        _, start = stack.pop()
        found.append((start, at + 1, True, len(stack)))
    elif _opens(text, at, mark) and not _goes_on(text, at, mark, stack):
        _forget(mark, at, stack, found)
        stack.append((mark, at))


def _opens(text: str, at: int, mark: str) -> bool:
    if mark not in _CLOSED_BY:
        return False
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if mark in _SINGLE:  # never inside a word, nor before a year or a space
        return (
            not before.isalnum() and after.isalpha() and (before.isspace() or before in '“"„«([—–')
        )
    if mark == '"':
        return not after.isspace() or before.isspace() or not at
    return True


def _closes(text: str, at: int, mark: str, opened: str) -> bool:
    if mark not in _CLOSED_BY[opened] and not (opened in '“"„' and mark in '”"'):
        return False
    after = text[at + 1] if at + 1 < len(text) else " "
    before = text[at - 1] if at else " "
    if opened in _SINGLE:
        return not after.isalnum() and not before.isspace()
    return not (mark == '"' and before.isspace() and after.isalnum())


def _outer(text: str, at: int, mark: str, stack: list[tuple[str, int]]) -> bool:
    """Say whether a mark closes not the innermost quotation, a single one, but that around it."""
    if len(stack) < 2 or stack[-1][0] not in _SINGLE or _closes(text, at, mark, stack[-1][0]):
        return False
    return _closes(text, at, mark, stack[-2][0])


def _forget(
    mark: str, at: int, stack: list[tuple[str, int]], found: list[tuple[int, int, bool, int]]
) -> None:
    """Before a mark opens, give up the quotation that the same mark opened and nothing closed."""
    while any(opened == mark for opened, _ in stack):
        opened, start = stack.pop()
        if opened not in _SINGLE:
            found.append((start, at, False, len(stack)))


def _goes_on(text: str, at: int, mark: str, stack: list[tuple[str, int]]) -> bool:
    """Say whether a mark opens a new paragraph of a quotation that was not closed."""
    if not stack or stack[-1][0] != mark:
        return False
    return bool(re.search(r"\n\s*\n\s*$", text[max(0, at - 20) : at]))


def _paragraph_ends(
    text: str,
    end: int,
    stack: list[tuple[str, int]],
    found: list[tuple[int, int, bool, int]],
    last: bool = False,
) -> None:
    """At the end of a paragraph close what is open, unless the next one goes on with it."""
    while stack:
        mark, start = stack[-1]
        following = text[end : end + 40].lstrip()
        if not last and following.startswith(mark) and mark not in _SINGLE:
            return
        stack.pop()
        if mark not in _SINGLE:
            stop = end
            while stop > start + 1 and text[stop - 1].isspace():
                stop -= 1
            found.append((start, stop, False, len(stack)))
