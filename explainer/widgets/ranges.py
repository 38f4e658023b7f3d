"""Numbers to choose and compare: what each counts, where, when, and who says so."""

from collections.abc import Iterator, Sequence

from explainer import charts
from explainer.charts.topics import about, order, titles
from explainer.page import cards, telling, words
from explainer.page.cards import Html
from explainer.story import Story
from explainer.story.records import Figure
from explainer.widgets.shown import Choices, Explorer, Shown, dropdown

#: What is said where figures differ -> the column of a table of numbers in which they do.
_ASPECTS = {
    "These count different things, or say it in different words": "What is counted",
    "They have different units": "Unit",
    "They are about different places": "Where",
    "They are for different times": "For when",
}


def range_explorer(story: Story) -> Explorer:
    """Return numbers to choose and compare; StoryError if a story has none.

    The controls are ``topic`` and ``figures``, ids of figures.
    """
    topics = [topic for topic in titles(story) if about(story, topic)]
    words.shown(story, story.figures, "number", "figures.toml")
    offered = [(words.capital(words.topic(story, name)), name) for name in topics]
    topic = dropdown("Numbers about", offered)
    figures = Choices("Compare")

    def fit() -> None:
        fits = about(story, topic.value)
        figures.offer([(f"{telling.label(story, it)}: {it.wording}", it.id) for it in fits])

    controls = {"topic": topic, "figures": figures}
    explorer = Explorer(controls, lambda topic, figures: _parts(story, figures), fit=fit)
    return explorer.add_class("ex-side")


def differences(story: Story, figures: Sequence[Figure]) -> list[str]:
    """Return in words why figures cannot simply be compared; nothing if they can.

    >>> import explainer as ex
    >>> story = ex.load()
    >>> differences(story, story.figures[:1]), len(differences(story, story.figures))
    ([], 4)
    """
    told = {said: _grouped(story, figures, column) for said, column in _ASPECTS.items()}
    return [f"{said}: {'; '.join(groups)}." for said, groups in told.items() if len(groups) > 1]


def _grouped(story: Story, figures: Sequence[Figure], column: str) -> list[str]:
    """Return what figures say in a column, each thing once, with whose figures they are."""
    groups: dict[str, dict[str, None]] = {}
    for figure in figures:
        who, thing = telling.cells(story, figure, "Who", column)
        groups.setdefault(str(thing), {})[who] = None
    return [f"{thing} ({', '.join(names)})" for thing, names in groups.items()]


def _parts(story: Story, chosen: Sequence[str]) -> Iterator[Shown]:
    figures = sorted(map(story.figure, chosen), key=order)
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
    care = Html("<p><b>Take care before you compare these numbers.</b></p>")
    return cards.join([care, cards.bullets(differ)])


def _told(story: Story, figures: Sequence[Figure]) -> Html:
    """Tell each figure in words: who, when, what, where."""
    form = "<b>$by</b>, for $as_of: <b>$wording</b>. What: $counts. Where: $where. $note"
    own = ({"by": words.who(story, it.by), "note": it.note or ""} for it in figures)
    items = (cards.fill(form, **dict(it) | said) for it, said in zip(figures, own, strict=True))
    return cards.join([Html("<p><b>Each number in words</b></p>"), cards.bullets(items)])
