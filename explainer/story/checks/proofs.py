"""Whether the proof of every record is told whole, and which records were checked longest ago."""

import datetime as dt
from collections.abc import Iterator
from typing import get_args

from explainer.story import records as r
from explainer.story.checks.common import problem, records
from explainer.story.model import Story
from explainer.story.problems import Problem
from explainer.story.records.fields import SOURCES, Proof, named

#: How sources are confirmed that nobody has seen for this story.
_UNSEEN = ("computed", "memory")


def proved(story: Story) -> list[tuple[str, r.Record]]:
    """Return every record with its collection, the one checked longest ago first.

    Records that were never checked come first; of one day, those with the weakest proof.

    >>> len(proved(ex.load())) > 100
    True
    """
    every = [item for item in records(story) if item[0] != "corrections"]
    return sorted(every, key=lambda item: _order(item[1]))


def longest_ago(story: Story, most: int = 10) -> list[str]:
    """Return in lines which records were checked longest ago, and how; none if no day is given.

    >>> import explainer as ex
    >>> len(longest_ago(ex.load(), 3))
    4
    """
    order = proved(story)
    never = sum(record.checked is None for _, record in order)
    if never == len(order):
        return []
    lines = [f"Checked longest ago (never: {never} of {len(order)} records):"]
    for collection, record in order[:most]:
        how = f" ({record.confirmed})" if record.confirmed else ""
        lines.append(f"  {record.checked or 'never'}  {collection} · {record.id}{how}")
    return lines


def _order(record: r.Record) -> tuple[dt.date, int]:
    strength = get_args(Proof).index(record.confirmed) if record.confirmed else 0
    return record.checked or dt.date.min, -strength


def seen(story: Story, record: r.Record) -> list[r.Source]:
    """Return the sources of a record that somebody read: no work of our own, nothing from memory.

    >>> 0 < len(seen(story, story.events[0])) <= len(story.events[0].sources)
    True
    """
    ids = {id for _, id, mark in named(record) if mark is SOURCES}
    found = [source for source in story.sources if source.id in ids]
    return [source for source in found if source.custom.confirmed not in _UNSEEN]


def proofs(story: Story) -> Iterator[Problem]:
    """Find records that tell only half of how they were checked, or more than there is."""
    for collection, record in records(story):
        confirmed = record.confirmed
        if bool(record.checked) != bool(confirmed):
            todo = "Write both checked and confirmed, or neither"
            yield problem(collection, record.id, "checked", "tells only half of the check", todo)
        if confirmed == "two" and len(seen(story, record)) < 2:
            wrong = "says that two sources agree, and has not two that were seen"
            yield problem(collection, record.id, "confirmed", wrong, "Cite both, or say page")
        if confirmed == "unconfirmed" and getattr(record, "confidence", "low") == "high":
            wrong = "is high, but nothing confirms the record"
            yield problem(collection, record.id, "confidence", wrong, "Lower it, or find a source")
