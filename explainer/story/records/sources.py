"""Where a fact comes from: CSL-JSON, what Zotero exports."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from explainer import dates
from explainer.story.records.fields import Slug, Text


class Source(BaseModel):
    """A CSL-JSON item; ``custom`` says what line its publisher takes and how it was confirmed.

    A source without ``URL`` says in ``unavailable`` why there is none, and how to get it;
    ``paid_by`` tells who pays a broadcaster or agency.
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
        confirmed: Literal["publisher", "secondary", "memory", "computed"]
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
    def day(self) -> str:
        """The date of issue in words, or an empty string."""
        parts = (self.issued or {}).get("date-parts", [[]])[0]
        if not parts:
            return ""
        text = "-".join(f"{part:02d}" for part in parts)
        return str(dates.parse(text))
