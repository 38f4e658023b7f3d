"""The maps of the line of contact, the alliance and the build-up in JupyterLab, network cut."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.lessons import in_lab

pytestmark = pytest.mark.browser

CELLS = (
    "import explainer as ex\nstory = ex.load()\nex.maps.contact_line(story)",
    "ex.maps.alliance(story)",
    'ex.maps.buildup(story, "russia")',
    "ex.maps.contact_table(story)",
    "ex.maps.members_table(story)",
    "ex.maps.buildup_table(story)",
)


@pytest.fixture
def opened(window):
    """The three maps and their tables in one notebook, run."""
    return in_lab(window, "three-maps.ipynb", *CELLS)


def test_the_maps_and_tables_show_and_ask_nobody(opened):
    maps = opened.maps()
    assert [drawn.markers.count() for drawn in maps] == [46, 52, 6]
    assert opened.page.locator(".jp-OutputArea-output .ex-table").count() == 3
    assert (opened.failures(), opened.errors, opened.outside) == ([], [], [])
    assert opened.server.attempts() == ""


def test_the_year_changes_in_jupyterlab_by_keyboard(opened):
    drawn = opened.maps()[1]
    slider = drawn.frame.locator(".ex-years input")
    slider.focus()
    for _ in range(2021 - 2004):
        opened.page.keyboard.press("ArrowLeft")
    said = drawn.frame.locator(".ex-years [role=status]").inner_text()
    assert said.startswith("2004: 26 members; joined: Bulgaria, Estonia, Latvia")
    assert drawn.frame.locator(".leaflet-ex-areas-pane path.ex-new").count() == 7
    assert slider.evaluate("element => element === document.activeElement")


def test_the_maps_have_no_serious_barrier(opened):
    for drawn in opened.maps():
        found = [
            item for item in drawn.axe(AXE_SCRIPT) if item["impact"] in ("serious", "critical")
        ]
        assert found == [], [(item["id"], item["nodes"][0]["html"]) for item in found]
