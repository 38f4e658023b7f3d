"""What a reader writes: a change, what stands in a box, all that stands in a lesson."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, Field, StrictInt, StrictStr

from explainer.story.records.fields import Slug, Strict

# A clock that is set wrong costs no words: times stay where there is room for arithmetic.
_FIRST, _LAST = (dt.datetime(year, 1, 1, tzinfo=dt.UTC) for year in (2000, 2200))


def within(time: dt.datetime) -> dt.datetime:
    """Return a time, or the first or last that is taken where a clock was set wrong.

    >>> within(dt.datetime(1970, 1, 1, tzinfo=dt.UTC)).year
    2000
    """
    return _FIRST if time.year < _FIRST.year else _LAST if time.year >= _LAST.year else time


Value = StrictStr | Annotated[StrictInt, Field(ge=0, le=100)]
Moment = Annotated[AwareDatetime, AfterValidator(within)]
#: How many changes a box has seen at one time, or while the clock stood behind that time.
Turn = Annotated[StrictInt, Field(ge=0)]
#: Lesson, task, box.
Key = tuple[str, str, str]


class Entry(Strict):
    """What stands in one box, and when it was last changed."""

    value: Value
    changed: Moment
    turn: Turn = 0

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
    turn: Turn = 0

    @property
    def order(self) -> tuple[dt.datetime, int]:
        """By what the newest line of a box is told."""
        return self.time, self.turn

    @classmethod
    def of(cls, entry: Entry, key: Key) -> "Line":
        """Return what stands in a box as the change that put it there."""
        lesson, task, box = key
        said = {"time": entry.changed, "turn": entry.turn, "value": entry.value}
        return cls(lesson=lesson, task=task, box=box, **said)

    @property
    def key(self) -> Key:
        """Which box it is about."""
        return self.lesson, self.task, self.box
