"""The page to hand in: what a reader wrote, to be printed and to be loaded back."""

import datetime as dt
import json
import re
from collections.abc import Sequence
from contextlib import suppress

from pydantic import ValidationError

from explainer import dates
from explainer.classroom.worksheet.pages import prompt
from explainer.classroom.worksheet.work import Entry, Work
from explainer.errors import UnknownRecord, WorksheetError
from explainer.page import cards
from explainer.page.cards import Html, static
from explainer.page.policy import policy
from explainer.story import Named, Story, named
from explainer.story.records.fields import Strict
from explainer.story.records.questions import Item
from explainer.story.records.tasks import Task

#: A page larger than this was not made here, in bytes: a journal is read up to the same size.
LARGEST = 100_000_000
#: Most lessons that a page holds.
_MOST = 100

_BLOCK = re.compile(
    rb'<script type="application/json" id="explainer-work"[^>]*>(.*?)</script>', re.DOTALL
)
NOT_OURS = (
    "This file is not a page that was downloaded here, or it is damaged. Nothing was loaded and "
    "nothing was changed. Choose the file whose name begins with “my-work”."
)


class Pack(Strict):
    """What a page carries for loading it back."""

    works: tuple[Work, ...]


def hand_in(works: Sequence[Work], *, story: Named = None, day: dt.date | None = None) -> str:
    """Return a page to print or hand in, from which the work can be loaded back.

    It is a whole HTML document that needs nothing else, with one work for each lesson on it, and
    `day` (today if left out), on which it was made.
    """
    pack = json.dumps(Pack(works=tuple(works)).model_dump(mode="json"), ensure_ascii=False)
    one = works[0].lesson if len(works) == 1 else ""
    return cards.fill(
        static("worksheet.html"),
        file=f"my-work-{one}.html" if one else "my-work.html",
        title=f"My work: {_title(one, story)}" if one else "My work",
        policy=policy(),
        style=Html(static("worksheet.css")),
        day=dates.day_words(day or dt.date.today()),
        sections=cards.join(_section(work, story) for work in works),
        # Nothing a reader typed can end the script element or begin a comment in it.
        work=Html(pack.replace("<", "\\u003c")),
    )


def _title(lesson: str, story: Named) -> str:
    try:
        return named(story).tasks(lesson).title
    except UnknownRecord:
        return lesson


def _section(work: Work, story: Named) -> Html:
    """Return the answers of a lesson, those to tasks that are no longer set included."""
    known, asked = asked_in(work.lesson, named(story))
    left = {
        (task, box): entry for task, boxes in work.answers.items() for box, entry in boxes.items()
    }
    parts = []
    for number, task in enumerate(known, start=1):
        boxes = [
            (task.id, box.id, box.label, box.kind, _value(left.pop((task.id, box.id), None)))
            for box in task.boxes
        ]
        parts.append((prompt(number, task), tuple(boxes)))
    rest = (
        (
            task,
            box,
            getattr(asked.get((task, box)), "question", f"{task}, {box}"),
            "text",
            _value(entry),
        )
        for (task, box), entry in left.items()
    )
    title = _title(work.lesson, story)
    return cards.piece(
        "handedin", lesson=work.lesson, title=title, parts=(*parts, ("", tuple(rest)))
    )


def _value(entry: Entry | None) -> str | int:
    return entry.value if entry else ""


def asked_in(lesson: str, story: Story) -> tuple[tuple[Task, ...], dict[tuple[str, str], Item]]:
    """Return the tasks of a lesson and, by task and box, its questions; nothing if unknown."""
    sheet, asked = (), {}
    with suppress(UnknownRecord):
        sheet = story.tasks(lesson).tasks
    with suppress(UnknownRecord):
        asked = story.asked(lesson)
    return sheet, asked


def read_page(data: bytes) -> tuple[Work, ...]:
    """Return the work in a page of :func:`hand_in` as a browser saved it, else WorksheetError."""
    block = _BLOCK.search(data[:LARGEST])
    try:
        works = Pack.model_validate_json(block[1] if block else b"").works
    except ValidationError as error:
        raise WorksheetError(NOT_OURS) from error
    if len(works) > _MOST:
        raise WorksheetError(NOT_OURS)
    return works
