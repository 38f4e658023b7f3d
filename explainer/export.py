"""The story's records as plain tables: CSV for spreadsheets, GeoJSON for maps, a dictionary.

>>> import explainer as ex
>>> from explainer import export
>>> rows = export.rows(ex.load().accessions)
>>> rows[0]["members_after"]
'12'
"""

import csv
import json
import tomllib
from collections.abc import Iterable, Iterator
from importlib.resources import files
from io import StringIO
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from explainer import geography
from explainer.dates import Span
from explainer.story import Story
from explainer.writing import write_all

#: What begins a formula in a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(story: Story, folder: str | Path) -> list[Path]:
    """Write every collection of a story as CSV, what has a place as GeoJSON, and a dictionary.

    Parameters
    ----------
    story : Story
    folder : str or pathlib.Path
        Made if it does not exist; files of the same names are overwritten.

    Returns
    -------
    list of pathlib.Path
        The files written.

    Raises
    ------
    ExplainerError
        If the folder cannot be written to.
    """
    texts = {f"{name}.csv": table(items) for name, items in story.collections() if items}
    texts |= {
        f"{name}.geojson": json.dumps(shapes, ensure_ascii=False)
        for name, shapes in maps(story).items()
    }
    texts |= {"dictionary.csv": dictionary(story), "README.md": _readme(story, texts)}
    return write_all(folder, texts)


def rows(records: Iterable[BaseModel]) -> list[dict[str, str]]:
    """Return records as rows of text: lists joined by ``; ``, records in records as JSON."""
    return [
        {key: _cell(value) for key, value in dict(record).items() if key != "folder"}
        for record in records
    ]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Span):
        return value.text
    if isinstance(value, BaseModel | dict):
        return json.dumps(_plain(value), ensure_ascii=False)
    if isinstance(value, tuple | list):
        if any(isinstance(item, BaseModel | dict) for item in value):
            return json.dumps([_plain(item) for item in value], ensure_ascii=False)
        return "; ".join(map(str, value))
    text = str(value)
    # A spreadsheet would run it: the apostrophe makes it text. Numbers stay numbers.
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return {key: _plain(item) for key, item in dict(value).items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value.text if isinstance(value, Span) else value


def table(records: Iterable[BaseModel]) -> str:
    """Return records as CSV (RFC 4180, comma, UTF-8)."""
    found = rows(records)
    text = StringIO()
    writer = csv.DictWriter(text, columns(found), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(found)
    return text.getvalue()


def columns(found: Iterable[dict[str, str]]) -> list[str]:
    """Return the columns of some rows: sources may have more fields than others."""
    return list(dict.fromkeys(column for row in found for column in row))


def maps(story: Story) -> dict[str, dict[str, Any]]:
    """Return what has a place as GeoJSON: places, towns, sites, and the disputed units.

    Returns
    -------
    dict
        Name of the file -> FeatureCollection, WGS84, longitude before latitude. A disputed unit
        carries what each point of view shows (``view_un``, ``view_russia``, …), never one country.
    """
    points = {
        name: [
            _feature(row, {"type": "Point", "coordinates": [record.lon, record.lat]})
            for record, row in zip(records, rows(records), strict=True)
            if record.lat is not None
        ]
        for name in ("places", "towns", "sites")
        if (records := getattr(story, name))
    }
    points["disputed_units"] = list(_units(story))
    return {
        name: {"type": "FeatureCollection", "features": features}
        for name, features in points.items()
        if features
    }


def _units(story: Story) -> Iterator[dict[str, Any]]:
    for unit in geography.units():
        shown = {
            f"view_{position.view}": position.label or position.shows or ""
            for position in story.positions
            if position.view and unit in position.units
        }
        if shown:
            named = {"id": unit, "name": geography.names(unit)["en"]}
            yield _feature(named | shown, geography.feature(unit)["geometry"])


def _feature(properties: dict[str, Any], geometry: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def meanings() -> dict[str, dict[str, str]]:
    """Return what each table is and what each of its columns means."""
    text = (files("explainer") / "data" / "dictionary.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def meaning(collection: str, column: str) -> str:
    """Return what a column means, in this table or, if it says the same everywhere, in all."""
    said = meanings()
    return said.get(collection, {}).get(column) or said["all"][column]


def dictionary(story: Story) -> str:
    """Return the data dictionary as CSV: file, column, meaning."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["file", "column", "meaning"])
    for name, items in story.collections():
        for column in columns(rows(items)):
            writer.writerow([f"{name}.csv", column, meaning(name, column)])
    return text.getvalue()


def _readme(story: Story, names: Iterable[str]) -> str:
    said = meanings()
    listed = "\n".join(
        f"- `{name}`: {said.get(name.split('.')[0], {}).get('is', '')}".rstrip(": ")
        for name in names
    )
    text = (files("explainer") / "data" / "export_readme.md").read_text(encoding="utf-8")
    return text.format(title=story.title, day=story.day, files=listed)
