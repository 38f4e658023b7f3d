"""Which words of a text are names of places: every known name, and what speaks for and against it.

The oldest way to do it: take the words with a capital letter and ask a gazetteer. It understands
nothing of the text; what makes it useful are lists of what names are besides places (people, plain
words, organisations) and a look at the words around. What it costs grows with a text's length.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from explainer.places.placefile import NO_NAMES, PlaceFile
from explainer.places.ranking import CODE, Row, bare, ranked
from explainer.places.sentences import words
from explainer.places.spelling import key, nominatives
from explainer.places.weighing import SHORT, Doubt, Weighed, Weighing, Word

#: Words a name has at most.
LONGEST = 6

_POSSESSIVE = re.compile(r"['’ʼ]s?$")
_CYRILLIC = re.compile(r"[а-яґєії]", re.IGNORECASE)
#: As in "Côte d'Ivoire" and "Deir ez-Zor".
_ARTICLE = re.compile(r"[a-z]['’ʼ][A-Z]|[a-z]{2}-[A-Z]")
#: As in "Wood, Smith and San Juan counties".
_COUNTIES = re.compile(r"((?:[A-Z][\w.'’-]*[ ,]+){1,12}and (?:[A-Z][\w.'’-]* ){1,3})[Cc]ounties\b")
_LISTED = re.compile(r"(?:[A-Z][\w.'’-]* ?)+")


@dataclass(frozen=True, slots=True)
class Spot:
    """A name in a text, where it stands, and what the gazetteer has under it, likeliest first."""

    name: str
    #: As the gazetteer spells it, where a case ending was taken off; else the same.
    ask: str
    start: int
    end: int
    rows: tuple[Row, ...]
    doubts: tuple[Doubt, ...]

    @property
    def likely(self) -> bool:
        """Whether it is more likely a place than not."""
        return bool(self.rows) and not any(doubt.weighty for doubt in self.doubts)


def spots(text: str, places: PlaceFile) -> list[Spot]:
    """Return the known names of a text in their order, likely places and others.

    >>> found = spots("Jack London lived near Oakland, Calif.", PlaceFile())
    >>> [(spot.name, spot.likely) for spot in found]
    [('London', False), ('Oakland', True), ('Calif.', True)]
    """
    return list(_Search(text, places, tokens(text, places)).spots())


def tokens(text: str, places: PlaceFile) -> list[Word]:
    """Return the words of a text; a pair of names with a hyphen ("India-China") is two words.

    "Cleveland-Cliffs" is one word, and no place: only where what is written with a capital letter
    is a name on both sides, or is one beside a plain word, it is taken apart.
    """
    found = []
    for match in words(text):
        whole, at = _word(match[0], match.start()), match.start()
        parts = whole.text.split("-")
        names = (not part[:1].isupper() or places.rows(key(part)) for part in parts)
        if len(parts) == 1 or places.rows(key(whole.text)) or not all(names):
            found.append(whole)
            continue
        for part in parts:
            found += [_word(part, at)] if part else []
            at += len(part) + 1
    return found


def _spelled(row: Row) -> bool:
    """Say whether a text means a place by a spelling: no code, mistake or bare county."""
    return row["grade"] not in NO_NAMES and not bare(row)


def _word(text: str, start: int) -> Word:
    text = _POSSESSIVE.sub("", text) or text
    return Word(text, text.lower(), start, start + len(text))


class _Search(Weighing):
    """One text, and the names in it."""

    def spots(self) -> Iterator[Spot]:
        """Yield the names in their order, the longest at every place."""
        at = 0
        while at < len(self.words):
            name = self._longest(at)
            if name is None:
                at += 1
                continue
            start, end = self._start(name), self._end(name)
            self.weigh(name)
            rows, doubts = tuple(name.rows), tuple(name.doubts)
            spot = Spot(self.text[start:end], name.ask, start, end, rows, doubts)
            if spot.likely:
                self.accepted.update(range(name.first, name.last + 1))
            yield spot
            at = name.last + 1

    def _start(self, name: Weighed) -> int:
        """Return where a name begins, with the article that belongs to it ("The Hague")."""
        before = self.words[name.first - 1] if self.near(name.first - 1) else None
        the = before and before.text == "The" and name.rows[0]["name"].startswith("The ")
        return before.start if the else self.words[name.first].start

    def _end(self, name: Weighed) -> int:
        """Return where a name ends, with the full stop of an abbreviation ("Fla.")."""
        last = self.words[name.last]
        if name.ask.endswith("'s"):
            return last.end + 2
        short = name.first == name.last and last.lower in self.lists["abbreviated_states"]
        return last.end + (short and self.text[last.end : last.end + 1] == ".")

    @cached_property
    def _counties(self) -> dict[int, str]:
        """The names in a list before "counties", by where they begin."""
        return {
            found.start(1) + part.start(): part[0].rstrip()
            for found in _COUNTIES.finditer(self.text)
            for part in _LISTED.finditer(found[1])
        }

    def _county(self, first: int) -> Weighed | None:
        """Return a name that "counties" stands behind: "Wood and Smith counties"."""
        start = self.words[first].start
        if not (name := self._counties.get(start, "")):
            return None
        ends = [word.end for word in self.words[first : first + LONGEST]]
        last = first + max(bisect_right(ends, start + len(name)) - 1, 0)
        rows = ranked(self.places.rows(key(f"{name} County")))
        return Weighed(first, last, f"{name} County", rows) if rows else None

    def _longest(self, first: int) -> Weighed | None:
        """Return the longest known name that begins with a word."""
        if not self.capital(first):
            return None
        if county := self._county(first):
            return county
        best = None
        for last in range(first, min(first + LONGEST, len(self.words))):
            word = self.words[last]
            if last > first and not self.near(last - 1):
                break
            if word.capital or (last > first and _ARTICLE.match(word.text)):
                best = self._known(first, last) or best
            elif word.text not in self.lists["links"]:
                break
        return best or self._inflected(first)

    def _known(self, first: int, last: int) -> Weighed | None:
        """Return a name if the gazetteer has it, with or without an ending that says whose."""
        ask = self.text[self.words[first].start : self.words[last].end]
        if owned := self._owned(ask, self.words[last].end):
            return Weighed(first, last, f"{ask}'s", ranked(owned))
        rows = self._rows(ask, first, last)
        return Weighed(first, last, ask, ranked(rows)) if rows else None

    def _owned(self, ask: str, end: int) -> list[Row]:
        """Return the places that are spelled with the ending that mostly says whose: St. John's."""
        if self.text[end : end + 2] not in ("'s", "’s"):
            return []
        rows = (row for row in self.places.rows(key(f"{ask}'s")) if row["grade"] != CODE)
        return [row for row in rows if {"'", "’"} & {*self.places.spelled(row)[-2:]}]

    def _rows(self, ask: str, first: int, last: int) -> list[Row]:
        """Return what a name may be; a short one only if it is written as its owner writes it."""
        known = self.places.rows(key(ask))
        rows = [row for row in known if _spelled(row)]
        if first < last:
            return rows
        if self._postal(first):
            return [row for row in known if row["kind"] == "region"] or rows
        if len(key(ask)) > SHORT or self._shortened(ask, last):
            return rows
        return [row for row in rows if not self._abbreviates(row, key(ask))]

    def _shortened(self, ask: str, at: int) -> bool:
        """Say whether a word is written as abbreviations are."""
        end = self.words[at].end
        return ask.isupper() or "." in ask or self.text[end : end + 1] == "."

    def _postal(self, at: int) -> bool:
        """Say whether a word stands where a postal code does: "Odessa, TX"."""
        text = self.words[at].text
        behind = at - 1 in self.accepted and self.gap(at - 1) == ", "
        return len(text) == 2 and text.isupper() and behind

    def _abbreviates(self, row: Row, name: str) -> bool:
        """Say whether a short name is an abbreviation of a place's name ("US", "Ind.")."""
        spelled = self.places.spelled(row)
        return key(row["name"]) != name and (spelled.isupper() or spelled.endswith("."))

    def _inflected(self, first: int) -> Weighed | None:
        """Return a name in another case than the gazetteer's, in Cyrillic letters."""
        word = self.words[first].text
        for form in nominatives(word, self.lists["endings"]) if _CYRILLIC.match(word) else ():
            if rows := [row for row in self.places.rows(key(form)) if row["grade"] != CODE]:
                return Weighed(first, first, form, ranked(rows))
        return None
