"""Whether our own sentences keep to neutral words, or say whose word they use."""

import re
from collections.abc import Iterator

from explainer.story.checks.common import problem, records
from explainer.story.model import Story
from explainer.story.problems import Problem

#: Fields in which a story speaks in its own voice; what a named speaker says is not among them.
_OWN = ("title", "text", "note", "notice", "ask", "check", "state", "where", "counts", "what")
_OWN += ("about", "how", "reason", "role", "evidence")


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
