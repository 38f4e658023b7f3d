"""A lesson as a page to print, and its answer sheet: maps and charts as pictures, lines to write.

>>> from explainer import paper
>>> "Answer sheet" in paper.answer_sheet("01-where")
True
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from markupsafe import Markup

from explainer.classroom import quiz, tally, worksheet
from explainer.page import cards
from explainer.page.blocks import PAGE, Ask, Html, Sources, walk
from explainer.page.cards import static
from explainer.page.policy import policy
from explainer.paper import running
from explainer.paper.medium import AnswerSheet, Paper, References, ShortPaper
from explainer.story import Named

Size = Literal["A4", "letter"]
_STYLES = ("page.css", "charts.css", "quiz.css", "worksheet.css", "paper.css")
_NAME = cards.Html('<p class="ex-name">Name: <span></span> Date: <span></span></p>')
_ELSEWHERE = cards.Html("<p>The sources stand in the long edition of this lesson.</p>")
_SHORT = '<div class="ex-short">$body</div>'
_SOURCES = "Sources used in this lesson"


def handout(lesson: str, notebooks: str | Path, *, paper: Size = "A4", short: bool = False) -> str:
    """Return a lesson as one HTML page to print: no scripts, nothing loaded from elsewhere.

    Parameters
    ----------
    lesson : str
        For example ``"01-where"``.
    notebooks : str or pathlib.Path
        Folder of the lessons. The code of the lesson is run, in a kernel of its own; nothing
        anybody wrote in a worksheet is read.
    paper : {"A4", "letter"}
        Size of the pages.
    short : bool
        For one period: pictures without their tables, and no list of sources.

    Returns
    -------
    str
        A complete HTML document: text, still maps, charts, tables, questions and tasks with
        lines to write on, sources. What is to be pressed or clicked is left out, and so are
        parts about the computer.

    Raises
    ------
    UnknownRecord
        If there is no such lesson.
    LessonError
        If a cell of the lesson fails.
    """
    folder = Path(notebooks)
    parts = [_NAME, *running.parts(lesson, folder)]
    if short:
        body = cards.fill(_SHORT, body=printed([*parts, _ELSEWHERE], ShortPaper))
    else:
        body = printed(parts)
    return _page(running.title(lesson, folder), body, paper)


def answer_sheet(
    lesson: str,
    notebooks: str | Path | None = None,
    *,
    paper: Size = "A4",
    story: Named = None,
) -> str:
    """Return the right answers of a lesson's questions and tasks as one HTML page to print.

    Parameters
    ----------
    lesson : str
        For example ``"01-where"``.
    notebooks : str or pathlib.Path, optional
        Folder of the lessons. If given, the sheet also says what can be noticed where the lesson
        asks what the reader sees; the code of the lesson is run for that.
    paper
        As in :func:`handout`.
    story : Story, str or pathlib.Path, optional
        Or its name or folder; the story of the package if left out.

    Raises
    ------
    UnknownRecord
        If the lesson has neither questions nor tasks.
    """
    name, parts = lesson, ()
    if notebooks:
        name = running.title(lesson, Path(notebooks))
        parts = running.parts(lesson, Path(notebooks))
    title = f"Answer sheet: {name}"
    asked = [block for part in parts for block in walk(part) if isinstance(block, Ask)]
    body = cards.piece(
        "answersheet",
        title=title,
        questions=cards.join(
            quiz.text(lesson, answers=True, again=again, story=story) for again in (True, False)
        ),
        seen=cards.join(asked),
        tasks=worksheet.page(lesson, answers=True, story=story),
    )
    return _page(title, printed([body], AnswerSheet), paper)


def tally_sheet(lesson: str, *, paper: Size = "A4", story: Named = None) -> str:
    """Return a sheet to count a class by hand as one HTML page to print.

    Parameters, and what is raised, as in :func:`answer_sheet`.
    """
    title = f"To count a class: {lesson}"
    body = cards.fill("<h1>$title</h1>$sheet", title=title, sheet=tally(lesson, story=story))
    return _page(title, printed([body]), paper)


def printed(parts: Sequence[Any], medium: type[Paper] = Paper) -> Html:
    """Return parts of a lesson on paper, with numbers for the sources and one list of them.

    If the last part is a list of sources and nothing else, the list takes its place.
    """
    last = parts[-1].block if isinstance(parts[-1], Html) else parts[-1]
    own = isinstance(last, Sources)
    references = References()
    references.numbers(last.items if own else ())
    shown: list[Markup] = []
    for _ in ("all that is cited", "its numbers"):
        on_paper = medium(references)
        shown = [on_paper.part(part) for part in (parts[:-1] if own else parts)]
    if references.listed:
        head = last.head if own else _SOURCES
        shown.append(on_paper.fill("bibliography", head=head, items=references.listed))
    return Html(Markup("").join(shown))


def _page(title: str, body: Html, paper: Size) -> str:
    # In a style sheet a quotation mark, a backslash or "<" of a title would end the words.
    name = re.sub(r'["\\<]', lambda found: f"\\{ord(found[0]):x} ", title)
    style = Html("".join(map(static, _STYLES)))
    parts = {"policy": policy(), "style": style, "body": body}
    return str(PAGE.fill("sheet", title=title, name=Html(name), size=paper, **parts))
