"""What the article does not say: who is silent, what nobody is named for, numbers without a day."""

from collections.abc import Iterator

from explainer.page import cards, words
from explainer.page.cards import Html
from explainer.story import Story

_TITLE = "What the article leaves open"
_HEAD = ("What is missing", "Where", "Ask")
#: What a number may lack -> how that is said, and the question to ask.
_UNSAID = {
    "where": ("where", "Where?"),
    "when": ("as of when", "As of when?"),
    "who": ("who counted", "Who counted?"),
}
_NOTHING = (
    "No gap of these kinds stands in the records: everybody who is named speaks, every statement "
    "has a speaker, every number a place, a day and somebody who gives it."
)


def left_open(story: Story) -> Html:
    """Return what the article leaves open, as far as the records say: a table with questions.

    Raises
    ------
    StoryError
        If the story has nobody who speaks and no number.

    Examples
    --------
    >>> "says nothing" in ex.tables.left_open(ex.load())
    True
    """
    who = (*story.people, *story.bodies, *story.statements, *story.figures)
    words.shown(story, who, "person, statement or number", "statements.toml")
    rows = [*_silent(story), *_nobody(story), *_numbers(story)]
    return cards.table(_TITLE, _HEAD, rows) if rows else cards.status(_NOTHING)


def _silent(story: Story) -> Iterator[tuple[str, str, str]]:
    """Yield persons and bodies that are named and say nothing, nor does anybody for them."""
    heard = {item.speaker for item in story.statements if item.in_article}
    heard |= {person.body for person in story.people if person.id in heard}
    for actor in (*story.people, *story.bodies):
        if actor.mentions and actor.id not in heard:
            name = words.who(story, actor.id)
            said = f"{name}: is named, and says nothing"
            yield said, words.tags(actor.mentions), f"What would {name} say?"


def _nobody(story: Story) -> Iterator[tuple[str, str, str]]:
    for item in story.statements:
        if item.in_article and item.voice == "own voice":
            said = f"The article names nobody for this: {item.paraphrase}"
            yield said, words.tags(item.mentions), "Who says so?"


def _numbers(story: Story) -> Iterator[tuple[str, str, str]]:
    for figure in story.figures:
        if figure.unsaid:
            lacks = words.listing(_UNSAID[name][0] for name in figure.unsaid)
            asked = " ".join(_UNSAID[name][1] for name in figure.unsaid)
            yield f"“{figure.wording}”: it does not say {lacks}", words.tags(figure.mentions), asked
