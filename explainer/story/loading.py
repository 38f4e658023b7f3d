"""Loading a story from the files of a folder."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from explainer import shipped
from explainer.errors import StoryError
from explainer.story import checks, parsing
from explainer.story.model import Story
from explainer.story.problems import Problem

#: What a function takes for a story: itself, its folder, its name, or None for the default one.
Named = Story | str | Path | None


def default() -> str:
    """Return the name of the story that is loaded where none is named."""
    return shipped.data("engine.toml")["story"]


@cache
def load(path: str | Path | None = None) -> Story:
    """Load a story as it could be known on its day.

    Parameters
    ----------
    path : str or pathlib.Path, optional
        A folder with the files of a story, or the name of one that comes with the package; by
        default the one that ``data/engine.toml`` names.

    Raises
    ------
    StoryError
        If anything is wrong; the message lists every mistake with file, record, field, and what
        to do. Whether the records of a story in the package fit together is checked when the
        package is made, not again here.
    """
    named = default() if path is None else path
    story, problems = read(named)
    if story and story.folder != parsing.bundled() / story.id:
        problems += checks.check(story)
    if problems or not story:
        lines = "\n".join(f"  {problem}" for problem in problems)
        raise StoryError(f"The story {str(named)!r} has {len(problems)} mistake(s):\n{lines}")
    return story.as_of(story.day)


def names() -> list[str]:
    """Return the names of the stories that come with the package.

    >>> default() in names()
    True
    """
    return sorted(folder.name for folder in parsing.bundled().iterdir() if folder.is_dir())


def named(story: Named = None) -> Story:
    """Return a story as it is, or load the one of that folder or name; by default as `load`."""
    return story if isinstance(story, Story) else load(story)


def read(path: str | Path) -> tuple[Story | None, list[Problem]]:
    """Read the files of a story, collecting mistakes instead of stopping at the first.

    Parameters
    ----------
    path : str or pathlib.Path
        A folder with the files of a story, or the name of one that comes with the package.

    Returns
    -------
    story : Story or None
        All records without mistakes, known on the story's day or not; None if story.toml is not
        there or wrong at its top.
    problems : list of Problem
    """
    folder = parsing.folder(path)
    if not folder:
        todo = f"Give a folder, or one of: {', '.join(names())}"
        return None, [Problem(str(path), "", "", "there is no such folder", todo)]
    with _no_collecting():
        found = parsing.contents(folder)
    if not found.head:
        return None, found.problems
    story = Story(
        **dict(found.head),
        **found.settings,
        **found.collections,
        folder=folder,
        damaged=found.damaged,
        drafts=found.drafts,
    )
    return story, found.problems


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Pause Python's search for cycles: it would go through all that is read, again and again."""
    paused = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if paused:
            gc.enable()
