"""A story: the records of one news day, loaded from the files of a folder.

>>> import explainer as ex
>>> story = ex.load()
>>> story.place("crimea").name
'Crimea'
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache, cached_property
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from explainer.errors import StoryError, UnknownRecord
from explainer.ground.shapes import Ground
from explainer.story import parsing as reading
from explainer.story import records as r
from explainer.story.parsing import Problem

__all__ = ["Problem", "Story", "cite", "load", "read"]


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
    observations: tuple[r.Observation, ...] = ()
    questions: tuple[r.Question, ...] = ()
    views: tuple[r.View, ...] = ()
    positions: tuple[r.Position, ...] = ()
    atlases: tuple[r.Atlas, ...] = ()
    points: tuple[r.Point, ...] = ()
    orders: tuple[r.Order, ...] = ()
    glossary: tuple[r.GlossaryTerm, ...] = ()
    towns: tuple[r.Town, ...] = ()
    shapes: tuple[r.Shape, ...] = ()
    sites: tuple[r.Site, ...] = ()
    accessions: tuple[r.Accession, ...] = ()
    partners: tuple[r.Partner, ...] = ()
    referendum: tuple[r.ReferendumResult, ...] = ()
    votes: tuple[r.Vote, ...] = ()
    sources: tuple[r.Source, ...] = ()
    folder: Traversable | None = field(default=None, repr=False, compare=False)
    #: Collection -> ids of the records that held mistakes and were left out while reading.
    damaged: Mapping[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)

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

    def term(self, id: str) -> r.GlossaryTerm:
        """Return the word of the glossary with that id."""
        return self._find("glossary", id)

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

    @cached_property
    def ground(self) -> Ground:
        """The shapes its maps are drawn on: the world's, and the story's own."""
        points = (place.point for place in self.places if place.point and not place.background)
        return Ground((shape.feature for shape in self.shapes), points)

    @property
    def units(self) -> tuple[str, ...]:
        """The disputed units the story speaks about, in the order of its questions."""
        return tuple(dict.fromkeys(unit for item in self.questions for unit in item.units))

    @property
    def last_day(self) -> dt.date:
        """The last day on which something told here happened; only the last lesson looks so far.

        >>> load().last_day > load().day
        True
        """
        return max(event.date.end for event in self.events)

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
        return self._only(lambda record, last: record.known_by(last), day)

    def after(self, day: dt.date | str) -> "Story":
        """Return the story with only what could not be known yet on a day.

        Parameters
        ----------
        day : datetime.date or str
            ISO date, for example ``"2021-12-02"``.

        Examples
        --------
        >>> import explainer as ex
        >>> story = ex.load()
        >>> story.after(story.day).events[0].title
        'A US newspaper reports on Russian plans'
        """
        return self._only(lambda record, last: not record.known_by(last), day)

    def _only(self, wanted: Callable[[Any, dt.date], bool], day: dt.date | str) -> "Story":
        last = dt.date.fromisoformat(day) if isinstance(day, str) else day
        kept = {
            name: tuple(record for record in items if wanted(record, last))
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
    from explainer.story import checks

    story, problems = read(path)
    if story:
        problems += checks.check(story)
    if problems or not story:
        lines = "\n".join(f"  {problem}" for problem in problems)
        raise StoryError(f"The story {str(path)!r} has {len(problems)} mistake(s):\n{lines}")
    return story


def read(path: str | Path) -> tuple[Story | None, list[Problem]]:
    """Read the files of a story, collecting mistakes instead of stopping at the first.

    Parameters
    ----------
    path : str or pathlib.Path
        A folder with the files of a story, or the name of one that comes with the package.

    Returns
    -------
    story : Story or None
        The records without mistakes; None if story.toml is not there or wrong at its top.
    problems : list of Problem
    """
    folder = reading.folder(path)
    if not folder:
        names = ", ".join(sorted(f.name for f in reading.bundled().iterdir() if f.is_dir()))
        todo = f"Give a folder, or one of: {names}"
        return None, [Problem(str(path), "", "", "there is no such folder", todo)]
    found = reading.contents(folder)
    if not found.head:
        return None, found.problems
    story = Story(**dict(found.head), **found.collections, folder=folder, damaged=found.damaged)
    return story, found.problems
