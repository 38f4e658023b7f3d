"""The charts in JupyterLab, in both themes: no barrier, legible, words where they belong."""

import itertools

import nbformat
import pytest
from IPython.core.formatters import DisplayFormatter
from playwright.sync_api import expect

import explainer as ex
from tests.browsing import BY_COLOUR, barriers
from tests.charts_kit import FIGURES as DRAWN
from tests.lessons import in_lab, write
from tools.browser.lab import DARK, LIGHT

pytestmark = pytest.mark.browser

CELL = """
from IPython.display import display
import explainer as ex
story, charts = ex.load(), ex.charts
for chart in (
    charts.timeline(story), charts.ranges(story),
    charts.timeline(story, "2021-11-22", "2021-12-07", weight=3),
    charts.people(story), charts.counts_by_day(story), charts.referendum(story),
    charts.votes(story), charts.voices(story), charts.claims(story), charts.chain(story, "q4"),
    charts.ranges(story, "years"), charts.chains(story),
    charts.compare(story, "k1-readout", "k11-readout"),
):
    display(chart)
"""
FIGURES, BOARDS = 9, 4
SCREENS = {"laptop": (1280, 800, 11.5), "projector": (1920, 1080, 14.5)}

#: Charts that are drawn again for a phone, and a page for one in a theme.
PHONE = ("troops", "referendum", "voices")
_PAGE = """<!DOCTYPE html><html lang="en"><meta name="viewport" content="width=device-width">
<title>Chart</title><body data-jp-theme-light="{}"><main><h1>Chart</h1>{}</main>"""
#: For every figure that is seen: its own box and that of each text in it, in pixels of the screen.
_TEXTS = """() => [...document.querySelectorAll(".ex-chart svg")].flatMap(svg => {
  if (!svg.checkVisibility()) return [];
  const box = node => (b => [b.x, b.y, b.right, b.bottom])(node.getBoundingClientRect());
  const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
  return {
    box: box(svg),
    texts: [...svg.querySelectorAll("text")].map(text => ({
      text: text.textContent,
      box: box(text),
      size: parseFloat(getComputedStyle(text).fontSize) * scale,
    })),
  };
})"""
#: Whether a text lies above or below the room it is drawn in, so that nobody sees it there.
_OUT = """(text, room) => {
  const [one, all] = [text, room].map((part) => part.getBoundingClientRect());
  return one.bottom <= all.top + 2 || one.top >= all.bottom - 2;
}"""
_COLORS = """() => {
  const color = (selector, name) => getComputedStyle(document.querySelector(selector))[name];
  return {
    ground: color(".ex-chart-room", "backgroundColor"),
    title: color(".ex-chart svg text", "fill"),
    board: color(".ex-board", "backgroundColor"),
    words: color(".ex-board", "color"),
    page: color(".jp-Notebook", "backgroundColor"),
  };
}"""


@pytest.fixture(params=["laptop"])
def drawn(request, window):
    """A notebook with every chart, run in JupyterLab, on a screen of that size."""
    width, height, window.smallest = SCREENS[request.param]
    return in_lab(window, "charts.ipynb", CELL, screen={"width": width, "height": height})


every_screen = pytest.mark.parametrize("drawn", SCREENS, indirect=True)


@every_screen
def test_every_chart_is_there_and_nothing_was_fetched(drawn):
    assert drawn.page.locator(".ex-chart figure[role=img]").count() == FIGURES
    assert drawn.page.locator(".ex-board").count() == BOARDS
    assert (drawn.failures(), drawn.errors, drawn.outside) == ([], [], [])


@pytest.mark.parametrize(("theme", "rules"), [(LIGHT, None), (DARK, BY_COLOUR)])
def test_axe_finds_no_barrier(drawn, theme, rules):
    drawn.choose_theme(theme)
    for summary in drawn.page.locator(".jp-OutputArea summary").all():
        if summary.locator("xpath=..").get_attribute("open") is None:
            summary.click()
    found = barriers(drawn.page, {"include": [[".jp-OutputArea"]]}, rules, slight=True)
    ours = [barrier for barrier in found if "jp-OutputPrompt" not in barrier[1]]
    assert ours == []


def kept_apart(chart):
    """No text of a chart leaves it or covers another."""
    left, _, right, _ = chart["box"]
    for text in chart["texts"]:
        assert left <= text["box"][0] + 0.5 and text["box"][2] <= right + 0.5, text["text"]
    for one, two in itertools.combinations(chart["texts"], 2):
        a, b = one["box"], two["box"]
        wide = min(a[2], b[2]) - max(a[0], b[0])
        # A text's box holds room above and below its letters.
        high = min(a[3], b[3]) - max(a[1], b[1]) - 0.3 * min(a[3] - a[1], b[3] - b[1])
        assert wide <= 1 or high <= 0, f"{one['text']!r} and {two['text']!r} overlap"


@every_screen
def test_texts_keep_apart_in_the_browsers_own_letters(drawn):
    charts = drawn.page.evaluate(_TEXTS)
    assert len(charts) == FIGURES
    for chart in charts:
        kept_apart(chart)


@every_screen
def test_letters_can_be_read_on_this_screen(drawn):
    sizes = [text["size"] for chart in drawn.page.evaluate(_TEXTS) for text in chart["texts"]]
    assert min(sizes) >= drawn.smallest


@every_screen
def test_nothing_has_to_be_scrolled_sideways(drawn):
    too_wide = "nodes => nodes.filter(node => node.scrollWidth > node.clientWidth + 1).length"
    assert drawn.page.locator(".ex-chart-room, .ex-board").evaluate_all(too_wide) == 0


def test_colours_follow_the_theme(drawn):
    drawn.choose_theme(LIGHT)
    light = drawn.page.evaluate(_COLORS)
    drawn.choose_theme(DARK)
    dark = drawn.page.evaluate(_COLORS)
    assert light["ground"] == light["board"] == light["page"] == "rgb(255, 255, 255)"
    assert dark["ground"] == dark["board"] == dark["page"] != light["page"]
    assert light["title"] == light["words"] == "rgb(34, 40, 45)"
    assert dark["title"] == dark["words"] == "rgb(240, 240, 236)"


def test_the_table_opens_by_keyboard(drawn):
    details = drawn.page.locator(".jp-OutputArea details").first
    summary = details.locator("summary")
    if details.get_attribute("open") is None:
        summary.focus()
        drawn.page.keyboard.press("Enter")
    expect(details.locator("table")).to_be_visible()
    assert details.locator("tbody tr").count() > 20
    summary.focus()
    drawn.page.keyboard.press("Enter")
    expect(details.locator("table")).to_be_hidden()


VOTES = "import explainer as ex\nex.charts.votes(ex.load())"


def test_in_a_notebook_that_is_not_trusted_a_chart_is_a_sentence_and_its_table(reader, story):
    path = write(reader.server.root / "untrusted.ipynb", VOTES)
    notebook = nbformat.read(path, as_version=4)
    data, _ = DisplayFormatter().format(ex.charts.votes(story))
    notebook.cells[0].outputs = [nbformat.v4.new_output("execute_result", data)]
    nbformat.write(notebook, path)
    shown = data["text/plain"].split("\n")[0]
    reader.show("untrusted.ipynb")
    output = reader.page.locator(".jp-OutputArea-output").last
    output.get_by_text("If you see these words instead of a chart").wait_for()
    assert output.locator("svg").count() == 0, "the notebook is trusted: this test sees nothing"
    said = " ".join(output.inner_text().split())
    assert said.startswith(f"{shown}. If you see these words instead of a chart")
    assert said.endswith("The same as a table")
    output.locator("summary").click()
    expect(output.locator("table")).to_be_visible()
    reader.run_all()
    expect(reader.page.get_by_text("If you see these words instead of a chart")).to_be_hidden()
    expect(reader.page.locator(".ex-chart figure > svg")).to_be_visible()


def test_on_a_phone_the_words_around_a_chart_are_not_cut(new_page):
    page = new_page(viewport={"width": 390, "height": 844})
    chart = ex.charts.timeline(ex.load(), weight=1, title="A headline that is too long for a phone")
    page.set_content(f'<meta name="viewport" content="width=device-width">{chart._repr_html_()}')
    around, room = page.locator(".ex-chart-words"), page.locator(".ex-chart-room")
    for words in around.all():
        assert words.evaluate("words => words.getBoundingClientRect().right <= innerWidth")
    said = " ".join(around.all_inner_texts())
    held = room.element_handle()
    unseen = [text for text in room.locator("svg text").all() if text.evaluate(_OUT, held)]
    lines = [text.text_content() for text in unseen]
    assert lines[0] == chart.title
    assert lines[-1].endswith("As known on 2 December 2021.")
    assert all(line in said for line in lines)


@pytest.fixture(scope="module")
def phone(module_page):
    return module_page(viewport={"width": 390, "height": 844})


@pytest.mark.parametrize("chart", PHONE)
def test_on_a_phone_all_marks_of_a_chart_of_rows_are_in_sight(chart, phone, story):
    page = phone
    page.emulate_media(color_scheme="light")
    page.set_content(_PAGE.format("true", DRAWN[chart](story)._repr_html_()))
    wide, narrow = page.locator(".ex-chart figure > svg"), page.locator(".ex-narrow svg")
    room = page.locator(".ex-chart-room")
    expect(narrow).to_be_visible()
    expect(wide).to_be_hidden()
    assert room.evaluate("room => room.scrollWidth <= room.clientWidth")
    [drawn] = page.evaluate(_TEXTS)
    assert min(text["size"] for text in drawn["texts"]) >= 11
    kept_apart(drawn)
    assert "sideways" not in page.locator("body").inner_text()
    assert page.get_by_role("img").count() == 1, "it is heard once"
    part = {"include": [[".ex-chart"]]}
    assert barriers(page, part) == []
    page.emulate_media(color_scheme="dark")
    page.evaluate("document.body.dataset.jpThemeLight = false")
    assert barriers(page, part, BY_COLOUR) == []


def test_a_chart_of_rows_is_wide_on_paper_and_on_other_screens(new_page, story):
    page = new_page(viewport={"width": 390, "height": 844})
    page.set_content(_PAGE.format("true", DRAWN["years"](story)._repr_html_()))
    wide, narrow = page.locator(".ex-chart figure > svg"), page.locator(".ex-narrow svg")
    page.emulate_media(media="print")
    expect(wide).to_be_visible()
    expect(narrow).to_be_hidden()
    page.emulate_media(media="screen")
    expect(narrow).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(wide).to_be_visible()
    expect(narrow).to_be_hidden()
