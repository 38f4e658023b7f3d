"""Put the lessons together with a Python that runs in the browser: a JupyterLite site.

``python -m tools.live`` (or ``make live``) writes plain files for any web host; nothing runs on it.
Only numpy and matplotlib come from elsewhere, when a lesson is run: from the Pyodide distribution's
address, or from a folder it was unpacked into, which is then copied (``--wheels FOLDER``).
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from tools import constraints
from tools.live_wheels import Recipe, cached, listed, ours, pip, written
from tools.registry import fetch, sha256, unpack

ROOT = constraints.ROOT
RECIPE = Recipe(**tomllib.loads((ROOT / "tools" / "live.toml").read_text(encoding="utf-8")))
START = ROOT / "tools" / "live_start"
COMPILER = START.with_name("live_compile.mjs")
LIBRARY = "python_stdlib.zip"
LIST = "pyodide-lock.json"
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", LIBRARY, LIST)
KERNEL = "@jupyterlite/pyodide-kernel-extension"
#: Wheels that lie in it.
OF_KERNEL = ("piplite", "ipykernel", "pyodide_kernel")
PACKAGES = ("jupyterlite-core", "jupyterlite-pyodide-kernel")
#: Of what is installed beside JupyterLab, what a lesson needs: widgets of two kinds.
EXTENSIONS = ("@jupyter-widgets/jupyterlab-manager", "anywidget")
HIDDEN = shutil.ignore_patterns(".*", "my-work", "private")


def lite() -> Path:
    """Return the folder of JupyterLite: its own, or JupyterLab would take it for an extension."""
    wanted = [str(constraints.wanted()[name]) for name in PACKAGES]
    return pip("install", "--quiet", "--target=FOLDER", *wanted, fresh=cached("live-lite", wanted))


def labextensions(of: Path) -> Path:
    """Return where Python's packages put what is for JupyterLab."""
    return of / "share" / "jupyter" / "labextensions"


def lessons(notebooks: Path, folder: Path) -> None:
    """Copy the lessons; they ask for the one Python that is there."""
    shutil.copytree(notebooks, folder, ignore=HIDDEN)
    for path in folder.glob("*.ipynb"):
        text = path.read_bytes()
        notebook = json.loads(text)
        notebook["metadata"]["kernelspec"] = {
            "name": "python",
            "display_name": "Python (Pyodide)",
            "language": "python",
        }
        notebook["metadata"]["explainer"] = {
            "charts": path.stem not in RECIPE.wheels["no_charts"],
            "edition": hashlib.sha256(text).hexdigest()[:12],
        }
        written(path, notebook)


def compile_ahead(folder: Path, joined: Iterable[Path] = ()) -> None:
    """Compile all wheels of a folder with its Python; put some of them into Python's library."""
    command = ["node", "--no-warnings", COMPILER, folder.resolve()]
    names = " ".join(path.name for path in joined)
    subprocess.run(command, input=names.encode(), check=True)


def compiled(core: Path, wheels: list[Path]) -> Path:
    """Return a folder with Python's library and wheels, compiled: kept, for they seldom change."""
    made_of = [core / LIBRARY, *wheels, COMPILER, COMPILER.with_suffix(".py")]
    kept = cached("live-compiled", [(path.name, sha256(path)) for path in made_of])
    if not kept.is_dir():
        with TemporaryDirectory(dir=kept.parent) as temporary:
            half = Path(temporary) / "half"
            half.mkdir()
            for path in (*(core / name for name in CORE), *wheels):
                shutil.copy(path, half)
            compile_ahead(half, [path for path in wheels if not RECIPE.unpacked(path)])
            for name in {*CORE} - {LIBRARY}:
                (half / name).unlink()
            half.rename(kept)
    return kept


def gazetteer(path: Path) -> Path:
    """Pack what is fetched by lessons that ask for places: most of the package's size."""
    own = ROOT / "explainer" / "data" / "gazetteer.sqlite"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.write(own, own.name)
    return path


def needs() -> dict[str, str]:
    """Return what runs lessons in a browser, with the versions tested: name -> version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return RECIPE.closure({*RECIPE.needs(project["dependencies"]), "comm"})


def python(folder: Path, kernel: Path, wheels: str) -> None:
    """Fill a folder with Pyodide and everything that is loaded into it."""
    folder.mkdir(parents=True)
    asked = RECIPE.pyodide
    core = unpack(fetch("npm", "pyodide", asked["version"], asked["sha256"])) / "package"
    for name in CORE:
        shutil.copy(core / name, folder)
    theirs = json.loads((core / LIST).read_text(encoding="utf-8"))
    versions = needs()
    versions |= {name: theirs["packages"][name]["version"] for name in RECIPE.wheels["more"]}
    found = RECIPE.download(versions)
    found += [next((kernel / "static" / "pypi").glob(f"{name}-*.whl")) for name in OF_KERNEL]
    ours(folder)
    kept = compiled(core, found)
    shutil.copy(kept / LIBRARY, folder)
    compile_ahead(folder)
    shutil.copytree(kept, folder, dirs_exist_ok=True)
    gazetteer(folder / "gazetteer.zip")
    apart = sorted(folder.glob("*.whl"))
    written(folder / LIST, listed(RECIPE, apart, theirs, wheels, folder))


def settings(folder: Path) -> None:
    """Write what JupyterLite is to know, and what JupyterLab's readers see."""
    plugin = {
        "pyodideUrl": "./static/pyodide/pyodide.mjs",
        "loadPyodideOptions": {"packages": RECIPE.wheels["first"]},
        "disablePyPIFallback": True,
    }
    config = {
        "appName": "One news day, taken apart",
        "exposeAppInBrowser": True,
        "litePluginSettings": {f"{KERNEL}:kernel": plugin},
    }
    written(
        folder / "jupyter-lite.json",
        {"jupyter-lite-schema-version": 0, "jupyter-config-data": config},
    )
    shutil.copy(ROOT / "explainer/static/jupyterlab/explainer.json", folder / "overrides.json")


def build(out: Path, wheels: str | None = None) -> Path:
    """Write the site.

    Parameters
    ----------
    out : pathlib.Path
        Folder to write to; what was built there before is replaced.
    wheels : str, optional
        Address of the Pyodide distribution, or a folder with it.
    """
    if out.exists() and not (out / "jupyter-lite.json").is_file():
        raise SystemExit(f"{out} is there already, and no such site: choose another folder.")
    tools = lite()
    kernel = labextensions(tools) / KERNEL
    with TemporaryDirectory() as temporary:
        source = Path(temporary) / "source"
        lessons(ROOT / "notebooks", source / "files")
        python(source / "static" / "pyodide", kernel, wheels or RECIPE.wheels["distribution"])
        settings(source)
        made = Path(temporary) / "made"
        here = labextensions(Path(sys.prefix))
        extensions = [kernel, START, *(here / name for name in EXTENSIONS)]
        told = {
            "output_dir": str(made),
            "contents": ["files"],
            "apps": ["lab"],
            "no_sourcemaps": True,
            "no_unused_shared_packages": True,
            "ignore_sys_prefix": True,
            "federated_extensions": [str(path) for path in extensions],
        }
        written(source / "jupyter_lite_config.json", {"LiteBuildConfig": told})
        subprocess.run(
            [sys.executable, "-m", "jupyterlite_core", "build"],
            cwd=source,
            check=True,
            stdout=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": str(tools)},
        )
        if not (made / "static" / "pyodide").is_dir():
            shutil.copytree(source / "static" / "pyodide", made / "static" / "pyodide")
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(made, out)
    return out


def main() -> None:
    """Build the site and say how large it is."""
    parser = argparse.ArgumentParser(description="The lessons with a Python that runs in a page.")
    parser.add_argument("--out", type=Path, default=ROOT / "site" / "live", help="folder to write")
    parser.add_argument("--wheels", help="address or folder of the Pyodide distribution")
    asked = parser.parse_args()
    made = build(asked.out, asked.wheels)
    size = sum(path.stat().st_size for path in made.rglob("*") if path.is_file())
    print(f"{made} ({size / 1e6:.0f} MB)")


if __name__ == "__main__":
    main()
