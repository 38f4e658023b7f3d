"""A sheet on which a class is counted by hand: what it guesses, answers and forecasts."""

from collections.abc import Iterable, Iterator

from explainer.classroom import forms
from explainer.classroom.worksheet.handing_in import asked_in
from explainer.errors import UnknownRecord
from explainer.page import cards
from explainer.page.cards import Html
from explainer.story import Named, named
from explainer.story.records.questions import Item
from explainer.story.records.tasks import Task

_HOW = (
    "One stroke for each hand that goes up; the fifth lies across the four. Guesses are called "
    "out, or put on slips of paper. No names."
)
#: Lines for numbers that nobody knows before.
_LINES = 5


def tally(lesson: str, *, story: Named = None) -> Html:
    """Return a sheet to count a class by hand: its guesses, answers, forecasts and sentences.

    A lesson (``"01-where"``) with neither questions nor tasks raises UnknownRecord.

    >>> "One stroke for each hand" in tally("01-where")
    True
    """
    sheet, asked = asked_in(lesson, named(story))
    if not sheet and not asked:
        raise UnknownRecord(f"The lesson {lesson!r} has neither questions nor tasks to count")
    items = sorted(asked.items(), key=lambda pair: pair[0][0] != "guess")
    parts = [_question(place, item) for place, item in items if place[0] != "recall"]
    parts += [part for task in sheet if not task.private for part in _task(task)]
    return cards.fill("<p>$how</p>$parts", how=_HOW, parts=cards.join(parts))


def _question(place: tuple[str, str], item: Item) -> Html:
    number = "Guess" if place[0] == "guess" else f"Question {place[1].removeprefix('q-')}"
    title = f"{number}. {item.printed}"
    if item.type == "order":
        return _table(title, ["all in their order", "not yet"])
    blank = f"__________ {getattr(item, 'unit', None) or ''}"
    return _table(title, forms.options(item) or [blank] * _LINES)


def _task(task: Task) -> Iterator[Html]:
    for box in task.boxes:
        title = f"{task.title}: {box.label}"
        if box.kind == "percent":
            yield _table(
                title, [f"{low} to {low + 9} %" for low in range(0, 90, 10)] + ["90 to 100 %"]
            )
        else:
            yield cards.fill(
                '<p class="ex-label">$title: two that differ most</p>$lines',
                title=title,
                lines=cards.blank_lines(4),
            )


def _table(title: str, rows: Iterable[str]) -> Html:
    return cards.table(title, ("Answer", "Strokes", "Number"), [(row, "", "") for row in rows])
