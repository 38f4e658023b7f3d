"""One run of each lesson, one browser and one JupyterLab, shared by the tests that look at them."""

import random
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings
from nbclient import NotebookClient
from xdist.scheduler import LoadScopeScheduling

from tests.lessons import NOTEBOOKS, Run, run
from tests.sampling import HOSTILE, WHOLE
from tools.waiting import PATIENCE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tools.browser.lab import LabServer, Reader

#: Neither is a module of tests: both are what another Python is to find.
collect_ignore = ["no_network", "undrawn.py"]


@pytest.fixture(scope="session")
def hostile() -> Callable[..., Any]:
    """Return how a campaign is run: ``@hostile(short=50)`` above ``@given(…)``.

    The short one is the same each time. The long one differs, and tells how to repeat a failure.
    """

    def campaign(short: int) -> Any:
        return settings(
            max_examples=short * HOSTILE,
            derandomize=HOSTILE == 1,
            database=None,
            deadline=None,
            print_blob=True,
            suppress_health_check=[*HealthCheck],
        )

    return campaign


@pytest.fixture(scope="session")
def common(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that all workers of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if hasattr(request.config, "workerinput") else own


@pytest.fixture(scope="session")
def executed(common: Path, _one_kernel: None) -> Callable[[str], Run]:
    """Return a function that gives a lesson by file name, executed once and without a network.

    In `make hostile` each has a kernel of its own.
    """
    from tests.kernels import Kept

    client = NotebookClient if WHOLE else Kept
    runs: dict[str, Run] = {}

    def get(name: str) -> Run:
        if name not in runs:
            kept = common / "executed" / f"{name}.json"
            with FileLock(common / f"{Path(name).stem}.lock", timeout=PATIENCE):
                if not kept.exists():
                    # In a folder of its own: a worker may be running another lesson.
                    folder = shutil.copytree(NOTEBOOKS, common / "executed" / Path(name).stem)
                    kept.parent.mkdir(exist_ok=True)
                    kept.write_text(run(folder / name, client).packed(), encoding="utf-8")
            runs[name] = Run.unpacked(kept.read_text(encoding="utf-8"))
        return runs[name]

    return get


@pytest.fixture(scope="session")
def _one_kernel() -> Iterator[None]:
    from tests.kernels import Kept

    yield
    Kept.end()


@pytest.fixture
def one_kernel(_one_kernel: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Print lessons with one kernel, one after the other (``usefixtures``)."""
    from explainer.paper import running
    from tests.kernels import Kept

    monkeypatch.setattr(running, "NotebookClient", Kept)


#: Of the days that a page offers, the web edition of the tests has so many.
MOST = 3
#: What takes longest comes first, so that no worker has it still before it when others are done.
FIRST = ("test_offline_bundle", "test_live_site", "test_commands", "test_same_bytes")
FIRST += ("test_paper_handout", "test_browser")
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


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the tests in another order: none may need what another left."""
    parser.addoption("--shuffle", type=int, metavar="SEED", help="in an order drawn by lot")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let tests that share something expensive follow each other; mark the campaigns."""
    for item in items:
        if "hostile" in getattr(item, "fixturenames", ()):
            item.add_marker("hostile")
    if (seed := config.getoption("--shuffle")) is not None:
        random.Random(seed).shuffle(items)
        return

    def place(item: pytest.Item) -> tuple[int, str]:
        early = (at for at, name in enumerate(FIRST) if item.path.stem.startswith(name))
        return next(early, len(FIRST)), shared(item.nodeid)

    items.sort(key=place)


@pytest.fixture(scope="session")
def site(common: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the web edition, built once; of the days to choose only the last few."""
    from explainer.site import build

    folder = common / "site"
    with FileLock(common / "site.lock", timeout=PATIENCE):
        if not folder.exists():
            made = tmp_path_factory.mktemp("site")
            build(NOTEBOOKS, made, most=MOST, python=stand_in(tmp_path_factory.mktemp("python")))
            made.rename(folder)
    return folder


def stand_in(folder: Path) -> Path:
    """Put into a folder what stands for Pyodide, which no test fetches: it asks its server."""
    from explainer.site import python

    (folder / "pyodide.mjs").write_text("""export const loadPyodide = async ({ indexURL }) => {
      const answer = (asked) => {
        const request = new XMLHttpRequest();
        request.open("POST", new URL("answer", indexURL), false);
        request.send(asked);
        if (request.status !== 200) throw new Error("No Python today.");
        return request.responseText;
      };
      return { runPython: () => "", unpackArchive() {}, pyimport: () => ({ answer }) };
    };""")
    for name in python.RUNTIME[1:]:
        (folder / name).write_bytes(b"")
    (folder / python.LOCK).write_text("{}")
    for name in python.NEEDS:
        with zipfile.ZipFile(folder / f"{name}-1-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"{name}/__init__.py", "")
    return folder


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Chromium, without a window."""
    from playwright.sync_api import expect, sync_playwright

    from tools.browser.lab import launch

    expect.set_options(timeout=1000 * PATIENCE)
    with sync_playwright() as playwright, launch(playwright) as running:
        yield running


@pytest.fixture(scope="module")
def module_page(browser: "Browser") -> "Iterator[Callable[..., Page]]":
    """A function that opens an empty page in a window of its own, for all tests of a file."""
    with _windows(browser) as get:
        yield get


@pytest.fixture
def new_page(browser: "Browser") -> "Iterator[Callable[..., Page]]":
    """A function that opens an empty page in a window of its own."""
    with _windows(browser) as get:
        yield get


@contextmanager
def _windows(browser: "Browser") -> "Iterator[Callable[..., Page]]":
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
