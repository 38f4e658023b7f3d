"""Why numbers that count different things have no average: let the reader compute one and look."""

from collections.abc import Iterable

from explainer.charts import topics
from explainer.charts.board import Board
from explainer.errors import ChartError
from explainer.page import cards, telling, words
from explainer.story import Story
from explainer.story.records import Figure

#: The questions every number has to answer, and where its answer stands in a table of numbers.
_QUESTIONS = {
    "What does it count?": "What is counted",
    "Where?": "Where",
    "When?": "For when",
    "Who says so?": "Who",
}


def average(story: Story, *ids: str) -> Board:
    """Return the average of some numbers, and what is left of their four answers.

    Parameters
    ----------
    story : Story
    *ids : str
        Ids of figures; none for all on the story's first topic with numbers. A number given in
        words only, or with one end, cannot go into an average and is named instead. A range goes
        in with its middle.

    Raises
    ------
    UnknownRecord
        If there is no such figure, or not by that day.
    ChartError
        If none of the figures is a number.
    StoryError
        If the story has no numbers.

    Examples
    --------
    >>> "Nobody counted" in ex.charts.average(ex.load()).html
    True
    """
    chosen = sorted(map(story.figure, ids), key=topics.order) or topics.numbers(story, None)[1]
    numbers = [figure for figure in chosen if None not in (figure.low, figure.high)]
    if not numbers:
        raise ChartError("None of these figures is a number with two ends: choose another")
    middles = [sum(figure.bounds) / 2 for figure in numbers]
    mean = f"{sum(middles) / len(middles):,.0f}"
    answers = _answers(story, numbers)
    others = [figure for figure in chosen if figure not in numbers]
    named = "; ".join(f"“{f.wording}” ({telling.label(story, f)})" for f in others)
    body = cards.fill(
        "$table<p><b>$verdict</b> $left_out</p>",
        table=_table(answers, mean),
        verdict=_verdict(answers, mean),
        left_out=named and f"Left out, because words cannot be added: {named}.",
    )
    title = f"The average of {words.many(len(numbers), 'number')}: {mean}"
    note = f"({' + '.join(f'{middle:,.0f}' for middle in middles)}) ÷ {len(numbers)} = {mean}"
    return Board.of(title, note, body, words.foot(story, numbers))


def _answers(story: Story, figures: Iterable[Figure]) -> dict[str, list[str]]:
    """Return the answers of figures to every question, each once."""
    given = zip(*(telling.cells(story, f, *_QUESTIONS.values()) for f in figures), strict=True)
    return {q: [*dict.fromkeys(map(str, said))] for q, said in zip(_QUESTIONS, given, strict=True)}


def _table(answers: dict[str, list[str]], mean: str) -> cards.Html:
    kept = {1: "one answer"}
    rows = (
        [question, cards.bullets(given), kept.get(len(given), f"{len(given)} answers, so none")]
        for question, given in answers.items()
    )
    head = ["Question", "What the numbers answer", f"What {mean} answers"]
    return cards.table(f"Put the four questions to {mean}", head, rows)


def _verdict(answers: dict[str, list[str]], mean: str) -> str:
    open_ = sum(len(given) > 1 for given in answers.values())
    if not open_:
        return f"{mean} keeps one answer to each question."
    return f"Nobody counted {mean}. It has no answer to {open_} of {len(answers)} questions."
