"""A lesson gone through here, cell by cell: its texts, its code, and what its cells show.

Not in a kernel: ten of those would take most of the time, and only hand on what is an object here.
"""

import ast
import contextlib
import io
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat

from explainer.classroom.worksheet import Journal
from explainer.errors import LessonError
from explainer.paper import prose, running
from explainer.story import load

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class LessonCell:
    """A cell of a lesson: Markdown, or code with what it printed and its last value.

    One that is `extra` goes beyond what a class does in a period.
    """

    text: str = ""
    code: str = ""
    printed: str = ""
    value: Any = None
    extra: bool = False


def steps(file: Path) -> Iterator[LessonCell]:
    """Run a lesson and yield its cells, without those that only make sense in a notebook.

    Its code is run in a folder with nothing but the files of the story beside it: nobody's answers
    are found. LessonError, if the file is no notebook, or a cell fails.
    """
    notebook = nbformat.reads(running.read(file.stem, file.parent), as_version=4)
    _LOG.info("%s becomes a page …", file.stem)
    file = file.resolve()
    with TemporaryDirectory() as nowhere, contextlib.chdir(nowhere):
        beside = running.beside(file.parent, nowhere)
        if beside:
            load.cache_clear()  # "." is another folder here
        # The lot by which answers are ordered: the same in every edition.
        journal = Journal()
        journal.write("reader", "quiz", "seed", "site")
        journal.save()
        yield from _steps(notebook.cells, file.stem)
    if beside:
        load.cache_clear()


def _steps(cells: list[nbformat.NotebookNode], lesson: str) -> Iterator[LessonCell]:
    names: dict[str, Any] = {}
    for cell in cells:
        tags = {*cell.metadata.get("tags", ())}
        here, extra = not prose.LEFT_OUT["site"] & tags, "extra" in tags
        if cell.cell_type == "code":
            try:
                with contextlib.redirect_stdout(io.StringIO()) as printed:
                    value = _value(cell.source, names)
            except Exception as error:
                raise LessonError(
                    f"Cell {cell.get('id')} of {lesson} stops with {type(error).__name__}: "
                    f"{error}. Run the lesson in JupyterLab, and mend it"
                ) from error
            if here:
                said = printed.getvalue().strip()
                yield LessonCell(code=cell.source, printed=said, value=value, extra=extra)
        elif here and cell.cell_type == "markdown":
            yield LessonCell(text=prose.said(cell.source, "site"), extra=extra)


def _value(source: str, names: dict[str, Any]) -> Any:
    """Run code and return the value of its last line, if that is an expression."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<cell>", "exec"), names)
    return eval(compile(ast.Expression(last.value), "<cell>", "eval"), names) if last else None
