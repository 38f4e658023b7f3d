"""The shapes: countries, and disputed units that belong where a view puts them.

>>> ex.geography.country_at(42.66, 21.16, {"kosovo": "RS"})
'RS'
>>> ex.geography.country_at(42.66, 21.16, {"kosovo": "own"})
'kosovo'

Which unit belongs to whom is never decided here: every question about a country takes an
assignment, a mapping from disputed unit to the ISO code of a country, ``"own"`` (a country of its
own), or ``"none"`` (nobody's; the same as leaving the unit out). The shapes are Natural Earth's;
their data card is ``explainer/data/README.md``.
"""

import json
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

from explainer import shipped
from explainer.errors import DataMissing, GeographyError
from explainer.ground import geodesy

#: The GeoJSON files, the finest shape of a thing first.
_SHAPES = ("region", "world")
FILES = (*_SHAPES, "rest", "lines", "rest-lines", "world-lines", "rivers", "world-rivers")
#: Steps of a degree: no point in the files is exacter.
GRID = 1000
#: Land that belongs to no country in the source, such as the Golan Heights; no disputed unit.
_NOBODYS = "undetermined"

Assignment = Mapping[str, str | None]
between_km = geodesy.between_km


@cache
def load(name: str) -> dict[str, Any]:
    """Return a file of shapes as a GeoJSON feature collection, WGS84.

    Parameters
    ----------
    name : str
        ``"world"`` (countries, light), ``"region"`` (countries between the Atlantic and the
        Urals, finer); ``"rest"`` (what of the world lies outside ``"region"``, coarse: only to be
        drawn around it); ``"lines"`` (of ``"region"``), ``"rest-lines"``, ``"world-lines"``: the
        borders that two shapes share; ``"rivers"`` (of ``"region"``), ``"world-rivers"``.

    Returns
    -------
    dict
        Shared by all callers: copy what you change.

    Raises
    ------
    GeographyError
        If there is no such file.

    Examples
    --------
    >>> load("world")["type"]
    'FeatureCollection'
    """
    if name not in FILES:
        raise GeographyError(f"There are no shapes {name!r}. Use one of: {', '.join(FILES)}")
    return json.loads(_read(f"{name}.geojson"))


def _read(file: str) -> str:
    try:
        return shipped.text("data", "geography", file)
    except FileNotFoundError as error:
        raise DataMissing(
            f"The file {file} of the shapes is missing. Install the package again, or build it "
            "with tools/build_geography.py"
        ) from error


@cache
def _all_names() -> dict[str, dict[str, str]]:
    return json.loads(_read("names.json"))


@cache
def _index(name: str) -> dict[str, dict[str, Any]]:
    return {item["properties"]["id"]: item for item in load(name)["features"]}


@cache
def _rings(name: str, id: str) -> tuple[list[geodesy.Ring], geodesy.Box] | None:
    """Return the rings of a shape in one file and their box, None if it is not in that file."""
    item = _index(name).get(id)
    if item is None:
        return None
    rings = geodesy.chains_of(item["geometry"])
    return rings, geodesy.box_of(rings)


def feature(id: str) -> dict[str, Any]:
    """Return the finest shape of a country, region, disputed unit or area as a GeoJSON feature.

    It is shared by all callers: copy what you change. A country is without the disputed units;
    where its property ``clipped`` is set, only the part between the Atlantic and the Urals is
    there, and ``load("world")`` has the rest.

    Parameters
    ----------
    id : str
        ISO 3166-1 alpha-2 (``"SE"``), ISO 3166-2 of a province, a disputed unit (``"kosovo"``) or
        an area made of several.

    Raises
    ------
    GeographyError
        If nothing has that id; it says what is near.
    """
    for name in _SHAPES:
        if id in _index(name):
            return _index(name)[id]
    raise unknown(id)


def unknown(id: str, own: Mapping[str, str] | None = None) -> GeographyError:
    """Return the error for an id no shape has, with what is near: `own` are more names -> ids."""
    known = {id: id for name in _SHAPES for id in _index(name)} | dict(own or {})
    known |= {called["en"]: found for found, called in _all_names().items()}
    near = dict.fromkeys(
        known[match] for match in get_close_matches(str(id), known, n=3, cutoff=0.75)
    )
    hint = f"Near to it: {', '.join(near)}" if near else "Ids are like SE, or kosovo"
    return GeographyError(f"There is no shape {id!r}. {hint}")


def names(id: str) -> dict[str, str]:
    """Return the names of a shape by language code; English is always among them.

    >>> names("SE")["en"]
    'Sweden'
    """
    feature(id)  # raises where there is no such shape
    return dict(_all_names()[id])


@cache
def units() -> tuple[str, ...]:
    """Return the ids of the disputed units.

    >>> "kosovo" in units()
    True
    """
    return tuple(id for id, item in _index("region").items() if item["properties"].get("disputed"))


def contains(id: str, lat: float, lon: float) -> bool:
    """Whether a point (degrees) lies in a shape; a country is without the disputed units.

    Raises
    ------
    GeographyError
        If nothing has that id.
    """
    feature(id)
    found = _rings(_scale_at(lat, lon), id)
    return bool(found and geodesy.in_box(found[1], lat, lon) and geodesy.inside(found[0], lat, lon))


def coarse(lat: float, lon: float) -> bool:
    """Whether a point (degrees) lies where shapes are coarse, and islands under 1,500 km² missing.

    >>> coarse(-21.14, -175.2), coarse(42.0, 21.43)
    (True, False)
    """
    return not geodesy.in_box(load("region")["bbox"], lat, lon)


def _scale_at(lat: float, lon: float) -> str:
    return "world" if coarse(lat, lon) else "region"


def unit_at(lat: float, lon: float) -> str | None:
    """Return the id of the country or disputed unit at a point (degrees), None at sea."""
    return next((id for id in _index(_scale_at(lat, lon)) if contains(id, lat, lon)), None)


def country_at(lat: float, lon: float, assignment: Assignment) -> str | None:
    """Return the country at a point, for those who see the disputed units that way.

    Parameters
    ----------
    lat, lon : float
        In degrees.
    assignment : mapping
        Disputed unit to country, as in this module's introduction.

    Returns
    -------
    str or None
        ISO code, or the unit's id where it counts as a country of its own. None at sea and where
        the land is nobody's; :func:`unit_at` tells the two apart.
    """
    _check(assignment)
    id = unit_at(lat, lon)
    if id not in units():
        return None if id == _NOBODYS else id
    owner = assignment.get(id)
    return {"own": id, "none": None}.get(owner, owner) if owner else None


def _check(assignment: Assignment) -> None:
    for unit, owner in assignment.items():
        if unit not in units():
            raise GeographyError(
                f"{unit!r} is no disputed unit. The units are: {', '.join(units())}"
            )
        if owner not in (None, "own", "none"):
            feature(owner)


def _parts(country: str, assignment: Assignment) -> tuple[str, ...]:
    """Return the ids of the shapes that make up a country."""
    feature(country)
    _check(assignment)
    return country, *(unit for unit in units() if assignment.get(unit) == country)


@cache
def _border(parts: tuple[str, ...]) -> list[geodesy.Piece]:
    """Return the border of a country: regional, and outside the regional window the world's."""
    west, south, east, north = load("region")["bbox"]

    def outside(x: float, y: float) -> bool:
        return not (west < x < east and south < y < north)

    pieces = []
    for id in parts:
        for scale in ("region", "world"):
            rings, _ = _rings(scale, id) or ((), None)
            for ends in geodesy.steps(rings):
                # On the edge of the window runs no border, only the cut.
                away = outside(*ends[:2]) and outside(*ends[2:])
                if away == (scale == "world"):
                    pieces.append(geodesy.piece(*ends))
    return pieces


def nearest_point(
    lat: float, lon: float, country: str, assignment: Assignment
) -> tuple[float, float]:
    """Return the point of a country that is nearest to a point (degrees): that point if inside.

    The borders are simplified: from and to the countries of the finer map a distance is good to
    3 km. Small islands are missing.

    Parameters
    ----------
    lat, lon : float
        In degrees.
    country, assignment
        ISO code, or a disputed unit that counts as a country of its own; disputed unit to country,
        as in this module's introduction.

    Raises
    ------
    GeographyError
        If the country, a unit or an owner is not known.

    Examples
    --------
    >>> skopje = 42.00, 21.43
    >>> at = (nearest_point(*skopje, "RS", {"kosovo": owner}) for owner in ("RS", "own"))
    >>> near, far = (between_km(skopje, point) for point in at)
    >>> near < 25 < far
    True
    """
    parts = _parts(country, assignment)
    if any(contains(part, lat, lon) for part in parts):
        return lat, lon
    return geodesy.nearest(_border(parts), lat, lon)
