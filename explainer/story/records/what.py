"""What happened, what was agreed and voted, and what a reader notices: events and their kin."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from explainer.story.records.fields import (
    LARGEST,
    SHAPES,
    Actor,
    Count,
    CountryCode,
    Dated,
    EventId,
    Ids,
    Mentions,
    Of,
    Percent,
    PlaceIds,
    Record,
    Strict,
    Text,
)

Numbers = tuple[Annotated[int, Field(ge=1, le=LARGEST)], ...]


class Point(Record):
    """One point of an agreement, in our own words.

    ``time`` is what the text itself says about when; empty where it names no time.
    """

    agreement: EventId
    number: Annotated[int, Field(ge=1, le=LARGEST)]
    kind: Annotated[Text, Of(words="point_kinds")]
    title: Text
    text: Text
    time: Text | None = None


class Step(Strict):
    """One step of an order, and the points of the agreement it stands for."""

    text: Text
    points: Numbers = ()


class Order(Dated):
    """In which order the points of an agreement come, as the text or one side puts it."""

    agreement: EventId
    holder: Actor
    label: Text
    steps: Annotated[tuple[Step, ...], Field(min_length=2)]
    reason: Text
    document: Text


class Term(Strict):
    """The word one side uses for an event."""

    side: Text
    term: Text


class Event(Dated):
    """Something that happened, in words all sides could accept as a report.

    ``concerns`` are places that it is about, though it happened elsewhere.
    """

    title: Text
    text: Text
    lane: Annotated[Text, Of(words="lanes")]
    places: PlaceIds = ()
    concerns: PlaceIds = ()
    actors: Annotated[Ids, Of(("people", "bodies"))] = ()
    terms: tuple[Term, ...] = ()
    weight: Literal[1, 2, 3] = 2


class Correction(Record):
    """What was said before, what is said now, and why: a mistake that was found and mended.

    ``made`` is the day of the correction, ``where`` the record or page that held the mistake.
    """

    made: dt.date
    where: Text
    before: Text
    now: Text
    why: Text


class Accession(Dated):
    """A round in which states joined an alliance."""

    states: Annotated[tuple[CountryCode, ...], Field(min_length=1), SHAPES]
    members_after: Count
    note: Text | None = None


class Partner(Record):
    """A state that is no member of the alliance, and how it stood to it on the day."""

    name: Text
    country: Annotated[CountryCode, SHAPES]
    status: Annotated[Text, Of(words="statuses")]
    text: Text


class ReferendumResult(Record):
    """A vote of the people in one region; ``yes`` is a share of those voting.

    ``voters`` took part, out of ``electorate``, and ``yes_votes`` of them said yes: counts from
    which the percentages can be worked out again, where a source gives them.
    """

    region: Text
    area: Annotated[str | None, SHAPES] = None
    turnout: Percent
    yes: Percent
    voters: Count | None = None
    yes_votes: Count | None = None
    electorate: Count | None = None
    note: Text | None = None


class Vote(Dated):
    """A recorded vote of a body: a parliament, a court, a council."""

    body: Text
    resolution: Text
    title: Text
    text: Text
    binding: bool
    in_favour: Count
    against: Count
    abstaining: Count
    absent: Count | None = None
    states_against: tuple[Text, ...] = ()
    note: Text | None = None


class GlossaryTerm(Record):
    """A word explained for a 15-year-old."""

    term: Text
    also: tuple[Text, ...] = ()
    text: Text
    see: Annotated[Ids, Of(("glossary",))] = ()


class Paragraph(Record):
    """A paragraph of the article, told in a few words of our own.

    ``runs`` are the hashes by which a reader's copy of it is recognised
    (:mod:`explainer.recognition.aligning`).
    """

    about: Text
    runs: Text | None = None


class Observation(Record):
    """Something to notice in the article: a question to look with, and what one finds.

    ``layer`` is the part of the article in which it shows, ``move`` what a reader does to see it.
    """

    layer: Annotated[Text, Of(words="layers")]
    mentions: Mentions = ()
    move: Annotated[Text, Of(words="moves")]
    ask: Text
    notice: Text
