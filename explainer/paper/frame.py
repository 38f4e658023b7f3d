"""The part of the world that a map on paper shows, and where a point of it lies on the sheet."""

from collections.abc import Callable, Iterator
from math import asinh, cos, radians, sin, sqrt, tan

Project = Callable[[float, float], tuple[float, float]]

#: A cone serves a map that is no wider, in degrees, and that lies on one side of the equator.
_WIDEST = 140
#: Points on each side of the bounds by which the sheet is cut.
_SIDE = 24


class Frame:
    """Bounds in degrees, ((south, west), (north, east)), in pixels of a sheet.

    Its ``projection`` is called Albers' cone, on which areas keep their size, or Mercator's.

    >>> frame = Frame(((40, 0), (60, 40)), 1000)
    >>> frame.projection, [round(frame.at(60, lon)[1]) for lon in (0, 20, 40)]  # a parallel bends
    ('Albers, equal areas', [0, 44, 0])
    """

    def __init__(self, bounds: tuple[tuple[float, float], ...], width: float) -> None:
        (south, west), (north, east) = bounds
        conic = south * north > 0 and east - west <= _WIDEST
        self.projection = "Albers, equal areas" if conic else "Mercator"
        self._project = albers(south, north, (west + east) / 2) if conic else mercator
        xs, ys = zip(*(self._project(*point) for point in _edge(*bounds)), strict=True)
        self.width, self._left, self._top = width, min(xs), max(ys)
        self._scale = width / (max(xs) - min(xs))
        self.height = self._scale * (max(ys) - min(ys))

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        """Return a point in pixels, from the left and from the top."""
        x, y = self._project(lat, lon)
        return (x - self._left) * self._scale, (self._top - y) * self._scale


def albers(south: float, north: float, middle: float) -> Project:
    """Return Albers' conic projection for some latitudes around a meridian, of a unit sphere.

    A sixth of the height lies beyond each of the two parallels that keep their length.
    """
    sixth = (north - south) / 6
    first, second = sin(radians(south + sixth)), sin(radians(north - sixth))
    n = (first + second) / 2
    constant = 1 - first**2 + 2 * n * first

    def project(lat: float, lon: float) -> tuple[float, float]:
        rho = sqrt(max(0.0, constant - 2 * n * sin(radians(lat)))) / n
        angle = n * radians(lon - middle)
        return rho * sin(angle), -rho * cos(angle)

    return project


def mercator(lat: float, lon: float) -> tuple[float, float]:
    """Return a point on Mercator's projection, as web maps have it, of a unit sphere."""
    return radians(lon), asinh(tan(radians(max(-85.0, min(85.0, lat)))))


def _edge(low: tuple[float, float], high: tuple[float, float]) -> Iterator[tuple[float, float]]:
    for step in range(_SIDE + 1):
        part = step / _SIDE
        lat, lon = (a + part * (b - a) for a, b in zip(low, high, strict=True))
        yield from ((lat, low[1]), (lat, high[1]), (low[0], lon), (high[0], lon))
