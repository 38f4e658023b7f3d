"""Who said what through whom, and what a number counts."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from explainer.records.base import Ids, Record, Slug, Sources, Strict, Text, When


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


Act = Literal[
    "says",
    "accuses",
    "denies",
    "warns",
    "demands",
    "estimates",
    "forecasts",
    "reports",
    "calls for",
    "alleges",
    "rejects",
]


class Statement(Record):
    """Who said what, to whom, through whom.

    ``kind`` is ``quotation`` (``words`` holds only what stands in quotation marks), ``claim``
    (what is asserted, in our words) or ``reply`` (a counter-claim; ``in_article`` says whether
    the reader of the article gets to see it).
    """

    kind: Literal["quotation", "claim", "reply"]
    speaker: Slug
    act: Act
    words: tuple[Text, ...] = ()
    paraphrase: Text
    language: Text | None = None
    to_whom: Text | None = None
    date: When
    place: Slug | None = None
    via: tuple[Hand, ...] = ()
    replies_to: Ids = ()
    quotes: Ids = ()
    topic: Literal[
        "alliance",
        "missile-defence",
        "build-up",
        "crimea",
        "donbas",
        "guarantees",
        "warnings",
        "diplomacy",
        "coup-allegation",
        "minsk",
    ]
    voice: Literal["attributed", "own voice", "mixed"] = "attributed"
    in_article: bool = True
    mentions: Ids = ()
    check: Text | None = None
    variants: tuple[Variant, ...] = ()

    @model_validator(mode="after")
    def _quotation_has_words(self) -> "Statement":
        if (self.kind == "quotation") != bool(self.words):
            raise ValueError("a quotation has words, and only a quotation has: mend kind or words")
        return self


class Part(Strict):
    """One part of a figure taken apart."""

    label: Text
    low: Annotated[float, Field(ge=0)]
    high: Annotated[float, Field(ge=0)]
    note: Text | None = None


class Figure(Record):
    """A number with all that makes it mean something."""

    low: Annotated[float, Field(ge=0)]
    high: Annotated[float, Field(ge=0)]
    unit: Text
    counts: Text
    where: Text
    as_of: When
    by: Slug
    wording: Text
    topic: Literal["troops", "casualties", "ceasefire", "years", "planned troops"]
    parts: tuple[Part, ...] = ()
    mentions: Ids = ()
    note: Text | None = None

    @model_validator(mode="after")
    def _low_before_high(self) -> "Figure":
        if self.high < self.low:
            raise ValueError("high is below low: swap them")
        return self
