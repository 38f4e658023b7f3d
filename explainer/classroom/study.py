"""A test before and one after the lessons, to see what a class has learned: pages and points.

Both ask for the same skills with other texts (``study/before.json`` and ``after.json`` of a story).
Nobody is told what was right. A page needs no kernel and no network; what it saves is a table
without names.

>>> import explainer as ex
>>> [name for name in pages(ex.load()) if "answers" in name]
['answers-after.html', 'answers-before.html']
"""

import csv
import io
import random
from collections.abc import Iterator
from pathlib import Path

from explainer import reading
from explainer.classroom import forms
from explainer.errors import StoryError
from explainer.page.cards import Html, fill, join, static
from explainer.story import Story
from explainer.story.records.questions import Item, ManyChoice, MultipleChoice, Open
from explainer.writing import no_formula

#: What a page saves: a word that stands for a reader, and what was answered.
ANSWERED = ("code", "test", "item", "answer")
SCORED = (*ANSWERED, "skill", "points", "of")


def tests(story: Story) -> dict[str, tuple[Item, ...]]:
    """Return the tests of a story by name; StoryError if it has none, or mistakes in them."""
    if not (found := story.sound("study")):
        raise StoryError("This story has no tests. Add some in the folder 'study'")
    return found


def pages(story: Story) -> dict[str, str]:
    """Return each test as a page to fill in and one for whoever gives the points, by file name."""
    made = {}
    for name, items in tests(story).items():
        asked = [
            forms.form(
                item,
                story,
                key=f"{name}/{number}",
                label=f"Question {number} of {len(items)}:",
                lot=random.Random(f"{name}/{number}"),
                test=True,
            )
            for number, item in enumerate(items, start=1)
        ]
        made[f"test-{name}.html"] = _page(f"Test: {name}", name, join(asked))
        solved = [forms.printed(item, str(n), story) for n, item in enumerate(items, start=1)]
        listed = fill('<ol class="ex-quiz-paper">$items</ol>', items=join(solved))
        made[f"answers-{name}.html"] = _page(f"Answers and points: {name}", "", listed)
    return dict(sorted(made.items()))


def _page(title: str, test: str, body: Html) -> str:
    made = fill(
        static("study.html" if test else "study_answers.html"),
        title=title,
        test=test,
        style=Html(static("page.css") + static("quiz.css")),
        body=body,
        script=Html(static("quiz.js") + static("study.js")) if test else "",
    )
    return str(made)


def scores(story: Story, folder: str | Path) -> tuple[str, list[str]]:
    """Return the points of all tables that a folder holds, and what could not be read.

    A table as CSV has one line for each answer. For what was written in own words the points are
    left open: a person gives them, by the rubric. Codes that stand there twice are told, too.
    """
    known = tests(story)
    rows: list[tuple[object, ...]] = []
    files = sorted(Path(folder).glob("*.csv"))
    notices = [] if files else [f"{folder} holds no table (*.csv) that a test page saved"]
    seen: dict[tuple[str, str], str] = {}
    for file in files:
        for code, test, number, answer in _answers(file, notices):
            items = known.get(test, ())
            if number not in map(str, range(1, len(items) + 1)):
                notices.append(f"{file.name}: there is no item {number!r} in a test {test!r}")
                continue
            if seen.setdefault((code, test), file.name) != file.name:
                notices.append(f"{file.name}: {code!r} is in {seen[code, test]}, too: passed over")
                break
            item = items[int(number) - 1]
            told = (no_formula(cell) for cell in (code, test, number, answer))
            rows.append((*told, item.skill, points(item, answer), most(item)))
    out = io.StringIO()
    csv.writer(out).writerows([SCORED, *rows])
    return out.getvalue(), notices


def _answers(file: Path, notices: list[str]) -> Iterator[tuple[str, str, str, str]]:
    """Yield the lines of a table that a page saved."""
    try:
        told = reading.text(reading.content(file) or b"")
        lines = csv.DictReader(told.splitlines(keepends=True))
        if tuple(lines.fieldnames or ()) != ANSWERED:
            raise ValueError
        yield from [tuple(line[name] or "" for name in ANSWERED) for line in lines]
    except (ValueError, KeyError, csv.Error):
        notices.append(f"{file.name} is no table that a test page saved: passed over")


def most(item: Item) -> int:
    """Return the points that an item can give: those of its rubric, else one."""
    return item.answers[-1].points if isinstance(item, Open) else 1


def points(item: Item, answer: str) -> int | str:
    """Return the points of the answers picked, one a line; nothing where a person gives them."""
    if not isinstance(item, MultipleChoice | ManyChoice):
        return ""
    right = {choice.answer for choice in item.answers if choice.correct} or {forms.NONE}
    return int({line for line in answer.split("\n") if line} == right)
