"""Exported slide decks: opened from a file with the network cut, stepped through, alive."""

import copy
import json
import re
from itertools import pairwise

import nbformat
import pytest
from playwright.sync_api import expect

import explainer as ex
from explainer.paper import prose
from explainer.paper.decks import slides as as_deck
from tests.browsing import barriers, kinds
from tests.lessons import NOTEBOOKS
from tests.sampling import WHOLE
from tools.browser.deck import FAULTS

pytestmark = pytest.mark.browser
LABELS_ARE_WIDE = """() => {
  const labels = [...document.querySelectorAll(".ex-label:not(.ex-hidden)")];
  return labels.length && labels.every(label => label.offsetWidth > 10);
}"""
#: Answers that stand on a slide before anybody has answered.
GIVEN_AWAY = ".ex-quiz-feedback:not(:empty), .ex-quiz-answer:not(:empty), details.ex-sealed[open]"
SCREEN = {"width": 1280, "height": 720}
LESSON = "02-how-it-came-to-this"
EVERY = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb")) if WHOLE else [LESSON]


@pytest.fixture(scope="module")
def deck(tmp_path_factory, executed, module_page):
    """A function that leads a deck to its first slide; each is made and opened once."""
    folder = tmp_path_factory.mktemp("decks")
    opened = {}
    for name in EVERY:  # the same runs as in other tests
        made = as_deck(copy.deepcopy(executed(f"{name}.ipynb").notebook))
        (folder / f"{name}.html").write_text(made, encoding="utf-8")

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
        opened[name].evaluate("document.activeElement.blur()")
        opened[name].keyboard.press("Home")
        return opened[name]

    return get


def slides(page):
    """Go from slide to slide; yield the number of each."""
    count = page.locator(".slides > section").count()
    for number in range(count):
        yield number
        page.keyboard.press("ArrowRight")


def begun(cells):
    """Count the slides of a deck: what it leaves out begins its slide with the next cell."""
    count = waiting = 0
    for cell in cells:
        waiting |= "slideshow" in cell["metadata"]
        if not prose.LEFT_OUT["slides"] & {*cell["metadata"].get("tags", ())}:
            count, waiting = count + waiting, 0
    return count


@pytest.mark.hostile
@pytest.mark.parametrize("name", EVERY)
def test_a_deck_asks_nobody_bars_nobody_and_every_slide_is_whole(name, deck):
    page, faults, found, seen, said = deck(name), {}, [], set(), []
    for number in slides(page):
        sheet = page.locator("section.present .jp-WindowedPanel-viewport")
        faults[number] = sheet.evaluate(FAULTS)
        faults[number] += sheet.locator(GIVEN_AWAY).evaluate_all(
            "all => all.map(one => one.className)"
        )
        faults[number] += ["nothing runs here"] * ("Run All" in sheet.inner_text())
        said.append(sheet.inner_html())
        new = kinds(page.locator("section.present")) - seen
        seen |= new
        # The first time all of the page, then what each slide shows that is new.
        if new or not number:
            found += barriers(page, "section.present" if number else None)
    assert found == []
    cells = json.loads((NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    assert len(faults) == begun(cells)
    assert {number: found for number, found in faults.items() if found} == {}
    assert all(one != following for one, following in pairwise(said)), "a key changed nothing"
    assert page.troubles == []


def shown(page, selector):
    """Step through a deck until a slide shows what a selector finds."""
    for _ in slides(page):
        if page.locator(f"section.present {selector}").count():
            return page.locator(f"section.present {selector}").first
    pytest.fail(f"no slide shows {selector}")


def test_a_map_is_alive_on_its_slide(deck):
    frame = shown(deck(LESSON), "iframe:not([title*='stops'])")
    drawn = frame.element_handle().content_frame()
    drawn.wait_for_selector(".ex-marker", state="attached")
    drawn.wait_for_function(LABELS_ARE_WIDE)
    expect(drawn.locator(".leaflet-control-scale-line")).to_contain_text("00 km")
    land = "() => document.querySelector('.leaflet-ex-land-pane').innerHTML"
    before = drawn.evaluate(land)
    drawn.locator(".leaflet-control-zoom-in").press("Enter")  # a slide is scaled
    drawn.wait_for_function(f"before => ({land})() !== before", arg=before)


def test_a_tour_goes_on_on_its_slide(deck):
    frame = shown(deck(LESSON), "iframe")
    drawn = frame.element_handle().content_frame()
    drawn.get_by_text(re.compile(r"\b1 of 18$")).wait_for()
    drawn.get_by_role("button", name="Next").press("Enter")
    drawn.get_by_text(re.compile(r"\b2 of 18$")).wait_for()


def test_a_question_answers_on_its_slide(deck):
    form = shown(deck(LESSON), "form.ex-quiz:has([type=radio])")
    form.locator("input").first.check()
    form.get_by_role("button", name="Check my answer").click()
    expect(form.get_by_role("status")).to_have_text(re.compile(r"Right\.|Not quite\."))


def test_a_deck_is_turned_by_fingers_and_buttons_and_leads_where_its_address_says(deck):
    page = deck(LESSON)
    page.get_by_role("button", name="Next slide").click()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("location.hash === '#/2'")
    page.locator("section.present").evaluate("""slide => {
      const touch = (clientX) => new Touch({ identifier: 1, target: slide, clientX, clientY: 300 });
      for (const [name, x] of [["touchstart", 900], ["touchend", 400]]) {
        const at = { touches: [touch(x)], changedTouches: [touch(x)], bubbles: true };
        slide.dispatchEvent(new TouchEvent(name, at));
      }
    }""")
    page.wait_for_function("location.hash === '#/3'")
    page.evaluate("location.hash = '#/1'")
    page.locator(".ex-turn output", has_text="2/").wait_for()


def test_what_is_cut_off_is_found(new_page, tmp_path, story):
    """What holds slides to their sheet, here and in JupyterLab, is worth what it sees."""
    slide = {"slideshow": {"slide_type": "slide"}}

    def words(text, **metadata):
        return nbformat.v4.new_markdown_cell(text, metadata=metadata)

    def shows(html, **metadata):
        output = nbformat.v4.new_output("display_data", {"text/html": html})
        return nbformat.v4.new_code_cell("", outputs=[output], metadata=metadata)

    table = ex.maps.table(ex.maps.in_the_news(story))._repr_html_()
    cells = [
        shows(ex.banners.on_the_day(story)._repr_html_(), **slide),
        words("word " * 500, **slide),
        words("word " * 160, **slide),
        shows(ex.maps.places(story)._repr_html_()),
        shows(table, **slide),
        shows(table),
        shows(table),
        words("short", **slide),
        shows("<p style=font-size:12.5px>fine print</p>" * 500, **slide),
    ]
    (tmp_path / "deck.html").write_text(as_deck(nbformat.v4.new_notebook(cells=cells)), "utf-8")
    page = new_page(viewport=SCREEN)
    page.goto((tmp_path / "deck.html").as_uri())
    sheet = page.locator("section.present .jp-WindowedPanel-viewport")
    faults = []
    for _ in slides(page):
        # A deck sees to it that Tab reaches what scrolls.
        sheet.locator("[tabindex]").evaluate_all("all => all.forEach((one) => (one.tabIndex = -1))")
        faults.append(" ".join(sheet.evaluate(FAULTS)))
    assert [bool(found) for found in faults] == [False, True, True, True, False, True]
    assert "more than a sheet" in faults[1]
    assert "map too small" in faults[2]
    assert "box too small" in faults[3]
    assert "no key scrolls it" in faults[5]
    assert "type of 17.0 px: fine print" in faults[5]
