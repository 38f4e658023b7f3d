"""Compile all modules ahead, and join them: a page's start went into unpacking and compiling.

Runs in the Python of the page itself (live_compile.mjs), which has nothing but its own library.
What is joined lies in that library's archive and is imported from there, never unpacked.
"""

import importlib.util
import marshal
import zipfile
from collections.abc import Iterable
from pathlib import Path

#: Says that a file is not to be compared with its source.
_UNCHECKED = (1).to_bytes(4, "little")
_WHERE = "/lib/python3.14/site-packages"
#: What no lesson reads: types for editors, tests, another edition of pydantic, lists for pip. The
#: gazetteer is fetched by the lessons that ask it.
_DROPPED = ("/tests/", "/__pycache__/", "pydantic/v1/", "/gazetteer.sqlite")
_ENDS = (".pyi", ".pth", ".js.map", ".dist-info/RECORD")


def compiled(file: str, source: bytes) -> bytes:
    """Return what Python makes of a module's source."""
    code = compile(source, f"{_WHERE}/{file}", "exec", dont_inherit=True)
    head = importlib.util.MAGIC_NUMBER + _UNCHECKED + importlib.util.source_hash(source)
    return head + marshal.dumps(code)


def join(path: Path, more: Iterable[Path] = ()) -> None:
    """Compile the modules of an archive, and put those of others into it.

    Parameters
    ----------
    path : pathlib.Path
        A wheel, or the library's archive; it is replaced.
    more : iterable of pathlib.Path
        Wheels that it is to hold, too; they are removed.
    """
    half = path.with_suffix(".half")
    others = [*more]
    with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as new:
        for each in (path, *others):
            with zipfile.ZipFile(each) as old:
                for name in old.namelist():
                    if name.endswith(("/", *_ENDS)) or any(part in name for part in _DROPPED):
                        continue
                    data = old.read(name)
                    if name.endswith(".py"):
                        name, data = f"{name}c", compiled(name, data)
                    new.writestr(name, data)
    half.replace(path)
    for each in others:
        each.unlink()
