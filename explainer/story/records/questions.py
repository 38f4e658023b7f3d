"""Questions with feedback: every answer says something that teaches.

The form of the files is jupyterquiz's, with feedback obligatory, ``unit`` and kinds of our own
added: ``order`` (put steps in their order) and ``guess`` (a number, before the answer is shown).
"""

from typing import Annotated, Any, Literal, Self, get_args

from pydantic import AfterValidator, Discriminator, Field, Tag, model_validator

from explainer.story.records.fields import (
    SOURCES,
    Ids,
    Of,
    OnPaper,
    Quantity,
    Slug,
    Strict,
    Text,
    on_paper,
)


class Choice(Strict):
    """An answer to pick."""

    answer: Text
    correct: bool
    feedback: Text


class Between(Strict):
    """What to say to a number from the first of ``range`` to the second, both included."""

    type: Literal["range"]
    range: tuple[Quantity, Quantity]
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
    value: Quantity
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


class Hit(Strict):
    """One result of a search on the web: what it is called, on which site, in a few words."""

    title: Text
    site: Text
    words: Text


class Asked(Strict):
    """What every question has: its words, others for some of them on paper, what it is about.

    ``material`` is "new" if the question is about something that no cell above prints: then that
    stands in ``given`` (empty lines between paragraphs) or in ``results`` of a search, and is
    either ``invented`` or has ``sources``. ``skill`` names what two tests of a study compare.
    """

    question: Text
    on_paper: OnPaper = Field(default_factory=dict)
    material: Literal["new", "above"] = "above"
    given: Text | None = None
    results: tuple[Hit, ...] = ()
    invented: bool = False
    sources: Annotated[Ids, SOURCES] = ()
    skill: Slug | None = None

    @model_validator(mode="after")
    def _words_are_there(self) -> Self:
        on_paper(self.question, self.on_paper)
        return self

    @model_validator(mode="after")
    def _what_is_new_is_given(self) -> Self:
        if (self.material == "new") != bool(self.given or self.results):
            raise ValueError('material is "new" if something is given, and only then')
        if self.material == "new" and self.invented == bool(self.sources):
            raise ValueError("what is given is invented, or has sources: say which")
        return self

    @property
    def printed(self) -> str:
        """The question as it reads on paper."""
        return on_paper(self.question, self.on_paper)


def _distinct(answers: tuple[Any, ...]) -> tuple[Any, ...]:
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
    """A question with one right answer; ``in_text`` is one to be found among its sentences.

    Then the answers are the sentences of one text, in their order.
    """

    type: Literal["multiple_choice"]
    in_text: bool = False
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


class OrderedStep(Strict):
    """A step of an order; ``event`` is the record it tells, whose date is shown with it."""

    answer: Text
    feedback: Text
    event: Annotated[Slug | None, Of(("events",))] = None


class Ordering(Asked):
    """Steps in their right order, for a reader to find."""

    type: Literal["order"]
    answers: Annotated[tuple[OrderedStep, ...], AfterValidator(_distinct), Field(min_length=3)]


class Guess(Asked):
    """A number to be guessed before a cell shows it; nobody judges it."""

    type: Literal["guess"]
    id: Slug
    unit: Text | None = None
    answers: tuple[()] = ()


class Level(Strict):
    """What an answer in own words has to hold for so many points; ``feedback`` says why."""

    points: Annotated[int, Field(ge=0)]
    answer: Text
    feedback: Text


class Open(Asked):
    """A question answered in own words, marked by a person with the levels of a rubric."""

    type: Literal["open"]
    answers: Annotated[tuple[Level, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _levels_rise(self) -> "Open":
        if [level.points for level in self.answers] != [*range(len(self.answers))]:
            raise ValueError("the levels give 0, 1, 2 … points, in this order")
        return self


Item = MultipleChoice | ManyChoice | Numeric | String | Ordering | Guess | Open

_FORMS: dict[str, type[Item]] = {
    kind: form for form in get_args(Item) for kind in get_args(form.model_fields["type"].annotation)
}


class Untyped(Strict, extra="ignore"):
    """A question that does not say what kind of answer it takes: always a mistake."""

    type: Literal[tuple(_FORMS)]


def form(row: dict[str, Any]) -> type[Strict]:
    """Return the form of a question, by its type."""
    return _FORMS.get(str(row.get("type")), Untyped)
