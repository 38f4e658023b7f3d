"""A story's own shapes, laid over the world's: areas, lines and disputed units of its own.

The shapes come as GeoJSON features, longitude before latitude. What is asked about a country or a
unit is asked of the story's shapes first, then of :mod:`explainer.ground.geography`.
"""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from explainer.errors import GeographyError
from explainer.ground import geodesy, geography

#: What a shape may be, and the geometries it may have.
KINDS = {
    **dict.fromkeys(("sea", "land", "unit", "region", "area"), ("Polygon", "MultiPolygon")),
    "line": ("LineString", "MultiLineString"),
}
#: The files of land, of borders, of rivers for a story where the fine shapes lie, and elsewhere.
NEAR = ("rest", "region"), ("rest-lines", "lines"), "rivers"
FAR = ("world",), ("world-lines",), "world-rivers"
#: How many lists stand around the points of a geometry.
_DEPTH = {"LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
#: Fewest points of a line, and of a ring, whose last point is its first.
_FEWEST = {"LineString": 2, "MultiLineString": 2, "Polygon": 4, "MultiPolygon": 4}


def fault(geometry: Mapping[str, Any]) -> str | None:
    """Return what is wrong with a GeoJSON geometry, or None.

    Examples
    --------
    >>> fault({"type": "LineString", "coordinates": [[-67, -55], [-66, -95]]})
    'a point at -66, -95 is not on the globe: longitude comes first, -180 to 180, then latitude'
    >>> fault({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1]]]})
    'a ring is not closed: its last point has to be its first'
    """
    kind = geometry.get("type")
    if not isinstance(kind, str) or kind not in _DEPTH:
        return f"{kind!r} is no shape that can be drawn: use {', '.join(_DEPTH)}"
    try:
        chains = _chains(geometry.get("coordinates"), _DEPTH[kind])
    except (TypeError, ValueError):
        return f"the coordinates are not those of a {kind}"
    if not chains:
        return "there are no coordinates"
    return next(filter(None, (_fault_of(chain, kind) for chain in chains)), None)


def _chains(coordinates: Any, depth: int) -> list[list[tuple[float, float]]]:
    """Return the lines or rings of a geometry; ValueError or TypeError if it is none."""
    if depth > 1:
        return [chain for part in coordinates for chain in _chains(part, depth - 1)]
    points = [(x, y) for x, y in coordinates]
    if not {type(number) for point in points for number in point} <= {int, float}:
        raise TypeError
    return [points]


def _fault_of(chain: list[tuple[float, float]], kind: str) -> str | None:
    if len(chain) < _FEWEST[kind]:
        return f"a line or ring has {len(chain)} points, but needs {_FEWEST[kind]}"
    for x, y in chain:
        if not (-180 <= x <= 180 and -90 <= y <= 90):
            return (
                f"a point at {x}, {y} is not on the globe: "
                "longitude comes first, -180 to 180, then latitude"
            )
    for (here, _), (there, _) in pairwise(chain):
        if abs(here - there) > 180 and {abs(here), abs(there)} != {180}:  # but along a pole
            return (
                f"a line from longitude {here} to {there} would go around the world: "
                "cut the shape in two at 180"
            )
    if "Polygon" in kind and chain[0] != chain[-1]:
        return "a ring is not closed: its last point has to be its first"
    return None


def middle(geometry: Mapping[str, Any]) -> tuple[float, float]:
    """Return the middle of the box around a geometry: latitude, longitude."""
    west, south, east, north = geodesy.box_of(geodesy.chains_of(geometry))
    return (south + north) / 2, (west + east) / 2


class Ground:
    """What a story's maps are drawn on: the shapes of the world, and the story's own.

    Parameters
    ----------
    own : iterable of dict
        GeoJSON features with ``id``, ``kind`` (a key of :data:`KINDS`), ``names`` by language,
        ``lx`` and ``ly``. Where the world's coasts are too coarse, a patch of ``sea`` covers them
        and ``land`` (``of`` a country) is drawn on it.
    points : iterable of pairs of float
        Latitude and longitude of the story's places: they decide which files are drawn.

    Attributes
    ----------
    land, lines, rivers : tuple of str, str
        The files of :func:`explainer.ground.geography.load` that land, borders and rivers are drawn
        from, the lowest first: the fine ones where they lie, and what is around them; else the
        world.

    Examples
    --------
    >>> square = [[[-67, -56], [-66, -56], [-66, -55], [-67, -55], [-67, -56]]]
    >>> said = {"id": "isle", "kind": "unit", "names": {"en": "The Isle"}, "lx": -66.5, "ly": -55.5}
    >>> shape = {"type": "Polygon", "coordinates": square}
    >>> ground = Ground([{"type": "Feature", "properties": said, "geometry": shape}])
    >>> ground.unit_at(-55.5, -66.5), ground.names("isle")["en"], ground.names("CL")["en"]
    ('isle', 'The Isle', 'Chile')
    """

    def __init__(
        self, own: Iterable[dict[str, Any]] = (), points: Iterable[tuple[float, float]] = ()
    ) -> None:
        self._own = {feature["properties"]["id"]: feature for feature in own}
        points = tuple(points)
        box = geography.load("region")["bbox"]
        near = sum(geodesy.in_box(box, *point) for point in points)
        self.land, self.lines, self.rivers = NEAR if near >= len(points) / 2 else FAR
        self._rings = {
            id: geodesy.chains_of(feature["geometry"])
            for id, feature in self._own.items()
            if feature["properties"]["kind"] != "line"
        }

    def of_kind(self, kind: str) -> tuple[dict[str, Any], ...]:
        """Return the story's own features of one kind."""
        return tuple(item for item in self._own.values() if item["properties"]["kind"] == kind)

    @property
    def units(self) -> tuple[str, ...]:
        """The ids of all disputed units: the story's own, then the world's."""
        own = (feature["properties"]["id"] for feature in self.of_kind("unit"))
        return (*own, *geography.units())

    def feature(self, id: str) -> dict[str, Any]:
        """Return a shape as :func:`explainer.ground.geography.feature` does."""
        if id in self._own:
            return self._own[id]
        try:
            return geography.feature(id)
        except GeographyError:
            own = {item["properties"]["name"]: key for key, item in self._own.items()}
            raise geography.unknown(id, own | {key: key for key in self._own}) from None

    def names(self, id: str) -> dict[str, str]:
        """Return the names of a shape by language code."""
        said = self.feature(id)["properties"]
        return dict(said["names"]) if id in self._own else geography.names(id)

    def label_point(self, id: str) -> tuple[float, float]:
        """Return where the name of a shape is best written: latitude, longitude in degrees."""
        said = self.feature(id)["properties"]
        return said["ly"], said["lx"]

    def contains(self, id: str, lat: float, lon: float) -> bool:
        """Whether a point (degrees) lies in a shape; a country is without the disputed units."""
        if id in self._own:
            return geodesy.inside(self._rings.get(id, ()), lat, lon)
        if self._at("unit", lat, lon):
            return False
        if self._at("sea", lat, lon):
            land = self._at("land", lat, lon)
            return bool(land) and land["of"] == id
        return geography.contains(id, lat, lon)

    def _at(self, kind: str, lat: float, lon: float) -> dict[str, Any] | None:
        """Return what is said of the story's own shape of a kind at a point."""
        said = (feature["properties"] for feature in self.of_kind(kind))
        return next((it for it in said if geodesy.inside(self._rings[it["id"]], lat, lon)), None)

    def unit_at(self, lat: float, lon: float) -> str | None:
        """Return the id of the country or disputed unit at a point (degrees), None at sea."""
        if unit := self._at("unit", lat, lon):
            return unit["id"]
        if self._at("sea", lat, lon):
            land = self._at("land", lat, lon)
            return land["of"] if land else None
        return geography.unit_at(lat, lon)

    def _rings_of(self, country: str, assignment: geography.Assignment) -> list[list[geodesy.Ring]]:
        """Return the rings of the story's own shapes that belong to a country."""
        of = {id: item["properties"].get("of") for id, item in self._own.items()}
        return [it for id, it in self._rings.items() if country in (of[id], assignment.get(id))]

    def nearest_point(
        self, lat: float, lon: float, country: str, assignment: geography.Assignment
    ) -> tuple[float, float]:
        """Return the point of a country nearest to a point, as the function of the world does."""
        own = self._rings_of(country, assignment)
        if any(geodesy.inside(rings, lat, lon) for rings in own):
            return lat, lon
        world = {unit: owner for unit, owner in assignment.items() if unit not in self._own}
        far = geography.nearest_point(lat, lon, country, world)
        borders = ([geodesy.piece(*ends) for ends in geodesy.steps(rings)] for rings in own)
        found = [geodesy.nearest(border, lat, lon) for border in borders]
        # Under a unit or a sea of the story's own the world's coarse shape does not count.
        if not (found and (self._at("unit", *far) or self._at("sea", *far))):
            found.append(far)
        return min(found, key=lambda at: geodesy.between_km((lat, lon), at))
