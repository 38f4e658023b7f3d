"""Who said what to whom, in one table: the find of every rule that stands in one clause, joined."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from explainer.places.gazetteer import Gazetteer
from explainer.places.sentences import Find, english, sentences
from explainer.recognition.signals import Number, Reporting, numbers, reporting
from explainer.recognition.spoken import Quotation, quotations
from explainer.recognition.toponyms import Toponym, toponyms

#: How many letters before and after its verb are looked at in a clause without end.
_REACH = 1000
#: How many quotations, numbers and places of such a clause are told.
_MOST = 20
_CLAUSE = re.compile(r";\s")
#: What ends a speaker's name to the left, and to the right, of a verb.
_LEFT = re.compile(
    r"[,:;“”\"«»‘()—–]|\b(?:that|but|and|while|when|because|as|if|which|where|after)\b"
)
_RIGHT = re.compile(r"[.,:;“”\"«»‘’()—–]|\b(?:that|in|on|at|after|who|to|of|about)\b")
_ASIDE = re.compile(r",\s*(?:who|which|whose|the|a|an)\b[^,;]{1,80},\s*$")
#: "Ana Bell, a fisher, said", "the mayor, Ana Bell, said": a name beside who that is.
_NAMED = r"[^\W\d_a-z][\w'’.-]+(?: [^\W\d_a-z][\w'’.-]+){1,3}"
_APPOSED = re.compile(
    rf"({_NAMED}), ((?:who|the|an?|one of) [^,;“”]{{1,80}}), $"
    rf"|((?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir) [^,;“”]{{3,60}}), ({_NAMED}), $"
)
_DAY = re.compile(r"^(?:[Oo]n |[Ii]n |[Aa]t )[A-Z]\w+ ")
_TO = re.compile(
    r"\s+to ((?:the |his |her |its |their )?[\w'’-]+(?: [\w'’-]+){0,3}?)"
    r"(?=[.,;:]| that\b| on\b| in\b| at\b|$)"
)
_OBJECT = re.compile(
    r"\s+((?:the |a |an |his |her |its |their |all )?[\w'’-]+(?: [\w'’-]+){0,3}?)"
    r"(?=[.,;:“\"]| that\b| to\b| of\b| about\b| on\b| in\b| not\b| for\b|$)"
)


@dataclass(frozen=True, slots=True)
class Saying:
    """One verb of saying, with what its clause holds."""

    verb: Reporting
    #: As they stand there; empty if the rules see none.
    who: str
    to_whom: str
    #: What stands in quotation marks; without any, the rest of the clause is the paraphrase.
    words: str
    paraphrase: str
    #: What is counted and named in the clause.
    numbers: tuple[str, ...]
    places: tuple[str, ...]


def statements(
    text: str, gazetteer: Gazetteer | None = None, written: date | None = None
) -> list[Saying]:
    """Return the statements of a text, one for each verb of saying.

    >>> (found,) = statements("Ana Bell told reporters that 20 boats had left Riga.")
    >>> found.who, found.verb.find.words, found.to_whom, found.numbers, found.places
    ('Ana Bell', 'told', 'reporters', ('20 boats',), ('Riga',))
    """
    clauses = _clauses(text)
    starts = [start for start, _ in clauses]
    groups: list[list[list[Any]]] = [[[], [], [], []] for _ in clauses]
    quoted = [item for item in quotations(text) if not item.depth]
    found = reporting(text), quoted, numbers(text, written), toponyms(text, gazetteer)
    for kind, items in enumerate(found):
        for item in items:
            for at, _ in getattr(item, "spans", None) or ((item.find.start, 0),):
                groups[max(0, bisect_right(starts, at) - 1)][kind].append(item)
    sayings = []
    for (start, end), (verbs, *rest) in zip(clauses, groups, strict=True):
        words, counted, named = _shared(*rest)
        for verb in verbs:
            clause = _Clause(text, start, end, verb.find)
            who, to_whom = clause.speaker(), clause.addressee()
            told = "" if words else clause.paraphrase()
            sayings.append(Saying(verb, who, to_whom, words, told, counted, named))
    return sayings


def _shared(
    quoted: Sequence[Quotation], counted: Sequence[Number], named: Sequence[Toponym]
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Return what all verbs of a clause share: words in quotation marks, numbers, places."""
    numbered = (
        " ".join(f"{item.find.words} {item.follows.split(' ')[0]}".split())
        for item in counted[:_MOST]
        if item.kind != "date"
    )
    words = " … ".join(item.find.words for item in quoted[:_MOST])
    return words, tuple(numbered), tuple(dict.fromkeys(item.find.words for item in named[:_MOST]))


def _clauses(text: str) -> list[tuple[int, int]]:
    """Return where sentences, and the parts of them between semicolons, begin and end."""
    found = []
    for start, end in sentences(text):
        cuts = [*_CLAUSE.finditer(text, start, end)]
        begins, ends = (cut.end() for cut in cuts), (cut.start() for cut in cuts)
        found += zip((start, *begins), (*ends, end), strict=True)
    return found or [(0, len(text))]


class _Clause:
    """A clause around a verb of saying, or as much of it as is looked at."""

    def __init__(self, text: str, start: int, end: int, verb: Find) -> None:
        self.verb, after = verb.words.lower(), verb.start + len(verb.words)
        self.before = text[max(start, verb.start - _REACH) : verb.start]
        self.behind = text[after : min(end, after + _REACH)]

    def speaker(self) -> str:
        """Return who speaks: what stands before the verb, or behind it where that is quoted."""
        behind = _name(_RIGHT.split(self.behind.strip(), maxsplit=1)[0])
        if self.verb == "according to":
            return behind
        if found := _APPOSED.search(self.before):
            name, role, who, called = found.groups()
            return f"{name or called}, {role or who}"
        before = _ASIDE.sub("", self.before)
        if _IMPERSONAL.search(before):
            return ""
        return _name(_LEFT.split(before)[-1]) or behind

    def addressee(self) -> str:
        """Return to whom something was said: "told reporters", "said to the court"."""
        pattern = _OBJECT if self.verb in english()["with_object"] else _TO
        match = pattern.match(self.behind)
        return match[1].strip() if match else ""

    def paraphrase(self) -> str:
        """Return what stands behind the verb, or else before it."""
        rest = self.behind.strip(" .,;:") or self.before.strip(" ,")
        return " ".join(rest.split())


def _name(words: str) -> str:
    """Return a speaker's name without what stands around it, or nothing if it is a whole clause."""
    said = _DAY.sub("", " ".join(words.split()).strip(" ,.;:"))
    parts = said.split(" ")
    while parts and parts[-1].lower() in english()["helpers"]:
        parts.pop()
    return " ".join(parts[-8:])


#: "It is believed": nobody in particular.
_IMPERSONAL = re.compile(r"\bit (?:is|was|has been) (?:\w+ly )?$", re.IGNORECASE)
