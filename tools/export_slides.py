"""Write each lesson as one HTML slide deck that needs no network and no kernel.

``python tools/export_slides.py [LESSON ...]`` (or ``make slides``) runs the lessons and puts their
text and results on slides of reveal.js, which is taken from its npm package, pinned by checksum.
Maps, tours and questions work on; widgets show what they show without a kernel. Code is left out.
"""

import argparse
import html
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from string import Template

import nbformat
import registry
from nbclient import NotebookClient
from nbconvert.filters.markdown import markdown2html
from nbformat import NotebookNode

ROOT = Path(__file__).parent.parent
LESSONS = ROOT / "notebooks"
PARTS = ROOT / "tools" / "deck"
#: An output that only a kernel brings to life.
_WIDGET = "application/vnd.jupyter.widget-view+json"
REVEAL = (
    *("npm", "reveal.js", "5.2.1"),
    "359b575dd51bbda32f89b2fd4c7dc46ad7389a805572158916c29252f7a27333",
)


def execute(lesson: Path) -> NotebookNode:
    """Run a lesson in its folder and return it with its outputs."""
    notebook = nbformat.read(lesson, as_version=4)
    resources = {"metadata": {"path": str(lesson.parent)}}
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources=resources).execute()
    return notebook


def slides(notebook: NotebookNode) -> list[list[str]]:
    """Return the HTML of the cells of every slide, as the slide types of the cells cut them."""
    found: list[list[str]] = []
    for cell in notebook.cells:
        starts = cell.metadata.get("slideshow", {}).get("slide_type") in ("slide", "subslide")
        if starts or not found:
            found.append([])
        found[-1] += [markdown(cell.source)] if cell.cell_type == "markdown" else results(cell)
    return [slide for slide in found if slide]


def markdown(source: str) -> str:
    """Return a text cell as HTML; links to other lessons lead nowhere from a deck."""
    text = re.sub(r'<a class="anchor-link".*?</a>', "", markdown2html(source))
    return re.sub(r'<a href="(?!https?:)[^"]*">(.*?)</a>', r"\1", text, flags=re.DOTALL)


def results(cell: NotebookNode) -> Iterator[str]:
    """Yield what a code cell shows, as HTML."""
    for output in cell.get("outputs", ()):
        if output.output_type == "stream":
            yield f"<pre>{html.escape(output.text)}</pre>"
        elif "data" in output:
            data = output.data
            if shown := data.get("text/html") or data.get("image/svg+xml"):
                yield shown
            elif _WIDGET not in data:
                yield f"<pre>{html.escape(data.get('text/plain', ''))}</pre>"


def deck(notebook: NotebookNode, title: str) -> str:
    """Return the slides of an executed lesson as one HTML document."""
    dist = registry.unpack(registry.fetch(*REVEAL)) / "package" / "dist"
    sections = "\n".join(
        f'<section><div class="deck-sheet" tabindex="0" role="group" aria-label="Slide {number}">'
        f"{''.join(cells)}</div></section>"
        for number, cells in enumerate(slides(notebook), start=1)
    )
    template = Template((PARTS / "deck.html").read_text(encoding="utf-8"))
    return template.substitute(
        title=html.escape(title),
        style=_read([dist / "reset.css", dist / "reveal.css", PARTS / "deck.css"]),
        sections=sections,
        script=_read([dist / "reveal.js", PARTS / "deck.js"]).replace("</script", "<\\/script"),
    )


def _read(paths: Iterable[Path]) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def write(lesson: Path, folder: Path) -> Path:
    """Write the deck of a lesson into a folder and return its path."""
    notebook = execute(lesson)
    first = json.loads(lesson.read_text(encoding="utf-8"))["cells"][0]["source"][0]
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{lesson.stem}.html"
    target.write_text(deck(notebook, first.lstrip("# ").strip()), encoding="utf-8")
    return target


def main() -> None:
    """Write the decks that were asked for, or all."""
    parser = argparse.ArgumentParser(description="Write lessons as slide decks for a browser.")
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="for example 01-where")
    parser.add_argument("--out", type=Path, default=ROOT / "slides", help="folder of the decks")
    args = parser.parse_args()
    chosen = [LESSONS / f"{name}.ipynb" for name in args.lessons] or LESSONS.glob("*.ipynb")
    for lesson in sorted(chosen):
        made = write(lesson, args.out)
        print(f"{made} ({made.stat().st_size / 1e6:.1f} MB)")


if __name__ == "__main__":
    main()
