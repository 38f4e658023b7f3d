"""What a geocoder's options may be: each is understood, or refused in one plain sentence."""

import math
import re
from collections.abc import Iterable
from numbers import Integral, Real
from reprlib import repr as short
from typing import Any

from geopy.point import Point

from explainer.errors import QueryError
from explainer.reading import letters

#: Letters of the longest name that is looked for, and of the longest text that is read.
LONGEST, LONGEST_TEXT = 300, 1_000_000
#: Half the way around the globe.
_FARTHEST = 20_100

_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]+)*", re.IGNORECASE)
_COUNTRY = re.compile(r"\s*([a-z]{2})\s*", re.IGNORECASE)


def language(given: Any) -> str:
    """Return the code of a language; of "pt-BR" the first part, and English for None.

    >>> language("EN"), language("pt-BR"), language(None)
    ('en', 'pt', 'en')
    """
    if given is None or given is False:  # as geopy's other geocoders take it
        return "en"
    found = _LANGUAGE.fullmatch(given) if isinstance(given, str) else None
    if not found:
        raise QueryError(f"language is {short(given)}: give a code of two letters, such as 'en'")
    return found[1].lower()


def limit(given: Any, default: int | None = None) -> int | None:
    """Return how many answers are wanted at most, or the default for None."""
    if given is None:
        return default
    if not isinstance(given, Integral) or isinstance(given, bool) or given < 1:
        raise QueryError(
            f"limit is {short(given)}: give a whole number, 1 or more, or leave it out"
        )
    return int(given)


def distance(given: Any) -> float:
    """Return how many kilometres to look."""
    if not isinstance(given, Real) or isinstance(given, bool) or not 0 < given < math.inf:
        raise QueryError(f"max_km is {short(given)}: give a number of kilometres above 0")
    return float(min(given, _FARTHEST))


def countries(given: Any) -> set[str]:
    """Return country codes as capitals."""
    listed = given.split(",") if isinstance(given, str) else given or ()
    codes = [*listed] if isinstance(listed, Iterable) else [None]
    found = [_COUNTRY.fullmatch(code) if isinstance(code, str) else None for code in codes]
    if not all(found):
        raise QueryError(
            f"{short(given)} are no country codes: give two letters each, such as 'FR'"
        )
    return {code[1].upper() for code in found if code}


def point(given: Any) -> Point:
    """Return a point on the ground, without its altitude, or say what one looks like."""
    try:
        alike = isinstance(given, Point)
        if not alike and (given is None or isinstance(given, Real) or len(given) > LONGEST):
            raise ValueError("no point has one number, or so many letters")
        found = Point(given)
        return Point(found.latitude, found.longitude)
    except (TypeError, ValueError, OverflowError, AttributeError, LookupError) as error:
        raise QueryError(
            f"{short(given)} is not a point: give (latitude, longitude) in degrees"
        ) from error


def corners(given: Any) -> tuple[float, float, float, float] | None:
    """Return south, west, north, east of two opposite corners; None for None."""
    if given is None:
        return None
    try:
        first, second = (point(corner) for corner in given)
    except (TypeError, ValueError) as error:
        raise QueryError(
            f"{short(given)} is not a viewbox: give two corners, each (latitude, longitude)"
        ) from error
    lats, lons = sorted((first[0], second[0])), sorted((first[1], second[1]))
    return lats[0], lons[0], lats[1], lons[1]


def name(given: Any) -> str:
    """Return a name, or an empty one for what is too long: no place is called that."""
    if not isinstance(given, str):
        raise QueryError(f"a place name must be text, not {type(given).__name__}: {short(given)}")
    return letters(given) if len(given) <= LONGEST else ""


def text(given: Any) -> str:
    """Return a text, if it is not too long to be read in a few seconds."""
    if not isinstance(given, str):
        raise QueryError(f"a text is wanted, not {type(given).__name__}: {short(given)}")
    if len(given) > LONGEST_TEXT:
        raise QueryError(
            f"the text has {len(given):,} letters: give {LONGEST_TEXT:,} at most, one part of it "
            "at a time"
        )
    return given
