"""What a geocoder may be asked, and how: each is understood, or refused in one plain sentence."""

import math
import re
from collections.abc import Mapping
from contextlib import suppress
from itertools import filterfalse, islice
from numbers import Integral, Real
from reprlib import repr as short
from typing import Any

from geopy.adapters import BaseSyncAdapter
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

#: Parts of a structured query, smallest first, and what other geocoders call them.
_PARTS = (
    ("name", "q", "query"),
    ("city", "town", "village", "hamlet", "locality", "municipality"),
    ("county", "district"),
    ("state", "region", "province", "state_district"),
    ("country", "countrycode", "country_code"),
)
_KNOWN = {name: at for at, names in enumerate(_PARTS) for name in names}
#: What the gazetteer has none of, in the words of a query.
_NONE = {
    **dict.fromkeys(("street", "road", "housenumber", "house_number", "amenity"), "no streets"),
    **dict.fromkeys(("postalcode", "postcode", "postal_code", "zip"), "no postal codes"),
}
#: Keywords of geopy's geocoders that ask for what every answer has anyway, or that change nothing.
_HARMLESS = {"addressdetails", "namedetails", "extratags", "sensor", "zoom", "user_agent"}
#: Keywords of other geocoders' constructors that mean nothing where no service is asked.
IGNORED = {"timeout", "proxies", "user_agent", "ssl_context", "adapter_factory"}
IGNORED |= {"scheme", "domain"}


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


def is_missing(value: Any) -> bool:
    """Say whether this is how a table writes that it holds nothing: None, NaN, pandas.NA.

    >>> [is_missing(value) for value in (None, float("nan"), "", {})]
    [True, True, False, False]
    """
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    return isinstance(value, float) and value != value


def text_of(query: Any) -> str:
    """Return a query as text: a name as it is, a structured one with commas; or QueryError.

    >>> text_of({"city": "Odessa", "state": "Texas", "country": "US"})
    'Odessa, Texas, US'
    """
    if not isinstance(query, Mapping):
        return name(query)
    parts: dict[int, str] = {}
    for part, value in query.items():
        if value is None or value == "":
            continue
        if part in _NONE:
            raise QueryError(f"the gazetteer has {_NONE[part]}: leave {part!r} out")
        if part not in _KNOWN:
            wanted = ", ".join(names[0] for names in _PARTS)
            raise QueryError(f"{part!r} is no part of a query: use {wanted}")
        if not isinstance(value, str):
            given = f"{type(value).__name__}: {said(value)}"
            raise QueryError(f"{part} must be text, not {given}")
        parts[_KNOWN[part]] = value.replace(",", " ")
    if not parts:
        raise QueryError("the query is empty: give at least a city or a country")
    return name(", ".join(parts[at] for at in sorted(parts)))


def bounded(more: Mapping[str, Any]) -> bool:
    """Return whether only places inside the viewbox are wanted, by the keywords of Nominatim."""
    given = {key: it for key, it in more.items() if key not in _HARMLESS and it is not None}
    only = flag(given.pop("bounded", None), "bounded")
    if given:
        raise QueryError(f"the gazetteer does not know the keyword {min(given)!r}: leave it out")
    return only


def boxed(rows: list[Any], box: tuple[float, ...] | None, only: bool) -> list[Any]:
    """Return the rows inside a viewbox before the others, or without them if `only` is true."""
    if not box:
        return rows
    south, west, north, east = box

    def outside(row: Any) -> bool:
        return not (south <= row["lat"] <= north and west <= row["lon"] <= east)

    return sorted(filterfalse(outside, rows) if only else rows, key=outside)


class NoNetwork(BaseSyncAdapter):
    """What geopy's base class wants as its connection; there is none."""

    def get_json(self, url: str, *, timeout: float, headers: dict) -> Any:
        """Refuse: the gazetteer never asks a service."""
        raise NotImplementedError("the gazetteer answers from its own file")

    get_text = get_json
