"""How every map of the lessons is lettered and laid out, as one table.

For each map at four sizes and three zooms: names that cover another or a mark, names far from
their mark, the part of the map that something else covers; and cards that are cut without a sign.

    python -m tools.map_report [--pictures FOLDER] [--only NAME]
"""

import argparse
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Page, sync_playwright

import explainer as ex
from explainer.story import Story
from tools.browser.lab import launch

#: Windows in which lessons are read: a laptop, a school laptop beside the list of files, a
#: projector, a phone.
SIZES = ((1280, 800), (900, 768), (1920, 1080), (390, 844))
ZOOMS = (0, 1, -1)
#: A name stands so near to its mark, in pixels, or a line leads to it.
NEAR, LED = 16, 130
SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
_WAIT = "() => document.querySelector('iframe').contentDocument.querySelector('.ex-label')"
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def maps(story: Story) -> dict[str, Callable[[], Any]]:
    """Return what makes the maps of the lessons, by a short name."""
    find = ex.Gazetteer().geocode
    after = story.whole()
    views = [view.id for view in story.views]
    return {
        "00 places": lambda: ex.maps.places(story),
        "01 candidates": lambda: ex.maps.candidates(
            story, find("Donetsk", exactly_one=False), "Donetsk"
        ),
        "01 search": lambda: ex.maps.candidates(
            story, find("Georgia", exactly_one=False, limit=8), "Georgia", height="420px"
        ),
        "01 ways": lambda: ex.maps.distances_map(story, "deveselu", "RU"),
        "02 tour": lambda: ex.maps.tour(story),
        "02 tour, on": lambda: ex.maps.tour(story, start=_about(story)),
        "02 referendum": lambda: ex.maps.referendum(story),
        "03 switch": lambda: ex.maps.borders_switch(story),
        "03 rules": lambda: ex.maps.rules(story),
        "03 swipe": lambda: ex.maps.borders_swipe(story, *views[1:3]),
        "03 line": lambda: ex.maps.contact_line(story),
        "03 buildup": lambda: ex.maps.buildup(story, view="un"),
        "04 alliance": lambda: ex.maps.alliance(story),
        "06 edge": lambda: ex.maps.edge(story, "06-numbers", "along"),
        "08 events": lambda: ex.maps.events(after, weight=1, height="clamp(360px, 60vh, 700px)"),
        "08 members": lambda: ex.maps.members(after, 2024),
        "09 own text": lambda: ex.maps.confirmed(
            story, [(name, find(name)) for name in ("Kyiv", "Georgia", "Vienna", "Moscow")]
        ),
    }


def _about(story: Story) -> int:
    """Return the number of the first stop that is about another place than its own."""
    return next(
        number for number, stop in enumerate(ex.maps.stops(story), start=1) if stop.concerns
    )


def page_of(drawn: Any) -> str:
    """Return a page with a map in its frame, as a notebook shows it."""
    return f'<!DOCTYPE html><body style="margin:0">{drawn._repr_html_()}'


def show(page: Page, drawn: Any, folder: Path) -> None:
    """Open a map in its frame, with what measures it."""
    path = folder / "map.html"
    path.write_text(page_of(drawn), encoding="utf-8")
    page.goto(path.as_uri())
    page.wait_for_function(_WAIT)
    page.evaluate(SCRIPT)


def measured(
    page: Page, size: tuple[int, int], see: Callable[[str], None] = str
) -> list[dict[str, Any]]:
    """Return what is measured of the map in a window of a size, at each zoom."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.evaluate(DRAWN)
    page.evaluate("mapReport.home()")
    found = []
    for zoom, step in zip(ZOOMS, (0, 1, -2), strict=True):
        page.evaluate("step => mapReport.zoom(step)", step)
        page.evaluate(DRAWN)
        found.append(page.evaluate("([near, led]) => mapReport.measure(near, led)", [NEAR, LED]))
        see(f"{size[0]}{zoom:+d}" if zoom else f"{size[0]}")
    page.evaluate("mapReport.home()")
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pictures", type=Path, help="folder for pictures of all that is measured")
    parser.add_argument("--only", default="", help="maps whose name holds this")
    parser.add_argument("--dark", action="store_true")
    asked = parser.parse_args()
    print("| Map | Names | Overlaps | Far | Outside | Covered, % | Cards | Cut | Sources last |")
    print("|---|---|---|---|---|---|---|---|---|")
    with (
        TemporaryDirectory() as made,
        sync_playwright() as playwright,
        launch(playwright) as browser,
    ):
        folder = asked.pictures or Path(made)
        folder.mkdir(exist_ok=True)
        for name, make in maps(ex.load()).items():
            if asked.only in name:
                look = "dark" if asked.dark else "light"
                page = browser.new_page(color_scheme=look, reduced_motion="reduce")
                print(_row(page, name, make(), folder, bool(asked.pictures)), flush=True)
                page.close()


def _row(page: Page, name: str, drawn: Any, folder: Path, pictures: bool) -> str:
    def see(what: str) -> None:
        if pictures:
            page.screenshot(path=folder / f"{name.replace(' ', '-')}-{what}.png")

    page.set_viewport_size({"width": SIZES[0][0], "height": SIZES[0][1]})
    show(page, drawn, folder)
    found, cards = [], []
    for size in SIZES:
        found += measured(page, size, see)
        cards.append(page.evaluate("mapReport.cards()"))
    total = [sum(len(one[part]) for one in found) for part in ("overlaps", "far", "outside")]
    cells = [
        name,
        sum(one["names"] for one in found),
        *total,
        max(one["covered"] for one in found),
        sum(one["opened"] for one in cards),
        *(sum(len(one[part]) for one in cards) for part in ("cut", "late")),
    ]
    for part in ("overlaps", "far", "outside"):
        print(f"    {part}: {[one[part] for one in found if one[part]]}"[:600]) if total else None
    return f"| {' | '.join(map(str, cells))} |"


if __name__ == "__main__":
    main()
