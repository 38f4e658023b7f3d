"""Whether the questions and tasks of the lessons can be read, and ask for more than a good eye."""

from collections import Counter
from collections.abc import Iterator

from explainer.story import classwork
from explainer.story.model import Story
from explainer.story.parsing import Problem
from explainer.story.records.questions import ManyChoice, MultipleChoice

#: In how many of the questions the longest answer may be the right one.
LONGEST = 0.4
#: How far from chance the share of right answers at one place in the list may be.
UNEVEN = 0.1
#: Fewer questions of one type than this say nothing about habits.
ENOUGH = 12


def quizzes(story: Story) -> Iterator[Problem]:
    """Find mistakes in the files of the folder ``quiz``."""
    yield from classwork.quizzes(story.folder)[1]


def shapes(story: Story) -> Iterator[Problem]:
    """Find habits by which all questions of a story together can be passed without reading."""
    every = [item for items in classwork.quizzes(story.folder)[0].values() for item in items]
    single = [item for item in every if isinstance(item, MultipleChoice)]
    if len(single) >= ENOUGH:
        yield from _longest(single)
        yield from _uneven(single)
    many = [_how_many(item) for item in every if isinstance(item, ManyChoice)]
    for missing in sorted({"none", "some", "all"} - {*many}) if len(many) >= ENOUGH else ():
        wrong = f"in no question of type many_choice {missing} of the answers are right"
        yield Problem("quiz", "", "", wrong, "Write one, so that readers do not count on it")


def _longest(single: list[MultipleChoice]) -> Iterator[Problem]:
    longest = (max(item.answers, key=lambda it: (len(it.answer), it.correct)) for item in single)
    count = sum(answer.correct for answer in longest)
    if count > LONGEST * len(single):
        wrong = f"the right answer is the longest in {count} of {len(single)} questions"
        todo = f"Make it the longest in {LONGEST:.0%} at most: shorten it, or lengthen another"
        yield Problem("quiz", "", "", wrong, todo)


def _uneven(single: list[MultipleChoice]) -> Iterator[Problem]:
    right = Counter([answer.correct for answer in item.answers].index(True) for item in single)
    for place in sorted(right):
        expected = sum(1 / len(item.answers) for item in single if place < len(item.answers))
        if abs(right[place] - expected) > UNEVEN * len(single):
            wrong = f"the right answer stands at place {place + 1} in {right[place]} questions"
            todo = (
                f"By chance it would be {expected:.0f} of {len(single)}: change the order in some"
            )
            yield Problem("quiz", "", "", wrong, todo)


def _how_many(item: ManyChoice) -> str:
    right = sum(answer.correct for answer in item.answers)
    return "none" if not right else "all" if right == len(item.answers) else "some"


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
