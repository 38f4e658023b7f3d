"""Make `docs/map.png`, the picture of the README, from the lesson's own map.

Needs Chromium, as the browser tests do.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from chromium import find
from playwright.sync_api import sync_playwright

import explainer as ex

TARGET = Path(__file__).parent.parent / "docs" / "map.png"
#: What is asked for one frame is drawn in the next.
DRAWN = """document.fonts.ready.then(
  () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))"""


def main() -> None:
    """Draw the map of the places in a browser and take its picture."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "map.html"
        ex.maps.places(ex.load()).save(page_file)
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.goto(page_file.as_uri())
        page.wait_for_selector(".ex-marker", state="attached")
        page.evaluate(DRAWN)
        TARGET.parent.mkdir(exist_ok=True)
        page.screenshot(path=TARGET)
        browser.close()


if __name__ == "__main__":
    main()
