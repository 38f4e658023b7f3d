"""A story: the records of one news day, and a clock that says which of them are known."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from importlib.resources.abc import Traversable
from typing import Any

from explainer import dates
from explainer.errors import StoryError, UnknownRecord
from explainer.ground.shapes import Ground
from explainer.story import classwork
from explainer.story import records as r
from explainer.story.records.questions import Item
from explainer.story.records.tasks import TaskSheet
from explainer.story.settings import Lessons, Maps, Words

_SINGLE = str.maketrans("“”", "‘’")
#: Letters that are written from right to left.
_FROM_RIGHT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
#: For a field that is about how the story was read, not what it tells.
_ASIDE = {"default_factory": dict, "repr": False, "compare": False}


def _from(file: str, table: str = "") -> Any:
    """Return the field of a collection, and say which table of which file holds its records."""
    return field(default=(), metadata={"file": file, "table": table})


@dataclass(frozen=True)
class Story:
    """The records of one story that are known on a day.

    Attributes
    ----------
    id, title, summary : str
    day : datetime.date
        The news day; a story that is loaded stands on it.
    now : datetime.date
        The clock: what became known only later is not among the records. :meth:`as_of`,
        :meth:`after` and :meth:`whole` return the story at another time.
    article : str
        Id of the article in ``sources``.
    words, maps, lessons : Words, Maps, Lessons
        The story's vocabularies and titles, its maps' views, its lessons.
    paragraphs, places, people, ... : tuple
        The records, in the order of their files.
    everything : mapping of str to tuple
        Collection -> all its records, known or not.
    """

    id: str
    title: str
    summary: str
    day: dt.date
    article: str
    words: Words
    maps: Maps
    lessons: Lessons
    now: dt.date = dt.date.max
    paragraphs: tuple[r.Paragraph, ...] = _from("story.toml", "paragraph")
    places: tuple[r.Place, ...] = _from("places.toml", "place")
    people: tuple[r.Person, ...] = _from("people.toml", "person")
    bodies: tuple[r.Body, ...] = _from("people.toml", "body")
    events: tuple[r.Event, ...] = _from("events.toml", "event")
    statements: tuple[r.Statement, ...] = _from("statements.toml", "statement")
    figures: tuple[r.Figure, ...] = _from("figures.toml", "figure")
    observations: tuple[r.Observation, ...] = _from("observations.toml", "observation")
    questions: tuple[r.Question, ...] = _from("positions.toml", "question")
    views: tuple[r.View, ...] = _from("positions.toml", "view")
    positions: tuple[r.Position, ...] = _from("positions.toml", "position")
    atlases: tuple[r.Atlas, ...] = _from("positions.toml", "atlas")
    points: tuple[r.Point, ...] = _from("agreements.toml", "point")
    orders: tuple[r.Order, ...] = _from("agreements.toml", "order")
    glossary: tuple[r.GlossaryTerm, ...] = _from("glossary.toml", "term")
    towns: tuple[r.Town, ...] = _from("contact_line.toml", "town")
    shapes: tuple[r.Shape, ...] = _from("shapes.geojson")
    sites: tuple[r.Site, ...] = _from("sites.toml", "site")
    accessions: tuple[r.Accession, ...] = _from("alliance.toml", "accession")
    partners: tuple[r.Partner, ...] = _from("alliance.toml", "partner")
    referendum: tuple[r.ReferendumResult, ...] = _from("votes.toml", "referendum")
    votes: tuple[r.Vote, ...] = _from("votes.toml", "vote")
    corrections: tuple[r.Correction, ...] = _from("corrections.toml", "correction")
    sources: tuple[r.Source, ...] = _from("sources.json")
    everything: Mapping[str, tuple[Any, ...]] = field(**_ASIDE)
    folder: Traversable | None = field(default=None, repr=False, compare=False)
    #: Collection -> ids of the records that held mistakes and were left out while reading.
    damaged: Mapping[str, frozenset[str]] = field(**_ASIDE)
    #: Collection -> rows that nobody has confirmed yet: no records, and shown nowhere.
    drafts: Mapping[str, tuple[dict[str, Any], ...]] = field(**_ASIDE)
    _work: dict[tuple[str, str], dict[str, Any]] = field(**_ASIDE)

    def __post_init__(self) -> None:
        if not self.everything:
            object.__setattr__(self, "everything", dict(self.collections()))

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
        for record in self.everything[collection]:
            if record.id == id:
                raise UnknownRecord(
                    f"{id!r} of the {collection} was not known by {dates.day_words(self.now)}. "
                    "Take story.as_of() of a later day"
                )
        known = ", ".join(record.id for record in getattr(self, collection)[:60])
        raise UnknownRecord(f"There is no {id!r} among the {collection}. Known ids: {known}")

    def place(self, id: str) -> r.Place:
        """Return the place with that id, or raise :class:`~explainer.errors.UnknownRecord`."""
        return self._find("places", id)

    def site(self, id: str) -> r.Site:
        """Return the site with that id, or raise :class:`~explainer.errors.UnknownRecord`."""
        return self._find("sites", id)

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

    def sound(self, folder: str) -> dict[str, Any]:
        """Return what :func:`.classwork.read` finds in a folder by lesson; it is read once.

        StoryError lists the mistakes in its files.
        """
        at = str(self.folder), folder
        if at not in self._work:
            found, problems = classwork.read(self.folder, folder)
            if problems:
                raise StoryError("\n".join(map(str, problems)))
            self._work[at] = found
        return self._work[at]

    def quiz(self, lesson: str) -> tuple[Item, ...]:
        """Return the questions of a lesson, or raise UnknownRecord, or as :meth:`sound`."""
        return classwork.one(lesson, "quiz", self.sound("quiz"))

    def asked(self, lesson: str) -> dict[tuple[str, str], Item]:
        """Return all that a lesson asks, also of earlier ones, by its place in the journal."""
        return classwork.asked(lesson, self.lessons.recall(lesson), self.sound("quiz"))

    def tasks(self, lesson: str) -> TaskSheet:
        """Return the open tasks of a lesson; it raises what :meth:`quiz` does."""
        return classwork.one(lesson, "tasks", self.sound("tasks"))

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
        """The last day on which something told here happened, known now or not.

        >>> ex.load().last_day > ex.load().day
        True
        """
        return max((event.date.end for event in self.everything["events"]), default=self.day)

    def as_of(self, day: dt.date | str) -> "Story":
        """Return the story as it could be known on a day, earlier or later than now.

        Parameters
        ----------
        day : datetime.date or str
            ISO date, for example ``"2001-02-28"``.

        Raises
        ------
        DateError
            If a text is not a day of the calendar.

        Examples
        --------
        >>> earlier = story.as_of(story.events[3].date.start)
        >>> len(earlier.events) < len(story.events) == len(earlier.as_of(story.day).events)
        True
        """
        last = dates.day(day)
        return self._at(last, lambda record: record.as_known(last))

    def after(self, day: dt.date | str) -> "Story":
        """Return only what could not be known yet on a day; its clock stands at the end.

        The day is given, and what is raised, as in :meth:`as_of`.

        Examples
        --------
        >>> set(story.after(story.day).events).isdisjoint(story.events)
        True
        """
        last = dates.day(day)
        return self._at(self.last_day, lambda r: None if r.known_by(last) else r)

    def whole(self) -> "Story":
        """Return the story with all its records, known by now or not."""
        return self._at(self.last_day, lambda record: record)

    def with_records(self, **collections: Iterable[Any]) -> "Story":
        """Return the story with other records in some collections, at the same time.

        Examples
        --------
        >>> len(ex.load().with_records(events=[]).events)
        0
        """
        changed = {name: tuple(items) for name, items in collections.items()}
        sources = changed.get("sources", self.sources)
        other = replace(self, everything={**self.everything, **changed}, sources=sources)
        return other.as_of(self.now)

    def _at(self, now: dt.date, seen: Callable[[Any], Any]) -> "Story":
        kept = {
            name: tuple(found for record in items if (found := seen(record)) is not None)
            for name, items in self.everything.items()
            if name != "sources"
        }
        return replace(self, now=now, **kept)

    def cite(self, *ids: str) -> str:
        """Return sources in one line each: author or publisher, title, date.

        Raises
        ------
        UnknownRecord
            If the story has no such source.
        """
        return "\n".join(cite(self.source(id)) for id in ids)


def cite(source: r.Source) -> str:
    """Return one source as text: who, title, where, when.

    What stands in quotation marks within a title stands in single ones here. Parts whose letters
    run from right to left are set apart, or the date after them would jump before them.
    """
    authors = ", ".join(
        a.get("literal") or " ".join(filter(None, (a.get("given"), a.get("family"))))
        for a in source.author
    )
    who = authors or source.publisher or source.container_title or ""
    where = source.container_title or source.publisher
    inner = re.sub(r'"([^"]*)"', r"‘\1’", source.title).translate(_SINGLE)
    title = source.title if source.custom.described else f"“{inner}”"
    parts = [who, title, where if where != who else None, source.day or "no date"]
    return _listed(*parts)


def _listed(*parts: str | None) -> str:
    return ", ".join(f"\u2068{it}\u2069" if _FROM_RIGHT.search(it) else it for it in parts if it)
