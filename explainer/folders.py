"""Where the lessons are that a command works on."""

from pathlib import Path

import explainer
from explainer.errors import DataMissing
from explainer.story import load


def first() -> str:
    """Return the file name of the first lesson of the package's story."""
    return f"{load().lessons.lesson[0].id}.ipynb"


def lessons() -> Path | None:
    """Return the folder of the lessons: here, or beside the package's source; None if neither."""
    here, source = Path.cwd(), Path(explainer.__file__).resolve().parents[1]
    for folder in (here / "notebooks", here, source / "notebooks"):
        if (folder / first()).is_file():
            return folder
    return None


def of_lessons(command: str) -> Path:
    """Return the folder of the lessons, for a command that cannot do without.

    Raises
    ------
    DataMissing
        If there is none.
    """
    if folder := lessons():
        return folder
    raise DataMissing(
        "there is no folder notebooks/ with the lessons here. Change to the folder you cloned or "
        f"unpacked, then run explainer {command} again."
    )
