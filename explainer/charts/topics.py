"""Numbers by topic: which topics of a story can be drawn how, and the numbers on one."""

import datetime as dt
from typing import Literal

from explainer.errors import ChartError, StoryError
from explainer.page import words
from explainer.story import Story
from explainer.story.records import Figure

#: How the numbers on a topic can be drawn: fields of a topic that hold the title of the chart.
Drawn = Literal["numbers", "groups", "days"]
_MEANT = {"numbers": "numbers", "groups": "people counted by group", "days": "counts by day"}


def titles(story: Story, drawn: Drawn = "numbers") -> dict[str, str]:
    """Return the topics that can be drawn in a way, each with the title of its chart.

    A story that has none raises StoryError.
    """
    found = {name: getattr(item, drawn) for name, item in story.words.topics.items()}
    found = {name: title for name, title in found.items() if title}
    if not found:
        raise StoryError(
            f"This story has no topic with {_MEANT[drawn]}. If it should have one, give a topic "
            f'{drawn} = "the title of the chart" in words.toml'
        )
    return found


def numbers(story: Story, name: str | None, drawn: Drawn = "numbers") -> tuple[str, list[Figure]]:
    """Return the title of a chart, and the numbers for it by the day they are for.

    Parameters
    ----------
    story : Story
    name : str or None
        A topic of the story; None for its first that can be drawn so.
    drawn : {"numbers", "groups", "days"}

    Raises
    ------
    ChartError
        If there is no such topic.
    StoryError
        If the story has no topic to be drawn so, or no number on it.
    """
    known = titles(story, drawn)
    chosen = name or next(iter(known))
    if chosen not in known:
        raise ChartError(f"There is no topic {chosen!r}: use one of {', '.join(known)}")
    what = f"number about {words.topic(story, chosen)}"
    return known[chosen], words.shown(story, about(story, chosen), what, "figures.toml")


def about(story: Story, topic: str) -> list[Figure]:
    """Return the figures on a topic, by the day they are for."""
    return sorted((figure for figure in story.figures if figure.topic == topic), key=order)


def order(figure: Figure) -> tuple[dt.date, str]:
    """Return what figures are sorted by."""
    return figure.as_of.end, figure.id
