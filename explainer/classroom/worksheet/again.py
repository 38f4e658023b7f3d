"""What a reader wrote in an earlier lesson, shown again to be read."""

from pathlib import Path

from explainer import dates
from explainer.classroom.worksheet.forms import Task, tasks
from explainer.classroom.worksheet.journal import Journal
from explainer.classroom.worksheet.work import Work
from explainer.errors import UnknownRecord, WorksheetError
from explainer.page import cards
from explainer.page.cards import Html, blank_lines


def again(
    lesson: str, task: str, *, folder: str | Path | None = None, story: str | Path = "ukraine-2021"
) -> Html:
    """Return what a reader wrote for a task of another lesson, to be read and not changed.

    Parameters
    ----------
    lesson, task : str
        For example ``"07-reading-the-source"`` and ``"forecast"``.
    folder : str or pathlib.Path, optional
        Where the answers are kept; ``my-work`` beside the notebook if not given.
    story : str or pathlib.Path
        Name or folder of the story.

    Returns
    -------
    Html
        Each box with its words and the day they were last changed. A message if nothing is there,
        or if the file cannot be read.

    Raises
    ------
    UnknownRecord
        If there is no such lesson or task.

    Examples
    --------
    >>> "Nothing is written" in again("07-reading-the-source", "forecast", folder="/no/such")
    True
    """
    asked = _task(lesson, task, story)
    journal = Journal(folder)
    try:
        journal.read()
    except WorksheetError as error:
        messages, body = [str(error)], Html()
    else:
        messages = journal.notices
        body = _written(asked, journal.work(lesson)) or _nothing(asked, lesson, journal.file)
    return cards.fill(
        '$style<div class="ex-tasks">'
        '<p class="ex-task-title" role="heading" aria-level="3">$title</p>$messages$body</div>',
        style=cards.stylesheet("worksheet.css"),
        title=asked.title,
        messages=cards.join(cards.status(message, "wrong") for message in messages),
        body=body,
    )


def _task(lesson: str, task: str, story: str | Path) -> Task:
    known = {item.id: item for item in tasks(lesson, story=story).tasks}
    if task not in known:
        raise UnknownRecord(f"{lesson!r} has no task {task!r}. Use one of: {', '.join(known)}")
    return known[task]


def _written(task: Task, work: Work) -> Html:
    """Return the boxes of a task that hold something; nothing if none does."""
    entries = work.answers.get(task.id, {})
    return cards.join(
        cards.fill(
            '<p class="ex-label">$label</p><div class="ex-written">$value$unit</div>'
            '<p class="ex-when">Written on $day.</p>',
            label=box.label,
            value=entry.value,
            unit=" %" if box.kind == "percent" else "",
            day=dates.day_words(entry.changed.astimezone().date()),
        )
        for box in task.boxes
        if (entry := entries.get(box.id)) and not entry.empty
    )


def _nothing(task: Task, lesson: str, file: Path) -> Html:
    """Return what to do if nothing is there; on paper, lines to copy it onto."""
    note = cards.fill(
        '<div class="ex-note" role="status"><p>Nothing is written here yet: no answer to “$task” '
        "was found in the file <code>$file</code>.</p><ul><li>Have you written one before? Choose "
        "“Load my work from a page” under the tasks of this lesson, take the page you downloaded, "
        "and run this cell again.</li><li>Have you not written one? It is not too late: do it in "
        '<a href="$lesson.ipynb">lesson $lesson</a>, save it there, and come back.</li></ul></div>',
        task=task.title,
        file=f"{file.parent.name}/{file.name}",
        lesson=lesson,
    )
    copied = cards.fill("<p>Copy here what you wrote then.</p>$lines", lines=blank_lines(4))
    return cards.by_medium(screen=note, paper=copied)
