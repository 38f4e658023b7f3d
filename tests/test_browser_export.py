"""Exported slide decks: opened from a file with the network cut, stepped through, alive."""

import copy
import json
import re
import shutil
import sys

import pytest

from tests.browsing import barriers, kinds
from tests.lessons import NOTEBOOKS
from tests.test_lessons import tool
from tools.browser.deck import FAULTS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not shutil.which("npm"), reason="reveal.js comes from npm"),
]
LABELS_ARE_WIDE = """() => {
  const labels = [...document.querySelectorAll(".ex-label:not(.ex-hidden)")];
  return labels.length && labels.every(label => label.offsetWidth > 10);
}"""
SCREEN = {"width": 1280, "height": 720}
DECKS = ["01-where", "02-how-it-came-to-this", "06-numbers"]


@pytest.fixture(scope="module")
def deck(tmp_path_factory, executed, module_page):
    """A function that leads a deck to its first slide; each is made and opened once."""
    folder = tmp_path_factory.mktemp("decks")
    opened = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(NOTEBOOKS.parent / "tools")
        slides = tool("export_slides")
        lesson = lambda path: copy.deepcopy(executed(path.name).notebook)  # noqa: E731
        patch.setattr(slides, "execute", lesson)  # the same run as in other tests
        patch.setattr(sys, "argv", ["export_slides.py", *DECKS, "--out", str(folder)])
        slides.main()

    def get(name):
        if name not in opened:
            opened[name] = page = module_page(viewport=SCREEN)
            page.troubles = []
            cut = lambda r: r.continue_() if r.request.url[:4] == "file" else r.abort()  # noqa: E731
            page.route("**/*", cut)
            page.on("request", lambda r: page.troubles.append(r.url) if r.url[:4] == "http" else 0)
            page.on("pageerror", lambda error: page.troubles.append(str(error)))
            page.goto((folder / f"{name}.html").as_uri())
        opened[name].bring_to_front()
        opened[name].evaluate("document.activeElement.blur(); Reveal.slide(0)")
        return opened[name]

    return get


def slides(page):
    """Go from slide to slide; yield the number of each."""
    count = page.locator(".slides section").count()  # reveal.js cuts at every section
    for number in range(count):
        yield number
        page.keyboard.press("ArrowRight")


@pytest.mark.parametrize("name", DECKS)
def test_a_deck_asks_nobody_and_every_slide_is_whole(name, deck):
    page, faults = deck(name), {}
    for number in slides(page):
        sheet = page.locator("section.present .jp-WindowedPanel-viewport")
        faults[number] = sheet.evaluate(FAULTS)
    cells = json.loads((NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    assert len(faults) == sum("slideshow" in cell["metadata"] for cell in cells)
    assert {number: found for number, found in faults.items() if found} == {}
    assert page.troubles == []


def test_a_deck_has_no_serious_barrier(deck):
    page, found, seen = deck("02-how-it-came-to-this"), [], set()
    for looked in slides(page):
        new = kinds(page.locator("section.present")) - seen
        seen |= new
        # The first time all of the page, then what each slide shows that is new.
        if new or not looked:
            found += barriers(page, "section.present" if looked else None)
    assert found == []


def shown(page, selector):
    """Step through a deck until a slide shows what a selector finds."""
    for _ in slides(page):
        if page.locator(f"section.present {selector}").count():
            return page.locator(f"section.present {selector}").first
    pytest.fail(f"no slide shows {selector}")


def test_a_map_is_alive_on_its_slide(deck):
    frame = shown(deck("01-where"), "iframe")
    drawn = frame.element_handle().content_frame()
    drawn.wait_for_selector(".ex-marker", state="attached")
    drawn.wait_for_function(LABELS_ARE_WIDE)
    assert "00 km" in drawn.locator(".leaflet-control-scale-line").inner_text()
    land = "() => document.querySelector('.leaflet-ex-land-pane').innerHTML"
    before = drawn.evaluate(land)
    drawn.locator(".leaflet-control-zoom-in").click()
    drawn.wait_for_function(f"before => ({land})() !== before", arg=before)


def test_a_tour_goes_on_on_its_slide(deck):
    frame = shown(deck("02-how-it-came-to-this"), "iframe")
    drawn = frame.element_handle().content_frame()
    drawn.get_by_text(re.compile(r"\b1 of 18$")).wait_for()
    drawn.get_by_role("button", name="Next").press("Enter")
    drawn.get_by_text(re.compile(r"\b2 of 18$")).wait_for()


def test_a_question_answers_on_its_slide(deck):
    page = deck("01-where")
    # Answers stand in an order drawn by lot.
    answer = "A city in Velmark"
    shown(page, f'label:has-text("{answer}")').click()
    form = page.locator("section.present form").filter(has_text=answer)
    form.get_by_role("button", name="Check my answer").click()
    page.get_by_text("a city cannot reject a plan").first.wait_for()
