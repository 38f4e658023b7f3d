"""Questions with feedback, in files ``quiz/LESSON.json`` of a story.

What a reader answered stands in the journal: lesson; ``quiz``, ``recall`` or ``guess``; which one.
It is kept in the words that the reader saw, a line for each answer picked.

>>> import explainer as ex
>>> "Pick one answer." in ex.quiz.text("01-where", 1)
True
"""

import random
from collections.abc import Sequence
from typing import Any

from explainer.classroom import forms
from explainer.classroom.forms import AskedForms
from explainer.classroom.worksheet.journal import Journal
from explainer.errors import StoryError, UnknownRecord, WorksheetError
from explainer.page.blocks import File, html
from explainer.page.cards import Html, by_medium, fill, join, stylesheet
from explainer.story import Named, Story, named, problems
from explainer.story.classwork import judged
from explainer.story.records.questions import Item

#: Where the journal keeps the answer, under the lesson -> the question.
Questions = dict[tuple[str, str], Item]


def show(lesson: str, *numbers: int, story: Named = None) -> AskedForms:
    """Return the questions of a lesson, to be answered: in the notebook, or in a page made of it.

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

    Raises
    ------
    UnknownRecord
        If there is no such quiz or question.
    StoryError
        If a file of questions holds mistakes; the message lists all of them.
    """
    chosen = _chosen(lesson, numbers, named(story))
    return _page(named(story), lesson, chosen, _list(chosen))


def recall(lesson: str, *numbers: int, story: Named = None) -> AskedForms:
    """Return questions on earlier lessons that a lesson asks again, by ``lessons.toml``.

    StoryError, if the lesson asks nothing again; else as :func:`show`.

    >>> "Question 1 of 3" in recall("01-where")
    True
    >>> "Question 1 of 3" in recall("01-where", 2)
    False
    """
    if not _under("recall", lesson, named(story)):
        raise StoryError(
            f"The lesson {lesson!r} asks nothing again. If it should, name questions of earlier "
            "lessons as its recall in lessons.toml"
        )
    asked = _chosen(lesson, numbers, named(story), "recall")
    return _page(named(story), lesson, asked, _list(asked))


def guess(lesson: str, id: str, *answer: Any, story: Named = None) -> AskedForms:
    """Return a place for a guess, and behind it the answer, shown as soon as there is a guess.

    Parameters
    ----------
    lesson : str
        For example ``"01-where"``.
    id : str
        Which of the lesson's guesses: a question of type "guess" with this id, else UnknownRecord.
    *answer : object
        What Jupyter shows as HTML (charts, tables, maps), or words. A button shows it to those
        who do not want to guess, such as a teacher with a projector. On paper: a line for the
        guess, then the answer.
    story
        As in :func:`show`.

    Examples
    --------
    >>> "How far" in guess("01-where", "yelnya", "about 250 km")
    True
    """
    known = {box: item for (_, box), item in _under("guess", lesson, named(story)).items()}
    asked = {("guess", id): problems.chosen(id, known, f"guess in the lesson {lesson!r} called")}
    parts = [item if hasattr(item, "_repr_html_") else fill("<p>$p</p>", p=item) for item in answer]
    paper = join([_list(asked), *(getattr(part, "_block_", str)() for part in parts)])
    hidden = "".join(part._repr_html_() for part in parts)
    return _page(named(story), lesson, asked, paper, hidden)


def text(
    lesson: str, *numbers: int, answers: bool = False, again: bool = False, story: Named = None
) -> Html:
    """Return the questions of a lesson, as :func:`show` takes them, to be read or printed.

    `answers` says which are right, with the feedback: for the instructor. `again` gives those on
    earlier lessons, see :func:`recall`, in place of its own.
    """
    whole = named(story)
    chosen = _under("recall", lesson, whole) if again else _chosen(lesson, numbers, whole)
    return _list(chosen, whole if answers else None)


def questions(lesson: str, *, story: Named = None) -> tuple[Item, ...]:
    """Return the questions of a lesson as records, without what is only to be guessed."""
    return judged(named(story).quiz(lesson))


def _under(task: str, lesson: str, story: Story) -> Questions:
    return {place: item for place, item in story.asked(lesson).items() if place[0] == task}


def _chosen(lesson: str, numbers: Sequence[int], story: Story, task: str = "quiz") -> Questions:
    found = _under(task, lesson, story)
    for number in numbers:
        if not 1 <= number <= len(found):
            raise UnknownRecord(
                f"The {task} of {lesson!r} has no question {number}: count from 1 to {len(found)}"
            )
    places = [(task, f"q-{number}") for number in numbers] or found
    return {place: found[place] for place in places}


def _page(
    story: Story, lesson: str, chosen: Questions, paper: Html, hidden: str = ""
) -> AskedForms:
    """Return questions to be answered, with what the reader answered before."""
    kept = Journal()
    try:
        kept.read()
        seed = kept.seed()
    except WorksheetError:
        seed = ""  # it cannot be kept: the order is always the same
    made = [
        forms.form(
            item,
            story,
            key="/".join((lesson, *place)),
            label=_label(place, len(_under(place[0], lesson, story))),
            kept=str(kept.value(lesson, *place)),
            lot=random.Random(_lot(seed, lesson, place)),
            hidden=hidden,
        )
        for place, item in chosen.items()
    ]
    scripts = [html(File(name)) for name in ("quiz.js", "kept.js")]
    page = join([stylesheet("quiz.css"), *made, *scripts])
    both = by_medium(screen=page, paper=paper)
    asked = AskedForms(both, both.block)
    asked.keys = tuple((lesson, *place) for place in chosen)
    return asked


def _number(place: tuple[str, str]) -> str:
    return place[1].removeprefix("q-")


def _label(place: tuple[str, str], total: int) -> str:
    return "Guess first:" if place[0] == "guess" else f"Question {_number(place)} of {total}:"


def _lot(seed: str, lesson: str, place: tuple[str, str]) -> str:
    parts = [seed, lesson, place[0], _number(place)]
    return "/".join(part for part in parts if part != "quiz")


def _list(chosen: Questions, solved: Story | None = None) -> Html:
    """Return questions to be printed, on an answer sheet with what is right."""
    items = join(forms.printed(item, _number(place), solved) for place, item in chosen.items())
    listed = fill('<ol class="ex-quiz-paper">$items</ol>', items=items)
    return join([stylesheet("quiz.css"), listed])
