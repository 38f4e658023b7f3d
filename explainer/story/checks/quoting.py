"""Whether quotations are short, replies answer something, and mentions match the article."""

from collections.abc import Iterable, Iterator

from explainer.story.checks.common import parts, problem
from explainer.story.model import Story
from explainer.story.problems import Problem

#: Most words of somebody else's that one record may repeat.
MOST_WORDS = 25


def long_quotations(story: Story) -> Iterator[Problem]:
    """Find records that repeat more than :data:`MOST_WORDS` words."""
    for statement in story.statements:
        quoted = [("words", _count(statement.words))]
        quoted += [
            (f"{name}.words", _count([part.words]))
            for name, part in parts(statement)
            if name.startswith("variants")
        ]
        for field, words in quoted:
            if words > MOST_WORDS:
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
            wrong, todo = "is in the article, but no paragraph is named", "Name the paragraphs"
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


def _count(texts: Iterable[str]) -> int:
    """Return the number of words; marks standing alone, as … does, are none."""
    return sum(any(map(str.isalnum, word)) for text in texts for word in text.split())
