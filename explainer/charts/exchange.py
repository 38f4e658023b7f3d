"""What was said: who answers whom, and through how many hands words came to the reader."""

import itertools
from collections.abc import Iterable, Sequence

from explainer.charts.board import Board
from explainer.errors import ChartError, StoryError
from explainer.page import cards, headlines, telling, words
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
    'The article gives 2 of the 24 replies told here'
    """
    made = _made(story, topics)
    replies = [tuple(telling.replies(story, claim)) for claim in made]
    every = itertools.chain.from_iterable(replies)
    known = [reply.in_article for reply in every if reply.in_article or reply.known_by(story.day)]
    count = f"Claims: {len(made)}. Claim and reply: what the article gives, and what it leaves out."
    told = (tuple(_reply(story, reply) for reply in answers) for answers in replies)
    rows = zip(
        (_said(story, claim) for claim in made),
        (cards.piece("replies", items=items) for items in told),
        strict=True,
    )
    return _board(story, headlines.replies(sum(known), len(known)), count, ("Claim", "Reply"), rows)


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


def chain(story: Story, statement: str) -> Board:
    """Return the hands words passed through from a mouth to the reader, and what each changed.

    Parameters
    ----------
    story : Story
    statement : str
        Id of a statement, for example ``"q4"``.

    Raises
    ------
    UnknownRecord
        If the story has no such statement.
    StoryError
        If no hands are recorded for it.

    Examples
    --------
    >>> "every hand in between" in ex.charts.chain(ex.load(), "q4").title
    True
    """
    record = story.statement(statement)
    if not record.via:
        known = ", ".join(item.id for item in story.statements if item.via)
        raise StoryError(
            f"No hands are recorded for {statement!r}: use one of {known}, or add via to it in "
            "statements.toml"
        )
    title = f"From the mouth of {words.who(story, record.speaker)} to you: every hand in between"
    return Board.of(title, f"{_count(record)}.", _hands(story, record))


def chains(story: Story) -> Board:
    """Return every quotation, folded, with the hands it passed through inside.

    Raises
    ------
    StoryError
        If no hands are recorded for any quotation.

    Examples
    --------
    >>> ex.charts.chains(ex.load()).title
    'Every quotation of the article, and the hands it passed through'
    """
    passed = [s for s in story.statements if s.kind == "quotation" and s.via]
    found = words.shown(story, passed, "quotation with hands (via)", "statements.toml")
    body = cards.join(cards.fold(_line(story, item), _hands(story, item)) for item in found)
    title = "Every quotation of the article, and the hands it passed through"
    return Board.of(title, cards.screen("Open one to follow it."), body)


def _line(story: Story, record: Statement) -> Html:
    return cards.fill(
        "<b>$who</b> $words <span>$count</span>",
        who=words.who(story, record.speaker),
        words=words.uttered(record),
        count=_count(record),
    )


def _count(record: Statement) -> str:
    changed = sum(bool(hand.changed) for hand in record.via)
    return f"{words.many(len(record.via), 'hand')}; a change is known for {changed}"


def _hands(story: Story, record: Statement) -> Html:
    """Return the links of a chain, the same words as others gave them, and what a check found."""
    uttered = words.uttered(record)
    left_out = " (… marks words left out here)" if "…" in uttered else ""
    between = ((words.capital(hand.who), hand.did, hand.changed or "") for hand in record.via)
    first = words.who(story, record.speaker), _deed(story, record), ""
    return cards.piece(
        "hands",
        links=(first, *between, ("You", f"read: {uttered}{left_out}", "")),
        variants=tuple((variant.words, variant.by) for variant in record.variants),
        check=record.check or "",
        foot=words.foot(story, [record]),
    )


def _deed(story: Story, record: Statement) -> str:
    spoken = {"in": record.language, "to": record.to_whom}
    how = " ".join(f"{word} {said}" for word, said in spoken.items() if said)
    where = f"{story.place(record.place).name}, " if record.place else ""
    act = f"{record.act}, speaking {how}" if how else record.act
    return f"{act} ({where}{record.date}). In short: {record.paraphrase}"
