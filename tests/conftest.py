"""No network for any test or anything it starts; notebooks are run once and shared."""

import os
import runpy
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.lessons import NOTEBOOKS, Run, run

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tools.browser.lab import LabServer, Reader

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


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Chromium, without a window."""
    from playwright.sync_api import sync_playwright

    from tools.browser.lab import launch

    with sync_playwright() as playwright, launch(playwright) as running:
        yield running


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[LabServer]":
    """JupyterLab with copies of the lessons, and no network."""
    from tools.browser.lab import lab_server

    with lab_server(tmp_path_factory.mktemp("lab"), NOTEBOOKS) as server:
        yield server


@pytest.fixture
def reader(lab: "LabServer", browser: "Browser") -> "Iterator[Reader]":
    """Somebody new in front of a laptop's screen."""
    from tools.browser.lab import Reader

    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        yield Reader(lab, context)
