"""Persons and bodies that an article names without letting them speak."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from explainer.places.sentences import begins, english
from explainer.recognition.dating import DAYS

#: A word of a name, and small words within names.
NAME = re.compile(r"[^\W\d_]+(?:['’ʼ.-][^\W\d_]*)*")
INSIDE = frozenset(("de", "van", "von", "der", "bin", "al", "el", "la", "di", "da"))
_CAPITAL = r"(?=[^\W\d_a-zß-öø-ÿ])(?:[^\W\d_]\.|[^\W\d_]+(?:['’ʼ.-][^\W\d_]+)*)"
_RUN = re.compile(rf"{_CAPITAL}(?:[ ](?:(?:{'|'.join(sorted(INSIDE))})[ ])?{_CAPITAL})*")
_OF = re.compile(rf" (?:of|for)(?: the)?((?: {_CAPITAL})+(?: and {_CAPITAL})?)")
_TITLE = re.compile(r"([\w-]+)\.? $")
_CAPITALS = re.compile(r"[A-Z]{3,6}")


@dataclass(frozen=True, slots=True)
class OnlyNamed:
    """A name: what kind of record it may be, the title before it, where it stands, why."""

    collection: str
    name: str
    title: str
    start: int
    end: int
    why: str


def mentioned(text: str, taken: Collection[tuple[int, int]]) -> Iterator[OnlyNamed]:
    """Yield names of persons and bodies in a text, by their form: each may be something else.

    What is `taken` are the spans of places and other finds.

    >>> text = "They met Mayor Ana Bell, Jo Tarn and the Ministry of Fish. OPEC and Bell came."
    >>> [(found.collection, found.name) for found in mentioned(text, [])]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('people', 'Ana Bell'), ('people', 'Jo Tarn'), ('bodies', 'Ministry of Fish'),
     ('bodies', 'OPEC')]
    """
    done = 0
    for match in _RUN.finditer(text):
        start, end = _bare(text, *match.span())
        if start < done:
            continue
        over = [(a, b) for a, b in taken if a < end and start < b]
        found = _body(text, start, end) or _person(text, start, end)
        # The name of a place may begin that of a body: "Riga City Council".
        whole = not over or (found and found.collection == "bodies" and max(over)[1] < end)
        if found and whole:
            done = found.end
            yield found


def _body(text: str, start: int, end: int) -> OnlyNamed | None:
    heads, parts = english()["bodies"], _parts(text, start, end)
    if heads.isdisjoint(parts):
        known, why = _CAPITALS.fullmatch(text, start, end), "Capital letters, as of a body."
    else:
        if parts[-1] in heads and (tail := _OF.match(text, end)):
            end = tail.end()
        known, why = " " in text[start:end], "It is called as bodies are. It is only named here."
    return OnlyNamed("bodies", text[start:end], "", start, end, why) if known else None


def _person(text: str, start: int, end: int) -> OnlyNamed | None:
    parts, lists = _parts(text, start, end), english()
    things = lists["not_places"] | lists["kinds_behind"] | lists["kinds_before"] | lists["bodies"]
    if not 2 <= len(parts) <= 4 or not things.union(DAYS).isdisjoint(parts):
        return None
    before = _TITLE.search(text, max(0, start - 30), start)
    title = before[1] if before and before[1].lower() in lists["titles"] else ""
    sure = title or parts[0] in lists["given_names"]
    why = "It looks like the name of a person." if sure else "Two words with capitals."
    why = f"{why} It is only named here."
    return OnlyNamed("people", text[start:end], title, start, end, why)


def _parts(text: str, start: int, end: int) -> list[str]:
    return text[start:end].lower().replace(".", "").split()


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a run without the words before a name: titles, and what only begins a sentence."""
    lists = english()
    small = lists["function_words"] | lists["months"] | {*DAYS}
    found = [*NAME.finditer(text, start, end)]
    titled = (word[0].lower().rpartition("-")[2] in lists["titles"] for word in found)
    behind = [at for at, is_title in enumerate(titled, 1) if is_title]
    for word in found[behind[-1] if behind else 0 :]:
        said = word[0].lower().strip(".")
        first = begins(text, word.start()) and said not in lists["given_names"]
        lone = first and f" {said}" in text
        if word[0][0].isupper() and said not in small and not lone:
            return word.start(), end
    return end, end
