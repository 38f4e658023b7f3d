"""Who answers whom: claims and replies, two statements side by side."""

from collections.abc import Iterable, Sequence
from itertools import chain

from explainer.charts.board import Board
from explainer.errors import ChartError
from explainer.page import cards, telling, words
from explainer.page.cards import Html
from explainer.story import Story
from explainer.story.records import Statement


def claims(story: Story, topics: Sequence[str] | None = None) -> Board:
    """Return claims and the replies to them side by side; what the article leaves out is marked.

    Parameters
    ----------
    story : Story
    topics : sequence of str, optional
        Only claims on these topics (``Statement.topic``).

    Raises
    ------
    ChartError
        If there is no claim on these topics.
    StoryError
        If the story has no claims.

    Examples
    --------
    >>> ex.charts.claims(ex.load()).title
    'Claim and reply: what the article gives, and what it leaves out'
    """
    made = _made(story, topics)
    replies = [tuple(telling.replies(story, claim)) for claim in made]
    every = [*chain.from_iterable(replies)]
    given = sum(reply.in_article for reply in every)
    count = f"Claims: {len(made)}. Replies: {len(every)}, of which the article gives {given}."
    told = (tuple(_reply(story, reply) for reply in answers) for answers in replies)
    rows = zip(
        (_said(story, claim) for claim in made),
        (cards.piece("replies", items=items) for items in told),
        strict=True,
    )
    title = "Claim and reply: what the article gives, and what it leaves out"
    return _board(story, title, count, ("Claim", "Reply"), rows)


def _made(story: Story, topics: Sequence[str] | None) -> list[Statement]:
    found = [statement for statement in story.statements if statement.kind == "claim"]
    found = words.shown(story, found, "claim", "statements.toml")
    made = [claim for claim in found if topics is None or claim.topic in topics]
    if not made:
        have = ", ".join(dict.fromkeys(claim.topic for claim in found))
        raise ChartError(f"There is no claim on {', '.join(topics or ())}: use some of {have}")
    return made


def compare(story: Story, first: str, second: str) -> Board:
    """Return two statements side by side: two accounts of one meeting, two answers to one charge.

    Parameters
    ----------
    story : Story
    first, second : str
        Ids of statements.

    Raises
    ------
    UnknownRecord
        If the story has no such statement, or not by this day.

    Examples
    --------
    >>> ex.charts.compare(ex.load(), "k1-readout", "k11-readout").title[:12]
    'Side by side'
    """
    pair = [story.statement(id) for id in (first, second)]
    title = f"Side by side: {words.listing(words.who(story, item.speaker) for item in pair)}"
    return _board(story, title, "", (), [tuple(_said(story, item) for item in pair)])


def _board(
    story: Story, title: str, note: str, head: tuple[str, ...], rows: Iterable[tuple[Html, ...]]
) -> Board:
    """Return statements side by side, row by row; with a head the first of a row heads it."""
    said = {"title": title, "note": note, "head": head, "foot": words.known(story)}
    return Board(title, cards.piece("claims", rows=tuple(rows), **said))


def _reply(story: Story, reply: Statement) -> tuple[str, str, Html]:
    """Return a reply, and whether the article gives it, leaves it out, or could not have it."""
    said = _said(story, reply)
    if reply.in_article:
        return "given", "In the article", said
    if reply.known_by(story.day):
        return "left-out", "Left out of the article", said
    return "after", "After the article", said


def _said(story: Story, statement: Statement) -> Html:
    where = f", paragraph {words.tags(statement.mentions)}" if statement.mentions else ""
    own = " in its own voice" if statement.voice == "own voice" else ""
    return cards.piece(
        "said",
        who=words.who(story, statement.speaker),
        deed=f"{statement.act}{own}, {statement.date}{where}",
        what=statement.paraphrase,
        check=statement.check or "",
        sources="; ".join(words.publishers(story, statement.sources)),
    )
