"""A lesson as a page to print, and its answer sheet: maps and charts as pictures, lines to write.

>>> from explainer import paper
>>> "Answer sheet" in paper.answer_sheet("01-where")
True
"""

import ast
import contextlib
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import folium
from ipywidgets import Widget

from explainer.charts.board import Board
from explainer.charts.figure import Chart
from explainer.classroom import quiz, worksheet
from explainer.errors import UnknownRecord
from explainer.page import cards, offline
from explainer.page.cards import static
from explainer.paper import fitting, prose
from explainer.paper.references import References, alone
from explainer.paper.still import still
from explainer.story import load
from explainer.widgets.sheet import Worksheet

Paper = Literal["A4", "letter"]
_STYLES = ("page.css", "charts.css", "quiz.css", "worksheet.css", "paper.css")


def handout(lesson: str, notebooks: str | Path, *, paper: Paper = "A4") -> str:
    """Return a lesson as one HTML page to print: no scripts, nothing loaded from elsewhere.

    Parameters
    ----------
    lesson : str
        For example ``"01-where"``.
    notebooks : str or pathlib.Path
        Folder of the lessons. The code of the lesson is run; nothing anybody wrote in a worksheet
        is read.
    paper : {"A4", "letter"}
        Size of the pages.

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
    """
    cells = _cells(lesson, Path(notebooks))
    title = _title(cells)
    references, parts, printed = References(load()), [], ""
    for part in _parts(cells):
        if isinstance(part, Chart):
            whole = fitting.unless_long(part.table, cards.text(part.title))
            table = fitting.tables(whole, references, printed)
            words, piece = cards.plain(table), f"{_picture(part)}{table}"
        else:
            marked = part if alone(part) else references.mark(part)
            piece = fitting.tables(marked, references)
            words = cards.plain(re.sub(r"<svg.*?</svg>", "", piece, flags=re.DOTALL))
        printed += f" {words}"
        parts.append(piece)
    name = '<p class="ex-name">Name: <span></span> Date: <span></span></p>'
    return _page(title, "".join([name, *references.listed(parts)]), paper)


def _parts(cells: list[tuple[str, str]]) -> Iterator[cards.Html | Chart]:
    """Yield the parts of a lesson for paper, in their order."""
    namespace: dict[str, Any] = {}
    headings = prose.Parts()
    skipped = False
    # Elsewhere, so that nobody's answers are found, and none are changed.
    with TemporaryDirectory() as nowhere, contextlib.chdir(nowhere):
        for kind, source in cells:
            if kind == "markdown":
                skipped = headings.skips(source)
                if not skipped:
                    yield prose.html(source)
            elif kind == "code":
                found = _results(source, namespace)
                if not skipped:
                    yield from found


def answer_sheet(lesson: str, notebooks: str | Path | None = None, *, paper: Paper = "A4") -> str:
    """Return the right answers of a lesson's questions and tasks as one HTML page to print.

    Parameters
    ----------
    lesson : str
        For example ``"01-where"``.
    notebooks : str or pathlib.Path, optional
        Folder of the lessons. If given, the sheet also says what can be noticed where the lesson
        asks what the reader sees; the code of the lesson is run for that.
    paper : {"A4", "letter"}
        Size of the pages.

    Raises
    ------
    UnknownRecord
        If the lesson has neither questions nor tasks.
    """
    cells = _cells(lesson, Path(notebooks)) if notebooks else []
    title = f"Answer sheet: {_title(cells) or lesson}"
    body = cards.fill(
        "<h1>$title</h1><p>For the instructor.</p><h2>Questions</h2>$questions"
        "$seen<h2>Tasks</h2>$tasks",
        title=title,
        questions=quiz.text(lesson, answers=True),
        seen=_seen(cells),
        tasks=worksheet.page(lesson, answers=True),
    )
    references = References(load())
    parts = references.listed([references.mark(fitting.still_words(body))])
    return _page(title, "".join(parts), paper)


def _title(cells: list[tuple[str, str]]) -> str:
    """Return the title of a lesson: its first line."""
    return re.sub(r"^#+\s*", "", cells[0][1].split("\n")[0]) if cells else ""


def _seen(cells: list[tuple[str, str]]) -> cards.Html:
    """Return what can be noticed where a lesson asks for it; nothing if it does not ask."""
    namespace: dict[str, Any] = {}
    with TemporaryDirectory() as nowhere, contextlib.chdir(nowhere):
        values = [
            value for kind, source in cells if kind == "code" for value in _run(source, namespace)
        ]
    found = [fitting.asked(value) for value in values if isinstance(value, cards.Html)]
    return cards.Html(f"<h2>What there is to see</h2>{''.join(found)}" if any(found) else "")


def _cells(lesson: str, folder: Path) -> list[tuple[str, str]]:
    file = folder / f"{lesson}.ipynb"
    if not file.is_file():
        known = ", ".join(sorted(path.stem for path in folder.glob("*.ipynb")))
        raise UnknownRecord(f"There is no lesson {lesson!r} in {folder}. There are: {known}")
    notebook = json.loads(file.read_text(encoding="utf-8"))
    return [(cell["cell_type"], "".join(cell["source"])) for cell in notebook["cells"]]


def _results(source: str, namespace: dict[str, Any]) -> list[cards.Html | Chart]:
    """Run a cell and return what it prints and what its last line gives, for paper."""
    return [part for value in _run(source, namespace) for part in on_paper(value)]


def _run(source: str, namespace: dict[str, Any]) -> list[Any]:
    """Run a cell and return what it prints, if anything, and what its last line gives."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed, value = io.StringIO(), None
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, "<lesson>", "exec"), namespace)
        if last:
            value = eval(compile(ast.Expression(last.value), "<lesson>", "eval"), namespace)
    shown = (
        [cards.fill("<pre>$text</pre>", text=text)] if (text := printed.getvalue().strip()) else []
    )
    return shown if value is None else [*shown, value]


def on_paper(value: Any) -> list[cards.Html | Chart]:
    """Return what a cell shows in a form that can be printed.

    Parameters
    ----------
    value : object
        A map, a chart, a table, questions, a widget, or any other value.

    Returns
    -------
    list of Html or Chart
        Charts keep their table; maps and all the rest are HTML. Empty for what only lives on a
        screen: a widget to try things with.
    """
    if isinstance(value, Chart):
        return [value]
    return [cards.Html(fitting.still_words(page)) for page in _html(value)]


def _html(value: Any) -> list[str]:
    if isinstance(value, quiz.Questions):
        return [value.paper]
    if isinstance(value, folium.Map):
        return [_picture(still(value))]
    if isinstance(value, offline.Figure):
        drawn = [item for item in value._children.values() if isinstance(item, folium.Map)]
        return [_picture(still(one)) for one in drawn]
    if isinstance(value, Board):
        return [cards.fill('<div class="ex-board">$html</div>', html=value.html)]
    if isinstance(value, cards.Html):
        return [value]
    if isinstance(value, Widget):
        return [value._repr_mimebundle_()["text/html"]] if isinstance(value, Worksheet) else []
    return [cards.fill("<pre>$value</pre>", value=repr(value))]


def _picture(chart: Chart) -> cards.Html:
    return cards.fill(
        '<figure role="img" aria-label="$alt">$svg</figure>', alt=chart.alt, svg=chart.svg()
    )


def _page(title: str, body: str, paper: Paper) -> str:
    # In a style sheet a quotation mark, a backslash or "<" of a title would end the words.
    name = re.sub(r'["\\<]', lambda found: f"\\{ord(found[0]):x} ", title)
    return cards.fill(
        static("paper.html"),
        title=title,
        name=cards.Html(name),
        size=paper,
        style=cards.Html("".join(map(static, _STYLES))),
        body=cards.Html(body),
    )
