"""Lessons presented in JupyterLab: alive, by keyboard.

That every slide is whole and bars nobody is tested in ``test_browser_lessons``.
"""

import pytest
from playwright.sync_api import Locator, expect

from tools.browser.deck import Deck, presenting
from tools.browser.lab import MapFrame

pytestmark = pytest.mark.browser

SMALL = {"width": 1280, "height": 720}


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


@pytest.mark.parametrize("lesson", ["01-where.ipynb"], indirect=True)
def test_a_map_and_a_widget_are_alive_on_slides(lesson):
    with presenting(lesson, SMALL) as deck:
        go_to(deck, "ex.maps.candidates(")
        drawn = MapFrame(deck.cells.locator("iframe"))
        scale = drawn.frame.locator(".leaflet-control-scale-line")
        before = scale.inner_text()
        click_within(drawn, drawn.frame.locator(".leaflet-control-zoom-in"))
        expect(scale).not_to_have_text(before)
        deck.page.locator(".jp-Deck-Remote .jp-deck-mod-direction-forward").click()
        go_to(deck, "ex.widgets.geocode_explorer")
        box = deck.cells.locator(".widget-text input")
        asked = box.input_value()
        box.fill("Odessa, Texas")
        box.press("Enter")
        texas = deck.cells.locator("td, th").get_by_text("Texas").first
        texas.wait_for()
        assert deck.faults() == []
        box.fill(asked)  # as it was, for other tests of the lesson
        box.press("Enter")
        texas.wait_for(state="detached")


@pytest.mark.parametrize("lesson", ["02-how-it-came-to-this.ipynb"], indirect=True)
def test_a_tour_goes_on_and_a_question_answers_on_slides(lesson):
    with presenting(lesson, SMALL) as deck:
        go_to(deck, "ex.maps.tour")
        drawn = MapFrame(deck.cells.locator("iframe"))
        stop = drawn.frame.locator("article:visible .ex-tour-when")
        before = stop.inner_text()
        click_within(drawn, drawn.frame.get_by_role("button", name="Next"))
        expect(stop).not_to_have_text(before)
        deck.page.locator(".jp-Deck-Remote .jp-deck-mod-direction-forward").click()
        go_to(deck, "ex.quiz.show")
        form = deck.cells.locator("form.ex-quiz").first
        form.locator("input").first.check()
        form.get_by_role("button").click()
        expect(form.get_by_role("status")).not_to_be_empty()
        assert deck.faults() == [], "the feedback pushes something off the slide"


@pytest.mark.parametrize("lesson", ["02-how-it-came-to-this.ipynb"], indirect=True)
def test_the_keys_of_a_presenter_turn_the_slides(lesson):
    with presenting(lesson, SMALL) as deck:
        for key in ("PageDown", "Space", "ArrowRight"):
            deck.press(key)
        for key in ("PageUp", "Shift+Space", "ArrowLeft"):
            deck.press(key)
        assert deck.active == 0
