"""The words the sides use: for what happened, and for places.

>>> import explainer as ex
>>> "reunification" in ex.wording.events(ex.load(), "crimea-treaty")
True
"""

from explainer.errors import UnknownRecord
from explainer.page import cards
from explainer.page.cards import Html
from explainer.story import Story


def events(story: Story, *ids: str) -> Html:
    """Return the words that each side uses for the same events, next to each other.

    Parameters
    ----------
    story : Story
    *ids : str
        Ids of events whose words differ; none for all of them.

    Returns
    -------
    Html
        A table with a row for an event and a column for a side.

    Raises
    ------
    UnknownRecord
        If the story has no such event, or the sides use the same word for it.
    """
    chosen = [story.event(id) for id in ids] or [event for event in story.events if event.terms]
    alike = [event.id for event in chosen if not event.terms]
    if alike:
        have = ", ".join(event.id for event in story.events if event.terms)
        raise UnknownRecord(f"No differing words are recorded for {alike[0]!r}. Use some of {have}")
    sides = list(dict.fromkeys(term.side for event in chosen for term in event.terms))
    rows = (
        [
            cards.fill("$title<br><small>$date</small>", title=event.title, date=event.date),
            *(words.get(side, "not recorded") for side in sides),
        ]
        for event in sorted(chosen, key=lambda event: (event.date.start, event.date.end))
        for words in [{term.side: f"“{term.term}”" for term in event.terms}]
    )
    return cards.table("What each side calls it", ["In our words", *sides], rows)


def places(story: Story) -> Html:
    """Return the places that have two English spellings, one from Ukrainian and one from Russian.

    Examples
    --------
    >>> import explainer as ex
    >>> "Kharkov" in places(ex.load())
    True
    """
    head = ["Here", "In Ukrainian", "In Russian", "Spelling from Russian", "In the article"]
    rows = (
        [
            place.name,
            place.names["uk"],
            place.names["ru"],
            place.from_russian,
            ", ".join(place.spelled) or "not named",
        ]
        for place in story.places
        if place.from_russian
    )
    return cards.table("One place, two spellings", head, rows)
