"""Lessons with a Python that runs in the page: what it needs is there; they run in a browser.

Nothing here has numpy and matplotlib: no registry has them for a browser. All else is real. For
numpy stands its name, all that folium asks of it; for matplotlib, charts with nothing drawn.
"""

import functools
import http.server
import json
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar

import pytest
from playwright.sync_api import expect

from explainer import site
from explainer.errors import DataMissing
from explainer.places import ownfile, placefile
from tests.lessons import NOTEBOOKS, kinds
from tests.sampling import WHOLE, some
from tools import live
from tools.browser.lab import LAPTOP, Reader
from tools.live_compile import join
from tools.live_wheels import empty, entry, listed
from tools.registry import fetch, unpack

LESSONS = some(kinds())
#: Each takes a minute or more in a page: `make test` takes the one with most kinds of things.
IN_PAGE = LESSONS if WHOLE else [max(LESSONS, key=lambda lesson: len(kinds()[lesson]))]
#: Of numpy any name is an empty class.
STAND_INS = {
    "numpy": "def __getattr__(name):\n    return type(name, (), {})\n",
    "matplotlib": Path(__file__).with_name("undrawn.py").read_text(encoding="utf-8"),
}
#: What a line shows in the kernel of the open notebook.
RUN = """async code => {
  const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
  const run = kernel.requestExecute({ code });
  let shown;
  run.onIOPub = ({ content }) => {
    shown = content.data?.["text/plain"] ?? content.evalue ?? shown;
  };
  await run.done;
  return shown;
}"""
READING = """() =>
  window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === "busy"
"""
THEIRS = {
    "packages": {
        "numpy": {"name": "numpy", "file_name": "numpy-1.whl", "depends": []},
        "matplotlib": {"name": "matplotlib", "file_name": "m.whl", "depends": ["numpy", "Py_X"]},
        "py-x": {"name": "Py_X", "file_name": "x.whl", "depends": []},
        "other": {"name": "other", "file_name": "other.whl", "depends": []},
    }
}


@pytest.mark.hostile
def test_lessons_run_without_what_a_browser_lacks(tmp_path):
    folder = shutil.copytree(NOTEBOOKS, tmp_path / "lessons", ignore=live.HIDDEN)
    without = [name for name in live.RECIPE.wheels["no_charts"] if name in LESSONS]
    charts = [name for name in LESSONS if name not in without]
    order = [f"{name}.ipynb" for name in without], [f"{name}.ipynb" for name in charts]
    script = Path(__file__).with_name("elsewhere.py")
    done = subprocess.run(
        [sys.executable, script, folder, *order[0], "--", *order[1]], capture_output=True, text=True
    )
    ran = [line.split()[1:] for line in done.stdout.splitlines() if line.startswith("ran ")]
    assert ran == [[name, str(name in order[1])] for name in order[0] + order[1]], done.stderr[
        -2000:
    ]


def test_what_lessons_need_is_in_python_or_made_for_a_browser():
    needs = live.needs()
    assert not {"jupyterlab", "notebook", "nbconvert", "nbformat", "pexpect"} & {*needs}
    assert {"folium", "pydantic-core", "tomli", "ipython", "comm"} <= {*needs}


def test_a_lesson_says_of_which_edition_it_is(tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    editions = []
    for number, words in enumerate(("one", "one", "other")):
        told = {"cells": [words], "metadata": {}}
        (source / "01-where.ipynb").write_text(json.dumps(told), encoding="utf-8")
        live.lessons(source, tmp_path / str(number))
        text = (tmp_path / str(number) / "01-where.ipynb").read_text(encoding="utf-8")
        editions.append(json.loads(text)["metadata"]["explainer"]["edition"])
    assert editions[0] == editions[1] != editions[2]


def test_a_list_names_what_lies_beside_it_and_where_the_rest_is(tmp_path):
    wheel = tmp_path / "a-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as packed:
        packed.writestr("a/__init__.py", "")
        needs = ("numpy", "matplotlib", 'pexpect; sys_platform != "emscripten"')
        lines = "".join(f"Requires-Dist: {line}\n" for line in needs)
        packed.writestr("a-1.0.dist-info/METADATA", f"Name: a\nVersion: 1.0\n{lines}")
    made = listed(live.RECIPE, [wheel], THEIRS, "https://example.org/full", tmp_path)["packages"]
    first = {*live.RECIPE.wheels["first"]}
    assert {*made} - first == {"a", "matplotlib", "numpy", "py-x"}
    # What is joined may need any wheel that is not.
    assert {tuple(made[name]["depends"]) for name in first} == {("a", "numpy")}
    assert (made["a"]["depends"], made["a"]["imports"]) == (["numpy"], ["a"])
    assert made["numpy"]["file_name"] == "https://example.org/full/numpy-1.whl"


def test_a_folder_of_a_school_s_own_is_copied_and_a_wheel_that_lacks_is_named(tmp_path):
    source, out = tmp_path / "pyodide", tmp_path / "out"
    source.mkdir()
    out.mkdir()
    for name in ("numpy-1.whl", "m.whl"):
        (source / name).write_bytes(b"x")
    with pytest.raises(SystemExit, match=r"x\.whl is missing"):
        listed(live.RECIPE, [], THEIRS, str(source), out)
    (source / "x.whl").write_bytes(b"x")
    made = listed(live.RECIPE, [], THEIRS, str(source), out)["packages"]
    assert {item["file_name"] for item in made.values()} == {path.name for path in out.iterdir()}


def test_wheels_are_compiled_and_joined_and_imported_from_their_archive(tmp_path):
    library, wheel = tmp_path / "library.zip", tmp_path / "b-1.0-py3-none-any.whl"
    held = {
        library: ("a.py",),
        wheel: ("b/__init__.py", "b/b.txt", "b/b.pyi", "b/tests/t.py", "b-1.0.dist-info/METADATA"),
    }
    for path, names in held.items():
        with zipfile.ZipFile(path, "w") as packed:
            for name in names:
                packed.writestr(
                    name, "Name: b\nVersion: 1.0\n" if "METADATA" in name else "X = 1\n"
                )
    join(library, [wheel])
    assert [path.name for path in tmp_path.iterdir()] == [library.name]
    with zipfile.ZipFile(library) as packed:
        left = ["a.pyc", "b-1.0.dist-info/METADATA", "b/__init__.pyc", "b/b.txt"]
        assert sorted(packed.namelist()) == left
    code = f"""import sys; sys.path.insert(0, {str(library)!r})
import a, b, importlib.metadata, pkgutil
print(a.X + b.X, importlib.metadata.version("b"), pkgutil.get_data("b", "b.txt"))"""
    assert subprocess.check_output([sys.executable, "-c", code]) == b"2 1.0 b'X = 1\\n'\n"


def test_what_is_read_by_its_path_is_unpacked():
    names = ("explainer-1-py3-none-any", "jinja2-1-py3-none-any", "a-1-cp314-cp314-x_wasm32")
    unpacked = [live.RECIPE.unpacked(Path(f"{name}.whl")) for name in names]
    assert unpacked == [True, False, True]


class Request:
    """What a page fetches with, and the one file that is there; anything else is not a zip."""

    there = b""
    asked: str

    def open(self, _, address, __):
        self.asked = address

    def send(self):
        there = self.there if self.asked == "https://x/python/gazetteer.zip" else b"none"
        self.response = SimpleNamespace(to_bytes=lambda: there)


def test_a_page_fetches_the_gazetteer_when_it_is_asked(tmp_path, monkeypatch):
    page = SimpleNamespace(XMLHttpRequest=SimpleNamespace(new=Request))
    beside = SimpleNamespace(lockfileBaseUrl="https://x/python/")
    monkeypatch.setitem(sys.modules, "js", page)
    monkeypatch.setitem(sys.modules, "pyodide_js", beside)
    monkeypatch.setattr(sys, "platform", "emscripten")
    monkeypatch.setattr(ownfile, "files", lambda _: tmp_path)
    (tmp_path / "data").mkdir()
    ownfile.own_file.cache_clear()
    try:
        with pytest.raises(DataMissing, match="when you are connected"):
            placefile.PlaceFile()
        monkeypatch.setattr(Request, "there", live.gazetteer(tmp_path / "a.zip").read_bytes())
        assert [*placefile.PlaceFile().countries]
    finally:
        ownfile.own_file.cache_clear()


def test_a_wheel_for_another_computer_is_refused(tmp_path):
    path = empty("a", tmp_path).rename(tmp_path / "a-0-cp314-cp314-win_amd64.whl")
    with pytest.raises(RuntimeError, match="runs in no browser"):
        entry(path, live.RECIPE)


def test_a_folder_that_is_no_such_site_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(SystemExit, match="choose another folder"):
        live.build(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def names_only(folder: Path) -> Path:
    """Write wheels named like those of the Pyodide distribution, empty but for two stand-ins."""
    asked = live.RECIPE.pyodide
    core = unpack(fetch("npm", "pyodide", asked["version"], asked["sha256"])) / "package"
    theirs = json.loads((core / "pyodide-lock.json").read_text(encoding="utf-8"))
    folder.mkdir()
    for name, item in listed(live.RECIPE, [], theirs, "http://x", folder)["packages"].items():
        made = empty(name.replace("-", "_"), folder)
        if name in STAND_INS:
            with zipfile.ZipFile(made, "a") as wheel:
                wheel.writestr(f"{name}/__init__.py", STAND_INS[name])
        made.rename(folder / item["file_name"].rpartition("/")[2])
    return folder


@pytest.fixture(scope="module")
def edition(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("live")
    here = sorted(live.ROOT.iterdir())
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTHONPATH", raising=False)  # cuts the network of what tests start
        live.build(folder / "site" / "live", str(names_only(folder / "wheels")))
    assert sorted(live.ROOT.iterdir()) == here, "nothing half done is left for the next to find"
    site.build(NOTEBOOKS, folder / "site", lessons=["00-start-here"], most=1)
    return folder / "site"


class Host:
    """Plain files on this computer, and the address of a lesson there."""

    def __init__(self, address: str) -> None:
        self.address = address

    def link(self, name: str = "") -> str:
        return f"{self.address}/{name}"


class Files(http.server.SimpleHTTPRequestHandler):
    sent: ClassVar[list[str]] = []

    def send_head(self):
        self.sent.append(self.path.rpartition("/")[2])
        return super().send_head()

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def host(edition) -> Iterator[Host]:
    handler = functools.partial(Files, directory=str(edition))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Host(f"http://127.0.0.1:{server.server_port}")
        server.shutdown()


@pytest.mark.browser
def test_a_lesson_runs_and_keeps_what_was_written(host, browser, edition):
    with browser.new_context(viewport=LAPTOP, timezone_id="Asia/Kolkata") as context:
        reader = Reader(host, context)
        page = reader.page
        page.goto(host.link("00-start-here.html"))
        page.evaluate("navigator.serviceWorker.ready.then(() => null)")
        page.get_by_role("link", name="Run this lesson").click()
        # Before there is a kernel that could hear it.
        page.locator(".jp-Notebook h1").first.wait_for()
        page.evaluate("void window.jupyterapp.commands.execute('notebook:run-all-cells')")
        reader.wait_until_idle()
        assert reader.failures() == [] and reader.outside == []
        (drawn,) = reader.maps()
        assert drawn.markers.count() > 5
        box = page.locator(".ex-worksheet textarea").first
        box.fill("Where is Łódź?")
        saved = page.locator(".ex-status time").first
        saved.wait_for()
        now = page.evaluate("new Date().toTimeString().slice(0, 2)")
        expect(saved).to_contain_text(now)
        assert "gazetteer.zip" not in Files.sent
        assert page.evaluate(RUN, "ex.Gazetteer().geocode('Kiev').address") == "'Kyiv, Ukraine'"
        assert Files.sent.count("gazetteer.zip") == 1
        newer = page.get_by_text("There is a newer edition of this lesson.").first
        expect(newer).to_be_hidden()
        page.evaluate("window.jupyterapp.commands.execute('docmanager:save').then(() => null)")
        lesson = edition / "live" / "files" / "00-start-here.ipynb"
        notebook = json.loads(lesson.read_text(encoding="utf-8"))
        notebook["metadata"]["explainer"]["edition"] = "another"
        lesson.write_text(json.dumps(notebook), encoding="utf-8")
        page.reload()
        newer.wait_for()
        reader.wait_until_ready("00-start-here.ipynb")
        reader.run_all()
        expect(page.locator(".ex-worksheet textarea").first).to_have_value("Where is Łódź?")
        assert reader.outside == []


@pytest.mark.browser
@pytest.mark.hostile
@pytest.mark.parametrize("lesson", IN_PAGE)
def test_every_cell_of_a_lesson_ends_and_controls_are_there(lesson, host, browser):
    # A browser for each: JupyterLab opens again, with a Python each, what was open before.
    with browser.new_context(viewport=LAPTOP) as context:
        reader = Reader(host, context)
        reader.page.goto(host.link(f"live/lab/index.html?path={lesson}.ipynb"))
        # While Python reads what the first cells need: what a chart needs is not there yet.
        reader.page.wait_for_function(READING)
        reader.page.evaluate("void window.jupyterapp.commands.execute('notebook:run-all-cells')")
        reader.wait_until_idle()
        assert reader.failures() == [] and reader.outside == []
        assert "the program has a fault" not in str(reader.outputs())
        parts = reader.page.locator(".jp-OutputArea-output :is(.jupyter-widgets, .widget-output)")
        expect(parts.first).to_be_attached()
        expect(reader.page.get_by_text("the program has a fault")).to_have_count(0)
