"""Who acts and speaks, who said what through whom, and what a number counts."""

from math import inf
from typing import Annotated, Literal

from pydantic import Field, model_validator

from explainer.story.records.fields import (
    Actor,
    Amount,
    Count,
    Mentions,
    Of,
    Record,
    Slug,
    Sources,
    StatementIds,
    Strict,
    Text,
    TopicName,
    When,
)


class Person(Record):
    """A person of the article, with the role held on the day."""

    name: Text
    also: tuple[Text, ...] = ()
    spelled: tuple[Text, ...] = ()
    role: Text
    body: Annotated[Slug, Of(("bodies",))]
    voice: Text
    mentions: Mentions = ()


class Body(Record):
    """A state, organisation, outlet or group that acts or speaks."""

    name: Text
    short: Text | None = None
    what: Text
    party: Annotated[Text, Of(words="parties")]
    mentions: Mentions = ()


class Hand(Strict):
    """One hand that words passed through on their way to the reader."""

    who: Text
    did: Text
    changed: Text | None = None


class Variant(Strict):
    """The same words as somebody else gave them."""

    words: Text
    by: Text
    sources: Sources


class Statement(Record):
    """Who said what, to whom, through whom.

    ``kind`` is ``quotation`` (``words`` holds only what stands in quotation marks), ``claim``
    (what is asserted, in our words) or ``reply`` (a counter-claim; ``in_article`` says whether
    the reader of the article gets to see it). ``spoken`` counts the words of the whole quotation
    where ``words`` is cut.
    """

    kind: Literal["quotation", "claim", "reply"]
    speaker: Actor
    act: Annotated[Text, Of(words="acts")]
    words: tuple[Text, ...] = ()
    spoken: Annotated[Count, Field(ge=1)] | None = None
    paraphrase: Text
    language: Text | None = None
    to_whom: Text | None = None
    date: When
    place: Annotated[Slug | None, Of(("places",))] = None
    via: tuple[Hand, ...] = ()
    replies_to: StatementIds = ()
    quotes: StatementIds = ()
    topic: TopicName
    voice: Literal["attributed", "own voice", "mixed"] = "attributed"
    in_article: bool = True
    mentions: Mentions = ()
    check: Text | None = None
    variants: tuple[Variant, ...] = ()

    @model_validator(mode="after")
    def _quotation_has_words(self) -> "Statement":
        if (self.kind == "quotation") != bool(self.words):
            raise ValueError("a quotation has words, and only a quotation has: mend kind or words")
        return self


class Range(Strict):
    """A number as it was given: ``low`` alone is "at least", ``high`` alone "up to".

    Both are the same for one number, and both are empty where only words were given ("tens of
    thousands"): a bound nobody gave is not made up.
    """

    low: Amount | None = None
    high: Amount | None = None

    @property
    def bounds(self) -> tuple[float, float]:
        """(low, high), with 0 and infinity for what was not given."""
        return 0 if self.low is None else self.low, inf if self.high is None else self.high

    @model_validator(mode="after")
    def _low_before_high(self) -> "Range":
        if self.bounds[1] < self.bounds[0]:
            raise ValueError("high is below low: swap them")
        return self


class Part(Range):
    """One part of a figure taken apart."""

    label: Text
    note: Text | None = None


class Figure(Range, Record):
    """A number with all that makes it mean something.

    ``unsaid`` lists what the article does not say of it: then ``where``, ``as_of`` or ``by`` are
    what its reader has to go by.
    """

    unit: Text
    counts: Text
    where: Text
    as_of: When
    by: Actor
    wording: Text
    topic: TopicName
    unsaid: tuple[Literal["where", "when", "who"], ...] = ()
    parts: tuple[Part, ...] = ()
    mentions: Mentions = ()
    note: Text | None = None
