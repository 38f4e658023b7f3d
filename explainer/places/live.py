"""Where a place name points, asked of OpenStreetMap's Nominatim, and without it when it must be.

The one part of the package that uses the network, and only when :meth:`LiveGeocoder.geocode` or
:meth:`LiveGeocoder.reverse` is called. The service wants one request a second at most, to know who
asks, and answers to be kept.
"""

import errno
import json
import os
import sqlite3
import time
import warnings
from collections.abc import Callable
from contextlib import closing, suppress
from functools import cache
from pathlib import Path
from typing import Any

from geopy.exc import GeocoderTimedOut, GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.location import Location

from explainer import __version__
from explainer.errors import QueryError
from explainer.places import options
from explainer.places.gazetteer import Gazetteer
from explainer.places.nominatim import ANSWERS, OneClock, Service, Told
from explainer.places.placefile import PlaceFile

USER_AGENT = f"explainer/{__version__} (notebooks for schools about one news day)"
#: The page a reader of the notebooks is on, as a browser would name it.
REFERER = "http://localhost/lab/tree/notebooks/01-where.ipynb"
SOURCE = "OpenStreetMap contributors (ODbL), asked through Nominatim"
#: What a service answers that does not want to be asked (509: too much traffic).
REFUSALS = {403, 429, 509}
#: It is then left alone for so many seconds, unless it says how long.
PAUSE = 60.0

#: What the gazetteer says of a place and the service does not.
_UNTOLD = ("population", "country", "region", "matched", "extent", "years", "points_to")
_UNTOLD += ("place_id", "note")
#: What can go wrong when a service is asked: it says no, is not there, or answers something else.
_FAILURES = (GeopyError, LookupError, TypeError, ValueError, AttributeError, RecursionError)


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

    `note` then says in words why the last answer did not come from the service.

    Parameters
    ----------
    cache : str or pathlib.Path, optional
        Folder for the kept answers; one in the user's cache folder if left out. Where it cannot
        be written, nothing is kept, and a warning says so.
    domain, scheme : str
        Another Nominatim server.
    timeout : float
        Seconds to wait for a whole answer.

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
    ) -> None:
        if options.address(scheme, "scheme") not in ("http", "https"):
            raise QueryError(f"scheme is {options.said(scheme)}: give 'https' or 'http'")
        self._service = Service(
            domain=options.address(domain, "domain"),
            scheme=scheme,
            timeout=options.above_zero(timeout, "timeout", "seconds", most=3600),
            user_agent=USER_AGENT,
            adapter_factory=OneClock,
        )
        self._service.headers["Referer"] = REFERER
        self._gazetteer, self._places = Gazetteer(), PlaceFile()
        self._kept = _Kept(cache)
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
        """Return where a name points, asked and answered as :meth:`explainer.Gazetteer.geocode`.

        ``raw`` has ``note`` besides: None, or why the answer is the embedded one.
        """
        if options.is_missing(query) or not options.name(query).strip():
            return None
        wanted = {
            "limit": options.limit(limit),
            "country_codes": sorted(map(str.lower, options.countries(country_codes))) or None,
            "language": options.language(language),
        }
        return self._answer("geocode", query, options.flag(exactly_one, "exactly_one"), wanted)

    def reverse(
        self, query: Any, *, exactly_one: bool = True, language: str = "en"
    ) -> Location | list[Location] | None:
        """Return what lies at a point, given as (latitude, longitude) in degrees."""
        wanted = {"language": options.language(language)}
        one = options.flag(exactly_one, "exactly_one")
        return self._answer("reverse", options.point(query), one, wanted)

    def _answer(
        self, method: str, query: Any, exactly_one: bool, wanted: dict[str, Any]
    ) -> Location | list[Location] | None:
        self.note = None
        asked = json.dumps([self._service.domain, method, str(query), wanted])
        found = self._kept.get(asked)
        if found is None and time.monotonic() < self._quiet_until:
            self.note = _note("was left alone for a while, because it had refused to answer")
        elif found is None:
            try:
                ask, one = getattr(self._service, method), method == "reverse"
                found = _limited()(lambda: ask(query, exactly_one=one, **wanted))
            except _FAILURES as error:
                self.note = self._why(error)
            else:
                self._kept.put(asked, found)
        if found is None:
            places = getattr(self._gazetteer, method)(query, exactly_one=False, **wanted) or []
            for place in places:
                place.raw["note"] = self.note
        else:
            places = [self._place(item, rank) for rank, item in enumerate(found, 1)]
        if not places:
            return None
        return places[0] if exactly_one else places

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

    def _place(self, item: Told, rank: int) -> Location:
        """Return one answer of the service, without a country where that is disputed."""
        address, name = item.address, item.address.split(",")[0]
        dispute = self._places.dispute_at(item.point, name)
        if dispute:
            address = name + dispute[0]
        raw = dict.fromkeys(_UNTOLD) | {
            "id": item.id,
            "source": SOURCE,
            "kind": item.kind,
            "precision_km": item.precision_km,
            "names": {"en": name},
            "score": 100,
            "guess": False,
            "rank_reason": f"number {rank} in the service's own order",
            "status": dispute[1] if dispute else None,
        }
        return Location(address, item.point, raw)


def _note(what: str) -> str:
    return (
        f"The live service {what}. This answer is from the gazetteer that comes with the package; "
        "its data card says of which day."
    )


class _Kept:
    """Answers on disk: a small SQLite file, so that a crash never leaves half an answer.

    A folder that cannot be written or a file that is broken costs the cache, not the answer;
    `note` then says so.
    """

    def __init__(self, folder: str | Path | None) -> None:
        self._folder = folder
        self.note: str | None = None

    def _use(self, use: Callable[[sqlite3.Connection], Any]) -> Any:
        """Do something with the open file; whatever goes wrong with it is noted, once: None."""
        try:
            file = (Path(self._folder) if self._folder else _cache_folder()) / "nominatim.sqlite"
            file.parent.mkdir(parents=True, exist_ok=True)
            if file.exists() and not file.is_file():
                raise FileExistsError(errno.EEXIST, f"{file} is no file")
            with closing(sqlite3.connect(file, timeout=5)) as db, db:
                db.execute("CREATE TABLE IF NOT EXISTS answer (asked TEXT PRIMARY KEY, found TEXT)")
                return use(db)
        except (OSError, RuntimeError, TypeError, ValueError, sqlite3.Error) as error:
            if type(error) is sqlite3.DatabaseError:  # not a database, or a torn one: start anew
                with suppress(OSError):
                    file.unlink()
                    return None
            if self.note is None:
                reason = getattr(error, "strerror", None) or error
                self.note = (
                    f"Answers of the live service are not kept: {reason}. Each is asked for anew. "
                    "Give LiveGeocoder a folder you may write to: cache=FOLDER."
                )
                warnings.warn(self.note, stacklevel=5)
        return None

    def get(self, asked: str) -> tuple[Told, ...] | None:
        """Return a kept answer, or None; a row that is none is dropped."""

        def look(db: sqlite3.Connection) -> tuple[Told, ...] | None:
            query = "SELECT found FROM answer WHERE asked = ?"
            row = db.execute(query, (asked,)).fetchone()
            try:
                return ANSWERS.validate_json(row[0]) if row else None
            except ValueError:
                db.execute("DELETE FROM answer WHERE asked = ?", (asked,))
                return None

        return self._use(look)

    def put(self, asked: str, found: tuple[Told, ...]) -> None:
        """Keep an answer."""
        row = asked, ANSWERS.dump_json(found)
        self._use(lambda db: db.execute("INSERT OR REPLACE INTO answer VALUES (?, ?)", row))


def _cache_folder() -> Path:
    root = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return Path(root or Path.home() / ".cache") / "explainer"
