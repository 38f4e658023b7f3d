"""A text taken apart into words and sentences, as far as rules without grammar can do it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from explainer import shipped
from explainer.reading import letters

#: A word with its hyphens and apostrophes, or initials such as "U.S.".
WORD = re.compile(r"(?:[^\W\d_]{1,2}\.){2,}|[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
#: What a reader pastes into a box is cut here, lest somebody pastes a library: words, letters.
MOST_WORDS, MOST_LETTERS = 5000, 50_000
#: How far back an abbreviation may begin before its full stop.
_BACK = 40

_STOP = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s)|\n\s*\n")
#: What stands behind the place in the first line of a report: an area, an agency, a dash.
_DATELINE = re.compile(r"(?:,[^\n,—–(]{1,30})?\s*(?:\([^)\n]{1,40}\)\s*)?(?:—|–|--|- )")
_LETTER = re.compile(r"\w")
_AFTER = re.compile(r"\s*(\S)")
_INITIALS = re.compile(r"(?:\b[^\W\d_]\.)+$")


@dataclass(frozen=True, slots=True)
class Find:
    """Some words that were found in a text, and the sentence, or sentences, they stand in.

    They begin `at` a letter of the sentence and `start` in the text, counted from 0.
    """

    words: str
    sentence: str
    at: int
    start: int = 0


@cache
def english() -> dict[str, Any]:
    """Return the lists of English words as sets; for some words what they do, or may mean.

    >>> english()["reporting"]["claims"]
    'shows doubt: the writer could not check it, or does not believe it'
    """
    lists = shipped.data("english.toml")
    words = {name: frozenset(said.split()) for name, said in lists.items() if isinstance(said, str)}
    return {
        **lists,
        **words,
        "reporting": {
            form.replace("_", " "): entry["does"]
            for entry in lists["reporting"]
            for form in entry["forms"].split()
        },
        "meant": {
            word: frozenset(entry["kinds"])
            for entry in lists["meant"]
            for word in entry["words"].split()
        },
        "around": [words.strip() for words in lists["around"].split("|")],
    }


@lru_cache(maxsize=8)
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the sentences of a text begin and end.

    A full stop after an abbreviation, after initials, or before a small letter ends nothing.

    >>> text = "Dr. Who met J. Smith. “Hello!” she said.  It was 3.5 km."
    >>> [text[start:end] for start, end in sentences(text)]
    ['Dr. Who met J. Smith.', '“Hello!” she said.', 'It was 3.5 km.']
    """
    ends = [stop.end() for stop in _STOP.finditer(text) if _ends(text, stop)]
    bounds = zip([0, *ends], [*ends, len(text)], strict=True)
    found = ((start, end, text[start:end]) for start, end in bounds)
    return tuple(
        (start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip()))
        for start, end, part in found
        if part.strip()
    )


def _ends(text: str, stop: re.Match[str]) -> bool:
    after = _AFTER.match(text, stop.end())
    if not stop[0].strip() or not after:
        return True
    before = text[max(0, stop.start() - _BACK) : stop.start() + 1]
    last = re.split(r"[\s(“\"]", before[:-1])[-1].lower()
    if stop[0] == "." and (last in english()["abbreviations"] or _INITIALS.search(before)):
        return False
    capital = before[-len(last) - 1 : -len(last)].isupper()
    if stop[0] == "." and capital and last in english()["abbreviated_states"]:
        return False
    return not after[1].islower()


def beginning(text: str) -> str:
    """Return a text, or as much of a longer one as is looked at.

    >>> len(beginning("word " * 10_000).split())
    5000
    """
    text = letters(text.strip()[:MOST_LETTERS])
    last = [word.end() for word in re.finditer(r"\S+", text)][MOST_WORDS - 1 : MOST_WORDS]
    return text[: last[0]] if last else text


def find(text: str, start: int, end: int) -> Find:
    """Return the words from `start` to `end` with the sentences they touch."""
    starts, ends = _bounds(text)
    first = bisect_right(ends, start)
    last = max(first, bisect_left(starts, end) - 1)
    if first == len(starts):  # blanks after the last sentence
        first = last = len(starts) - 1
    sentence = _between(text, starts[first], ends[last])
    return Find(text[start:end], sentence, start - starts[first], start)


@lru_cache(maxsize=64)
def _between(text: str, start: int, end: int) -> str:
    """Return a part of a text; the same one for all that is found in a long sentence."""
    return text[start:end]


@lru_cache(maxsize=8)
def _bounds(text: str) -> tuple[list[int], list[int]]:
    """Return where sentences begin, and where they end."""
    return [start for start, _ in sentences(text)], [end for _, end in sentences(text)]


def sentence_at(text: str, at: int) -> int:
    """Return which sentence of a text a position is in, counted from 0.

    >>> sentence_at("It rained. In Riga it snowed.", 14)
    1
    """
    return max(0, bisect_right(_bounds(text)[0], at) - 1)


def begins(text: str, at: int) -> bool:
    """Say whether there is no word before a position in its sentence."""
    start = _bounds(text)[0][sentence_at(text, at)]
    return not _LETTER.search(text, start, at)


def dateline(text: str, start: int, end: int) -> bool:
    """Say whether a paragraph begins there with where it was written.

    >>> dateline("TYLER (AP) — A jury met.", 0, 5), dateline("Tyler met a jury.", 0, 5)
    (True, False)
    """
    opens = not text[:start].rpartition("\n")[2].strip()
    return opens and text[start:end].isupper() and bool(_DATELINE.match(text, end))


def words(text: str) -> Iterator[re.Match[str]]:
    """Yield the words of a text.

    >>> [word[0] for word in words("The U.S. envoy’s trip to Rostov-on-Don, 1969")]
    ['The', 'U.S.', 'envoy’s', 'trip', 'to', 'Rostov-on-Don']
    """
    return WORD.finditer(text)
