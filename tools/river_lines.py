"""The rivers of `tools/geography.toml`, from Natural Earth's lines, simplified."""

from typing import Any

import registry
import shapefile
import shapely
from shapely.geometry import shape as as_shape
from shapely.geometry.base import BaseGeometry
from topology import Window

PACKAGE = (
    *("debian", "libmagics++-data", "4.13.0-1"),
    "0d199e0bb9faeb05bb77939c2112d49424b89d66026a727cf3afb95261cd64b0",
)


def rivers(
    scale: str,
    wanted: dict[str, list[str]],
    window: Window,
    near: Window,
    rough: float,
    decimals: int,
) -> list[dict[str, Any]]:
    """Return rivers as GeoJSON features, with the point where the name of each stands.

    Parameters
    ----------
    scale : {"10m", "50m"}
        Of Natural Earth.
    wanted : dict
        Name of a river -> Natural Earth's names of its pieces.
    window, near : tuple of float
        West, south, east, north of what is drawn, and of where readers look closely: there a
        third of the roughness is allowed, and names stand there if the river does.
    rough : float
        How far, in degrees, a line may be from where it was.
    decimals : int
    """
    close, features = shapely.box(*near), []
    for name, (line, rank) in _read(scale, wanted).items():
        inside = shapely.intersection(line, shapely.box(*window))
        parts = [
            (shapely.intersection(inside, close), rough / 3),
            (shapely.difference(inside, close), rough),
        ]
        found = [shapely.simplify(_merged(part), least) for part, least in parts if part.length]
        if not found:
            continue
        longest = max(shapely.get_parts(found[0]), key=lambda part: part.length)
        at = longest.interpolate(0.5, normalized=True)
        whole = shapely.set_precision(shapely.union_all(found), 10**-decimals)
        rounded = shapely.transform(_merged(whole), lambda points: points.round(decimals))
        said = {"id": name, "lx": round(at.x, 2), "ly": round(at.y, 2), "rank": rank}
        geometry = shapely.geometry.mapping(rounded.normalize())
        features.append({"type": "Feature", "properties": said, "geometry": geometry})
    return features


def _merged(line: BaseGeometry) -> BaseGeometry:
    return shapely.line_merge(line) if line.geom_type == "MultiLineString" else line


def _read(scale: str, wanted: dict[str, list[str]]) -> dict[str, tuple[BaseGeometry, int]]:
    """Return the line of each river that a scale has, and its rank: small is important."""
    folder = registry.unpack(registry.fetch(*PACKAGE))
    (path,) = folder.rglob(f"ne_{scale}_rivers_lake_centerlines.shp")
    of = {piece: river for river, pieces in wanted.items() for piece in pieces}
    lines: dict[str, list[BaseGeometry]] = {}
    ranks: dict[str, int] = {}
    with shapefile.Reader(str(path), encoding="utf-8", encodingErrors="replace") as reader:
        for item in reader.iterShapeRecords():
            record = {name.lower(): value for name, value in item.record.as_dict().items()}
            if item.shape.points and (river := of.get(record["name"])):
                rank = int(record["scalerank"])
                ranks[river] = min(rank, ranks.get(river, rank))
                lines.setdefault(river, []).append(as_shape(item.shape.__geo_interface__))
    return {
        river: (_merged(shapely.union_all(lines[river])), ranks[river]) for river in sorted(lines)
    }
