"""Records in words: what each kind says as a label, as a sentence, and in a column of a table.

A chart, its words for those who cannot see it and its table all take their words from here.

>>> sentence(story, story.events[0]) == f"{story.events[0].date}: {story.events[0].title}"
True
"""

from collections.abc import Callable, Iterable
from typing import Any

from explainer.page import cards, words
from explainer.page.cards import Html
from explainer.story import Story
from explainer.story import records as r

#: The name of a field, or what makes a cell of story and record.
Cell = str | Callable[[Story, Any], Any]

#: What states can do in a vote -> the field that counts them.
BALLOTS = {"for": "in_favour", "against": "against", "abstaining": "abstaining", "absent": "absent"}
#: First letter of a paragraph's tag -> the layer of the article it stands in.
_LAYERS = {"h": "headline", "b": "summary point", "a": "text in place of a photo"}
_LAYERS |= {"c": "caption", "p": "text", "e": "credit line"}
#: What any record says in a column, unless its own kind says it otherwise.
_EVERY: dict[str, Cell] = {"Sources": lambda story, record: cards.cited(story, record.sources)}
#: Kind of record -> heading of a column -> what the record says there; where that is the field of
#: the same name, as the date under "Date", nothing stands here.
_COLUMNS: dict[type[r.Record], dict[str, Cell]] = {
    r.Event: {
        "Kind": "lane",
        "Event": "title",
        "What happened": "text",
        "When": "date",
        "What, and the sources for it": lambda story, event: _event(story, event),
    },
    r.Figure: {
        "Who": lambda story, figure: words.who(story, figure.by),
        "For when": "as_of",
        "As given": "wording",
        "In numbers": lambda story, figure: words.amount(figure),
        "What is counted": "counts",
    },
    r.GlossaryTerm: {
        "Word": "term",
        "What it means, and the sources for it": lambda story, term: cards.join(
            [term.text, cards.opens("Sources", cards.sources(story, term.sources), paper="")]
        ),
    },
    r.Paragraph: {
        "Layer": lambda story, paragraph: f"{paragraph.id.upper()}, {layer(paragraph)}",
        "What it says": "about",
        "What stands in quotation marks": lambda story, paragraph: quotations(story, paragraph),
    },
    r.Person: {
        "Who": "name",
        "On the day": "role",
        "How the article brings the words": "voice",
        "Paragraphs": lambda story, person: words.tags(person.mentions),
    },
    r.Point: {
        "Point": "number",
        "About": "kind",
        "What": lambda story, point: cards.opens(point.title, point.text),
        "When, by the text itself": lambda story, point: point.time or "no time given",
    },
    r.ReferendumResult: {
        "Yes, % of those who voted": lambda story, result: f"{result.yes:g}",
        "Turnout, % of those entitled to vote": lambda story, result: f"{result.turnout:g}",
    },
    r.Statement: {
        "Who": lambda story, said: words.who(story, said.speaker),
        "Does what": "act",
        "What": lambda story, said: words.uttered(said),
        "About": lambda story, said: words.topic(story, said.topic),
        "In the article": lambda story, said: in_article(said),
        "When": "date",
        "Word for word": lambda story, said: words.quoted(*said.words) or "no words quoted",
        "In short": "paraphrase",
        "To whom": "to_whom",
        "What a check found": "check",
        "Rests on": lambda story, said: briefly(story, rests_on(story, said)),
        "Answers": lambda story, said: briefly(story, map(story.statement, said.replies_to)),
        "Answered by": lambda story, said: briefly(story, replies(story, said)),
        "Sources": lambda story, said: cards.sources(story, said.sources),
    },
    r.Vote: {
        "For": "in_favour",
        "Absent": lambda story, vote: "not recorded" if vote.absent is None else vote.absent,
        "Binding": lambda story, vote: binding(vote),
        "Against: who": lambda story, vote: ", ".join(vote.states_against),
        "What it says": lambda story, vote: f"{vote.text} {vote.note or ''}",
    },
}

#: Kind of record -> what it says in a sentence.
_SENTENCES: dict[type[r.Record], Callable[[Story, Any], str]] = {
    r.Event: lambda story, event: f"{event.date}: {event.title}",
    r.Figure: lambda story, figure: (
        f"{label(story, figure)}: {figure.wording} ({figure.counts}; {figure.where})"
    ),
    r.ReferendumResult: lambda story, result: (
        f"{result.region} {result.yes:g} % yes, turnout {result.turnout:g} %"
    ),
    r.Vote: lambda story, vote: _vote(vote),
}


def cells(story: Story, record: r.Record, *columns: str) -> list[Any]:
    """Return what a record says in the columns of a table."""
    says = _EVERY | _COLUMNS[type(record)]
    told = (
        getattr(record, cell) if isinstance(cell, str) else cell(story, record)
        for cell in (says.get(column, column.lower()) for column in columns)
    )
    return ["" if said is None else said for said in told]


def table(story: Story, caption: str, records: Iterable[r.Record], *columns: str) -> Html:
    """Return records of one kind as a table.

    >>> "What a reader sees" in table(ex.load(), "What a reader sees", [], "Date", "Event")
    True
    """
    return cards.table(caption, columns, (cells(story, item, *columns) for item in records))


def side_by_side(
    story: Story, caption: str, records: Iterable[r.Record], names: Iterable[str], *points: str
) -> Html:
    """Return records point by point, a column for each; a point nobody says a word on is left out.

    Above each record stands its name. `points` are columns of other tables, here the headings of
    the rows.
    """
    columns = [cells(story, record, *points) for record in records]
    rows = ([point, *said] for point, *said in zip(points, *columns, strict=True) if any(said))
    return cards.table(caption, ["Point", *names], rows)


def label(story: Story, record: r.Figure | r.Statement) -> str:
    """Return in a few words which record it is, for a line of a list."""
    if isinstance(record, r.Statement):
        return f"{words.who(story, record.speaker)}: {words.uttered(record)}"
    return f"{words.who(story, record.by)}, {record.as_of}"


def sentence(story: Story, record: r.Record) -> str:
    """Return what a record says, in a sentence without its full stop."""
    return _SENTENCES[type(record)](story, record)


def alt(story: Story, title: str, records: Iterable[r.Record]) -> str:
    """Return records in words, for those who cannot see a chart of them."""
    return " ".join([f"{title}.", *(f"{sentence(story, record)}." for record in records)])


def ballots(vote: r.Vote) -> dict[str, int]:
    """Return how many did what in a vote, in the order of :data:`BALLOTS`; nothing nobody did."""
    counts = {kind: getattr(vote, field) for kind, field in BALLOTS.items()}
    return {kind: count for kind, count in counts.items() if count}


def binding(vote: r.Vote) -> str:
    """Return in words whether a vote binds by law."""
    return "legally binding" if vote.binding else "not legally binding"


def layer(paragraph: r.Paragraph) -> str:
    """Return the layer of the article in which a paragraph stands."""
    return _LAYERS.get(paragraph.id[0], "text")


def quotations(story: Story, paragraph: r.Paragraph) -> str:
    """Return what a paragraph of the article has in quotation marks."""
    here = (words.quoted(*said.words) for said in story.statements if paragraph.id in said.mentions)
    return " ".join(filter(None, here)) or "nothing"


def in_article(said: r.Statement) -> str:
    """Return where the article gives a statement, if it does."""
    if not said.in_article:
        return "Left out of the article"
    own = ", in the article's own voice" if said.voice == "own voice" else ""
    return f"{words.capital(words.paragraphs(said.mentions))}{own}"


def rests_on(story: Story, said: r.Statement) -> list[r.Statement]:
    """Return the quotations that a statement rests on."""
    return [other for other in story.statements if other.id in said.quotes]


def replies(story: Story, said: r.Statement) -> list[r.Statement]:
    """Return the replies to a statement."""
    return [other for other in story.statements if said.id in other.replies_to]


def briefly(story: Story, statements: Iterable[r.Statement]) -> Html:
    """Return who says what, a line each."""
    line = "<p><b>$who</b>: $what</p>"
    return cards.join(
        cards.fill(line, who=words.who(story, said.speaker), what=words.uttered(said))
        for said in statements
    )


def _event(story: Story, event: r.Event) -> Html:
    called = "; ".join(f"{term.side}: “{term.term}”" for term in event.terms)
    told = cards.fill(
        "$text$called$sources",
        text=event.text,
        called=cards.fill("<br>What each side calls it: $w.", w=called) if called else "",
        sources=cards.sources(story, event.sources),
    )
    return cards.opens(event.title, told)


def _vote(vote: r.Vote) -> str:
    counts = words.listing(f"{count} {kind}" for kind, count in ballots(vote).items())
    against = f"; against: {words.listing(vote.states_against)}" * bool(vote.states_against)
    about = f"{vote.date}, {vote.body}, {vote.resolution}, “{vote.title}”"
    return f"{about}: {counts}; {binding(vote)}{against}"
