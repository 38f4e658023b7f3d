"""Whether this computer is ready for the lessons: browser, trust, widgets, network, saving.

>>> import explainer as ex
>>> "JupyterLab" in ex.check_my_setup()
True
"""

import importlib.util
import os
import platform
import sys
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from explainer.classroom.worksheet.journal import FOLDER
from explainer.page import cards
from explainer.page.cards import Html, static

#: Whether Python runs in the reader's browser.
IN_PAGE = sys.platform == "emscripten"
State = Literal["good", "note", "bad"]
_WORDS = {"good": "ready", "note": "works, but read this", "bad": "does not work yet"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: how it stands, and what to do if it does not."""

    what: str
    state: State
    said: str


def check_my_setup() -> Html:
    """Return a table that says what is ready here, what is missing, and whether it matters.

    The browser fills in its own part when the table is shown; nothing is asked of the network.
    """
    row = '<tr><th scope="row">$what</th><td class="ex-is-$state">$word</td><td>$said</td></tr>'
    rows = cards.join(
        cards.fill(row, word=_WORDS[item.state], **asdict(item)) for item in (packages(), saving())
    )
    return cards.fill(
        static("setup.html"),
        rows=rows,
        style=Html(static("setup.css")),
        script=Html(static("setup.js")),
    )


def packages() -> Finding:
    """Look at the libraries the lessons draw with."""
    wanted = ["folium", "geopy", "ipywidgets", "pydantic", "rapidfuzz"]
    wanted += [] if IN_PAGE else ["matplotlib", "jupyterlab"]
    missing = [name for name in wanted if importlib.util.find_spec(name) is None]
    if missing:
        said = f"Missing: {', '.join(missing)}. In a terminal, run: python -m pip install -e .[lab]"
        return Finding("Python and JupyterLab", "bad", said)
    where = "in this page" if IN_PAGE else f"JupyterLab {version('jupyterlab')}"
    now = f"Python {platform.python_version()}, {where}."
    return Finding("Python and JupyterLab", "good", now)


def saving(folder: Path | None = None) -> Finding:
    """Look whether answers can be kept beside the notebooks."""
    what, folder = "Saving your answers", folder or Path(FOLDER)
    place = folder if folder.exists() else folder.resolve().parent
    if not os.access(place, os.W_OK):
        said = f"Nothing can be saved in {place.resolve()}. Download your work before you leave."
        return Finding(what, "note", said)
    if os.environ.get("BINDER_SERVICE_HOST") or os.environ.get("BINDER_REPO_URL"):
        said = "This is Binder: it forgets everything after some quiet minutes. Download your work."
        return Finding(what, "note", said)
    if IN_PAGE:
        said = "They are kept in this browser. Clearing its data deletes them: download your work."
        return Finding(what, "note", said)
    return Finding(what, "good", f"They are kept in the folder {folder.name}, beside the lessons.")
