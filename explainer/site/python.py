"""Python for the pages that ask for it: Pyodide, what the package needs of it, and the package."""

import json
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from explainer import shipped
from explainer.errors import ExplainerError
from explainer.page.blocks import static
from explainer.site.shelf import Shelf

#: What of Pyodide is needed, and the distributions that recognition and the gazetteer import.
RUNTIME = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
LOCK = "pyodide-lock.json"
NEEDS = (
    *("annotated_types", "geographiclib", "geopy", "jinja2", "markupsafe", "pydantic"),
    *("pydantic_core", "rapidfuzz", "tomli", "typing_extensions", "typing_inspection"),
)
#: Files of the package that no page asks for there.
_ELSEWHERE = ("stories/", "data/geography/", "data/new_story/", "static/jupyterlab/")
_ENDS = (".pyc", ".js", ".mplstyle", ".md")
_PACKAGE = Path(shipped.__file__).parent
_BEGUN = (1980, 1, 1, 0, 0, 0)


def shelve(shelf: Shelf, folder: str | Path) -> tuple[str, int]:
    """Keep all that a page needs to start Python, and return its script and its size in bytes.

    The folder holds Pyodide (from npm, or its distribution) and the wheels of what the package
    needs. ExplainerError, if something is missing there.
    """
    folder = Path(folder)
    wheels = [next(iter(sorted(folder.glob(f"{name}-*.whl"))), None) for name in NEEDS]
    missing = [name for name in (*RUNTIME, LOCK) if not (folder / name).is_file()]
    missing += [
        f"a wheel of {name}" for name, wheel in zip(NEEDS, wheels, strict=True) if not wheel
    ]
    if missing:
        raise ExplainerError(
            f"{folder} cannot give the pages Python: it lacks {', '.join(missing)}. "
            "`make site` makes such a folder; or leave --python out"
        )
    files = {name: (folder / name).read_bytes() for name in RUNTIME}
    lock = json.loads((folder / LOCK).read_text(encoding="utf-8")) | {"packages": {}}
    files[LOCK] = json.dumps(lock).encode()
    files["packages.zip"] = _packed(filter(None, wheels))
    files["python_worker.js"] = static("python_worker.js").encode()
    address = shelf.folder("python", files)
    return f"{address}/python_worker.js", sum(map(len, files.values()))


def _packed(wheels: Iterator[Path]) -> bytes:
    """Return one archive of all modules: a page asks for one file, not for twenty."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for wheel in wheels:
            with zipfile.ZipFile(wheel) as parts:
                for name in sorted(parts.namelist()):
                    if not name.startswith("pydantic/v1/") and not name.endswith("/"):
                        packed.writestr(zipfile.ZipInfo(name, _BEGUN), parts.read(name), 8)
        for path in sorted(_PACKAGE.rglob("*")):
            name = path.relative_to(_PACKAGE).as_posix()
            if path.is_file() and not name.startswith(_ELSEWHERE) and not name.endswith(_ENDS):
                info = zipfile.ZipInfo(f"explainer/{name}", _BEGUN)
                packed.writestr(info, path.read_bytes(), 8)
    return buffer.getvalue()
