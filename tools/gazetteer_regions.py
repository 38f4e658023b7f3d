"""First-level regions by geometry: which one a town lies in, and which larger one that is part of.

Never by code: GeoNames and Natural Earth number their regions differently, country by country.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from explainer.places.spelling import key

#: How far outside its region's outline a town may lie: outlines are generalised at coasts.
COAST_KM = 15
_KM_A_DEGREE = 111.2
#: Cities that their state counts beside the provinces, and everybody else inside one.
INDEPENDENT = {"Highly Urbanized City", "Independent Component City", "Independent Municipality"}


@dataclass(frozen=True)
class Unit:
    """One outline, the countries it may be counted to, and the region it stands for.

    ``ref`` is None where nobody names the region. What lies in an ``independent`` city counts to
    the province of the same ``code``, or to the one around it: of the same ``group``, with the
    longest border with the city.
    """

    ref: str | None
    homes: frozenset[str]
    outline: BaseGeometry
    group: str = ""
    independent: bool = False
    name: str = ""
    code: str = ""


class Regions:
    """Outlines of first-level regions, asked for the one that holds a point."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._units = list(units)
        self._tree = shapely.STRtree([unit.outline for unit in self._units])
        self._around = {
            unit.ref: self._province(unit).ref for unit in self._units if unit.independent
        }
        #: Region by country and key of its outline's name.
        self.named = {
            (home, key(unit.name)): self._around.get(unit.ref, unit.ref)
            for unit in self._units
            for home in unit.homes
        }

    def of(self, lat: float, lon: float, home: str) -> str | None:
        """Return the ref of the region of country `home` that holds a point.

        At a coast or a generalised border it is the nearest one of that country within
        :data:`COAST_KM`. None if there is none.
        """
        unit = self._holder(shapely.Point(lon, lat), home)
        return self._around.get(unit.ref, unit.ref) if unit else None

    def within(self, ref: str, lat: float, lon: float, km: float) -> bool:
        """Say whether a region's outline holds a point or is no farther away than that."""
        point = shapely.Point(lon, lat)
        squeeze = _squeeze(point)
        near = self._tree.query(point.buffer(km / _KM_A_DEGREE / squeeze), predicate="intersects")
        units = (self._units[at] for at in near)
        return any(
            self._around.get(unit.ref, unit.ref) == ref and _km(point, unit.outline, squeeze) <= km
            for unit in units
        )

    def _province(self, city: Unit) -> Unit:
        """Return the province around a city, or the nearest one where that is the sea."""
        edge = city.outline.buffer(0.01)
        beside = [
            (
                bool(city.code) and unit.code == city.code,
                edge.intersection(unit.outline).area,
                -city.outline.distance(unit.outline),
                at,
            )
            for at, unit in enumerate(self._units)
            if unit.group == city.group and unit.homes == city.homes and not unit.independent
        ]
        return self._units[max(beside)[-1]] if beside else city

    def _holder(self, point: BaseGeometry, home: str) -> Unit | None:
        inside = [self._units[at] for at in self._tree.query(point, predicate="intersects")]
        if held := [unit for unit in inside if home in unit.homes]:
            return held[0]
        # A degree of longitude is shorter than one of latitude: search wide, measure exactly.
        squeeze = _squeeze(point)
        reach = COAST_KM / _KM_A_DEGREE / squeeze
        near = self._tree.query(point.buffer(reach), predicate="intersects")
        measured = [
            (_km(point, self._units[at].outline, squeeze), at)
            for at in near
            if home in self._units[at].homes
        ]
        km, at = min(measured, default=(COAST_KM + 1, 0))
        return self._units[at] if km <= COAST_KM else None


def _squeeze(point: BaseGeometry) -> float:
    return max(0.05, np.cos(np.radians(point.y)))


def _km(point: BaseGeometry, outline: BaseGeometry, squeeze: float) -> float:
    def flat(points: Any) -> Any:
        return points * [squeeze, 1]

    near = outline.intersection(point.buffer(1 / squeeze / 4))
    return shapely.transform(point, flat).distance(shapely.transform(near, flat)) * _KM_A_DEGREE


def light(units: dict[str, BaseGeometry], grid: float = 0.01) -> dict[str, list[list[list[int]]]]:
    """Return outlines by ref, light enough for a test.

    Each is a list of polygons, each a list of rings, outermost first; a ring is a list of steps
    east and north, in cells of a grid of so many degrees.
    """
    return {ref: [*_polygons(shapely.simplify(shape, grid), grid)] for ref, shape in units.items()}


def _polygons(outline: BaseGeometry, grid: float) -> Iterable[list[list[int]]]:
    for part in shapely.get_parts(outline):
        rings = []
        for ring in (part.exterior, *part.interiors):
            cells = np.rint(shapely.get_coordinates(ring) / grid).astype(int)
            if len(np.unique(cells, axis=0)) < 3:
                if rings:
                    continue
                cells = cells[0] + [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]  # an islet: one cell
            rings.append(np.diff(cells, axis=0, prepend=[[0, 0]]).ravel().tolist())
        yield rings
