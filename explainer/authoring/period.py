"""A lesson of one period, made of what a story has: a notebook, questions, tasks."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from string import Template
from typing import Any

from explainer import shipped
from explainer.authoring.asking import questions
from explainer.authoring.folder import Folder
from explainer.dates import day_words
from explainer.story import Story, load
from explainer.writing import write_all

_KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}


def lesson(path: str | Path) -> list[Path]:
    """Write the lesson of a story into its folder: notebook, questions and tasks.

    What a teacher has changed in questions and tasks stays: they are written only once. Returns
    the files written, the notebook first. A story has to have three places and three statements at
    least; with mistakes or fewer records it raises StoryError.
    """
    folder = Folder(path).path
    story = fresh(folder)
    name = story.id
    texts = {f"{name}.ipynb": notebook(story, name)}
    quiz, tasks = f"quiz/{name}.json", f"tasks/{name}.toml"
    if not (folder / quiz).is_file():
        made = json.dumps(questions(story), indent=2, ensure_ascii=False)
        texts[quiz] = f"{made}\n"
    if not (folder / tasks).is_file():
        texts[tasks] = (
            Template(shipped.data("period.toml")["tasks"]["sheet"]).substitute(lesson=name).lstrip()
        )
    return write_all(folder, texts)


def fresh(folder: Path) -> Story:
    """Return a story as its files stand now, or raise StoryError with its mistakes."""
    load.cache_clear()
    return load(folder)


def notebook(story: Story, name: str) -> str:
    """Return the lesson of a story as a notebook, in JSON: only cells for what the story has.

    >>> import explainer as ex
    >>> story = ex.load()
    >>> small = story.with_records(events=[], figures=[], views=[])
    >>> len(notebook(small, "a")) < len(notebook(story, "a"))
    True
    """
    values = {"lesson": name, "title": story.title, "day": day_words(story.day), "folder": "."}
    return made_notebook(_cells(story), values)


def _cells(story: Story) -> Iterator[dict[str, Any]]:
    """Yield the cells whose needs are met; one for each topic that has numbers where it says so."""
    # Of a collection its records are counted, of a kind of statement those of that kind.
    counts = {name: len(items) for name, items in story.collections()}
    counts |= Counter(f"{item.kind}s" for item in story.statements)
    for cell in shipped.data("period.toml")["cell"]:
        if any(counts.get(kind, 0) < least for kind, least in cell.get("needs", {}).items()):
            continue
        if not cell.get("topic"):
            yield cell
            continue
        titled = (name for name, topic in story.words.topics.items() if topic.numbers)
        for topic in titled:
            if any(figure.topic == topic for figure in story.figures):
                yield cell | {"values": {"topic": topic}}


def made_notebook(cells: Iterable[Mapping[str, Any]], values: Mapping[str, str]) -> str:
    """Return a notebook as JSON, format 4.5.

    It is written as plain JSON: the library of the notebook format takes a second to import.
    Each cell has ``markdown`` or ``code``, in which ``${name}`` is filled in, and its own
    ``values``, if it has some. One of text, or where it says so, begins a slide; code is folded.

    >>> [cell] = json.loads(made_notebook([{"markdown": "# ${title}"}], {"title": "One"}))["cells"]
    >>> cell["cell_type"], cell["source"]
    ('markdown', ['# One'])
    """
    shown = []
    for number, cell in enumerate(cells):
        kind = "markdown" if "markdown" in cell else "code"
        source = Template(cell[kind].strip()).substitute({**values, **cell.get("values", {})})
        begins = kind == "markdown" or cell.get("slide")
        metadata: dict[str, Any] = {"slideshow": {"slide_type": "slide"}} if begins else {}
        run: dict[str, Any] = {}
        if kind == "code":
            metadata["jupyter"] = {"source_hidden": True}
            run = {"execution_count": None, "outputs": []}
        shown.append(
            {"cell_type": kind, "id": f"{number:02}", "metadata": metadata}
            | {"source": source.splitlines(keepends=True)}
            | run
        )
    notebook = {"cells": shown, "metadata": {"kernelspec": _KERNEL}}
    notebook |= {"nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
