"""Whether the quiz files of a story hold questions a reader can answer and learn from."""

from collections.abc import Iterator

from explainer import quiz
from explainer.reading import Problem
from explainer.story import Story


def quizzes(story: Story) -> Iterator[Problem]:
    """Find mistakes in the files of the folder ``quiz``."""
    if story.folder and (story.folder / "quiz").is_dir():
        files = sorted((story.folder / "quiz").iterdir(), key=lambda file: file.name)
        for file in files:
            if file.name.endswith(".json"):
                yield from quiz.read(file)[1]
