"""The words of charts and tables: who, how many, from when to when, quoted, by whose account."""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TypeVar

from explainer.dates import day_words
from explainer.errors import StoryError
from explainer.story import Story
from explainer.story.records import Part, Record, Statement
from explainer.story.records.said import Range

R = TypeVar("R", bound=Record)

#: More publishers than this are counted, not listed, under a chart.
_LISTED = 6


def years(first: dt.date, last: dt.date) -> str:
    """Return the years from one day to another, for a title.

    >>> years(dt.date(1900, 12, 1), dt.date(1900, 12, 8)), years(dt.date(1900, 1, 1), dt.date.max)
    ('1900', '1900 to 9999')
    """
    return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"


def shown(story: Story, records: Iterable[R], what: str, file: str) -> list[R]:
    """Return records of a story as a list, if there are any.

    StoryError, if there are none, with `what` is missing and the `file` of the story to add it to:
    a chart without data would look like a fact.
    """
    found = list(records)
    if not found:
        raise StoryError(
            f"This story has no {what} that was known by {day_words(story.now)}. If it should, add "
            f"it to {file}; if it was known later, take story.as_of() of a later day"
        )
    return found


def foot(story: Story, records: Iterable[Record], *notes: str | None) -> str:
    """Return the line under a chart: notes, who published the data, and the day."""
    names = publishers(story, [id for record in records for id in record.sources])
    many = f"{len(names)} publishers, named in the table"
    text = "; ".join(names) if len(names) <= _LISTED else many
    parts = [*notes, f"{'Sources' if len(names) > 1 else 'Source'}: {text}."]
    return " ".join(filter(None, [*parts, known(story)]))


def known(story: Story) -> str:
    """Return the sentence that says what day the story's clock stands on."""
    return f"As known on {day_words(story.now)}."


def publishers(story: Story, ids: Iterable[str]) -> list[str]:
    """Return the names of those who published sources, each once, in order."""
    found = (story.source(id) for id in ids)
    names = (source.container_title or source.publisher or source.title for source in found)
    return list(dict.fromkeys(names))


def capital(text: str) -> str:
    """Return a text with a capital first letter.

    >>> capital("ships near the islands")
    'Ships near the islands'
    """
    return text[:1].upper() + text[1:]


def listing(parts: Iterable[str]) -> str:
    """Join words as a sentence does.

    >>> listing(["Riga", "Oslo", "Rome"]), listing([])
    ('Riga, Oslo and Rome', '')
    """
    *first, last = [*parts] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def quoted(*texts: str) -> str:
    """Return texts in quotation marks, one behind the other."""
    return " ".join(f"“{text}”" for text in texts)


def tags(mentions: Iterable[str]) -> str:
    """Return the tags of paragraphs as the article's margin has them.

    >>> tags(["h", "p1"])
    'H, P1'
    """
    return ", ".join(mentions).upper()


def paragraphs(mentions: Sequence[str]) -> str:
    """Return where in the article something stands.

    >>> paragraphs(["p1", "p2"])
    'paragraphs P1, P2'
    """
    return f"paragraph{'s' * (len(mentions) > 1)} {tags(mentions)}"


def many(count: int, thing: str) -> str:
    """Return how many things there are.

    >>> many(1, "event"), many(0, "event")
    ('1 event', '0 events')
    """
    return f"{count} {thing}{'' if count == 1 else 's'}"


def number(value: float) -> str:
    """Write a number with commas, and with a point only if it was given with one.

    >>> number(13200.0), number(7.63), number(0.000001), number(1234567.5)
    ('13,200', '7.63', '0.000001', '1,234,567.5')
    """
    return f"{Decimal(str(value)).normalize():,f}"


def amount(given: Range) -> str:
    """Write a number or a range as it was given; a bound nobody gave is not made up.

    >>> amount(Part(label="killed", low=13200, high=13400)), amount(Part(label="killed", low=3390))
    ('13,200–13,400', 'at least 3,390')
    """
    if given.low is None:
        return "no number" if given.high is None else f"up to {number(given.high)}"
    if given.high is None:
        return f"at least {number(given.low)}"
    if given.low == given.high:
        return number(given.low)
    return f"{number(given.low)}–{number(given.high)}"


def part_amount(part: Part) -> str:
    """Return the number of a part as it was given, with its note.

    >>> part_amount(Part(label="civilians", low=3390, note="at least"))
    'at least 3,390'
    """
    words = amount(part)
    return words if not part.note or words.startswith(part.note) else f"{part.note} {words}"


def who(story: Story, id: str) -> str:
    """Return the short name of a person or body."""
    actor = story.actor(id)
    return getattr(actor, "short", None) or actor.name


def topic(story: Story, name: str) -> str:
    """Return what a topic is called."""
    said = story.words.topics.get(name)
    return said.label if said else name


def uttered(statement: Statement) -> str:
    """Return the words of a statement in quotation marks, or else in short what it says."""
    return quoted(*statement.words) or statement.paraphrase


def spoken_words(statement: Statement) -> int:
    """Return how many words a quotation has, also those that our record leaves out if it knows.

    A mark that stands alone is no word.
    """
    return statement.spoken or sum(
        any(map(str.isalnum, word)) for text in statement.words for word in text.split()
    )
