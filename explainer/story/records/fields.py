"""What all records share: id, sources, the day they could be known; and the field types."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)

from explainer import dates

#: A form a text must have -> that form in words.
PATTERNS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "small letters from a to z and digits, with hyphens between words",
    r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$": "letters from A to Z and digits, with hyphens between words",
    r"^[A-Z]{2}$": "two capital letters, such as FR",
    r"^[a-z]{2,3}$": "two or three small letters, such as en",
    r"^https?://": "an address that begins with https:// or http://",
}
_SLUG, _SHAPE, _COUNTRY, _LANGUAGE, _ADDRESS = PATTERNS

Slug = Annotated[str, StringConstraints(pattern=_SLUG)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
ShapeId = Annotated[str, StringConstraints(pattern=_SHAPE)]
CountryCode = Annotated[str, StringConstraints(pattern=_COUNTRY)]
Language = Annotated[str, StringConstraints(pattern=_LANGUAGE)]
Address = Annotated[str, StringConstraints(pattern=_ADDRESS)]
Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Percent = Annotated[float, Field(ge=0, le=100)]
#: Numbers that can be drawn, added up and put into words; JSON has no others.
LARGEST = 10**15
Quantity = Annotated[float, Field(ge=-LARGEST, le=LARGEST)]
Amount = Annotated[float, Field(ge=0, le=LARGEST)]
Count = Annotated[int, Field(ge=0, le=LARGEST)]
#: Up to the other side of the globe.
Kilometres = Annotated[float, Field(gt=0, le=20_100)]
Confidence = Literal["high", "medium", "low"]
#: How a record was confirmed, the strongest first; ``data/proof.toml`` says what each means.
Proof = Literal["two", "page", "text", "computed", "told", "earlier", "unconfirmed"]


@dataclass(frozen=True, slots=True)
class Of:
    """What a field names: records of some collections, words of a list, or shapes of the map.

    The list, or table, is one of ``words.toml``.
    """

    records: tuple[str, ...] = ()
    words: str = ""
    shapes: bool = False


SOURCES, SHAPES = Of(("sources",)), Of(shapes=True)


def _span(value: Any) -> dates.Span:
    return value if isinstance(value, dates.Span) else dates.parse(str(value))


When = Annotated[dates.Span, BeforeValidator(_span)]


def _distinct(ids: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(ids)) < len(ids):
        raise ValueError("the same entry stands twice: take one out")
    return ids


#: Words of a text -> the words in their place on paper, where nothing can be opened or pressed.
OnPaper = dict[str, str]


def on_paper(text: str, instead: OnPaper) -> str:
    """Return a text as it reads on paper.

    ValueError, if words that are to be replaced do not stand in the text.

    >>> on_paper("Open the chart.", {"Open": "Look at"})
    'Look at the chart.'
    """
    for words, others in instead.items():
        if words not in text:
            raise ValueError(f"the words {words!r} do not stand in it: copy them exactly")
        text = text.replace(words, others)
    return text


Ids = Annotated[tuple[str, ...], AfterValidator(_distinct)]
Sources = Annotated[Ids, Field(min_length=1), SOURCES]
Mentions = Annotated[Ids, Of(("paragraphs",))]
PlaceIds = Annotated[Ids, Of(("places",))]
StatementIds = Annotated[Ids, Of(("statements",))]
Actor = Annotated[Slug, Of(("people", "bodies"))]
EventId = Annotated[Slug, Of(("events",))]
TopicName = Annotated[Text, Of(words="topics")]


class Strict(BaseModel):
    """A form that takes no field it does not know, and never changes."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, arbitrary_types_allowed=True, allow_inf_nan=False
    )


@cache
def naming(form: type[Strict]) -> list[tuple[str, Of]]:
    """Return the fields of a form that name something, with what each names."""
    marked = ((name, mark) for name, at in form.model_fields.items() for mark in at.metadata)
    return [(name, mark) for name, mark in marked if isinstance(mark, Of)]


def inner(record: Strict) -> Iterator[tuple[str, Strict]]:
    """Yield the forms within a record, with their paths: ("reports.1", report)."""
    for name, value in record:
        if isinstance(value, Strict):
            yield name, value
        for number, item in enumerate(value if isinstance(value, tuple) else (), start=1):
            if isinstance(item, Strict):
                yield f"{name}.{number}", item


def named(record: Strict) -> Iterator[tuple[str, str, Of]]:
    """Yield what a record and its parts name: path of the field, id or word, what it is one of."""
    for name, mark in naming(type(record)):
        value = getattr(record, name)
        yield from ((name, id, mark) for id in ([value] if isinstance(value, str) else value or ()))
    for path, part in inner(record):
        yield from ((f"{path}.{name}", id, mark) for name, id, mark in named(part))


class Record(Strict):
    """What all records share: an id, sources, and the day from which it could be known.

    ``checked`` is the day on which somebody last compared it with its sources, ``confirmed`` how.
    """

    id: Slug
    sources: Sources
    known_on: dt.date | None = None
    checked: dt.date | None = None
    confirmed: Proof | None = None

    def known_by(self, day: dt.date) -> bool:
        """Say whether this could be known on `day`; a record without a date always could."""
        return self.known_on is None or self.known_on <= day

    def as_known(self, day: dt.date) -> Self | None:
        """Return what of this could be known on `day`; None if nothing could."""
        return self if self.known_by(day) else None


class Dated(Record):
    """Something that happened on a day, and can be known from then on or later."""

    date: When

    def known_by(self, day: dt.date) -> bool:
        """Say whether this had happened by `day` and could be known."""
        return (self.known_on or self.date.start) <= day
