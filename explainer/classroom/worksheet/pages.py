"""The tasks of a lesson: on the screen, on paper, and with what a reader wrote in them."""

from pathlib import Path

from explainer import dates
from explainer.classroom.worksheet.journal import Journal
from explainer.classroom.worksheet.work import Entry, Work
from explainer.errors import UnknownRecord, WorksheetError
from explainer.page import cards
from explainer.page.cards import Html
from explainer.story import Named, Story, named
from explainer.story.records.tasks import Box, Task, TaskSheet

_INTRO = """<p>What you write is saved as you type, in the file <code>$file</code> beside this
notebook. On Binder that file is lost when the session ends: download your work as a page before you
leave.</p>"""
#: Above the part of a worksheet where work is kept.
KEEP = """
<p class="ex-task-title" role="heading" aria-level="3">Keep your work, or hand it in</p>
<p>The page holds your answers. You can print it, hand it in, and load it here another time.</p>
"""


def tasks(lesson: str, *, story: Named = None) -> TaskSheet:
    """Return the open tasks of a lesson.

    Parameters
    ----------
    lesson : str
        Name of the lesson, as in its file: ``"01-where"``.
    story : Story, str or pathlib.Path, optional
        Or its name or folder; the story of the package if left out.

    Raises
    ------
    UnknownRecord
        If the lesson has no tasks.
    StoryError
        If a file of tasks holds mistakes; the message lists all of them.
    """
    return named(story).tasks(lesson)


def paragraphs(text: str) -> Html:
    """Return text as paragraphs; an empty line ends one."""
    return cards.join(
        cards.fill("<p>$part</p>", part=" ".join(part.split())) for part in text.split("\n\n")
    )


def prompt(number: int, task: Task) -> Html:
    """Return the title and the text of a task."""
    return cards.fill(
        '<div class="ex-task-text"><p class="ex-task-title" role="heading" aria-level="3">'
        "Task $number$extra. $title</p>$prompt</div>",
        number=number,
        extra=" (extra)" if task.extra else "",
        title=task.title,
        prompt=cards.by_medium(screen=paragraphs(task.prompt), paper=paragraphs(task.printed)),
    )


def intro(file: str) -> Html:
    """Return what stands above the tasks in a notebook: where the answers go."""
    return cards.fill(_INTRO, file=file)


def starters(box: Box) -> Html:
    """Return buttons that put the beginning of a sentence into a box; the browser does it."""
    return cards.join(
        cards.fill(
            '<button type="button" value="$words" title="Put these words into the box “$box”">'
            "$words …</button>",
            words=starter.strip(),
            box=box.label,
        )
        for starter in box.starters
    )


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


def page(
    lesson: str, *only: str, answers: bool = False, story: Named = None, work: Work | None = None
) -> Html:
    """Return the tasks of a lesson to write on by hand, or with answers for the instructor.

    Parameters
    ----------
    lesson : str
        For example ``"01-where"``.
    *only : str
        Tasks of the lesson; none for all.
    answers : bool
        Show hint and model answer instead of lines to write on.
    story : Story, str or pathlib.Path, optional
        Or its name or folder; the story of the package if left out.
    work : Work, optional
        What a reader wrote: it stands in place of the lines.

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
    whole = named(story)
    body = cards.join(
        cards.fill(
            '<div class="ex-task">$prompt$rest</div>',
            prompt=prompt(number, task),
            rest=_key(task, whole) if answers else _boxes(task, work),
        )
        for number, task in enumerate(whole.tasks(lesson).only(only).tasks, start=1)
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


def _boxes(task: Task, work: Work | None) -> Html:
    """Return the boxes of a task with what is written in them, else with lines to write on."""
    entries = work.answers.get(task.id, {}) if work else {}
    return cards.join(
        _filled(box, entry) if (entry := entries.get(box.id)) and not entry.empty else _lines(box)
        for box in task.boxes
    )


def _filled(box: Box, entry: Entry) -> Html:
    return cards.fill(
        '<p class="ex-label">$label</p><div class="ex-written">$value$unit</div>$scale'
        '<p class="ex-when">Written on $day.</p>',
        label=box.label,
        value=entry.value,
        unit=" %" if box.kind == "percent" else "",
        scale=cards.scale(entry.value) if box.kind == "percent" else "",
        day=dates.day_words(entry.changed.astimezone().date()),
    )


def _lines(box: Box) -> Html:
    starters = cards.join(
        (cards.fill("<i>$words …</i>", words=words.strip()) for words in box.starters), " · "
    )
    line = cards.scale() if box.kind == "percent" else cards.blank_lines(box.lines)
    return cards.fill(
        '<p class="ex-label">$label</p>$starters$lines',
        label=box.label,
        starters=cards.fill("<div>You can begin with: $s</div>", s=starters) if starters else "",
        lines=line,
    )


def again(lesson: str, task: str, *, folder: str | Path | None = None, story: Named = None) -> Html:
    """Return what a reader wrote for a task of another lesson, to be read and not changed.

    Parameters
    ----------
    lesson, task : str
        For example ``"07-reading-the-source"`` and ``"forecast"``.
    folder : str or pathlib.Path, optional
        Where the answers are kept; ``my-work`` beside the notebook if not given.
    story : Story, str or pathlib.Path, optional
        Or its name or folder; the story of the package if left out.

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
        body = _found(asked, journal.work(lesson)) or _nothing(asked, lesson, journal.file)
    told = cards.join([*(cards.status(message, "wrong") for message in messages), body])
    return cards.fill(
        '$style<div class="ex-tasks">'
        '<p class="ex-task-title" role="heading" aria-level="3">$title</p>$body</div>',
        style=cards.stylesheet("worksheet.css"),
        title=asked.title,
        body=cards.by_medium(screen=told, paper=told, site=_kept(asked, lesson)),
    )


def _task(lesson: str, task: str, story: Named) -> Task:
    known = {item.id: item for item in named(story).tasks(lesson).tasks}
    if task not in known:
        raise UnknownRecord(f"{lesson!r} has no task {task!r}. Use one of: {', '.join(known)}")
    return known[task]


def _found(task: Task, work: Work) -> Html:
    """Return the boxes of a task that hold something; nothing if none does."""
    entries = work.answers.get(task.id, {})
    return cards.join(
        _filled(box, entry)
        for box in task.boxes
        if (entry := entries.get(box.id)) and not entry.empty
    )


def _kept(task: Task, lesson: str) -> Html:
    """Return places for what a reader's browser keeps of a task, and what is said without any."""
    boxes = cards.join(
        cards.fill(
            '<div data-task="$task" data-box="$box" data-unit="$unit" hidden>'
            '<p class="ex-label">$label</p><div class="ex-written"></div>$scale'
            '<p class="ex-when"></p></div>',
            task=task.id,
            box=box.id,
            unit=" %" if box.kind == "percent" else "",
            label=box.label,
            scale=cards.scale() if box.kind == "percent" else "",
        )
        for box in task.boxes
    )
    return cards.fill(
        '<div class="ex-again" data-lesson="$lesson">$boxes<p class="ex-note">Nothing is written '
        "here yet, in this browser. Have you written it elsewhere? Load the page you downloaded, "
        'under the tasks below. Else do it now, in <a href="$lesson.html">lesson $lesson</a>, and '
        "come back.</p></div>",
        lesson=lesson,
        boxes=boxes,
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
    copied = cards.fill("<p>Copy here what you wrote then.</p>$lines", lines=cards.blank_lines(4))
    return cards.by_medium(screen=note, paper=copied)
