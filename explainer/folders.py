"""Where the lessons are that a command works on."""

from contextlib import suppress
from pathlib import Path

import explainer
from explainer.errors import DataMissing
from explainer.story import default, load, names

#: Where the lessons of further stories are, below the folder of the lessons.
MORE = "more"


def first() -> str:
    """Return the file name of the first lesson of the package's story."""
    return f"{load().lessons.lesson[0].id}.ipynb"


def begun(command: str, name: str) -> tuple[str, Path]:
    """Return name and folder of the lesson that begins so, for a command that needs one.

    DataMissing, if there are no lessons.
    """
    asked = Path(name).name.removesuffix(".ipynb")
    with suppress(OSError):  # a path that no file can have
        if name.endswith(".ipynb") and Path(name).is_file():
            return asked, Path(name).resolve().parent
    every = all_of(command)
    exact = [path for path in every if path.stem == asked]
    found = exact or [path for path in every if asked and path.stem.startswith(asked)]
    return (found[0].stem, found[0].parent) if len(found) == 1 else (asked, every[0].parent)


def story_of(lesson: str) -> str:
    """Return the name of the story of the package that a lesson belongs to.

    >>> story_of("no lesson at all") == default()
    True
    """
    held = {item.id: name for name in names() for item in load(name).lessons.lesson}
    return held.get(lesson, default())


def all_of(command: str) -> list[Path]:
    """Return the notebooks of all lessons, those of further stories behind the others."""
    folder = of_lessons(command)
    return [path for each in (folder, folder / MORE) for path in sorted(each.glob("*.ipynb"))]


def of_lessons(command: str) -> Path:
    """Return the folder of the lessons, here or beside the package's source, for a command.

    DataMissing, if there is none.
    """
    here, source = Path.cwd(), Path(explainer.__file__).resolve().parents[1]
    for folder in (here / "notebooks", here, source / "notebooks"):
        if (folder / first()).is_file():
            return folder
    raise DataMissing(
        "there is no folder notebooks/ with the lessons here. Change to the folder you cloned or "
        f"unpacked, then run explainer {command} again."
    )
