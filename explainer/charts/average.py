"""Why numbers that count different things have no average: let the reader compute one and look."""

from collections.abc import Callable, Sequence

from explainer.charts.board import Board
from explainer.errors import ChartError
from explainer.page import cards
from explainer.page import words as facts
from explainer.story import Story
from explainer.story.records import Figure

#: The questions every number has to answer.
_QUESTIONS: dict[str, Callable[[Story, Figure], str]] = {
    "What does it count?": lambda story, figure: figure.counts,
    "Where?": lambda story, figure: figure.where,
    "When?": lambda story, figure: str(figure.as_of),
    "Who says so?": lambda story, figure: facts.who(story, figure.by),
}


def average(story: Story, *ids: str) -> Board:
    """Return the average of some numbers, and what is left of their four answers.

    Parameters
    ----------
    story : Story
    *ids : str
        Ids of figures; none for all about troops. A number given in words only, or with one end,
        cannot go into an average and is named instead. A range goes in with its middle.

    Returns
    -------
    Board

    Raises
    ------
    UnknownRecord
        If there is no such figure, or not by that day.
    ChartError
        If none of the figures is a number.

    Examples
    --------
    >>> import explainer as ex
    >>> ex.charts.average(ex.load(), "wounded-ohchr-2021-06-30").title
    'The average of 1 number: 31,600'
    """
    chosen = [story.figure(id) for id in ids] or [f for f in story.figures if f.topic == "troops"]
    chosen.sort(key=lambda figure: figure.as_of.end)
    numbers = [figure for figure in chosen if None not in (figure.low, figure.high)]
    if not numbers:
        raise ChartError("None of these figures is a number with two ends: choose another")
    middles = [sum(figure.bounds) / 2 for figure in numbers]
    mean = f"{sum(middles) / len(middles):,.0f}"
    answers = {
        question: list(dict.fromkeys(answer(story, figure) for figure in numbers))
        for question, answer in _QUESTIONS.items()
    }
    title = f"The average of {len(numbers)} number{'s' if len(numbers) > 1 else ''}: {mean}"
    html = cards.fill(
        '<p class="ex-board-title"><b>$title</b> ($sum) ÷ $count = $mean</p>$table'
        "<p><b>$verdict</b> $left_out</p><p>$foot</p>",
        title=title,
        sum=" + ".join(f"{middle:,.0f}" for middle in middles),
        count=len(numbers),
        mean=mean,
        table=_table(answers, mean),
        verdict=_verdict(answers, mean),
        left_out=_left_out(story, [figure for figure in chosen if figure not in numbers]),
        foot=facts.foot(story, numbers),
    )
    return Board(title, html)


def _table(answers: dict[str, list[str]], mean: str) -> cards.Html:
    rows = (
        [
            question,
            cards.fill("<ul>$items</ul>", items=cards.join(map(_item, given))),
            "one answer" if len(given) == 1 else f"{len(given)} answers, so none",
        ]
        for question, given in answers.items()
    )
    head = ["Question", "What the numbers answer", f"What {mean} answers"]
    return cards.table(f"Put the four questions to {mean}", head, rows)


def _item(words: str) -> cards.Html:
    return cards.fill("<li>$words</li>", words=words)


def _verdict(answers: dict[str, list[str]], mean: str) -> str:
    open_ = sum(len(given) > 1 for given in answers.values())
    if not open_:
        return f"{mean} keeps one answer to each question."
    return f"Nobody counted {mean}. It has no answer to {open_} of {len(answers)} questions."


def _left_out(story: Story, others: Sequence[Figure]) -> str:
    if not others:
        return ""
    named = "; ".join(f"“{f.wording}” ({facts.who(story, f.by)}, {f.as_of})" for f in others)
    return f"Left out, because words cannot be added: {named}."
