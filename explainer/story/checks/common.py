"""What the checks share: naming the place of a mistake, finding dates, and names of nothing."""

from collections.abc import Iterator

from explainer.dates import Span
from explainer.errors import GeographyError
from explainer.story import records as r
from explainer.story.held import HELD
from explainer.story.model import Story
from explainer.story.parsing import EVERY_ID
from explainer.story.problems import Problem, near
from explainer.story.records.fields import Of, Strict, inner, named

#: What stands where a shape might, and is none.
_NO_SHAPES = {"own", "none", "both", "disputed"}


def problem(collection: str, record: str, field: str, wrong: str, todo: str) -> Problem:
    """Return a problem in a record of a collection, with the name of its file."""
    return Problem(HELD[collection][0], record, field, wrong, todo)


def records(story: Story) -> Iterator[tuple[str, r.Record]]:
    """Yield every record with the name of its collection; sources are not records."""
    for collection, items in story.collections():
        if collection != "sources":
            yield from ((collection, record) for record in items)


def spans(record: Strict) -> Iterator[tuple[str, Span]]:
    """Yield every date of a record and of its parts, with the path of its field."""
    yield from ((name, value) for name, value in record if isinstance(value, Span))
    for path, part in inner(record):
        yield from ((f"{path}.{name}", value) for name, value in spans(part))


def names(story: Story) -> Iterator[tuple[str, str, str, str, Of]]:
    """Yield all that records name: collection, record, field, id or word, what it is one of."""
    for collection, record in records(story):
        for field, id, mark in named(record):
            yield collection, record.id, field, id, mark


def nothing(story: Story, name: str, mark: Of) -> tuple[str, str] | None:
    """Return what is wrong with a name of nothing and what to do; None if it names something."""
    if mark.shapes:
        return None if name in _NO_SHAPES else _no_shape(story, name)
    if mark.words:
        known = [*getattr(story.words, mark.words)]
        wrong = f"{name!r} is not in {mark.words} of words.toml"
        todo = f"Add it there, or use one of: {', '.join(known)}"
    else:
        known = [item.id for of in mark.records for item in getattr(story, of)]
        wrong = f"there is no {name!r} among the {' or '.join(mark.records)}"
        todo = "Add it there, or mend the id"
    if name in known or any({name, EVERY_ID} & {*story.damaged.get(of, ())} for of in mark.records):
        return None
    if name in [row.get("id") for of in mark.records for row in story.drafts.get(of, ())]:
        return f"{name!r} is still a draft", "Confirm it, or name another"
    return wrong, f"{todo}.{near(name, known)}"


def _no_shape(story: Story, name: str) -> tuple[str, str] | None:
    try:
        story.ground.feature(name)
    except GeographyError as error:
        wrong, _, hint = str(error).partition(". ")
        return wrong, f"Mend the id. {hint}"
    return None
