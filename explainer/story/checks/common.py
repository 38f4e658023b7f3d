"""What the checks share: naming the place of a mistake, and finding dates and sources."""

from collections.abc import Iterator
from typing import Any

from explainer.dates import Span
from explainer.story import records as r
from explainer.story.model import Story
from explainer.story.parsing import FILES
from explainer.story.problems import Problem
from explainer.story.records.fields import Strict

#: Collection -> the file that holds it.
FILE_OF = {collection: name for name, held in FILES.items() for collection, _ in held.values()}


def problem(collection: str, record: str, field: str, wrong: str, todo: str) -> Problem:
    """Return a problem in a record of a collection, with the name of its file."""
    return Problem(FILE_OF[collection], record, field, wrong, todo)


def records(story: Story) -> Iterator[tuple[str, r.Record]]:
    """Yield every record with the name of its collection; sources are not records."""
    for collection, items in story.collections():
        if collection != "sources":
            yield from ((collection, record) for record in items)


def spans(record: Strict, path: str = "") -> Iterator[tuple[str, Span]]:
    """Yield every date of a record and of its parts, with the path of its field."""
    for name, value in record:
        if isinstance(value, Span):
            yield path + name, value
    for name, part in parts(record):
        yield from spans(part, f"{path}{name}.")


def citations(record: r.Record) -> Iterator[tuple[str, str]]:
    """Yield the source ids of a record and of its parts, with the path of the field."""
    yield from (("sources", id) for id in record.sources)
    for name, part in parts(record):
        yield from ((f"{name}.sources", id) for id in getattr(part, "sources", ()))


def parts(record: Strict) -> Iterator[tuple[str, Strict]]:
    """Yield the forms within a record, as ("reports.1", report)."""
    for name, value in record:
        items: tuple[Any, ...] = value if isinstance(value, tuple) else ()
        for number, item in enumerate(items, start=1):
            if isinstance(item, Strict):
                yield f"{name}.{number}", item
