"""Through how many hands words came from a mouth to the reader."""

from explainer.charts.board import Board
from explainer.errors import ChartError
from explainer.page import cards
from explainer.page import words as facts
from explainer.story import Story
from explainer.story.records import Statement

_CHAINS = "Every quotation of the article, and the hands it passed through"


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
    title = f"From the mouth of {facts.who(story, record.speaker)} to you: every hand in between"
    html = cards.fill(
        '<p class="ex-board-title"><b>$title</b> $count.</p>$hands',
        title=title,
        count=_count(record),
        hands=_hands(story, record),
    )
    return Board(title, html)


def chains(story: Story) -> Board:
    """Return every quotation, folded, with the hands it passed through inside.

    Parameters
    ----------
    story : Story

    Returns
    -------
    Board

    Raises
    ------
    ChartError
        If no hands are recorded for any quotation.

    Examples
    --------
    >>> import explainer as ex
    >>> ex.charts.chains(ex.load()).title
    'Every quotation of the article, and the hands it passed through'
    """
    passed = [s for s in story.statements if s.kind == "quotation" and s.via]
    items = cards.join(
        cards.fill(
            "<details><summary><b>$who</b> $words <span>$count</span></summary>$hands</details>",
            who=facts.who(story, record.speaker),
            words=_quoted(record),
            count=_count(record),
            hands=_hands(story, record),
        )
        for record in facts.shown(story, passed, "quotation with hands")
    )
    html = cards.fill(
        '<p class="ex-board-title"><b>$title</b> Open one to follow it.</p>$items',
        title=_CHAINS,
        items=items,
    )
    return Board(_CHAINS, html)


def _count(record: Statement) -> str:
    changed = sum(bool(hand.changed) for hand in record.via)
    return f"{len(record.via)} hands; a change is known for {changed}"


def _hands(story: Story, record: Statement) -> cards.Html:
    """Return the links of a chain, the same words as others gave them, and what a check found."""
    links = [_link(facts.who(story, record.speaker), _said(story, record), "")]
    for hand in record.via:
        links.append(_link(facts.capital(hand.who), hand.did, hand.changed or ""))
    links.append(_link("You", _read(record), ""))
    return cards.fill(
        '<ol class="ex-chain">$links</ol>$variants$check<p>$foot</p>',
        links=cards.join(links),
        variants=_variants(story, record),
        check=cards.fill("<p>$check</p>", check=record.check) if record.check else "",
        foot=facts.foot(story, [record]),
    )


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
    words = _quoted(record)
    return f"read: {words}" + (" (… marks words left out here)" if "…" in words else "")


def _quoted(record: Statement) -> str:
    return " ".join(f"“{text}”" for text in record.words or (record.paraphrase,))


def _variants(story: Story, record: Statement) -> cards.Html:
    items = cards.join(
        cards.fill("<li>“$words” <span>$by</span></li>", words=variant.words, by=variant.by)
        for variant in record.variants
    )
    if not items:
        return cards.Html()
    return cards.fill(
        '<p><b>The same words as others gave them</b></p><ul class="ex-versions">$items</ul>',
        items=items,
    )
