"""The gazetteer's file: in the package, in a zip file with it, or beside the Python of a page."""

import atexit
import sys
from contextlib import ExitStack
from functools import cache
from importlib.resources import as_file, files
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from explainer.errors import DataMissing


@cache
def own_file() -> Path:
    """Return the package's own file, unpacked until the process ends if it lies in a zip file."""
    own = files("explainer") / "data" / "gazetteer.sqlite"
    if not own.is_file():
        missing = Path(str(own))
        return _fetched(missing) if sys.platform == "emscripten" else missing
    unpacked = ExitStack()
    atexit.register(unpacked.close)
    return unpacked.enter_context(as_file(own))


def _fetched(own: Path) -> Path:
    """Fetch the file from beside the Python of a page: most lessons need none of it."""
    from js import XMLHttpRequest  # both are modules of that Python alone
    from pyodide_js import lockfileBaseUrl

    asked = XMLHttpRequest.new()
    asked.open("GET", f"{lockfileBaseUrl}{own.stem}.zip", False)
    asked.responseType = "arraybuffer"
    try:
        asked.send()
        with ZipFile(BytesIO(asked.response.to_bytes())) as packed:
            packed.extract(own.name, own.parent)
    except Exception as error:  # of the page: no network, no such file
        raise DataMissing(
            "The list of places could not be fetched: run the cell again when you are connected"
        ) from error
    return own
