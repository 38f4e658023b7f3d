"""A story: the records of one news day, loaded from the files of a folder.

>>> import explainer as ex
>>> story = ex.load()
>>> story.place("crimea").name
'Crimea'
"""

import datetime as dt
import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from explainer import records as r
from explainer.errors import StoryError, UnknownRecord

AnyRecord = TypeVar("AnyRecord", bound=r.Record)

#: Which file holds which records: file name -> table name in it -> (Story field, record form).
FILES: dict[str, dict[str, tuple[str, type[BaseModel]]]] = {
    "story.toml": {"paragraph": ("paragraphs", r.Paragraph)},
    "places.toml": {"place": ("places", r.Place)},
    "people.toml": {"person": ("people", r.Person), "body": ("bodies", r.Body)},
    "events.toml": {"event": ("events", r.Event)},
    "statements.toml": {"statement": ("statements", r.Statement)},
    "figures.toml": {"figure": ("figures", r.Figure)},
    "positions.toml": {
        "question": ("questions", r.Question),
        "view": ("views", r.View),
        "position": ("positions", r.Position),
    },
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
    "sources.json": {"": ("sources", r.Source)},
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a story: where it is, what is wrong, what to do."""

    file: str
    record: str
    field: str
    wrong: str
    todo: str

    def __str__(self) -> str:
        """Return the mistake as one line."""
        where = " · ".join(part for part in (self.file, self.record, self.field) if part)
        return f"{where}: {self.wrong}. {self.todo}"


@dataclass(frozen=True)
class Story:
    """All records of one story.

    Attributes
    ----------
    id, title, summary : str
    day : datetime.date
        The news day; nothing known only later is shown before the last lesson.
    article : str
        Id of the article in ``sources``.
    paragraphs, places, people, ... : tuple
        The records, in the order of their files.
    """

    id: str
    title: str
    summary: str
    day: dt.date
    article: str
    paragraphs: tuple[r.Paragraph, ...] = ()
    places: tuple[r.Place, ...] = ()
    people: tuple[r.Person, ...] = ()
    bodies: tuple[r.Body, ...] = ()
    events: tuple[r.Event, ...] = ()
    statements: tuple[r.Statement, ...] = ()
    figures: tuple[r.Figure, ...] = ()
    questions: tuple[r.Question, ...] = ()
    views: tuple[r.View, ...] = ()
    positions: tuple[r.Position, ...] = ()
    glossary: tuple[r.GlossaryTerm, ...] = ()
    towns: tuple[r.Town, ...] = ()
    sites: tuple[r.Site, ...] = ()
    accessions: tuple[r.Accession, ...] = ()
    partners: tuple[r.Partner, ...] = ()
    referendum: tuple[r.ReferendumResult, ...] = ()
    votes: tuple[r.Vote, ...] = ()
    sources: tuple[r.Source, ...] = ()
    folder: Traversable | None = field(default=None, repr=False, compare=False)

    def collections(self) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """Yield the name and the records of every collection, sources last."""
        for item in fields(self):
            value = getattr(self, item.name)
            if isinstance(value, tuple):
                yield item.name, value

    def _find(self, collection: str, id: str) -> Any:
        for record in getattr(self, collection):
            if record.id == id:
                return record
        known = ", ".join(record.id for record in getattr(self, collection)[:60])
        raise UnknownRecord(f"There is no {id!r} among the {collection}. Known ids: {known}")

    def place(self, id: str) -> r.Place:
        """Return the place with that id, or raise :class:`~explainer.errors.UnknownRecord`."""
        return self._find("places", id)

    def event(self, id: str) -> r.Event:
        """Return the event with that id, or raise :class:`~explainer.errors.UnknownRecord`."""
        return self._find("events", id)

    def statement(self, id: str) -> r.Statement:
        """Return the statement with that id, or raise :class:`~explainer.errors.UnknownRecord`."""
        return self._find("statements", id)

    def figure(self, id: str) -> r.Figure:
        """Return the figure with that id, or raise :class:`~explainer.errors.UnknownRecord`."""
        return self._find("figures", id)

    def view(self, id: str) -> r.View:
        """Return the point of view with that id."""
        return self._find("views", id)

    def source(self, id: str) -> r.Source:
        """Return the source with that id, or raise :class:`~explainer.errors.UnknownRecord`."""
        return self._find("sources", id)

    def actor(self, id: str) -> r.Person | r.Body:
        """Return the person or body with that id."""
        for record in (*self.people, *self.bodies):
            if record.id == id:
                return record
        raise UnknownRecord(f"There is no person or body {id!r} in people.toml")

    def positions_on(self, question: str) -> tuple[r.Position, ...]:
        """Return what the parties hold on a disputed question."""
        return tuple(item for item in self.positions if item.question == question)

    def as_of(self, day: dt.date | str) -> "Story":
        """Return the story as it could be known on a day.

        Parameters
        ----------
        day : datetime.date or str
            ISO date, for example ``"2021-12-02"``.

        Examples
        --------
        >>> import explainer as ex
        >>> story = ex.load()
        >>> len(story.as_of("2014-01-01").events) < len(story.events)
        True
        """
        day = dt.date.fromisoformat(day) if isinstance(day, str) else day
        kept = {
            name: tuple(record for record in items if record.known_by(day))
            for name, items in self.collections()
            if name != "sources"
        }
        return replace(self, **kept)

    def cite(self, *ids: str) -> str:
        """Return sources in one line each: author or publisher, title, date.

        Raises
        ------
        UnknownRecord
            If the story has no such source.
        """
        return "\n".join(cite(self.source(id)) for id in ids)


def cite(source: r.Source) -> str:
    """Return one source as text: who, title, where, when."""
    authors = ", ".join(
        a.get("literal") or " ".join(filter(None, (a.get("given"), a.get("family"))))
        for a in source.author
    )
    who = authors or source.publisher or source.container_title or ""
    where = source.container_title or source.publisher
    parts = [who, f"“{source.title}”", where if where != who else None, source.day or "no date"]
    return ", ".join(part for part in parts if part)


def stories() -> Traversable:
    """Return the folder of the stories that come with the package."""
    return files("explainer") / "stories"


@cache
def load(path: str | Path = "ukraine-2021") -> Story:
    """Load a story and check it.

    Parameters
    ----------
    path : str or pathlib.Path
        A folder with the files of a story, or the name of one that comes with the package.

    Returns
    -------
    Story

    Raises
    ------
    StoryError
        If anything is wrong; the message lists every mistake with file, record, field, and what
        to do.
    """
    from explainer import checks

    story, problems = read(path)
    if not problems:
        assert story is not None
        problems = checks.check(story)
    if problems or story is None:
        lines = "\n".join(f"  {problem}" for problem in problems)
        raise StoryError(f"The story {str(path)!r} has {len(problems)} mistake(s):\n{lines}")
    return story


def read(path: str | Path) -> tuple[Story | None, list[Problem]]:
    """Read the files of a story record by record, collecting mistakes instead of stopping.

    Returns
    -------
    story : Story or None
        None if a file could not be read at all or a record is wrong.
    problems : list of Problem
    """
    folder: Traversable = Path(path) if Path(path).is_dir() else stories() / str(path)
    if not folder.is_dir():
        names = ", ".join(sorted(f.name for f in stories().iterdir() if f.is_dir()))
        return None, [
            Problem(
                str(path), "", "", "there is no such folder", f"Give a folder, or one of: {names}"
            )
        ]
    problems: list[Problem] = []
    found: dict[str, Any] = {}
    for name, tables in FILES.items():
        raw = _parse(folder, name, problems)
        if name == "story.toml":
            found |= {key: value for key, value in raw.items() if key not in tables}
        for table, (collection, form) in tables.items():
            rows = raw.pop(table, [])
            found[collection] = tuple(_records(name, rows, form, problems))
        problems += [
            Problem(
                name, "", key, "is not a table of this file", f"Use one of: {', '.join(tables)}"
            )
            for key in raw
            if name != "story.toml"
        ]
    try:
        story = Story(**found, folder=folder)
    except TypeError as error:
        problems.append(
            Problem("story.toml", "", "", str(error), "Give id, title, summary, day and article")
        )
        return None, problems
    return (None if problems else story), problems


def _parse(folder: Traversable, name: str, problems: list[Problem]) -> dict[str, Any]:
    file = folder / name
    if not file.is_file():
        problems.append(Problem(name, "", "", "the file is missing", "Add it; it may be empty"))
        return {}
    try:
        text = file.read_text(encoding="utf-8")
        return {"": json.loads(text)} if name.endswith(".json") else tomllib.loads(text)
    except (tomllib.TOMLDecodeError, json.JSONDecodeError, UnicodeDecodeError) as error:
        problems.append(Problem(name, "", "", f"cannot be read: {error}", "Mend the line it names"))
        return {}


def _records(
    file: str, rows: list[dict[str, Any]], form: type[BaseModel], problems: list[Problem]
) -> Iterator[BaseModel]:
    for number, row in enumerate(rows, start=1):
        try:
            yield form.model_validate(row)
        except ValidationError as error:
            label = (
                str(row.get("id", f"no. {number}")) if isinstance(row, dict) else f"no. {number}"
            )
            problems.extend(
                Problem(
                    file,
                    label,
                    ".".join(str(part) for part in item["loc"]),
                    item["msg"].removeprefix("Value error, "),
                    "Mend this field",
                )
                for item in error.errors()
            )
