"""environment.yml, its copy for Binder, pyproject.toml and the imports say the same."""

import ast
import json
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tools import constraints

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
#: Needed by a reader although no module of ours imports it.
NOT_IMPORTED = {"jupyterlab", "jupyterlab-slideshow", "notebook"}
#: Modules of the Python that runs in a page (Pyodide), which no registry has.
IN_A_PAGE = {"js", "pyodide-js"}
#: Comes with the package that declares it, in the one version that package names.
PINNED_BY = {"pydantic-core": "pydantic"}
#: conda-forge's name for a package -> the name pip knows (matplotlib-base leaves Qt out).
PIP_NAME = {"matplotlib-base": "matplotlib"}


def wanted():
    """Name -> version range of what lessons need and what opens them, as pyproject.toml has it."""
    lab = PROJECT["project"]["optional-dependencies"]["lab"]
    lines = map(Requirement, [*PROJECT["project"]["dependencies"], *lab])
    return {canonicalize_name(line.name): line.specifier for line in lines}


def split(line):
    """Name and version of a line of environment.yml; conda's = is pip's ==."""
    at = next((i for i, sign in enumerate(line) if sign in "=<>"), len(line))
    return canonicalize_name(PIP_NAME.get(line[:at], line[:at])), line[at:]


def environment():
    """Lines of the conda part, lines of the pip part."""
    lines = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    (pip,) = [line["pip"] for line in lines if isinstance(line, dict)]
    return [line for line in lines if isinstance(line, str)], pip


def imported():
    """Every package that a file of ours imports from, wherever in the file."""
    names = set()
    for path in (ROOT / "explainer").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names.add(node.module.split(".")[0])
    known = packages_distributions()
    packages = {
        canonicalize_name(package)
        for name in names - sys.stdlib_module_names - {"explainer"}
        for package in known.get(name, [name])
    }
    return {PINNED_BY.get(package, package) for package in packages}


def test_binder_gets_the_same_environment():
    top, copy = ROOT / "environment.yml", ROOT / "binder" / "environment.yml"
    assert top.read_bytes() == copy.read_bytes()


def test_every_import_is_declared():
    assert imported() - set(wanted()) == IN_A_PAGE


def test_every_declared_package_is_used():
    assert set(wanted()) - imported() == NOT_IMPORTED


def test_environment_lists_what_the_package_needs():
    conda, pip = environment()
    listed = {split(line)[0] for line in [*conda, *pip]}
    assert listed == {*wanted(), "python", "pip"}


@pytest.mark.parametrize("line", environment()[0])
def test_conda_versions_lie_in_pips_ranges(line):
    name, version = split(line)
    if name == "python":
        assert (
            Version(version.lstrip("="))
            in Requirement(f"python{PROJECT['project']['requires-python']}").specifier
        )
    elif version.startswith("="):  # conda takes the newest that begins like this
        assert Version(f"{version[1:]}.99") in wanted()[name]
    elif version:
        assert set(version.split(",")) == set(str(wanted()[name]).split(","))
    else:
        assert name == "pip"


@pytest.mark.parametrize("line", environment()[1])
def test_pip_part_is_as_in_pyproject_and_not_the_project_itself(line):
    requirement = Requirement(line)  # refuses -e ., paths and options
    assert requirement.specifier == wanted()[canonicalize_name(requirement.name)]


def test_lab_and_notebook_are_of_one_release():
    # notebook 7.6 is made of the parts of JupyterLab 4.6; a mixed pair does not install.
    versions = dict(map(split, environment()[0]))
    assert (versions["jupyterlab"], versions["notebook"]) == ("=4.6", "=7.6")


def test_lab_asks_for_no_news_and_no_updates():
    ((target, (source,)),) = PROJECT["tool"]["setuptools"]["data-files"].items()
    assert target == "share/jupyter/lab/settings/overrides.d"
    settings = json.loads((ROOT / source).read_text(encoding="utf-8"))
    assert settings["@jupyterlab/apputils-extension:notification"] == {
        "checkForUpdates": False,
        "fetchNews": "false",
    }
    for installer in ("Makefile", "binder/postBuild"):
        text = (ROOT / installer).read_text(encoding="utf-8")
        assert target in text and source in text


# --- bounds, and the versions that were tested together


def asked():
    """Every requirement of pyproject.toml: of readers, tests, tools, and the build itself."""
    build = map(Requirement, PROJECT["build-system"]["requires"])
    return [*constraints.wanted().values(), *build]


def pinned():
    """Name -> version, as constraints.txt has it."""
    lines = constraints.CONSTRAINTS.read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if not line.startswith("#"))


def test_every_package_has_a_lowest_and_a_highest_version():
    for line in asked():
        signs = {part.operator for part in line.specifier}
        assert "==" in signs or ({">="} < signs and signs & {"<", "<="}), line


def test_what_is_installed_and_what_is_pinned_lie_within_the_bounds():
    there, listed, outside = constraints.installed(), pinned(), []
    for line in asked():
        name = canonicalize_name(line.name)
        if name in PROJECT["build-system"]["requires"][0]:  # pip builds apart from the rest
            continue
        versions = {listed.get(name), getattr(there.get(name), "version", None)} - {None}
        outside += [(str(line), version) for version in versions if version not in line.specifier]
    assert outside == []


def test_what_is_pinned_is_all_there_is_to_install_and_no_address():
    assert {*constraints.installed()} <= {*pinned()}
    for name, version in pinned().items():
        assert canonicalize_name(name) == name and str(Version(version)) == version
    rows = constraints.LICENCES.read_text(encoding="utf-8").splitlines()
    cells = [[part.strip() for part in row.split("|")[1:-1]] for row in rows if row.count("|") > 3]
    assert {name: version for name, version, _ in cells[2:]} == pinned()
    assert all(len(licence) > 2 for *_, licence in cells[2:])


def test_the_pins_are_used_wherever_the_package_is_installed():
    for installer in ("Makefile", "binder/postBuild", "tools/offline_bundle.py"):
        text = (ROOT / installer).read_text(encoding="utf-8")
        assert "--constraint" in text and "constraints.txt" in text, installer
