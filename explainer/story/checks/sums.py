"""Whether votes, parts, members and points add up, and every record keeps to its clock."""

from collections.abc import Iterator
from itertools import pairwise
from math import fsum

from explainer.story.checks.common import names, problem, records, spans
from explainer.story.model import Story
from explainer.story.problems import Problem


def votes(story: Story) -> Iterator[Problem]:
    """Find votes of more states than there are, or with a list that does not match its count."""
    for vote in story.votes:
        cast = vote.in_favour + vote.against + vote.abstaining + (vote.absent or 0)
        members = story.words.voters.get(vote.body)
        if members is not None and cast > members:
            wrong = f"the votes and absences add up to {cast}, but {vote.body} has {members}"
            yield problem("votes", vote.id, "", wrong, "Look the four numbers up again")
        if vote.states_against and len(vote.states_against) != vote.against:
            wrong = f"names {len(vote.states_against)} states, but {vote.against} voted against"
            todo = "Name all of them, or none"
            yield problem("votes", vote.id, "states_against", wrong, todo)


def parts(story: Story) -> Iterator[Problem]:
    """Find figures whose parts cannot add up to the whole."""
    for figure in story.figures:
        low = round(fsum(part.bounds[0] for part in figure.parts), 6)
        high = round(fsum(part.bounds[1] for part in figure.parts), 6)
        least, most = figure.bounds
        if figure.parts and (low > most or high < least):
            wrong = f"the parts add up to {low:g}–{high:g}, the figure is {least:g}–{most:g}"
            yield problem("figures", figure.id, "parts", wrong, "Add what is missing, or mend it")


def members(story: Story) -> Iterator[Problem]:
    """Find accessions whose count of members does not follow from the one before."""
    before = 0
    for accession in sorted(story.accessions, key=lambda item: item.date.start):
        expected = before + len(accession.states)
        if accession.members_after != expected:
            sum_ = f"{before} + {len(accession.states)} is {expected}"
            wrong = f"is {accession.members_after}, but {sum_}"
            todo = f"Write {expected}, or mend the list of states"
            yield problem("accessions", accession.id, "members_after", wrong, todo)
        before = accession.members_after


def points(story: Story) -> Iterator[Problem]:
    """Find agreements whose points are not counted from 1 on, and steps that name no point."""
    if story.damaged.get("points"):  # the one left out may be the one that is missing
        return
    numbers: dict[str, list[int]] = {}
    for point in story.points:
        numbers.setdefault(point.agreement, []).append(point.number)
        if point.number != len(numbers[point.agreement]):
            wrong = f"is {point.number}, but it is point {len(numbers[point.agreement])} here"
            yield problem("points", point.id, "number", wrong, "Count the points from 1, in order")
    for order in story.orders:
        for at, step in enumerate(order.steps, start=1):
            for missing in sorted(set(step.points) - set(numbers.get(order.agreement, ()))):
                wrong = f"{order.agreement!r} has no point {missing}"
                todo = "Mend the number, or add the point"
                yield problem("orders", order.id, f"steps.{at}.points", wrong, todo)


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


def order(story: Story) -> Iterator[Problem]:
    """Find events that stand behind a later one, and sides out of the order of the alphabet."""
    for before, event in pairwise(story.events):
        if event.date.start < before.date.start:
            wrong = f"{event.date} is earlier than {before.date}, of {before.id!r} above it"
            yield problem("events", event.id, "date", wrong, "Put the earlier one first")
    for event in story.events:
        sides = [item.side for item in event.terms]
        if sides != (ordered := sorted(sides, key=str.casefold)):
            wrong = f"names {', '.join(sides)}, which is not the order of the alphabet"
            yield problem("events", event.id, "terms", wrong, f"Write {', '.join(ordered)}")


def later_references(story: Story) -> Iterator[Problem]:
    """Find records that refer to something known only after them; as_of() would cut the link."""
    known_on = {
        (collection, record.id): record.known_on
        for collection, record in records(story)
        if record.known_on
    }
    for collection, record, field, id, mark in names(story):
        own = known_on.get((collection, record))
        for target in mark.records:
            later = known_on.get((target, id))
            if later and (own is None or own < later):
                wrong = f"refers to {id!r}, known only on {later}"
                todo = "Set known_on here too, or take the reference out"
                yield problem(collection, record, field, wrong, todo)
