"""The tasks of a lesson: on the screen, on paper, and with what a reader wrote in them."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from explainer import dates
from explainer.classroom.worksheet.journal import Journal
from explainer.classroom.worksheet.work import Entry, Work
from explainer.errors import WorksheetError
from explainer.page import cards
from explainer.page.cards import Html
from explainer.story import Named, Story, named
from explainer.story.problems import chosen
from explainer.story.records import Event
from explainer.story.records.tasks import Box, Task


def paragraphs(text: str) -> Html:
    """Return text as paragraphs; an empty line ends one."""
    return cards.join(
        cards.fill("<p>$part</p>", part=" ".join(part.split())) for part in text.split("\n\n")
    )


def prompt(number: int, task: Task) -> Html:
    """Return the title and the text of a task."""
    words = cards.by_medium(screen=paragraphs(task.prompt), paper=paragraphs(task.printed))
    return cards.piece(
        "taskprompt", number=number, extra=task.extra, title=task.title, prompt=words
    )


def starters(box: Box) -> Html:
    """Return buttons that put the beginning of a sentence into a box; the browser does it."""
    return cards.piece("starters", box=box.label, starters=box.starters)


def folded(task: Task, story: Story, *, opened: bool = False) -> Html:
    """Return the hint and the model answer of a task with its sources, folded away or opened."""
    return cards.piece(
        "taskhelp",
        opened=opened,
        title=task.title,
        hint=paragraphs(task.hint),
        answer=paragraphs(task.answer),
        sources=cards.sources(story, task.sources) if task.sources else "",
    )


def page(
    lesson: str, *only: str, answers: bool = False, story: Named = None, work: Work | None = None
) -> Html:
    """Return the tasks of a lesson to write on by hand, or with answers for the instructor.

    Parameters
    ----------
    lesson : str
        For example ``"01-where"``; UnknownRecord if it has no tasks.
    *only : str
        Tasks of the lesson; none for all.
    answers : bool
        Show hint and model answer instead of lines to write on.
    story : Story, str or pathlib.Path, optional
        Or its name or folder; the story of the package if left out.
    work : Work, optional
        What a reader wrote: it stands in place of the lines.

    Examples
    --------
    >>> "ex-line" in page("01-where")
    True
    """
    whole = named(story)
    shown = enumerate(whole.tasks(lesson).only(only).tasks, start=1)
    return cards.piece(
        "tasksheet",
        style=cards.stylesheet("worksheet.css"),
        tasks=tuple(
            _unfolding(
                number,
                task,
                folded(task, whole, opened=True) if answers else _boxes(task, work),
                seen=answers or bool(work and work.answers.get(task.id)),
            )
            for number, task in shown
        ),
    )


def _unfolding(number: int, task: Task, rest: Html, *, seen: bool) -> tuple[Html, Html]:
    """Return a task; on a screen one that is extra is folded, unless something is written in it."""
    if seen or not task.extra:
        return prompt(number, task), rest
    whole = cards.join([prompt(number, task), rest])
    title = f"Task {number} (extra). {task.title}"
    return cards.by_medium(screen=cards.fold(title, whole), paper=whole), Html()


def _boxes(task: Task, work: Work | None) -> Html:
    """Return the boxes of a task with what is written in them, else with lines to write on."""
    entries = work.answers.get(task.id, {}) if work else {}
    return cards.piece("boxes", boxes=tuple(_box(box, entries.get(box.id)) for box in task.boxes))


def _box(box: Box, entry: Entry | None = None, came: Event | None = None) -> dict[str, Any]:
    """Return a box for a template: what is written in it and when, else what to write on.

    With `came`, what a forecast asked about and came about, the scale has a mark for it.
    """
    percent, written = box.kind == "percent", entry is not None and not entry.empty
    scale = cards.scale(entry.value if written else None, came=bool(came)) if percent else ""
    return {
        "id": box.id,
        "label": box.label,
        "starters": box.starters,
        "unit": " %" if percent else "",
        "scale": scale,
        "blank": scale or cards.blank_lines(box.lines),
        "value": entry.value if written else "",
        "day": dates.day_words(entry.changed.astimezone().date()) if written else "",
        "came": f"{came.date}: {came.title}" if came else "",
    }


def again(
    lesson: str, task: str, *only: str, folder: str | Path | None = None, story: Named = None
) -> Html:
    """Return what a reader wrote for a task of another lesson, to be read and not changed.

    Each box with its words and the day they were last changed; a message if nothing is there, or if
    the file cannot be read. Beside a forecast stands what came about by the story's clock.

    Parameters
    ----------
    lesson, task : str
        For example ``"07-reading-the-source"`` and ``"forecast"``; else UnknownRecord.
    *only : str
        Boxes of the task; none for all.
    folder : str or pathlib.Path, optional
        Where the answers are kept; ``my-work`` beside the notebook if not given.
    story : Story, str or pathlib.Path, optional
        Or its name or folder; the story of the package if left out.

    Examples
    --------
    >>> "Nothing is written" in again("07-reading-the-source", "forecast", folder="/no/such")
    True
    """
    whole, journal = named(story), Journal(folder)
    asked = chosen(
        task, {it.id: it for it in whole.tasks(lesson).tasks}, f"task of {lesson!r} called"
    )
    known = {box.id: box for box in asked.boxes}
    boxes = [chosen(id, known, f"box of {task!r} called") for id in only] or asked.boxes
    entries, file = {}, f"{journal.file.parent.name}/{journal.file.name}"
    try:
        journal.read()
        messages = journal.notices
        entries = journal.work(lesson).answers.get(task, {})
    except WorksheetError as error:
        messages, file = [str(error)], ""
    written = tuple(box for box in _boxes_of(boxes, whole, entries) if box["day"] or box["came"])
    return cards.piece(
        "again",
        style=cards.stylesheet("worksheet.css"),
        title=asked.title,
        told=cards.join(cards.status(message, "wrong") for message in messages),
        written=cards.piece("boxes", boxes=written) if written else "",
        file=file,
        lesson=lesson,
        task=task,
        boxes=_boxes_of(boxes, whole, {}),
        lines=cards.blank_lines(4),
    )


def _boxes_of(
    boxes: Iterable[Box], story: Story, entries: Mapping[str, Entry]
) -> tuple[dict[str, Any], ...]:
    """Return boxes for a template, with what came about by the story's clock."""
    came = {event.id: event for event in story.events}
    return tuple(_box(box, entries.get(box.id), came.get(box.event or "")) for box in boxes)
