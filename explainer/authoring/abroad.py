"""Numbers and dates of texts in other languages than English, by figures and names of months."""

import re
from datetime import date
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.numbers import NumberFormatError, parse_decimal

from explainer.authoring.amounts import bare
from explainer.places.sentences import find
from explainer.recognition.signals import Number

_FOLLOWS = re.compile(r"(?:[ \n\u00a0][^\W\d_][\w'’-]*){1,4}")
_SPACES = re.compile(r"[\u00a0\u202f ]")
#: A day that lies so many days ahead of the text was last year's.
_AHEAD = 183


def known(lang: str) -> str:
    """Return what a language is called in English; nothing if there is none of that code.

    >>> known("fr"), known("xx")
    ('French', '')
    """
    try:
        return Locale.parse(lang.replace("-", "_")).get_language_name("en") or ""
    except (UnknownLocaleError, ValueError):
        return ""


def numbers_in(text: str, lang: str, written: date) -> list[Number]:
    """Return the numbers written in figures, and the days, of a text in another language.

    A day without a year is the one next to the day on which the text was `written`.

    >>> found = numbers_in("Am 3. Mai kamen 1.200 Menschen.", "de", date(2020, 6, 4))
    >>> [(number.kind, number.when or number.value) for number in found]
    [('date', '2020-05-03'), ('amount', 1200)]
    """
    locale, found = Locale.parse(lang.replace("-", "_")), []
    for match in _pattern(lang).finditer(text):
        where = find(text, match.start(), match.end())
        follows = _FOLLOWS.match(text, match.end())
        behind = " ".join(follows[0].split()) if follows else ""
        if match["month"]:
            when = _day(int(match["day"]), _months(lang)[match["month"].lower()], match, written)
            found += [Number(where, behind, "date", when)] if when else []
        elif (value := _value(match["number"], locale)) is not None:
            kind = "share" if match["share"] else "amount"
            found.append(Number(where, behind, kind, value=value))
    return found


@cache
def _months(lang: str) -> dict[str, int]:
    """Return the names of the months as they stand in dates and alone."""
    held = Locale.parse(lang.replace("-", "_")).months
    return {
        name.lower(): number
        for use in ("format", "stand-alone")
        for number, name in held[use]["wide"].items()
    }


@cache
def _pattern(lang: str) -> re.Pattern[str]:
    months = "|".join(sorted(map(re.escape, _months(lang)), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w.,])(?:(?P<day>\d\d?)(?:\.|º|er|-?го|-?е)?\s(?:de\s|d[’'])?(?P<month>{months})\b"
        r"(?:\s(?:de\s|del\s)?(?P<year>[12]\d{3})\b)?"
        r"|(?P<number>\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)"
        r"(?P<share>[\u00a0\u202f ]?%)?)(?!\w|[.,:]\d)",
        re.IGNORECASE,
    )


def _day(day: int, month: int, match: re.Match[str], written: date) -> str:
    year = int(match["year"] or written.year)
    try:
        found = date(year, month, day)
        if not match["year"] and (found - written).days > _AHEAD:
            found = found.replace(year=year - 1)
    except ValueError:  # 31 April, 29 February
        return ""
    return found.isoformat()


def _value(words: str, locale: Locale) -> float | None:
    """Return a number as the language writes it; a bare year is none."""
    if re.fullmatch(r"1[5-9]\d\d|20\d\d", words):
        return None
    group = locale.number_symbols["latn"]["group"]
    said = _SPACES.sub(group, words) if _SPACES.search(words) else words
    try:
        return bare(float(parse_decimal(said, locale)))
    except NumberFormatError:
        return None
