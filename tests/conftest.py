"""No network for any test or anything it starts; notebooks are run once and shared."""

import os
import runpy
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.lessons import NOTEBOOKS, Run, run

NO_NETWORK = Path(__file__).parent / "no_network"
collect_ignore = ["no_network"]

# For what the tests start (kernels, servers, command lines), then for this process.
os.environ["PYTHONPATH"] = os.pathsep.join(
    filter(None, [str(NO_NETWORK), os.environ.get("PYTHONPATH")])
)
runpy.run_path(str(NO_NETWORK / "sitecustomize.py"))


@pytest.fixture(scope="session")
def executed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Run]:
    """Return a function that gives a notebook by file name, executed without a network."""
    folder = tmp_path_factory.mktemp("lessons") / "notebooks"
    shutil.copytree(NOTEBOOKS, folder)
    runs: dict[str, Run] = {}

    def get(name: str) -> Run:
        if name not in runs:
            runs[name] = run(folder / name)
        return runs[name]

    return get


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep all tests of executed notebooks in one process, so that each is executed once."""
    for item in items:
        if "executed" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("lessons"))
