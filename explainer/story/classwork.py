"""The questions and tasks of the lessons: one file a lesson, read when first asked for."""

from collections.abc import Iterable, Mapping
from importlib.resources.abc import Traversable
from typing import Any

from explainer.errors import UnknownRecord
from explainer.story import parsing
from explainer.story.problems import Problem, chosen
from explainer.story.records import questions
from explainer.story.records.questions import Guess, Item
from explainer.story.records.tasks import TaskSheet


def read(here: Traversable | None, folder: str) -> tuple[dict[str, Any], list[Problem]]:
    """Read what a folder of a story holds for its lessons.

    Parameters
    ----------
    here : Traversable or None
        The story's folder.
    folder : str
        ``quiz`` or ``study`` (the tests with which a class can be compared before and after):
        questions, ``LESSON.json``. Or ``tasks``, ``LESSON.toml``.

    Returns
    -------
    found : dict of str to tuple of Item, or to TaskSheet
        Lesson -> its questions without mistakes, or its tasks.
    problems : list of Problem
    """
    found: dict[str, Any] = {}
    problems: list[Problem] = []
    ending = ".toml" if folder == "tasks" else ".json"
    for file in parsing.entries(here / folder, folder, problems) if here else ():
        name, lesson = f"{folder}/{file.name}", file.name.removesuffix(ending)
        if lesson == file.name or (raw := parsing.content(file, name, problems)) is None:
            continue
        if folder != "tasks":
            found[lesson], _ = parsing.table(name, "", raw, questions.form, problems)
        elif sheet := parsing.validated(TaskSheet, raw, name, problems):
            found[lesson] = sheet
            if sheet.lesson != lesson:
                wrong = f"is {sheet.lesson!r}, but the file is {lesson}.toml"
                problems.append(Problem(name, "", "lesson", wrong, "Give both the same name"))
    return found, problems


def one(lesson: str, folder: str, found: Mapping[str, Any]) -> Any:
    """Return what was found for a lesson in a folder, or raise UnknownRecord."""
    return chosen(lesson, found, f"file in the folder {folder!r} of this story for the lesson")


def asked(
    lesson: str, recall: Iterable[str], found: Mapping[str, tuple[Item, ...]]
) -> dict[tuple[str, str], Item]:
    """Return all that a lesson asks: where the journal keeps the answer -> the question.

    Those of the lesson itself stand under ``quiz``, those of earlier lessons with which it opens
    under ``recall``, the numbers to be guessed under ``guess``. It raises what :func:`one` does.
    """
    own = one(lesson, "quiz", found)
    again = [recalled(name, found) for name in recall]
    return {
        **{("quiz", f"q-{number}"): item for number, item in enumerate(judged(own), start=1)},
        **{("recall", f"q-{number}"): item for number, item in enumerate(again, start=1)},
        **{("guess", item.id): item for item in own if isinstance(item, Guess)},
    }


def judged(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Return the questions among some items: all but what is only guessed."""
    return tuple(item for item in items if not isinstance(item, Guess))


def recalled(name: str, found: Mapping[str, tuple[Item, ...]]) -> Item:
    """Return a question by its lesson and number, as ``01-where/3``, or raise UnknownRecord."""
    lesson, _, number = name.partition("/")
    items = judged(one(lesson, "quiz", found))
    if not number.isdecimal() or not 1 <= int(number) <= len(items):
        raise UnknownRecord(f"There is no question {name!r}: {lesson} has 1 to {len(items)}")
    return items[int(number) - 1]
