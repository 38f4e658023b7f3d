"""No network for any test or anything it starts; notebooks are run once and shared."""

import os
import re
import runpy
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from xdist.scheduler import LoadScopeScheduling

from tests.lessons import NOTEBOOKS, Run, run

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

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


#: What takes longest comes first, so that no worker has it still before it when others are done.
FIRST = ("test_offline_bundle", "test_browser")
_LESSON = re.compile(r"\[.*?(\d\d-[\w-]+)\.ipynb")


def shared(test: str) -> str:
    """Name what a test shares with others, which then run in one process: a lesson, or its file.

    xdist's own groups and pytest 9.2 do not go together: there the groups are silently ignored.

    >>> shared("tests/test_browser_lessons.py::test_it_runs[01-where.ipynb]")
    '01-where'
    >>> shared("tests/test_browser_lessons.py::test_axe[Dark-01-where.ipynb]")
    '01-where'
    >>> shared("tests/test_dates.py::test_a_year[2021]")
    'tests/test_dates.py'
    """
    lesson = _LESSON.search(test)
    return lesson[1] if lesson else test.partition("::")[0]


class Scheduling(LoadScopeScheduling):
    """Hands out tests in groups of what they share."""

    def _split_scope(self, nodeid: str) -> str:
        return shared(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Scheduling:
    """Let xdist hand out tests in such groups, in our order."""
    config.option.loadscopereorder = False
    return Scheduling(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let tests that share something expensive follow each other."""
    items.sort(key=lambda item: (not item.path.stem.startswith(FIRST), shared(item.nodeid)))


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Chromium, without a window."""
    from playwright.sync_api import expect, sync_playwright

    from tools.browser.lab import PATIENCE, launch

    expect.set_options(timeout=1000 * PATIENCE)
    with sync_playwright() as playwright, launch(playwright) as running:
        yield running


@pytest.fixture
def new_page(browser: "Browser") -> "Iterator[Callable[..., Page]]":
    """A function that opens an empty page in a window of its own."""
    from tools.browser.lab import PATIENCE

    with ExitStack() as stack:

        def get(**options: Any) -> "Page":
            context = stack.enter_context(browser.new_context(**options))
            context.set_default_timeout(1000 * PATIENCE)
            return context.new_page()

        yield get


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[LabServer]":
    """JupyterLab with copies of the lessons, and no network."""
    from tools.browser.lab import lab_server

    with lab_server(tmp_path_factory.mktemp("lab"), NOTEBOOKS) as server:
        yield server


@pytest.fixture(scope="session")
def window(lab: "LabServer", browser: "Browser") -> "Iterator[Reader]":
    """JupyterLab on a laptop's screen: it takes long to load, so it is loaded once."""
    from tools.browser.lab import LAPTOP, Reader

    with browser.new_context(viewport=LAPTOP) as context:
        yield Reader(lab, context)


@pytest.fixture
def reader(window: "Reader") -> "Reader":
    """Somebody in front of JupyterLab, who has not opened anything yet."""
    window.start_anew()
    return window


@pytest.fixture
def newcomer(lab: "LabServer", browser: "Browser") -> "Iterator[Reader]":
    """Somebody in front of a browser, who has yet to go to JupyterLab."""
    from tools.browser.lab import LAPTOP, Reader

    with browser.new_context(viewport=LAPTOP) as context:
        yield Reader(lab, context)


@pytest.fixture
def lesson(request: pytest.FixtureRequest, window: "Reader") -> "Reader":
    """The lesson named by an indirect parameter, opened and run from start to end by keyboard."""

    def prepare() -> None:
        window.show(request.param)
        window.run_by_keyboard()

    return window.keep(request.param, prepare)
