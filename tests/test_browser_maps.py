"""The maps of the line of contact, the alliance and the build-up in JupyterLab, network cut."""

from itertools import combinations

import pytest
from axe_playwright_python.base import AXE_SCRIPT

import explainer as ex
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


LABELS = """() => [...document.querySelectorAll(".ex-label:not(.ex-hidden)")].map((label) => {
  const { left, top, right, bottom } = label.getBoundingClientRect();
  return { text: label.textContent, left, top, right, bottom };
})"""


def overlapping(page):
    """The pairs of names on a map that cover each other."""
    return [
        (a["text"], b["text"])
        for a, b in combinations(page.evaluate(LABELS), 2)
        if min(a["right"], b["right"]) - max(a["left"], b["left"]) > 1
        and min(a["bottom"], b["bottom"]) - max(a["top"], b["top"]) > 1
    ]


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """Maps as files of their own, by name."""
    folder = tmp_path_factory.mktemp("maps")
    story = ex.load()
    drawn = {
        "places": ex.maps.places(story),
        "events": ex.maps.events(story),
        "borders": ex.maps.borders_switch(story),
        "buildup": ex.maps.buildup(story),
    }
    for name, made in drawn.items():
        made.save(folder / f"{name}.html")
    return {name: (folder / f"{name}.html").as_uri() for name in drawn}


@pytest.mark.parametrize("size", [(1280, 800), (390, 800)])
@pytest.mark.parametrize("name", ["places", "events", "borders", "buildup"])
def test_no_name_covers_another_at_any_zoom(name, size, saved, browser):
    with browser.new_context(viewport={"width": size[0], "height": size[1]}) as context:
        page = context.new_page()
        page.goto(saved[name])
        page.wait_for_selector(".ex-label:not(.ex-hidden)")
        for step in ("In", "Out", "Out"):
            page.wait_for_timeout(500)
            assert page.evaluate(LABELS) and overlapping(page) == []
            page.evaluate(
                f"Object.values(window).find((i) => i instanceof L.Map)"
                f".zoom{step}(1, {{ animate: false }})"
            )


def test_a_name_opens_its_card_whole_or_with_a_sign_that_there_is_more(saved, browser):
    with browser.new_context(viewport={"width": 1000, "height": 520}) as context:
        page = context.new_page()
        page.goto(saved["places"])
        page.locator(".ex-opens:not(.ex-hidden)", has_text="Kyiv").click()
        card = page.locator(".leaflet-popup-content")
        assert card.locator("h2").inner_text() == "Kyiv"
        frame = page.locator(".leaflet-container").bounding_box()
        page.wait_for_timeout(500)
        box = card.bounding_box()
        assert box["y"] >= frame["y"] and box["y"] + box["height"] <= frame["y"] + frame["height"]
        assert "gradient" in card.evaluate("card => getComputedStyle(card).backgroundImage")
