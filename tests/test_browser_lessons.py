"""Every lesson in JupyterLab, from start to end by keyboard alone, read and presented.

It runs, nothing fails, nothing is fetched, nothing bars a reader, every slide is whole.
"""

import json
from itertools import chain
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.lessons import NOTEBOOKS
from tools.browser.deck import presenting
from tools.browser.lab import Reader

pytestmark = pytest.mark.browser

LESSONS = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))
LAPTOP = {"width": 1280, "height": 800}
SMALL, LARGE = {"width": 1280, "height": 720}, {"width": 1920, "height": 1080}
#: Lessons that are also presented on the large screen: with maps, tour, charts and explorers.
LARGE_TOO = ["02-how-it-came-to-this.ipynb", "05-voices.ipynb", "06-numbers.ipynb"]
#: What JupyterLab itself writes around an output is not ours to mend.
OURS = {"include": [[".jp-OutputArea-output"]]}
#: Names of areas, which are buttons, that the legend of their map covers.
UNDER_THE_LEGEND = """() => {
  const box = (element) => element.getBoundingClientRect();
  const legends = [...document.querySelectorAll(".ex-legend")].map(box);
  return [...document.querySelectorAll(".ex-area-label:not(.ex-hidden)")].filter((label) => {
    const a = box(label);
    const covers = (b) =>
      a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
    return legends.some(covers);
  }).map((label) => label.textContent);
}"""
FOCUS = (Path(__file__).parent / "focus.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module", params=LESSONS)
def lesson(request, lab, browser):
    reader = Reader(lab, browser.new_context(viewport=LAPTOP))
    reader.open_notebook(request.param)
    reader.run_by_keyboard()
    yield reader
    reader.shut_down()
    reader.page.context.close()


def test_it_runs_and_asks_nobody(lesson):
    assert (lesson.failures(), lesson.errors, lesson.outside) == ([], [], [])


def test_every_map_is_drawn(lesson):
    for drawn in lesson.maps():
        assert drawn.shapes.count() > 5  # a close-up shows few countries
        assert drawn.frame.evaluate(UNDER_THE_LEGEND) == []


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_nothing_bars_a_reader(lesson, theme):
    lesson.choose_theme(theme)
    lesson.page.evaluate(AXE_SCRIPT)
    found = lesson.page.evaluate(
        "async (ours) => (await axe.run(ours, {resultTypes: ['violations']})).violations", OURS
    )
    serious = [
        (item["id"], node["html"][:200])
        for item in found
        if item["impact"] in ("serious", "critical")
        for node in item["nodes"]
    ]
    assert serious == []


def test_the_tab_key_reaches_everything_and_shows_where_it_is(lesson):
    page = lesson.page
    page.evaluate("window.jupyterapp.shell.currentWidget.content.activeCellIndex = 0")
    page.keyboard.press("Escape")
    page.evaluate(FOCUS)
    everything = page.evaluate("focusables().length")
    assert everything
    for _ in range(5 * everything + 200):  # a map has several stops of its own
        page.keyboard.press("Tab")
        if not (left := page.evaluate("visit()")):
            break
    assert left == []
    assert page.evaluate("unseen") == [], "it has the focus, and nothing shows that"


def test_every_slide_is_whole(lesson, request):
    name = request.node.callspec.params["lesson"]
    lesson.page.set_viewport_size(SMALL)
    seen, faults = [], {}
    with presenting(lesson) as deck:
        for shown in deck.slides():
            seen.append(shown)
            faults["small", *shown] = deck.faults()
        if name in LARGE_TOO:
            lesson.page.set_viewport_size(LARGE)
            for shown in deck.slides("ArrowLeft"):
                faults["large", *shown] = deck.faults()
    assert {slide: found for slide, found in faults.items() if found} == {}
    cells = json.loads((NOTEBOOKS / name).read_text(encoding="utf-8"))["cells"]
    assert list(chain(*seen)) == list(range(len(cells))), "a cell is on no slide"
    assert [shown[0] for shown in seen] == [
        place for place, cell in enumerate(cells) if "slideshow" in cell["metadata"]
    ]
    assert (lesson.errors, lesson.outside) == ([], [])
