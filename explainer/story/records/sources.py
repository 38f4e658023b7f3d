"""Where a fact comes from: CSL-JSON, what Zotero exports."""

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from explainer import dates
from explainer.story.records.fields import Slug, Text


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
    URL: Annotated[str, StringConstraints(pattern=r"^https?://")] | None = None

    @model_validator(mode="after")
    def _someone_published_it(self) -> "Source":
        if not (self.publisher or self.container_title or self.author):
            raise ValueError("name who published it: publisher, container-title or author")
        return self

    @property
    def first_day(self) -> dt.date | None:
        """The first day on which this can have been published, None without a date of issue."""
        return self._span.start if self._span else None

    def later_than(self, day: dt.date) -> bool:
        """Say whether this was published after a day, as far as its date of issue tells."""
        return self.first_day is not None and self.first_day > day

    @property
    def _span(self) -> dates.Span | None:
        parts = (self.issued or {}).get("date-parts", [[]])[0]
        return dates.parse("-".join(f"{part:02d}" for part in parts)) if parts else None

    @property
    def day(self) -> str:
        """The date of issue in words, or an empty string."""
        return str(self._span or "")
