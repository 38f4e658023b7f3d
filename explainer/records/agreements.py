"""What sides agreed on, and in which order each says it has to be done."""

from typing import Annotated, Literal

from pydantic import Field

from explainer.records.base import Dated, Record, Slug, Strict, Text

Numbers = tuple[Annotated[int, Field(ge=1)], ...]


class Point(Record):
    """One point of an agreement, in our own words.

    ``time`` is what the text itself says about when; empty where it names no time.
    """

    agreement: Slug
    number: Annotated[int, Field(ge=1)]
    kind: Literal["security", "people", "politics", "border", "talks"]
    title: Text
    text: Text
    time: Text | None = None


class Step(Strict):
    """One step of an order, and the points of the agreement it stands for."""

    text: Text
    points: Numbers = ()


class Order(Dated):
    """In which order the points of an agreement come, as the text or one side puts it."""

    agreement: Slug
    holder: Slug
    label: Text
    steps: Annotated[tuple[Step, ...], Field(min_length=2)]
    reason: Text
    document: Text
