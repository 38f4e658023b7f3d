"""Which words of a text are names of places: every known name, and what speaks for and against it.

The oldest way to do it: take the words with a capital letter and ask a gazetteer. It understands
nothing of the text; what makes it useful are lists of what names are besides places (people, plain
words, organisations) and a look at the words around. What it costs grows with a text's length.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from explainer.places.placefile import PlaceFile
from explainer.places.ranking import ALTERNATE, CODE, MISSPELLED, Row, rank
from explainer.places.sentences import begins, english, words
from explainer.places.spelling import key, nominatives

#: Words a name has at most.
LONGEST = 6
#: People from whom on a town is a likely meaning even of a word that means something else, or of a
#: name that people bear.
VERY_LARGE, LARGE, MIDDLE = 2_000_000, 300_000, 100_000

_POSSESSIVE = re.compile(r"['’ʼ]s?$")
_CYRILLIC = re.compile(r"[а-яґєії]", re.IGNORECASE)
_SHORT = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text, without a possessive ending."""

    text: str
    lower: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Doubt:
    """What speaks against a place, as a sentence; `weighty` if it outweighs what speaks for it."""

    text: str
    weighty: bool = True


@dataclass(frozen=True, slots=True)
class Spot:
    """A name in a text.

    Attributes
    ----------
    name : str
        As it stands there.
    ask : str
        As the gazetteer spells it, where a case ending was taken off; else the same.
    start, end : int
        Where it stands.
    rows : tuple
        What the gazetteer has under this name, likeliest first.
    doubts : tuple of Doubt
    """

    name: str
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

    Examples
    --------
    >>> found = spots("Jack London lived near Oakland, Calif.", PlaceFile())
    >>> [(spot.name, spot.likely) for spot in found]
    [('London', False), ('Oakland', True), ('Calif.', True)]
    """
    return list(_Search(text, places).spots())


def tokens(text: str, places: PlaceFile) -> list[Word]:
    """Return the words of a text; a pair of names with a hyphen ("India-China") is two words."""
    found = []
    for match in words(text):
        word = _word(match[0], match.start())
        if "-" in word.text and not places.rows(key(word.text)):
            at = word.start
            for part in word.text.split("-"):
                if part:
                    found.append(_word(part, at))
                at += len(part) + 1
        else:
            found.append(word)
    return found


def _word(text: str, start: int) -> Word:
    text = _POSSESSIVE.sub("", text) or text
    return Word(text, text.lower(), start, start + len(text))


@dataclass
class _Name:
    """A known name while it is looked at: words `first` to `last`, and what it may be."""

    first: int
    last: int
    ask: str
    rows: list[Row]
    doubts: list[Doubt] = field(default_factory=list)


class _Search:
    """One text, its words, and what is known of them."""

    def __init__(self, text: str, places: PlaceFile) -> None:
        self.text, self.places, self.lists = text, places, english()
        self.words = tokens(text, places)
        self.small = {word.lower for word in self.words if not word.capital}
        self.accepted: set[int] = set()
        self.people = self._people()

    # ------------------------------------------------------------------ what a word is

    def near(self, left: int) -> bool:
        """Say whether a word and the one after it stand side by side in one name, perhaps."""
        if not 0 <= left < len(self.words) - 1:
            return False
        one, two = self.words[left], self.words[left + 1]
        gap = self.text[one.end : two.start]
        return gap in (" ", "\n", "-") or (gap == ". " and self._abbreviated(one))

    def _abbreviated(self, word: Word) -> bool:
        return word.lower in self.lists["abbreviations"] or len(word.text) == 1

    def capital(self, at: int) -> bool:
        """Say whether a word has a capital letter that it does not owe to grammar alone."""
        return self.words[at].capital and self.words[at].lower not in self.lists["function_words"]

    def given(self, at: int) -> bool:
        """Say whether a word is a given name."""
        word = self.words[at].lower
        return word in self.places.words("given") or word in self.lists["given_names"]

    def plain(self, at: int) -> bool:
        """Say whether a word is one of the plain words of a dictionary."""
        return self.words[at].lower in self.places.words("common")

    def _people(self) -> set[str]:
        """Return what stands behind a given name or a title, in small letters: surnames."""
        found = set()
        for at in range(len(self.words) - 1):
            if not self.near(at) or not self.capital(at + 1):
                continue
            one, two = self.words[at], self.words[at + 1]
            titled = one.lower in self.lists["titles"] and two.lower not in self.lists["titles"]
            named = one.capital and self.given(at) and not self._place_pair(one, two)
            month = one.lower in self.lists["months"]
            named = named and (not month or begins(self.text, one.start))
            if titled or named:
                found.add(two.lower)
                if self.near(at + 1) and self.capital(at + 2) and self.given(at + 1):
                    found.add(self.words[at + 2].lower)
        return found

    def _place_pair(self, one: Word, two: Word) -> bool:
        if two.lower in self.lists["kinds_behind"] or self.places.rows(
            key(f"{one.text} {two.text}")
        ):
            return True
        return any(
            row["tier"] == 3 or row["kind"] == "region" for row in self.places.rows(two.lower)
        )

    # ------------------------------------------------------------------ finding names

    def spots(self) -> Iterator[Spot]:
        """Yield the names in their order, the longest at every place."""
        at = 0
        while at < len(self.words):
            name = self._longest(at)
            if name is None:
                at += 1
                continue
            start, end = self.words[name.first].start, self._end(name)
            self._weigh(name)
            spot = Spot(
                self.text[start:end], name.ask, start, end, tuple(name.rows), tuple(name.doubts)
            )
            if spot.likely:
                self.accepted.update(range(name.first, name.last + 1))
            yield spot
            at = name.last + 1

    def _end(self, name: _Name) -> int:
        """Return where a name ends, with the full stop of an abbreviation ("Fla.")."""
        last = self.words[name.last]
        short = name.first == name.last and last.lower in self.lists["abbreviated_states"]
        return last.end + (short and self.text[last.end : last.end + 1] == ".")

    def _longest(self, first: int) -> _Name | None:
        """Return the longest known name that begins with a word."""
        if not self.capital(first):
            return None
        best = None
        for last in range(first, min(first + LONGEST, len(self.words))):
            word = self.words[last]
            if last > first and not self.near(last - 1):
                break
            if word.capital:
                ask = self.text[self.words[first].start : word.end]
                if rows := self._rows(ask, first, last):
                    best = _Name(first, last, ask, rows)
            elif word.text not in self.lists["links"]:
                break
        return best or self._inflected(first)

    def _rows(self, ask: str, first: int, last: int) -> list[Row]:
        """Return what a name may be; a short one only if it is written as its owner writes it."""
        name = key(ask)
        rows = [row for row in self.places.rows(name) if row["grade"] not in (CODE, MISSPELLED)]
        if first == last and len(name) <= _SHORT and rows:
            after = self.text[self.words[last].end : self.words[last].end + 1]
            short = ask.isupper() or "." in ask or after == "."
            rows = [row for row in rows if short or not self._abbreviates(row, name)]
        return sorted(rows, key=rank, reverse=True)

    def _abbreviates(self, row: Row, name: str) -> bool:
        """Say whether a short name is an abbreviation of a place's name ("US", "Ind.")."""
        if key(row["name"]) == name:
            return False
        spelled = self.places.spelled(row)
        return spelled.isupper() or spelled.endswith(".")

    def _inflected(self, first: int) -> _Name | None:
        """Return a name in another case than the gazetteer's, as in Ukrainian and Russian."""
        word = self.words[first]
        if not _CYRILLIC.match(word.text):
            return None
        for form in nominatives(word.text, self.lists["endings"]):
            rows = [row for row in self.places.rows(key(form)) if row["grade"] != CODE]
            if rows:
                return _Name(first, first, form, sorted(rows, key=rank, reverse=True))
        return None

    # ------------------------------------------------------------------ weighing

    def _weigh(self, name: _Name) -> None:
        """Say what speaks against a name's being a place."""
        if any(row["kind"] == "metonym" for row in name.rows):
            if self.words[name.first].lower in self.lists["months"]:
                name.doubts.append(Doubt("It may be the month."))
            note = next(row["note"] for row in name.rows if row["kind"] == "metonym")
            name.doubts.append(Doubt(note))
            return
        self._before(name)
        self._behind(name)
        if name.first == name.last:
            self._alone(name)
        best = name.rows[0]
        if best["kind"] == "demonym":
            text = "It is an adjective or a people's name: it points to a place and names none."
            name.doubts.append(Doubt(text, weighty=False))

    def _before(self, name: _Name) -> None:
        at = name.first - 1
        if at < 0:
            return
        before = self.words[at]
        if self.near(at) and before.lower in self.lists["titles"]:
            name.doubts.append(Doubt(f"“{before.text}” stands before it, so it may be a person."))
        elif self.near(at) and self.capital(at) and not self._belongs(at):
            text = "A word with a capital letter stands beside it: it may be part of a longer name."
            name.doubts.append(Doubt(text, weighty=self.given(at) or not self.plain(at)))
        elif before.lower == "of" and self._head(at - 1):
            head = self.words[at - 1].text
            name.doubts.append(Doubt(f"“{head} of” stands before it: it is part of another name."))

    def _belongs(self, at: int) -> bool:
        """Say whether the word before a name may be an attribute of a place."""
        word = self.words[at].lower
        lists = ("directions", "kinds_before", "months")
        return at in self.accepted or any(word in self.lists[name] for name in lists)

    def _head(self, at: int) -> bool:
        return at >= 0 and self.capital(at) and self.words[at].lower in self.lists["heads_of"]

    def _behind(self, name: _Name) -> None:
        at = name.last + 1
        if at >= len(self.words) or not self.near(name.last):
            return
        after = self.words[at]
        if after.text in self.lists["reporting"]:
            text = f"“{after.text}” follows: it may stand for people, as a government (a metonym)."
            name.doubts.append(Doubt(text, weighty=False))
        if not self.capital(at):
            return
        joined = self.text[self.words[name.last].end : after.start] != "-"
        if other := self._other_name(at):
            name.doubts.append(Doubt(f"“{other}” follows: it is part of another name."))
        elif joined and not self._fits_behind(at):
            one = name.first == name.last
            person = one and (self.given(name.first) or not self._large(name))
            text = "A word with a capital letter stands beside it: it may be part of a longer name."
            name.doubts.append(Doubt(text, weighty=person and self._surname(at)))

    def _other_name(self, at: int) -> str:
        """Return the word that makes a name before it part of another ("... High School")."""
        for last in range(at, min(at + 3, len(self.words))):
            if not self.capital(last) or (last > at and not self.near(last - 1)):
                break
            if self.words[last].lower in self.lists["not_places"]:
                return self.words[last].text
        return ""

    def _surname(self, at: int) -> bool:
        return not self.plain(at) or self.words[at].lower in self.places.words("surname")

    def _fits_behind(self, at: int) -> bool:
        """Say whether a word with a capital letter behind a name leaves it a place."""
        lower = self.words[at].lower
        lists = ("kinds_behind", "titles", "months", "directions")
        if any(lower in self.lists[name] for name in lists):
            return True
        return any(
            row["tier"] > 1 or row["kind"] in {"demonym", "region"}
            for row in self.places.rows(lower)
        )

    def _alone(self, name: _Name) -> None:
        """Weigh a name of one word by what else that word is."""
        at, word = name.first, self.words[name.first]
        large, cued = self._large(name), self._cued(name)
        if begins(self.text, word.start):
            text = "It begins a sentence, where every word has a capital letter."
            rare = not self._large(name, VERY_LARGE) and not self._narrowed(name)
            name.doubts.append(Doubt(text, weighty=self.plain(at) and rare))
        if word.lower in self.small:
            text = "The same word also stands here with a small letter."
            name.doubts.append(Doubt(text, weighty=not (cued and large)))
        if name.rows[0]["kind"] == "demonym":
            return
        if self.plain(at) and not self._large(name, MIDDLE) and not cued:
            name.doubts.append(Doubt("It is a plain English word, and the place is small."))
        if word.lower in self.people and not cued:
            name.doubts.append(Doubt("A person in this text bears the name."))
        bears = self.given(at) or word.lower in self.places.words("surname")
        if bears and not cued and not self._large(name, MIDDLE):
            name.doubts.append(Doubt("People bear this name, and the place is small."))
        if word.text.isupper() and 1 < len(word.text) <= 5 and not large and not cued:
            name.doubts.append(Doubt("It is written in capitals, as abbreviations are."))
        foreign = name.rows[0]["grade"] == ALTERNATE and len(word.text) <= _SHORT
        if (foreign or len(word.text) <= 2) and not large:
            name.doubts.append(Doubt("It is short, and the gazetteer's own name is another."))

    def _large(self, name: _Name, people: int = LARGE) -> bool:
        return any(
            row["tier"] > 1
            or row["kind"] in {"region", "demonym"}
            or (row["population"] or 0) >= people
            for row in name.rows
        )

    def _cued(self, name: _Name) -> bool:
        """Say whether the words around make a place likely: "in Reading", "Reading, Pa."."""
        at = name.first - 1
        while at >= 0 and (
            self.words[at].lower == "the" or self.words[at].lower in self.lists["directions"]
        ):
            at -= 1
        if at >= 0 and self.words[at].lower in self.lists["before_places"] and self.near(at):
            return True
        return self._listed(name) or self._narrowed(name)

    def _narrowed(self, name: _Name) -> bool:
        """Say whether the kind of place, or the area it is in, stands behind a name."""
        behind = name.last + 1
        if behind >= len(self.words):
            return False
        after = self.words[behind]
        if self.near(name.last) and after.lower in self.lists["kinds_behind"]:
            return True
        gap = self.text[self.words[name.last].end : after.start]
        return gap == ", " and after.capital and self._narrows(after)

    def _listed(self, name: _Name) -> bool:
        """Say whether a place stands right before it in a list: "Riga and Bath", "Riga, Bath"."""
        at = name.first - 1
        if at < 0:
            return False
        if at in self.accepted:
            return self.text[self.words[at].end : self.words[name.first].start] == ", "
        return (
            self.words[at].text in ("and", "or") and at - 1 in self.accepted and self.near(at - 1)
        )

    def _narrows(self, word: Word) -> bool:
        return any(
            row["tier"] == 3 or row["kind"] in {"region", "country"}
            for row in self.places.rows(word.lower)
        )


def names_of(found: Sequence[Spot]) -> list[str]:
    """Return the names of likely places, as the gazetteer is asked for them."""
    return [spot.ask for spot in found if spot.likely]
