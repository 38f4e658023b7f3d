"""Notebooks made of cells that stand in a data file, as Markdown or code.

They are written as plain JSON: the library of the notebook format takes a second to import.
"""

import json
from collections.abc import Iterable, Mapping
from string import Template
from typing import Any

_KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}


def made(cells: Iterable[Mapping[str, Any]], values: Mapping[str, str]) -> str:
    """Return a notebook as JSON, format 4.5.

    Each cell has ``markdown`` or ``code``, in which ``${name}`` is filled in, and its own
    ``values``, if it has some. One of text, or where it says so, begins a slide; code is folded.

    >>> [cell] = json.loads(made([{"markdown": "# ${title}"}], {"title": "One"}))["cells"]
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
