"""Which paragraph of an article a text is, by hashes of its words, without the article."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from explainer.page.words import many

#: Words of a run, and hexadecimal digits kept of its hash: the words cannot be read back.
RUN, DIGITS = 4, 6
#: The least share of a paragraph's runs, or of a part's, that both must have.
_OF_PARAGRAPH, _OF_PART = 0.35, 0.5
#: The share of a paragraph's runs with which it counts as lying in a part whole.
_WHOLE = 0.8
_ENDS = (".", "!", "?", "”", '"')
_WORD = re.compile(r"\w+")
_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ](?=\w)")


@dataclass(frozen=True, slots=True)
class Copied:
    """One paragraph of a text, and which of the article it is: several joined, or none known."""

    text: str
    tags: tuple[str, ...]


def runs(text: str) -> list[str]:
    """Return the hash of every run of four words, whatever the marks around them.

    >>> runs("“It’s a port,” she said.") == runs("It's a port, she said")
    True
    """
    words = _WORD.findall(_APOSTROPHE.sub("", text.casefold()))
    count = max(1, len(words) - RUN + 1) if words else 0
    joined = (" ".join(words[at : at + RUN]) for at in range(count))
    return [hashlib.sha256(each.encode()).hexdigest()[:DIGITS] for each in joined]


def align(text: str, known: Mapping[str, Iterable[str]]) -> list[Copied]:
    r"""Return the paragraphs of a copy, each with the tags of those of the article that it is.

    Typing mistakes, missing captions and other marks do no harm. `known` holds the :func:`runs` of
    the article's paragraphs by their tags.

    >>> known = {"p1": runs("The old bridge is closed to carts."), "p2": runs("Nobody was asked.")}
    >>> [part.tags for part in align("The old bridge is closed to carts!\n\nNews.", known)]
    [('p1',), ()]
    """
    held = {tag: set(given) for tag, given in known.items() if given}
    texts = [*filter(None, map(str.strip, text.splitlines()))]
    parts = [Copied(part, tuple(_tags(set(runs(part)), held))) for part in texts]
    return [_by_neighbours(parts, at, [*held]) for at in range(len(parts))]


def told(parts: list[Copied], count: int) -> str:
    """Return in words how much of an article of so many paragraphs was found in a copy."""
    if not parts:
        return (
            "There is no copy in the box yet: you see what we say of each paragraph. The article "
            "is not part of this project; it stays on your computer."
        )
    found = {tag for part in parts for tag in part.tags}
    other = sum(not part.tags for part in parts)
    said = f"{len(found)} of {many(count, 'paragraph')} found in your copy."
    if not found:
        return f"{said} This seems to be another text."
    return f"{said} Lines of your copy that match nothing: {other}." if other else said


def _tags(mine: set[str], held: Mapping[str, set[str]]) -> list[str]:
    """Return the paragraph that shares most with a part, and all that lie in it nearly whole."""
    share = {tag: len(mine & given) / len(given) for tag, given in held.items() if mine & given}
    best = max(share, key=lambda tag: len(mine & held[tag]), default="")
    likely = best and (
        share[best] >= _OF_PARAGRAPH or len(mine & held[best]) >= _OF_PART * len(mine)
    )
    whole = [tag for tag in share if share[tag] >= _WHOLE or (tag == best and likely)]
    return sorted(whole, key=[*held].index)


def _by_neighbours(parts: list[Copied], at: int, order: list[str]) -> Copied:
    """Return a part; one that is not known may be told by what stands before and behind it.

    It is the rest of a line that was cut, or the one paragraph missing between two that are known.
    """
    part = parts[at]
    before = parts[at - 1] if at else None
    behind = parts[at + 1] if at + 1 < len(parts) else None
    if part.tags or not before or not before.tags:
        return part
    if len(_WORD.findall(part.text)) < RUN and not before.text.endswith(_ENDS):
        return Copied(part.text, before.tags)
    next_tag = order.index(before.tags[-1]) + 1
    if behind and behind.tags and order.index(behind.tags[0]) == next_tag + 1:
        return Copied(part.text, (order[next_tag],))
    return part
