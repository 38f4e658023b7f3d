"""What happened, the alliance in time, votes, words explained."""

from typing import Annotated, Literal

from pydantic import Field

from explainer.records.base import CountryCode, Dated, Ids, Percent, Record, Strict, Text


class Term(Strict):
    """The word one side uses for an event."""

    side: Text
    term: Text


class Event(Dated):
    """Something that happened, in words all sides could accept as a report."""

    title: Text
    text: Text
    lane: Literal["politics", "diplomacy", "war", "alliance", "law", "military", "media"]
    places: Ids = ()
    actors: Ids = ()
    terms: tuple[Term, ...] = ()
    weight: Literal[1, 2, 3] = 2


class Accession(Dated):
    """A round in which states joined NATO."""

    states: Annotated[tuple[CountryCode, ...], Field(min_length=1)]
    members_after: int
    note: Text | None = None


class Partner(Record):
    """A state that is not a NATO member, and how it stood to NATO on the day."""

    name: Text
    country: CountryCode
    status: Literal["aspirant", "partner", "no partnership"]
    text: Text


class ReferendumResult(Record):
    """The vote of 1 December 1991 in one region (percentages of those voting)."""

    region: Text
    area: str | None = None
    turnout: Percent
    yes: Percent
    note: Text | None = None


class Vote(Dated):
    """A recorded vote in the United Nations."""

    body: Text
    resolution: Text
    title: Text
    text: Text
    binding: bool
    in_favour: int
    against: int
    abstaining: int
    absent: int | None = None
    states_against: tuple[Text, ...] = ()
    note: Text | None = None


class GlossaryTerm(Record):
    """A word explained for a 15-year-old."""

    term: Text
    also: tuple[Text, ...] = ()
    text: Text
    see: Ids = ()


class Paragraph(Record):
    """A paragraph of the article, told in a few words of our own."""

    about: Text
