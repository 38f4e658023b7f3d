"""Coverages: sets of polygons that share their borders exactly, kept so while they get lighter.

A coverage is a dict from unit id to a shapely polygon or multipolygon, longitude before latitude.
"""

from collections import defaultdict
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

Coverage = dict[str, BaseGeometry]
Point = tuple[float, float]
Window = tuple[float, float, float, float]


def snap(units: Coverage, grid: float) -> Coverage:
    """Move all borders to a grid at once, so that neighbours stay neighbours.

    Borders are noded together and the faces between them given to the unit they lie in: no
    gap, overlap or sliver can be left, whatever the units' sources.

    Parameters
    ----------
    units : dict
        Unit id to polygon. Where two overlap, the first in the dict gets the face.
    grid : float
        Cell size in degrees.

    Returns
    -------
    dict
        The coverage. A unit narrower than the grid is not in it.
    """
    shapes = list(units.values())
    borders = shapely.union_all([shape.boundary for shape in shapes], grid_size=grid)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(borders)))
    at_face, at_shape = shapely.STRtree(shapes).query(
        shapely.point_on_surface(faces), predicate="intersects"
    )
    owner = np.full(len(faces), len(shapes))
    np.minimum.at(owner, at_face, at_shape)
    found = {
        id: shapely.coverage_union_all(faces[owner == number])
        for number, id in enumerate(units)
        if (owner == number).any()
    }
    # Joining faces can move nothing, but the decimals of the noder are not those of `round`.
    decimals = round(-np.log10(grid))
    return {
        id: shapely.transform(shape, lambda at: at.round(decimals)) for id, shape in found.items()
    }


def cut(units: Coverage, window: Window, by: Callable[..., BaseGeometry]) -> Coverage:
    """Return the parts inside a window (by ``shapely.intersection``), or outside (``difference``).

    Snap them before relying on their borders.
    """
    parts = {id: by(shape, shapely.box(*window)) for id, shape in units.items()}
    return {id: shape for id, shape in parts.items() if not shape.is_empty}


def without_islets(units: Coverage, least_km2: float) -> Coverage:
    """Drop the islands smaller than `least_km2`, but never a unit's largest part.

    A part that touches another unit is land inside land and stays, however small.
    """
    shared = {point for *_, segments in borders(units) for segment in segments for point in segment}
    kept = {}
    for id, shape in units.items():
        parts = shapely.get_parts(shape)
        sizes = [km2(part) for part in parts]
        kept[id] = shapely.multipolygons(
            [
                part
                for part, size in zip(parts, sizes, strict=True)
                if size >= least_km2
                or size == max(sizes)
                or shared.intersection(map(tuple, part.exterior.coords))
            ]
        )
    return kept


def km2(shape: BaseGeometry) -> float:
    """Return a rough area: degrees with the longitude shrunk by the latitude of the middle."""
    return shape.area * 111.2**2 * np.cos(np.radians(shape.centroid.y))


def simplify(units: Coverage, tolerance: float, near: Window | None = None) -> Coverage:
    """Drop vertices from shared borders and coasts, fewest where readers look closely.

    Parameters
    ----------
    tolerance : float
        In degrees: the square root of the triangle that one vertex is worth (Visvalingam and
        Whyatt).
    near : (west, south, east, north), optional
        Where the tolerance is a third. The vertices are chosen on a sheet on which these
        longitudes and latitudes are stretched; the borders do not move.
    """
    sheet = [shapely.transform(shape, lambda at: _stretch(at, near)) for shape in units.values()]
    lighter = shapely.coverage_simplify(sheet, tolerance)
    plain = [
        shapely.transform(shape, lambda at: _stretch(at, near, back=True)) for shape in lighter
    ]
    return dict(zip(units, plain, strict=True))


def _stretch(at: np.ndarray, near: Window | None, *, back: bool = False) -> np.ndarray:
    """Stretch points threefold inside the longitudes and latitudes of a window, or undo it."""
    if near is None:
        return at
    columns = []
    for axis, (low, high) in enumerate(((near[0], near[2]), (near[1], near[3]))):
        plain = [-360.0, low, high, 360.0]
        wide = [-360.0, low, low + 3 * (high - low), 360.0 + 2 * (high - low)]
        source, target = (wide, plain) if back else (plain, wide)
        columns.append(np.interp(at[:, axis], source, target))
    return np.column_stack(columns)


def borders(units: Coverage) -> list[tuple[str, str, list[tuple[Point, Point]]]]:
    """Return the segments each two units share, by pair of ids in alphabetical order."""
    owners: dict[tuple[Point, Point], list[str]] = defaultdict(list)
    for id, shape in units.items():
        for ring in shapely.get_rings(shapely.get_parts(shape)):
            points = [tuple(point) for point in ring.coords]
            for ends in pairwise(points):
                owners[min(ends), max(ends)].append(id)
    pairs = defaultdict(list)
    for segment, ids in owners.items():
        if len(ids) == 2:
            pairs[tuple(sorted(ids))].append(segment)
    return [(a, b, pairs[a, b]) for a, b in sorted(pairs)]


def border_lines(units: Coverage) -> dict[tuple[str, str], BaseGeometry]:
    """Return the line each two units share, by pair of ids in alphabetical order."""
    return {
        (a, b): shapely.line_merge(shapely.multilinestrings(segments)).normalize()
        for a, b, segments in borders(units)
    }
