"""How we know: what was checked, when and how, what can be opened, and what was corrected.

>>> "page seen" in ex.tables.confirmed(ex.load())
True
"""

from collections import Counter
from typing import Any

from explainer import shipped
from explainer.page import cards
from explainer.page import words as said
from explainer.page.cards import Html
from explainer.story import Story
from explainer.story.checks.proofs import proved, seen


def how_we_know(story: Story) -> Html:
    """Return the page on which readers see how all this is known: four tables with their titles.

    Raises
    ------
    StoryError
        If the story has no record, or no correction.

    Examples
    --------
    >>> str(how_we_know(ex.load())).count("<table>")
    4
    """
    sections = shipped.data("proof.toml")["sections"].values()
    return cards.join(
        cards.fill("<h2>$title</h2><p>$text</p>$table", **head, table=table(story))
        for head, table in zip(sections, (records, confirmed, opened, corrections), strict=True)
    )


def records(story: Story) -> Html:
    """Return how many records of each kind there are, what they rest on, when they were checked.

    Raises
    ------
    StoryError
        If the story has no record.

    Examples
    --------
    >>> "events" in records(ex.load())
    True
    """
    every = said.shown(story, proved(story.whole()), "record", "events.toml")
    kinds = dict.fromkeys(name for name, _ in story.collections())
    found = {kind: [item for name, item in every if name == kind] for kind in kinds}
    rows = [_row(story, kind, items) for kind, items in found.items() if items]
    head = ("Kind", "Records", "With an address", "In an archive", "Two sources", "Checked")
    total = _row(story, "all", [item for _, item in every])
    return cards.table("Records, and what they rest on", head, [*rows, total])


def _row(story: Story, kind: str, items: list[Any]) -> list[Any]:
    rests = [seen(story.whole(), item) for item in items]
    return [
        kind,
        len(items),
        sum(any(source.URL for source in sources) for sources in rests),
        sum(any(source.custom.confirmed == "archive" for source in sources) for sources in rests),
        sum(len(sources) > 1 for sources in rests),
        _days(items),
    ]


def _days(items: list[Any]) -> str:
    """Return the first and the last day on which records were checked, and how many never were."""
    days = sorted(item.checked for item in items if item.checked)
    missing = len(items) - len(days)
    span = said.listing(dict.fromkeys(str(day) for day in (*days[:1], *days[-1:])))
    return span + f"; never: {missing}" * bool(missing) if days else "never"


def confirmed(story: Story) -> Html:
    """Return how the records were confirmed: what each way means, and how many there are of it.

    Raises
    ------
    StoryError
        If the story has no record.

    Examples
    --------
    >>> "not confirmed" in confirmed(ex.load())
    True
    """
    every = said.shown(story, proved(story.whole()), "record", "events.toml")
    counts = Counter(record.confirmed for _, record in every)
    rows = [
        [*way.values(), counts[name]]
        for name, way in shipped.data("proof.toml")["confirmed"].items()
    ]
    if counts[None]:
        rows.append(["not checked yet", "Nobody has compared it with its sources.", counts[None]])
    return cards.table("How the records were confirmed", ("How", "What it means", "Records"), rows)


def opened(story: Story) -> Html:
    """Return how many sources can be opened: at the publisher, in an archive, elsewhere, not.

    >>> "no address" in opened(ex.load())
    True
    """
    counts = Counter(
        source.custom.confirmed if source.URL else "none" for source in story.whole().sources
    )
    rows = [
        [*way.values(), counts[name], f"{counts[name] / max(counts.total(), 1):.0%}"]
        for name, way in shipped.data("proof.toml")["opened"].items()
    ]
    head = ("Where", "What it means", "Sources", "Share")
    return cards.table(f"The {counts.total()} sources, and how to open them", head, rows)


def corrections(story: Story) -> Html:
    """Return every correction: the day, where, what was said before and is said now, and why.

    Raises
    ------
    StoryError
        If the story has no correction.

    Examples
    --------
    >>> "Lviv" in corrections(ex.load())
    True
    """
    found = said.shown(story, story.corrections, "correction", "corrections.toml")
    rows = []
    for item in sorted(found, key=lambda item: item.made, reverse=True):
        others = [id for id in item.sources if id != story.article]  # its title stands elsewhere
        behind = cards.cited(story, others) if others else "the article"
        rows.append([item.made, item.where, item.before, item.now, item.why, behind])
    head = ("Day", "Where", "Before", "Now", "Why", "Sources")
    return cards.table("Corrections, the newest first", head, rows)
