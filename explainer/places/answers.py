"""Rows of the gazetteer's file put into geopy locations, with what speaks for each."""

import json
import math
import sqlite3
from collections.abc import Sequence
from typing import Any

from geopy.distance import geodesic
from geopy.location import Location
from geopy.point import Point

from explainer.places.document import Mention
from explainer.places.placefile import PlaceFile, spread
from explainer.places.ranking import Found
from explainer.places.searching import part_of
from explainer.places.spelling import spelling

_WINDS = "north north-east east south-east south south-west west north-west".split()  # noqa: SIM905
#: From how many points on a reason is worth telling.
_WORTH = 0.25


def location(
    file: PlaceFile, match: sqlite3.Row, language: str, found: Found, rank: int
) -> Location:
    """Return one place that a query found in the gazetteer's file."""
    row = file.whole(match["id"])
    raw = file.describe(row)
    raw |= {
        "matched": spelling(raw["names"], match["spelling"]),
        "score": found.score,
        "guess": found.guess,
        "rank_reason": found.reason(rank),
    }
    if found.part:
        return _part(found.part, file.address(row, language), row, raw)
    return Location(file.address(row, language), (row["lat"], row["lon"], 0.0), raw)


def nearby(file: PlaceFile, row: sqlite3.Row, point: Point, language: str) -> Location:
    """Return a city or town, and how far a point lies from it."""
    there = (row["lat"], row["lon"])
    km = geodesic(point, there).km
    address = file.address(row, language)
    if km > row["precision_km"]:
        north, east = spread(there, point)
        wind = _WINDS[round(math.degrees(math.atan2(east, north)) / 45) % 8]
        address = f"{km:.0f} km {wind} of {address}"
    raw = file.describe(row) | {
        "matched": None,
        "score": 100,
        "guess": False,
        "rank_reason": "the nearest city or town in the gazetteer",
        "distance_km": round(km, 1),
    }
    return Location(address, (*there, 0.0), raw)


class Chosen:
    """The places chosen for the names of one text, with what spoke for each, in words."""

    def __init__(self, file: PlaceFile, names: Sequence[Mention], language: str) -> None:
        self._file, self._language = file, language
        self._made: dict[int, Location] = {}
        self._in: dict[tuple[str, Any], list[str]] = {}
        for name in names:
            best = name.named.rows[name.named.best]
            for column in ("country", "region"):
                if best[column]:
                    self._in.setdefault((column, best[column]), []).append(name.words)

    def where(self, name: Mention) -> Location:
        """Return the place chosen for a name, where it stands."""
        named = name.named
        if id(named) not in self._made:
            at = named.best
            place = location(self._file, named.rows[at], self._language, named.found, at)
            place.raw.update(rank_reason=self._why(name, at), sure=round(named.beliefs[at], 2))
            self._made[id(named)] = place
        place = self._made[id(named)]
        if name.start is None:
            return place
        raw = place.raw | {"words": name.words, "start": name.start}
        return Location(place.address, tuple(place.point), raw)

    def _why(self, name: Mention, at: int) -> str:
        """Say in words what spoke for a place."""
        named = name.named
        if named.found.guess or len(named.rows) == 1:
            return named.found.reason(at)
        row, parts = named.rows[at], named.reasons[at] if named.reasons else {}
        if "said" in parts:
            areas = self._file.around(row) & named.said_in
            return f"the text puts it in {self._file.whole(min(areas))['name']}"
        country = self._file.countries.get(row["country"])
        area = self._file.whole(row["region"]) if row["region"] else None
        said = {
            "region": self._beside(name, row, "region"),
            "beside": country and f"a sentence with it names {country['name']}",
            "area": area and f"{area['name']} is named in this text",
            "near": "other places of this text are near it",
            "country": self._beside(name, row, "country"),
            "kind": "areas of the same kind are named beside it",
            "fit": "nearly all names of this text are also those of places near it",
        }
        told = [text for reason, text in said.items() if parts.get(reason, 0) >= _WORTH and text]
        alone = max(range(len(named.rows)), key=lambda i: (named.base[i], -i)) == at
        first = named.found.reason(at) if alone else "the other names of this text decide"
        return "; ".join([first, *told[:2]])

    def _beside(self, name: Mention, row: sqlite3.Row, column: str) -> str:
        """Say which other names of the text lie in the same country or region."""
        names = [other for other in self._in.get((column, row[column]), []) if other != name.words]
        verb = "lies" if len(names) == 1 else "lie"
        return f"{', '.join(names[:3])} {verb} in the same {column}" if names else ""


def _part(words: str, address: str, row: sqlite3.Row, raw: dict[str, Any]) -> Location:
    """Return a part of an area ("eastern ..."): half or a quarter of its extent."""
    share = part_of(words)
    point = (row["lat"], row["lon"])
    raw |= {"kind": "area", "population": None, "rank_reason": f"the {words} part of {row['name']}"}
    if row["extent"]:
        south, west, north, east = json.loads(row["extent"])
        from_, size = (south, west) * 2, (north - south, (east - west) % 360) * 2
        edges = [a + part * b for a, part, b in zip(from_, share, size, strict=True)]
        raw["extent"] = tuple(round(edge, 2) for edge in edges)
        point = (round((edges[0] + edges[2]) / 2, 2), round((edges[1] + edges[3]) / 2, 2))
        raw["precision_km"] = round(row["precision_km"] * 0.7, 1)
    return Location(f"{words} {address}", (*point, 0.0), raw)
