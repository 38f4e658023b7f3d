"""What a geocoder may be asked, besides a name: structured queries, and what narrows an answer.

All is understood, or refused in one plain sentence.
"""

from collections.abc import Mapping
from itertools import filterfalse
from typing import Any

from geopy.adapters import BaseSyncAdapter

from explainer.errors import QueryError
from explainer.places import options

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
        return options.name(query)
    parts: dict[int, str] = {}
    for name, value in query.items():
        if value is None or value == "":
            continue
        if name in _NONE:
            raise QueryError(f"the gazetteer has {_NONE[name]}: leave {name!r} out")
        if name not in _KNOWN:
            wanted = ", ".join(names[0] for names in _PARTS)
            raise QueryError(f"{name!r} is no part of a query: use {wanted}")
        if not isinstance(value, str):
            given = f"{type(value).__name__}: {options.said(value)}"
            raise QueryError(f"{name} must be text, not {given}")
        parts[_KNOWN[name]] = value.replace(",", " ")
    if not parts:
        raise QueryError("the query is empty: give at least a city or a country")
    return options.name(", ".join(parts[at] for at in sorted(parts)))


def bounded(more: Mapping[str, Any]) -> bool:
    """Return whether only places inside the viewbox are wanted, by the keywords of Nominatim."""
    given = {name: it for name, it in more.items() if name not in _HARMLESS and it is not None}
    only = options.flag(given.pop("bounded", None), "bounded")
    if given:
        name = min(given)
        raise QueryError(f"the gazetteer does not know the keyword {name!r}: leave it out")
    return only


def boxed(rows: list[Any], box: tuple[float, ...] | None, only: bool) -> list[Any]:
    """Return the rows inside a viewbox before the others, or without them if `only` is true."""
    if not box:
        return rows
    south, west, north, east = box

    def outside(row: Any) -> bool:
        return not (south <= row["lat"] <= north and west <= row["lon"] <= east)

    return sorted(filterfalse(outside, rows) if only else rows, key=outside)


#: Keywords of other geocoders' constructors that mean nothing where no service is asked.
IGNORED = {"timeout", "proxies", "user_agent", "ssl_context", "adapter_factory"}
IGNORED |= {"scheme", "domain"}


class NoNetwork(BaseSyncAdapter):
    """What geopy's base class wants as its connection; there is none."""

    def get_json(self, url: str, *, timeout: float, headers: dict) -> Any:
        """Refuse: the gazetteer never asks a service."""
        raise NotImplementedError("the gazetteer answers from its own file")

    get_text = get_json
