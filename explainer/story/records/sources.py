"""Where a fact comes from: CSL-JSON, what Zotero exports."""

import datetime as dt
import reprlib
from collections.abc import Iterator
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from explainer import dates
from explainer.story.records.fields import Address, Slug, Text


class Source(BaseModel):
    """A CSL-JSON item; ``custom`` says what line its publisher takes and how it was confirmed.

    Only the first three of the ways of ``confirmed`` lead to an address: at the publisher, in an
    archive or library, or where a whole text was printed again.

    A source without ``URL`` says in ``unavailable`` why there is none, and how to get it;
    ``paid_by`` tells who pays a broadcaster or agency. Where we could not see the title as it is
    printed, ``described`` is true: ours stands there, and never in quotation marks.
    """

    model_config = ConfigDict(extra="allow", frozen=True)

    class Custom(BaseModel):
        """Our additions, in the place CSL-JSON keeps for them."""

        model_config = ConfigDict(extra="forbid", frozen=True)

        line: Literal[
            "newspaper",
            "broadcaster",
            "wire",
            "state media",
            "party",
            "advocacy",
            "court",
            "intergovernmental",
            "law",
            "academic",
            "think tank",
            "reference",
            "dataset",
            "company",
            "invented",
        ]
        confirmed: Literal["publisher", "archive", "reprint", "secondary", "memory", "computed"]
        described: bool = False
        paid_by: Text | None = None
        unavailable: Text | None = None
        note: Text | None = None

    id: Slug
    type: Text
    title: Text
    custom: Custom
    publisher: Text | None = None
    container_title: Text | None = Field(default=None, alias="container-title")
    author: tuple[dict[str, str], ...] = ()
    issued: dict[str, Any] | None = None
    URL: Address | None = None

    @model_validator(mode="after")
    def _someone_published_it(self) -> "Source":
        if not (self.publisher or self.container_title or self.author):
            raise ValueError("name who published it: publisher, container-title or author")
        try:
            _issued(self.issued or {})
        except (TypeError, ValueError):
            raise ValueError(
                f"issued is {reprlib.repr(self.issued)}, no date: write "
                '{"date-parts": [[2001, 3, 16]]}, or leave it out'
            ) from None
        return self

    @property
    def first_day(self) -> dt.date | None:
        """The first day on which this can have been published, None without a date of issue."""
        span = _issued(self.issued or {})
        return span.start if span else None

    def later_than(self, day: dt.date) -> bool:
        """Say whether this was published after a day, as far as its date of issue tells."""
        return self.first_day is not None and self.first_day > day

    @property
    def day(self) -> str:
        """The date of issue in words, or an empty string."""
        issued = self.issued or {}
        return str(_issued(issued) or issued.get("literal") or "")


def _issued(issued: dict[str, Any]) -> dates.Span | None:
    """Read a date of issue, one day or two, as those who export CSL-JSON write it.

    >>> str(_issued({"date-parts": [["2001", "3", 16]], "circa": True}))
    'about 16 March 2001'
    >>> _issued({"date-parts": [[]]}) is _issued({"literal": "no date"}) is None
    True
    """
    days = [day for day in issued.get("date-parts") or () if day]
    parts = ["-".join(f"{int(part):0{width}d}" for part, width in _widths(day)) for day in days]
    text = "/".join(parts) or issued.get("raw") or ""
    about = "~" if text and issued.get("circa") else ""
    return dates.parse(text + about) if text else None


def _widths(day: list[Any]) -> Iterator[tuple[Any, int]]:
    """Yield year, month and day, those that are not empty, with how many digits they have."""
    return zip((part for part in day if part not in ("", None)), (4, 2, 2), strict=False)
