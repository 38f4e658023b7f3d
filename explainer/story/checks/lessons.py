"""Whether the questions and tasks of the lessons can be read, and ask for more than a good eye."""

from collections import Counter
from collections.abc import Iterator

from explainer.errors import UnknownRecord
from explainer.story import classwork
from explainer.story.checks.common import nothing
from explainer.story.model import Story
from explainer.story.problems import Problem
from explainer.story.records.fields import named
from explainer.story.records.questions import Item, ManyChoice, MultipleChoice, Ordering

#: In how many of the questions the longest answer may be the right one.
LONGEST = 0.4
#: How far from chance the share of right answers at one place in the list may be.
UNEVEN = 0.1
#: How many of the questions have to ask for something that no cell above prints.
NEW = 0.5
#: Fewer questions of one type than this say nothing about habits.
ENOUGH = 12


def quizzes(story: Story) -> Iterator[Problem]:
    """Find mistakes in the files of the folder ``quiz``, and what they name that is not there."""
    found, problems = classwork.read(story.folder, "quiz")
    yield from problems
    for lesson, items in found.items():
        for item in items:
            yield from _item(story, f"quiz/{lesson}.json", item)
    for lesson in story.lessons.lesson:
        for name in lesson.recall:
            try:
                classwork.recalled(name, found)
            except UnknownRecord as error:
                yield Problem("lessons.toml", lesson.id, "recall", str(error), "Mend the name")
            if name >= lesson.id:
                wrong = f"{name!r} is no question of an earlier lesson"
                yield Problem("lessons.toml", lesson.id, "recall", wrong, "Take an earlier one")


def study(story: Story) -> Iterator[Problem]:
    """Find mistakes in the tests of a study; all have to ask for the same, with the same points."""
    found, problems = classwork.read(story.folder, "study")
    yield from problems
    asked = {
        name: [(item.skill, item.type, len(item.answers)) for item in items]
        for name, items in found.items()
    }
    for name, items in found.items():
        for item in items:
            yield from _item(story, f"study/{name}.json", item)
            if item.skill is None or item.material != "new":
                wrong = "an item of a test needs a skill, and material of its own"
                yield Problem(f"study/{name}.json", item.question, "skill", wrong, "Add both")
        if asked[name] != asked[min(asked)]:
            wrong = f"does not ask for the same skills in the same forms as {min(asked)}"
            yield Problem(f"study/{name}.json", "", "", wrong, "Give both tests the same items")


def _item(story: Story, file: str, item: Item) -> Iterator[Problem]:
    """Find sources and events of a question that are not there, and steps in the wrong order."""
    for field, id, mark in named(item):
        if wrong := nothing(story, id, mark):
            yield Problem(file, item.question, field, *wrong)
    if isinstance(item, Ordering):
        days = {event.id: event.date.start for event in story.events}
        dates = [days[step.event] for step in item.answers if step.event in days]
        if dates != sorted(set(dates)):
            todo = "Write them in order, no two of one day: readers see them mixed"
            yield Problem(file, item.question, "answers", "are not in the order of time", todo)


def measured(story: Story) -> str:
    """Return in words how much the questions of a story ask of their readers."""
    every = _judged(story)
    if not every:
        return "no questions yet"
    new = sum(item.material == "new" for item in every)
    single = [item for item in every if isinstance(item, MultipleChoice)]
    longest = sum(map(_right_is_longest, single))
    return (
        f"{len(every)} questions, {new} about something new; "
        f"the right answer is the longest in {longest} of {len(single)}"
    )


def _judged(story: Story) -> list[Item]:
    found, _ = classwork.read(story.folder, "quiz")
    return [item for items in found.values() for item in classwork.judged(items)]


def shapes(story: Story) -> Iterator[Problem]:
    """Find habits by which all questions of a story together can be passed without reading."""
    every = _judged(story)
    new = sum(item.material == "new" for item in every)
    if len(every) >= ENOUGH and new < NEW * len(every):
        wrong = f"only {new} of {len(every)} questions ask for what no cell above prints"
        todo = 'Give more of them a text, a map or a number of their own (material = "new")'
        yield Problem("quiz", "", "", wrong, todo)
    single = [item for item in every if isinstance(item, MultipleChoice) and not item.in_text]
    if len(single) >= ENOUGH:
        yield from _uneven(single)
    many = [_how_many(item) for item in every if isinstance(item, ManyChoice)]
    for missing in sorted({"none", "some", "all"} - {*many}) if len(many) >= ENOUGH else ():
        wrong = f"in no question of type many_choice {missing} of the answers are right"
        yield Problem("quiz", "", "", wrong, "Write one, so that readers do not count on it")


def _right_is_longest(item: MultipleChoice) -> bool:
    return max(item.answers, key=lambda it: (len(it.answer), it.correct)).correct


def _uneven(single: list[MultipleChoice]) -> Iterator[Problem]:
    count = sum(map(_right_is_longest, single))
    if count > LONGEST * len(single):
        wrong = f"the right answer is the longest in {count} of {len(single)} questions"
        todo = f"Make it the longest in {LONGEST:.0%} at most: shorten it, or lengthen another"
        yield Problem("quiz", "", "", wrong, todo)
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
    sheets, problems = classwork.read(story.folder, "tasks")
    yield from problems
    for lesson, sheet in sheets.items():
        for task in sheet.tasks:
            for field, id, mark in named(task):
                if wrong := nothing(story, id, mark):
                    yield Problem(f"tasks/{lesson}.toml", task.id, field, *wrong)
