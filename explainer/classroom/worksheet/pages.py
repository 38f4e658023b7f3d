"""Worksheets on paper: the hand-out with lines to write on, the page to hand in and load back."""

import datetime as dt
import json
import re
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from explainer import dates
from explainer.classroom.worksheet.forms import Box, Task, tasks
from explainer.classroom.worksheet.work import Work
from explainer.errors import UnknownRecord, WorksheetError
from explainer.page import cards
from explainer.page.cards import Html, static
from explainer.story import Story, load
from explainer.story.records.fields import Strict

#: A page larger than this was not made here, in bytes.
LARGEST = 5_000_000

_BLOCK = re.compile(
    rb'<script type="application/json" id="explainer-work">(.*?)</script>', re.DOTALL
)
_NOT_OURS = (
    "This file is not a page that was downloaded here, or it is damaged. Nothing was loaded and "
    "nothing was changed. Choose the file whose name begins with “my-work”."
)

_INTRO = """
<p>What you write is saved as you type, in the file <code>$file</code> beside this notebook. On
Binder that file is lost when the session ends: download your work as a page before you leave.</p>
"""


class Pack(Strict):
    """What a page carries for loading it back."""

    works: tuple[Work, ...]


def paragraphs(text: str) -> Html:
    """Return text as paragraphs; an empty line ends one."""
    return cards.join(
        cards.fill("<p>$part</p>", part=" ".join(part.split())) for part in text.split("\n\n")
    )


def prompt(number: int, task: Task) -> Html:
    """Return the title and the text of a task."""
    return cards.fill(
        '<div class="ex-task-text"><p class="ex-task-title" role="heading" aria-level="3">'
        "Task $number. $title</p>$prompt</div>",
        number=number,
        title=task.title,
        prompt=cards.by_medium(screen=paragraphs(task.prompt), paper=paragraphs(task.printed)),
    )


def intro(file: str) -> Html:
    """Return what stands above the tasks in a notebook: where the answers go."""
    return cards.fill(_INTRO, file=file)


def folded(task: Task, story: Story) -> Html:
    """Return the hint and the model answer of a task, folded away."""
    return cards.fill(
        '<div class="ex-task-text"><details><summary aria-label="Hint: $title">Hint</summary>'
        "<div>$hint</div></details>"
        '<details><summary aria-label="One possible answer: $title">One possible answer</summary>'
        "<div>$answer</div></details></div>",
        title=task.title,
        hint=paragraphs(task.hint),
        answer=model_answer(task, story),
    )


def model_answer(task: Task, story: Story) -> Html:
    """Return the model answer of a task with its sources."""
    return cards.fill(
        "$answer$sources",
        answer=paragraphs(task.answer),
        sources=cards.sources(story, task.sources) if task.sources else "",
    )


def page(lesson: str, *, answers: bool = False, story: str | Path = "ukraine-2021") -> Html:
    """Return the tasks of a lesson to write on by hand, or with answers for the instructor.

    Parameters
    ----------
    lesson : str
        For example ``"01-where"``.
    answers : bool
        Show hint and model answer instead of lines to write on.
    story : str or pathlib.Path
        Name or folder of the story; its sources are cited under the answers.

    Returns
    -------
    Html
        A part of a page, with its style.

    Raises
    ------
    UnknownRecord
        If the lesson has no tasks.

    Examples
    --------
    >>> "ex-line" in page("01-where")
    True
    """
    sheet = tasks(lesson, story=story)
    body = cards.join(
        cards.fill(
            '<div class="ex-task">$prompt$rest</div>',
            prompt=prompt(number, task),
            rest=_key(task, load(story)) if answers else cards.join(map(_lines, task.boxes)),
        )
        for number, task in enumerate(sheet.tasks, start=1)
    )
    return cards.fill(
        '$style<div class="ex-tasks">$body</div>',
        style=cards.stylesheet("worksheet.css"),
        body=body,
    )


def _key(task: Task, story: Story) -> Html:
    return cards.fill(
        '<div class="ex-task-text"><p class="ex-label">Hint</p>$hint'
        '<p class="ex-label">One possible answer</p>$answer</div>',
        hint=paragraphs(task.hint),
        answer=model_answer(task, story),
    )


def _lines(box: Box) -> Html:
    starters = cards.join(
        (cards.fill("<i>$words …</i>", words=words.strip()) for words in box.starters), " · "
    )
    line = (
        '<div class="ex-line ex-line-short"></div>'
        if box.kind == "percent"
        else cards.blank_lines(box.lines)
    )
    return cards.fill(
        '<p class="ex-label">$label</p>$starters$lines',
        label=box.label,
        starters=cards.fill("<div>You can begin with: $s</div>", s=starters) if starters else "",
        lines=Html(line),
    )


def hand_in(works: Sequence[Work], *, story: str | Path = "ukraine-2021") -> str:
    """Return a page to print or hand in, from which the work can be loaded back.

    Parameters
    ----------
    works : sequence of Work
        One for each lesson on the page.
    story : str or pathlib.Path
        Name or folder of the story.

    Returns
    -------
    str
        A whole HTML document that needs nothing else.
    """
    pack = json.dumps(Pack(works=tuple(works)).model_dump(mode="json"), ensure_ascii=False)
    one = works[0].lesson if len(works) == 1 else ""
    return cards.fill(
        static("worksheet.html"),
        file=f"my-work-{one}.html" if one else "my-work.html",
        title=f"My work: {_title(one, story)}" if one else "My work",
        style=Html(static("worksheet.css")),
        day=dates.day_words(dt.date.today()),
        sections=cards.join(_section(work, story) for work in works),
        # Nothing a reader typed can end the script element or begin a comment in it.
        work=Html(pack.replace("<", "\\u003c")),
    )


def _title(lesson: str, story: str | Path) -> str:
    try:
        return tasks(lesson, story=story).title
    except UnknownRecord:
        return lesson


def _section(work: Work, story: str | Path) -> Html:
    """Return the answers of a lesson, those to tasks that are no longer set included."""
    try:
        known = tasks(work.lesson, story=story).tasks
    except UnknownRecord:
        known = ()
    parts = []
    shown = set()
    for number, task in enumerate(known, start=1):
        parts.append(prompt(number, task))
        for box in task.boxes:
            shown.add((task.id, box.id))
            parts.append(_written(work, task.id, box.id, box.label, box.kind))
    parts += [
        _written(work, task, box, f"{task}, {box}", "text")
        for task, boxes in work.answers.items()
        for box in boxes
        if (task, box) not in shown
    ]
    return cards.fill(
        '<section class="ex-tasks" data-lesson="$lesson"><h2>$title</h2>$parts</section>',
        lesson=work.lesson,
        title=_title(work.lesson, story),
        parts=cards.join(parts),
    )


def _written(work: Work, task: str, box: str, label: str, kind: str) -> Html:
    entry = work.answers.get(task, {}).get(box)
    return cards.fill(
        '<p class="ex-label">$label</p>'
        '<div class="ex-written" data-task="$task" data-box="$box" data-kind="$kind">$value</div>',
        label=label,
        task=task,
        box=box,
        kind=kind,
        value=entry.value if entry else "",
    )


def read_page(data: bytes) -> tuple[Work, ...]:
    """Return the work in a page made by :func:`hand_in`.

    Parameters
    ----------
    data : bytes
        The file, as a browser saved it.

    Raises
    ------
    WorksheetError
        If it is something else, or damaged.
    """
    block = _BLOCK.search(data[:LARGEST])
    try:
        return Pack.model_validate_json(block[1] if block else b"").works
    except ValidationError as error:
        raise WorksheetError(_NOT_OURS) from error
