"""Who answers whom, and through how many hands words came."""

import datetime as dt
from collections.abc import Iterable, Sequence

from explainer import cards
from explainer.charts import facts
from explainer.charts.board import Board
from explainer.dates import day_words
from explainer.errors import ChartError
from explainer.records import Statement
from explainer.story import Story

_CLAIMS = "Claim and reply: what the article gives, and what it leaves out"


def claims(
    story: Story, topics: Sequence[str] | None = None, *, known: dt.date | str | None = None
) -> Board:
    """Return claims and the replies to them side by side; what the article leaves out is marked.

    Parameters
    ----------
    story : Story
    topics : sequence of str, optional
        Only claims on these topics (``Statement.topic``).
    known : datetime.date or str, optional
        Shows what could be known on this day; by default the story's day.

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
    limit = facts.day(story, known)
    found = facts.shown(story.statements, limit, "claim")
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
        count=f"Of {everything} replies to {len(made)} claims the article gives {given}.",
        rows=rows,
        day=day_words(limit),
    )
    return Board(_CLAIMS, html)


def _replies(story: Story, replies: Iterable[Statement]) -> cards.Html:
    items = cards.join(
        cards.fill(
            '<li class="$kind">$tag$reply</li>',
            kind="ex-given" if reply.in_article else "ex-left-out",
            tag=cards.fill(
                '<span class="ex-tag">$words</span>',
                words="In the article" if reply.in_article else "Left out of the article",
            ),
            reply=_statement(story, reply),
        )
        for reply in replies
    )
    return cards.fill("<ul>$items</ul>", items=items) if items else cards.text("No reply recorded.")


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


def chain(story: Story, statement: str) -> Board:
    """Return the hands words passed through from a mouth to the reader, and what each changed.

    Parameters
    ----------
    story : Story
    statement : str
        Id of a statement, for example ``"q4"``.

    Returns
    -------
    Board

    Raises
    ------
    UnknownRecord
        If the story has no such statement.
    ChartError
        If no hands are recorded for it.

    Examples
    --------
    >>> import explainer as ex
    >>> ex.charts.chain(ex.load(), "q4").title
    'From the mouth of Vladimir Putin to you: every hand in between'
    """
    record = story.statement(statement)
    if not record.via:
        known = ", ".join(item.id for item in story.statements if item.via)
        raise ChartError(f"No hands are recorded for {statement!r}: use one of {known}")
    who = facts.who(story, record.speaker)
    title = f"From the mouth of {who} to you: every hand in between"
    links = [_link(who, _said(story, record), "")]
    for hand in record.via:
        links.append(_link(facts.capital(hand.who), hand.did, hand.changed or ""))
    links.append(_link("You", _read(record), ""))
    changed = sum(bool(hand.changed) for hand in record.via)
    html = cards.fill(
        '<p class="ex-board-title"><b>$title</b> $count</p><ol class="ex-chain">$links</ol>'
        "$variants$check<p>$foot</p>",
        title=title,
        count=f"{len(record.via)} hands; a change is known for {changed}.",
        links=cards.join(links),
        variants=_variants(story, record),
        check=cards.fill("<p>$check</p>", check=record.check) if record.check else "",
        foot=facts.foot(story, [record], story.day),
    )
    return Board(title, html)


def _said(story: Story, record: Statement) -> str:
    spoken = [
        f"in {record.language}" if record.language else "",
        f"to {record.to_whom}" if record.to_whom else "",
    ]
    how = " ".join(filter(None, spoken))
    where = [story.place(record.place).name if record.place else "", str(record.date)]
    act = f"{record.act}, speaking {how}" if how else record.act
    return f"{act} ({', '.join(filter(None, where))}). In short: {record.paraphrase}"


def _link(who: str, did: str, changed: str) -> cards.Html:
    return cards.fill(
        '<li$cls><span class="ex-hand"><b>$who</b> $did</span>$changed</li>',
        cls=cards.Html(' class="ex-altered"') if changed else "",
        who=who,
        did=did,
        changed=cards.fill(
            '<span class="ex-change"><span class="ex-tag">Changed</span> $words</span>',
            words=changed,
        )
        if changed
        else "",
    )


def _read(record: Statement) -> str:
    words = " ".join(f"“{text}”" for text in record.words or (record.paraphrase,))
    return f"read: {words}" + (" (… marks words left out here)" if "…" in words else "")


def _variants(story: Story, record: Statement) -> cards.Html:
    items = cards.join(
        cards.fill("<li>“$words” <span>$by</span></li>", words=variant.words, by=variant.by)
        for variant in record.variants
    )
    if not items:
        return cards.Html()
    return cards.fill(
        "<p><b>The same words as others gave them</b></p><ul>$items</ul>", items=items
    )
