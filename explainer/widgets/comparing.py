"""What was said, to filter; two statements side by side, each with the hands it went through."""

from collections.abc import Iterator, Sequence
from typing import Any

import ipywidgets

from explainer import charts
from explainer.page import cards, telling, words
from explainer.page.cards import Html
from explainer.story import Story
from explainer.story.records import Statement
from explainer.widgets.shown import Explorer, Shown, dropdown

#: What a filter says that lets everything through.
ANY = "any"
NOTHING_FITS = "<p>No statement fits. Choose “any” in one of the lists.</p>"
FIT = "<p>$found of $all fit.</p>"
SIDE_BY_SIDE = "Two statements side by side"
_GIVEN = (("anywhere", ANY), ("in the article", True), ("left out of it", False))
#: Letters of a statement that fit into a line of a drop-down.
_SHORT = 70
COLUMNS = ("Who", "Does what", "What", "About", "In the article", "When")
POINTS = (
    *("Does what", "When", "Word for word", "In short", "To whom", "In the article"),
    *("What a check found", "Rests on", "Answers", "Answered by", "Sources"),
)


class Comparison(Explorer):
    """The explorer of what was said in a story."""


def statements(story: Story) -> Comparison:
    """Return what was said, to filter and to compare; StoryError if a story has no statements.

    The controls are ``speaker``, ``act``, ``topic``, ``given`` (in the article or left out),
    ``first`` (of those that fit) and ``second`` (of all, what belongs to the first on top).
    """
    said = words.shown(story, story.statements, "statement", "statements.toml")
    speakers = {item.speaker: words.who(story, item.speaker) for item in said}
    topics = {item.topic: words.topic(story, item.topic) for item in said}
    controls = {
        "speaker": dropdown("Who", [("anybody", ANY), *_by_label(speakers)]),
        "act": dropdown("does what", [(ANY, ANY), *_by_label({s.act: s.act for s in said})]),
        "topic": dropdown("about", [(ANY, ANY), *_by_label(topics)]),
        "given": dropdown("where", _GIVEN),
        "first": dropdown("Compare", ()),
        "second": dropdown("with", ()),
    }

    def fit() -> None:
        filters = {name: controls[name].value for name in ("speaker", "act", "topic", "given")}
        found = chosen(story, **filters)
        first = controls["first"].value
        if first not in (item.id for item in found):
            answered = (item.id for item in found if telling.replies(story, item))
            first = next(answered, found[0].id if found else None)
        _offer(controls["first"], story, found, first)
        others = partners(story, first) if first else []
        _offer(controls["second"], story, others, others[0].id if others else None)

    explorer = Comparison(controls, lambda **choice: _parts(story, **choice), fit=fit, story=story)
    return explorer.add_class("ex-side")


def chosen(
    story: Story, speaker: str = ANY, act: str = ANY, topic: str = ANY, given: bool | str = ANY
) -> tuple[Statement, ...]:
    """Return the statements that all filters let through.

    >>> import explainer as ex
    >>> {statement.act for statement in chosen(ex.load(), act="denies")}
    {'denies'}
    """
    wanted = {"speaker": speaker, "act": act, "topic": topic, "in_article": given}
    return tuple(
        statement
        for statement in story.statements
        if all(value in (ANY, getattr(statement, name)) for name, value in wanted.items())
    )


def partners(story: Story, id: str) -> list[Statement]:
    """Return all other statements: replies first, then what they answer, quotations, the topic.

    >>> import explainer as ex
    >>> [statement.replies_to for statement in partners(ex.load(), "k2")][:2]
    [('k2',), ('k2',)]
    """
    here = story.statement(id)

    def distance(other: Statement) -> int:
        ties = (
            id in other.replies_to,
            other.id in here.replies_to,
            other.id in here.quotes or id in other.quotes,
            other.topic == here.topic,
        )
        return ties.index(True) if any(ties) else len(ties)

    return sorted((other for other in story.statements if other.id != id), key=distance)


def _parts(
    story: Story, *, first: str | None, second: str | None, **filters: Any
) -> Iterator[Shown]:
    found = chosen(story, **filters)
    if not found:
        yield Html(NOTHING_FITS)
        return
    yield cards.fill(FIT, found=len(found), all=total(story))
    yield listed(story, found)
    if first and second:
        yield _compared(story, [story.statement(first), story.statement(second)])


def total(story: Story) -> str:
    """Return how many statements there are, in words."""
    return words.many(len(story.statements), "statement")


def listed(story: Story, found: Sequence[Statement]) -> Html:
    """Return statements as a table that scrolls."""
    table = telling.table(story, "The statements that fit", found, *COLUMNS)
    return cards.fill('<div class="ex-scroll">$table</div>', table=table)


def _compared(story: Story, pair: Sequence[Statement]) -> Html:
    """Return two statements point by point, and under them the hands each went through."""
    lettered = [*zip("AB", pair, strict=True)]
    names = [f"{letter}: {words.who(story, item.speaker)}" for letter, item in lettered]
    return cards.fill(
        '$table<div class="ex-two">$hands</div>',
        table=telling.side_by_side(story, SIDE_BY_SIDE, pair, names, *POINTS),
        hands=cards.join(
            cards.fill("<div>$hands</div>", hands=hands(story, item, letter))
            for letter, item in lettered
        ),
    )


def hands(story: Story, item: Statement, letter: str) -> Html:
    """Return the hands a statement went through, or the words it rests on."""
    chain = next((s for s in (item, *telling.rests_on(story, item)) if s.via), None)
    if not chain:
        return cards.fill(
            "<p><b>$letter</b>: the hands these words went through are not recorded. What stands "
            "here is a summary of the sources named above.</p>",
            letter=letter,
        )
    rests = f"<p>{letter} rests on words that were quoted.</p>" if chain is not item else ""
    return cards.join([Html(rests), charts.chain(story, chain.id)._block_()])


def _by_label(labels: dict[str, str]) -> list[tuple[str, str]]:
    return sorted((label, value) for value, label in labels.items())


def _offer(
    control: ipywidgets.Dropdown, story: Story, found: Sequence[Statement], value: str | None
) -> None:
    """Offer other statements and choose one; the same ones stay as they are."""
    options = [(line(story, item), item.id) for item in found]
    if options != [*control.options]:
        control.options = options
        control.value = value


def line(story: Story, item: Statement) -> str:
    """Return a statement in a few words, for a list to choose from."""
    text = telling.label(story, item)
    return text if len(text) <= _SHORT else f"{text[:_SHORT].rsplit(' ', 1)[0]} …"
