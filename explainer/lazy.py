"""Names of a package that are loaded when they are first asked for (PEP 562)."""

import importlib
import sys
from collections.abc import Callable, Mapping
from typing import Any


def names(
    package: str, where: Mapping[str, str]
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Return ``__getattr__`` and ``__dir__`` of a package whose import is to cost nothing.

    Parameters
    ----------
    package : str
        Its name.
    where : mapping of str to str
        Public name -> the module in the package, or ``module:member``, where the module has
        another name: what is imported from it would else stand in the member's place.

    >>> get, _ = names("explainer", {"load": "story:load"})
    >>> get("load").__name__
    'load'
    """
    module = sys.modules[package]
    assert not [name for name, path in where.items() if path.endswith(f"{name}:{name}")]

    def get(name: str) -> Any:
        if name not in where:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        path, _, member = where[name].partition(":")
        value = importlib.import_module(f"{package}.{path}")
        value = getattr(value, member) if member else value
        setattr(module, name, value)
        return value

    def listed() -> list[str]:
        return sorted({*vars(module), *where})

    return get, listed
