"""Through how many hands words came from a mouth to the reader."""

from explainer.charts.board import Board
from explainer.errors import StoryError
from explainer.page import cards, words
from explainer.story import Story
from explainer.story.records import Statement


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


def _line(story: Story, record: Statement) -> cards.Html:
    return cards.fill(
        "<b>$who</b> $words <span>$count</span>",
        who=words.who(story, record.speaker),
        words=words.uttered(record),
        count=_count(record),
    )


def _count(record: Statement) -> str:
    changed = sum(bool(hand.changed) for hand in record.via)
    return f"{len(record.via)} hands; a change is known for {changed}"


def _hands(story: Story, record: Statement) -> cards.Html:
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
