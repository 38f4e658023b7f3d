"""Who answers whom: claims and replies, two statements side by side."""

from collections.abc import Iterable, Sequence

from explainer.charts.board import Board
from explainer.dates import day_words
from explainer.errors import ChartError
from explainer.page import cards
from explainer.page import words as facts
from explainer.story import Story
from explainer.story.records import Statement

_CLAIMS = "Claim and reply: what the article gives, and what it leaves out"


def claims(story: Story, topics: Sequence[str] | None = None) -> Board:
    """Return claims and the replies to them side by side; what the article leaves out is marked.

    Parameters
    ----------
    story : Story
    topics : sequence of str, optional
        Only claims on these topics (``Statement.topic``).

    Returns
    -------
    Board

    Raises
    ------
    ChartError
        If there is no claim on these topics.

    Examples
    --------
    >>> import explainer as ex
    >>> ex.charts.claims(ex.load(), ["missile-defence"]).title
    'Claim and reply: what the article gives, and what it leaves out'
    """
    found = facts.shown(story, story.statements, "claim")
    made = [s for s in found if s.kind == "claim" and (topics is None or s.topic in topics)]
    if not made:
        have = ", ".join(dict.fromkeys(s.topic for s in found if s.kind == "claim"))
        raise ChartError(f"There is no claim on {', '.join(topics or ())}: use some of {have}")
    replies = {claim.id: [s for s in found if claim.id in s.replies_to] for claim in made}
    given = sum(reply.in_article for answers in replies.values() for reply in answers)
    everything = sum(map(len, replies.values()))
    rows = cards.join(
        cards.fill(
            '<tr><th scope="row">$claim</th><td>$replies</td></tr>',
            claim=_statement(story, claim),
            replies=_replies(story, replies[claim.id]),
        )
        for claim in made
    )
    html = cards.fill(
        '<table class="ex-claims"><caption><b>$title</b> $count</caption>'
        '<thead><tr><th scope="col">Claim</th><th scope="col">Reply</th></tr></thead>'
        "<tbody>$rows</tbody></table><p>As known on $day.</p>",
        title=_CLAIMS,
        count=f"Claims: {len(made)}. Replies: {everything}, of which the article gives {given}.",
        rows=rows,
        day=day_words(story.now),
    )
    return Board(_CLAIMS, html)


def _replies(story: Story, replies: Iterable[Statement]) -> cards.Html:
    items = cards.join(_reply(story, reply) for reply in replies)
    return cards.fill("<ul>$items</ul>", items=items) if items else cards.text("No reply recorded.")


def _reply(story: Story, reply: Statement) -> cards.Html:
    """Return a reply, and whether the article gives it, leaves it out, or could not have it."""
    if reply.in_article:
        kind, tag = "given", "In the article"
    elif reply.known_by(story.day):
        kind, tag = "left-out", "Left out of the article"
    else:
        kind, tag = "after", "After the article"
    return cards.fill(
        '<li class="ex-$kind"><span class="ex-tag">$tag</span>$reply</li>',
        kind=kind,
        tag=tag,
        reply=_statement(story, reply),
    )


def _statement(story: Story, statement: Statement) -> cards.Html:
    who = facts.who(story, statement.speaker)
    where = f", paragraph {', '.join(statement.mentions).upper()}" if statement.mentions else ""
    own = " in its own voice" if statement.voice == "own voice" else ""
    return cards.fill(
        '<span class="ex-who"><b>$who</b> $act$own, $date$where</span>'
        '<span class="ex-what">$what</span>$check<span class="ex-check">$sources</span>',
        who=who,
        act=statement.act,
        own=own,
        date=statement.date,
        where=where,
        what=statement.paraphrase,
        check=cards.fill('<span class="ex-check">$note</span>', note=statement.check)
        if statement.check
        else "",
        sources=f"Sources: {'; '.join(facts.publishers(story, statement.sources))}",
    )


def compare(story: Story, first: str, second: str) -> Board:
    """Return two statements side by side: two accounts of one meeting, two answers to one charge.

    Parameters
    ----------
    story : Story
    first, second : str
        Ids of statements, for example ``"k1-readout"``.

    Returns
    -------
    Board

    Raises
    ------
    UnknownRecord
        If the story has no such statement.
    ChartError
        If one of them was not known by this day.

    Examples
    --------
    >>> import explainer as ex
    >>> ex.charts.compare(ex.load(), "k1-readout", "k11-readout").title
    'Side by side: State Department and Russian foreign ministry'
    """
    pair = [story.statement(id) for id in (first, second)]
    for one in pair:
        facts.shown(story, [one], f"statement {one.id!r}")
    title = f"Side by side: {facts.listing(facts.who(story, item.speaker) for item in pair)}"
    html = cards.fill(
        '<table class="ex-claims"><caption><b>$title</b></caption><tbody><tr>$cells</tr></tbody>'
        "</table><p>As known on $day.</p>",
        title=title,
        cells=cards.join(cards.fill("<td>$one</td>", one=_statement(story, one)) for one in pair),
        day=day_words(story.now),
    )
    return Board(title, html)
