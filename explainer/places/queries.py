"""What a geocoder may be asked, besides a name: structured queries and geopy's usual keywords.

All is understood, or refused in one plain sentence.
"""

from collections.abc import Mapping, Sequence
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
#: Which kinds of place Nominatim's ``featuretype`` means.
_FEATURES = {
    "country": {"country"},
    "state": {"region"},
    "city": {"city", "town"},
    "settlement": {"city", "town"},
}


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


class Limits:
    """What narrows an answer besides the name, from the keywords of geopy's geocoders.

    `more` are ``bounded``, ``featuretype``, ``proximity``, ``components``, ``region``, ``bounds``,
    ``bbox``, ``geometry``, and those that change nothing.
    """

    def __init__(
        self,
        country_codes: str | Sequence[str] | None,
        viewbox: Sequence[Any] | None,
        more: Mapping[str, Any],
    ) -> None:
        given = {name: it for name, it in more.items() if name not in _HARMLESS and it is not None}
        boxes = viewbox, given.pop("bounds", None), given.pop("bbox", None)
        self.box = next(filter(None, map(options.corners, boxes)), None)
        self.bounded = options.flag(given.pop("bounded", None), "bounded")
        self.kinds = _kinds(given.pop("featuretype", None))
        self.near = options.point(given.pop("proximity")) if "proximity" in given else None
        self.bias = min(options.countries(given.pop("region", None)), default=None)
        components = given.pop("components", {"country": None})
        if not isinstance(components, Mapping) or {*components} != {"country"}:
            raise QueryError("of 'components' the gazetteer knows only 'country'")
        self.countries = options.countries(country_codes)
        self.countries |= options.countries(components["country"])
        if "geometry" in given:
            raise QueryError(
                "the gazetteer has points and extents, no outlines: leave 'geometry' out"
            )
        if given:
            name = min(given)
            raise QueryError(f"the gazetteer does not know the keyword {name!r}: leave it out")

    def apply(self, rows: list[Any]) -> list[Any]:
        """Return the rows within the limits; what is only preferred comes first."""
        if self.kinds:
            rows = [row for row in rows if row["kind"] in self.kinds]
        if self.box:
            if self.bounded:
                rows = [row for row in rows if self._inside(row)]
            rows = sorted(rows, key=lambda row: not self._inside(row))  # stable: order within stays
        if self.bias:
            rows = sorted(rows, key=lambda row: row["country"] != self.bias)
        if self.near:
            rows = sorted(rows, key=self._apart)
        return rows

    def _inside(self, row: Any) -> bool:
        south, west, north, east = self.box
        return south <= row["lat"] <= north and west <= row["lon"] <= east

    def _apart(self, row: Any) -> float:
        east = (row["lon"] - self.near.longitude + 180) % 360 - 180
        return (row["lat"] - self.near.latitude) ** 2 + east**2


def _kinds(feature: Any) -> set[str]:
    if feature is None:
        return set()
    if not isinstance(feature, str) or feature not in _FEATURES:
        raise QueryError(f"featuretype is {options.said(feature)}: use {', '.join(_FEATURES)}")
    return _FEATURES[feature]


#: No limits.
ANYWHERE = Limits(None, None, {})
#: Keywords of other geocoders' constructors that mean nothing where no service is asked.
IGNORED = {"timeout", "proxies", "user_agent", "ssl_context", "adapter_factory"}
IGNORED |= {"scheme", "domain"}


class NoNetwork(BaseSyncAdapter):
    """What geopy's base class wants as its connection; there is none."""

    def __init__(self, *, proxies: Any, ssl_context: Any) -> None:
        """Take what geopy passes, and keep nothing."""

    def get_json(self, url: str, *, timeout: float, headers: dict) -> Any:
        """Refuse: the gazetteer never asks a service."""
        raise NotImplementedError("the gazetteer answers from its own file")

    get_text = get_json
