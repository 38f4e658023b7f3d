"""What a geocoder's options may be: each is understood, or refused in one plain sentence."""

import math
import re
from contextlib import suppress
from itertools import islice
from numbers import Integral, Real
from reprlib import repr as short
from typing import Any

from geopy.point import Point

from explainer.errors import QueryError
from explainer.reading import letters

#: Letters of the longest name that is looked for, and of the longest text that is read.
LONGEST, LONGEST_TEXT = 300, 1_000_000
#: Most of anything that is listed: names of one text, or countries.
_MOST = 100_000
_ADDRESS = re.compile("[!-~]{1,2000}")
#: Half the way around the globe.
_FARTHEST = 20_100

_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]+)*", re.IGNORECASE)
_COUNTRY = re.compile(r"\s*([a-z]{2})\s*", re.IGNORECASE)


def said(given: Any) -> str:
    """Return what was given in a few letters of one line."""
    return " ".join(short(given).split())


def flag(given: Any, name: str) -> bool:
    """Return yes or no."""
    try:
        return {True: True, False: False, None: False}[given]
    except (TypeError, LookupError):
        raise QueryError(f"{name} is {said(given)}: give True or False") from None


def listed(given: Any, wrong: str) -> list[Any]:
    """Return the parts of a list, or refuse in the words given what is none or has no end."""
    try:
        parts = [*islice(given, _MOST + 1)]
    except Exception as error:  # whatever somebody's object does when it is listed
        raise QueryError(wrong) from error
    if len(parts) > _MOST:
        raise QueryError(f"{wrong}, {_MOST:,} at most")
    return parts


def language(given: Any) -> str:
    """Return the code of a language; of "pt-BR" the first part, and English for None.

    >>> language("EN"), language("pt-BR"), language(None)
    ('en', 'pt', 'en')
    """
    if given is None or given is False:  # as geopy's other geocoders take it
        return "en"
    found = _LANGUAGE.fullmatch(given) if isinstance(given, str) else None
    if not found:
        raise QueryError(f"language is {said(given)}: give a code of two letters, such as 'en'")
    return found[1].lower()


def limit(given: Any, default: int | None = None) -> int | None:
    """Return how many answers are wanted at most, or the default for None."""
    if given is None:
        return default
    if not isinstance(given, Integral) or isinstance(given, bool) or given < 1:
        raise QueryError(f"limit is {said(given)}: give a whole number, 1 or more, or leave it out")
    return int(given)


def above_zero(given: Any, name: str, unit: str, most: float = _FARTHEST) -> float:
    """Return a number of something, such as kilometres to look; of more, the most that counts."""
    if not isinstance(given, Real) or isinstance(given, bool) or not 0 < given < math.inf:
        raise QueryError(f"{name} is {said(given)}: give a number of {unit} above 0")
    return float(min(given, most))


def address(given: Any, name: str) -> str:
    """Return a part of an address on the web."""
    if not (isinstance(given, str) and _ADDRESS.fullmatch(given)):
        raise QueryError(f"{name} is {said(given)}: give text as in an address, without spaces")
    return given


def countries(given: Any) -> set[str]:
    """Return country codes as capitals."""
    wrong = f"{said(given)} are no country codes: give two letters each, such as 'FR'"
    codes = (
        given.split(",")
        if isinstance(given, str)
        else []
        if given is None
        else listed(given, wrong)
    )
    found = [_COUNTRY.fullmatch(code) if isinstance(code, str) else None for code in codes]
    if not all(found):
        raise QueryError(wrong)
    return {code[1].upper() for code in found if code}


def point(given: Any) -> Point:
    """Return a point on the ground, without its altitude, or say what one looks like."""
    try:
        alike = isinstance(given, Point)
        if not alike and (given is None or isinstance(given, Real) or len(given) > LONGEST):
            raise ValueError("no point has one number, or so many letters")
        if not alike and _too_far(given):  # geopy would warn besides
            raise ValueError("there is nothing beyond the poles")
        found = Point(given)
        return Point(found.latitude, found.longitude)
    except Exception as error:  # whatever geopy says, or somebody's object when it is read
        raise QueryError(
            f"{said(given)} is not a point: give (latitude, longitude) in degrees"
        ) from error


def _too_far(given: Any) -> bool:
    with suppress(Exception):  # whatever else it may be is for geopy to read
        return abs(float(given.split(",")[0] if isinstance(given, str) else given[0])) > 90
    return False


def corners(given: Any) -> tuple[float, float, float, float] | None:
    """Return south, west, north, east of two opposite corners; None for None or an empty list."""
    if given is None or (isinstance(given, tuple | list) and not given):
        return None
    wrong = f"{said(given)} is not a viewbox: give two corners, each (latitude, longitude)"
    both = listed(given, wrong)
    try:
        first, second = map(point, both)
    except ValueError as error:
        raise QueryError(wrong) from error
    lats, lons = sorted((first[0], second[0])), sorted((first[1], second[1]))
    return lats[0], lons[0], lats[1], lons[1]


def name(given: Any) -> str:
    """Return a name, or an empty one for what is too long: no place is called that."""
    if not isinstance(given, str):
        raise QueryError(f"a place name must be text, not {type(given).__name__}: {said(given)}")
    return letters(given) if len(given) <= LONGEST else ""


def text(given: Any) -> str:
    """Return a text, if it is not too long to be read in a few seconds."""
    if not isinstance(given, str):
        raise QueryError(f"a text is wanted, not {type(given).__name__}: {said(given)}")
    if len(given) > LONGEST_TEXT:
        raise QueryError(
            f"the text has {len(given):,} letters: give {LONGEST_TEXT:,} at most, one part of it "
            "at a time"
        )
    return given
