"""The questions and tasks of the lessons: one file a lesson, read when first asked for."""

from collections.abc import Iterator
from importlib.resources.abc import Traversable
from typing import Any

from explainer import reading
from explainer.errors import StoryError, UnknownRecord, Unreadable
from explainer.story import parsing
from explainer.story.problems import Problem, chosen, unreadable
from explainer.story.records import questions
from explainer.story.records.questions import Guess, Item
from explainer.story.records.tasks import TaskSheet
from explainer.story.settings import Lessons

Quizzes = dict[str, tuple[Item, ...]]
Tasks = dict[str, TaskSheet]


def quizzes(here: Traversable | None, folder: str = "quiz") -> tuple[Quizzes, list[Problem]]:
    """Read the questions of a story's lessons, ``quiz/LESSON.json``.

    From the folder ``study``, the tests with which a class can be compared before and after.

    Returns
    -------
    quizzes : dict of str to tuple
        Lesson -> its questions without mistakes.
    problems : list of Problem
    """
    found: Quizzes = {}
    problems: list[Problem] = []
    for name, lesson, rows in _files(here, folder, ".json", problems):
        found[lesson], _ = parsing.table(name, "", rows, questions.form, problems)
    return found, problems


def tasks(here: Traversable | None) -> tuple[Tasks, list[Problem]]:
    """Read the tasks of a story's lessons, ``tasks/LESSON.toml``.

    Returns
    -------
    tasks : dict of str to TaskSheet
        Lesson -> its tasks; none for a file with mistakes.
    problems : list of Problem
    """
    found: Tasks = {}
    problems: list[Problem] = []
    for name, lesson, raw in _files(here, "tasks", ".toml", problems):
        if sheet := parsing.validated(TaskSheet, raw, name, problems):
            found[lesson] = sheet
        if sheet and sheet.lesson != lesson:
            wrong = f"is {sheet.lesson!r}, but the file is {lesson}.toml"
            problems.append(Problem(name, "", "lesson", wrong, "Give both the same name"))
    return found, problems


def of(lesson: str, folder: str, here: Traversable | None) -> Any:
    """Return what the folder ``quiz`` or ``tasks`` of a story holds for a lesson.

    Raises
    ------
    UnknownRecord
        If there is nothing for that lesson.
    StoryError
        If a file holds mistakes; the message lists all of them.
    """
    return _one(lesson, folder, _sound(folder, here))


def _sound(folder: str, here: Traversable | None) -> dict[str, Any]:
    """Return what a folder holds for all lessons, if there is no mistake in it."""
    found, problems = {"quiz": quizzes, "tasks": tasks}[folder](here)
    if problems:
        raise StoryError("\n".join(map(str, problems)))
    return found


def asked(lesson: str, lessons: Lessons, here: Traversable | None) -> dict[tuple[str, str], Item]:
    """Return all that a lesson asks: where the journal keeps the answer -> the question.

    Those of the lesson itself stand under ``quiz``, those of earlier lessons with which it opens
    under ``recall``, the numbers to be guessed under ``guess``. It raises what :func:`of` does.
    """
    found = _sound("quiz", here)
    own = _one(lesson, "quiz", found)
    again = [recalled(name, found) for name in lessons.recall(lesson)]
    return {
        **{("quiz", f"q-{number}"): item for number, item in enumerate(judged(own), start=1)},
        **{("recall", f"q-{number}"): item for number, item in enumerate(again, start=1)},
        **{("guess", item.id): item for item in own if isinstance(item, Guess)},
    }


def judged(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Return the questions among some items: all but what is only guessed."""
    return tuple(item for item in items if not isinstance(item, Guess))


def recalled(name: str, found: Quizzes) -> Item:
    """Return a question by its lesson and number, as ``01-where/3``.

    Raises
    ------
    UnknownRecord
        If there is none.
    """
    lesson, _, number = name.partition("/")
    items = judged(_one(lesson, "quiz", found))
    if not number.isdecimal() or not 1 <= int(number) <= len(items):
        raise UnknownRecord(f"There is no question {name!r}: {lesson} has 1 to {len(items)}")
    return items[int(number) - 1]


def _one(lesson: str, folder: str, found: dict[str, Any]) -> Any:
    return chosen(lesson, found, f"file in the folder {folder!r} of this story for the lesson")


def _files(
    here: Traversable | None, folder: str, ending: str, problems: list[Problem]
) -> Iterator[tuple[str, str, Any]]:
    """Yield name, lesson and content of the files of a folder that can be read, by name."""
    for file in parsing.entries(here / folder, folder, problems) if here else ():
        if file.name.endswith(ending):
            name = f"{folder}/{file.name}"
            try:
                content = reading.tables(file)
            except Unreadable as error:
                problems.append(unreadable(name, error))
            else:
                yield name, file.name.removesuffix(ending), content
