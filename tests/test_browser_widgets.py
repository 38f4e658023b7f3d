"""The explorers in JupyterLab: by mouse and keyboard, without flicker, and on pages without it."""

from datetime import date

import pytest
from nbconvert import HTMLExporter
from playwright.sync_api import expect

from explainer import authoring
from tests.browsing import BY_COLOUR, barriers
from tests.lessons import in_lab, run, write
from tools.browser.lab import DARK, LIGHT, MapFrame

pytestmark = pytest.mark.browser

START = "import explainer as ex\nstory = ex.load()"
NAMES = ("as_of", "statements", "range_explorer")
FRAGILE = """
import ipywidgets
from explainer.errors import ChartError
from explainer.widgets.shown import Explorer

def show(choice):
    if choice == "refused":
        raise ChartError("There is nothing to draw: choose again.")
    yield ex.cards.text(f"You chose {choice}, {1 / (choice != 'fault')}")

choice = ipywidgets.Dropdown(options=["fine", "refused", "fault"], description="Choice")
Explorer({"choice": choice}, show)
"""
#: Scroll down to an element: now the browser moves it when something above its anchor grows.
SCROLL = """element => {
  const list = element.closest(".jp-WindowedPanel-outer");
  list.scrollTop += element.getBoundingClientRect().top - list.getBoundingClientRect().top - 20;
}"""
#: In every frame from now on: is the map drawn, how high is it, where is the slider?
WATCH = """root => {
  window.seen = [];
  const tick = () => {
    const frame = root.querySelector("iframe");
    window.seen.push([
      frame.contentDocument.querySelectorAll(".leaflet-pane path[d]").length > 100,
      Math.round(frame.getBoundingClientRect().height),
      Math.round(root.querySelector("[role=slider]").getBoundingClientRect().top),
    ].join());
    window.watching = requestAnimationFrame(tick);
  };
  tick();
}"""
FRAMES = "count => window.seen.length >= count"
#: The map is drawn, and nothing has moved for twenty frames.
STEADY = """() => {
  const last = window.seen.slice(-20);
  return last.length === 20 && new Set(last).size === 1 && last[0].startsWith("true");
}"""
DRAWN = """root => root.querySelector("iframe").contentDocument
  .querySelectorAll(".leaflet-pane path[d]").length > 100"""


@pytest.fixture
def opened(window):
    """A notebook with all explorers, run."""
    cells = [START, *(f"ex.widgets.{name}(story)" for name in NAMES), FRAGILE]
    return in_lab(window, "explorers.ipynb", *cells)


def part(reader, name):
    """Return an explorer, scrolled into view; the one that breaks is called fragile."""
    root = reader.page.locator(".ex-explorer").nth([*NAMES, "fragile"].index(name))
    root.scroll_into_view_if_needed()
    return root


def drawn(root):
    """Return the map of an explorer when it is drawn."""
    return MapFrame(root.locator("iframe"))


def title(root):
    """Return what the map shows; a MapFrame would scroll to the map and hold on to it."""
    return root.evaluate("root => root.querySelector('iframe').contentDocument.title")


def test_all_are_there_and_nothing_else(opened):
    page = opened.page
    assert page.locator(".ex-explorer").count() == len(NAMES) + 1
    assert not any(twin.is_visible() for twin in page.locator(".ex-twin").all())
    faults = opened.failures(), opened.errors, opened.outside, opened.server.attempts()
    assert faults == ([], [], [], "")


@pytest.mark.parametrize(("theme", "rules"), [(DARK, None), (LIGHT, BY_COLOUR)])
def test_no_serious_barrier_in_either_theme(opened, theme, rules):
    opened.choose_theme(theme)
    for name in NAMES:
        assert barriers(opened.page, part(opened, name).element_handle(), rules) == []


def test_axe_would_see_a_slider_without_a_name(opened):
    root = part(opened, "as_of")
    handle = root.locator("[role=slider]")
    assert handle.get_attribute("aria-label") == "Day"
    handle.evaluate("handle => handle.removeAttribute('aria-label')")
    found = barriers(opened.page, root.element_handle())
    handle.evaluate("handle => handle.setAttribute('aria-label', 'Day')")
    assert [id for id, _ in found] == ["aria-input-field-name"]


def test_the_slider_by_keyboard_without_flicker_or_jump(opened):
    page, root = opened.page, part(opened, "as_of")
    handle, said = root.locator("[role=slider]"), root.locator(".ex-said")
    handle.press("End")  # other tests may have been here
    opened.until(lambda: "2 December 2021" in title(root))
    handle.evaluate(SCROLL)
    root.evaluate(WATCH)
    page.wait_for_function(STEADY)
    page.evaluate("window.seen = []")  # what the scrolling did
    page.keyboard.press("ArrowLeft")
    opened.until(lambda: "2 November 2021" in title(root))
    page.wait_for_function(FRAMES, arg=page.evaluate("window.seen.length") + 20)
    seen = page.evaluate("cancelAnimationFrame(window.watching); window.seen")
    assert len({*seen}) == 1 and seen[0].startswith("true"), {*seen}
    assert handle.get_attribute("aria-valuetext") == "2 November 2021"
    assert said.get_attribute("role") == "status" and "2 November 2021" in said.inner_text()
    assert handle.evaluate("handle => handle === document.activeElement")
    root.get_by_role("button", name="Earlier").click()
    opened.until(lambda: "2 November" not in title(root))
    assert "2 November" not in handle.get_attribute("aria-valuetext")


def test_the_reader_stays_where_the_map_was_moved_to(opened):
    root = part(opened, "as_of")
    frame = drawn(root).frame
    look = "() => drawn[0].getCenter().lat.toFixed(1) + ' ' + drawn[0].getZoom()"
    frame.evaluate("() => { drawn[0].setView([48.5, 37.5], 7, { animate: false }); }")
    before = title(root)
    root.get_by_role("button", name="Earlier").click()
    opened.until(lambda: title(root) != before)
    assert drawn(root).frame.evaluate(look) == "48.5 7"


def test_the_last_map_comes_back_when_its_frame_was_away(opened):
    root = part(opened, "as_of")
    before = title(root)
    root.get_by_role("button", name="Earlier").click()
    opened.until(lambda: title(root) != before)
    now = title(root)
    # As when JupyterLab takes an output off the page and puts it back.
    root.locator("iframe").evaluate("frame => frame.parentElement.append(frame)")
    opened.until(lambda: title(root) == now)


def test_old_maps_are_freed(opened):
    page, root = opened.page, part(opened, "as_of")
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")

    def nodes():
        session.send("HeapProfiler.collectGarbage")
        found = session.send("Performance.getMetrics")["metrics"]
        return next(item["value"] for item in found if item["name"] == "Nodes")

    def there_and_back():
        for name in ("Earlier", "Later"):
            before = title(root)
            root.get_by_role("button", name=name).click()
            opened.until(lambda before=before: title(root) != before)
            opened.until(lambda: root.evaluate(DRAWN), "the map")

    there_and_back()
    before = nodes()
    there_and_back()
    opened.until(lambda: nodes() < before + 1000, "the end of old maps")  # one map has more


def test_statements_are_filtered_and_compared(opened):
    root = part(opened, "statements")
    root.get_by_label("Who").select_option("Vladimir Putin")
    compare = root.get_by_label("Compare")

    def offered():
        return compare.evaluate("select => [...select.options].map(option => option.text)")

    opened.until(lambda: len(offered()) < 10)
    assert all("Putin:" in text for text in offered())
    shown = root.get_by_role("table", name="Two statements side by side")
    root.get_by_label("with", exact=True).select_option(index=3)
    opened.until(lambda: shown.get_by_role("columnheader", name="B:").count())
    opened.until(lambda: root.locator(".ex-chain li").count() > 2)


def test_numbers_are_chosen_with_the_space_bar(opened):
    page, root = opened.page, part(opened, "range_explorer")
    boxes = root.get_by_role("group", name="Compare").get_by_role("checkbox")
    count = boxes.count()
    chart = root.locator("figure[role=img]")
    before = chart.get_attribute("aria-label")
    assert count > 2 and "Take care" in root.locator(".ex-said").inner_text()
    for box in boxes.all()[1:]:
        box.focus()
        page.keyboard.press("Space")
    opened.until(lambda: "second number" in root.locator(".ex-said").inner_text())
    opened.until(lambda: chart.get_attribute("aria-label") != before)
    assert len(chart.get_attribute("aria-label")) < len(before)


def test_an_error_is_seen_and_gone_again(opened):
    root = part(opened, "fragile")
    said = root.locator(".ex-said")
    for choice, words in (
        ("refused", "There is nothing to draw: choose again."),
        ("fault", "the program has a fault (ZeroDivisionError)"),
        ("fine", "You chose fine"),
    ):
        root.get_by_label("Choice").select_option(choice)
        opened.until(lambda words=words: words in said.inner_text())
        assert said.is_visible()
    assert opened.failures() == []


def test_tab_goes_through_the_controls_in_their_order(opened):
    page, root = opened.page, part(opened, "as_of")
    root.get_by_label("Events", exact=True).focus()
    seen = []
    for _ in range(3):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate(
                "() => (document.activeElement.ariaLabel || document.activeElement.textContent)"
            ).strip()
        )
    assert seen == ["Day", "Earlier", "Later"]


def test_a_saved_explorer_and_a_saved_desk_show_words_until_they_are_run(reader):
    page = reader.page
    text = "The road from Riga to Paris, she said."
    authoring.new("road", text, date(2021, 12, 2), into=reader.server.root)
    write(
        reader.server.root / "saved.ipynb",
        START,
        "ex.widgets.statements(story)",
        "ex.widgets.desk('road')",
    )
    reader.show("saved.ipynb")
    reader.run_all()
    explorer, desk = page.locator(".ex-twin").first, page.locator(".ex-twin").nth(1)
    keep = page.locator(".ex-desk").get_by_role("button", name="Keep (k)")

    def alive():
        keep.wait_for()
        page.locator(".ex-explorer").get_by_label("Who").wait_for()
        expect(explorer).to_be_hidden()
        expect(desk).to_be_hidden()

    alive()
    page.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    reader.shut_down()
    page.reload()
    explorer.get_by_role("table").first.wait_for()
    desk.get_by_text("Place: Riga (not decided yet)").wait_for()
    explorer.get_by_text("Run, then Run All Cells").first.wait_for()
    desk.get_by_text("Run All brings it back").first.wait_for()
    reader.wait_until_ready()
    page.wait_for_load_state("networkidle")
    assert not any(line.is_visible() for line in page.get_by_text("Error displaying").all())
    reader.run_all()
    alive()


def test_an_exported_page_shows_words_and_no_dead_controls(tmp_path, new_page):
    path = write(tmp_path / "page.ipynb", START, "ex.widgets.range_explorer(story)")
    html, _ = HTMLExporter().from_notebook_node(run(path).notebook)
    (tmp_path / "page.html").write_text(html, encoding="utf-8")
    page = new_page()
    page.route("**/*", lambda r: r.continue_() if "file:" in r.request.url else r.abort())
    page.goto((tmp_path / "page.html").as_uri())
    twin = page.locator(".ex-twin")
    assert twin.locator("figure[role=img]").is_visible()
    assert "Take care before you compare" in twin.inner_text()
    outputs = [item for item in page.locator(".jp-OutputArea-child").all() if item.is_visible()]
    assert len(outputs) == 1
