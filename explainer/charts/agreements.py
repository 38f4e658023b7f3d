"""What was agreed, point by point, and in which order each side says it has to be done."""

from typing import Any

from explainer.charts.board import Board
from explainer.errors import StoryError
from explainer.page import cards, telling, words
from explainer.story import Story
from explainer.story.records import Order, Point, Step

_COLUMNS = ("Point", "About", "What", "When, by the text itself")


def agreement(story: Story, event: str) -> Board:
    """Return the points of an agreement, with what the text itself says about when.

    Parameters
    ----------
    story : Story
    event : str
        Id of the event in which it was agreed.

    Raises
    ------
    UnknownRecord
        If the story has no such event.
    StoryError
        If no points of it are recorded.

    Examples
    --------
    >>> ex.charts.agreement(story, story.points[0].agreement).title
    'What was agreed on 12 February 2015: 13 points'
    """
    points = _points(story, event)
    title = f"What was agreed on {story.event(event).date}: {words.many(len(points), 'point')}"
    dated = sum(bool(point.time) for point in points)
    note = f"{dated} name a time, {len(points) - dated} name none."
    table = telling.table(story, "The points, in our words", points, *_COLUMNS)
    return Board.of(title, note, table, words.foot(story, points))


def orders(story: Story, event: str) -> Board:
    """Return the orders of the steps of an agreement next to each other, with the reasons given.

    Parameters
    ----------
    story : Story
    event : str
        Id of the event in which it was agreed.

    Returns
    -------
    Board
        A column for the text itself and for each side; whose order is right is not said.

    Raises
    ------
    UnknownRecord
        If the story has no such event.
    StoryError
        If no order of its steps is recorded.

    Examples
    --------
    >>> ex.charts.orders(story, story.points[0].agreement).title
    'The same points, in which order?'
    """
    found = [item for item in story.orders if item.agreement == story.event(event).id]
    found = words.shown(story, found, f"order of the steps of {event!r}", "agreements.toml")
    points = {point.number: point for point in _points(story, event)}
    columns = tuple(_column(story, order, points) for order in found)
    note = "Each step names the points it stands for."
    body = cards.piece("orders", columns=columns)
    return Board.of("The same points, in which order?", note, body, words.known(story))


def _points(story: Story, event: str) -> list[Point]:
    found = [point for point in story.points if point.agreement == story.event(event).id]
    if not found:
        known = ", ".join(dict.fromkeys(point.agreement for point in story.points)) or "none"
        raise StoryError(
            f"No points of {event!r} are recorded. Recorded are those of: {known}. Others can be "
            "added to agreements.toml"
        )
    return found


def _column(story: Story, order: Order, points: dict[int, Point]) -> tuple[Any, ...]:
    steps = tuple(_step(story, step, points) for step in order.steps)
    sources = "; ".join(words.publishers(story, order.sources))
    return order.label, steps, order.reason, order.document, sources


def _step(story: Story, step: Step, points: dict[int, Point]) -> tuple[Any, ...]:
    kinds = dict.fromkeys(points[number].kind for number in step.points)
    numbered = tuple((story.words.point_kinds.index(kind) + 1, kind) for kind in kinds)
    named = f"point{'s' * (len(step.points) > 1)} {words.listing(map(str, step.points))}"
    return numbered, step.text, named if step.points else ""
