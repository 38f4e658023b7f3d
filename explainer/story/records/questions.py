"""Questions with feedback: every answer says something that teaches.

The form of the files is jupyterquiz's, with feedback obligatory and ``unit`` added.
"""

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Discriminator, Field, Tag, model_validator

from explainer.story.records.fields import OnPaper, Strict, Text, on_paper


class Choice(Strict):
    """An answer to pick."""

    answer: Text
    correct: bool
    feedback: Text


class Between(Strict):
    """What to say to a number from the first of ``range`` to the second, both included."""

    type: Literal["range"]
    range: tuple[float, float]
    correct: bool
    feedback: Text

    @model_validator(mode="after")
    def _low_before_high(self) -> "Between":
        if self.range[1] < self.range[0]:
            raise ValueError("the higher number stands first: swap them")
        return self


class Value(Strict):
    """What to say to one number."""

    type: Literal["value"]
    value: float
    correct: bool
    feedback: Text


class Written(Strict):
    """What to say to a word."""

    answer: Text
    correct: bool
    feedback: Text
    match_case: bool = False


class Default(Strict):
    """What to say to everything else, which is wrong."""

    type: Literal["default"]
    feedback: Text


def _kind(answer: Any) -> str:
    """Tell the two forms apart before they are read, so that a mistake is reported once."""
    default = isinstance(answer, Default) or (
        isinstance(answer, dict) and answer.get("type") == "default"
    )
    return "default" if default else "written"


class Asked(Strict):
    """What every question has: its words, and others for some of them on paper."""

    question: Text
    on_paper: OnPaper = Field(default_factory=dict)

    @model_validator(mode="after")
    def _words_are_there(self) -> Self:
        on_paper(self.question, self.on_paper)
        return self

    @property
    def printed(self) -> str:
        """The question as it reads on paper."""
        return on_paper(self.question, self.on_paper)


def _distinct(answers: tuple[Choice, ...]) -> tuple[Choice, ...]:
    if len({answer.answer for answer in answers}) < len(answers):
        raise ValueError("the same answer stands twice: take one out")
    return answers


def _one_correct(answers: tuple[Choice, ...]) -> tuple[Choice, ...]:
    if sum(answer.correct for answer in answers) != 1:
        raise ValueError("exactly one answer is correct here; for more, use many_choice")
    return answers


def _default_last(answers: tuple[Any, ...]) -> tuple[Any, ...]:
    if [isinstance(answer, Default) for answer in answers] != [False] * (len(answers) - 1) + [True]:
        raise ValueError('end the answers with one of type "default": what to say to all others')
    if not any(answer.correct for answer in answers[:-1]):
        raise ValueError("no answer is correct: mark one")
    return answers


Choices = Annotated[tuple[Choice, ...], AfterValidator(_distinct)]
Number = Annotated[Between | Value | Default, Field(discriminator="type")]
Word = Annotated[
    Annotated[Default, Tag("default")] | Annotated[Written, Tag("written")], Discriminator(_kind)
]


class MultipleChoice(Asked):
    """A question with one right answer."""

    type: Literal["multiple_choice"]
    answers: Annotated[Choices, Field(min_length=2), AfterValidator(_one_correct)]


class ManyChoice(Asked):
    """A question of which none, some or all answers are right."""

    type: Literal["many_choice"]
    answers: Annotated[Choices, Field(min_length=3)]


class Numeric(Asked):
    """A question answered with a number."""

    type: Literal["numeric"]
    unit: Text | None = None
    answers: Annotated[tuple[Number, ...], AfterValidator(_default_last)]


class String(Asked):
    """A question answered with a word."""

    type: Literal["string"]
    answers: Annotated[tuple[Word, ...], AfterValidator(_default_last)]


Item = MultipleChoice | ManyChoice | Numeric | String

_FORMS: dict[str, type[Item]] = {
    "multiple_choice": MultipleChoice,
    "many_choice": ManyChoice,
    "numeric": Numeric,
    "string": String,
}


class Untyped(Strict, extra="ignore"):
    """A question that does not say what kind of answer it takes: always a mistake."""

    type: Literal["multiple_choice", "many_choice", "numeric", "string"]


def form(row: dict[str, Any]) -> type[Strict]:
    """Return the form of a question, by its type."""
    return _FORMS.get(str(row.get("type")), Untyped)
