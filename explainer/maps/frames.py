"""First views: which part of the world a map opens on.

Bounds are ((south, west), (north, east)) in degrees.
"""

from collections.abc import Iterable
from math import cos, radians

from explainer.errors import GeographyError
from explainer.ground import geodesy
from explainer.story import Story
from explainer.story.records import Place

Bounds = tuple[tuple[float, float], tuple[float, float]]
Point = tuple[float, float]

#: Room left and right of what a view has to hold, in degrees; at least a part of its size.
_ROOM_LAT, _ROOM_LON, _ROOM = 4.0, 7.0, 0.12
_NEAR = 2.0
_WORLD = ((-56.0, -173.0), (76.0, 173.0))
_KM_PER_DEGREE = 111.2


def first_view(story: Story, extent: str | Bounds | None = None) -> Bounds:
    """Return the first view of a map of a story.

    `extent` is a name under ``[extents]`` of the story's ``maps.toml`` (GeographyError if there is
    none of that name), or bounds; by default the story's first view, or what holds its places.
    """
    extents = story.maps.extents
    extent = extent or story.maps.extent
    if extent is None:
        return around(place.point for place in story.places if place.point)
    if isinstance(extent, str) and extent not in extents:
        raise GeographyError(
            f"There is no extent {extent!r} in maps.toml. Use bounds, or one of: "
            f"{', '.join(extents)}"
        )
    return extents[extent] if isinstance(extent, str) else extent


def view_of(story: Story, name: str, points: Iterable[Point]) -> Bounds:
    """Return the story's extent of the name of a map, or bounds that hold some points."""
    return story.maps.extents.get(name) or around(points)


def around(points: Iterable[Point]) -> Bounds:
    """Return a first view that holds points (latitude, longitude) with room around; else the world.

    >>> around([(50, 30), (56, 24)])
    ((46.0, 17.0), (60.0, 37.0))
    """
    lats, lons = zip(*([*points] or _WORLD), strict=True)
    room_lat = max(_ROOM_LAT, (max(lats) - min(lats)) * _ROOM)
    room_lon = max(_ROOM_LON, (max(lons) - min(lons)) * _ROOM)
    south, north = max(-60, min(lats) - room_lat), min(80, max(lats) + room_lat)
    return (south, max(-180, min(lons) - room_lon)), (north, min(180, max(lons) + room_lon))


def reaching(bounds: Bounds, places: Iterable[Place]) -> Bounds:
    """Return bounds that hold some places as well, with a little room around them."""
    (south, west), (north, east) = bounds
    for lat, lon in (place.point for place in places if not holds(bounds, *place.point)):
        south, north = min(south, lat - _NEAR), max(north, lat + _NEAR)
        west, east = min(west, lon - _NEAR), max(east, lon + _NEAR)
    return (south, west), (north, east)


def box(lat: float, lon: float, km: float) -> geodesy.Box:
    """Return the box that reaches so far from a point: west, south, east, north in degrees."""
    high = km / _KM_PER_DEGREE
    wide = high / cos(radians(lat))
    return lon - wide, lat - high, lon + wide, lat + high


def holding(boxes: Iterable[geodesy.Box]) -> Bounds:
    """Return the bounds of some boxes."""
    west, south, east, north = zip(*boxes, strict=True)
    return (min(south), min(west)), (max(north), max(east))


def holds(bounds: Bounds, lat: float | None, lon: float | None) -> bool:
    """Say whether a point is in a view; what is no point is never outside."""
    (south, west), (north, east) = bounds
    return lat is None or lon is None or (south <= lat <= north and west <= lon <= east)
