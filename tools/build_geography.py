"""Build the shapes of `explainer/data/geography` and one story's regions from pinned packages.

Run ``python tools/build_geography.py`` (needs the extra ``tools``); the same inputs give the same
files, byte for byte. What is decided by hand stands in ``geography.toml``.
"""

import gzip
import json
import sqlite3
import tomllib
from contextlib import closing
from pathlib import Path
from typing import Any

import gazetteer_sources as sources
import registry
import shapely
import shapely.wkb
from river_lines import rivers
from shapely.geometry.base import BaseGeometry
from topology import Coverage, Window, border_lines, cut, simplify, snap, without_islets

LANGUAGES = ("en", "uk", "ru")
HERE = Path(__file__).parent
PACKAGE = HERE.parent / "explainer"
TARGET = PACKAGE / "data" / "geography"
CARD = TARGET.parent / "README.md"

LINES = (
    *("debian", "qgis-common", "3.22.16+dfsg-1"),
    "8c46e9da78b82772b23777643e02210c43945f01faee2316899f6438b65a5960",
)

#: (west, south, east, north) of the regional file: wider than any regional map opens, so that no
#: reader sees the cut.
WINDOW = (-30.0, 28.0, 70.0, 74.0)
#: Where the regional file is finest: Ukraine, the Black Sea, and what lies around them.
NEAR = (22.0, 34.0, 45.0, 56.5)
EVERYWHERE = (-180.0, -90.0, 180.0, 90.0)
#: Borders of all sources are first brought to one fine grid (degrees).
FINE = 1e-5

Records = dict[str, dict[str, Any]]


def read_countries(parts: dict[str, str]) -> tuple[Coverage, Records]:
    """Return countries by ISO 3166-1 alpha-2, and Natural Earth's record of each."""
    pieces: dict[str, list[BaseGeometry]] = {}
    records: Records = {}
    for record, outline in sources.outlined():
        own = record["ADM0_A3"]
        id = parts.get(own, record["ISO_A2_EH"])
        if not id:
            continue
        pieces.setdefault(id, []).append(outline)
        if own not in parts and (id not in records or record["ISO_A2"] == id):
            records[id] = record
    return {id: shapely.union_all(pieces[id]) for id in sorted(pieces)}, records


def read_regions() -> tuple[Coverage, Records]:
    """Return first-level regions by Natural Earth's code and by ISO 3166-2, and their records."""
    shapes, records = {}, {}
    for record in sources.regions():
        for id in (record["iso_3166_2"], record["adm1_code"]):
            shapes[id], records[id] = record["outline"], record
    return shapes, records


def read_lines() -> dict[str, BaseGeometry]:
    """Return the disputed boundary lines by name."""
    folder = registry.unpack(registry.fetch(*LINES))
    (path,) = folder.rglob("world_map.gpkg")
    lines: dict[str, list[BaseGeometry]] = {}
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        for name, blob in database.execute("SELECT name, geom FROM disputed_borders"):
            lines.setdefault(name, []).append(_from_geopackage(blob))
    return {name: shapely.union_all(found) for name, found in lines.items()}


def _from_geopackage(blob: bytes) -> BaseGeometry:
    """Return the geometry behind a GeoPackage header: 8 bytes and an envelope of known length."""
    envelope = (0, 32, 48, 48, 64)[blob[3] >> 1 & 7]
    return shapely.wkb.loads(blob[8 + envelope :])


def carve(countries: Coverage, regions: Coverage, units: dict[str, dict[str, Any]]) -> Coverage:
    """Return the disputed units and what is left of the countries, as one coverage."""
    lines = read_lines()
    carved = {}
    for id, unit in units.items():
        within = countries[unit["within"]]
        if "line" in unit:
            cut = shapely.union_all([regions[code] for code in unit.get("cut", ())] or [within])
            line = shapely.snap(lines[unit["line"]], cut.boundary, 0.02)
            faces = shapely.polygonize([shapely.union_all([cut.boundary, line])]).geoms
            (carved[id],) = [face for face in faces if face.contains(shapely.Point(unit["inside"]))]
        else:
            carved[id] = shapely.union_all(
                [regions[code] for code in unit.get("regions", ())] or [within]
            )
    # First come, first served: a unit before the country it lies in.
    return carved | {id: shape for id, shape in countries.items() if id != "XK"}


def fill(units: Coverage, gaps: dict[str, list[float]]) -> Coverage:
    """Return the coverage with the land of nobody added to the shape ``undetermined``."""
    rings = shapely.get_rings(shapely.get_parts(shapely.coverage_union_all(list(units.values()))))
    gone = [units["undetermined"]]
    for point in map(shapely.Point, gaps.values()):
        around = [ring for ring in shapely.polygons(rings) if ring.contains(point)]
        gone.append(min(around, key=lambda ring: ring.area))
    return units | {"undetermined": shapely.union_all(gone)}


def names(config: dict[str, Any], countries: Records, regions: Records) -> Records:
    """Return the English, Ukrainian and Russian name of every shape, by id."""
    found: Records = {}
    for id, record in countries.items():
        found[id] = {code: record[f"NAME_{code.upper()}"] for code in LANGUAGES}
    for id, record in regions.items():
        found[id] = {code: record[f"name_{code}"] for code in LANGUAGES}
    found |= {id: dict(unit["names"]) for id, unit in config["units"].items()}
    for id, better in config["names"].items():
        found[id] = found.get(id, {}) | better
    return {id: found[id] for id in sorted(found)}


def properties(config: dict[str, Any], countries: Records, called: Records) -> Records:
    """Return what a feature says besides its shape and label point, by id."""
    home = {r["SOV_A3"]: id for id, r in countries.items() if r["HOMEPART"] == 1}
    said: Records = {}
    for id, record in countries.items():
        said[id] = {"id": id, "name": called[id]["en"], "rank": record["LABELRANK"]}
        if record["TYPE"] in {"Country", "Dependency"} and home[record["SOV_A3"]] != id:
            said[id]["of"] = home[record["SOV_A3"]]
    for id, unit in config["units"].items():
        said[id] = {"id": id, "name": called[id]["en"], "rank": 6, "disputed": True}
        if unit.get("approximate"):
            said[id]["approximate"] = True
    said["undetermined"] = {"id": "undetermined", "name": called["undetermined"]["en"], "rank": 10}
    return said


def collection(units: Coverage, said: Records, points: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a coverage as GeoJSON features with label points.

    The label stands at its given point if that is inside the shape, else in the middle of the
    widest place; what is nobody's has none.
    """
    features = []
    for id, shape in units.items():
        outline = shapely.orient_polygons(shape.normalize())
        if id == "undetermined":
            features.append(feature(said[id], outline))
            continue
        at = shapely.Point(points.get(id, (0, 0)))
        if not shape.contains(at):
            widest = max(shapely.get_parts(shape), key=lambda part: part.area)
            at = shapely.get_point(shapely.maximum_inscribed_circle(widest), 0)
        label = {"lx": round(at.x, 2), "ly": round(at.y, 2)}
        features.append(feature(said[id] | label, outline))
    return features


def feature(properties: dict[str, Any], shape: BaseGeometry) -> dict[str, Any]:
    """Return one GeoJSON feature; a multi-part shape of one part becomes a plain one."""
    parts = shapely.get_parts(shape)
    geometry = shapely.geometry.mapping(parts[0] if len(parts) == 1 else shape)
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def lines(units: Coverage) -> list[dict[str, Any]]:
    """Return the borders between units as GeoJSON features, one for each pair."""
    return [feature({"a": a, "b": b}, line) for (a, b), line in border_lines(units).items()]


def write(name: str, features: list[dict[str, Any]], box: Window | None = None) -> None:
    """Write GeoJSON with one feature a line, so that a change shows where it is."""
    bounds = f'"bbox":{dump(box)},' if box else ""
    head = f'{{"type":"FeatureCollection",{bounds}"features":['
    write_rows(TARGET / f"{name}.geojson", [dump(item) for item in features], head, "]}")


def own(story: dict[str, Any], regions: Coverage, called: Records) -> None:
    """Write the regions of one country, and areas made of them, as shapes of a story."""
    found = {id: regions[id] for id in sorted(regions)} | {
        id: shapely.coverage_union_all([regions[part] for part in parts])
        for id, parts in story["areas"].items()
    }
    features = collection(found, {id: {"id": id} for id in found}, {})
    for item in features:
        said = item["properties"]
        id, lon, lat = said["id"], said["lx"], said["ly"]
        note = story["notes"].get(id, story["note"])
        item["properties"] = {"id": id, "kind": "region", "names": called[id]}
        item["properties"] |= {"lat": lat, "lon": lon, "precision_km": story["precision_km"]}
        item["properties"] |= {key: story[key] for key in ("sources", "checked", "confirmed")}
        item["properties"] |= {"note": note}
    head = '{"type":"FeatureCollection","features":['
    write_rows(PACKAGE / story["file"], [dump(item) for item in features], head, "]}")


def write_names(called: Records) -> None:
    """Write the names, one shape a line."""
    write_rows(
        TARGET / "names.json", [f"{dump(id)}:{dump(name)}" for id, name in called.items()], "{", "}"
    )


def write_rows(file: Path, rows: list[str], head: str, tail: str) -> None:
    """Write JSON whose items stand one a line."""
    text = head + "\n" + ",\n".join(rows) + "\n" + tail + "\n"
    file.write_text(text, encoding="utf-8")


def dump(item: Any) -> str:
    """Return compact JSON."""
    return json.dumps(item, ensure_ascii=False, separators=(",", ":"))


def update_card() -> None:
    """Write the files' sizes and checksums into their data card, and print them."""
    rows = ["| file | bytes | gzipped | SHA-256 |", "|---|---|---|---|"]
    for path in sorted(TARGET.glob("*json")):
        content = path.read_bytes()
        small = len(gzip.compress(content, 9, mtime=0))
        rows.append(f"| `{path.name}` | {len(content)} | {small} | `{registry.sha256(path)}` |")
    print("\n".join(rows))
    card = CARD.read_text(encoding="utf-8")
    before, rest = card.split("<!-- geography files -->\n")
    after = rest.split("<!-- end of geography files -->\n")[1]
    table = "\n".join(["<!-- geography files -->", *rows, "<!-- end of geography files -->", after])
    CARD.write_text(before + table, encoding="utf-8")


def main() -> None:
    """Build all files."""
    config = tomllib.loads((HERE / "geography.toml").read_text(encoding="utf-8"))
    countries, country_records = read_countries(config["parts"])
    regions, region_records = read_regions()
    story = config["story"]
    inside = {id: regions[id] for id in sorted(regions) if id.startswith(story["regions"])}
    del country_records["XK"]  # Kosovo is one of the disputed units
    called = names(config, country_records, {id: region_records[id] for id in inside})
    said = properties(config, country_records, called)
    points = {id: (r["LABEL_X"], r["LABEL_Y"]) for id, r in country_records.items()}

    carved = snap(carve(countries, regions, config["units"]), FINE)
    everything = snap(fill(carved, config["undetermined"]), FINE)
    window = snap(cut(everything, WINDOW, shapely.intersection), FINE)
    whole = shapely.box(*WINDOW).contains_properly
    clipped = {id: {"clipped": True} for id in window if not whole(everything[id])}
    built = {
        "world": snap(simplify(without_islets(everything, 1500), 0.36), 0.01),
        "region": snap(simplify(without_islets(window, 150), 0.102, NEAR), 0.001),
    }
    TARGET.mkdir(exist_ok=True)
    for name, units in built.items():
        regional = name == "region"
        spots = points | config["labels"].get(name, {})
        notes = {id: said[id] | (clipped.get(id, {}) if regional else {}) for id in units}
        units = {id: units[id] for id in sorted(units)}
        write(name, collection(units, notes, spots), WINDOW if regional else None)
        write("lines" if regional else f"{name}-lines", lines(units))
    coarse = simplify(without_islets(everything, 9000), 0.7)
    around = snap(cut(snap(coarse, 0.01), WINDOW, shapely.difference), 0.01)
    around = {id: around[id] for id in sorted(around)}
    write("rest", collection(around, said, points))
    write("rest-lines", lines(around))
    write("rivers", rivers("10m", config["rivers"], WINDOW, NEAR, 0.08, 3))
    write("world-rivers", rivers("50m", config["rivers"], EVERYWHERE, EVERYWHERE, 0.6, 2))
    own(story, snap(simplify(without_islets(snap(inside, FINE), 5), 0.008), 0.001), called)
    write_names({id: name for id, name in called.items() if id not in {*inside, *story["areas"]}})
    update_card()


if __name__ == "__main__":
    main()
