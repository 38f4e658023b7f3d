"""Open tasks: what a lesson asks a reader to write."""

import re
from collections.abc import Collection
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from explainer.errors import UnknownRecord
from explainer.story.records.fields import SOURCES, Ids, Of, OnPaper, Slug, Strict, Text, on_paper


class Box(Strict):
    """One place to write in: some lines of text, or a whole number of per cent.

    ``event`` is what a forecast asks about: it came about if the story knows of it.
    """

    id: Slug
    label: Text
    kind: Literal["text", "percent"] = "text"
    lines: Annotated[int, Field(ge=1, le=20)] = 4
    starters: tuple[Text, ...] = ()
    event: Annotated[Slug | None, Of(("events",))] = None

    def parse(self, text: str) -> str | int | None:
        """Return what a text in this box means; None if the box does not take it.

        >>> box = Box(id="probability", label="How probable?", kind="percent")
        >>> box.parse("35 %"), box.parse(""), box.parse("101")
        (35, '', None)
        """
        if self.kind == "text":
            return text
        number = re.fullmatch(r"\s*([0-9]{1,3})\s*%?\s*", text)
        if number and int(number[1]) <= 100:
            return int(number[1])
        return None if text.strip() else ""


def _distinct(items: tuple[Any, ...]) -> tuple[Any, ...]:
    ids = [item.id for item in items]
    if not ids:
        raise ValueError("there is none: add one")
    if len(set(ids)) < len(ids):
        raise ValueError(f"an id stands twice among {', '.join(ids)}: answers would mix")
    return items


class Task(Strict):
    """An open task; ``hint`` and ``answer`` (a model answer) are folded away.

    ``extra`` is one that a class without time leaves out; what is written in a ``private`` one is
    never gathered.
    """

    id: Slug
    title: Text
    prompt: Text
    on_paper: OnPaper = Field(default_factory=dict)
    boxes: Annotated[tuple[Box, ...], Field(alias="box"), AfterValidator(_distinct)]
    hint: Text
    answer: Text
    sources: Annotated[Ids, SOURCES] = ()
    extra: bool = False
    private: bool = False

    @model_validator(mode="after")
    def _words_are_there(self) -> Self:
        on_paper(self.prompt, self.on_paper)
        return self

    @property
    def printed(self) -> str:
        """The prompt as it reads on paper."""
        return on_paper(self.prompt, self.on_paper)


class TaskSheet(Strict):
    """The open tasks of one lesson."""

    lesson: Slug
    title: Text
    tasks: Annotated[tuple[Task, ...], Field(alias="task"), AfterValidator(_distinct)]

    def only(self, ids: Collection[str]) -> Self:
        """Return the sheet with the tasks of these ids; as it is if none is named."""
        chosen = tuple(task for task in self.tasks if not ids or task.id in ids)
        if len(chosen) < len({*ids}):
            known = ", ".join(task.id for task in self.tasks)
            raise UnknownRecord(f"{self.lesson} lacks a task of {', '.join(ids)}: it has {known}")
        return self.model_copy(update={"tasks": chosen})
