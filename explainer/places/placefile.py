"""The gazetteer's file: opened read-only, searched, ranked, and its rows put into words."""

import json
import math
import sqlite3
import threading
import zlib
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from explainer.errors import DataMissing
from explainer.places.ownfile import own_file
from explainer.places.ranking import CODE, MISSPELLED, Row
from explainer.places.spelling import key, spelling, spellings

#: What ranking and narrowing need to know of a place. Its names, the longest part of a row, are
#: read only for the places that are shown.
_MATCHES = """
SELECT a.spelling, a.grade, p.id, p.ref, p.name, p.kind, p.lat, p.lon, p.precision_km,
  p.population, p.country, p.region, p.status, p.tier, p.importance, p.covers, p.note, p.extent
FROM alias a JOIN place p ON p.id = a.place WHERE a.key = ?
"""
_WHOLE = """
SELECT p.*, r.name AS region_name, r.names AS region_names
FROM place p LEFT JOIN place r ON r.id = p.region WHERE p.id = ?
"""
_NEAR = """
SELECT id, lat / 10000.0 AS lat, lon / 10000.0 AS lon FROM stored
WHERE id BETWEEN ? AND ? AND (kind IS NULL OR kind = 'city') AND lat BETWEEN ? AND ?
"""
_STRIPS = "SELECT min(first), max(last) FROM band WHERE band BETWEEN ? AND ?"
KM_A_DEGREE = 111.2
NO_NAMES = (CODE, MISSPELLED)
_KEYS = """SELECT key FROM alias JOIN stored ON alias.place = stored.id
    GROUP BY key ORDER BY max(coalesce(importance, population, 0)) DESC, key LIMIT ?"""
#: Rows that are kept when they have been read.
_KEPT = 4096


class PlaceFile:
    """The SQLite file of the gazetteer, one connection a thread.

    Another file than the package's own is given by its `path`. DataMissing, if there is none, or it
    is none of a gazetteer, or damaged.
    """

    def __init__(self, path: str | Path | None = None) -> None:
        self._threads = threading.local()
        where = own_file() if path is None else path
        try:
            self.path = Path(where)
            _whole(self.path)
            self._db.execute(_MATCHES, ("",))
        except (OSError, TypeError, ValueError, RuntimeError, sqlite3.Error) as error:
            raise DataMissing(
                f"There is no gazetteer at {str(where)[-150:]!r}, or it is damaged: "
                "install the package again"
            ) from error
        # An article names a place again and again.
        self._known = lru_cache(_KEPT)(lambda key: tuple(self._db.execute(_MATCHES, (key,))))
        #: All of a place's row, by its id, and its region's name.
        self.whole = lru_cache(_KEPT)(lambda id: self._db.execute(_WHOLE, (id,)).fetchone())

    @property
    def _db(self) -> sqlite3.Connection:
        if not hasattr(self._threads, "db"):
            uri = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
            self._threads.db = sqlite3.connect(uri, uri=True)
            self._threads.db.row_factory = sqlite3.Row
        return self._threads.db

    @cached_property
    def countries(self) -> dict[str, Row]:
        """The countries by ISO code: id, country, name and names."""
        rows = self._db.execute(
            "SELECT id, country, name, names FROM place WHERE tier = 3 AND country IS NOT NULL"
        )
        return {row["country"]: row for row in rows}

    @cached_property
    def _nations(self) -> dict[int, Row]:
        """Return the well-known larger regions by what they cover: England, not its counties."""
        rows = self._db.execute(
            "SELECT id, name, names, covers FROM place "
            "WHERE kind = 'region' AND tier = 2 AND status IS NULL AND covers IS NOT NULL"
        )
        return {part: row for row in rows for part in json.loads(row["covers"])}

    @cached_property
    def _statuses(self) -> dict[str, Row]:
        return {row["id"]: row for row in self._db.execute("SELECT * FROM status")}

    @cached_property
    def _sources(self) -> dict[str, str]:
        return dict(tuple(row) for row in self._db.execute("SELECT id, text FROM source"))

    def status(self, id: str | None) -> dict[str, Any] | None:
        """Return what ``raw["status"]`` says of a place with this question."""
        row = self._statuses.get(id)
        if row is None:
            return None
        lists = {"claims": json.loads(row["says"]), "sources": json.loads(row["sources"])}
        return {"question": row["question"], "text": row["text"], **lists}

    def knows(self, name: str) -> bool:
        """Say whether a name is spelled like one of a place, or like one known to be none."""
        return any(row["grade"] not in NO_NAMES for row in self.rows(key(name)))

    def around(self, row: Row) -> set[int]:
        """Return the ids of the areas that hold a place: its region, larger ones, its country."""
        found = {
            row["region"],
            *self._larger.get(row["region"], ()),
            *self._larger.get(row["status"], ()),
        }
        found |= {self.countries[iso]["id"] for iso in self.claims(row) if iso in self.countries}
        return found - {None, row["id"]}

    @cached_property
    def _larger(self) -> dict[Any, list[int]]:
        """Return which areas cover a region (by id) or a question."""
        found: dict[Any, list[int]] = {}
        for row in self._db.execute("SELECT id, covers FROM stored WHERE covers IS NOT NULL"):
            for part in json.loads(row["covers"]):
                found.setdefault(part, []).append(row["id"])
        return found

    def rows(self, name: str) -> tuple[Row, ...]:
        """Return what is known under a key, in no order."""
        return self._known(name)

    def keys(self, most: int | None = None) -> list[str]:
        """Return the keys of all names, those of the best-known places first."""
        return [key for (key,) in self._db.execute(_KEYS, (-1 if most is None else most,))]

    def spelled(self, row: Row) -> str:
        """Return how a place's name is spelled that a look-up found."""
        return spelling(json.loads(self.whole(row["id"])["names"]), row["spelling"])

    def words(self, what: str) -> frozenset[str]:
        """Return words: ``"common"`` ones, ``"given"`` (or ``"frequent"``) names, ``"surname"``."""
        return self._words.get(what, frozenset())

    @cached_property
    def _words(self) -> dict[str, frozenset[str]]:
        lists = self._db.execute("SELECT what, packed FROM words")
        return {what: frozenset(zlib.decompress(packed).decode().split()) for what, packed in lists}

    def claims(self, row: Row) -> set[str]:
        """Return the countries a place lies in or is claimed for."""
        status = self._statuses[row["status"]]["claims"].split() if row["status"] else []
        return {*status, row["country"]} - {None}

    def near(self, lat: float, lon: float, max_km: float, count: int = 1) -> list[Row]:
        """Return the cities and towns within a distance of a point, nearest first."""
        for km in (max_km / 8, max_km):
            band = km / KM_A_DEGREE
            first, last = self._db.execute(
                _STRIPS, (strip(lat - band), strip(lat + band))
            ).fetchone()
            edges = (first, last, 10_000 * (lat - band), 10_000 * (lat + band))
            here = {"lat": lat, "lon": lon}
            rows = [(apart_km(here, row), row) for row in self._db.execute(_NEAR, edges)]
            rows = sorted((item for item in rows if item[0] <= km), key=lambda item: item[0])
            if len(rows) >= count:
                break
        return [self.whole(row["id"]) for _, row in rows[:count]]

    def address(self, row: Row, language: str = "en") -> str:
        """Return a place's name and where it is; never a bare country where that is disputed."""
        name = _name(row["name"], row["names"], language)
        if row["tail"]:
            return name + row["tail"]
        parts = [name]
        # A capital needs no region, nor does a town whose region is named after it.
        capital = row["tier"] == 2 and row["kind"] == "city"
        if nation := self._nations.get(row["region"]):
            parts.append(_name(nation["name"], nation["names"], language))
        elif row["region_name"] and not capital and row["name"] not in row["region_name"]:
            region = _plain(row["region_name"])
            parts.append(_name(region, row["region_names"], language))
        country = self.countries.get(row["country"])
        if country and row["tier"] < 3:
            parts.append(_name(country["name"], country["names"], language))
        return ", ".join(parts)

    def describe(self, row: Row) -> dict[str, Any]:
        """Return what is known of a place, whatever was asked."""
        pointed = self.whole(row["points_to"]) if row["points_to"] else None
        return {
            "id": row["ref"],
            "source": self._sources.get(row["source"], row["source"]),
            "kind": row["kind"],
            "precision_km": row["precision_km"],
            "population": row["population"],
            "country": row["country"],
            "region": _plain(row["region_name"]),
            "names": json.loads(row["names"]),
            "extent": tuple(json.loads(row["extent"])) if row["extent"] else None,
            "years": row["years"],
            "points_to": pointed and pointed["name"],
            "status": self.status(row["status"]),
            "place_id": row["story"],
        }

    def dispute_at(self, point: Any, name: str) -> tuple[str, dict[str, str]] | None:
        """Say how to address a place of another list, by its point and name, in a disputed country.

        Returns what to write after the name, and its ``status``: that of the nearest city or town
        within 30 km, if it has one. Where the country is agreed and only control is in question,
        that town must have the same name.
        """
        near = self.near(*point, max_km=30)
        raw = self.describe(near[0]) if near else {"status": None}
        if not raw["status"]:
            return None
        if raw["country"] and key(name) not in map(key, spellings(raw["names"])):
            return None
        tail = near[0]["tail"]
        if key(tail).startswith(key(name)):  # not the same name twice
            tail = tail[tail.index(" (") :]
        return tail, raw["status"]


def _whole(file: Path) -> None:
    """Refuse what is no database, or only the beginning of one."""
    if not file.is_file():  # nobody waits for a pipe
        raise FileNotFoundError(file)
    with file.open("rb") as opened:
        head = opened.read(100)
    if file.stat().st_size < int.from_bytes(head[28:32]) * int.from_bytes(head[16:18] or b"1"):
        raise ValueError("this is the beginning of a database")


def strip(lat: float) -> int:
    """Return the number of the strip of latitude a point lies in; places are kept strip by strip.

    >>> strip(0.1), strip(-0.1), strip(50.45)
    (0, -1, 252)
    """
    return math.floor(lat * 5)


def spread(start: Any, end: Any) -> tuple[float, float]:
    """Return how far north and east one point lies of another, in degrees of latitude.

    Good enough to compare distances of a few hundred kilometres.
    """
    east = (end[1] - start[1] + 180) % 360 - 180
    return end[0] - start[0], east * math.cos(math.radians((start[0] + end[0]) / 2))


def apart_km(start: Any, end: Any) -> float:
    """Return how far apart two rows lie, as well as :func:`spread` knows it."""
    apart = spread((start["lat"], start["lon"]), (end["lat"], end["lon"]))
    return math.hypot(*apart) * KM_A_DEGREE


def _plain(region: str | None) -> str | None:
    """Return a region's name as the last part of an address, where nobody takes it for a city."""
    return region and region.removesuffix(" (region)")


def _name(name: str, names: str, language: str) -> str:
    return name if language == "en" else json.loads(names).get(language, name)
