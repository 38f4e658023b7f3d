"""What comes with the package and is not Python: data, style sheets, scripts, templates."""

from functools import cache
from importlib.resources import files
from typing import Any

import tomli  # the standard library's own parser, compiled: a story is read in a third of the time


@cache
def text(*path: str) -> str:
    """Return a file of the package, by its path in it.

    >>> text("data", "engine.toml").startswith("#")
    True
    """
    return files("explainer").joinpath(*path).read_text(encoding="utf-8")


@cache
def data(*path: str) -> dict[str, Any]:
    """Return a TOML file below ``explainer/data``; shared by all callers: copy what you change."""
    return tomli.loads(text("data", *path))
