"""Whether every record keeps to the clock it is on: the day of the story, or later."""

from collections.abc import Iterator

from explainer.story.checks.common import problem, records, spans
from explainer.story.checks.links import references
from explainer.story.model import Story
from explainer.story.problems import Problem


def dates(story: Story) -> Iterator[Problem]:
    """Find records dated after they were known, or after the day of the story."""
    for collection, record in records(story):
        for field, span in spans(record):
            if record.known_on is None and span.start > story.day:
                wrong = f"{span} is after the day of the story, {story.day}, and known_on is empty"
                todo = "Set known_on to the day this could first be known"
                yield problem(collection, record.id, field, wrong, todo)
            elif record.known_on and span.start > record.known_on:
                wrong = f"{span} is after known_on, {record.known_on}"
                todo = "Nothing is known before it happens: mend one of the two dates"
                yield problem(collection, record.id, field, wrong, todo)


def later_references(story: Story) -> Iterator[Problem]:
    """Find records that refer to something known only after them; as_of() would cut the link."""
    known_on = {
        (collection, record.id): record.known_on
        for collection, record in records(story)
        if record.known_on
    }
    for collection, record, field, id, targets in references(story):
        own = known_on.get((collection, record))
        for target in targets:
            later = known_on.get((target, id))
            if later and (own is None or own < later):
                wrong = f"refers to {id!r}, known only on {later}"
                todo = "Set known_on here too, or take the reference out"
                yield problem(collection, record, field, wrong, todo)
