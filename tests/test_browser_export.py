"""Exported slide decks: opened from a file with the network cut, stepped through, alive."""

import shutil
import subprocess
import sys

import pytest

from tests.lessons import NOTEBOOKS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not shutil.which("npm"), reason="reveal.js comes from npm"),
]
TOOL = NOTEBOOKS.parent / "tools" / "export_slides.py"
DECKS = ["01-where", "03-whose-line"]


@pytest.fixture(scope="module")
def decks(tmp_path_factory):
    folder = tmp_path_factory.mktemp("decks")
    subprocess.run([sys.executable, TOOL, *DECKS, "--out", folder], check=True, timeout=300)
    return folder


@pytest.mark.parametrize("name", DECKS)
def test_a_deck_asks_nobody_and_every_slide_fits_or_scrolls(name, decks, browser):
    with browser.new_context(viewport={"width": 1280, "height": 720}) as context:
        page, asked, errors = context.new_page(), [], []
        context.route("**/*", lambda r: r.continue_() if r.request.url[:4] == "file" else r.abort())
        page.on("request", lambda r: asked.append(r.url) if r.url.startswith("http") else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto((decks / f"{name}.html").as_uri())
        count = page.locator(".slides > section").count()
        assert count > 10
        for number in range(count):
            sheet = page.locator("section.present .deck-sheet")
            box = sheet.bounding_box()
            assert box["x"] >= 0 and box["x"] + box["width"] <= 1280, number
            assert box["y"] >= 0 and box["y"] + box["height"] <= 720, number
            assert sheet.evaluate("e => e.scrollWidth <= e.clientWidth"), number
            page.keyboard.press("ArrowRight")
        assert (asked, errors) == ([], [])


def shown(page, deck, selector):
    """Step through a deck until a slide shows what a selector finds."""
    page.goto(deck.as_uri())
    for _ in range(page.locator(".slides > section").count()):
        if page.locator(f"section.present {selector}").count():
            return page.locator(f"section.present {selector}").first
        page.keyboard.press("ArrowRight")
    pytest.fail(f"no slide shows {selector}")


def test_a_map_is_alive_on_its_slide(decks, browser):
    with browser.new_context(viewport={"width": 1280, "height": 720}) as context:
        frame = shown(context.new_page(), decks / "01-where.html", "iframe")
        drawn = frame.element_handle().content_frame()
        drawn.wait_for_selector(".ex-marker", state="attached")
        drawn.wait_for_timeout(500)
        assert "100 km" in drawn.locator(".leaflet-control-scale-line").inner_text()
        land = "() => document.querySelector('.leaflet-ex-land-pane').innerHTML"
        before = drawn.evaluate(land)
        drawn.locator(".leaflet-control-zoom-in").click()
        drawn.wait_for_timeout(700)
        assert drawn.evaluate(land) != before


def test_a_question_answers_on_its_slide(decks, browser):
    with browser.new_context(viewport={"width": 1280, "height": 720}) as context:
        page = context.new_page()
        shown(page, decks / "01-where.html", "input[type=radio]").check()
        page.locator("section.present button").first.click()
        page.get_by_text("a city cannot reject a plan").first.wait_for(timeout=5_000)
