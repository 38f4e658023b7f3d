"""Toponym recognition: which words of a text may be place names, found by looking them up.

The oldest way to do it: take the words with a capital letter and ask a gazetteer. It understands
nothing of the text, so it takes people and beginnings of sentences for places. Every find
therefore says what speaks against it, and a reader decides.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from geopy.location import Location

from explainer.places.gazetteer import Gazetteer
from explainer.places.spelling import key
from explainer.recognition.sentences import Find, english, find, sentences, words

#: Words a name has at most, and answers of the gazetteer that are kept.
LONGEST, KEPT = 5, 6

_POSSESSIVE = re.compile(r"['’]s?$")
_COMMA = re.compile(r",\s+")


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name that may be a place's.

    Attributes
    ----------
    find : Find
        The words, and the sentence where they stand first.
    places : tuple of geopy.location.Location
        The places of this name, best first; empty for a name the gazetteer knows to be no place.
    note : str
        Why it is no place; else empty.
    doubts : tuple of str
        What in the text speaks against a place, as sentences.
    times : int
        How often it stands in the text like this.
    """

    find: Find
    places: tuple[Location, ...]
    note: str
    doubts: tuple[str, ...]
    times: int = 1


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the text, without a possessive ending."""

    text: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def function(self) -> bool:
        return self.text.lower() in english()["function_words"]


def toponyms(text: str, gazetteer: Gazetteer | None = None) -> list[Toponym]:
    """Return the names in a text that a gazetteer knows, in their order.

    Names are found only with a capital letter, and only in the form the gazetteer has: neither
    "the Ukrainian capital" nor an inflected form such as Russian "в Киеве" is found.

    Parameters
    ----------
    text : str
    gazetteer : Gazetteer, optional
        The embedded one if left out.

    Returns
    -------
    list of Toponym
        Equal names with equal doubts are one entry.

    Examples
    --------
    >>> found = toponyms("Paris Smith said the road from Kyiv to Odessa, Texas is long.")
    >>> [(name.find.words, len(name.doubts)) for name in found]
    [('Paris', 2), ('Kyiv', 0), ('Odessa, Texas', 0)]
    """
    gazetteer = gazetteer or Gazetteer()
    tokens = [_word(match) for match in words(text)]
    found: dict[tuple[str, tuple[str, ...]], Toponym] = {}
    for first, last in _spans(text, tokens, gazetteer):
        name = text[tokens[first].start : tokens[last].end]
        doubts = tuple(_doubts(text, tokens, first, last))
        same = name, doubts
        if same in found:
            found[same] = replace(found[same], times=found[same].times + 1)
            continue
        places = gazetteer.geocode(name, exactly_one=False, limit=KEPT) or []
        where = find(text, tokens[first].start, tokens[last].end)
        note = "" if places else gazetteer.explain(name)
        found[same] = Toponym(where, tuple(places), note, doubts)
    return [*found.values()]


def _word(match: re.Match[str]) -> _Word:
    text = _POSSESSIVE.sub("", match[0])
    return _Word(text, match.start(), match.start() + len(text))


def _spans(text: str, tokens: Sequence[_Word], gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    """Yield the first and last token of each name, the longest name at every place."""
    at = 0
    while at < len(tokens):
        last = _longest(text, tokens, at, gazetteer)
        if last is None:
            at += 1
            continue
        within = _within(text, tokens, at, last, gazetteer)
        yield at, within
        at = within + 1


def _longest(text: str, tokens: Sequence[_Word], first: int, gazetteer: Gazetteer) -> int | None:
    """Return the last token of the longest known name that begins here."""
    if not tokens[first].capital or tokens[first].function:
        return None
    best = None
    for last in range(first, min(first + LONGEST, len(tokens))):
        token = tokens[last]
        if last > first and not _joined(text, tokens[last - 1], token):
            break
        if token.capital and gazetteer.knows(text[tokens[first].start : token.end]):
            best = last
        elif not token.capital and token.text not in english()["links"]:
            break
    return best


def _within(text: str, tokens: Sequence[_Word], first: int, last: int, gazetteer: Gazetteer) -> int:
    """Return the last token of a name with the region or country behind it ("Odessa, Texas")."""
    after = last + 1
    if after >= len(tokens) or not _COMMA.fullmatch(text, tokens[last].end, tokens[after].start):
        return last
    end = _longest(text, tokens, after, gazetteer)
    if end is None:
        return last
    narrowed = gazetteer.geocode(text[tokens[first].start : tokens[end].end])
    return end if narrowed and not narrowed.raw["guess"] else last


def _doubts(text: str, tokens: Sequence[_Word], first: int, last: int) -> Iterator[str]:
    """Yield what around a name speaks against a place."""
    name = text[tokens[first].start : tokens[last].end]
    before = tokens[first - 1] if first else None
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    title = before is not None and before.text.lower() in english()["titles"]
    if first == last and _begins(text, tokens[first]):
        yield "It begins a sentence, where every word has a capital letter."
    if first == last and any(token.text == name.lower() for token in tokens):
        yield "The same word also stands here with a small letter."
    if name.lower() in english()["months"]:
        yield "It may be the month."
    if title:
        yield f"“{before.text}” stands before it, so it may be a person."
    elif _beside(text, tokens, first - 1) or _beside(text, tokens, last):
        yield "A word with a capital letter stands beside it: it may be part of a longer name."
    if after and (verb := _reports(text, tokens[last], after)):
        yield f"“{verb}” follows: it may stand for people, such as a government (a metonym)."


def _joined(text: str, one: _Word, two: _Word) -> bool:
    """Say whether two words stand side by side, with nothing but a space or "St. " between."""
    gap = text[one.end : two.start]
    return gap in (" ", "\n") or (gap == ". " and one.text.lower() in english()["abbreviations"])


def _begins(text: str, token: _Word) -> bool:
    """Say whether a word is the first of its sentence."""
    start = max(start for start, _ in sentences(text) if start <= token.start)
    return not re.search(r"\w", text[start : token.start])


def _beside(text: str, tokens: Sequence[_Word], left: int) -> bool:
    """Say whether a word and the one after it look like two parts of one name."""
    if not 0 <= left < len(tokens) - 1:
        return False
    one, two = tokens[left], tokens[left + 1]
    return one.capital and two.capital and not one.function and _joined(text, one, two)


def _reports(text: str, name: _Word, after: _Word) -> str:
    """Return the verb of saying right after a name, or nothing."""
    return after.text if _joined(text, name, after) and after.text in english()["reporting"] else ""


def same_name(toponym: Toponym) -> bool:
    """Say whether the gazetteer calls its first answer as the text does.

    >>> [same_name(name) for name in toponyms("Trains from Kiev to Lviv")]
    [False, True]
    """
    first = toponym.places[0]
    return key(toponym.find.words.partition(",")[0]) in key(first.address)
