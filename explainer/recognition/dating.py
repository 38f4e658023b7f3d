"""Days that a text names by the day it was written on: "Thursday", "early November"."""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
_PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
_NAMED = {"today": 0, "yesterday": -1, "tomorrow": 1}


@cache
def relative() -> re.Pattern[str]:
    """Return the pattern of a day or span that only the day of writing fixes."""
    days, months = "|".join(DAYS), "|".join(_MONTHS)
    return re.compile(
        rf"\b(?:(?:next|last|this) (?:week|month|year|{days}|{months})|{days}"
        rf"|(?:early|mid|late)[- ](?:in )?(?:{months})"
        r"|today|yesterday|tomorrow|(?:1[5-9]|20)\d0s)\b",
        re.IGNORECASE,
    )


def resolve(words: str, written: date | None, ahead: bool = False) -> str:
    """Return what a date's words mean as an EDTF date or span, or nothing.

    Without the day on which the text was `written` only what needs none is resolved. A bare weekday
    or month is the last one, unless the text looks `ahead`.

    >>> day = date(2020, 6, 4)
    >>> resolve("Thursday", day), resolve("early November", day), resolve("1990s", None)
    ('2020-06-04', '2019-11-01/2019-11-10', '199X')
    >>> resolve("3 May 2020", None), resolve("last week", day)
    ('2020-05-03', '2020-05-25/2020-05-31')
    """
    said = words.lower().replace("-", " ").strip(" .,")
    if match := re.fullmatch(r"(\d{3})0s", said):
        return f"{match[1]}X"
    try:
        full = _calendar(said, written, ahead)
        return full or (_counted(said, written, ahead) if written else "")
    except (OverflowError, ValueError):  # before the year 1, or after 9999
        return ""


def _calendar(said: str, written: date | None, ahead: bool) -> str:
    """Return a date with a month in it."""
    months = "|".join(_MONTHS) + "|" + "|".join(month[:3] for month in _MONTHS) + "|sept"
    match = re.fullmatch(
        rf"(?:(?P<part>early|mid|late) (?:in )?)?(?:(?P<day>\d\d?)(?:st|nd|rd|th)? )?"
        rf"(?P<month>{months})\.?(?: (?P<after>\d\d?)(?:st|nd|rd|th)?)?(?:,? (?P<year>\d{{4}}))?",
        said,
    )
    if not match:
        return ""
    month = next(at for at, name in enumerate(_MONTHS, 1) if name.startswith(match["month"][:3]))
    day = int(match["day"] or match["after"] or 0)
    year = int(match["year"] or 0) or _year(month, day, written, ahead)
    return _edtf(year, month, day, match["part"]) if year else ""


def _edtf(year: int, month: int, day: int, part: str | None) -> str:
    """Return a day, a part of a month or all of it; nothing for a day the month has not."""
    most, whole = monthrange(year, month)[1], f"{year}-{month:02}"
    if part:
        first, last = _PARTS[part]
        return f"{whole}-{first:02}/{whole}-{min(last, most):02}"
    if not day:
        return whole
    return f"{whole}-{day:02}" if day <= most else ""


def _year(month: int, day: int, written: date | None, ahead: bool) -> int:
    if written is None:
        return 0
    later = (month, day or 1) > (written.month, written.day)
    return written.year + (ahead and not later) - (later and not ahead)


def _counted(said: str, written: date, ahead: bool) -> str:
    """Return a date counted from the day of the text."""
    if said in _NAMED:
        return str(written + timedelta(days=_NAMED[said]))
    which, _, unit = said.rpartition(" ")
    step = {"next": 1, "last": -1, "this": 0}.get(which, 1 if ahead else 0)
    if unit in DAYS:
        return str(written + timedelta(days=_days_to(unit, which, written, ahead)))
    if not which:
        return ""
    if unit == "week":
        monday = written - timedelta(days=written.weekday()) + timedelta(weeks=step)
        return f"{monday}/{monday + timedelta(days=6)}"
    if unit == "month":
        at = written.year * 12 + written.month - 1 + step
        return f"{at // 12}-{at % 12 + 1:02}"
    if unit in _MONTHS:
        month = _MONTHS.index(unit) + 1
        return f"{_year(month, 1, written, which == 'next')}-{month:02}"
    return str(written.year + step) if unit == "year" else ""


def _days_to(weekday: str, which: str, written: date, ahead: bool) -> int:
    """Return how many days lie between the day of the text and a weekday it names."""
    back = (written.weekday() - DAYS.index(weekday)) % 7
    if which == "next" or (ahead and which != "last"):
        return (7 - back) if back else 7 * (which == "next")
    return -(back or 7 * (which == "last"))
