"""Questions with feedback, in files ``quiz/LESSON.json`` of a story.

Judged in the browser by ``static/quiz.js``: no kernel, no network, native form controls.

>>> import explainer as ex
>>> "Pick one answer." in ex.quiz.text("01-where", 1)
True
"""

import json
import random
from collections.abc import Iterator, Sequence

from explainer.classroom.worksheet import journal
from explainer.errors import UnknownRecord, WorksheetError
from explainer.page.cards import Html, by_medium, fill, join, static, stylesheet
from explainer.story import Named, named
from explainer.story.records.questions import Choice, Default, Item, Written

_HOW = {
    "multiple_choice": "Pick one answer.",
    "many_choice": "Pick every answer that is right: there may be none, some, or all.",
    "numeric": "Write a number.",
    "string": "Write a word or a name.",
}
_NONE = "None of these"
#: Keeps JupyterLab from taking the arrow keys and Enter for the notebook; it looks only at the
#: element that has the focus.
_OWN_KEYS = Html('data-lm-suppress-shortcuts="true"')


def show(lesson: str, *numbers: int, story: Named = None) -> Html:
    """Return the questions of a lesson, to be answered in the notebook.

    The order of the answers is drawn by lot, from a seed that is kept in the reader's journal: so
    it differs from reader to reader, and stays as it is for one.

    Parameters
    ----------
    lesson : str
        For example ``"01-where"``.
    *numbers : int
        Which questions, counted from 1; none for all.
    story : Story, str or pathlib.Path, optional
        Or its name or folder; the story of the package if left out.

    Returns
    -------
    Html
        Shown by Jupyter; it works on without a kernel, in slides and in exported pages.

    Raises
    ------
    UnknownRecord
        If there is no such quiz or question.
    StoryError
        If a file of questions holds mistakes; the message lists all of them.
    """
    seed = f"{_seed()}/{lesson}"
    forms = [
        _form(question, number, total, seed)
        for number, total, question in _chosen(lesson, numbers, story)
    ]
    page = fill(
        "$style$forms<script>$script</script>",
        style=stylesheet("quiz.css"),
        forms=join(forms),
        script=Html(static("quiz.js")),
    )
    return by_medium(screen=page, paper=text(lesson, *numbers, story=story))


def text(lesson: str, *numbers: int, answers: bool = False, story: Named = None) -> Html:
    """Return the questions of a lesson to be read or printed.

    Parameters
    ----------
    lesson, *numbers, story
        As in :func:`show`.
    answers : bool
        Whether to say which answers are right, with the feedback: for the instructor.

    Returns
    -------
    Html

    Raises
    ------
    UnknownRecord, StoryError
        As in :func:`show`.
    """
    items = join(
        fill(
            '<li value="$number"><p>$question <i>$how</i></p>$body</li>',
            number=number,
            question=by_medium(screen=question.question, paper=question.printed),
            how=_HOW[question.type],
            body=_solution(question) if answers else _blanks(question),
        )
        for number, _, question in _chosen(lesson, numbers, story)
    )
    return fill(
        '$style<ol class="ex-quiz-paper">$items</ol>',
        style=stylesheet("quiz.css"),
        items=items,
    )


def questions(lesson: str, *, story: Named = None) -> tuple[Item, ...]:
    """Return the questions of a lesson as records.

    Parameters
    ----------
    lesson, story
        As in :func:`show`.

    Returns
    -------
    tuple of explainer.story.records.questions.Item

    Raises
    ------
    UnknownRecord, StoryError
        As in :func:`show`.
    """
    return named(story).quiz(lesson)


def _chosen(lesson: str, numbers: Sequence[int], story: Named) -> Iterator[tuple[int, int, Item]]:
    """Yield number, number of all, and question."""
    found = questions(lesson, story=story)
    for number in numbers or range(1, len(found) + 1):
        if not 1 <= number <= len(found):
            raise UnknownRecord(
                f"The quiz {lesson!r} has no question {number}: count from 1 to {len(found)}"
            )
        yield number, len(found), found[number - 1]


def _seed() -> str:
    """Return the reader's seed; always the same one if it cannot be kept."""
    try:
        return journal.load().seed()
    except WorksheetError:
        return ""


def _form(question: Item, number: int, total: int, seed: str) -> Html:
    """Return a question to be answered; what is right stands in an attribute for the script."""
    return fill(
        static("quiz.html"),
        type=question.type,
        answers=json.dumps([answer.model_dump() for answer in question.answers]),
        number=number,
        total=total,
        question=question.question,
        how=_HOW[question.type],
        controls=_controls(question, random.Random(f"{seed}/{number}")),
    )


def _controls(question: Item, lot: random.Random) -> Html:
    if question.type in ("numeric", "string"):
        unit = getattr(question, "unit", None)
        return fill(
            '<label class="ex-quiz-field">Your answer$unit '
            '<input type="text" name="answer" inputmode="$mode" spellcheck="false" $own></label>',
            own=_OWN_KEYS,
            unit=f" in {unit}" if unit else "",
            mode="decimal" if question.type == "numeric" else "text",
        )
    offered = [(str(place), answer.answer) for place, answer in enumerate(question.answers)]
    lot.shuffle(offered)
    if question.type == "many_choice":
        offered.append(("none", _NONE))
    return join(
        fill(
            '<label class="ex-quiz-choice"><input type="$kind" name="answer" value="$place" $own> '
            "<span>$answer</span></label>",
            own=_OWN_KEYS,
            kind="radio" if question.type == "multiple_choice" else "checkbox",
            place=place,
            answer=answer,
        )
        for place, answer in offered
    )


def _blanks(question: Item) -> Html:
    if question.type in ("numeric", "string"):
        unit = getattr(question, "unit", None) or ""
        return fill("<p>Your answer: ______________ $unit</p>", unit=unit)
    offered = [answer.answer for answer in question.answers]
    if question.type == "many_choice":
        offered.append(_NONE)
    return _list(fill("☐ $answer", answer=answer) for answer in offered)


def _solution(question: Item) -> Html:
    solved = _list(
        fill(
            "<b>$mark: $answer.</b> $feedback",
            mark="Right" if getattr(answer, "correct", False) else "Wrong",
            answer=_label(answer).removesuffix("."),
            feedback=answer.feedback,
        )
        for answer in question.answers
    )
    nothing = not any(getattr(answer, "correct", False) for answer in question.answers)
    return (
        fill("$solved<p><b>Right: $none.</b></p>", solved=solved, none=_NONE) if nothing else solved
    )


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


def _list(items: Iterator[Html]) -> Html:
    return fill("<ul>$items</ul>", items=join(fill("<li>$item</li>", item=item) for item in items))
