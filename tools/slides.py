"""Cut the lessons into slides: find out in JupyterLab which cells fit on a screen together.

``python -m tools.slides [LESSON ...]`` measures every section of a lesson in a real browser and
writes ``{"slideshow": {"slide_type": "slide"}}`` to the cells with which a slide has to begin.
Run it when the cells of a lesson have changed. Cells that continue a slide carry no metadata:
jupyterlab-slideshow hides a cell whose type is written as "-".
"""

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tools.browser.deck import Deck, presenting
from tools.browser.lab import Reader, lab_server, launch

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
SCREEN = {"width": 1280, "height": 720}
#: Leaves room for the fonts of other computers: 16 of the sheet's 450 pixels.
_ROOM = ".jp-Deck .jp-WindowedPanel-viewport { padding-bottom: 30px !important; }"
_SHOW = """(sheet, wanted) => [...sheet.children].forEach((cell) => {
  const shown = wanted.includes(Number(cell.dataset.windowedListIndex));
  cell.classList.toggle("jp-deck-mod-onscreen", shown);
  cell.classList.toggle("jp-deck-mod-visible", shown);
})"""
Cell = dict[str, Any]


def main(names: Sequence[str]) -> None:
    """Cut lessons and write what was found into their files; all of them if none is named."""
    from playwright.sync_api import sync_playwright

    paths = [NOTEBOOKS / f"{name}.ipynb" for name in names] or sorted(NOTEBOOKS.glob("*.ipynb"))
    with (
        TemporaryDirectory() as folder,
        lab_server(Path(folder), NOTEBOOKS) as server,
        sync_playwright() as playwright,
        launch(playwright) as browser,
    ):
        for path in paths:
            with browser.new_context(viewport=SCREEN) as context:
                reader = Reader(server, context)
                reader.open_notebook(path.name)
                reader.run_all()
                reader.page.add_style_tag(content=_ROOM)
                with presenting(reader, SCREEN) as deck:
                    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
                    starts = cut(cells, lambda places, deck=deck: _fits(deck, places))
            print(f"{path.name}: {len(starts)} slides")
            write(path, starts)


def _fits(deck: Deck, places: Sequence[int]) -> bool:
    deck.sheet.evaluate(_SHOW, list(places))
    return not deck.faults(choosy=True)


def cut(cells: Sequence[Cell], fits: Callable[[Sequence[int]], bool]) -> list[int]:
    """Return with which cells a slide begins: as few slides as possible, cut where it reads well.

    Parameters
    ----------
    cells : sequence of dict
        The cells of a notebook. A section begins with a heading of second level, and with every
        section a slide.
    fits : callable
        Says whether cells, given by their places, fit on one slide.

    Examples
    --------
    >>> texts = ["# A", "text", "## B", "text", "ex.maps.places(story)"]
    >>> kinds = ["markdown", "markdown", "markdown", "markdown", "code"]
    >>> cells = [{"cell_type": k, "source": [t]} for k, t in zip(kinds, texts)]
    >>> cut(cells, fits=lambda places: len(places) <= 2)
    [0, 2, 3]
    """
    heads = [
        place for place, cell in enumerate(cells) if not place or _text(cell).startswith("## ")
    ]
    ends = [*heads[1:], len(cells)]
    return [
        start
        for head, end in zip(heads, ends, strict=True)
        for start in _cut_section(cells, head, end, fits)
    ]


def _cut_section(
    cells: Sequence[Cell], head: int, end: int, fits: Callable[[Sequence[int]], bool]
) -> tuple[int, ...]:
    #: Place of a cell -> cost and starts of the cheapest slides of the section up to before it.
    cheapest: dict[int, tuple[float, tuple[int, ...]]] = {head: (0, ())}
    for start in range(head, end):
        cost, starts = cheapest[start]
        for stop in range(start + 1, end + 1):
            if stop > start + 1 and not fits(range(start, stop)):
                break
            here = cost + 1 + (_parting(cells[stop - 1], cells[stop]) if stop < end else 0)
            if stop not in cheapest or here < cheapest[stop][0]:
                cheapest[stop] = here, (*starts, start)
    return cheapest[end][1]


def _parting(last: Cell, following: Cell) -> float:
    """Return how much a cut hurts: words before the map they announce, a heading left alone."""
    if last["cell_type"] != "markdown" or following["cell_type"] != "code":
        return 0
    return 5 if _text(last).strip().split("\n")[-1].startswith("#") else 0.3


def _text(cell: Cell) -> str:
    return "".join(cell["source"])


def write(path: Path, starts: Iterable[int]) -> None:
    """Write to a notebook file with which cells a slide begins, and change nothing else."""
    text = path.read_text(encoding="utf-8")
    notebook = json.loads(text)
    if _dumps(notebook) != text:
        raise ValueError(f"{path} is not written as the lessons are: indent 1, not ASCII only")
    for place, cell in enumerate(notebook["cells"]):
        cell["metadata"].pop("slideshow", None)
        if place in starts:
            cell["metadata"] = {"slideshow": {"slide_type": "slide"}} | cell["metadata"]
    path.write_text(_dumps(notebook), encoding="utf-8")


def _dumps(notebook: dict[str, Any]) -> str:
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    main(sys.argv[1:])
