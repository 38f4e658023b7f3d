"""One question as a form to fill in, and on paper; judged in the browser by ``static/quiz.js``."""

import json
import random
from typing import Any

from explainer import shipped
from explainer.classroom.worksheet.work import Key
from explainer.page.cards import Html, blank_lines, by_medium, fill, piece, static
from explainer.story import Story
from explainer.story.records.questions import Default, Item, Level, OrderedStep

_SAID = shipped.data("engine.toml")
_OFF = by_medium(
    screen="To answer here, run this cell first: click it and press Shift and Enter.",
    paper="",
    site="To answer here, switch on JavaScript.",
)
#: What is offered where no answer may be right.
NONE = "None of these"


class AskedForms(Html):
    """Questions to be answered; ``keys`` say where the journal keeps the answers."""

    keys: tuple[Key, ...] = ()


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
    """Return a question to be answered; `lot` draws the order of the answers.

    The answer is kept under `key`: lesson, task and box. `hidden`, what is shown after a guess,
    stands like what is right in an attribute, which JupyterLab takes out of a notebook that is
    not trusted. Of a `test` nothing is judged, and the page does not hold what is right.
    """
    judged = item.type != "guess"
    return fill(
        static("quiz.html"),
        type=item.type,
        key=key,
        kept=kept,
        answers=json.dumps([_told(answer, story) for answer in item.answers if not test]),
        test=Html("data-test") if test else "",
        hidden=hidden,
        unit=_unit(item),
        given=_given(item),
        label=label,
        question=item.question,
        how=_SAID["how"][_how(item)],
        off=_OFF,
        controls=piece("controls", type=_how(item), unit=_unit(item), offered=_drawn(item, lot)),
        press="Check my answer" if judged else "This is my guess",
        name=f"Check my answer: {label.rstrip(':')}" if judged else f"My guess: {item.question}",
    )


def printed(item: Item, number: str, solved: Story | None = None) -> Html:
    """Return a question on paper; of a `solved` story with what is right, and the feedback."""
    offered = options(item)
    return piece(
        "printed",
        type=item.type,
        number=number if number.isdecimal() else "",
        given=_given(item),
        question=by_medium(screen=item.question, paper=item.printed),
        how=_SAID["how_printed"].get(_how(item), _SAID["how"][item.type]),
        solved=solution(item, solved) if solved else "",
        lines=blank_lines(3),
        # In an order that gives nothing away.
        offered=tuple(sorted(offered) if item.type == "order" else offered),
        unit=_unit(item),
    )


def _how(item: Item) -> str:
    return "in_text" if getattr(item, "in_text", False) else item.type


def options(item: Item) -> list[str]:
    """Return what a question offers to be picked, or to be put in order; nothing if one writes."""
    if item.type not in ("multiple_choice", "many_choice", "order"):
        return []
    return [*(answer.answer for answer in item.answers), *[NONE] * (item.type == "many_choice")]


def solution(item: Item, story: Story) -> Html:
    """Return which answers are right, with the feedback."""
    right = any(getattr(answer, "correct", False) for answer in item.answers)
    return piece(
        "solution",
        type=item.type,
        rows=tuple((_head(a), _told(a, story)["feedback"]) for a in item.answers),
        nothing="" if right or item.type in ("order", "open") else NONE,
    )


def _told(answer: Any, story: Story) -> dict[str, Any]:
    """Return an answer for the script; a step of an order with the date of its event."""
    told = answer.model_dump()
    if isinstance(answer, OrderedStep) and answer.event:
        told["feedback"] = f"{story.event(answer.event).date}. {answer.feedback}"
    return told


def _unit(item: Item) -> str:
    return getattr(item, "unit", None) or ""


def _given(item: Item) -> Html | str:
    """Return what a question is about, if it brings it along."""
    if item.material != "new":
        return ""
    return piece(
        "given",
        invented=item.invented,
        parts=tuple((item.given or "").split("\n\n")),
        hits=tuple((hit.title, hit.site, hit.words) for hit in item.results),
    )


def _drawn(item: Item, lot: random.Random) -> tuple[tuple[str, str], ...]:
    """Return places and words of the answers in an order drawn by lot, "none" always last."""
    offered = [(str(place), answer) for place, answer in enumerate(options(item))]
    last = [("none", offered.pop()[1])] if item.type == "many_choice" else []
    if _how(item) != "in_text":  # there the sentences stand as they follow each other
        lot.shuffle(offered)
    if item.type == "order" and offered == sorted(offered):
        offered.reverse()  # the lot has drawn what is right
    return (*offered, *last)


def _head(answer: Any) -> str:
    """Return in words what an answer is, and for what it counts."""
    match answer:
        case OrderedStep():
            return answer.answer
        case Level():
            return f"{answer.points}: {answer.answer}"
        case Default():
            return "Wrong: anything else"
    if not (said := getattr(answer, "answer", "")):
        low, high = getattr(answer, "range", None) or (answer.value, answer.value)
        said = f"{low:g}" if low == high else f"{low:g} to {high:g}"
    return f"{'Right' if answer.correct else 'Wrong'}: {said.removesuffix('.')}"
