"""Make one zip that installs the lessons on a laptop without a network.

``python -m tools.offline_bundle`` (or ``make offline``) collects the wheels of this package and
of everything it needs, for the kind of computer it runs on, and puts them with the lessons and two
start scripts into ``offline/``. Make it on a computer like those of the class: wheels for Windows
do not install on a Mac.
"""

import argparse
import platform
import shutil
import sys
import tomllib
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from packaging.utils import parse_wheel_filename

from tools.live_wheels import cached, ours, pip

ROOT = Path(__file__).parent.parent
SCRIPTS = ROOT / "tools" / "offline"
DOCUMENTS = ("LICENSE", "LICENSE-lessons.md", "README.md")


def name() -> str:
    """Return the name of the zip: the computers and the Python it fits."""
    python = f"py{sys.version_info.major}{sys.version_info.minor}"
    return f"explainer-offline-{platform.system()}-{platform.machine()}-{python}".lower()


def collect_wheels(folder: Path) -> None:
    """Build this package's wheel and put it with all it needs, as tested, into a folder.

    The others come from the user's cache. A list of all lies beside them: with it pip need not
    find out again, on the laptop, what fits together.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["lab"]]
    tested = ROOT / "constraints.txt"
    others = pip(
        *("wheel", "--quiet", "--wheel-dir=FOLDER", f"--constraint={tested}", *wanted),
        fresh=cached("offline", (name(), wanted, tested.read_text(encoding="utf-8"))),
    )
    shutil.copytree(others, folder)
    ours(folder)
    made = [parse_wheel_filename(path.name)[:2] for path in sorted(folder.iterdir())]
    (folder / "list.txt").write_text("".join(f"{name}=={version}\n" for name, version in made))


def bundle(target: Path) -> Path:
    """Write the zip into a folder and return its path."""
    target.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as temporary:
        root = Path(temporary) / name()
        collect_wheels(root / "wheels")
        hidden = shutil.ignore_patterns(".*", "my-work")
        for folder in ("notebooks", "docs"):
            shutil.copytree(ROOT / folder, root / folder, ignore=hidden)
        for document in DOCUMENTS:
            shutil.copy(ROOT / document, root)
        copy_scripts(root)
        return pack(root, target / f"{root.name}.zip")


def copy_scripts(root: Path) -> None:
    """Write the start scripts into a folder; they name the version of Python it fits."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    for script in SCRIPTS.iterdir():
        text = script.read_bytes().replace(b"@PYTHON@", python.encode())
        if script.suffix in (".bat", ".txt"):  # as Windows wants its lines to end
            text = text.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        (root / script.name).write_bytes(text)


def pack(folder: Path, target: Path) -> Path:
    """Zip a folder; start scripts stay executable."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo.from_file(path, path.relative_to(folder.parent).as_posix())
            packed = path.suffix == ".whl"  # wheels are zips themselves
            entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            entry.external_attr = (0o755 if path.suffix == ".sh" else 0o644) << 16
            archive.writestr(entry, path.read_bytes())
    return target


def main() -> None:
    """Make the zip and say where it is."""
    parser = argparse.ArgumentParser(description="Make a zip that installs without a network.")
    parser.add_argument("--out", type=Path, default=ROOT / "offline", help="folder for the zip")
    made = bundle(parser.parse_args().out)
    print(f"{made} ({made.stat().st_size / 1e6:.0f} MB)")


if __name__ == "__main__":
    main()
