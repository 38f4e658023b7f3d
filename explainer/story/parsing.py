"""The files of a story: which there are, and reading them without stopping at the first mistake."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from explainer import reading
from explainer.errors import Unreadable
from explainer.story import records as r
from explainer.story.problems import Problem, mistakes, unreadable, use_one_of
from explainer.story.records.fields import Slug, Strict, Text
from explainer.story.settings import Lessons, Maps, Words

Form = TypeVar("Form", bound=BaseModel)
#: Which file holds which records: file name -> table name in it -> (Story field, record form).
FILES: dict[str, dict[str, tuple[str, type[BaseModel]]]] = {
    "story.toml": {"paragraph": ("paragraphs", r.Paragraph)},
    "places.toml": {"place": ("places", r.Place)},
    "people.toml": {"person": ("people", r.Person), "body": ("bodies", r.Body)},
    "events.toml": {"event": ("events", r.Event)},
    "statements.toml": {"statement": ("statements", r.Statement)},
    "figures.toml": {"figure": ("figures", r.Figure)},
    "observations.toml": {"observation": ("observations", r.Observation)},
    "positions.toml": {
        "question": ("questions", r.Question),
        "view": ("views", r.View),
        "position": ("positions", r.Position),
        "atlas": ("atlases", r.Atlas),
    },
    "agreements.toml": {"point": ("points", r.Point), "order": ("orders", r.Order)},
    "glossary.toml": {"term": ("glossary", r.GlossaryTerm)},
    "contact_line.toml": {"town": ("towns", r.Town)},
    "sites.toml": {"site": ("sites", r.Site)},
    "alliance.toml": {
        "accession": ("accessions", r.Accession),
        "partner": ("partners", r.Partner),
    },
    "votes.toml": {
        "referendum": ("referendum", r.ReferendumResult),
        "vote": ("votes", r.Vote),
    },
    "corrections.toml": {"correction": ("corrections", r.Correction)},
    "shapes.geojson": {"": ("shapes", r.Shape)},
    "sources.json": {"": ("sources", r.Source)},
}
#: Which file holds which settings: file name -> (Story field, form). All may be left out.
SETTINGS: dict[str, tuple[str, type[Strict]]] = {
    "words.toml": ("words", Words),
    "maps.toml": ("maps", Maps),
    "lessons.toml": ("lessons", Lessons),
}
#: In :attr:`Contents.damaged`: the whole file could not be read, so any id may have been in it.
EVERY_ID = "*"


class Head(Strict):
    """What stands at the top of story.toml."""

    id: Slug
    title: Text
    summary: Text
    day: dt.date
    article: Slug


@dataclass
class Contents:
    """What a folder holds.

    Attributes
    ----------
    head : Head or None
        None if story.toml is missing or its top is wrong.
    settings : dict
        Story field -> its settings; those with mistakes are empty.
    collections : dict
        Story field -> its records; records with mistakes are left out.
    damaged : dict
        Story field -> ids of the records left out.
    drafts : dict
        Story field -> rows that say ``draft = true``: nobody has confirmed them.
    problems : list of Problem
    """

    head: Head | None = None
    settings: dict[str, Strict] = field(default_factory=dict)
    collections: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    damaged: dict[str, frozenset[str]] = field(default_factory=dict)
    drafts: dict[str, tuple[dict[str, Any], ...]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def folder(path: str | Path) -> Traversable | None:
    """Return a story's folder from its path or the name of one in the package, or None."""
    for here in (Path(path), bundled() / str(path)):
        if reading.is_folder(here):
            return here
    return None


def bundled() -> Traversable:
    """Return the folder of the stories that come with the package."""
    return files("explainer") / "stories"


def contents(here: Traversable) -> Contents:
    """Read every file of a story, record by record."""
    result = Contents()
    for name, tables in FILES.items():
        raw = _parse(here / name, result)
        if raw is None:
            result.damaged |= {part: frozenset({EVERY_ID}) for part, _ in tables.values()}
            continue
        if name == "story.toml":
            _read_head(raw, tables, result)
        for part, (collection, form) in tables.items():
            rows, result.drafts[collection] = _confirmed(raw.get(part, []))
            good, damaged = table(name, part, rows, lambda _, form=form: form, result.problems)
            result.collections[collection] = good
            result.damaged[collection] = damaged
        result.problems += (
            Problem(name, "", key, "is not a table of this file", use_one_of(key, tables))
            for key in sorted(raw.keys() - tables.keys())
        )
    for name, (part, form) in SETTINGS.items():
        result.settings[part] = _read_settings(here / name, form, result)
    known = [*FILES, *SETTINGS]
    result.problems += (
        Problem(item.name, "", "", "is not a file of a story", use_one_of(item.name, known))
        for item in entries(here, "", result.problems)
        if item.name not in known and item.name.endswith((".toml", "json"))
    )
    return result


def entries(folder: Traversable, name: str, problems: list[Problem]) -> list[Traversable]:
    """Return what lies in a folder of a story, adding to `problems` if that cannot be seen."""
    try:
        return reading.entries(folder)
    except Unreadable as error:
        problems.append(unreadable(name or folder.name, error))
        return []


def table(
    file: str,
    name: str,
    rows: Any,
    form: Callable[[dict[str, Any]], type[BaseModel]],
    problems: list[Problem],
) -> tuple[tuple[Any, ...], frozenset[str]]:
    """Return the good records of a table and the ids of the others, adding to `problems`.

    The name is empty where a whole file is the table; `form` says which form a row has to have.
    """
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        todo = f"Write [[{name}]] with two brackets" if name else "Write [ {…}, {…} ]"
        problems.append(Problem(file, "", name, "is not a list of records", todo))
        return (), frozenset({EVERY_ID})
    good, damaged = [], set()
    for number, row in enumerate(rows, start=1):
        label = str(row.get("id", f"no. {number}"))
        if record := validated(form(row), row, file, problems, label):
            good.append(record)
        else:
            damaged |= {label} - {EVERY_ID}
    return tuple(good), frozenset(damaged)


def _confirmed(rows: Any) -> tuple[Any, tuple[dict[str, Any], ...]]:
    """Return the rows of a table, and those of them that are still drafts."""
    if not isinstance(rows, list):
        return rows, ()
    drafts = [row for row in rows if isinstance(row, dict) and row.get("draft") is True]
    return [row for row in rows if row not in drafts], tuple(drafts)


def validated(
    form: type[Form], raw: Any, file: str, problems: list[Problem], label: str = ""
) -> Form | None:
    """Return what was read in its form; None, adding to `problems`, if it holds mistakes."""
    try:
        return form.model_validate(raw)
    except ValidationError as error:
        problems += mistakes(file, label, form, error)
        return None


def _parse(file: Traversable, result: Contents) -> dict[str, Any] | None:
    """Return the tables of a file; None if it cannot be read."""
    try:
        raw = reading.tables(file)
    except Unreadable as error:
        result.problems.append(unreadable(file.name, error))
        return None
    if raw is None:
        if file.name != "story.toml":
            return {}
        result.problems.append(Problem(file.name, "", "", "the file is missing", "Add it"))
        return None
    if file.name.endswith(".geojson"):
        return {"": _features(raw)}
    return {"": raw} if file.name.endswith(".json") else raw


def _features(raw: Any) -> Any:
    """Return the features of a GeoJSON file as rows: their properties, and their geometry."""
    found = raw.get("features") if isinstance(raw, dict) else None
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        return raw
    return [
        (item.get("properties") or {}) | {"geometry": item.get("geometry") or {}} for item in found
    ]


def _read_head(raw: dict[str, Any], tables: Iterable[str], result: Contents) -> None:
    """Take the story's own fields out of the tables of story.toml."""
    top = {key: raw.pop(key) for key in [*raw] if key not in tables}
    result.head = validated(Head, top, "story.toml", result.problems)


def _read_settings(file: Traversable, form: type[Strict], result: Contents) -> Strict:
    """Return the settings of a file; empty ones if it is not there or holds mistakes."""
    raw = _parse(file, result) or {}
    return validated(form, raw, file.name, result.problems) or form()
