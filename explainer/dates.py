"""Dates as the sources give them: a day, a month, a year, or a span (EDTF level 0, plus ``~``).

The forms are those of the Extended Date/Time Format (Library of Congress, ISO 8601-2) that the
story needs: ``2001-03-16``, ``2001-03``, ``2001``, ``2001-02/2001-03`` and, for "about",
``1951~``.
"""

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from explainer.errors import DateError

#: Room is left behind it for arithmetic with days.
LAST_YEAR = 9000

_PART = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(~?)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Span:
    """The days an EDTF text covers.

    Attributes
    ----------
    text : str
        The EDTF text.
    start, end : datetime.date
        First and last possible day, both included.
    approximate : bool
        Whether the text says "about" (``~``).
    """

    text: str
    start: dt.date
    end: dt.date
    approximate: bool = False

    @property
    def exact(self) -> bool:
        """Whether the span is one known day."""
        return self.start == self.end and not self.approximate

    def __str__(self) -> str:
        """Return the date in words.

        >>> str(parse("2001-02-18/2001-02-20"))
        '18–20 February 2001'
        """
        one_month = (self.start.year, self.start.month) == (self.end.year, self.end.month)
        if one_month and self.text.count("-") == 4:
            words = f"{self.start.day}–{day_words(self.end)}"
        else:
            words = " – ".join(_words(part) for part in self.text.rstrip("~").split("/"))
        return f"about {words}" if self.approximate else words


def day(value: dt.date | str) -> dt.date:
    """Return a day given as a date or as a text such as ``"2001-02-28"``.

    DateError, if the text is not a day of the calendar.
    """
    if not isinstance(value, str):
        return value
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise DateError(f"{value!r} is not a day: write it as 2001-02-28") from None


def parse(text: str) -> Span:
    """Read an EDTF text, for example ``"2001-03"``.

    ValueError, if the text is none of the forms, not a date of the calendar, or ends before it
    starts.

    >>> span = parse("2001-02/2001-03")
    >>> span.start.isoformat(), span.end.isoformat()
    ('2001-02-01', '2001-03-31')
    """
    parts = [_PART.fullmatch(part) for part in text.split("/")]
    if not 1 <= len(parts) <= 2 or None in parts:
        raise ValueError(
            f"{text!r} is not a date: write 2001-03-16, 2001-03 or 2001, or two with / between"
        )
    bounds = [_bounds(part) for part in parts if part]
    start, end = bounds[0][0], bounds[-1][1]
    if end < start:
        raise ValueError(f"{text!r} ends before it starts: put the earlier date first")
    return Span(text, start, end, approximate="~" in text)


def _bounds(match: re.Match[str]) -> tuple[dt.date, dt.date]:
    year, month, day = (int(group) if group else None for group in match.groups()[:3])
    assert year is not None
    if year > LAST_YEAR:
        raise ValueError(f"the year {year} is too far ahead: write one up to {LAST_YEAR}")
    first = dt.date(year, month or 1, day or 1)
    last = calendar.monthrange(year, month or 12)[1]
    return first, first if day else dt.date(year, month or 12, last)


def _words(part: str) -> str:
    match = _PART.fullmatch(part)
    assert match
    start, _ = _bounds(match)
    if match[3]:
        return day_words(start)
    return f"{start:%B} {start.year}" if match[2] else str(start.year)


def day_words(day: dt.date) -> str:
    """Return a day in words, without the padding ``%d`` adds.

    >>> day_words(dt.date(2001, 12, 2))
    '2 December 2001'
    """
    return f"{day.day} {day:%B} {day.year}"
