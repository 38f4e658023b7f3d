"""Run a lesson as a reader would, without a network, and look into what it shows."""

import base64
import binascii
import gzip
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

import explainer as ex
from tools.waiting import PATIENCE

if TYPE_CHECKING:
    from tools.browser.lab import Reader

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"

#: Elements and attributes a browser loads without being asked (an <a href> is for reading).
_LOADED = {"src", "srcset", "poster", "data", "background", "xlink:href"}
_LOADED_HREF = {"link", "image", "use", "base"}
_OUTSIDE = re.compile(r"\s*(https?:)?//(?!localhost\b|127\.0\.0\.1\b)", re.I)
_IN_STYLE = re.compile(r"""(?:url\(|@import)\s*["']?\s*((?:https?:)?//[^"')\s]+)""", re.I)
_IN_SCRIPT = re.compile(
    r"""(?:fetch|import|importScripts|Worker|WebSocket|EventSource|sendBeacon)\s*\(\s*"""
    r"""["'`](\s*(?:https?:|wss?:)?//[^"'`]+)"""
    r"""|\.(?:src|open)\s*(?:=|\(\s*["'][A-Z]+["']\s*,)\s*["'`]((?:https?:)?//[^"'`]+)""",
)
#: gzip data in base64 always begins like this.
_PACKED = re.compile(r"H4sI[A-Za-z0-9+/]{40,}={0,2}")


@dataclass
class Run:
    """An executed notebook."""

    notebook: NotebookNode
    attempts: str
    """Every attempt to reach another machine, with the calling code."""
    written: list[str]
    """Names of what it wrote into its folder."""

    def packed(self) -> str:
        """Return all of it as text."""
        return json.dumps([self.notebook, self.attempts, self.written])

    @classmethod
    def unpacked(cls, text: str) -> "Run":
        """Return what was packed."""
        notebook, *rest = json.loads(text)
        return cls(nbformat.from_dict(notebook), *rest)

    @property
    def outputs(self) -> Iterator[NotebookNode]:
        """All outputs of all cells."""
        for cell in self.notebook.cells:
            yield from cell.get("outputs", ())

    @property
    def stderr(self) -> str:
        """What a reader would see on a red background."""
        return "".join(
            out.text for out in self.outputs if out.output_type == "stream" and out.name == "stderr"
        )

    @cached_property
    def saved(self) -> str:
        """The notebook's file, with its outputs."""
        return nbformat.writes(self.notebook)

    @cached_property
    def pages(self) -> list["Page"]:
        """Every piece of HTML shown, also by widgets, and the map pages inside it."""
        shown = [*self._shown(self.outputs), *self._shown_by_widgets()]
        return [page for text in shown for page in Page.all_in(text)]

    @property
    def maps(self) -> list["Page"]:
        """The map pages."""
        return [page for page in self.pages if page.is_map]

    def _shown(self, outputs: Any) -> Iterator[str]:
        for output in outputs:
            for kind, data in output.get("data", {}).items():
                if kind in ("text/html", "image/svg+xml", "text/markdown"):
                    yield "".join(data)
                elif kind == "application/javascript":
                    yield f"<script>{''.join(data)}</script>"

    def _shown_by_widgets(self) -> Iterator[str]:
        widgets = self.notebook.metadata.get("widgets", {})
        states = widgets.get("application/vnd.jupyter.widget-state+json", {}).get("state", {})
        for widget in states.values():
            state = widget["state"]
            # A page to download is not shown; scripts and styles are not read.
            seen = (value for name, value in state.items() if name[0] != "_" and name != "page")
            yield from (value for value in seen if isinstance(value, str))
            yield from self._shown(state.get("outputs", ()))


class Page(HTMLParser):
    """A piece of HTML: what it loads by itself, and the pages within it."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = text
        self.outside: list[str] = []
        self.inner: list[str] = []
        self.is_map = False
        """Whether this page itself, not one inside it, draws a Leaflet map."""
        self._in = ""
        self.feed(text)
        self.close()

    @classmethod
    def all_in(cls, text: str) -> Iterator["Page"]:
        """Yield the page of a text and, at any depth, the pages inside it."""
        page = cls(text)
        yield page
        for inner in page.inner:
            yield from cls.all_in(inner)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in = tag if tag in ("style", "script") else ""
        for name, value in attrs:
            if name == "srcdoc":
                self.inner.append(value or "")
            elif name in _LOADED or (name == "href" and tag in _LOADED_HREF):
                if _OUTSIDE.match(value or ""):
                    self.outside.append(f"<{tag} {name}={value}>")
            elif name == "style":
                self.outside += _IN_STYLE.findall(value or "")

    def handle_endtag(self, tag: str) -> None:
        self._in = ""

    def handle_data(self, data: str) -> None:
        self.inner += map(unpack, _PACKED.findall(data))
        if self._in == "style":
            self.outside += _IN_STYLE.findall(data)
        elif self._in == "script":
            self.is_map |= "L.map(" in data
            self.outside += [one or other for one, other in _IN_SCRIPT.findall(data)]


def unpack(packed: str) -> str:
    """Return the text behind gzip in base64, or nothing where it only looks like that."""
    try:
        return gzip.decompress(base64.b64decode(packed)).decode()
    except (binascii.Error, OSError, EOFError, UnicodeDecodeError):
        return ""


def run(path: Path, client: type[NotebookClient] = NotebookClient) -> Run:
    """Execute a notebook in its own folder; the network is cut for its kernel (conftest.py)."""
    notebook = nbformat.read(path, as_version=4)
    log, before = path.with_suffix(".network.log"), {*path.parent.iterdir()}
    running = client(
        notebook,
        timeout=PATIENCE,
        startup_timeout=PATIENCE,
        allow_errors=True,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.parent)}},
    )
    running.execute(env=os.environ | {"NO_NETWORK_LOG": str(log)})
    attempts = log.read_text(encoding="utf-8") if log.exists() else ""
    return Run(
        notebook, attempts, [file.name for file in {*path.parent.iterdir()} - {*before, log}]
    )


def write(path: Path, *cells: str) -> Path:
    """Write a notebook of code cells; JupyterLab does not ask which kernel it wants."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in cells])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(notebook, path)
    return path


def in_lab(window: "Reader", name: str, *cells: str, **options: Any) -> "Reader":
    """Have a notebook of code cells open and run in JupyterLab, as the last test left it."""

    def prepare() -> None:
        write(window.server.root / name, *cells)
        window.show(name)
        window.run_all()

    return window.keep(name, prepare, **options)


def code(path: Path) -> str:
    """Return the code of all cells of a notebook file."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


def kinds() -> dict[str, set[str]]:
    """Return what each lesson has: maps, a tour, explorers, each kind of question, …"""
    found = {}
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        text = code(path)
        called = re.findall(r"\bex\.(maps|charts|tables|classroom|guess)\b", text)
        called += re.findall(r"\bex\.(maps\.tour|widgets\.(?:worksheet|own_text))\(", text)
        called += ["explorer"] * ("_explorer(" in text or "ex.widgets.as_of(" in text)
        found[path.stem] = {*called, *(asked.type for asked in ex.quiz.questions(path.stem))}
    return found
