"""Place names as people type them: one key for many spellings, and names typed wrongly.

Nothing here knows of the gazetteer's tables; ``tools/build_gazetteer.py`` makes the keys of the
data with the same :func:`key`, so that both sides always agree.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice

from rapidfuzz import process
from rapidfuzz.distance import OSA

#: Latin letters that Unicode does not take apart into a letter and a mark.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a"}
)
_APOSTROPHES = re.compile(r"['’ʼ‘`´ʹʺ′\"“”]")
_NO_LETTERS = re.compile(r"[^\w]+|_+")
_ASCII_WORDS = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")


def key(name: str) -> str:
    """Return what all ways of writing a name have in common.

    Case, accents, apostrophes, hyphens, punctuation, spaces, a leading "the", and ё against е
    make no difference. Letters of every script stay, as lower-case words with one space between.

    >>> key("Ivano-Frankivs’k"), key("Королёв"), key("the Black  Sea"), key("Malmö")
    ('ivano frankivsk', 'королев', 'black sea', 'malmo')
    """
    text = name.lower()
    if not _ASCII_WORDS.fullmatch(text):
        text = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
        text = "".join(char for char in text if not unicodedata.combining(char))
        text = _NO_LETTERS.sub(" ", _APOSTROPHES.sub("", text)).strip()
    return text[4:] if text.startswith("the ") else text


def readings(query: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the ways to read a query as a name and what narrows it, likeliest first.

    All are keys: of the name, and of the regions or countries it must lie in, smallest first.

    >>> list(readings("Odessa, Texas, USA"))
    [('odessa texas usa', []), ('odessa', ['texas', 'usa'])]
    >>> list(readings("Paris Texas"))
    [('paris texas', []), ('paris', ['texas'])]
    """
    whole = key(query)
    yield whole, []
    first, *rest = [part for part in map(key, re.split(r"[,;]", query)) if part] or [""]
    if rest:
        yield first, rest
        return
    words = whole.split(" ")[:8]
    for cut in range(len(words) - 1, 0, -1):
        name, rest = " ".join(words[:cut]), words[cut:]
        yield name, [" ".join(rest)]
        for inner in range(1, len(rest)):
            yield name, [" ".join(rest[:inner]), " ".join(rest[inner:])]


def tolerance(name: str, well_known: bool) -> int:
    """Return how many typing mistakes a name may hold and still be recognised.

    The shorter the name, the more other names and plain words are one letter away; so short names
    must be right, and places few people look for are guessed only from long names.
    """
    if well_known:
        return 2 if len(name) >= 9 else 1 if len(name) >= 5 else 0
    return 1 if len(name) >= 7 else 0


def closest(name: str, known: Sequence[str], mistakes: int) -> list[tuple[str, int]]:
    """Return the known keys nearest to one that was typed wrongly, and how many mistakes each has.

    Nearest first, ten at most. A mistake is a letter left out, added, changed, or swapped with its
    neighbour (optimal string alignment distance).

    >>> closest("icelnad", ["iceland", "ireland", "finland"], 1)
    [('iceland', 1)]
    """
    found = process.extract(name, known, scorer=OSA.distance, score_cutoff=mistakes, limit=10)
    return [(match, int(distance)) for match, distance, _ in found]


def score(name: str, match: str, mistakes: int) -> int:
    """Return how alike two keys are: 100 is the same, one mistake in six letters is 83."""
    return round(100 * (1 - mistakes / max(len(name), len(match))))


def nominatives(word: str, endings: dict[str, list[str]]) -> Iterator[str]:
    """Yield what a word may be in the nominative, likeliest first.

    A last о or е may stand for the і of a closed syllable. `endings` gives for the ending of a word
    in a sentence those that the name itself may have.

    >>> list(nominatives("Львова", {"а": [""]}))
    ['Львов', 'Львів']
    """
    for length in range(min(4, len(word) - 3), 0, -1):
        stem, ending = word[:-length], word[-length:]
        for other in endings.get(ending, ()):
            yield stem + other
            if not other:
                for letter, closed in (("о", "і"), ("е", "і"), ("є", "ї")):
                    at = stem.rfind(letter)
                    if at >= len(stem) - 3 and at > 0:
                        yield stem[:at] + closed + stem[at + 1 :]


def spellings(names: dict) -> Iterator[str]:
    """Yield all spellings in a place's ``names``: by language, then ``also``, then misspelled."""
    for value in names.values():
        if isinstance(value, str):
            yield value
        else:
            yield from value


def spelling(names: dict, number: int) -> str:
    """Return one of the spellings of a place, by its number.

    >>> spelling({"en": "Riga", "also": ["Rīga", "Riika"]}, 2)
    'Riika'
    """
    return next(islice(spellings(names), number, None))
