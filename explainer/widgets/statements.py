"""What was said, to filter; two statements side by side, each with the hands it went through."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import ipywidgets

from explainer import charts
from explainer.page import cards
from explainer.page.cards import Html
from explainer.page.words import who
from explainer.story import Story
from explainer.story.records import Statement
from explainer.widgets.shown import Explorer, Shown, page

#: What a filter says that lets everything through.
ANY = "any"
_GIVEN = (("anywhere", ANY), ("in the article", True), ("left out of it", False))
_TOPICS = {
    "coup-allegation": "coup allegation",
    "crimea": "Crimea",
    "donbas": "Donbas",
    "minsk": "Minsk agreements",
    "missile-defence": "missile defence",
}
#: Letters of a statement that fit into a line of a drop-down.
_SHORT = 70


def statements(story: Story) -> Explorer:
    """Return what was said, to filter and to compare.

    Parameters
    ----------
    story : Story

    Returns
    -------
    Explorer
        Its controls are ``speaker``, ``act``, ``topic``, ``given`` (in the article or left out),
        ``first`` (of those that fit) and ``second`` (of all, what belongs to the first on top).

    See Also
    --------
    statements_page : the same for one choice, for a page without a kernel.
    """
    said = story.statements
    speakers = {item.speaker: who(story, item.speaker) for item in said}
    controls = {
        "speaker": _dropdown("Who", [("anybody", ANY), *_by_label(speakers)]),
        "act": _dropdown("does what", [(ANY, ANY), *_by_label({s.act: s.act for s in said})]),
        "topic": _dropdown("about", [(ANY, ANY), *_by_label({s.topic: _topic(s) for s in said})]),
        "given": _dropdown("where", _GIVEN),
        "first": _dropdown("Compare", ()),
        "second": _dropdown("with", ()),
    }

    def fit() -> None:
        filters = {name: controls[name].value for name in ("speaker", "act", "topic", "given")}
        found = chosen(story, **filters)
        first = controls["first"].value
        if first not in (item.id for item in found):
            answered = [item for item in found if _replies(story, item)]
            first = next((item.id for item in (*answered, *found)), None)
        _offer(controls["first"], story, found, first)
        others = partners(story, first) if first else []
        _offer(controls["second"], story, others, others[0].id if others else None)

    explorer = Explorer(controls, lambda **choice: _parts(story, **choice), fit=fit)
    explorer.add_class("ex-side")
    return explorer


def statements_page(
    story: Story,
    first: str,
    second: str,
    *,
    speaker: str = ANY,
    act: str = ANY,
    topic: str = ANY,
    given: bool | str = ANY,
) -> Html:
    """Return what the widget shows for a choice, for a page without a kernel.

    Parameters
    ----------
    story : Story
        Nothing known only after its day is shown.
    first, second : str
        Ids of the statements compared.
    speaker, act, topic : str
        As in the records; ``"any"`` lets everything through.
    given : bool or "any"
        Whether the article has it.

    Returns
    -------
    Html
        How many fit, all of them as a table, and the two side by side.

    Raises
    ------
    UnknownRecord
        If the story has no such statement, or not by its day.

    Examples
    --------
    >>> import explainer as ex
    >>> "Left out of the article" in statements_page(ex.load(), "k2", "k2-nato")
    True
    """
    return page(_parts(story, speaker, act, topic, given, first, second))


def chosen(
    story: Story, speaker: str = ANY, act: str = ANY, topic: str = ANY, given: bool | str = ANY
) -> tuple[Statement, ...]:
    """Return the statements that all filters let through.

    Examples
    --------
    >>> import explainer as ex
    >>> [statement.id for statement in chosen(ex.load(), speaker="daalder")]
    ['q7']
    """
    wanted = {"speaker": speaker, "act": act, "topic": topic, "in_article": given}
    return tuple(
        statement
        for statement in story.statements
        if all(value in (ANY, getattr(statement, name)) for name, value in wanted.items())
    )


def partners(story: Story, id: str) -> list[Statement]:
    """Return all other statements: replies first, then what they answer, quotations, the topic.

    Examples
    --------
    >>> import explainer as ex
    >>> [statement.id for statement in partners(ex.load(), "k2")][:4]
    ['k2-united-states', 'k2-nato', 'k2-not-ready', 'q3']
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
    story: Story,
    speaker: str,
    act: str,
    topic: str,
    given: bool | str,
    first: str | None,
    second: str | None,
) -> Iterator[Shown]:
    found = chosen(story, speaker, act, topic, given)
    total = len(story.statements)
    if not found:
        yield Html("<p>No statement fits. Choose “any” in one of the lists.</p>")
        return
    yield cards.fill("<p>$found of $total statements fit.</p>", found=len(found), total=total)
    yield _list(story, found)
    if first and second:
        yield _compared(story, [story.statement(first), story.statement(second)])


def _list(story: Story, found: Sequence[Statement]) -> Html:
    rows = (
        [
            who(story, item.speaker),
            item.act,
            _words(item),
            _topic(item),
            _given(item),
            str(item.date),
        ]
        for item in found
    )
    head = ["Who", "Does what", "What", "About", "In the article", "When"]
    table = cards.table("The statements that fit", head, rows)
    return cards.fill('<div class="ex-scroll">$table</div>', table=table)


def _compared(story: Story, pair: Sequence[Statement]) -> Html:
    """Return two statements point by point, and under them the hands each went through."""
    points = {
        "Does what": lambda item: item.act,
        "When": lambda item: item.date,
        "Word for word": lambda item: _quoted(item) or "no words quoted",
        "In short": lambda item: item.paraphrase,
        "To whom": lambda item: item.to_whom or "",
        "In the article": _given,
        "What a check found": lambda item: item.check or "",
        "Rests on": lambda item: _briefly(story, _quotations(story, item)),
        "Answers": lambda item: _briefly(story, map(story.statement, item.replies_to)),
        "Answered by": lambda item: _briefly(story, _replies(story, item)),
        "Sources": lambda item: cards.sources(story, item.sources),
    }
    rows = [[point, *map(tell, pair)] for point, tell in points.items()]
    lettered = [*zip("AB", pair, strict=True)]
    names = [f"{letter}: {who(story, item.speaker)}" for letter, item in lettered]
    return cards.fill(
        '$table<div class="ex-two">$hands</div>',
        table=cards.table(
            "Two statements side by side", ["Point", *names], [row for row in rows if any(row[1:])]
        ),
        hands=cards.join(
            cards.fill("<div>$hands</div>", hands=_hands(story, item, letter))
            for letter, item in lettered
        ),
    )


def _replies(story: Story, item: Statement) -> list[Statement]:
    return [other for other in story.statements if item.id in other.replies_to]


def _hands(story: Story, item: Statement, letter: str) -> Html:
    """Return the hands a statement went through, or the words it rests on."""
    chain = next((s for s in (item, *_quotations(story, item)) if s.via), None)
    if chain:
        rests = f"{letter} rests on words that were quoted." if chain is not item else ""
        return cards.fill(
            "$rests$chain",
            rests=cards.fill("<p>$rests</p>", rests=rests) if rests else "",
            chain=Html(charts.chain(story, chain.id)._repr_html_()),
        )
    return cards.fill(
        "<p><b>$letter</b>: the hands these words went through are not recorded. What stands here "
        "is a summary of the sources named above.</p>",
        letter=letter,
    )


def _quotations(story: Story, item: Statement) -> list[Statement]:
    return [other for other in story.statements if other.id in item.quotes]


def _briefly(story: Story, said: Iterable[Statement]) -> Html:
    return cards.join(
        cards.fill("<p><b>$who</b>: $what</p>", who=who(story, item.speaker), what=_words(item))
        for item in said
    )


def _quoted(item: Statement) -> str:
    return " ".join(f"“{words}”" for words in item.words)


def _words(item: Statement) -> str:
    return _quoted(item) or item.paraphrase


def _topic(item: Statement) -> str:
    return _TOPICS.get(item.topic, item.topic)


def _given(item: Statement) -> str:
    if not item.in_article:
        return "Left out of the article"
    own = ", in the article's own voice" if item.voice == "own voice" else ""
    paragraphs = "Paragraphs" if len(item.mentions) > 1 else "Paragraph"
    return f"{paragraphs} {', '.join(tag.upper() for tag in item.mentions)}{own}"


def _by_label(labels: dict[str, str]) -> list[tuple[str, str]]:
    return sorted((label, value) for value, label in labels.items())


def _dropdown(label: str, options: Iterable[tuple[str, Any]]) -> ipywidgets.Dropdown:
    return ipywidgets.Dropdown(options=options, description=label, layout={"width": "auto"})


def _offer(
    control: ipywidgets.Dropdown, story: Story, found: Sequence[Statement], value: str | None
) -> None:
    """Offer other statements and choose one; the same ones stay as they are."""
    options = [(_line(story, item), item.id) for item in found]
    if options != [*control.options]:
        control.options = options
        control.value = value


def _line(story: Story, item: Statement) -> str:
    text = f"{who(story, item.speaker)}: {_words(item)}"
    return text if len(text) <= _SHORT else f"{text[:_SHORT].rsplit(' ', 1)[0]} …"
