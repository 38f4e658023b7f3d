"""Whether the open tasks of a story can be set and their answers traced."""

from collections.abc import Iterator

from explainer.reading import Problem
from explainer.story import Story
from explainer.worksheet import forms


def tasks(story: Story) -> Iterator[Problem]:
    """Find mistakes in the files of the folder ``tasks``, and sources that are not there."""
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
