"""What was agreed, point by point, and in which order each side says it has to be done."""

from collections.abc import Iterable

from explainer.charts.board import Board
from explainer.dates import day_words
from explainer.errors import ChartError
from explainer.page import cards
from explainer.page import words as facts
from explainer.story import Story
from explainer.story.records import Order, Point, Step

_HEAD = ("Point", "About", "What", "When, by the text itself")


def agreement(story: Story, event: str) -> Board:
    """Return the points of an agreement, with what the text itself says about when.

    Parameters
    ----------
    story : Story
    event : str
        Id of the event in which it was agreed, for example ``"minsk-package"``.

    Returns
    -------
    Board

    Raises
    ------
    UnknownRecord
        If the story has no such event.
    ChartError
        If no points of it are recorded.

    Examples
    --------
    >>> import explainer as ex
    >>> ex.charts.agreement(ex.load(), "minsk-package").title
    'What was agreed on 12 February 2015: 13 points'
    """
    points = _points(story, event)
    title = f"What was agreed on {story.event(event).date}: {len(points)} points"
    rows = (
        [
            point.number,
            point.kind,
            cards.fill("<b>$title.</b> $text", title=point.title, text=point.text),
            point.time or "no time given",
        ]
        for point in points
    )
    dated = sum(bool(point.time) for point in points)
    html = cards.fill(
        '<p class="ex-board-title"><b>$title</b> $dated name a time, $undated name none.</p>'
        "$table<p>$foot</p>",
        title=title,
        dated=dated,
        undated=len(points) - dated,
        table=cards.table("The points, in our words", _HEAD, rows),
        foot=facts.foot(story, points),
    )
    return Board(title, html)


def orders(story: Story, event: str) -> Board:
    """Return the orders of the steps of an agreement next to each other, with the reasons given.

    Parameters
    ----------
    story : Story
    event : str
        Id of the event in which it was agreed, for example ``"minsk-package"``.

    Returns
    -------
    Board
        A column for the text itself and for each side; whose order is right is not said.

    Raises
    ------
    UnknownRecord
        If the story has no such event.
    ChartError
        If no order of its steps is recorded.

    Examples
    --------
    >>> import explainer as ex
    >>> ex.charts.orders(ex.load(), "minsk-package").title
    'The same points, in which order?'
    """
    found = [item for item in story.orders if item.agreement == story.event(event).id]
    if not found:
        raise ChartError(f"No order of the steps of {event!r} is recorded")
    found = facts.shown(story, found, "order of steps")
    points = {point.number: point for point in _points(story, event)}
    title = "The same points, in which order?"
    html = cards.fill(
        '<p class="ex-board-title"><b>$title</b> Each step names the points it stands for.</p>'
        '<div class="ex-orders">$columns</div><p>As known on $day.</p>',
        title=title,
        columns=cards.join(_column(story, order, points) for order in found),
        day=day_words(story.now),
    )
    return Board(title, html)


def _points(story: Story, event: str) -> list[Point]:
    found = [point for point in story.points if point.agreement == story.event(event).id]
    if not found:
        known = ", ".join(dict.fromkeys(point.agreement for point in story.points)) or "none"
        raise ChartError(f"No points of {event!r} are recorded. Recorded are those of: {known}")
    return facts.shown(story, found, "point")


def _column(story: Story, order: Order, points: dict[int, Point]) -> cards.Html:
    return cards.fill(
        '<div><h3>$who</h3><ol>$steps</ol><p>$reason</p><p class="ex-check">$document.</p>'
        '<p class="ex-check">Sources: $sources</p></div>',
        who=order.label,
        steps=cards.join(_step(step, points) for step in order.steps),
        reason=order.reason,
        document=order.document,
        sources="; ".join(facts.publishers(story, order.sources)),
    )


def _step(step: Step, points: dict[int, Point]) -> cards.Html:
    return cards.fill(
        '<li><span class="ex-tags">$kinds</span>$text <span class="ex-points">($points)</span>'
        "</li>",
        kinds=cards.join(_tags(points[number] for number in step.points)),
        text=step.text,
        points=f"point{'s' * (len(step.points) > 1)} {facts.listing(map(str, step.points))}",
    )


def _tags(points: Iterable[Point]) -> Iterable[cards.Html]:
    for kind in dict.fromkeys(point.kind for point in points):
        yield cards.fill('<span class="ex-tag ex-kind-$kind">$kind</span>', kind=kind)
