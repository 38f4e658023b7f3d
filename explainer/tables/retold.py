"""Records as tables to read: events in their order, words explained, people, verbs swapped.

>>> import explainer as ex
>>> "1997" in ex.tables.events(ex.load(), "founding-act")
True
"""

from explainer.page import cards
from explainer.page import words as facts
from explainer.page.cards import Html
from explainer.recognition import reporting
from explainer.story import Story
from explainer.story.records import Event

#: Verbs that report words, from one that only says so to one that takes them as true.
VERBS = ("says", "claims", "insists", "admits", "reveals")


def folded(title: str, table: Html) -> Html:
    """Return a long table, folded away under a line to click.

    Examples
    --------
    >>> import explainer as ex
    >>> str(folded("All of them", people(ex.load())))[:40]
    '<details><summary>All of them</summary><'
    """
    template = "<details><summary>$title</summary>$table</details>"
    return cards.fill(template, title=title, table=table)


def events(story: Story, *ids: str) -> Html:
    """Return what happened, in the order of the dates, with the word each side uses.

    Parameters
    ----------
    story : Story
    *ids : str
        Ids of events, for example ``"bucharest-summit"``.

    Returns
    -------
    Html
        A table.

    Raises
    ------
    UnknownRecord
        If the story has no such event, or not by this day.
    """
    chosen = sorted(map(story.event, ids), key=lambda event: (event.date.start, event.date.end))
    rows = ([event.date, _told(story, event)] for event in chosen)
    caption = "What happened"
    if chosen:
        caption += f", {facts.years(chosen[0].date.start, chosen[-1].date.start)}"
    return cards.table(caption, ["When", "What, and the sources for it"], rows)


def _told(story: Story, event: Event) -> Html:
    words = "; ".join(f"{term.side}: “{term.term}”" for term in event.terms)
    return cards.fill(
        "<b>$title.</b> $text$words$sources",
        title=event.title,
        text=event.text,
        words=cards.fill("<br>What each side calls it: $words.", words=words) if words else "",
        sources=cards.sources(story, event.sources),
    )


def terms(story: Story, *ids: str) -> Html:
    """Return words explained, as in the glossary.

    Parameters
    ----------
    story : Story
    *ids : str
        Ids of glossary terms, in the order wanted, for example ``"article-5"``.

    Returns
    -------
    Html
        A table.

    Raises
    ------
    UnknownRecord
        If the glossary has no such term.

    Examples
    --------
    >>> import explainer as ex
    >>> "Mediterranean" in terms(ex.load(), "montreux-convention")
    True
    """
    chosen = [*map(story.term, ids)]
    rows = (
        [term.term, cards.join([term.text, cards.sources(story, term.sources)])] for term in chosen
    )
    caption = "Words explained"
    if chosen:
        caption += f": {facts.listing(term.term for term in chosen)}"
    return cards.table(caption, ["Word", "What it means, and the sources for it"], rows)


def people(story: Story) -> Html:
    """Return the people of the article: their office on the day, and how the article brings them.

    Examples
    --------
    >>> import explainer as ex
    >>> "former post" in people(ex.load())
    True
    """
    rows = (
        [
            person.name,
            person.role,
            person.voice,
            ", ".join(tag.upper() for tag in person.mentions),
        ]
        for person in story.people
    )
    head = ["Who", "On the day", "How the article brings the words", "Paragraphs"]
    return cards.table("The people of the article", head, rows)


def verbs(story: Story, statement: str, *words: str) -> Html:
    """Return one sentence with several verbs, and what each verb does to it.

    Parameters
    ----------
    story : Story
    statement : str
        Id of a statement, for example ``"k6-russia"``.
    *words : str
        Verbs as they stand after a name; :data:`VERBS` if left out.

    Returns
    -------
    Html
        A table.

    Raises
    ------
    UnknownRecord
        If the story has no such statement.

    Examples
    --------
    >>> import explainer as ex
    >>> "Russia <b>insists</b>" in verbs(ex.load(), "k6-russia")
    True
    """
    record = story.statement(statement)
    who = facts.who(story, record.speaker)
    rows = (
        [
            verb,
            cards.fill(
                "$who <b>$verb</b>: $what",
                who=who,
                verb=verb,
                what=record.paraphrase,
            ),
            next((found.does for found in reporting(verb)), "not in our list: what do you hear?"),
        ]
        for verb in words or VERBS
    )
    head = ["Verb", "The sentence", "What the verb does"]
    return cards.table(f"The same words of {who}, reported with other verbs", head, rows)
