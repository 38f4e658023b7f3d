"""A lesson cut to one period: the cells with the tag ``period``, and the tasks for them."""

import re
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from explainer.errors import LessonError
from explainer.paper import running
from explainer.story import Named, named

#: The tag of the cells for which there is time.
_TAG = "period"
_TIME = re.compile(r"^\| \*\*Time\*\* \|.*$", re.M)
_SLIDE = {"slide_type": "slide"}


def cut(lesson: str, notebooks: str | Path, *, story: Named = None) -> NotebookNode:
    """Return a lesson cut to one period of 45 minutes, as a notebook.

    It is named as in :func:`~explainer.paper.handout`. The ``lessons.toml`` of the story, by
    default that of the package, says for which task there is time.

    Raises
    ------
    UnknownRecord
        If there is no such lesson.
    LessonError
        If none of its cells has the tag ``period``.
    """
    notebook = nbformat.reads(running.read(lesson, Path(notebooks)), as_version=4)
    known = {item.id: item.tasks for item in named(story).lessons.lesson}
    kept, before = [], None
    for place, cell in enumerate(notebook.cells):
        if _TAG not in cell.metadata.get("tags", ()):
            continue
        if cell.cell_type == "markdown":
            cell.source = unlinked(_TIME.sub("| **Time** | one period, 45 minutes |", cell.source))
        else:
            sheet = f'worksheet("{lesson}"'
            tasks = "".join(f', "{task}"' for task in known.get(lesson, ()))
            cell.source = cell.source.replace(f"{sheet})", f"{sheet}{tasks})")
        if before != place - 1:  # what stood between them on a slide is gone
            cell.metadata["slideshow"] = _SLIDE
        kept.append(cell)
        before = place
    if not kept:
        raise LessonError(
            f"No cell of {lesson} has the tag {_TAG!r}. Give it to those for one period"
        )
    notebook.cells = kept
    return notebook


def unlinked(markdown: str) -> str:
    """Return Markdown without its links to files, which lead nowhere from another folder.

    >>> unlinked("[A word](glossary.md#word) on [its page](https://example.org)")
    'A word on [its page](https://example.org)'
    """
    return re.sub(r"\[([^\]]*)\]\((?!https?:)[^)]*\)", r"\1", markdown)
