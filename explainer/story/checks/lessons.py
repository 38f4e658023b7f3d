"""Whether the questions and tasks of the lessons can be read."""

from collections.abc import Iterator

from explainer.story import classwork
from explainer.story.model import Story
from explainer.story.parsing import Problem


def quizzes(story: Story) -> Iterator[Problem]:
    """Find mistakes in the files of the folder ``quiz``."""
    yield from classwork.quizzes(story.folder)[1]


def tasks(story: Story) -> Iterator[Problem]:
    """Find mistakes in the files of the folder ``tasks``, and sources that are not there."""
    sheets, problems = classwork.tasks(story.folder)
    yield from problems
    known = {source.id for source in story.sources}
    for lesson, sheet in sheets.items():
        for task in sheet.tasks:
            for missing in sorted(set(task.sources) - known):
                wrong = f"there is no {missing!r} among the sources"
                where = f"tasks/{lesson}.toml"
                yield Problem(where, task.id, "sources", wrong, "Add it there, or mend the id")
