"""Whether the questions and tasks of the lessons can be read."""

from collections.abc import Iterator

from explainer.story.model import Story
from explainer.story.parsing import Problem


def quizzes(story: Story) -> Iterator[Problem]:
    """Find mistakes in the files of the folder ``quiz``."""
    from explainer.classroom import quiz

    for file in quiz.quiz_files(story.folder):
        yield from quiz.read(file)[1]


def tasks(story: Story) -> Iterator[Problem]:
    """Find mistakes in the files of the folder ``tasks``, and sources that are not there."""
    from explainer.classroom.worksheet import forms

    if not story.folder or not (story.folder / "tasks").is_dir():
        return
    known = {source.id for source in story.sources}
    for file in sorted((story.folder / "tasks").iterdir(), key=lambda file: file.name):
        if not file.name.endswith(".toml"):
            continue
        sheet, problems = forms.read(file)
        yield from problems
        for task in sheet.tasks if sheet else ():
            for missing in sorted(set(task.sources) - known):
                wrong = f"there is no {missing!r} among the sources"
                where = f"tasks/{file.name}"
                yield Problem(where, task.id, "sources", wrong, "Add it there, or mend the id")
