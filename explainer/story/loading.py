"""Loading a story from the files of a folder."""

import gc
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from explainer import reading, shipped
from explainer.errors import StoryError
from explainer.story import checks, parsing
from explainer.story.held import FILES, SETTINGS, Head
from explainer.story.model import Story
from explainer.story.problems import Problem, use_one_of

#: What a function takes for a story: itself, its folder, its name, or None for the default one.
Named = Story | str | Path | None


def default() -> str:
    """Return the name of the story that is loaded where none is named."""
    return shipped.data("engine.toml")["story"]


def bundled() -> Traversable:
    """Return the folder of the stories that come with the package."""
    return files("explainer") / "stories"


def names() -> list[str]:
    """Return the names of the stories that come with the package.

    >>> default() in names()
    True
    """
    return sorted(folder.name for folder in bundled().iterdir() if folder.is_dir())


@cache
def load(path: str | Path | None = None) -> Story:
    """Load a story as it could be known on its day.

    Parameters
    ----------
    path : str or pathlib.Path, optional
        A folder with the files of a story, or the name of one that comes with the package; by
        default the one that ``data/engine.toml`` names.

    Raises
    ------
    StoryError
        If anything is wrong; the message lists every mistake with file, record, field, and what
        to do. Whether the records of a story in the package fit together is checked when the
        package is made, not again here.
    """
    named = default() if path is None else path
    story, problems = read(named)
    if story and story.folder != bundled() / story.id:
        problems += checks.check(story)
    if problems or not story:
        lines = "\n".join(f"  {problem}" for problem in problems)
        raise StoryError(f"The story {str(named)!r} has {len(problems)} mistake(s):\n{lines}")
    return story.as_of(story.day)


def named(story: Named = None) -> Story:
    """Return a story as it is, or load the one of that folder or name; by default as `load`."""
    return story if isinstance(story, Story) else load(story)


def read(path: str | Path) -> tuple[Story | None, list[Problem]]:
    """Read the files of a story, collecting mistakes instead of stopping at the first.

    Parameters
    ----------
    path : str or pathlib.Path
        A folder with the files of a story, or the name of one that comes with the package.

    Returns
    -------
    story : Story or None
        All records without mistakes, known on the story's day or not; None if story.toml is not
        there or wrong at its top.
    problems : list of Problem
    """
    problems: list[Problem] = []
    folder = next(filter(reading.is_folder, (Path(path), bundled() / str(path))), None)
    if not folder:
        wrong, todo = "there is no such folder", f"Give a folder, or one of: {', '.join(names())}"
        if reading.is_file(Path(path)):
            wrong, todo = "is a file, and a story is a folder", "Give the folder it lies in"
            if Path(path).suffix == ".zip":
                todo = f"Unpack it first: explainer open {path}"
        return None, [Problem(str(path), "", "", wrong, todo)]
    paused = gc.isenabled()
    gc.disable()  # it would look for cycles in all that is read, again and again
    try:
        records = _records(folder, problems)
    finally:
        if paused:
            gc.enable()
    for name, (part, form) in SETTINGS.items():
        raw = parsing.content(folder / name, name, problems) or {}
        records[part] = parsing.validated(form, raw, name, problems) or form()
    known = [*FILES, *SETTINGS]
    problems += (
        Problem(item.name, "", "", "is not a file of a story", use_one_of(item.name, known))
        for item in parsing.entries(folder, str(path), problems)
        if item.name not in known and item.name.endswith((".toml", "json"))
    )
    head = records.pop("head")
    return (Story(**dict(head), **records, folder=folder) if head else None), problems


def _records(folder: Traversable, problems: list[Problem]) -> dict[str, Any]:
    """Return the story's head, records, drafts, and the ids of what is damaged, by their fields."""
    found: dict[str, Any] = {"head": None, "drafts": {}, "damaged": {}}
    for name, tables in FILES.items():
        raw = parsing.content(folder / name, name, problems)
        if name == "story.toml":
            found["head"] = _head(raw or {}, tables, problems)
        if raw is None:
            every = frozenset({parsing.EVERY_ID})
            found["damaged"] |= {part: every for part, _ in tables.values()}
            continue
        raw = _whole_file(raw) if "" in tables else raw
        for part, (collection, form) in tables.items():
            rows, drafts = _confirmed(raw.get(part, []))
            good, damaged = parsing.table(name, part, rows, lambda _, form=form: form, problems)
            found[collection], found["drafts"][collection] = good, drafts
            found["damaged"][collection] = damaged
        problems += (
            Problem(name, "", key, "is not a table of this file", use_one_of(key, tables))
            for key in sorted(raw.keys() - tables.keys())
        )
    return found


def _head(raw: dict[str, Any], tables: Iterable[str], problems: list[Problem]) -> Head | None:
    """Take the story's own fields out of the tables of story.toml."""
    top = {key: raw.pop(key) for key in [*raw] if key not in tables}
    if top or problems:
        return parsing.validated(Head, top, "story.toml", problems) if top else None
    problems.append(Problem("story.toml", "", "", "the file is missing or empty", "Add it"))
    return None


def _whole_file(raw: Any) -> dict[str, Any]:
    """Return the rows of a file without tables; of GeoJSON its features, with their geometry."""
    found = raw.get("features") if isinstance(raw, dict) else None
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        return {"": raw or []}
    rows = ((item.get("properties") or {}, item.get("geometry") or {}) for item in found)
    return {"": [properties | {"geometry": geometry} for properties, geometry in rows]}


def _confirmed(rows: Any) -> tuple[Any, tuple[dict[str, Any], ...]]:
    """Return the rows of a table, and those of them that are still drafts."""
    if not isinstance(rows, list):
        return rows, ()
    drafts = [row for row in rows if isinstance(row, dict) and row.get("draft") is True]
    return [row for row in rows if row not in drafts], tuple(drafts)
