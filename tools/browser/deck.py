"""A lesson presented in JupyterLab with jupyterlab-slideshow: start, step, look, stop."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Locator, ViewportSize

from tools.browser.lab import Reader

#: A JavaScript function from the element of a slide to a list of what is cut off or too small.
FAULTS = (Path(__file__).parent / "slide.js").read_text(encoding="utf-8")
_ACTIVE = "window.jupyterapp.shell.currentWidget.content.activeCellIndex"
_LAST = "window.jupyterapp.shell.currentWidget.content.widgets.length - 1"
_FOLDED = "window.jupyterapp.shell.leftCollapsed && window.jupyterapp.shell.rightCollapsed"
_SOURCES = """window.jupyterapp.shell.currentWidget.content.widgets.map(
  (cell) => cell.model.sharedModel.source)"""
#: jupyterlab-slideshow marks cells a moment after the active one changed.
_SHOWN = f"""before => {_ACTIVE} !== before
  && document.querySelector(".jp-Deck .jp-Cell.jp-mod-active")?.matches(".jp-deck-mod-onscreen")"""


class Deck:
    """The slides of the notebook that a reader has opened and run.

    Attributes
    ----------
    sheet : playwright.sync_api.Locator
        What holds the cells of a slide.
    """

    def __init__(self, reader: Reader) -> None:
        self.reader, self.page = reader, reader.page
        self.sheet = self.page.locator(".jp-Deck .jp-WindowedPanel-viewport")

    def start(self) -> None:
        """Click on the first cell, then on the button of the toolbar that presents."""
        self.page.evaluate(f"{_ACTIVE} = 0")
        self.page.locator("[data-command='deck:toggle']:visible").click()
        self.page.wait_for_selector(".jp-Deck .jp-Cell.jp-deck-mod-onscreen")
        # jupyterlab-slideshow folds the sidebars away a second after it has started.
        self.page.wait_for_function(_FOLDED)

    def stop(self) -> None:
        """Leave by the button of the remote; JupyterLab would open the next notebook as slides."""
        with self.page.expect_response(lambda answer: "jupyterlab-slideshow:plugin" in answer.url):
            self.page.locator(".jp-Deck-Remote .jp-deck-mod-stop").click()
        self.page.wait_for_selector(".jp-Deck", state="detached")

    @property
    def active(self) -> int:
        """Place of the active cell in the notebook."""
        return self.page.evaluate(_ACTIVE)

    @property
    def cells(self) -> Locator:
        """The cells that the slide shows."""
        return self.sheet.locator("> .jp-Cell.jp-deck-mod-onscreen")

    def shown(self) -> list[int]:
        """Return the places in the notebook of the cells that the slide shows."""
        return self.cells.evaluate_all(
            "cells => cells.map(cell => +cell.dataset.windowedListIndex)"
        )

    def press(self, key: str) -> None:
        """Press a key that leads to another cell and wait until it is the active one."""
        before = self.active
        self.page.keyboard.press(key)
        self.page.wait_for_function(_SHOWN, arg=before)

    def show(self, place: int) -> list[int]:
        """Go to the slide with a cell at once; return the places of its cells."""
        before = self.active
        if place != before:
            self.page.evaluate(f"place => {{ {_ACTIVE} = place; }}", place)
            self.page.wait_for_function(_SHOWN, arg=before)
        return self.shown()

    def slides(self, *, back: bool = False) -> Iterator[list[int]]:
        """Go through all slides, from this one on; yield the places of the cells of each."""
        seen, end = None, 0 if back else self.page.evaluate(_LAST)
        while True:
            shown = self.shown()
            if shown != seen:
                yield shown
            seen = shown
            if self.active == end:
                return
            self.press("ArrowLeft" if back else "ArrowRight")

    def sources(self) -> list[str]:
        """Return the text of every cell of the notebook."""
        return self.page.evaluate(_SOURCES)

    def faults(self, *, choosy: bool = False) -> list[str]:
        """Say what of this slide a reader cannot see; choosy, also what could be seen better."""
        return self.sheet.evaluate(FAULTS, choosy)


@contextmanager
def presenting(reader: Reader, screen: ViewportSize) -> Iterator[Deck]:
    """Present the open notebook on a screen of some size for as long as the context lasts."""
    reader.page.set_viewport_size(screen)
    deck = Deck(reader)
    deck.start()
    try:
        yield deck
    finally:
        deck.stop()
