"""Put what pages need to start Python into a folder, and print the option that says so.

``explainer site $(python -m tools.page_python)``: without a network, or without npm, nothing is
printed, why is told, and the pages are made without it. Pyodide and the wheels are those of
`make live` (tools/live.toml).
"""

import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from explainer.site import python
from tools.live import RECIPE
from tools.registry import cache_folder, fetch, unpack


def fill(folder: Path) -> Path:
    """Fill a folder with Pyodide and wheels, and return it."""
    asked = RECIPE.pyodide
    core = unpack(fetch("npm", "pyodide", asked["version"], asked["sha256"])) / "package"
    wheels = RECIPE.download({name.replace("_", "-"): version(name) for name in python.NEEDS})
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for path in (*(core / name for name in (*python.RUNTIME, python.LOCK)), *wheels):
        shutil.copy(path, folder)
    return folder


def main() -> None:
    """Print the option."""
    try:
        print("--python", fill(cache_folder() / "page-python"))
    except (OSError, RuntimeError, subprocess.CalledProcessError) as error:
        print(f"The pages are made without Python: {error}", file=sys.stderr)


if __name__ == "__main__":
    main()
