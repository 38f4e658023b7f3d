"""A lesson run for paper: its cells' texts and what they show, as blocks, in their order."""

import json
import logging
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from shutil import copytree, ignore_patterns
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from explainer.errors import LessonError, UnknownRecord, Unreadable
from explainer.page import cards
from explainer.page.blocks import from_data
from explainer.paper import prose
from explainer.paper.kernel import MIME
from explainer.reading import content, tables

_LOG = logging.getLogger(__name__)
_WIDGET = "application/vnd.jupyter.widget-view+json"
#: Longest time that a cell may take.
_SECONDS = 600
_MEND = "Take a copy that JupyterLab opens"
_NOT_THE_STORY = ignore_patterns("my-work", "private", "web", "*.html", "*.ipynb", ".*")
_OF_A_STORY = ("*.toml", "*json", "quiz/*.json", "tasks/*.toml")
_LISTEN = "from explainer.paper import kernel\n\nkernel.listen()"


def title(lesson: str, folder: Path) -> str:
    """Return the title of a lesson: its first line."""
    return _name(nbformat.reads(read(lesson, folder), as_version=4))


def _name(notebook: NotebookNode) -> str:
    return notebook.cells[0].source.partition("\n")[0].lstrip("# ")


def parts(lesson: str, folder: Path) -> tuple[Any, ...]:
    """Run a lesson of a folder and return its parts for paper, in their order.

    They are texts and outputs, without what is marked as being for the screen only. UnknownRecord,
    if there is no such lesson; LessonError, if it cannot be run, or one of its cells fails.
    """
    return tuple(part for cell in cells(lesson, folder) for part in _shown(cell))


def cells(lesson: str, folder: Path) -> list[NotebookNode]:
    """Run a lesson and return its cells, whose outputs carry their blocks, as :func:`parts`."""
    return _run(read(lesson, folder), _story(folder), _LISTEN)[1:]


def run(lesson: str, folder: Path) -> NotebookNode:
    """Run a lesson, as :func:`parts`, and return it as JupyterLab would save it, for a screen."""
    text = read(lesson, folder)
    notebook = nbformat.reads(text, as_version=4)
    notebook.cells = deepcopy(_run(text, _story(folder)))
    return notebook


#: The folder of a story, and when each of its files was changed; None where there is no story.
_Stamped = tuple[Path, tuple[tuple[str, int], ...]] | None


def _story(folder: Path) -> _Stamped:
    if not (folder / "story.toml").is_file():
        return None
    files = (file for kind in _OF_A_STORY for file in folder.glob(kind))
    return folder, tuple(sorted((str(file), file.stat().st_mtime_ns) for file in files))


def beside(folder: Path, nowhere: str) -> bool:
    """Copy the files of a story whose lesson lies in its folder to where the lesson is run.

    Nobody's answers are among them, nor the article. Returns whether there is such a story.
    """
    if there := (folder / "story.toml").is_file():
        copytree(folder, nowhere, ignore=_NOT_THE_STORY, dirs_exist_ok=True)
    return there


def read(lesson: str, folder: Path) -> str:
    """Return the text of a lesson's file.

    Raises
    ------
    UnknownRecord
        If there is no such lesson; the message names those there are.
    LessonError
        If the file cannot be read, or is no notebook.
    """
    file = folder / f"{lesson}.ipynb"
    try:
        if content(file) is not None:
            return json.dumps(_valid(tables(file)))
    except Unreadable as error:
        raise LessonError(f"{file} cannot be read: {error.wrong}. {_MEND}") from error
    known = ", ".join(sorted(path.stem for path in folder.glob("*.ipynb")))
    raise UnknownRecord(f"There is no lesson {lesson!r} in {folder}. There are: {known}")


def _valid(found: Any) -> Any:
    if isinstance(found, dict) and found.get("nbformat") == 4 and found.get("cells"):
        # What is damaged in a way that it does not expect stops nbformat by other errors.
        with suppress(nbformat.ValidationError, AssertionError, TypeError):
            nbformat.validate(nbformat.from_dict(found), version=4)
            return found
    raise Unreadable("is no notebook with cells", _MEND)


@lru_cache(maxsize=16)  # a hand-out and its answer sheet are made of one run
def _run(text: str, story: _Stamped, first: str = "") -> list[NotebookNode]:
    """Run a notebook in a folder of its own: nobody's answers are found, and none are changed.

    A lesson that lies in the folder of its story finds the story's files there.
    """
    notebook = nbformat.reads(text, as_version=4)
    _LOG.info("%s: its cells run, which can take minutes …", _name(notebook))
    if first:
        notebook.cells.insert(0, nbformat.v4.new_code_cell(first))
    with TemporaryDirectory() as nowhere:
        if story:
            beside(story[0], nowhere)
        client = NotebookClient(
            notebook,
            timeout=_SECONDS,
            kernel_name="python3",
            resources={"metadata": {"path": nowhere}},
            extra_arguments=["--log-level=ERROR"],  # what a kernel warns of is no reader's concern
        )
        try:
            client.execute()
        except CellExecutionError as error:
            raise LessonError(
                f"A cell of the lesson stops with {error.ename}: {error.evalue}. Run the lesson in "
                "JupyterLab to see which, and mend it"
            ) from error
        except DeadKernelError as error:
            raise LessonError(
                "The lesson did not come to its end: it was stopped, or the memory is full. "
                "Nothing was written. Close other programs, and try again"
            ) from error
        except CellTimeoutError as error:
            raise LessonError(
                f"A cell of the lesson still runs after {_SECONDS} seconds. Run the lesson in "
                "JupyterLab to see which"
            ) from error
    return notebook.cells


def _shown(cell: NotebookNode) -> Iterator[Any]:
    """Yield what a cell shows on paper."""
    if prose.LEFT_OUT["paper"] & {*cell.metadata.get("tags", ())}:
        return
    if cell.cell_type == "markdown":
        yield prose.html(cell.source)
    for output in cell.get("outputs", ()):
        if output.output_type == "stream" and output.name == "stdout":
            yield _as_it_is(output.text.strip())
        elif MIME in (data := output.get("data", {})):
            yield from_data(data[MIME])
        elif "text/plain" in data and _WIDGET not in data:
            yield _as_it_is(data["text/plain"])


def _as_it_is(text: str) -> cards.Html:
    return cards.fill("<pre>$text</pre>", text=text)
