"""Numbers, quotations and reporting verbs of a text, found by their form alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from explainer.recognition.sentences import Find, english, find, words

_FOLLOWS = re.compile(r"(?:[ \n][^\W\d_][\w'’-]*){1,4}")
_YEAR = re.compile(r"(?:1[0-9]|20)\d\d")
#: Opening mark -> the marks that close it: English, German and Polish, French, straight.
_CLOSED_BY = {"“": "”", "„": "“”", "«": "»", '"': '"'}
_OPENING = re.compile(f"[{''.join(_CLOSED_BY)}]")
_PARAGRAPH_END = r"\s*(?:\n\s*\n|\Z)"

#: What a reader asks of a number, by its kind.
ASK = {
    "date": "Perhaps a date. Of what?",
    "share": "A part of what? Who worked it out?",
    "rounded": "Rounded, or not counted at all. Who says so?",
    "amount": "What is counted? Where? When? Who counted?",
}


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a text.

    Attributes
    ----------
    find : Find
        The number with "about" or "at least" before it.
    follows : str
        The next words: perhaps what is counted.
    kind : str
        A key of :data:`ASK`: what it looks like.
    """

    find: Find
    follows: str
    kind: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks; `closed` is false where the closing mark is missing."""

    find: Find
    closed: bool


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
    date = rf"{day} {month}{year}|{month} {day}{year}|{month},? \d{{4}}|\d\d?:\d\d"
    figure = r"(?:\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?)"
    word = rf"(?:{rounded}|{count})\b"
    number = (
        rf"[$€£]?(?:{figure}(?:[-–]{figure})?|(?:one )?{word})"
        rf"(?: and a half)?(?:[ -](?:of |and )?{word})*"
    )
    return re.compile(
        rf"(?<![\w.,-])(?:(?P<date>{date})"
        rf"|(?P<around>(?:(?:{around}) )*)(?P<number>{number})(?P<share> ?%| per ?cent\b)?)"
        r"(?!\w|[.,:]\d)",
        re.IGNORECASE,
    )


def numbers(text: str) -> list[Number]:
    """Return the numbers of a text, written in figures or in English words.

    Examples
    --------
    >>> for number in numbers("About 1,200 people came on 3 May, most of them at 10:30."):
    ...     print(number.find.words, "|", number.follows, "|", number.kind)
    About 1,200 | people came on | amount
    3 May |  | date
    10:30 |  | date
    """
    found = []
    for match in _number().finditer(text):
        follows = _FOLLOWS.match(text, match.end())
        found.append(
            Number(
                find(text, match.start(), match.end()),
                " ".join(follows[0].split()) if follows else "",
                _kind(match),
            )
        )
    return found


def _kind(match: re.Match[str]) -> str:
    if match["date"] or (_YEAR.fullmatch(match["number"]) and not match["around"]):
        return "date"
    if match["share"]:
        return "share"
    said = set(re.split(r"\W", match["number"].lower()))
    return "rounded" if said & english()["rounded"] else "amount"


def quotations(text: str) -> list[Quotation]:
    """Return the words in double quotation marks; single ones look like apostrophes.

    Examples
    --------
    >>> [(q.find.words, q.closed) for q in quotations("“Yes,” she said. “No, he said.")]
    [('“Yes,”', True), ('“No, he said.', False)]
    """
    return [*_quoted(text)]


def _quoted(text: str) -> Iterator[Quotation]:
    at = 0
    while opened := _OPENING.search(text, at):
        marks = _CLOSED_BY[opened[0]]
        stop = re.compile(f"[{marks}]|{_PARAGRAPH_END}").search(text, opened.end())
        assert stop, "the end of the text is the end of a paragraph"
        closed = stop[0] != "" and stop[0] in marks
        at = stop.end() if closed else max(stop.start(), opened.end())
        yield Quotation(find(text, opened.start(), at), closed)


def reporting(text: str) -> list[Reporting]:
    """Return the verbs that report words, and "according to".

    Some are nouns in their place ("a claim"); a list cannot see that.

    Examples
    --------
    >>> [verb.find.words for verb in reporting("The mayor claims, according to Ana, that ...")]
    ['claims', 'according to']
    """
    verbs = english()["reporting"]
    found = []
    for word in words(text):
        said = word[0].lower()
        end = word.end()
        if said == "according" and text[end : end + 4].lower() in (" to ", " to\n"):
            said, end = "according to", end + 3
        if said in verbs:
            found.append(Reporting(find(text, word.start(), end), verbs[said]))
    return found
