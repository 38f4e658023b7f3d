"""Lessons presented in JupyterLab: alive, by keyboard, without barriers.

That every slide is whole is tested in ``test_browser_lessons``.
"""

from contextlib import ExitStack

import nbformat
import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Locator

from tools.browser.deck import Deck, presenting
from tools.browser.lab import MapFrame, Reader

pytestmark = pytest.mark.browser

SMALL = {"width": 1280, "height": 720}


@pytest.fixture
def present(lab, browser):
    """A function that opens a notebook, runs it and presents it from its first slide on."""
    with ExitStack() as stack:

        def start(name: str) -> Deck:
            context = stack.enter_context(browser.new_context(viewport=SMALL))
            reader = Reader(lab, context)
            reader.open_notebook(name)
            reader.run_all()
            return stack.enter_context(presenting(reader))

        yield start


def go_to(deck: Deck, code: str) -> None:
    """Step forward to the slide with the cell that begins with some code."""
    place = next(i for i, source in enumerate(deck.sources()) if source.startswith(code))
    if not any(place in shown for shown in deck.slides()):
        pytest.fail(f"no slide shows {code!r}")


def click_within(drawn: MapFrame, button: Locator) -> None:
    """Click with the mouse into a map that a slide enlarges; Playwright would miss the spot."""
    outer = drawn.iframe.evaluate("frame => frame.getBoundingClientRect().toJSON()")
    inner = button.evaluate("button => button.getBoundingClientRect().toJSON()")
    scale = outer["width"] / drawn.frame.evaluate("innerWidth")
    x, y = inner["x"] + inner["width"] / 2, inner["y"] + inner["height"] / 2
    drawn.iframe.page.mouse.click(outer["x"] + scale * x, outer["y"] + scale * y)


def test_a_map_and_a_widget_are_alive_on_slides(present):
    deck = present("01-where.ipynb")
    go_to(deck, "ex.maps.candidates(")
    drawn = MapFrame(deck.cells.locator("iframe"))
    scale = drawn.frame.locator(".leaflet-control-scale-line")
    before = scale.inner_text()
    click_within(drawn, drawn.frame.locator(".leaflet-control-zoom-in"))
    deck.page.wait_for_timeout(600)
    assert scale.inner_text() != before
    deck.page.locator(".jp-Deck-Remote .jp-deck-mod-direction-forward").click()
    go_to(deck, "ex.widgets.geocode_explorer")
    box = deck.cells.locator(".widget-text input")
    box.fill("Odessa, Texas")
    box.press("Enter")
    deck.cells.locator("td, th").get_by_text("Texas").first.wait_for(timeout=10_000)
    assert deck.faults() == []


def test_a_tour_goes_on_and_a_question_answers_on_slides(present):
    deck = present("02-how-it-came-to-this.ipynb")
    go_to(deck, "ex.maps.tour")
    drawn = MapFrame(deck.cells.locator("iframe"))
    drawn.frame.get_by_text("Stop 1 of 18", exact=True).wait_for()
    click_within(drawn, drawn.frame.get_by_role("button", name="Next"))
    drawn.frame.get_by_text("Stop 2 of 18", exact=True).wait_for()
    deck.page.locator(".jp-Deck-Remote .jp-deck-mod-direction-forward").click()
    go_to(deck, "ex.quiz.show")
    form = deck.cells.locator("form.ex-quiz").first
    form.locator("input").first.check()
    form.get_by_role("button").click()
    assert form.get_by_role("status").inner_text().strip()
    assert deck.faults() == [], "the feedback pushes something off the slide"


def test_the_keys_of_a_presenter_turn_the_slides(present):
    deck = present("09-your-turn.ipynb")
    for key in ("PageDown", "Space", "ArrowRight"):
        assert deck.press(key), key
    for key in ("PageUp", "Shift+Space", "ArrowLeft"):
        assert deck.press(key), key
    assert deck.active == 0


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_slides_have_no_serious_barrier(theme, present):
    deck = present("06-numbers.ipynb")
    deck.reader.choose_theme(theme)
    deck.page.evaluate(AXE_SCRIPT)
    found = []
    for _ in deck.slides():
        deck.page.wait_for_timeout(150)  # a slide fades in
        result = deck.page.evaluate(
            # JupyterLab's own editor of code has no name.
            "axe.run({include: '.jp-Deck .jp-deck-mod-onscreen', exclude: '.cm-editor'},"
            " {iframes: false}).then(result => result.violations)"
        )
        found += [
            (item["id"], node["html"][:200])
            for item in result
            if item["impact"] in ("serious", "critical")
            for node in item["nodes"]
        ]
    assert found == []


def test_what_is_cut_off_is_found(present, lab):
    kernel = {"name": "python3", "display_name": "Python 3"}
    notebook = nbformat.v4.new_notebook(metadata={"kernelspec": kernel})
    slide = {"slideshow": {"slide_type": "slide"}}
    table = "ex.maps.table(ex.maps.in_the_news(story))"
    notebook.cells = [
        nbformat.v4.new_code_cell("import explainer as ex\nstory = ex.load()", metadata=slide),
        nbformat.v4.new_code_cell("ex.banners.on_the_day(story)"),
        nbformat.v4.new_markdown_cell("word " * 500, metadata=slide),
        nbformat.v4.new_markdown_cell("word " * 160, metadata=slide),
        nbformat.v4.new_code_cell("ex.maps.places(story)"),
        nbformat.v4.new_code_cell(table, metadata=slide),
        nbformat.v4.new_code_cell(table),
        nbformat.v4.new_code_cell(table),
        nbformat.v4.new_markdown_cell("short", metadata=slide),
    ]
    nbformat.write(notebook, lab.root / "too-long.ipynb")
    deck = present("too-long.ipynb")
    faults = [" ".join(deck.faults()) for _ in deck.slides()]
    assert [bool(found) for found in faults] == [False, True, True, True, False]
    assert "more than a sheet" in faults[1]
    assert "map too small" in faults[2]
    assert "box too small" in faults[3]
