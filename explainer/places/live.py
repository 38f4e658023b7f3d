"""Where a place name points, asked of OpenStreetMap's Nominatim, and without it when it must be.

The one part of the package that uses the network, and only when :meth:`LiveGeocoder.geocode` or
:meth:`LiveGeocoder.reverse` is called. The service wants one request a second at most, to know who
asks, and answers to be kept.
"""

import json
import os
import sqlite3
import time
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

from geopy.adapters import URLLibAdapter
from geopy.exc import GeocoderTimedOut, GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim
from geopy.location import Location

from explainer import __version__
from explainer.places.gazetteer import Gazetteer
from explainer.places.placefile import PlaceFile
from explainer.places.queries import check

USER_AGENT = f"explainer/{__version__} (notebooks for schools about one news day)"
#: The page a reader of the notebooks is on, as a browser would name it.
REFERER = "http://localhost/lab/tree/notebooks/01-where.ipynb"
SOURCE = "OpenStreetMap contributors (ODbL), asked through Nominatim"
#: What a service answers that does not want to be asked (509: too much traffic).
REFUSALS = {403, 429, 509}
#: It is then left alone for so many seconds, unless it says how long.
PAUSE = 60.0

_KINDS = {
    "country": "country",
    "continent": "continent",
    "city": "city",
    "town": "town",
    "village": "town",
    "hamlet": "town",
    "state": "region",
    "region": "region",
    "peninsula": "region",
    "sea": "sea",
    "ocean": "sea",
    "strait": "sea",
    "building": "building",
}
#: What can go wrong when a service is asked: it says no, is not there, or answers something else.
_FAILURES = (GeopyError, LookupError, TypeError, ValueError, AttributeError)


@cache
def _limited() -> RateLimiter:
    """Return the one limiter of this process, so that many geocoders ask once a second together.

    It does not retry: the embedded answer is at hand, and a service that refuses wants peace.
    """
    return RateLimiter(
        lambda ask: ask(), min_delay_seconds=1, max_retries=0, swallow_exceptions=False
    )


class LiveGeocoder:
    """Nominatim with good manners, backed by the embedded gazetteer.

    Every answer of the service is kept on disk and never asked for twice. Whenever the service
    refuses, fails, answers nonsense or cannot be reached, the answer is that of
    :class:`explainer.Gazetteer`, and ``raw["note"]`` says so.

    Parameters
    ----------
    cache : str or pathlib.Path, optional
        Folder for the kept answers; one in the user's cache folder if left out.
    domain, scheme : str
        Another Nominatim server.
    timeout : float
        Seconds to wait for it.
    referer : str
        The page on whose behalf it is asked.

    Attributes
    ----------
    note : str or None
        Why the last answer did not come from the service, in words; None if it did.

    Examples
    --------
    >>> LiveGeocoder().note is None  # nothing is asked before geocode() is called
    True
    """

    def __init__(
        self,
        cache: str | Path | None = None,
        *,
        domain: str = "nominatim.openstreetmap.org",
        scheme: str = "https",
        timeout: float = 10,
        referer: str = REFERER,
    ) -> None:
        self._service = Nominatim(
            domain=domain,
            scheme=scheme,
            timeout=timeout,
            user_agent=USER_AGENT,
            # geopy's other adapter retries a refusal, and sleeps as long as the service says.
            adapter_factory=URLLibAdapter,
        )
        self._service.headers["Referer"] = referer
        self._gazetteer, self._places = Gazetteer(), PlaceFile()
        self._kept = _Kept(Path(cache) if cache else _cache_folder())
        self._quiet_until = 0.0
        self.note: str | None = None

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        limit: int | None = None,
        country_codes: str | list[str] | None = None,
        language: str = "en",
    ) -> Location | list[Location] | None:
        """Return where a name points.

        Parameters
        ----------
        query, exactly_one, limit, country_codes, language
            As in :meth:`explainer.Gazetteer.geocode`.

        Returns
        -------
        geopy.location.Location, list of Location, or None
            ``raw`` is as in :meth:`explainer.Gazetteer.geocode`, with ``note`` besides: None, or
            why the answer is the embedded one.

        Raises
        ------
        QueryError
            If the query is not text.
        """
        check(query)
        options = {"limit": limit, "country_codes": country_codes, "language": language}
        return self._answer("geocode", query, exactly_one, options)

    def reverse(
        self, query: Any, *, exactly_one: bool = True, language: str = "en"
    ) -> Location | list[Location] | None:
        """Return what lies at a point, given as (latitude, longitude) in degrees."""
        return self._answer("reverse", query, exactly_one, {"language": language})

    def _answer(
        self, method: str, query: Any, exactly_one: bool, options: dict[str, Any]
    ) -> Location | list[Location] | None:
        self.note = None
        asked = [self._service.domain, method, str(query), options]
        found = self._kept.get(asked)
        if found is None and time.monotonic() < self._quiet_until:
            self.note = _note("was left alone for a while, because it had refused to answer")
        elif found is None:
            try:
                found = self._ask(method, query, options)
            except _FAILURES as error:
                self.note = self._why(error)
            else:
                self._kept.put(asked, found)
        if found is None:
            places = getattr(self._gazetteer, method)(query, exactly_one=False, **options) or []
            for place in places:
                place.raw["note"] = self.note
        else:
            places = [self._place(item, rank) for rank, item in enumerate(found, 1)]
        if not places:
            return None
        return places[0] if exactly_one else places

    def _ask(self, method: str, query: Any, options: dict[str, Any]) -> list[dict[str, Any]]:
        """Return what the service says, as plain data, or raise one of the failures."""
        ask = getattr(self._service, method)
        found = _limited()(lambda: ask(query, exactly_one=False, **options)) or []
        return [_plain(place) for place in found]

    def _why(self, error: Exception) -> str:
        """Return in words why the service gave no answer; leave it alone for a while if refused."""
        status = getattr(error.__cause__, "status_code", None)
        if status in REFUSALS:
            pause = getattr(error, "retry_after", None) or PAUSE
            self._quiet_until = time.monotonic() + pause
            return _note("refused to answer")
        if isinstance(error, GeocoderTimedOut):
            return _note("did not answer in time")
        if status is None and isinstance(error.__context__, OSError):
            return _note("could not be reached")
        return _note("did not give a usable answer")

    def _place(self, item: dict[str, Any], rank: int) -> Location:
        """Return one answer of the service, without a country where that is disputed."""
        address, name = item["address"], item["address"].split(",")[0]
        dispute = self._places.dispute_at(item["point"], name)
        if dispute:
            address = name + dispute[0]
        raw = {
            "id": item["id"],
            "source": SOURCE,
            "kind": item["kind"],
            "precision_km": item["precision_km"],
            "population": None,
            "country": None,
            "region": None,
            "names": {"en": name},
            "matched": None,
            "score": 100,
            "guess": False,
            "rank_reason": f"number {rank} in the service's own order",
            "extent": None,
            "years": None,
            "points_to": None,
            "status": dispute[1] if dispute else None,
            "place_id": None,
            "note": None,
        }
        return Location(address, tuple(item["point"]), raw)


def _note(what: str) -> str:
    return (
        f"The live service {what}. This answer is from the gazetteer that comes with the package; "
        "its data card says of which day."
    )


def _plain(place: Location) -> dict[str, Any]:
    """Return what is kept of one answer; a LookupError or ValueError if it is not one."""
    raw = place.raw
    south, north, west, east = (float(edge) for edge in raw["boundingbox"])
    type_ = raw.get("addresstype") or raw.get("type")
    return {
        "id": f"osm:{raw['osm_type']}:{raw['osm_id']}",
        "address": place.address,
        "point": [place.latitude, place.longitude],
        "kind": _KINDS.get(type_, "site"),
        "precision_km": max(0.1, round(111 * max(north - south, (east - west) / 2) / 2, 1)),
    }


def _cache_folder() -> Path:
    root = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return Path(root or Path.home() / ".cache") / "explainer"


class _Kept:
    """Answers on disk: a small SQLite file, so that a crash never leaves half an answer.

    A folder that cannot be written or a file that is broken costs the cache, not the answer.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / "nominatim.sqlite"

    def _open(self) -> sqlite3.Connection:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(self._file, timeout=5)
        db.execute("CREATE TABLE IF NOT EXISTS answer (asked TEXT PRIMARY KEY, found TEXT)")
        return db

    def get(self, asked: list[Any]) -> list[dict[str, Any]] | None:
        """Return a kept answer, or None."""
        try:
            with closing(self._open()) as db:
                row = db.execute(
                    "SELECT found FROM answer WHERE asked = ?", (json.dumps(asked),)
                ).fetchone()
            return json.loads(row[0]) if row else None
        except (OSError, sqlite3.Error, ValueError) as error:
            if type(error) is sqlite3.DatabaseError:  # not a database, or a torn one: start anew
                self._file.unlink(missing_ok=True)
            return None

    def put(self, asked: list[Any], found: list[dict[str, Any]]) -> None:
        """Keep an answer."""
        try:
            with closing(self._open()) as db, db:
                db.execute(
                    "INSERT OR REPLACE INTO answer VALUES (?, ?)",
                    (json.dumps(asked), json.dumps(found)),
                )
        except (OSError, sqlite3.Error):
            return
