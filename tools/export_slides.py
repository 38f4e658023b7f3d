"""Write each lesson as one HTML slide deck that needs no network and no kernel.

``python tools/export_slides.py [LESSON ...]`` (or ``make slides``) runs the lessons and lets
nbconvert put their cells on slides of reveal.js, which is taken from its npm package, pinned by
checksum. Maps, tours and questions work on; widgets show what they show without a kernel. The
slides look as in JupyterLab: the same ``explainer/static/slides.css`` lays them out.
"""

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

import nbformat
import registry
import waiting
from nbclient import NotebookClient
from nbconvert.exporters import SlidesExporter
from nbformat import NotebookNode

from explainer.maps.layers import street_tiles
from explainer.page.policy import policy
from explainer.paper.cutting import unlinked
from explainer.paper.prose import LEFT_OUT, said

ROOT = Path(__file__).parent.parent
LESSONS = ROOT / "notebooks"
PARTS = ROOT / "tools" / "deck"
_WIDGET = "application/vnd.jupyter.widget-view+json"
REVEAL = (
    *("npm", "reveal.js", "5.2.1"),
    "359b575dd51bbda32f89b2fd4c7dc46ad7389a805572158916c29252f7a27333",
)


def execute(lesson: Path) -> NotebookNode:
    """Run a lesson in its folder and return it with its outputs."""
    notebook = nbformat.read(lesson, as_version=4)
    resources = {"metadata": {"path": str(lesson.parent)}}
    NotebookClient(
        notebook, timeout=waiting.PATIENCE, kernel_name="python3", resources=resources
    ).execute()
    return notebook


def deck(notebook: NotebookNode) -> str:
    """Return an executed lesson as one HTML document, cut as the slide types of its cells say."""
    dist = registry.unpack(registry.fetch(*REVEAL)) / "package" / "dist"
    notebook.cells = [*shown(notebook.cells)]
    title = notebook.cells[0].source.partition("\n")[0].lstrip("# ")
    exporter = SlidesExporter(
        template_name=PARTS.name,
        extra_template_basedirs=[str(PARTS.parent)],
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        exclude_anchor_links=True,
    )
    parts = {
        "title": title,
        # Maps obey this besides their own policy; their street maps come from one place.
        "policy": policy("'unsafe-inline'", images=[street_tiles().tiles]),
        "style": _read([dist / "reveal.css", PARTS / "deck.css"]),
        "script": _read([dist / "reveal.js", PARTS / "deck.js"]).replace("</script", "<\\/script"),
    }
    return exporter.from_notebook_node(notebook, {"deck": parts})[0]


def shown(cells: Iterable[NotebookNode]) -> Iterator[NotebookNode]:
    """Yield the cells for slides on which nothing can be run, with the words for such slides."""
    begins: dict[str, str] = {}
    for cell in cells:
        begins = begins or cell.metadata.get("slideshow", {})
        if LEFT_OUT["slides"] & {*cell.metadata.get("tags", ())}:
            continue
        if cell.cell_type == "markdown":
            cell.source = unlinked(said(cell.source, "slides"))
        else:
            cell.outputs = [*still(cell.outputs)]
        if begins:
            cell.metadata["slideshow"] = begins
        begins = {}
        yield cell


def still(outputs: Iterable[NotebookNode]) -> Iterator[NotebookNode]:
    """Yield outputs without widgets, which are dead without a kernel; what stands for one stays."""
    for output in outputs:
        if "data" in output and output.data.pop(_WIDGET, None):
            output.data.pop("text/plain", None)
        if output.get("data", True):
            yield output


def _read(paths: Iterable[Path]) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def main() -> None:
    """Write the decks that were asked for, or all."""
    parser = argparse.ArgumentParser(description="Write lessons as slide decks for a browser.")
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="for example 01-where; or all")
    parser.add_argument(
        "--lessons", dest="folder", type=Path, default=LESSONS, help="folder of the notebooks"
    )
    parser.add_argument("--out", type=Path, default=ROOT / "slides", help="folder of the decks")
    args = parser.parse_args()
    known = sorted(lesson.stem for lesson in args.folder.glob("*.ipynb"))
    # Python 3.11 would hold an empty list against `choices`.
    if unknown := [name for name in args.lessons if name not in known]:
        parser.error(f"there is no lesson {unknown[0]!r}: choose from {', '.join(known)}")
    args.out.mkdir(parents=True, exist_ok=True)
    for name in args.lessons or known:
        made = args.out / f"{name}.html"
        made.write_text(deck(execute(args.folder / f"{name}.ipynb")), encoding="utf-8")
        print(f"{made} ({made.stat().st_size / 1e6:.1f} MB)")


if __name__ == "__main__":
    main()
