"""Compile ahead what the first cells of a lesson load: half of a page's start went into that.

Runs in the Python of the page itself (live_compile.mjs), which has nothing but its own library.
"""

import importlib.util
import marshal
import zipfile
from collections.abc import Collection
from pathlib import Path

#: Says that a file is not to be compared with its source.
_UNCHECKED = (1).to_bytes(4, "little")
_WHERE = "/lib/python3.14/site-packages"


def module(file: str) -> str:
    """Return the name of the module that a file of a wheel holds.

    >>> module("a/b.py"), module("a/__init__.py")
    ('a.b', 'a')
    """
    return file.removesuffix(".py").replace("/", ".").removesuffix(".__init__")


def compiled(file: str, source: bytes) -> bytes:
    """Return what Python makes of a module's source."""
    code = compile(source, f"{_WHERE}/{file}", "exec", dont_inherit=True)
    head = importlib.util.MAGIC_NUMBER + _UNCHECKED + importlib.util.source_hash(source)
    return head + marshal.dumps(code)


def rewrite(path: Path, names: Collection[str]) -> None:
    """Put modules of a wheel, or of the library's zip, there compiled, in place of their source."""
    half = path.with_suffix(".half")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename.endswith(".py") and module(item.filename) in names:
                new.writestr(f"{item.filename}c", compiled(item.filename, data))
            else:
                new.writestr(item, data)
    half.replace(path)
