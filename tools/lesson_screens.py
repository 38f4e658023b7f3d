"""How many screens of 1280 × 800 a lesson is: its core, all of it, and up to the first picture.

``idle`` is the most that its core has of them in a row with nothing to do: no question, guess,
explorer or box to write in, and no text that asks for something.

``python -m tools.lesson_screens [LESSON ...]`` runs the lessons, lays their cells out as JupyterLab
does for somebody who ran them all (folded code away, widgets as pages without a kernel show them),
and prints a table: beside each number what it was when ``lesson_screens.json`` was written. With
``--save`` that file is written anew.
"""

import argparse
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode

from explainer.paper import running
from tools.browser.lab import launch

LESSONS = Path(__file__).parent.parent / "notebooks"
BEFORE = Path(__file__).with_suffix(".json")
SCREEN = {"width": 1280, "height": 800}
MEASURES = ("core", "all", "first picture", "idle", "words shown", "code shown")
#: What asks a reader to do something: code that shows controls, or words.
_ASKS = re.compile(
    r"\bex\.(quiz\.(show|recall)|guess|widgets|worksheet\.again|maps\.(pin_it|edge))\b"
    r"|^worksheet$|\*\*(?!\s)[^*]*\b([Dd]o this|Try it|Your turn)\b"
)
_WIDGET = "application/vnd.jupyter.widget-view+json"
_MEASURE = Path(__file__).with_name("browser").joinpath("screens.js")


def laid_out(notebook: NotebookNode) -> str:
    """Return an executed lesson as a page, without the code that is folded away."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            for output in cell.outputs:
                if output.get("data", {}).pop(_WIDGET, None):
                    output.data.pop("text/plain", None)
            folded = cell.metadata.get("jupyter", {}).get("source_hidden")
            cell.transient = {"remove_source": bool(folded)}
    exporter = HTMLExporter(template_name="lab", exclude_input_prompt=True)
    return exporter.from_notebook_node(notebook)[0]


def measured(page: Any, notebook: NotebookNode) -> tuple[dict[str, float], str]:
    """Return the measures of a lesson that was run, in a page of a browser; where it idles most."""
    extra = ["extra" in cell.metadata.get("tags", ()) for cell in notebook.cells]
    shown = [
        cell.cell_type == "code" and not cell.metadata.get("jupyter", {}).get("source_hidden")
        for cell in notebook.cells
    ]
    page.set_content(laid_out(notebook), wait_until="load")
    found = page.evaluate(_MEASURE.read_text(encoding="utf-8"), extra)
    core = [
        (cell.id, height, bool(_ASKS.search(cell.source)))
        for cell, height, left_out in zip(notebook.cells, found["heights"], extra, strict=True)
        if not left_out
    ]
    found["idle"], until = idle(core)
    screens = {name: round(found[name] / SCREEN["height"], 1) for name in MEASURES[:4]}
    return screens | {"words shown": found["words"], "code shown": sum(shown)}, until


def idle(cells: Iterable[tuple[str, float, bool]]) -> tuple[float, str]:
    """Return the most of a lesson in a row with nothing to do, and the cell at which it ends.

    Parameters
    ----------
    cells : iterable of (str, float, bool)
        Id, height, and whether it gives something to do. What comes after the last that does is
        no gap: there a lesson ends.

    Examples
    --------
    >>> idle([("a", 1, True), ("b", 2, False), ("c", 3, False), ("d", 1, True), ("e", 9, False)])
    (5, 'd')
    """
    longest, waited = (0.0, ""), 0.0
    for name, height, does in cells:
        longest = max(longest, (waited, name)) if does else longest
        waited = 0.0 if does else waited + height
    return longest


def table(
    now: dict[str, dict[str, float]], before: dict[str, dict[str, float]], markdown: bool = False
) -> list[str]:
    """Return the lines of a table: each number, and in brackets what it was.

    >>> one = dict.fromkeys(MEASURES, 2)
    >>> table({"01-where": one}, {"01-where": one | {"core": 3}})[1].split()[:3]
    ['01-where', '2', '(3)']
    """
    rows = [("lesson", *MEASURES)]
    for lesson, found in now.items():
        was = before.get(lesson, {})
        rows.append((lesson, *(f"{found[name]} ({was.get(name, '–')})" for name in MEASURES)))
    sums = {name: round(sum(found[name] for found in now.values()), 1) for name in MEASURES}
    olds = {name: round(sum(before.get(one, {}).get(name, 0) for one in now), 1) for name in sums}
    each = {"first picture", "idle"}  # of one lesson; together they say nothing
    whole = ("" if name in each else f"{sums[name]} ({olds[name]})" for name in MEASURES)
    rows.append(("together", *whole))
    if markdown:
        rows.insert(1, ("---", *["--:"] * len(MEASURES)))
        return [f"| {' | '.join(row)} |" for row in rows]
    return [f"{row[0]:<24}" + "".join(f"{cell:>17}" for cell in row[1:]) for row in rows]


def lessons(names: Iterable[str]) -> list[Path]:
    """Return the files of some lessons; of all if none is named."""
    return [LESSONS / f"{name}.ipynb" for name in names] or sorted(LESSONS.glob("*.ipynb"))


def main() -> None:
    """Measure, and print the table."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description="Count the screens of lessons.")
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="for example 01-where; or all")
    parser.add_argument("--save", action="store_true", help="keep the numbers for comparison")
    parser.add_argument("--markdown", action="store_true", help="as docs/maps.md has it")
    args = parser.parse_args()
    before = json.loads(BEFORE.read_text(encoding="utf-8")) if BEFORE.is_file() else {}
    now, until = {}, {}
    with sync_playwright() as playwright, launch(playwright) as browser:
        page = browser.new_page(viewport=SCREEN)
        for path in lessons(args.lessons):
            notebook = running.run(path.stem, path.parent)
            now[path.stem], until[path.stem] = measured(page, notebook)
    print(*table(now, before, args.markdown), sep="\n")
    print("most in a row with nothing to do, up to the cell:", ", ".join(until.values()))
    if args.save:
        BEFORE.write_text(json.dumps(before | now, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
