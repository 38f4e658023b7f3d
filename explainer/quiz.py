"""Questions with feedback: forms of the quiz files, and showing them.

>>> import explainer as ex
>>> ex.quiz.questions("01-where")[0].type
'multiple_choice'
"""

from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, model_validator

from explainer import reading
from explainer.errors import StoryError, UnknownRecord
from explainer.reading import Problem
from explainer.records.base import Strict, Text


class Choice(Strict):
    """One answer to pick."""

    answer: Text
    correct: bool
    feedback: Text


class Range(Strict):
    """What to say to a number from ``range[0]`` to ``range[1]``, both included."""

    type: Literal["range"]
    range: tuple[float, float]
    correct: bool
    feedback: Text

    @model_validator(mode="after")
    def _low_before_high(self) -> "Range":
        if self.range[1] < self.range[0]:
            raise ValueError("range has the higher number first: swap them")
        return self


class Value(Strict):
    """What to say to one number."""

    type: Literal["value"]
    value: float
    correct: bool
    feedback: Text


class Written(Strict):
    """What to say to a text."""

    answer: Text
    correct: bool
    feedback: Text
    match_case: bool = False


class Default(Strict):
    """What to say to everything else: always wrong."""

    type: Literal["default"]
    feedback: Text


class MultipleChoice(Strict):
    """A question with one correct answer."""

    type: Literal["multiple_choice"]
    question: Text
    answers: Annotated[tuple[Choice, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _one_is_correct(self) -> "MultipleChoice":
        if sum(answer.correct for answer in self.answers) != 1:
            raise ValueError(
                "multiple_choice has exactly one correct answer: for more, use many_choice"
            )
        return self


class ManyChoice(Strict):
    """A question with several correct answers."""

    type: Literal["many_choice"]
    question: Text
    answers: Annotated[tuple[Choice, ...], Field(min_length=3)]

    @model_validator(mode="after")
    def _some_are_correct(self) -> "ManyChoice":
        correct = sum(answer.correct for answer in self.answers)
        if not 2 <= correct < len(self.answers):
            raise ValueError(
                "many_choice has at least two correct answers and one wrong: "
                "for one correct answer, use multiple_choice"
            )
        return self


class Numeric(Strict):
    """A question answered by a number."""

    type: Literal["numeric"]
    question: Text
    unit: Text | None = None
    answers: tuple[Annotated[Range | Value | Default, Field(discriminator="type")], ...]

    @model_validator(mode="after")
    def _every_answer_gets_feedback(self) -> "Numeric":
        _one_default_last(self.answers)
        return self


class String(Strict):
    """A question answered in writing."""

    type: Literal["string"]
    question: Text
    answers: tuple[Default | Written, ...]

    @model_validator(mode="after")
    def _every_answer_gets_feedback(self) -> "String":
        _one_default_last(self.answers)
        return self


Question = MultipleChoice | ManyChoice | Numeric | String

FORMS: dict[str, type[Strict]] = {
    "multiple_choice": MultipleChoice,
    "many_choice": ManyChoice,
    "numeric": Numeric,
    "string": String,
}


def _one_default_last(answers: tuple[Any, ...]) -> None:
    others = [answer for answer in answers if not isinstance(answer, Default)]
    if len(others) != len(answers) - 1 or not isinstance(answers[-1], Default):
        raise ValueError('end the answers with one of type "default": what to say to all others')
    if not any(answer.correct for answer in others):
        raise ValueError("no answer is correct: mark one")


def read(file: Traversable) -> tuple[tuple[Question, ...], list[Problem]]:
    """Read a quiz file, collecting mistakes instead of stopping at the first.

    Returns
    -------
    questions : tuple of Question
        Those without mistakes.
    problems : list of Problem
    """
    name = f"quiz/{file.name}"
    try:
        rows = reading.parse(file)
    except ValueError as error:
        return (), [Problem(name, "", "", f"cannot be read: {error}", "Mend that line")]
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return (), [Problem(name, "", "", "is not a list of questions", "Write [ {…}, {…} ]")]
    good, problems = [], []
    for number, row in enumerate(rows, start=1):
        label, type = f"question {number}", str(row.get("type"))
        if type not in FORMS:
            wrong = f"{type!r} is no type of question"
            todo = f"Use one of: {', '.join(FORMS)}.{reading.near(type, FORMS)}"
            problems.append(Problem(name, label, "type", wrong, todo))
            continue
        try:
            good.append(FORMS[type].model_validate(row))
        except ValidationError as error:
            problems += reading.mistakes(name, label, FORMS[type], error)
    return tuple(good), problems


def questions(lesson: str, *, story: str | Path = "ukraine-2021") -> tuple[Question, ...]:
    """Return the questions of a lesson.

    Parameters
    ----------
    lesson : str
        For example ``"01-where"``.
    story : str or pathlib.Path
        Name or folder of the story.

    Returns
    -------
    tuple of Question

    Raises
    ------
    UnknownRecord
        If there is no such quiz.
    StoryError
        If its file holds mistakes; the message lists all of them.
    """
    here = reading.folder(story)
    files = {} if here is None else {f.name: f for f in (here / "quiz").iterdir()}
    if f"{lesson}.json" not in files:
        known = sorted(name.removesuffix(".json") for name in files if name.endswith(".json"))
        raise UnknownRecord(
            f"There is no quiz {lesson!r}. Use one of: {', '.join(known)}."
            f"{reading.near(lesson, known)}"
        )
    good, problems = read(files[f"{lesson}.json"])
    if problems:
        raise StoryError("\n".join(map(str, problems)))
    return good
