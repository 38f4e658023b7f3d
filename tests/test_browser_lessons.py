"""Every lesson in JupyterLab: it runs, nothing fails, nothing is fetched, nothing bars a reader."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.lab import Reader
from tests.lessons import NOTEBOOKS

pytestmark = pytest.mark.browser

LESSONS = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))
LAPTOP = {"width": 1280, "height": 800}
#: What JupyterLab itself writes around an output is not ours to mend.
OURS = {"include": [[".jp-OutputArea-output"]]}


@pytest.fixture(scope="module", params=LESSONS)
def lesson(request, lab, browser):
    reader = Reader(lab, browser.new_context(viewport=LAPTOP))
    reader.open_notebook(request.param)
    reader.run_all()
    yield reader
    reader.shut_down()
    reader.page.context.close()


def test_it_runs_and_asks_nobody(lesson):
    assert (lesson.failures(), lesson.errors, lesson.outside) == ([], [], [])


def test_every_map_is_drawn(lesson):
    for drawn in lesson.maps():
        assert drawn.shapes.count() > 5  # a close-up shows few countries


def test_nothing_bars_a_reader(lesson):
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
