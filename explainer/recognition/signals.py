"""Numbers, dates and reporting verbs of a text, found by their form alone."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from explainer.places.sentences import Find, begins, english, find, words
from explainer.recognition.dating import relative, resolve

_FOLLOWS = re.compile(r"(?:[ \n][^\W\d_][\w'’-]*){1,4}")
_YEAR = re.compile(r"(?:1[0-9]|20)\d\d(?:s|[-–/]\d\d)?")
_AHEAD = re.compile(
    r"\b(?:will|due|plan(?:s|ned)?|expected|scheduled|wants? to|(?:is|are) to)\b", re.IGNORECASE
)
_POSSESSIVE = re.compile(r"['’]s?$")

#: What a reader asks of a number, by its kind.
ASK = {
    "date": "Perhaps a date. Of what?",
    "share": "A part of what? Who worked it out?",
    "rounded": "Rounded, or not counted at all. Who says so?",
    "amount": "What is counted? Where? When? Who counted?",
}


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a text, with "about" or "at least" before it."""

    find: Find
    #: The next words: perhaps what is counted.
    follows: str
    #: A key of :data:`ASK`: what it looks like.
    kind: str
    #: For a date: what it means as an EDTF date or span, where that can be told.
    when: str = ""
    #: What figures of another language come to.
    value: float | None = None


@dataclass(frozen=True, slots=True)
class Reporting:
    """A verb that reports words, and what the writer does with it."""

    find: Find
    does: str


@cache
def _number() -> re.Pattern[str]:
    """Return the pattern of a date, or of a number with what stands right before it."""
    lists = english()
    around, months, count, rounded = (
        "|".join(sorted(lists[name], key=len, reverse=True))
        for name in ("around", "months", "numbers", "rounded")
    )
    month, day, year = rf"(?:{months})\b\.?", r"\d\d?(?:st|nd|rd|th)?", r"(?:,? \d{4})?"
    dates = rf"{day} {month}{year}|{month} {day}{year}|{month},? \d{{4}}|\d\d?:\d\d"
    dates = rf"{relative().pattern}|{dates}"
    figure = r"(?:\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?)"
    word = rf"(?:{rounded}|{count})\b"
    short = "(?:mn|bn|tn|m|k)"
    # Bounds, so that the same word a thousand times over is not tried from each of its places.
    number = (
        rf"(?:US|A|C|NZ|HK)?[$€£¥₴₽₹]?"
        rf"(?:{figure}(?:[-–]{figure})?(?: ?{short}\b)?|(?:one )?{word})"
        rf"(?: and a half)?(?:[ -](?:of |and )?{word}){{0,8}}"
    )
    return re.compile(
        rf"(?<![\w.,-])(?:(?P<date>{dates})"
        rf"|(?P<around>(?:(?:{around}) ){{0,4}})(?P<number>{number})(?P<share> ?%| per ?cent\b)?)"
        r"(?!\w|[.,:]\d)",
        re.IGNORECASE,
    )


def numbers(text: str, written: date | None = None) -> list[Number]:
    """Return the numbers and dates of a text, written in figures or in English words.

    From the day on which the text was `written` "Thursday" or "early May" is told.

    >>> for number in numbers("About 1,200 people came on 3 May, most of them at 10:30."):
    ...     print(number.find.words, "|", number.follows, "|", number.kind)
    About 1,200 | people came on | amount
    3 May |  | date
    10:30 |  | date
    >>> [number.when for number in numbers("It came on Thursday.", date(2020, 6, 4))]
    ['2020-06-04']
    """
    found = []
    for match in _number().finditer(text):
        follows = _FOLLOWS.match(text, match.end())
        kind = _kind(match)
        ahead = bool(_AHEAD.search(text, max(0, match.start() - 60), match.start()))
        when = resolve(match[0], written, ahead) if kind == "date" else ""
        if not when and relative().fullmatch(match[0]):
            continue  # "Thursday": no date before the day of the text is known
        where = find(text, match.start(), match.end())
        found.append(Number(where, " ".join(follows[0].split()) if follows else "", kind, when))
    return found


def _kind(match: re.Match[str]) -> str:
    if match["date"] or (_YEAR.fullmatch(match["number"]) and not match["around"]):
        return "date"
    if match["share"]:
        return "share"
    said = set(re.split(r"\W", match["number"].lower()))
    return "rounded" if said & english()["rounded"] else "amount"


def reporting(text: str) -> list[Reporting]:
    """Return the verbs that report words, and "according to"; not the same words as nouns.

    >>> [verb.find.words for verb in reporting("The mayor claims, according to Ana, that ...")]
    ['claims', 'according to']
    >>> [verb.find.words for verb in reporting("The claims in his reports are new, she stated.")]
    ['stated']
    """
    verbs = english()["reporting"]
    found = []
    before = ""
    for word in words(text):
        said = word[0].lower()
        end = word.end()
        if said == "according" and text[end : end + 4].lower() in (" to ", " to\n"):
            said, end = "according to", end + 3
        if said in verbs and not _is_noun(text, word, before):
            found.append(Reporting(find(text, word.start(), end), verbs[said]))
        before = word[0]
    return found


def _is_noun(text: str, word: re.Match[str], before: str) -> bool:
    """Say whether a word that may report stands where a noun or an adjective does."""
    if word[0][0].isupper() and not begins(text, word.start()):
        return True
    lists = english()
    said, last = word[0].lower(), before.lower()
    if said not in lists["may_be_nouns"] or begins(text, word.start()):
        return False
    return last in lists["before_nouns"] or bool(_POSSESSIVE.search(before))
