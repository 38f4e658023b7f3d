"""One question as a form to fill in, and on paper; judged in the browser by ``static/quiz.js``."""

import json
import random
from collections.abc import Iterable, Iterator
from typing import Any, Self

from explainer.classroom.worksheet.work import Key
from explainer.page.cards import Html, blank_lines, by_medium, fill, join, static
from explainer.story import Story
from explainer.story.records.questions import Choice, Default, Item, OrderedStep, Written

_HOW = {
    "multiple_choice": "Pick one answer.",
    "many_choice": "Pick every answer that is right: there may be none, some, or all.",
    "numeric": "Write a number.",
    "string": "Write a word or a name.",
    "order": "Put the earliest on top.",
    "guess": "Nobody marks a guess. The answer comes when you have written one.",
    "open": "Write in your own words.",
}
_HOW_PRINTED = {"guess": "Guess before you read on.", "order": "Write 1 before the earliest."}
_OFF = by_medium(
    screen="To answer here, run this cell first: click it and press Shift and Enter.",
    paper="",
    site="To answer here, switch on JavaScript.",
)
#: What is offered where no answer may be right.
NONE = "None of these"
#: Keeps JupyterLab from taking the arrow keys and Enter for the notebook; it looks only at the
#: element that has the focus.
_OWN_KEYS = Html('data-lm-suppress-shortcuts="true"')


class AskedForms(Html):
    """Questions to be answered; ``keys`` say where the journal keeps the answers."""

    keys: tuple[Key, ...] = ()

    @classmethod
    def of(cls, page: Html, keys: tuple[Key, ...]) -> Self:
        """Return a page of questions that knows their keys."""
        made = cls(str(page), page.block)
        made.keys = keys
        return made


def form(
    item: Item,
    story: Story,
    *,
    key: str,
    label: str,
    lot: random.Random,
    kept: str = "",
    hidden: str = "",
    test: bool = False,
) -> Html:
    """Return a question to be answered.

    Parameters
    ----------
    item : Item
    story : Story
    key : str
        Lesson, task and box, under which the answer is kept.
    label : str
        Which question it is.
    lot : random.Random
        Draws the order of the answers.
    kept : str
        What the reader answered before.
    hidden : str
        HTML that is shown after a guess. Like what is right it stands in an attribute, which
        JupyterLab takes out of a notebook that is not trusted.
    test : bool
        Neither judge it nor say what is right; the page does not hold it.
    """
    judged = item.type != "guess"
    return fill(
        static("quiz.html"),
        type=item.type,
        key=key,
        kept=kept,
        answers=json.dumps([_with_date(answer, story) for answer in item.answers if not test]),
        test=Html("data-test") if test else "",
        hidden=hidden,
        unit=getattr(item, "unit", None) or "",
        given=_given(item),
        label=label,
        question=item.question,
        how=_HOW[item.type],
        off=_OFF,
        controls=_controls(item, lot),
        press="Check my answer" if judged else "This is my guess",
        name=f"Check my answer: {label.rstrip(':')}" if judged else f"My guess: {item.question}",
    )


def printed(item: Item, number: str, solved: Story | None = None) -> Html:
    """Return a question on paper; for the instructor with what is right, and the feedback.

    Parameters
    ----------
    item : Item
    number : str
        Its number in the list; anything else for what is not counted.
    solved : Story, optional
        The story it belongs to, if what is right is to be said.
    """
    return fill(
        "<li$value>$given<p>$question <i>$how</i></p>$body</li>",
        value=fill(' value="$n"', n=number) if number.isdecimal() else "",
        given=_given(item),
        question=by_medium(screen=item.question, paper=item.printed),
        how=_HOW_PRINTED.get(item.type, _HOW[item.type]),
        body=solution(item, solved) if solved else _blanks(item),
    )


def _with_date(answer: Any, story: Story) -> dict[str, object]:
    """Return an answer for the script; a step of an order with the date of its event."""
    told = answer.model_dump()
    if isinstance(answer, OrderedStep) and answer.event:
        told["feedback"] = f"{story.event(answer.event).date}. {answer.feedback}"
    return told


def _given(item: Item) -> Html | str:
    """Return what a question is about, if it brings it along."""
    if item.material != "new":
        return ""
    mark = Html("<b>Invented, to practise with:</b> ") if item.invented else ""
    first, *rest = (item.given or "").split("\n\n")
    hits = (
        fill("<b>$title</b> <i>$site</i><br>$words", **hit.model_dump()) for hit in item.results
    )
    return fill(
        '<div class="ex-quiz-given"><p>$mark$first</p>$rest$results</div>',
        mark=mark,
        first=first,
        rest=join(fill("<p>$part</p>", part=part) for part in rest),
        results=_list(hits) if item.results else "",
    )


def _controls(item: Item, lot: random.Random) -> Html:
    if item.type == "open":
        return fill(
            '<label class="ex-quiz-field">Your answer '
            '<textarea name="answer" rows="3" $own></textarea></label>',
            own=_OWN_KEYS,
        )
    if item.type in ("numeric", "string", "guess"):
        unit = getattr(item, "unit", None)
        return fill(
            '<label class="ex-quiz-field">Your $what$unit '
            '<input type="text" name="answer" inputmode="$mode" spellcheck="false" $own></label>',
            what="guess" if item.type == "guess" else "answer",
            own=_OWN_KEYS,
            unit=f" in {unit}" if unit else "",
            mode="text" if item.type == "string" else "decimal",
        )
    return _offered(item, lot)


def _offered(item: Item, lot: random.Random) -> Html:
    """Return the answers of a question to be picked, or the steps to be put in order."""
    offered = [(str(place), answer.answer) for place, answer in enumerate(item.answers)]
    lot.shuffle(offered)
    if item.type == "order":
        if [place for place, _ in offered] == sorted(place for place, _ in offered):
            offered.reverse()  # the lot has drawn what is right
        return fill('<ol class="ex-quiz-steps">$steps</ol>', steps=join(map(_step, offered)))
    if item.type == "many_choice":
        offered.append(("none", NONE))
    return join(
        fill(
            '<label class="ex-quiz-choice"><input type="$kind" name="answer" value="$place" $own> '
            "<span>$answer</span></label>",
            own=_OWN_KEYS,
            kind="radio" if item.type == "multiple_choice" else "checkbox",
            place=place,
            answer=answer,
        )
        for place, answer in offered
    )


def _step(offered: tuple[str, str]) -> Html:
    return fill(
        '<li draggable="true" data-place="$place"><span>$answer</span>'
        '<button type="button" data-by="-1" aria-label="Earlier: $answer" $own>↑</button>'
        '<button type="button" data-by="1" aria-label="Later: $answer" $own>↓</button></li>',
        place=offered[0],
        answer=offered[1],
        own=_OWN_KEYS,
    )


def _blanks(item: Item) -> Html:
    if item.type == "open":
        return blank_lines(3)
    if item.type in ("numeric", "string", "guess"):
        unit = getattr(item, "unit", None) or ""
        return fill("<p>Your answer: ______________ $unit</p>", unit=unit)
    offered = [answer.answer for answer in item.answers]
    if item.type == "many_choice":
        offered.append(NONE)
    if item.type == "order":  # in an order that gives nothing away
        offered.sort()
    mark = "____" if item.type == "order" else "☐"
    items = _items(fill("$mark $answer", mark=mark, answer=answer) for answer in offered)
    return fill('<ul class="ex-quiz-blanks">$items</ul>', items=items)


def solution(item: Item, story: Story) -> Html:
    """Return which answers are right, with the feedback."""
    if item.type == "order":
        told = (_with_date(step, story) for step in item.answers)
        return fill("<ol>$steps</ol>", steps=_items(_told(step) for step in told))
    if item.type == "open":
        levels = (level.model_dump() for level in item.answers)
        return _list(fill("<b>$points: $answer.</b> $feedback", **level) for level in levels)
    solved = _list(
        fill(
            "<b>$mark: $answer.</b> $feedback",
            mark="Right" if getattr(answer, "correct", False) else "Wrong",
            answer=_label(answer).removesuffix("."),
            feedback=answer.feedback,
        )
        for answer in item.answers
    )
    nothing = not any(getattr(answer, "correct", False) for answer in item.answers)
    return (
        fill("$solved<p><b>Right: $none.</b></p>", solved=solved, none=NONE) if nothing else solved
    )


def _told(step: dict[str, object]) -> Html:
    return fill("<b>$answer.</b> $feedback", answer=step["answer"], feedback=step["feedback"])


def _label(answer: object) -> str:
    """Return in words what an answer is."""
    match answer:
        case Choice() | Written():
            return answer.answer
        case Default():
            return "anything else"
        case _:
            low, high = getattr(answer, "range", None) or (answer.value, answer.value)
            return f"{low:g}" if low == high else f"{low:g} to {high:g}"


def _items(items: Iterable[Html]) -> Html:
    return join(fill("<li>$item</li>", item=item) for item in items)


def _list(items: Iterator[Html]) -> Html:
    return fill("<ul>$items</ul>", items=_items(items))
