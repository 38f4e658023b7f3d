"""What a reader writes: a change, what stands in a box, all that stands in a lesson."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StrictInt, StrictStr

from explainer.story.records.fields import Slug, Strict

# Room on both sides for arithmetic with the times of a file somebody else made.
_FIRST, _LAST = (dt.datetime(year, 1, 1, tzinfo=dt.UTC) for year in (2000, 2200))

Value = StrictStr | Annotated[StrictInt, Field(ge=0, le=100)]
Moment = Annotated[AwareDatetime, Field(ge=_FIRST, lt=_LAST)]
#: Lesson, task, box.
Key = tuple[str, str, str]


class Entry(Strict):
    """What stands in one box, and when it was last changed."""

    value: Value
    changed: Moment

    @property
    def empty(self) -> bool:
        """Whether nothing is written; 0 per cent is an answer."""
        return self.value == ""


class Work(Strict):
    """All a reader wrote in one lesson: answers by task and box, as on a page to hand in."""

    format: Literal["explainer worksheet"] = "explainer worksheet"
    version: Literal[1] = 1
    lesson: Slug
    answers: dict[Slug, dict[Slug, Entry]] = Field(default_factory=dict)


class Line(Strict, extra="ignore"):
    """One change: what was put into a box, and when."""

    time: Moment
    lesson: Slug
    task: Slug
    box: Slug
    value: Value

    @property
    def key(self) -> Key:
        """Which box it is about."""
        return self.lesson, self.task, self.box
