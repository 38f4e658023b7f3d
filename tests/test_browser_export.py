"""Exported slide decks: opened from a file with the network cut, stepped through, alive."""

import json
import re
import shutil
import subprocess
import sys

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.lessons import NOTEBOOKS
from tools.browser.deck import FAULTS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not shutil.which("npm"), reason="reveal.js comes from npm"),
]
TOOL = NOTEBOOKS.parent / "tools" / "export_slides.py"
LABELS_ARE_WIDE = """() => {
  const labels = [...document.querySelectorAll(".ex-label:not(.ex-hidden)")];
  return labels.length && labels.every(label => label.offsetWidth > 10);
}"""
SCREEN = {"width": 1280, "height": 720}
DECKS = ["01-where", "02-how-it-came-to-this", "06-numbers"]


@pytest.fixture(scope="module")
def decks(tmp_path_factory):
    folder = tmp_path_factory.mktemp("decks")
    subprocess.run([sys.executable, TOOL, *DECKS, "--out", folder], check=True)
    return folder


@pytest.mark.parametrize("name", DECKS)
def test_a_deck_asks_nobody_and_every_slide_is_whole(name, decks, new_page):
    page = new_page(viewport=SCREEN)
    asked, errors = [], []
    page.route("**/*", lambda r: r.continue_() if r.request.url[:4] == "file" else r.abort())
    page.on("request", lambda r: asked.append(r.url) if r.url.startswith("http") else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((decks / f"{name}.html").as_uri())
    count = page.locator(".slides section").count()  # reveal.js cuts at every section
    slides = json.loads((NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    assert count == sum("slideshow" in cell["metadata"] for cell in slides)
    faults = {}
    for number in range(count):
        sheet = page.locator("section.present .jp-WindowedPanel-viewport")
        faults[number] = sheet.evaluate(FAULTS)
        page.keyboard.press("ArrowRight")
    assert {number: found for number, found in faults.items() if found} == {}
    assert (asked, errors) == ([], [])


def test_a_deck_has_no_serious_barrier(decks, new_page):
    page = new_page(viewport=SCREEN)
    found = []
    page.goto((decks / "02-how-it-came-to-this.html").as_uri())
    page.evaluate(AXE_SCRIPT)
    for looked in range(page.locator(".slides > section").count()):
        # The first time all of the page, then what each slide shows.
        part = "'section.present'" if looked else "document"
        result = page.evaluate(f"axe.run({part}, {{iframes: false}})")
        found += [
            (item["id"], node["html"][:200])
            for item in result["violations"]
            if item["impact"] in ("serious", "critical")
            for node in item["nodes"]
        ]
        page.keyboard.press("ArrowRight")
    assert found == []


def shown(page, deck, selector):
    """Step through a deck until a slide shows what a selector finds."""
    page.goto(deck.as_uri())
    for _ in range(page.locator(".slides > section").count()):
        if page.locator(f"section.present {selector}").count():
            return page.locator(f"section.present {selector}").first
        page.keyboard.press("ArrowRight")
    pytest.fail(f"no slide shows {selector}")


def test_a_map_is_alive_on_its_slide(decks, new_page):
    page = new_page(viewport=SCREEN)
    frame = shown(page, decks / "01-where.html", "iframe")
    drawn = frame.element_handle().content_frame()
    drawn.wait_for_selector(".ex-marker", state="attached")
    drawn.wait_for_function(LABELS_ARE_WIDE)
    assert "00 km" in drawn.locator(".leaflet-control-scale-line").inner_text()
    land = "() => document.querySelector('.leaflet-ex-land-pane').innerHTML"
    before = drawn.evaluate(land)
    drawn.locator(".leaflet-control-zoom-in").click()
    drawn.wait_for_function(f"before => ({land})() !== before", arg=before)


def test_a_tour_goes_on_on_its_slide(decks, new_page):
    page = new_page(viewport=SCREEN)
    frame = shown(page, decks / "02-how-it-came-to-this.html", "iframe")
    drawn = frame.element_handle().content_frame()
    drawn.get_by_text(re.compile(r"\b1 of 18$")).wait_for()
    drawn.get_by_role("button", name="Next").press("Enter")
    drawn.get_by_text(re.compile(r"\b2 of 18$")).wait_for()


def test_a_question_answers_on_its_slide(decks, new_page):
    page = new_page(viewport=SCREEN)
    shown(page, decks / "01-where.html", "input[type=radio]")
    # Answers stand in an order drawn by lot.
    page.locator("section.present").get_by_text("A city in Russia", exact=True).first.click()
    page.locator("section.present button").first.click()
    page.get_by_text("a city cannot reject a plan").first.wait_for()
