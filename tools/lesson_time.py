"""How long a lesson takes: all that a reader meets in it, at the speeds of lesson_time.toml.

``python -m tools.lesson_time`` runs the lessons and prints a table; a test holds the minutes on top
of each lesson equal to it. Prose, tables, cards, the stops of a tour and what is to be noticed
are read; long tables are looked up; sources, code and what is folded away are left alone. A class
needs longer, because it talks.
"""

import math
import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

import explainer as ex
from explainer.page.blocks import (
    Block,
    ByMedium,
    Fold,
    Picture,
    Piece,
    Sources,
    Table,
    from_data,
)
from explainer.paper import running
from explainer.paper.kernel import MIME
from explainer.story.records.questions import Item
from explainer.story.records.tasks import Task

LESSONS = Path(__file__).parent.parent / "notebooks"
SPEED = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
#: What is no text: pictures, styles, scripts, tags, addresses of links, names to be filled in.
_UNREAD = re.compile(
    r"<(style|svg|script)\b.*?</\1>|<!--.*?-->|<[^>]*>|\]\([^)]*\)|\$\w+", re.DOTALL
)
_ASKED = re.compile(r"quiz\.(show|recall)\(\"([\w-]+)\"((?:, \d+)*)\)")


def reading(text: str) -> float:
    """Return the minutes that it takes to read a text, in Markdown or HTML."""
    return len(re.findall(r"\w[\w'’-]*", _UNREAD.sub(" ", text))) / SPEED["words_a_minute"]


def looking(shown: Any) -> float:
    """Return the minutes for what a cell shows, as blocks."""
    block = getattr(shown, "block", None) or shown
    match block:
        case Table() if len(block.rows) > SPEED["rows_read"]:
            return SPEED["table_looked_up"]
        case Fold():
            folded = getattr(block.content, "block", block.content)
            return SPEED["table_looked_up"] if isinstance(folded, Table) else looking(block.title)
        case Picture() | Piece(name="wireframe"):
            return SPEED["picture"]
        case Sources():
            return 0
        case ByMedium():
            return looking(block.said.get("paper", block.said["page"]))
        case Piece():
            return looking(block.values)
        case Block():
            return sum(map(looking, block.parts().values()))
        case Mapping():
            return sum(map(looking, block.values()))
        case tuple():
            return sum(map(looking, block))
        case str():
            return reading(block)
    return 0


def _given(item: Item) -> tuple[str, ...]:
    hits = (f"{hit.title} {hit.site} {hit.words}" for hit in item.results)
    return (item.given or "", *hits)


def asking(source: str) -> float:
    """Return the minutes for the questions, guesses and explorers of a cell."""
    minutes = SPEED["guess"] * source.count("ex.guess(")
    for kind, lesson, numbers in _ASKED.findall(source):
        task = "quiz" if kind == "show" else kind
        asked = {box: item for (at, box), item in ex.load().asked(lesson).items() if at == task}
        chosen = [f"q-{number}" for number in re.findall(r"\d+", numbers)] or [*asked]
        minutes += sum(SPEED["question"] + looking(_given(asked[box])) for box in chosen)
    names = re.findall(r"widgets\.(\w+)\(", source)
    return minutes + SPEED["explorer"] * sum(name != "worksheet" for name in names)


def of_cell(cell: NotebookNode) -> float:
    """Return the minutes for a cell of a lesson that was run."""
    if cell.cell_type == "markdown":
        return reading(cell.source)
    asked = asking(cell.source)
    if (asked and "ex.guess(" not in cell.source) or "widgets.worksheet(" in cell.source:
        return asked
    if "maps.tour(" in cell.source:  # its stops are read, one by one
        asked += looking(ex.maps.tour_table(ex.load()).block.rows)
    for output in cell.outputs:
        data = output.get("data", {})
        if "ex.cards.bibliography" not in cell.source:
            shown = from_data(data[MIME]) if MIME in data else output.get("text", "")
            asked += looking(shown)
    return asked


def exact(lesson: Path) -> Counter[str]:
    """Return the minutes of the core of a lesson, and of what is extra."""
    found: Counter[str] = Counter()
    for cell in running.cells(lesson.stem, lesson.parent):
        part = "extra" if "extra" in cell.metadata.get("tags", ()) else "core"
        found[part] += of_cell(cell)
        if f'widgets.worksheet("{lesson.stem}")' in cell.source:
            for task in tasks(lesson.stem):
                found["extra" if task.extra else part] += SPEED["task"]
    return found


def minutes(lesson: Path) -> dict[str, int]:
    """Return how long a lesson takes a reader alone: its core, and what is extra, in steps."""
    return {
        part: math.ceil(found / SPEED["step"]) * SPEED["step"]
        for part, found in exact(lesson).items()
    }


def told(found: dict[str, int]) -> str:
    """Return the minutes as the top of a lesson says them."""
    more = f", and {found['extra']} more for what is marked *Extra*" if "extra" in found else ""
    return f"about {found['core']} minutes{more}"


def tasks(lesson: str) -> tuple[Task, ...]:
    """Return the open tasks of a lesson."""
    return ex.load().tasks(lesson).tasks


def main() -> None:
    """Print how long each lesson takes."""
    for lesson in sorted(LESSONS.glob("*.ipynb")):
        found = exact(lesson)
        told = ", ".join(f"{part} {found[part]:.1f}" for part in ("core", "extra"))
        print(f"{lesson.stem:28}{told}", flush=True)


if __name__ == "__main__":
    main()
