"""Write down which versions of all packages were tested together, and under which licences.

``python -m tools.constraints``, run where the tests passed, writes ``constraints.txt`` (for
``pip install --constraint``, without an address of a registry) and ``docs/licences.md``.
"""

import re
import tomllib
from importlib.metadata import Distribution, distribution
from itertools import chain
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
CONSTRAINTS, LICENCES = ROOT / "constraints.txt", ROOT / "docs" / "licences.md"
#: As PyPI's classifiers name a licence, in front of its name.
_CLASSIFIER = "License :: "
#: A field meant for a name that holds the whole text is no name.
_NAME = 60


def wanted() -> dict[str, Requirement]:
    """Return what pyproject.toml asks for, for readers, tests and tools: name -> requirement."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    more = project["optional-dependencies"].values()
    lines = [*project["dependencies"], *chain.from_iterable(more)]
    return {canonicalize_name(line.name): line for line in map(Requirement, lines)}


def installed() -> dict[str, Distribution]:
    """Return all that is asked for and installed, and what that needs: name -> distribution."""
    found: dict[str, Distribution] = {}
    waiting = [(name, line.extras) for name, line in wanted().items()]
    done = set()
    while waiting:
        name, extras = waiting.pop()
        if (name, frozenset(extras)) in done:
            continue
        done.add((name, frozenset(extras)))
        try:
            found[name] = distribution(name)
        except ModuleNotFoundError:  # for another system, or of the tools only
            continue
        for line in map(Requirement, found[name].requires or ()):
            given = [{"extra": extra} for extra in (*extras, "")]
            if not line.marker or any(map(line.marker.evaluate, given)):
                waiting.append((canonicalize_name(line.name), line.extras))
    return dict(sorted(found.items()))


def licence(package: Distribution) -> str:
    """Return the licence of a package in a few words, as its own description says it."""
    said = package.metadata
    classifiers = [line for line in said.get_all("Classifier", ()) if line.startswith(_CLASSIFIER)]
    short = re.sub(r"\s+", " ", said.get("License", ""))
    named = [line.rpartition(" :: ")[2] for line in classifiers]
    return (
        said.get("License-Expression")
        or (short if 0 < len(short) <= _NAME and short != "UNKNOWN" else "")
        or ", ".join(named)
        or _first_line(package)
    )


def _first_line(package: Distribution) -> str:
    """Return what the licence that a package brings along begins with."""
    texts = [path for path in package.files or () if re.match("licen[cs]e", path.name.lower())]
    lines = texts[0].read_text().split("\n") if texts else []
    return next((line.strip() for line in lines if line.strip()), "see its files")


def constraints() -> str:
    """Return the tested versions, one a line."""
    head = "# Tested together. Written by `python -m tools.constraints`; do not edit by hand.\n"
    return head + "".join(f"{name}=={item.version}\n" for name, item in installed().items())


def licences() -> str:
    """Return the licences as a table."""
    rows = [
        f"| {name} | {item.version} | {licence(item).replace('|', '/')} |"
        for name, item in installed().items()
    ]
    head = (
        "# Licences of the packages this project uses\n\n"
        "Each package's own description says so. Written by `python -m tools.constraints`.\n\n"
        "| package | version tested | licence |\n|---|---|---|\n"
    )
    return head + "\n".join(rows) + "\n"


def main() -> None:
    """Write both files."""
    CONSTRAINTS.write_text(constraints(), encoding="utf-8")
    LICENCES.write_text(licences(), encoding="utf-8")
    print(f"{CONSTRAINTS.name}, {LICENCES.name}: {len(installed())} packages")


if __name__ == "__main__":
    main()
