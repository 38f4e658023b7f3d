"""No network for any test or anything that it starts: see ``no_network/sitecustomize.py``."""

import os
import runpy
from pathlib import Path

NO_NETWORK = Path(__file__).parent / "no_network"

# For what the tests start (kernels, servers, command lines), then for this process.
os.environ["PYTHONPATH"] = os.pathsep.join(
    filter(None, [str(NO_NETWORK), os.environ.get("PYTHONPATH")])
)
runpy.run_path(str(NO_NETWORK / "sitecustomize.py"))
