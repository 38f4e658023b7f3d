"""One kernel for all lessons that tests print: to start one takes longer than most lessons do."""

from typing import Any

import nbformat
from jupyter_core.utils import run_sync
from nbclient import NotebookClient

#: What makes a kernel as if it had just begun, in a folder of its own.
_AFRESH = """import os
os.chdir({folder!r})
os.environ["NO_NETWORK_LOG"] = {log!r}
from IPython import get_ipython
from explainer.paper.kernel import MIME
from explainer.story import load
load.cache_clear()
shown = get_ipython().display_formatter
shown.formatters.pop(MIME, None)
shown.ipython_display_formatter.enabled = True
%reset -f"""


class Kept(NotebookClient):
    """Runs a notebook in the kernel that ran the one before, which knows nothing of it any more.

    Commands that tests type (test_commands.py) start kernels of their own, as a reader's do.
    """

    manager: Any = None

    def __init__(self, notebook: nbformat.NotebookNode, **options: Any) -> None:
        super().__init__(notebook, km=Kept.manager, **options)

    def execute(self, **options: Any) -> nbformat.NotebookNode:
        """Run all cells; what was given does not get the one that comes before them."""
        log = (options.get("env") or {}).get("NO_NETWORK_LOG", "")
        afresh = _AFRESH.format(folder=self.resources["metadata"]["path"], log=log)
        self.nb.cells.insert(0, nbformat.v4.new_code_cell(afresh))
        try:
            return super().execute(cleanup_kc=False, **options)
        finally:
            Kept.manager = self.km
            del self.nb.cells[0]
            if self.kc:
                self.kc.stop_channels()

    @classmethod
    def end(cls) -> None:
        """End the kernel, if there is one."""
        if cls.manager:
            run_sync(cls.manager.shutdown_kernel)(now=True)
            cls.manager = None
