"""The story's records as plain tables: CSV for spreadsheets, GeoJSON for maps, a dictionary.

>>> from explainer import export
>>> rows = export.rows(ex.load().accessions)
>>> rows[0]["members_after"]
'12'
"""

import csv
import datetime as dt
import json
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from explainer import shipped
from explainer.dates import Span
from explainer.page.words import many
from explainer.story import Story
from explainer.story.held import VOCABULARIES
from explainer.story.problems import chosen
from explainer.writing import no_formula, write_all

#: Publisher of points and shapes -> under which terms.
_LICENCES = {"GeoNames": "CC BY 4.0", "Natural Earth": "public domain"}
#: What no cell holds: where a story lies, and coordinates that only a map can use.
_NOT_HERE = ("folder", "geometry")

_KINDS = {bool: "True or False", int: "whole number", float: "number", dt.date: "date"}
_KINDS |= {Span: "date or span (EDTF)"}


def write(story: Story, folder: str | Path) -> list[Path]:
    """Write every collection of a story as CSV, what has a place as GeoJSON, and a dictionary.

    What is raised, and when files are replaced, is as in :func:`~explainer.writing.write_all`.
    """
    return write_all(folder, texts(story))


def texts(story: Story) -> dict[str, str]:
    """Return what :func:`write` writes: name of a file -> its text."""
    story = story.whole()
    found = {f"{name}.csv": table(items) for name, items in story.collections() if items}
    found |= {
        f"{name}.geojson": json.dumps(shapes, ensure_ascii=False)
        for name, shapes in maps(story).items()
    }
    return found | {"dictionary.csv": dictionary(story), "README.md": _readme(story, found)}


def rows(records: Iterable[BaseModel]) -> list[dict[str, str]]:
    """Return records as rows of text: lists joined by ``; ``, records in records as JSON."""
    return [
        {key: _cell(value) for key, value in dict(record).items() if key not in _NOT_HERE}
        for record in records
    ]


def _cell(value: Any) -> str:
    text = _text(value)
    return text if isinstance(value, int | float) else no_formula(text)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Span):
        return value.text
    parts = value if isinstance(value, tuple | list) else (value,)
    if any(isinstance(part, BaseModel | dict) for part in parts):
        return json.dumps(value, ensure_ascii=False, default=_plain)
    return "; ".join(map(str, parts))


def _plain(value: BaseModel | Span) -> Any:
    """Return a record or a date within a record as what JSON can hold."""
    return value.text if isinstance(value, Span) else dict(value)


def table(records: Iterable[BaseModel]) -> str:
    """Return records as CSV (RFC 4180, comma, UTF-8)."""
    return _csv(rows(records))


def _csv(found: list[dict[str, str]]) -> str:
    text = StringIO()
    writer = csv.DictWriter(text, columns(found), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(found)
    return text.getvalue()


def columns(found: Iterable[dict[str, str]]) -> list[str]:
    """Return the columns of some rows: sources may have more fields than others."""
    return list(dict.fromkeys(column for row in found for column in row))


def maps(story: Story) -> dict[str, dict[str, Any]]:
    """Return what has a place as GeoJSON: places, towns, sites, own shapes, disputed units.

    Returns
    -------
    dict
        Name of the file -> FeatureCollection, WGS84, longitude before latitude. A disputed unit
        carries what each point of view shows (``view_un`` and so on), never one country.
        ``about`` says of which day it is, and whose data.
    """
    points = {
        name: [
            _feature(
                _properties(record), {"type": "Point", "coordinates": [record.lon, record.lat]}
            )
            for record in records
            if record.lat is not None
        ]
        for name in ("places", "towns", "sites")
        if (records := getattr(story, name))
    }
    points["shapes"] = [_feature(_properties(shape), shape.geometry) for shape in story.shapes]
    points["disputed_units"] = list(_units(story))
    return {
        name: {
            "type": "FeatureCollection",
            "about": f"{meanings()[name]['is']}. {story.title}. {licence(name, story)}",
            "features": features,
        }
        for name, features in points.items()
        if features
    }


def _properties(record: BaseModel) -> dict[str, Any]:
    """Return a record as the properties of a shape: numbers stay numbers, what is empty is null."""
    return {
        key: value if isinstance(value, int | float | None) else _text(value)
        for key, value in dict(record).items()
        if key not in _NOT_HERE
    }


def _units(story: Story) -> Iterator[dict[str, Any]]:
    for unit in story.units:
        shown = {
            f"view_{position.view}": position.label or position.shows or ""
            for position in story.positions
            if position.view and unit in position.units
        }
        if shown:
            named = {"id": unit, "name": story.ground.names(unit)["en"]}
            yield _feature(named | shown, story.ground.feature(unit)["geometry"])


def _feature(properties: dict[str, Any], geometry: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def meanings() -> dict[str, dict[str, str]]:
    """Return what each table is and what each of its columns means."""
    return shipped.data("dictionary.toml")


def meaning(collection: str, column: str) -> str:
    """Return what a column means, in this table or, if it says the same everywhere, in all."""
    said = meanings()
    here, everywhere = said.get(collection, {}), said["all"]
    return here.get(column) or everywhere.get(column) or everywhere["other"]


def dictionary(story: Story) -> str:
    """Return the data dictionary as CSV: file, column, meaning, what the values are."""
    told = []
    for name, items in story.collections():
        for column in columns(rows(items)):
            values = allowed(type(items[0]), column)
            if vocabulary := VOCABULARIES.get((name, column)):
                words = getattr(story.words, vocabulary)
                values = ", ".join(f"“{word}”" for word in sorted(words))
            told.append((f"{name}.csv", column, meaning(name, column), values))
    units = {name: meaning("disputed_units", name) for name in ("id", "name", "view_")}
    whose = units.pop("view_")
    units |= {f"view_{view.id}": f"{whose} “{view.name}”" for view in story.views}
    told += [("disputed_units.geojson", *unit, "") for unit in units.items()]
    head = ("file", "column", "meaning", "values")
    return _csv([dict(zip(head, row, strict=True)) for row in told])


def allowed(model: type[BaseModel], column: str) -> str:
    """Return in words which values a column may have; nothing for free text.

    >>> from explainer.story.records import Place
    >>> allowed(Place, "lat"), allowed(Place, "known_on")
    ('number', 'date')
    """
    field = model.model_fields.get(column)
    found = set(_leaves(field.annotation)) if field else set()
    words = sorted(f"“{item}”" for item in found if isinstance(item, str))
    kinds = [name for kind, name in _KINDS.items() if kind in found]
    if words and str in found:
        kinds.append("other text")
    return ", ".join([*kinds, *words])


def _leaves(annotation: Any) -> Iterator[Any]:
    """Yield the types and the literal values an annotation is made of."""
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    elif parts := get_args(annotation):
        for part in parts:
            yield from _leaves(part)
    else:
        yield annotation


def licence(name: str, story: Story) -> str:
    """Return under which licences a table or a file of shapes stands, and whom to name."""
    said = ["Texts: CC BY 4.0, The explainer maintainers."]
    if name == "disputed_units":
        return f"{said[0]} Shapes: made with Natural Earth, public domain. As on {story.day}."
    records = chosen(name, dict(story.collections()), "table")
    points = (record for record in records if hasattr(record, "lat"))
    cited = {id for record in points for id in record.sources}
    for source in story.sources:
        if source.id in cited and (terms := _LICENCES.get(source.publisher or "")):
            said.append(f"Points of records that cite {source.id}: {source.publisher}, {terms}.")
    return " ".join(said)


def _readme(story: Story, names: Iterable[str]) -> str:
    said, parts = meanings(), dict(story.collections())
    listed = []
    for name in names:
        stem = Path(name).stem
        size = f", {many(len(parts[stem]), 'row')}" if stem in parts else ""
        listed.append(f"- [{name}]({name}){size}: {said[stem]['is']}. {licence(stem, story)}")
    text = shipped.text("data", "export_readme.md")
    return text.format(title=story.title, day=story.day, files="\n".join(listed))
