"""Records as tables to read: events in their order, words explained, people, verbs swapped.

>>> story.events[0].title in ex.tables.events(story, story.events[0].id)
True
"""

from explainer.page import cards, telling
from explainer.page import words as said
from explainer.page.cards import Html
from explainer.recognition import reporting
from explainer.story import Story

#: Verbs that report words, from one that only says so to one that takes them as true.
VERBS = ("says", "claims", "insists", "admits", "reveals")


def events(story: Story, *ids: str) -> Html:
    """Return a table of what happened, in the order of the dates, with the word each side uses.

    Raises
    ------
    UnknownRecord
        If the story has no such event, or not by this day.
    """
    chosen = sorted(map(story.event, ids), key=lambda event: (event.date.start, event.date.end))
    caption = "What happened"
    if chosen:
        caption += f", {said.years(chosen[0].date.start, chosen[-1].date.start)}"
    return telling.table(story, caption, chosen, "When", "What, and the sources for it")


def terms(story: Story, *ids: str) -> Html:
    """Return a table of words explained, as in the glossary.

    Parameters
    ----------
    story : Story
    *ids : str
        Ids of glossary terms, in the order wanted.

    Raises
    ------
    UnknownRecord
        If the glossary has no such term.

    Examples
    --------
    >>> story.glossary[0].term in terms(story, story.glossary[0].id)
    True
    """
    chosen = [*map(story.term, ids)]
    caption = "Words explained"
    if chosen:
        caption += f": {said.listing(term.term for term in chosen)}"
    return telling.table(story, caption, chosen, "Word", "What it means, and the sources for it")


def people(story: Story) -> Html:
    """Return the people of the article: their office on the day, and how the article brings them.

    Raises
    ------
    StoryError
        If the story has no people.

    Examples
    --------
    >>> story.people[0].name in people(story)
    True
    """
    found = said.shown(story, story.people, "person", "people.toml")
    head = ("Who", "On the day", "How the article brings the words", "Paragraphs")
    return telling.table(story, "The people of the article", found, *head)


def verbs(story: Story, statement: str, *words: str) -> Html:
    """Return a table of one sentence with several verbs, and what each verb does to it.

    Parameters
    ----------
    story : Story
    statement : str
        Id of a statement, for example ``"k4"``.
    *words : str
        Verbs as they stand after a name; :data:`VERBS` if left out.

    Raises
    ------
    UnknownRecord
        If the story has no such statement, or not by this day.

    Examples
    --------
    >>> "<b>insists</b>" in verbs(ex.load(), "k4")
    True
    """
    record = story.statement(statement)
    who = said.who(story, record.speaker)
    rows = (
        [
            verb,
            cards.fill("$who <b>$verb</b>: $what", who=who, verb=verb, what=record.paraphrase),
            next((found.does for found in reporting(verb)), "not in our list: what do you hear?"),
        ]
        for verb in words or VERBS
    )
    head = ["Verb", "The sentence", "What the verb does"]
    return cards.table(f"The same words of {who}, reported with other verbs", head, rows)
