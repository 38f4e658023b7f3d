"""Make `docs/map.png`, the picture of the README, from the lesson's own map.

Run ``python -m tools.picture``; it needs Chromium, as the browser tests do.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

import explainer as ex
from tools.browser.lab import launch
from tools.map_report import DRAWN

TARGET = Path(__file__).parent.parent / "docs" / "map.png"


def main() -> None:
    """Draw the map of the places in a browser and take its picture."""
    with (
        TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        launch(playwright) as browser,
    ):
        page_file = Path(folder) / "map.html"
        ex.maps.places(ex.load()).save(page_file)
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.goto(page_file.as_uri())
        page.wait_for_selector(".ex-marker", state="attached")
        page.evaluate(DRAWN)
        page.screenshot(path=TARGET)


if __name__ == "__main__":
    main()
