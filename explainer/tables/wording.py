"""The words the sides use: for what happened, and for places.

>>> "reunification" in ex.wording.events(ex.load())
True
"""

from collections.abc import Iterable, Mapping, Sequence

from explainer.errors import StoryError, UnknownRecord
from explainer.page import cards
from explainer.page import words as said
from explainer.page.cards import Html, language
from explainer.story import Story
from explainer.story.records import Event


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
        A table with a row for an event and a column for a side, the sides by the alphabet.

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
    chosen.sort(key=lambda event: (event.date.start, event.date.end))
    sides = sorted({term.side for event in chosen for term in event.terms}, key=str.casefold)
    rows = (_called(event, sides) for event in chosen)
    return cards.table("What each side calls it", ["In our words", *sides], rows)


def _called(event: Event, sides: Iterable[str]) -> list[str]:
    called = {term.side: said.quoted(term.term) for term in event.terms}
    title = cards.fill("$title<br><small>$date</small>", title=event.title, date=event.date)
    return [title, *(called.get(side, "not recorded") for side in sides)]


def places(story: Story) -> Html:
    """Return the places that have an older English spelling, from the name in another language.

    Raises
    ------
    StoryError
        If no place of the story has one.

    Examples
    --------
    >>> "One place, two spellings" in places(ex.load())
    True
    """
    chosen = [place for place in story.places if place.from_names]
    if not chosen:
        raise StoryError(
            "No place of this story has an older spelling from another language. If one should, "
            'add from_names = { xx = "…" } to it in places.toml, with the code of the language'
        )
    columns = {
        "Here": [place.name for place in chosen],
        **_by_language("In", [place.names for place in chosen]),
        **_by_language("Spelling from", [place.from_names for place in chosen]),
        "In the article": [", ".join(place.spelled) or "not named" for place in chosen],
    }
    return cards.table("One place, two spellings", [*columns], zip(*columns.values(), strict=True))


def _by_language(head: str, names: Sequence[Mapping[str, str]]) -> dict[str, list[str]]:
    """Return a column for each language that is not English."""
    codes = dict.fromkeys(code for called in names for code in called if code != "en")
    return {
        f"{head} {language(code)}": [called.get(code, "") for called in names] for code in codes
    }
