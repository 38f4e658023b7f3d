"""The tasks a lesson sets."""

import re
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, ValidationError, model_validator

from explainer.errors import StoryError, UnknownRecord
from explainer.story import parsing as reading
from explainer.story.parsing import Problem
from explainer.story.records.fields import Ids, OnPaper, Slug, Strict, Text, on_paper


class Box(Strict):
    """One place to write in: some lines of text, or a whole number of per cent."""

    id: Slug
    label: Text
    kind: Literal["text", "percent"] = "text"
    lines: Annotated[int, Field(ge=1, le=20)] = 4
    starters: tuple[Text, ...] = ()

    def parse(self, text: str) -> str | int | None:
        """Return what a text in this box means; None if the box does not take it.

        Examples
        --------
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
    """An open task; ``hint`` and ``answer`` (a model answer) are folded away."""

    id: Slug
    title: Text
    prompt: Text
    on_paper: OnPaper = Field(default_factory=dict)
    boxes: Annotated[tuple[Box, ...], Field(alias="box"), AfterValidator(_distinct)]
    hint: Text
    answer: Text
    sources: Ids = ()

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


def read(file: Traversable) -> tuple[TaskSheet | None, list[Problem]]:
    """Read a file of tasks, collecting mistakes instead of stopping at the first.

    Returns
    -------
    tasks : TaskSheet or None
        None if there are mistakes.
    problems : list of Problem
    """
    name = f"tasks/{file.name}"
    try:
        sheet = TaskSheet.model_validate(reading.parse(file))
    except ValidationError as error:
        return None, [*reading.mistakes(name, "", TaskSheet, error)]
    except ValueError as error:
        return None, [Problem(name, "", "", f"cannot be read: {error}", "Mend that line")]
    if file.name != f"{sheet.lesson}.toml":
        wrong = f"is {sheet.lesson!r}, but the file is {file.name}"
        return None, [Problem(name, "", "lesson", wrong, "Give both the same name")]
    return sheet, []


def tasks(lesson: str, *, story: str | Path = "ukraine-2021") -> TaskSheet:
    """Return the open tasks of a lesson.

    Parameters
    ----------
    lesson : str
        Name of the lesson, as in its file: ``"01-where"``.
    story : str or pathlib.Path
        Name or folder of the story.

    Returns
    -------
    TaskSheet

    Raises
    ------
    UnknownRecord
        If the lesson has no tasks.
    StoryError
        If the file of the tasks holds mistakes; the message lists all of them.

    Examples
    --------
    >>> tasks("07-reading-the-source").tasks[-1].boxes[0].kind
    'percent'
    """
    here = reading.folder(story)
    known = {} if here is None else {f.name: f for f in (here / "tasks").iterdir()}
    if f"{lesson}.toml" not in known:
        names = sorted(name.removesuffix(".toml") for name in known)
        raise UnknownRecord(
            f"There are no tasks for {lesson!r}. Use one of: {', '.join(names)}."
            f"{reading.near(lesson, names)}"
        )
    sheet, problems = read(known[f"{lesson}.toml"])
    if sheet is None:
        raise StoryError("\n".join(map(str, problems)))
    return sheet
