"""Run lessons where what a browser's Python lacks is missing, all in one process.

Run by test_live_site.py. Lessons named after ``--`` may use matplotlib, those before it not.
"""

import json
import os
import socket
import subprocess
import sys
import threading
from importlib.metadata import MetadataPathFinder
from pathlib import Path

#: Packages that are not there, and modules of the standard library that do nothing there.
MISSING = {
    "jupyterlab",
    "notebook",
    "nbformat",
    "nbclient",
    "nbconvert",
    "jupyter_client",
    "ipykernel",
}
MISSING |= {"jupyter_server", "tornado", "zmq", "psutil", "pexpect", "multiprocessing"}
MISSING |= {"_multiprocessing", "_posixsubprocess", "termios", "readline", "curses", "tkinter"}


class Without:
    """Finds what can be imported, as before, but for some packages."""

    find_distributions = MetadataPathFinder.find_distributions

    def __init__(self, names):
        self.names, self.finders = names, [*sys.meta_path]

    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] not in self.names:
            specs = (finder.find_spec(name, path, target) for finder in self.finders)
            return next(filter(None, specs), None)


def refuse(*_, **__):
    raise RuntimeError("a browser has none of this")


def main(folder, without, charts):
    finder = Without(MISSING | {"matplotlib"})
    sys.meta_path[:] = [finder]
    threading.Thread.start = refuse
    subprocess.Popen.__init__ = socket.socket.connect = os.fork = refuse
    import fcntl

    fcntl.flock = fcntl.lockf = refuse
    from IPython.core.history import HistoryManager
    from IPython.core.interactiveshell import InteractiveShell

    HistoryManager.enabled = False
    os.chdir(folder)
    for lesson in (*without, *charts):
        if lesson in charts:
            finder.names = MISSING
        shell = InteractiveShell()
        shell.display_pub.publish = lambda *_, **__: None
        for cell in json.loads(Path(lesson).read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                done = shell.run_cell("".join(cell["source"]))
                done.raise_error()
        print("ran", lesson, "matplotlib" in sys.modules, flush=True)


if __name__ == "__main__":
    at = sys.argv.index("--")
    main(sys.argv[1], sys.argv[2:at], sys.argv[at + 1 :])
