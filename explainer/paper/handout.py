"""A lesson as a page to print, and its answer sheet: maps and charts as pictures, lines to write.

>>> from explainer import paper
>>> "Answer sheet" in paper.answer_sheet("01-where")
True
"""

import ast
import io
import json
import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import folium

from explainer import cards, quiz, worksheet
from explainer.cards import static
from explainer.charts.board import Board
from explainer.charts.figure import Chart
from explainer.errors import UnknownRecord
from explainer.maps.tour import Tour
from explainer.paper.still import still

#: What only works on a screen: frames with maps, scripts.
_LIVE = re.compile(
    r"<figure\b[^>]*>(?:(?!</figure>).)*<iframe\b.*?</figure>|<script\b.*?</script>", re.S
)


def handout(lesson: str, notebooks: str | Path) -> str:
    """Return a lesson as one HTML page to print: no scripts, nothing loaded from elsewhere.

    Parameters
    ----------
    lesson : str
        For example ``"01-where"``.
    notebooks : str or pathlib.Path
        Folder of the lessons. The code of the lesson is run.

    Returns
    -------
    str
        A complete HTML document: text, still maps, charts, tables, questions and tasks with
        lines to write on, sources.

    Raises
    ------
    UnknownRecord
        If there is no such lesson.
    """
    cells = _cells(lesson, Path(notebooks))
    title = re.sub(r"^#+\s*", "", cells[0][1].split("\n")[0])
    namespace: dict[str, Any] = {}
    parts = []
    for kind, source in cells:
        if kind == "markdown":
            parts.append(_prose(source))
        elif kind == "code":
            parts += _results(source, namespace)
    return _page(title, cards.join(parts))


def answer_sheet(lesson: str) -> str:
    """Return the right answers of a lesson's questions and tasks as one HTML page to print.

    Raises
    ------
    UnknownRecord
        If the lesson has neither questions nor tasks.
    """
    body = cards.fill(
        "<h1>Answer sheet: $lesson</h1><p>For the instructor.</p><h2>Questions</h2>$questions"
        "<h2>Tasks</h2>$tasks",
        lesson=lesson,
        questions=quiz.text(lesson, answers=True),
        tasks=worksheet.page(lesson, answers=True),
    )
    return _page(f"Answer sheet: {lesson}", body)


def _cells(lesson: str, folder: Path) -> list[tuple[str, str]]:
    file = folder / f"{lesson}.ipynb"
    if not file.is_file():
        known = ", ".join(sorted(path.stem for path in folder.glob("*.ipynb")))
        raise UnknownRecord(f"There is no lesson {lesson!r} in {folder}. There are: {known}")
    notebook = json.loads(file.read_text(encoding="utf-8"))
    return [(cell["cell_type"], "".join(cell["source"])) for cell in notebook["cells"]]


def _prose(source: str) -> cards.Html:
    from nbconvert.filters.markdown import markdown2html

    html = re.sub(r'<a class="anchor-link".*?</a>', "", markdown2html(source))
    # On paper a link leads nowhere: its words stay.
    return cards.Html(re.sub(r"</?a\b[^>]*>", "", html))


def _results(source: str, namespace: dict[str, Any]) -> Iterator[cards.Html]:
    """Run a cell and yield what it prints and what its last line gives, for paper."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(compile(tree, "<lesson>", "exec"), namespace)
        value = (
            eval(compile(ast.Expression(last.value), "<lesson>", "eval"), namespace)
            if last
            else None
        )
    if text := printed.getvalue().strip():
        yield cards.fill("<pre>$text</pre>", text=text)
    if value is not None:
        yield on_paper(value)


def on_paper(value: Any) -> cards.Html:
    """Return what a cell shows in a form that can be printed.

    Parameters
    ----------
    value : object
        A map, a chart, a table, questions, a widget, or any other value.
    """
    if isinstance(value, quiz.Questions):
        return value.paper
    if isinstance(value, folium.Map):
        stops = next((item for item in value._children.values() if isinstance(item, Tour)), None)
        return _picture(still(value), with_table=False) if stops is None else cards.Html()
    if isinstance(value, Chart):
        return _picture(value, with_table=True)
    if isinstance(value, Board):
        return value.html
    if isinstance(value, cards.Html):
        return cards.Html(_LIVE.sub("", value))
    if hasattr(value, "_repr_mimebundle_"):
        shown = value._repr_mimebundle_().get("text/html", "")
        return cards.Html(
            re.sub(r"<figure\b.*?</figure>|<script\b.*?</script>", "", shown, flags=re.S)
        )
    return cards.fill("<pre>$value</pre>", value=repr(value))


def _picture(chart: Chart, *, with_table: bool) -> cards.Html:
    return cards.fill(
        '<figure role="img" aria-label="$alt">$svg</figure>$table',
        alt=chart.alt,
        svg=chart.svg(),
        table=chart.table if with_table else "",
    )


def _page(title: str, body: cards.Html) -> str:
    style = "".join([static("page.css"), static("charts.css"), static("paper.css")])
    return cards.fill(static("paper.html"), title=title, style=cards.Html(style), body=body)
