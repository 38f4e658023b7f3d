"""Numbers to choose and compare: what each counts, where, when, and who says so."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

import ipywidgets

from explainer import charts
from explainer.charts.numbers import TITLES
from explainer.page import cards
from explainer.page.cards import Html
from explainer.page.words import who
from explainer.story import Story
from explainer.story.records import Figure
from explainer.widgets.shown import Choices, Explorer, Shown, page


def range_explorer(story: Story) -> Explorer:
    """Return numbers to choose and compare.

    Parameters
    ----------
    story : Story

    Returns
    -------
    Explorer
        Its controls are ``topic`` and ``figures``.

    See Also
    --------
    ranges_page : the same for one choice, for a page without a kernel.
    """
    topics = [topic for topic in TITLES if about(story, topic)]
    topic = ipywidgets.Dropdown(
        options=[(name.capitalize(), name) for name in topics],
        description="Numbers about",
        layout={"width": "auto"},
    )
    figures = Choices("Compare")

    def fit() -> None:
        figures.offer([(_line(story, figure), figure.id) for figure in about(story, topic.value)])

    explorer = Explorer(
        {"topic": topic, "figures": figures},
        lambda topic, figures: _parts(story, figures),
        fit=fit,
    )
    explorer.add_class("ex-side")
    return explorer


def ranges_page(story: Story, figures: Sequence[str]) -> Html:
    """Return what the widget shows for a choice, for a page without a kernel.

    Parameters
    ----------
    story : Story
    figures : sequence of str
        Ids of figures of one topic.

    Returns
    -------
    Html
        Whether the numbers can be compared, each in words, the chart with its table.

    Raises
    ------
    UnknownRecord
        If the story has no such figure, or not by that day.
    ChartError
        If the first figure's topic cannot be drawn.

    Examples
    --------
    >>> import explainer as ex
    >>> "count different things" in ranges_page(ex.load(), ["troops-article", "troops-russia"])
    True
    """
    return page(_parts(story, figures))


def about(story: Story, topic: str) -> list[Figure]:
    """Return the figures on a topic, by the day they are for."""
    found = (figure for figure in story.figures if figure.topic == topic)
    return sorted(found, key=_order)


def differences(story: Story, figures: Sequence[Figure]) -> list[str]:
    """Return in words why figures cannot simply be compared; nothing if they can.

    Examples
    --------
    >>> import explainer as ex
    >>> story = ex.load()
    >>> two = [story.figure("deaths-article"), story.figure("wounded-ohchr-2021-06-30")]
    >>> [words for words in differences(story, two) if "unit" in words]
    ['They have different units: people killed (Insider); people wounded (UN human rights office).']
    """
    aspects = {
        "These count different things, or say it in different words": lambda f: f.counts,
        "They have different units": lambda f: f.unit,
        "They are about different places": lambda f: f.where,
        "They are for different times": lambda f: str(f.as_of),
    }
    told = {said: _grouped(story, figures, tell) for said, tell in aspects.items()}
    return [f"{said}: {'; '.join(groups)}." for said, groups in told.items() if len(groups) > 1]


def _grouped(story: Story, figures: Sequence[Figure], tell: Callable[[Figure], str]) -> list[str]:
    """Return what is told of figures, each thing once, with whose figures they are."""
    groups: dict[str, dict[str, None]] = {}
    for figure in figures:
        groups.setdefault(tell(figure), {})[who(story, figure.by)] = None
    return [f"{thing} ({', '.join(names)})" for thing, names in groups.items()]


def _parts(story: Story, chosen: Sequence[str]) -> Iterator[Shown]:
    figures = sorted(map(story.figure, chosen), key=_order)
    if not figures:
        yield Html("<p>Choose at least one number.</p>")
        return
    yield _verdict(story, figures)
    yield charts.ranges(story.with_records(figures=figures), figures[0].topic)
    yield _told(story, figures)


def _verdict(story: Story, figures: Sequence[Figure]) -> Html:
    """Say whether figures can be compared."""
    if len(figures) == 1:
        return Html("<p>Choose a second number to compare it with.</p>")
    differ = differences(story, figures)
    if not differ:
        return Html("<p>These count the same thing, in the same place, for the same time.</p>")
    return cards.fill(
        "<p><b>Take care before you compare these numbers.</b></p><ul>$items</ul>",
        items=cards.join(cards.fill("<li>$words</li>", words=words) for words in differ),
    )


def _told(story: Story, figures: Sequence[Figure]) -> Html:
    """Tell each figure in words: who, when, what, where."""
    items = cards.join(
        cards.fill(
            "<li><b>$who</b>, for $when: <b>$wording</b>. What: $what. Where: $where. $note</li>",
            who=who(story, figure.by),
            when=figure.as_of,
            wording=figure.wording,
            what=figure.counts,
            where=figure.where,
            note=figure.note or "",
        )
        for figure in figures
    )
    return cards.fill("<p><b>Each number in words</b></p><ul>$items</ul>", items=items)


def _order(figure: Figure) -> tuple[dt.date, str]:
    return figure.as_of.end, figure.id


def _line(story: Story, figure: Figure) -> str:
    return f"{who(story, figure.by)}, {figure.as_of}: {figure.wording}"
