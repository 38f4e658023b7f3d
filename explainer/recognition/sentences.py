"""A text taken apart into words and sentences, as far as rules without grammar can do it."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

#: A word with its hyphens and apostrophes, or initials such as "U.S.".
WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
#: A longer text is cut, so that an answer comes at once: words, letters.
MOST_WORDS, MOST_LETTERS = 300, 3000

_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|\n\s*\n")
_INITIALS = re.compile(r"(?:\b[^\W\d_]\.)+$")


@dataclass(frozen=True, slots=True)
class Find:
    """Some words that were found in a text.

    Attributes
    ----------
    words : str
        As they stand there.
    sentence : str
        The sentence, or the sentences, they stand in.
    at : int
        Where in the sentence they begin, counted from 0.
    """

    words: str
    sentence: str
    at: int


@cache
def english() -> dict[str, Any]:
    """Return the lists of English words: sets of words, and for ``reporting`` word -> what it does.

    >>> english()["reporting"]["claims"]
    'shows doubt: the writer could not check it, or does not believe it'
    """
    lists = tomllib.loads((files("explainer") / "data" / "english.toml").read_text("utf-8"))
    verbs = {
        form.replace("_", " "): entry["does"]
        for entry in lists.pop("reporting")
        for form in entry["forms"].split()
    }
    around = [words.strip() for words in lists.pop("around").split("|")]
    return {name: frozenset(words.split()) for name, words in lists.items()} | {
        "reporting": verbs,
        "around": around,
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
    after = text[stop.end() :].lstrip()
    if not stop[0].strip() or not after:
        return True
    before = text[: stop.start() + 1]
    last = re.split(r"[\s(“\"]", before[:-1])[-1].lower()
    if stop[0] == "." and (last in english()["abbreviations"] or _INITIALS.search(before)):
        return False
    return not after[0].islower()


def beginning(text: str) -> str:
    """Return a text, or as much of a longer one as is looked at.

    >>> len(beginning("word " * 1000).split())
    300
    """
    text = text.strip()[:MOST_LETTERS]
    last = [word.end() for word in re.finditer(r"\S+", text)][MOST_WORDS - 1 : MOST_WORDS]
    return text[: last[0]] if last else text


def find(text: str, start: int, end: int) -> Find:
    """Return the words from `start` to `end` with the sentences they touch."""
    touched = [(first, last) for first, last in sentences(text) if first < end and start < last]
    first, last = touched[0][0], touched[-1][1]
    return Find(text[start:end], text[first:last], start - first)


def words(text: str) -> Iterator[re.Match[str]]:
    """Yield the words of a text.

    >>> [word[0] for word in words("The U.S. envoy’s trip to Ivano-Frankivsk, 2021")]
    ['The', 'U.S.', 'envoy’s', 'trip', 'to', 'Ivano-Frankivsk']
    """
    return WORD.finditer(text)
