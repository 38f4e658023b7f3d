"""The worksheet in JupyterLab: typed, saved, restored, downloaded, loaded back, by keyboard too."""

import re
import secrets

import nbformat
import pytest
from nbconvert import HTMLExporter
from playwright.sync_api import expect

from explainer.classroom.worksheet import answers, read_page
from tests import practice
from tests.browsing import BY_COLOUR, barriers
from tests.lessons import write
from tools.browser.lab import DARK, LIGHT, Reader

pytestmark = pytest.mark.browser

#: A cell that runs until the test lets it end.
WAIT = """import pathlib, time
pathlib.Path("waiting").touch()
while not pathlib.Path("go").exists(): time.sleep(0.05)"""
ANSWERED = "document.querySelector('form.ex-quiz input:checked')"
CELLS = ("import explainer as ex", "w = ex.widgets.worksheet('one', story='story')\nw")
DOWNLOAD = "Download my work as a page"
CLOSE = "window.jupyterapp.shell.currentWidget.dispose()"
#: A worksheet as nobody has touched it: what is folded is folded.
FOLDED = (
    """document.querySelectorAll(".ex-worksheet details").forEach((one) => (one.open = false))"""
)


class Desk:
    """A folder with a notebook of one worksheet, and a reader in front of it."""

    def __init__(self, reader: Reader, name: str) -> None:
        self.reader, self.page = reader, reader.page
        self.folder = reader.server.root / name
        self.link = f"{name}/lesson.ipynb"
        if not self.folder.exists():
            practice.story(self.folder / "story")
            write(self.folder / "lesson.ipynb", *CELLS)

    @property
    def file(self):
        return self.folder / "my-work" / "journal.jsonl"

    def open(self) -> None:
        self.reader.show(self.link)
        self.run()

    def open_again(self) -> None:
        """Close the notebook, whose kernel lives on, and open it."""
        self.page.evaluate(CLOSE)
        self.open()

    def run(self) -> None:
        self.reader.run_all()
        self.box("Your words").wait_for()

    def box(self, label: str):
        return self.page.get_by_label(label, exact=True)

    def saved(self) -> dict[str, dict[str, str | int]]:
        return answers("one", self.file.parent)

    def wait_until_saved(self, expected: dict[str, dict[str, str | int]]) -> None:
        self.reader.until(lambda: self.saved() == expected, str(expected))

    def download(self):
        with self.page.expect_download() as waiting:
            self.page.get_by_role("button", name=DOWNLOAD).click()
        return waiting.value

    def end_kernel(self) -> None:
        kernel = self.page.evaluate_handle(
            "window.jupyterapp.shell.currentWidget.sessionContext.session.kernel"
        )
        kernel.evaluate("kernel => kernel.shutdown()")
        self.page.wait_for_function("kernel => kernel.isDisposed", arg=kernel)

    def faultless(self) -> None:
        found = self.reader.failures(), self.reader.errors, self.reader.outside
        assert found == ([], [], []) and self.reader.server.attempts() == ""


@pytest.fixture
def desk(reader):
    return Desk(reader, f"desk-{secrets.token_hex(3)}")


def test_typed_saved_and_there_again_when_opened_again(desk):
    desk.open()
    desk.box("Your words").click()
    # dd deletes a cell, 00 restarts the kernel, where JupyterLab takes the keys for commands
    desk.box("Your words").press_sequentially("dd 00 <b>Kyiv</b>\n& more")
    desk.box("Per cent").fill("35 %")
    expected = {"text": {"long": "dd 00 <b>Kyiv</b>\n& more"}, "guess": {"number": 35}}
    desk.wait_until_saved(expected)
    status = desk.page.locator(".ex-status").first
    status.get_by_text(re.compile(r"^Saved \d\d:\d\d\.$")).wait_for()  # in own time, without a zone
    assert status.get_attribute("role") == "status"
    for kernel_lives_on in (True, False):
        if kernel_lives_on:
            desk.open_again()
        else:
            desk.faultless()
            desk.reader.start_anew()
            desk.open()
        expect(desk.box("Your words")).to_have_value("dd 00 <b>Kyiv</b>\n& more")
        expect(desk.box("Per cent")).to_have_value("35")
        desk.page.get_by_text("Your saved answers are back").first.wait_for(state="attached")
    desk.faultless()


def test_the_page_carries_the_letters_typed_last_without_a_kernel_too_and_comes_back(
    desk, tmp_path
):
    desk.open()
    desk.box("Your words").fill("first")
    desk.wait_until_saved({"text": {"long": "first"}})
    desk.page.get_by_label("Your name").fill("Olena <O>")
    desk.box("Your words").press_sequentially(" and </script> last")
    desk.box("Per cent").fill("7")
    download = desk.download()
    assert download.suggested_filename == "my-work-one.html"
    download.save_as(tmp_path / "page.html")
    (work,) = read_page((tmp_path / "page.html").read_bytes())
    assert work.answers["text"]["long"].value == "first and </script> last"
    assert work.answers["guess"]["number"].value == 7

    paper = desk.page.context.new_page()
    paper.goto((tmp_path / "page.html").as_uri())
    assert "Name: Olena <O>" in paper.locator("main").inner_text()
    assert "first and </script> last" in paper.locator("main").inner_text()
    assert barriers(paper, "body") == []
    paper.close()
    assert "Olena" not in desk.file.read_text()

    desk.faultless()
    kept = desk.saved()
    desk.end_kernel()
    told = desk.page.get_by_text("Your last words have not reached the kernel")
    assert not told.is_visible()
    desk.box("Your words").press_sequentially(", and lost?")
    told.wait_for()
    desk.download().save_as(tmp_path / "page.html")
    assert desk.saved() == kept

    desk.reader.start_anew()
    elsewhere = Desk(desk.reader, desk.folder.name + "-new")
    elsewhere.open()
    with elsewhere.page.expect_file_chooser() as chooser:
        elsewhere.page.get_by_role("button", name="Load my work from a page").click()
    chooser.value.set_files(tmp_path / "page.html")
    elsewhere.page.get_by_text("Loaded from the page: one.").last.wait_for()
    expect(elsewhere.box("Your words")).to_have_value("first and </script> last, and lost?")
    expect(elsewhere.box("Per cent")).to_have_value("7")
    assert elsewhere.saved()["guess"] == {"number": 7}
    elsewhere.faultless()


def test_on_the_second_day_and_in_an_export_stand_the_words_where_the_boxes_come_back(
    desk, tmp_path, new_page
):
    write(desk.folder / "lesson.ipynb", *CELLS, "ex.quiz.show('01-where', 1)")
    desk.open()
    form = desk.page.locator("form.ex-quiz")
    form.locator("input").first.check()
    form.get_by_role("button").click()
    desk.reader.until(lambda: answers("01-where", desk.file.parent), "the answer")
    desk.box("Your words").fill("before the <night>")
    twin = desk.page.locator(".ex-twin")
    twin.get_by_text("before the <night>").wait_for(state="attached")
    expect(twin).to_be_hidden()
    desk.page.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    desk.end_kernel()
    desk.page.goto(desk.reader.server.link(desk.link))
    twin.get_by_text("before the <night>").wait_for()
    desk.page.wait_for_function(ANSWERED)
    desk.reader.wait_until_ready()
    desk.page.wait_for_load_state("networkidle")
    assert "Run All brings the boxes back" in twin.inner_text()
    errors = desk.page.get_by_text("Error displaying")
    errors.nth(1).wait_for(state="attached")  # of the worksheet and of the question
    assert not any(line.is_visible() for line in errors.all())
    saved = nbformat.read(desk.folder / "lesson.ipynb", as_version=4)
    saved.cells.pop()  # the question
    html, _ = HTMLExporter().from_notebook_node(saved)
    (tmp_path / "page.html").write_text(html, encoding="utf-8")
    exported = new_page()
    exported.route("**/*", lambda r: r.continue_() if "file:" in r.request.url else r.abort())
    exported.goto((tmp_path / "page.html").as_uri())
    assert exported.locator(".ex-twin .ex-written").inner_text() == "before the <night>"
    outputs = exported.locator(".jp-OutputArea-child").filter(visible=True)
    assert outputs.count() == 1
    desk.run()
    expect(desk.box("Your words")).to_have_value("before the <night>")
    desk.page.wait_for_function(ANSWERED)
    expect(twin).to_be_hidden()


CELLS_NOW = """() => window.jupyterapp.shell.currentWidget.content.widgets.map(
  (cell) => [cell.model.type, cell.model.sharedModel.source])"""


def test_a_starter_takes_the_letters_typed_at_once_also_while_a_cell_runs(desk):
    write(desk.folder / "lesson.ipynb", *CELLS, WAIT)
    desk.reader.show(desk.link)
    desk.page.get_by_role("menuitem", name="Run", exact=True).click()
    desk.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    desk.box("Your words").wait_for()
    before = desk.page.evaluate(CELLS_NOW)
    desk.reader.until((desk.folder / "waiting").exists, "a busy kernel")
    desk.page.get_by_role("button", name="It is said …").click()
    desk.page.keyboard.type("my own map abxdd 00")
    desk.page.get_by_role("button", name="On <that> day …").press("Enter")
    desk.page.keyboard.type("m")
    words = "It is said my own map abxdd 00 On <that> day m"
    assert desk.box("Your words").input_value() == words
    (desk.folder / "go").touch()
    desk.wait_until_saved({"text": {"long": words}})
    assert desk.page.evaluate(CELLS_NOW) == before


@pytest.fixture
def kept(window):
    """One open worksheet for those who leave nothing in it but words and what they unfolded."""
    desk = Desk(window, "desk-kept")
    window.keep(desk.link, desk.open)
    desk.page.evaluate(FOLDED)
    for label in ("Your words", "A title", "Per cent"):
        desk.box(label).fill("")
    return desk


def test_no_control_leaves_letters_to_the_notebook(kept):
    desk = kept
    before = desk.page.evaluate(CELLS_NOW)
    controls = desk.page.locator(".ex-worksheet :is(button, input, textarea, select):visible").all()
    assert len(controls) > 5
    for control in controls:
        control.focus()
        desk.page.keyboard.type("mabyxdd")
    assert desk.page.evaluate(CELLS_NOW) == before


def test_a_folder_that_cannot_be_used_is_told_beside_the_box(desk):
    (desk.folder / "my-work").write_text("not a folder")
    desk.open()
    desk.box("Your words").fill("precious")
    desk.page.locator(".ex-status", has_text=re.compile("^Not saved")).first.wait_for()
    assert desk.box("Your words").input_value() == "precious"
    assert "precious" in desk.download().path().read_text()
    desk.faultless()


def test_by_keyboard_alone(kept):
    desk = kept
    keyboard = desk.page.keyboard
    desk.box("Your words").focus()
    seen = []
    for _ in range(25):
        keyboard.press("Tab")
        name = desk.page.evaluate(
            "() => { const e = document.activeElement;"
            " return e.labels?.[0]?.textContent.trim() || e.textContent.trim(); }"
        )
        seen.append(re.sub(r"\s+", " ", name))
        if name.startswith("It is said"):
            keyboard.press("Enter")
            desk.page.wait_for_function("document.activeElement.tagName === 'TEXTAREA'")
            keyboard.type("so.")
            keyboard.press("Tab")
        if name == "Hint":
            keyboard.press("Enter")
        if name.startswith("Load my work"):
            break
    wanted = ["It is said …", "On <that> day …", "A title", "Hint", "One possible answer"]
    wanted += ["Per cent", "Put all lessons on the page", DOWNLOAD, "Load my work"]
    places = [next(i for i, name in enumerate(seen) if want in name) for want in wanted]
    assert places == sorted(places), seen
    desk.reader.until(lambda: desk.saved()["text"]["long"] == "It is said so.", "the words")
    expect(desk.page.get_by_text("A hint & more")).to_be_visible()
    desk.faultless()


def test_no_serious_barrier_in_either_theme(kept):
    desk = kept
    desk.box("Your words").fill("words")
    desk.box("Per cent").fill("many")
    desk.page.get_by_text("Hint").first.click()
    desk.page.get_by_text("One possible answer").first.click()
    desk.page.get_by_text("whole number").first.wait_for()
    for theme, rules in ((LIGHT, None), (DARK, BY_COLOUR)):
        desk.reader.choose_theme(theme)
        assert barriers(desk.page, ".ex-worksheet", rules) == []
    desk.faultless()
