"""Whether the quiz files of a story hold questions a reader can answer and learn from."""

from collections.abc import Iterator

from explainer import quiz
from explainer.reading import Problem
from explainer.story import Story


def quizzes(story: Story) -> Iterator[Problem]:
    """Find mistakes in the files of the folder ``quiz``."""
    for file in quiz.quiz_files(story.folder):
        yield from quiz.read(file)[1]
