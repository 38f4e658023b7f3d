"""A lesson as one HTML slide deck that needs no network and no kernel.

nbconvert puts the cells on slides, ``static/deck`` shows one at a time. Maps, tours and questions
work on; widgets show what they show without a kernel. The slides look as in JupyterLab: the same
``static/slides.css`` lays them out.
"""

from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

from nbconvert.exporters import SlidesExporter
from nbformat import NotebookNode

from explainer import shipped
from explainer.maps.layers import street_tiles
from explainer.page.policy import policy
from explainer.paper import prose, running
from explainer.paper.cutting import unlinked

_WIDGET = "application/vnd.jupyter.widget-view+json"


def deck(lesson: str, notebooks: str | Path) -> str:
    """Return a lesson as one HTML document, cut into slides as the slide types of its cells say.

    It is named, and run, as in :func:`~explainer.paper.handout`, and what is raised is the same.
    """
    return slides(running.run(lesson, Path(notebooks)))


def slides(notebook: NotebookNode) -> str:
    """Return an executed lesson as a deck."""
    notebook.cells = [*shown(notebook.cells)]
    exporter = SlidesExporter(
        template_name="deck",
        extra_template_basedirs=[str(files("explainer") / "static")],
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        exclude_anchor_links=True,
    )
    parts = {
        "title": notebook.cells[0].source.partition("\n")[0].lstrip("# "),
        # Maps obey this besides their own policy; their street maps come from one place.
        "policy": policy("'unsafe-inline'", images=[street_tiles().tiles]),
        "style": shipped.text("static", "deck", "deck.css"),
        "script": shipped.text("static", "deck", "deck.js"),
    }
    return exporter.from_notebook_node(notebook, {"deck": parts})[0]


def shown(cells: Iterable[NotebookNode]) -> Iterator[NotebookNode]:
    """Yield the cells for slides on which nothing can be run, with the words for such slides."""
    begins: dict[str, str] = {}
    for cell in cells:
        begins = begins or cell.metadata.get("slideshow", {})
        if prose.LEFT_OUT["slides"] & {*cell.metadata.get("tags", ())}:
            continue
        if cell.cell_type == "markdown":
            cell.source = unlinked(prose.said(cell.source, "slides"))
        else:
            cell.outputs = [*_alive(cell.outputs)]
        if begins:
            cell.metadata["slideshow"] = begins
        begins = {}
        yield cell


def _alive(outputs: Iterable[NotebookNode]) -> Iterator[NotebookNode]:
    """Yield outputs without widgets, which are dead without a kernel; what stands for one stays."""
    for output in outputs:
        if "data" in output and output.data.pop(_WIDGET, None):
            output.data.pop("text/plain", None)
        if output.get("data", True):
            yield output
