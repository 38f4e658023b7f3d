"""Whether what is said is told right.

Quotations are short, replies answer something, mentions match the article, and our own sentences
keep to neutral words, or say whose word they use.
"""

import re
from collections.abc import Iterable, Iterator

from explainer.story.checks.common import problem, records
from explainer.story.model import Story
from explainer.story.problems import Problem

#: Most words of somebody else's that one record may repeat.
MOST_WORDS = 25
#: Fields in which a story speaks in its own voice; what a named speaker says is not among them.
_OWN = ("title", "text", "note", "notice", "ask", "check", "state", "where", "counts", "what")
_OWN += ("about", "how", "reason", "role", "evidence")


def long_quotations(story: Story) -> Iterator[Problem]:
    """Find records that repeat more than :data:`MOST_WORDS` words."""
    for statement in story.statements:
        quoted = [("words", statement.words)]
        others = enumerate(statement.variants, start=1)
        quoted += ((f"variants.{number}.words", (other.words,)) for number, other in others)
        for field, texts in quoted:
            if (words := count(texts)) > MOST_WORDS:
                todo = f"Keep at most {MOST_WORDS} and cut with …"
                yield problem("statements", statement.id, field, f"quotes {words} words", todo)


def replies(story: Story) -> Iterator[Problem]:
    """Find replies that answer nothing."""
    for statement in story.statements:
        if statement.kind == "reply" and not statement.replies_to:
            todo = "Name the statement it answers, or make it a claim"
            yield problem("statements", statement.id, "replies_to", "a reply to nothing", todo)


def article_statements(story: Story) -> Iterator[Problem]:
    """Find statements whose in_article and mentions contradict each other."""
    for statement in story.statements:
        if statement.in_article and not statement.mentions:
            wrong = "is in the article, but no paragraph is named"
            todo = "Name the paragraphs, or write in_article = false"
        elif statement.mentions and not statement.in_article:
            wrong, todo = "names paragraphs, but in_article is false", "Mend one of the two"
        else:
            continue
        yield problem("statements", statement.id, "mentions", wrong, todo)


def spellings(story: Story) -> Iterator[Problem]:
    """Find places and people with the article's spelling but no paragraph, or the reverse."""
    for collection in ("places", "people"):
        for record in getattr(story, collection):
            if record.mentions and not record.spelled:
                wrong, todo = "is empty, though mentions is not", "Add the article's spellings"
                yield problem(collection, record.id, "spelled", wrong, todo)
            elif record.spelled and not record.mentions:
                wrong, todo = "is empty, though spelled is not", "Name the paragraphs"
                yield problem(collection, record.id, "mentions", wrong, todo)


def count(texts: Iterable[str]) -> int:
    """Return the number of words; marks standing alone, as … does, are none."""
    return sum(any(map(str.isalnum, word)) for text in texts for word in text.split())


def party_words(story: Story) -> Iterator[Problem]:
    """Find sentences of ours with a word of one party that do not say whose it is."""
    words = [word for side in story.words.party_words.values() for word in side]
    if not words:
        return
    for collection, record in records(story):
        if collection == "glossary":  # it explains the words themselves
            continue
        for field in _OWN[collection == "votes" :]:  # the title of a resolution is printed
            for sentence in sentences(getattr(record, field, None) or ""):
                if found := unattributed(sentence, words, story.words.attributing):
                    wrong = f"uses the party word {found!r} without saying whose it is"
                    todo = f"Name who says so, or take a neutral word: {sentence!r}"
                    yield problem(collection, record.id, field, wrong, todo)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text without what stands in quotation marks.

    >>> sentences("He spoke of a “regime”. That was all.")
    ['He spoke of a .', 'That was all.']
    """
    return re.split(r"(?<=[.!?])\s+", re.sub("“[^”]*”", "", text))


def unattributed(sentence: str, words: list[str], attributing: tuple[str, ...]) -> str | None:
    """Return the first party word of a sentence that names nobody who says it.

    ``*`` at the end of a word stands for any ending.

    >>> unattributed("The rebels fired.", ["rebel*"], ("says",))
    'rebels'
    >>> unattributed("One side says rebels.", ["rebel*"], ("says",))
    """
    if _first(sentence, attributing):
        return None
    return _first(sentence, words)


def _first(sentence: str, words: list[str] | tuple[str, ...]) -> str | None:
    pattern = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words)
    found = re.search(rf"\b(?:{pattern})\b", sentence, re.IGNORECASE) if words else None
    return found[0] if found else None
