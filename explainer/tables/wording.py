"""The words the sides use: for what happened, and for places.

>>> import explainer as ex
>>> "reunification" in ex.wording.events(ex.load())
True
"""

from explainer.errors import StoryError, UnknownRecord
from explainer.page import cards
from explainer.page import words as said
from explainer.page.cards import Html, language
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
    StoryError
        If the sides use the same words for all events.
    """
    differ = [event for event in story.events if event.terms]
    differ = said.shown(story, differ, "event for which the sides' words differ", "events.toml")
    chosen = [story.event(id) for id in ids] or differ
    if alike := [event.id for event in chosen if not event.terms]:
        have = ", ".join(event.id for event in differ)
        raise UnknownRecord(f"No differing words are recorded for {alike[0]!r}. Use some of {have}")
    sides = list(dict.fromkeys(term.side for event in chosen for term in event.terms))
    rows = []
    for event in sorted(chosen, key=lambda event: (event.date.start, event.date.end)):
        called = {term.side: said.quoted(term.term) for term in event.terms}
        title = cards.fill("$title<br><small>$date</small>", title=event.title, date=event.date)
        rows.append([title, *(called.get(side, "not recorded") for side in sides)])
    return cards.table("What each side calls it", ["In our words", *sides], rows)


def places(story: Story) -> Html:
    """Return the places that have an older English spelling, from the name in another language.

    Raises
    ------
    StoryError
        If no place of the story has one.

    Examples
    --------
    >>> import explainer as ex
    >>> "One place, two spellings" in places(ex.load())
    True
    """
    chosen = [place for place in story.places if place.from_names]
    if not chosen:
        raise StoryError(
            "No place of this story has an older spelling from another language. If one should, "
            'add from_names = { xx = "…" } to it in places.toml, with the code of the language'
        )
    local = dict.fromkeys(code for place in chosen for code in place.names if code != "en")
    older = dict.fromkeys(code for place in chosen for code in place.from_names)
    head = [
        "Here",
        *(f"In {language(code)}" for code in local),
        *(f"Spelling from {language(code)}" for code in older),
        "In the article",
    ]
    rows = (
        [
            place.name,
            *(place.names.get(code, "") for code in local),
            *(place.from_names.get(code, "") for code in older),
            ", ".join(place.spelled) or "not named",
        ]
        for place in chosen
    )
    return cards.table("One place, two spellings", head, rows)
