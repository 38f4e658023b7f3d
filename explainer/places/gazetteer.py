"""Where a place name points, without a network: a geopy geocoder over the embedded data.

The data is GeoNames of November 2021, Natural Earth, and what was added by hand; see the card in
``explainer/data/README.md``.

>>> import explainer as ex
>>> ex.Gazetteer().geocode("Kiev").address
'Kyiv, Ukraine'
"""

import math
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from geopy.adapters import BaseSyncAdapter
from geopy.distance import geodesic
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from explainer.errors import QueryError
from explainer.places.placefile import PlaceFile, spread
from explainer.places.ranking import Found
from explainer.places.spelling import spellings

_WINDS = "north north-east east south-east south south-west west north-west".split()  # noqa: SIM905


class _NoNetwork(BaseSyncAdapter):
    """What geopy's base class wants as its connection; there is none."""

    def __init__(self, *, proxies: Any, ssl_context: Any) -> None:
        """Take what geopy passes, and keep nothing."""

    def get_json(self, url: str, *, timeout: float, headers: dict) -> Any:
        """Refuse: the gazetteer never asks a service."""
        raise NotImplementedError("the gazetteer answers from its own file")

    get_text = get_json


class Gazetteer(Geocoder):
    """A geopy geocoder that answers from a file.

    Works with everything that takes a geopy geocoder, such as ``geopy.extra.rate_limiter``. May be
    shared between threads.

    Parameters
    ----------
    path : str or pathlib.Path, optional
        Another gazetteer file; the one that comes with the package if left out.

    Raises
    ------
    DataMissing
        If there is no such file.

    Examples
    --------
    >>> place = Gazetteer().geocode("Simferopol")
    >>> place.address, place.raw["country"], place.raw["status"]["question"]
    ('Simferopol, Crimea (status disputed)', None, 'crimea-status')
    >>> [place.address for place in Gazetteer().geocode("Donetsk", exactly_one=False)][2]
    'Donetsk, Rostov region, Russia'
    """

    def __init__(self, path: str | Path | None = None) -> None:
        super().__init__(timeout=None, proxies=None, adapter_factory=_NoNetwork)
        self._file = PlaceFile(path)

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,
        limit: int | None = None,
        country_codes: str | Sequence[str] | None = None,
        viewbox: Sequence[Any] | None = None,
        language: str = "en",
    ) -> Location | list[Location] | None:
        """Return where a name points.

        Parameters
        ----------
        query : str
            A name in English, Ukrainian or Russian or a common other spelling, alone or followed
            by a region or country: ``"Odessa, Texas"``.
        exactly_one : bool
            Whether to return the best answer only, or all, best first.
        timeout : object
            Ignored; other geocoders have it.
        limit : int, optional
            Most answers to return when ``exactly_one`` is false.
        country_codes : str or sequence of str, optional
            ISO 3166-1 alpha-2 codes the place must lie in. A place whose country is disputed is
            found under each country it is claimed for.
        viewbox : two points, optional
            Opposite corners, each ``(latitude, longitude)`` in degrees; places inside come first.
        language : str
            ``"en"``, ``"uk"``, ``"ru"`` or another ISO 639-1 code; English where a name is not
            known in it. What an address says of a status is always English.

        Returns
        -------
        geopy.location.Location, list of Location, or None
            None if nothing is found, or if the name is not one of a place (:meth:`explain` says
            which). ``raw`` has ``id``, ``source``, ``kind``, ``precision_km``, ``population``,
            ``country`` (ISO code; None if disputed), ``region``, ``names``, ``matched``,
            ``score`` (100 if spelled right), ``guess``, ``rank_reason``, ``status`` and
            ``place_id``.

        Raises
        ------
        QueryError
            If the query is not text, the limit not positive, or the viewbox not two points.
        """
        del timeout
        if limit is not None and limit < 1:
            raise QueryError(f"limit is {limit}: give 1 or more, or leave it out")
        found = self._search(query, country_codes, viewbox)
        if not found.rows:
            return None
        count = 1 if exactly_one else limit
        answers = [
            self._location(row, language, found, rank)
            for rank, row in enumerate(found.rows[:count])
        ]
        return answers[0] if exactly_one else answers

    def reverse(
        self,
        query: Any,
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,
        language: str = "en",
        limit: int | None = None,
        max_km: float = 100,
    ) -> Location | list[Location] | None:
        """Return the city or town nearest to a point, and how far it is.

        Its country is the country of that place. The point itself may lie across a border: this
        is a list of places, not of territories.

        Parameters
        ----------
        query : geopy.point.Point, (latitude, longitude) in degrees, or str
            The point.
        exactly_one : bool
            Whether to return the nearest place only, or a list, nearest first.
        timeout : object
            Ignored; other geocoders have it.
        language : str
            As in :meth:`geocode`.
        limit : int, optional
            Most places to return when ``exactly_one`` is false (5 if left out).
        max_km : float
            How far to look.

        Returns
        -------
        geopy.location.Location, list of Location, or None
            None if there is no place within `max_km`. ``raw`` is as in :meth:`geocode`, with
            ``distance_km`` besides.

        Examples
        --------
        >>> Gazetteer().reverse((44.75, 34.25)).address
        '9 km south of Krasnolese, Crimea (status disputed)'
        """
        del timeout
        try:
            point = query if isinstance(query, Point) else Point(query)
        except (TypeError, ValueError) as error:
            raise QueryError(
                f"{query!r} is not a point: give (latitude, longitude) in degrees"
            ) from error
        count = 1 if exactly_one else limit or 5
        near = self._file.near(point.latitude, point.longitude, max_km, count)
        answers = [self._nearby(row, point, language) for row in near]
        if not answers:
            return None
        return answers[0] if exactly_one else answers

    def explain(self, query: str) -> str:
        """Say in a sentence or two what a name stands for, and why.

        Unlike :meth:`geocode` it also answers for names that are no place, for names typed wrongly
        and for names not found.

        Parameters
        ----------
        query : str
            As in :meth:`geocode`.

        Returns
        -------
        str
            Plain text.

        Examples
        --------
        >>> print(Gazetteer().explain("Rusisa"))
        No place is spelled “Rusisa”. The closest name is that of Russia, a country (83 of 100).
        """
        found = self._search(query, None, None)
        if found.no_place:
            return found.no_place
        if not found.rows:
            return self._nothing(query, found)
        best = self._location(found.rows[0], "en", found, 0)
        where, kind = best.address, best.raw["kind"]
        article = "an" if kind[0] in "aeiou" else "a"
        if found.guess:
            text = (
                f"No place is spelled “{query}”. The closest name is that of {where}, "
                f"{article} {kind} ({best.raw['score']} of 100)."
            )
        else:
            text = f"“{query}” is {where}, {article} {kind}: {best.raw['rank_reason']}."
        notes = (best.raw["status"] or {}).get("text"), found.rows[0]["note"]
        return " ".join([text, *filter(None, notes)])

    def knows(self, name: str) -> bool:
        """Say whether a name stands in the gazetteer, spelled like this; without guessing.

        Examples
        --------
        >>> Gazetteer().knows("Kiev"), Gazetteer().knows("Rusisa"), Gazetteer().knows("the West")
        (True, False, True)
        """
        check(name)
        return self._file.knows(name)

    @staticmethod
    def _nothing(query: str, found: Found) -> str:
        if found.elsewhere:
            return f"The gazetteer has {found.elsewhere}, but not where you looked for it."
        if not query.strip():
            return "Type the name of a place."
        return f"The gazetteer has no place called “{query}”, and no name close enough to guess."

    def _search(
        self,
        query: str,
        country_codes: str | Sequence[str] | None,
        viewbox: Sequence[Any] | None,
    ) -> Found:
        check(query)
        codes = [country_codes] if isinstance(country_codes, str) else country_codes or []
        found = self._file.search(query, {code.upper() for code in codes})
        if viewbox:
            south, west, north, east = _corners(viewbox)
            found.rows.sort(  # stable: what is inside keeps its order
                key=lambda row: not (south <= row["lat"] <= north and west <= row["lon"] <= east)
            )
        return found

    def _location(self, match: sqlite3.Row, language: str, found: Found, rank: int) -> Location:
        row = self._file.whole(match["id"])
        raw = self._file.describe(row)
        raw |= {
            "matched": _nth(raw["names"], match["spelling"]),
            "score": found.score,
            "guess": found.guess,
            "rank_reason": found.reason(rank),
        }
        return Location(self._file.address(row, language), (row["lat"], row["lon"], 0.0), raw)

    def _nearby(self, row: sqlite3.Row, point: Point, language: str) -> Location:
        there = (row["lat"], row["lon"])
        km = geodesic(point, there).km
        address = self._file.address(row, language)
        if km > row["precision_km"]:
            address = f"{km:.0f} km {_wind(there, point)} of {address}"
        raw = self._file.describe(row) | {
            "matched": None,
            "score": 100,
            "guess": False,
            "rank_reason": "the nearest city or town in the gazetteer",
            "distance_km": round(km, 1),
        }
        return Location(address, (*there, 0.0), raw)


def check(query: Any) -> None:
    """Raise :class:`~explainer.errors.QueryError` unless a query is text."""
    if not isinstance(query, str):
        raise QueryError(f"a place name must be text, not {type(query).__name__}: {query!r}")


def _nth(names: dict[str, Any], number: int) -> str:
    return next(name for at, name in enumerate(spellings(names)) if at == number)


def _corners(viewbox: Sequence[Any]) -> tuple[float, float, float, float]:
    try:
        first, second = (Point(corner) for corner in viewbox)
    except (TypeError, ValueError) as error:
        raise QueryError(
            f"{viewbox!r} is not a viewbox: give two corners, each (latitude, longitude)"
        ) from error
    lats, lons = sorted((first[0], second[0])), sorted((first[1], second[1]))
    return lats[0], lons[0], lats[1], lons[1]


def _wind(start: tuple[float, float], end: Point) -> str:
    """Return in which direction `end` lies seen from `start`, in words."""
    north, east = spread(start, end)
    return _WINDS[round(math.degrees(math.atan2(east, north)) / 45) % 8]
