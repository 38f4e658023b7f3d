"""The lessons in JupyterLab, in a real browser that reaches nothing but this machine."""

import os
import signal
import subprocess
import sys
import time

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.lessons import write
from tools.browser.lab import MapFrame, Reader

pytestmark = pytest.mark.browser

LAPTOP = {"width": 1280, "height": 800}
SERIOUS = ("serious", "critical")
START, WHERE = "00-start-here.ipynb", "01-where.ipynb"


@pytest.fixture(scope="module")
def opened(lab, browser):
    """A function that gives a lesson: opened in a window of its own and run, once."""
    readers = {}

    def get(name):
        if name not in readers:
            readers[name] = Reader(lab, browser.new_context(viewport=LAPTOP))
            readers[name].open_notebook(name)
            readers[name].run_all()
        return readers[name]

    yield get
    for reader in readers.values():
        reader.page.context.close()


@pytest.mark.parametrize(("name", "places"), [(START, 20), (WHERE, 2)])
def test_a_lesson_runs_and_draws_its_maps(name, places, opened):
    reader = opened(name)
    assert reader.failures() == []
    maps = reader.maps()
    assert maps
    for drawn in maps:
        assert drawn.shapes.count() > 30, "the countries are missing"
        assert drawn.markers.count() >= places
    assert (reader.errors, reader.outside) == ([], [])
    assert reader.server.attempts() == "", "Python asked the network for something"


@pytest.mark.parametrize("name", [START, WHERE])
def test_maps_have_no_serious_barrier(name, opened):
    for drawn in opened(name).maps():
        serious = [found for found in drawn.axe(AXE_SCRIPT) if found["impact"] in SERIOUS]
        assert serious == [], [(found["id"], found["help"]) for found in serious]


def test_a_popup_opens_by_keyboard(opened):
    reader = opened(START)
    drawn = reader.maps()[0]
    tab_to_a_marker(reader, drawn)
    reader.page.keyboard.press("Enter")
    drawn.popup.wait_for(timeout=5_000)
    assert drawn.popup.inner_text().strip()
    reader.page.keyboard.press("Escape")
    drawn.popup.wait_for(state="detached", timeout=5_000)


def test_the_keyboard_leaves_a_map(opened):
    reader = opened(START)
    drawn = reader.maps()[0]
    tab_to_a_marker(reader, drawn)
    for _ in range(40):
        reader.page.keyboard.press("Tab")
        if not drawn.has_focus():
            return
    pytest.fail("still inside the map after pressing Tab 40 times")


def test_the_explorer_answers(opened):
    reader = opened(WHERE)
    assert reader.failures() == []
    box = reader.page.locator(".jp-OutputArea .widget-text input[type=text]").first
    box.scroll_into_view_if_needed()
    area = box.locator("xpath=ancestor::*[contains(@class, 'jp-OutputArea-output')][1]")
    box.fill("Odessa, Texas")
    box.press("Enter")
    area.locator("td, th").get_by_text("Texas").first.wait_for(timeout=10_000)
    area.locator("iframe[srcdoc]").wait_for(timeout=10_000)
    box.fill("qqqqzzzz")
    box.press("Enter")
    area.locator("iframe[srcdoc]").wait_for(state="detached", timeout=10_000)
    assert "qqqqzzzz" in area.inner_text(), "no word about what was not found"
    assert (reader.failures(), reader.errors, reader.outside) == ([], [], [])


def test_jupyterlab_does_not_ask_about_news(reader):
    reader.page.goto(reader.server.link(""))
    reader.page.wait_for_selector(".jp-Launcher, .jp-DirListing", timeout=60_000)
    reader.page.wait_for_timeout(3_000)
    assert reader.page.locator(".Toastify__toast").all_inner_texts() == []
    assert reader.outside == []


def tab_to_a_marker(reader: Reader, drawn: MapFrame) -> None:
    """Put the focus on the map, then press Tab until a marker has it."""
    drawn.frame.locator(".leaflet-container").focus()
    for _ in range(40):
        reader.page.keyboard.press("Tab")
        if drawn.frame.evaluate("document.activeElement.matches('.leaflet-marker-icon')"):
            return
    pytest.fail("no marker has the focus after pressing Tab 40 times")


# The tests above are worth what these helpers see.


def test_what_the_harness_sees(reader):
    write(
        reader.server.root / "faults.ipynb",
        "import folium\nm = folium.Map(tiles=None)\nm",
        "import sys; print('a warning', file=sys.stderr)",
        "import ipywidgets\nout = ipywidgets.Output()\nwith out:\n    {}['hidden']\nout",
        "1 / 0",
    )
    reader.open_notebook("faults.ipynb")
    reader.run_all()
    failures = " ".join(reader.failures())
    assert "a warning" in failures and "ZeroDivisionError" in failures
    assert "hidden" in failures, "what a widget shows is overlooked"
    reader.page.locator("iframe[srcdoc]").scroll_into_view_if_needed()
    reader.page.wait_for_timeout(1_000)
    assert any("leaflet.js" in url for url in reader.outside)
    assert reader.errors


def test_explainer_lab_prints_a_link_to_the_first_lesson(tmp_path):
    command = [sys.executable, "-m", "explainer", "lab", "--no-browser", "--allow-root"]
    command += ["--ServerApp.port=0", "--ServerApp.port_retries=0"]
    home = os.environ | {"HOME": str(tmp_path)}
    with (tmp_path / "log").open("wb") as log:
        lab = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True, env=home)
    try:
        end = time.monotonic() + 60
        while "?token=" not in (text := (tmp_path / "log").read_text()):
            assert lab.poll() is None and time.monotonic() < end, text[-2000:]
            time.sleep(0.2)
    finally:
        os.killpg(lab.pid, signal.SIGTERM)  # it and the server it started
        lab.wait(20)
    assert "/lab/tree/00-start-here.ipynb?token=" in text
