"""Points, rings and the shortest way to a border: plain geometry on longitudes and latitudes.

Rings are closed, straight between their vertices in longitude and latitude (as a web map draws
them), and go longitude before latitude, as GeoJSON does. Everything else goes latitude first.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import asin, atan2, ceil, cos, degrees, hypot, radians, sin, sqrt
from typing import Any

Ring = Sequence[Sequence[float]]
Box = tuple[float, float, float, float]
#: A short piece of border on the unit sphere: its start, the vector along it, its length squared.
Piece = tuple[float, float, float, float, float, float, float]

#: Longest piece of border, in degrees: short enough that a chord stands for it.
_STEP = 0.5
#: How far the shape of the Earth can turn around which of two distances is the shorter.
_FLATTENING = 1.01


def chains_of(geometry: dict[str, Any]) -> list[Ring]:
    """Return all lines or rings of a GeoJSON geometry.

    >>> chains_of({"type": "LineString", "coordinates": [[0, 0], [2, 0]]})
    [[[0, 0], [2, 0]]]
    """
    parts = geometry["coordinates"]
    if geometry["type"] == "MultiPolygon":
        return [ring for part in parts for ring in part]
    return [parts] if geometry["type"] == "LineString" else parts


def box_of(rings: Iterable[Ring]) -> Box:
    """Return the (west, south, east, north) of rings, in degrees."""
    longitudes, latitudes = zip(*(point[:2] for ring in rings for point in ring), strict=True)
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def in_box(box: Box, lat: float, lon: float) -> bool:
    """Whether a point lies in a box or on its edge."""
    return box[0] <= lon <= box[2] and box[1] <= lat <= box[3]


def inside(rings: Iterable[Ring], lat: float, lon: float) -> bool:
    """Whether a point lies inside the shape the rings bound: an odd number of borders away.

    >>> square = [[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]
    >>> inside([square], 1, 1), inside([square], 1, 3)
    (True, False)
    """
    odd = False
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > lat) != (y2 > lat) and lon < x1 + (lat - y1) / (y2 - y1) * (x2 - x1):
                odd = not odd
    return odd


def steps(rings: Iterable[Ring]) -> Iterator[tuple[float, float, float, float]]:
    """Yield a border in short pieces: longitude and latitude of both ends, in degrees."""
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            count = max(1, ceil(hypot(x2 - x1, y2 - y1) / _STEP))
            dx, dy = (x2 - x1) / count, (y2 - y1) / count
            for step in range(count):
                x, y = x1 + step * dx, y1 + step * dy
                yield x, y, x + dx, y + dy


def piece(x1: float, y1: float, x2: float, y2: float) -> Piece:
    """Return a short piece of border, given in degrees, as a chord of the unit sphere."""
    a, b = _vector(y1, x1), _vector(y2, x2)
    along = (b[0] - a[0], b[1] - a[1], b[2] - a[2])
    return (*a, *along, sum(part * part for part in along))


def nearest(border: Iterable[Piece], lat: float, lon: float) -> tuple[float, float]:
    """Return the point of a border that is nearest to a point, on the WGS84 ellipsoid, in degrees.

    On a sphere the nearest point of every piece is quickly found. Only pieces hardly farther than
    the best are then measured on the ellipsoid.
    """
    px, py, pz = _vector(lat, lon)
    found = []
    for ax, ay, az, dx, dy, dz, length in border:
        t = ((px - ax) * dx + (py - ay) * dy + (pz - az) * dz) / length if length else 0.0
        t = 0.0 if t < 0 else min(t, 1.0)
        qx, qy, qz = ax + t * dx, ay + t * dy, az + t * dz
        found.append(((px - qx) ** 2 + (py - qy) ** 2 + (pz - qz) ** 2, qx, qy, qz))
    limit = min(found)[0] * _FLATTENING**2
    close = [
        (degrees(asin(z / sqrt(x * x + y * y + z * z))), degrees(atan2(y, x)))
        for far, x, y, z in found
        if far <= limit
    ]
    return min(close, key=lambda at: between_km((lat, lon), at))


def between_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the shortest distance between two points (latitude, longitude) on WGS84, in km.

    >>> round(between_km((50.45, 30.52), (55.75, 37.62)))
    757
    """
    from geopy.distance import geodesic

    return geodesic(a, b).km


def _vector(lat: float, lon: float) -> tuple[float, float, float]:
    lat, lon = radians(lat), radians(lon)
    return cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)
