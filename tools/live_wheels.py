"""The wheels that a lesson needs in a browser, and the list by which Pyodide finds them."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from email.parser import Parser
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

from tools import constraints
from tools.registry import cache_folder

PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check")


def pip(*arguments: str, fresh: Path, **environment: str) -> Path:
    """Fill a folder of the user's cache by pip, unless it is there already; return it."""
    if not fresh.is_dir():
        half = fresh.with_name(f"{fresh.name}-{os.getpid()}")
        told = [part.replace("FOLDER", str(half)) for part in arguments]
        try:
            subprocess.run([*PIP, *told], check=True, env=os.environ | environment)
        except subprocess.CalledProcessError as error:
            shutil.rmtree(half, ignore_errors=True)
            raise RuntimeError(
                "pip could not get what is needed: check the network, then try again"
            ) from error
        half.rename(fresh)
    return fresh


def cached(name: str, what: object) -> Path:
    """Return where something is kept in the user's cache, by what it is made of."""
    return cache_folder() / f"{name}-{hashlib.sha256(repr(what).encode()).hexdigest()[:12]}"


@dataclass(frozen=True)
class Recipe:
    """What live.toml says."""

    pyodide: dict[str, str]
    marks: dict[str, str]
    wheels: dict[str, Any]

    def needs(self, requirements: Iterable[str | Requirement]) -> set[str]:
        """Return which of some requirements hold in a browser, by name."""
        marks = default_environment() | self.marks | {"extra": ""}
        lines = [Requirement(str(line)) for line in requirements]
        kept = [line for line in lines if not line.marker or line.marker.evaluate(marks)]
        return {canonicalize_name(line.name) for line in kept} - {*self.wheels["in_the_page"]}

    def closure(self, names: Iterable[str]) -> dict[str, str]:
        """Return all that some packages need, with the versions tested: name -> version."""
        found: dict[str, str] = {}
        waiting = {*names}
        apart = {*self.wheels["numerical"], *self.wheels["empty"]}
        while waiting := waiting - {*found} - apart:
            name = waiting.pop()
            package = distribution(name)
            found[name] = package.version
            waiting |= self.needs(package.requires or ())
        return found

    def unpacked(self, wheel: Path) -> bool:
        """Say whether a wheel is unpacked: something in it is no module, or is read as a file."""
        name, *_, tags = parse_wheel_filename(wheel.name)
        return name in self.wheels["files"] or all(each.platform != "any" for each in tags)

    def download(self, versions: dict[str, str]) -> list[Path]:
        """Return the wheels of packages, as a browser can use them."""
        made = {name: versions[name] for name in self.wheels["in_python"] if name in versions}
        ready = [f"{name}=={versions[name]}" for name in sorted({*versions} - {*made})]
        python = self.marks["python_version"]
        fits = [f"--platform={self.pyodide['platform']}", f"--python-version={python}"]
        fits += ["--implementation=cp", *(f"--abi={abi}" for abi in (tag(python), "abi3", "none"))]
        folders = [
            pip(
                *("download", "--quiet", "--no-deps", "--only-binary=:all:", "--dest=FOLDER"),
                *(*fits, *ready),
                fresh=cached("live-wheels", (fits, ready)),
            )
        ]
        for name, version in made.items():
            # Without a compiler both fall back to Python, as they promise.
            wanted = f"{name}=={version}"
            folders.append(
                pip(
                    *("wheel", "--quiet", "--no-deps", f"--no-binary={name}", "--wheel-dir=FOLDER"),
                    wanted,
                    fresh=cached("live-built", wanted),
                    CC="/bin/false",
                    CXX="/bin/false",
                )
            )
        return [path for folder in folders for path in sorted(folder.glob("*.whl"))]


def tag(python: str) -> str:
    """Return the tag of a version of Python.

    >>> tag("3.14")
    'cp314'
    """
    return "cp" + python.replace(".", "")


def ours(folder: Path) -> Path:
    """Build the wheel of this package into a folder; what is half done lies there, too."""
    command = [*PIP, "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder)]
    half = folder / "half"
    half.mkdir()
    told = half / "setup.cfg"
    told.write_text(f"[build]\nbuild_base = {half}\n[egg_info]\negg_base = {half}\n")
    environment = os.environ | {"DIST_EXTRA_CONFIG": str(told)}
    subprocess.run([*command, str(constraints.ROOT)], check=True, env=environment)
    shutil.rmtree(half)
    (wheel,) = folder.glob("explainer-*.whl")
    return wheel


def empty(name: str, folder: Path) -> Path:
    """Write a wheel with nothing in it into a folder."""
    path = folder / f"{name}-0-py3-none-any.whl"
    info = f"{name}-0.dist-info"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 0\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")
    return path


def entry(path: Path, recipe: Recipe) -> dict[str, Any]:
    """Return how Pyodide's list names a wheel that lies beside it."""
    name, version, _, tags = parse_wheel_filename(path.name)
    if not {each.platform for each in tags} <= {"any", recipe.pyodide["platform"]}:
        raise RuntimeError(f"{path.name} runs in no browser: was a compiler found all the same?")
    with zipfile.ZipFile(path) as wheel:
        files = wheel.namelist()
        (meta,) = (file for file in files if file.endswith(".dist-info/METADATA"))
        said = Parser().parsestr(wheel.read(meta).decode("utf-8", "replace"))
    code = [file for file in files if file.endswith((".py", ".pyc", ".so"))]
    tops = [file for file in code if not file.split("/")[0].endswith((".dist-info", ".data"))]
    return {
        "name": name,
        "version": str(version),
        "file_name": path.name,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "install_dir": "site",
        "package_type": "package",
        "unvendored_tests": False,
        "imports": sorted({file.split("/")[0].partition(".")[0] for file in tops}),
        "depends": sorted(recipe.needs(said.get_all("Requires-Dist") or ())),
    }


def listed(
    recipe: Recipe, wheels: Iterable[Path], theirs: dict[str, Any], source: str, folder: Path
) -> dict[str, Any]:
    """Return Pyodide's list: our wheels in a folder, and of the distribution's what they need.

    Parameters
    ----------
    recipe : Recipe
    wheels : iterable of pathlib.Path
        Beside the list.
    theirs : dict
        The list that comes with Pyodide.
    source : str
        Address of the distribution, or a folder it was unpacked into.
    folder : pathlib.Path
        Where the list is going to be; wheels of a folder are copied there.
    """
    found = {item["name"]: item for item in (entry(path, recipe) for path in wheels)}
    there = {*found, *recipe.wheels["numerical"]} - {*recipe.wheels["late"]}
    for item in found.values():
        item["depends"] = [name for name in item["depends"] if name in there]
    waiting = {*recipe.wheels["numerical"]}
    while waiting := {canonicalize_name(name) for name in waiting} - {*found}:
        name = waiting.pop()
        item = found[name] = dict(theirs["packages"][name])
        waiting |= {*item["depends"]}
        if "://" in source:
            item["file_name"] = f"{source.rstrip('/')}/{item['file_name']}"
        else:
            path = Path(source) / item["file_name"]
            if not path.is_file():
                raise SystemExit(f"{path} is missing: unpack the Pyodide distribution there.")
            shutil.copy(path, folder)
            item["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    # What lies in the library's archive may need any of them.
    joined = entry(empty("joined", folder), recipe) | {"depends": sorted(there)}
    for name in recipe.wheels["first"]:
        found.setdefault(name, joined | {"name": name})
    missing = {name for item in found.values() for name in item["depends"]} - {*found}
    if missing := {canonicalize_name(name) for name in missing} - {*found}:
        raise RuntimeError(f"needed in the browser, and not there: {', '.join(sorted(missing))}")
    return theirs | {"packages": dict(sorted(found.items()))}


def written(path: Path, data: dict[str, Any]) -> None:
    """Write JSON, the same for the same data."""
    path.write_text(json.dumps(data, sort_keys=True, ensure_ascii=False), encoding="utf-8")
