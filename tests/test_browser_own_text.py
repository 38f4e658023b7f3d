"""A paragraph of the reader's own in JupyterLab: typed, looked at, decided by keyboard, kept."""

import re
import secrets

import pytest
from playwright.sync_api import expect

from explainer.classroom.worksheet import answers
from tests.browsing import barriers
from tests.lessons import write
from tools.browser.lab import MapFrame, Reader

pytestmark = pytest.mark.browser

CELLS = (
    "import explainer as ex",
    "w = ex.widgets.worksheet('09-your-turn')\nex.widgets.own_text(w)",
    "w",
)
TEXT = "Moscow said on Monday that <b>5</b> trains left Kyiv for Paris, Texas. Most came."


class Desk:
    """A folder with a notebook like lesson 09, and a reader in front of it."""

    def __init__(self, reader: Reader) -> None:
        self.reader, self.page = reader, reader.page
        name = f"desk-{secrets.token_hex(3)}"
        self.folder = reader.server.root / name
        self.folder.mkdir()
        write(self.folder / "lesson.ipynb", *CELLS)
        self.link = f"{name}/lesson.ipynb"

    def open(self) -> None:
        self.reader.show(self.link)
        self.reader.run_all()
        self.own.get_by_role("button", name="Look at the text").wait_for()

    @property
    def own(self):
        return self.page.locator(".ex-own-text")

    def choice(self, words: str):
        return self.own.get_by_label(f"“{words}” is", exact=True)

    def saved(self) -> str:
        kept = answers("09-your-turn", self.folder / "my-work")
        return kept.get("text", {}).get("words", "")


@pytest.fixture
def desk(reader):
    return Desk(reader)


def test_typed_looked_at_decided_and_there_again(desk):
    desk.open()
    desk.own.get_by_text("this is about our invented example").wait_for()
    desk.choice("Reading").select_option(index=1)
    reading = re.compile("^Reading, .*United Kingdom$")
    desk.own.get_by_role("cell", name=reading).wait_for()
    assert barriers(desk.page, ".ex-own-text") == []
    box = desk.own.get_by_label("The paragraph")
    box.fill(TEXT)
    look = desk.own.get_by_role("button", name="Look at the text")
    look.focus()
    desk.page.keyboard.press("Enter")
    desk.own.get_by_text("14 words were looked at").wait_for()
    assert desk.own.locator(".ex-said").first.get_attribute("role") == "status"
    assert desk.own.locator("b", has_text="5").count() == 0  # what is typed stays text

    # By keyboard alone; JupyterLab must not take the keys for the notebook.
    cells = desk.page.locator(".jp-Cell").count()
    choice = desk.choice("Kyiv")
    choice.focus()
    desk.page.keyboard.press("ArrowDown")
    desk.own.get_by_role("cell", name="Kyiv, Ukraine").wait_for()
    assert choice.input_value().split() == ["1", "Kyiv,", "Ukraine"]
    desk.page.keyboard.press("b")  # would insert a cell
    assert desk.page.locator(".jp-Cell").count() == cells
    MapFrame(desk.own.locator("iframe")).markers.first.wait_for()

    # The same box stands in the worksheet, and the file has it.
    other = desk.page.locator(".jp-CodeCell").nth(2).get_by_label("The paragraph")
    expect(other).to_have_value(TEXT)
    desk.reader.until(lambda: desk.saved() == TEXT, TEXT)
    found = desk.reader.failures(), desk.reader.errors, desk.reader.outside
    assert found == ([], [], []) and desk.reader.server.attempts() == ""
