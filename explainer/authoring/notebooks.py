"""Notebooks made of cells that stand in a data file, as Markdown or code."""

from collections.abc import Iterable, Mapping
from string import Template
from typing import Any

import nbformat

_KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}


def made(cells: Iterable[Mapping[str, Any]], values: Mapping[str, str]) -> nbformat.NotebookNode:
    """Return a notebook; each cell of text, or where it says so, begins a slide; code is folded.

    Parameters
    ----------
    cells : iterable of mapping
        Each with ``markdown`` or ``code``, in which ``${name}`` is filled in, and its own
        ``values``, if it has some.
    values : mapping of str to str

    Examples
    --------
    >>> [cell] = made([{"markdown": "# ${title}"}], {"title": "One"}).cells
    >>> cell.source
    '# One'
    """
    shown = []
    for number, cell in enumerate(cells):
        kind = "markdown" if "markdown" in cell else "code"
        source = Template(cell[kind].strip()).substitute({**values, **cell.get("values", {})})
        begins = kind == "markdown" or cell.get("slide")
        metadata = {"slideshow": {"slide_type": "slide"}} if begins else {}
        if kind == "code":
            metadata["jupyter"] = {"source_hidden": True}
        make = getattr(nbformat.v4, f"new_{kind}_cell")
        shown.append(make(source, id=f"{number:02}", metadata=metadata))
    return nbformat.v4.new_notebook(cells=shown, metadata={"kernelspec": _KERNEL})
