"""What a reader did stays in JupyterLab, and what has ended or not yet begun says what to press."""

import os
import signal
from urllib.parse import urlsplit

import nbformat
import pytest
from playwright.sync_api import expect

from tests.lessons import NOTEBOOKS, write
from tests.sampling import WHOLE
from tools.browser.lab import MapFrame

pytestmark = pytest.mark.browser

START = "import explainer as ex\nstory = ex.load()"
#: Questions, a map, and so much below them that they are out of sight, and out of the page.
CELLS = (
    START,
    "ex.quiz.show('01-where', 1)",
    "ex.guess('03-whose-line', 'assembly', ex.cards.text('What came out'))",
    "ex.maps.borders_switch(story)",
    *["print('below\\n' * 80)"] * 12,
)
#: Have notebooks rendered in this way, as a setting can say, until JupyterLab is loaded again.
MODE = """windowingMode => {
  const factory = window.jupyterapp.docRegistry.getWidgetFactory("Notebook");
  factory.notebookConfig = { ...factory.notebookConfig, windowingMode };
}"""
#: Whether cells out of sight are not rendered.
AWAY = """[...document.querySelectorAll(".jp-Notebook .jp-Cell")].some(
  (cell) => getComputedStyle(cell).display === "none")"""
GO = """async (at) => {
  const { content } = window.jupyterapp.shell.currentWidget;
  await content.scrollToItem(at < 0 ? content.widgets.length - 1 : at);
}"""
CLOSE = """async () => {
  const panel = window.jupyterapp.shell.currentWidget;
  await panel.context.save();
  panel.dispose();
}"""
IDLE = "window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'"
LOST = "These controls have lost their kernel. Choose Run, then Run All Cells"
BEFORE = "root => getComputedStyle(root, '::before').content"


def answer(page):
    """Answer a question, guess, open the card of an area and choose whose borders are drawn."""
    quiz = page.locator("form.ex-quiz:has([type=radio])")
    quiz.locator("input").nth(1).check()
    quiz.locator("button[type=submit]").click()
    guess = page.locator("form.ex-quiz[data-type=guess]")
    guess.locator("input").fill("12")
    guess.locator("button[type=submit]").click()
    shown = MapFrame(page.locator("iframe[srcdoc]"))
    shown.frame.get_by_role("radio", name="Russia").check()
    shown.frame.locator(".ex-area-label:not(.ex-hidden)", has_text="Crimea").click()


def stands(page):
    """Hold what was answered against what the page shows."""
    page.evaluate(GO, 1)
    quiz = page.locator("form.ex-quiz:has([type=radio])")
    expect(quiz.locator("input").nth(1)).to_be_checked()
    expect(quiz.locator(".ex-quiz-feedback")).not_to_be_empty()
    page.evaluate(GO, 2)
    expect(page.locator("form.ex-quiz[data-type=guess] input")).to_have_value("12")
    expect(page.get_by_text("What came out", exact=True)).to_be_visible()
    page.evaluate(GO, 3)
    shown = MapFrame(page.locator("iframe[srcdoc]"))
    expect(shown.frame.get_by_role("radio", name="Russia")).to_be_checked()
    expect(shown.card.locator("h2")).to_have_text("Crimea")
    expect(shown.card).to_contain_text("Whose viewRussia")


@pytest.mark.hostile
@pytest.mark.parametrize("mode", ["full", "defer", "none"] if WHOLE else ["full"])
def test_answers_and_an_open_card_stay(reader, mode):
    name, page = f"stays-{mode}.ipynb", reader.page
    write(reader.server.root / name, *CELLS)
    page.evaluate(MODE, mode)
    reader.show(name)
    reader.run_all()
    page.evaluate(GO, 0)
    answer(page)
    page.evaluate(GO, -1)
    if mode == "full":
        reader.until(lambda: page.evaluate(AWAY), "what is out of sight to be taken away")
    stands(page)
    page.evaluate(CLOSE)
    reader.show(name)
    stands(page)
    page.reload()
    reader.wait_until_ready(name)
    stands(page)


def test_a_kernel_that_died_is_told_beside_its_controls(reader):
    ask = "import os, pathlib\npathlib.Path('kernel').write_text(str(os.getpid()))"
    write(reader.server.root / "died.ipynb", START, ask, "ex.widgets.statements(story)")
    reader.show("died.ipynb")
    reader.run_all()
    root = reader.page.locator(".ex-explorer")
    root.wait_for()
    assert LOST not in root.evaluate(BEFORE)
    os.kill(int((reader.server.root / "kernel").read_text()), signal.SIGKILL)
    reader.until(lambda: LOST in root.evaluate(BEFORE), "the sentence that says what to press")
    told = reader.page.locator(".jp-Dialog")  # JupyterLab says, too, that it starts another
    told.get_by_role("button", name="Ok").click()
    reader.wait_until_ready("died.ipynb")
    reader.run_all()
    reader.until(lambda: LOST not in root.evaluate(BEFORE), "living controls")


@pytest.mark.hostile
@pytest.mark.parametrize("bundle", ["anywidget", *(["jupyterlab-manager"] if WHOLE else [])])
def test_controls_that_do_not_load_leave_words_that_say_what_to_press(newcomer, bundle):
    page = newcomer.page
    page.route(f"**/*{bundle}*/**", lambda route: route.fulfill(status=404))
    write(newcomer.server.root / "blocked.ipynb", START, "ex.widgets.statements(story)")
    newcomer.open_notebook("blocked.ipynb")
    newcomer.run_all()
    note = page.locator(".ex-twin > .ex-note")
    note.wait_for()
    expect(note).to_contain_text("choose Run, then Run All Cells")
    expect(note).to_contain_text("If they stay away, reload the page")
    assert not any(line.is_visible() for line in page.get_by_text("Error displaying").all())


def test_a_link_opens_a_lesson_and_run_all_pressed_too_early_is_mended_as_it_says(newcomer):
    """Its first lines: press Select if a window asks for a kernel, then choose Run All again.

    JupyterLab does not ask about news.
    """
    page, held, free, asked = newcomer.page, [], [], []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))

    def hold(route):
        if route.request.method == "POST" and not free:
            held.append(route)
        else:
            route.continue_()

    book = nbformat.read(NOTEBOOKS / "00-start-here.ipynb", as_version=4)
    code = [at for at, cell in enumerate(book.cells) if cell.cell_type == "code"]
    book.cells = book.cells[: code[1] + 1]  # its beginning is what is to be mended
    nbformat.write(book, newcomer.server.root / "by-link.ipynb")
    page.route("**/api/sessions*", hold)
    page.goto(newcomer.server.link("by-link.ipynb"))
    page.locator(".notebook-only", has_text="JupyterLab was still starting").wait_for()
    newcomer.until(lambda: held, "the request for a kernel")
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    free.append(True)
    for route in held:
        route.continue_()
    select = page.locator(".jp-Dialog").get_by_role("button", name="Select")
    newcomer.until(lambda: select.is_visible() or page.evaluate(IDLE), "a window, or the kernel")
    if select.is_visible():
        select.click()
    newcomer.wait_until_ready("by-link.ipynb")
    newcomer.run_all()  # harmless where the first was not swallowed
    assert page.locator(".Toastify__toast").all_inner_texts() == []
    assert [path for path in asked if path.endswith(("/api/news", "/api/update"))] == []
    assert (newcomer.failures(), newcomer.errors, newcomer.outside) == ([], [], [])
