"""JupyterLab for real: a server of its own, a browser that reaches nothing else, and a reader."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Frame,
    Locator,
    Page,
    Playwright,
    Route,
    ViewportSize,
)

from tools.browsers import find
from tools.waiting import PATIENCE, PAUSE, until

HERE = {"127.0.0.1", "localhost"}
LAPTOP = ViewportSize(width=1280, height=800)
LIGHT, DARK = "JupyterLab Light", "JupyterLab Dark"
#: Milliseconds from one look to the next: to look whenever a page is drawn has it drawn for that.
_OFTEN = 1000 * PAUSE
#: Whether every cell has run (none will, once one has failed), and the kernel has nothing to do.
_IDLE = """() => {
  const panel = window.jupyterapp.shell.currentWidget;
  const cells = panel.content.widgets.map(cell => cell.model);
  const code = cells.filter(cell => cell.type === "code" && cell.sharedModel.source.trim());
  const failed = code.some(({ outputs }) =>
    Array.from({ length: outputs.length }, (_, at) => outputs.get(at).type).includes("error"));
  return panel.sessionContext.session?.kernel?.status === "idle" && code.every(
    cell => cell.executionState === "idle" && (cell.executionCount || failed));
}"""
_READY = """name => {
  const panel = window.jupyterapp?.shell.currentWidget;
  return panel?.sessionContext?.session?.kernel?.status === "idle"
    && (name === null || panel.context.path === name)
    && panel.node.querySelector(".jp-Cell");
}"""
#: Close all notebooks and end their kernels, without a question about saving.
_CLOSE_ALL = """async () => {
  const { shell } = window.jupyterapp;
  for (const panel of [...shell.widgets("main")].filter((one) => one.sessionContext)) {
    await panel.sessionContext.shutdown();
    panel.dispose();
  }
  shell.expandLeft();
}"""
#: With nothing open JupyterLab shows its launcher, a moment later.
_LAUNCHER = """[...window.jupyterapp.shell.widgets("main")].some(
  one => one.title.label === "Launcher")"""
_OUTPUTS = """() => window.jupyterapp.shell.currentWidget.content.widgets
  .filter(cell => cell.model.type === "code")
  .flatMap(cell => cell.model.outputs.toJSON())"""


class LabServer:
    """A JupyterLab server in a home of its own; ended by :meth:`stop`.

    Parameters
    ----------
    folder : Path
        Empty folder for everything it reads and writes.
    notebooks : Path
        Notebooks to copy; the copies are what is opened.
    """

    def __init__(self, folder: Path, notebooks: Path) -> None:
        self.folder = folder
        self.root = folder / "notebooks"
        self.log = folder / "server.log"
        self._attempts = folder / "network.log"
        shutil.copytree(notebooks, self.root)
        self._token = secrets.token_hex(16)
        port = _free_port()
        self.address = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
        command += [f"--ServerApp.root_dir={self.root}", "--ServerApp.ip=127.0.0.1"]
        command += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
        command += [f"--IdentityProvider.token={self._token}"]
        command += ["--LabApp.expose_app_in_browser=True"]  # for _IDLE and _OUTPUTS
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                command, env=self._environment(), cwd=self.root, stdout=log, stderr=log
            )
        self._wait_until_up()

    def _environment(self) -> dict[str, str]:
        own = {"HOME": str(self.folder), "NO_NETWORK_LOG": str(self._attempts)}
        mine = ("JUPYTER", "IPYTHON", "XDG_", "MPL")
        return {k: v for k, v in os.environ.items() if not k.startswith(mine)} | own

    def _wait_until_up(self) -> None:
        try:
            until(self._answers, "JupyterLab")
        except (TimeoutError, ChildProcessError) as error:
            self.stop()
            said = self.log.read_text()[-3000:]
            raise RuntimeError(f"JupyterLab did not start:\n{said}") from error

    def _answers(self) -> bool:
        if self._process.poll() is not None:
            raise ChildProcessError("it has ended")
        try:
            address = f"{self.address}/api?token={self._token}"
            urllib.request.urlopen(address, timeout=PATIENCE).close()
        except OSError:
            return False
        return True

    def link(self, name: str = "") -> str:
        """Return the address that opens a notebook, alone, or none, in a workspace of its own."""
        place = f"{secrets.token_hex(4)}/tree/{name}" if name else secrets.token_hex(4)
        return f"{self.address}/lab/workspaces/{place}?token={self._token}"

    def attempts(self) -> str:
        """Return every attempt of the server or a kernel to reach another machine."""
        return self._attempts.read_text(encoding="utf-8") if self._attempts.exists() else ""

    def stop(self) -> None:
        """End the server, whose kernels then end themselves: asked to, it sometimes never does."""
        self._process.kill()
        self._process.wait()


class Reader:
    """Somebody in front of JupyterLab, with the network cut.

    Attributes
    ----------
    page : playwright.sync_api.Page
    outside : list of str
        Addresses beyond this machine that the page asked for (all were refused).
    errors : list of str
        What the browser's console reported as an error, and errors of scripts.
    """

    def __init__(self, server: LabServer, context: BrowserContext) -> None:
        self.server = server
        self.outside: list[str] = []
        self.errors: list[str] = []
        self._shown: str | None = None
        context.set_default_timeout(1000 * PATIENCE)
        context.route("**/*", self._only_here)
        self.page: Page = context.new_page()
        self.page.on("websocket", lambda socket: self._note(socket.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._listen)

    def _note(self, url: str) -> bool:
        """Say whether an address is on this machine; note it if not."""
        parts = urlsplit(url)
        here = parts.scheme not in ("http", "https", "ws", "wss") or parts.hostname in HERE
        if not here:
            self.outside.append(url)
        return here

    def _only_here(self, route: Route) -> None:
        if self._note(route.request.url):
            route.continue_()
        else:
            route.abort()

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(f"{message.text} ({message.location.get('url', '')})")

    def open_notebook(self, name: str) -> None:
        """Open a notebook and wait until its kernel is ready."""
        self.page.goto(self.server.link(name))
        self.wait_until_ready()

    def wait_until_ready(self, name: str | None = None) -> None:
        """Wait until a notebook is open, this one if named, and its kernel is ready."""
        self.page.wait_for_function(_READY, arg=name, polling=_OFTEN)

    def start_anew(self) -> None:
        """Have JupyterLab with nothing open, as it looks at first, on a laptop."""
        self._shown = None
        self.page.set_viewport_size(LAPTOP)
        self.page.emulate_media(reduced_motion="no-preference")
        # A page that a test reloaded may still be about to open again what was open in it.
        if self.page.evaluate("!window.anew"):
            self.page.goto(self.server.link())
            self.page.wait_for_function("window.jupyterapp?.shell")
            self.page.evaluate("window.jupyterapp.restored.then(() => { window.anew = true })")
            self.page.evaluate("window.jupyterapp.serviceManager.sessions.shutdownAll()")
        self.page.evaluate(_CLOSE_ALL)
        self.page.evaluate("sessionStorage.clear()")
        self.page.wait_for_function(_LAUNCHER)
        if self.page.evaluate("document.body.dataset.jpThemeName") != LIGHT:
            self.choose_theme(LIGHT)
        self.errors.clear()
        self.outside.clear()

    def show(self, name: str) -> None:
        """Open a notebook in the JupyterLab that is there, and wait until its kernel is ready."""
        self.page.evaluate(
            "path => window.jupyterapp.commands.execute('docmanager:open', { path })"
            ".then(() => null)",
            name,
        )
        self.wait_until_ready(name)
        self.page.evaluate("window.jupyterapp.commands.execute('notebook:enter-command-mode')")

    def keep(
        self, name: str, prepare: Callable[[], None], screen: ViewportSize = LAPTOP
    ) -> "Reader":
        """Prepare something, unless it is what was prepared last: tests in a row share it."""
        if self._shown != name:
            self.start_anew()
        self.page.set_viewport_size(screen)
        if self._shown != name:
            prepare()
            self._shown = name
        return self

    def shut_down(self) -> None:
        """End the kernel of the notebook; JupyterLab would keep it for the next who opens it."""
        self.page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")

    def run_all(self) -> None:
        """Choose Run ▸ Run All Cells and wait until all have run."""
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        self.wait_until_idle()

    def run_by_keyboard(self) -> None:
        """Press Shift and Enter from the first cell to the last, and wait until all have run.

        What is folded under headings is unfolded before: such a heading runs all that it hides.
        """
        self.page.evaluate(
            "window.jupyterapp.commands.execute('notebook:expand-all-headings').then(() => null)"
        )
        cells = self.page.evaluate("window.jupyterapp.shell.currentWidget.content.widgets.length")
        for _ in range(cells - 1):
            self.page.keyboard.press("Shift+Enter")
        self.page.keyboard.press("Control+Enter")  # with Shift it would add a cell
        self.wait_until_idle()

    def until(self, true: Callable[[], object], what: str = "what the test waits for") -> None:
        """Wait until something is true; meanwhile the browser is listened to."""
        until(true, what, lambda pause: self.page.wait_for_timeout(1000 * pause))

    def choose_theme(self, name: str) -> None:
        """Choose a theme and wait until it is in force."""
        self.page.evaluate(
            "name => window.jupyterapp.commands.execute('apputils:change-theme', {theme: name})",
            name,
        )
        self.page.wait_for_function("name => document.body.dataset.jpThemeName === name", arg=name)

    def wait_until_idle(self) -> None:
        """Wait until every code cell has run and the kernel has nothing to do."""
        self.page.wait_for_function(_IDLE, polling=_OFTEN)

    def outputs(self) -> list[dict[str, Any]]:
        """Return all outputs of all cells, in nbformat's form."""
        return self.page.evaluate(_OUTPUTS)

    def failures(self) -> list[str]:
        """Return every error and every line on stderr that the outputs show, widgets' too."""
        found = []
        for output in self.outputs():
            if output["output_type"] == "error":
                found.append(f"{output['ename']}: {output['evalue']}")
            elif output.get("name") == "stderr":
                found.append(output["text"])
        shown = self.page.locator(
            ".widget-output [data-mime-type='application/vnd.jupyter.stderr'],"
            ".widget-output [data-mime-type='application/vnd.jupyter.error']"
        )
        return found + shown.all_inner_texts()

    def maps(self) -> list["MapFrame"]:
        """Return the maps of the notebook in reading order, each when it is drawn."""
        frames = self.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) iframe[srcdoc]")
        return [MapFrame(frames.nth(i)) for i in range(frames.count())]

    def screenshot(self, path: Path) -> None:
        """Save what the window shows as a PNG."""
        self.page.screenshot(path=path)


class MapFrame:
    """A map in an output: its document, once it is scrolled into view and drawn."""

    def __init__(self, iframe: Locator) -> None:
        self.iframe = iframe
        iframe.scroll_into_view_if_needed()
        frame = iframe.element_handle().content_frame()
        if frame is None:
            raise RuntimeError("the iframe of a map has no document")
        self.frame: Frame = frame
        self.frame.wait_for_selector(".leaflet-container .leaflet-map-pane", state="attached")

    @property
    def shapes(self) -> Locator:
        """Everything drawn as an area or line."""
        return self.frame.locator(".leaflet-container path[d]:not([d='M0 0'])")

    @property
    def markers(self) -> Locator:
        """The places marked."""
        return self.frame.locator(".leaflet-marker-pane .leaflet-marker-icon")

    @property
    def card(self) -> Locator:
        """The card of a place."""
        return self.frame.locator(".ex-card-text")

    def has_focus(self) -> bool:
        """Say whether the keyboard is inside the map."""
        return self.iframe.evaluate("frame => frame === document.activeElement")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def lab_server(folder: Path, notebooks: Path) -> Iterator[LabServer]:
    """Run a JupyterLab server for as long as the context lasts."""
    server = LabServer(folder, notebooks)
    try:
        yield server
    finally:
        server.stop()


def launch(playwright: Playwright) -> Browser:
    """Start Chromium; as root it runs only without its sandbox."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return playwright.chromium.launch(
        executable_path=find(),
        args=["--no-sandbox"] if root else [],
        timeout=1000 * PATIENCE,
    )
