"""What speaks against a name's being a place: people, plain words, other names, abbreviations."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from explainer.places.placefile import PlaceFile
from explainer.places.ranking import ALTERNATE, Row
from explainer.places.sentences import begins, dateline, english
from explainer.places.spelling import key

#: People from whom on a town is a likely meaning even of a word that means something else, or of a
#: name that people bear.
VERY_LARGE, LARGE, MIDDLE = 2_000_000, 300_000, 100_000
#: Letters up to which a name counts as short.
SHORT = 4
_AGE = re.compile(r", (?:aged )?[1-9]\d?(?=[,.;)]|\s*$)")
_LONGER = "A word with a capital letter stands beside it: it may be part of a longer name."


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


@dataclass
class Weighed:
    """A known name while it is looked at: words `first` to `last`, and what it may be."""

    first: int
    last: int
    ask: str
    rows: list[Row]
    doubts: list[Doubt] = field(default_factory=list)

    def doubt(self, text: str, weighty: bool = True) -> None:
        """Say what speaks against a place."""
        self.doubts.append(Doubt(text, weighty))


def _wide(rows: Iterable[Row], tier: int, *kinds: str) -> bool:
    """Say whether one of some places is as well known as a tier, or of one of the kinds."""
    return any(row["tier"] >= tier or row["kind"] in kinds for row in rows)


class Weighing:
    """One text, its words, and what speaks against each name in it."""

    def __init__(self, text: str, places: PlaceFile, words: list[Word]) -> None:
        self.text, self.places, self.lists, self.words = text, places, english(), words
        self.small = {word.lower for word in self.words if not word.capital}
        self.accepted: set[int] = set()
        self.people = self._people()

    def gap(self, left: int) -> str:
        """Return what stands between a word and the one after it."""
        return self.text[self.words[left].end : self.words[left + 1].start]

    def near(self, left: int) -> bool:
        """Say whether a word and the one after it stand side by side in one name, perhaps."""
        if not 0 <= left < len(self.words) - 1:
            return False
        if self.gap(left) == ". ":
            return len(self.words[left].text) == 1 or self.says(left, "abbreviations")
        return self.gap(left) in (" ", "\n", "-")

    def says(self, at: int, *lists: str) -> bool:
        """Say whether there is a word at a place, and it stands in one of some lists."""
        here = 0 <= at < len(self.words)
        return here and any(self.words[at].lower in self.lists[name] for name in lists)

    def capital(self, at: int) -> bool:
        """Say whether a word has a capital letter that it does not owe to grammar alone."""
        return self.words[at].capital and not self.says(at, "function_words")

    def given(self, at: int) -> bool:
        """Say whether a word is a given name."""
        return self.words[at].lower in self.places.words("given") or self.says(at, "given_names")

    def plain(self, at: int) -> bool:
        """Say whether a word is one of the plain words of a dictionary."""
        return self.words[at].lower in self.places.words("common")

    def _people(self) -> set[str]:
        """Return what stands behind a given name or a title, in small letters: surnames."""
        found = set()
        for at in range(len(self.words) - 1):
            if self.near(at) and self.capital(at + 1) and self._introduces(at):
                found.add(self.words[at + 1].lower)
                if self.near(at + 1) and self.capital(at + 2) and self.given(at + 1):
                    found.add(self.words[at + 2].lower)
        return found

    def _introduces(self, at: int) -> bool:
        """Say whether a word is a title or a given name, so that a surname follows."""
        if self.says(at, "titles") and not self.says(at + 1, "titles"):
            return True
        named = self.words[at].capital and self.given(at) and not self._month(at)
        return named and (self._acts(at + 1) or not self._place_pair(at))

    def _acts(self, at: int) -> bool:
        """Say whether an age or a verb of saying stands behind a name: "Jo London, 71,"."""
        verb = self.near(at) and self.words[at + 1].text in self.lists["reporting"]
        return verb or bool(_AGE.match(self.text, self.words[at].end))

    def _month(self, at: int) -> bool:
        """Say whether a word is a month and no given name: "in May", "3 May", "last May"."""
        timed = self.near(at - 1) and self.says(at - 1, "before_places", "before_months")
        counted = self.text[max(0, self.words[at].start - 2)].isdigit()
        return self.says(at, "months") and (timed or counted)

    def _place_pair(self, at: int) -> bool:
        """Say whether a word and the one after it may be one place's name."""
        one, two = self.words[at], self.words[at + 1]
        whole = self.says(at + 1, "kinds_behind") or self.places.rows(key(f"{one.text} {two.text}"))
        return bool(whole) or _wide(self.places.rows(two.lower), 3, "region")

    def weigh(self, name: Weighed) -> None:
        """Say what speaks against a name's being a place."""
        notes = [row["note"] for row in name.rows if row["kind"] == "metonym"]
        if notes and not self._put(name):
            if self.says(name.first, "months"):
                name.doubt("It may be the month.")
            name.doubt(notes[0])
            return
        self._before(name)
        if self.near(name.last):
            self._behind(name, name.last + 1)
        if name.first == name.last:
            self._alone(name)
        if name.rows[0]["kind"] == "demonym":
            text = "It is an adjective or a people's name: it points to a place and names none."
            name.doubt(text, weighty=False)

    def _put(self, name: Weighed) -> bool:
        """Keep of a word that mostly is no place those that the text puts where they are."""
        at = name.last + 1
        if at >= len(self.words) or self.gap(name.last) != ", ":
            return False
        areas = {row["id"] for row in self.places.rows(key(self.words[at].text))}
        held = [row for row in name.rows if areas & self.places.around(row)]
        name.rows = held or name.rows
        return bool(held)

    def _before(self, name: Weighed) -> None:
        at = name.first - 1
        if self.near(at) and self.says(at, "titles"):
            name.doubt(f"“{self.words[at].text}” stands before it, so it may be a person.")
        elif self.near(at) and self.capital(at) and not self._belongs(at):
            # A country or a capital may stand behind what only begins a sentence.
            opened = begins(self.text, self.words[at].start) and _wide(name.rows, 2)
            name.doubt(_LONGER, weighty=self.given(at) or not (self.plain(at) or opened))
        elif self.words[at].lower == "of" and self.says(at - 1, "heads_of"):
            head = self.words[at - 1]
            if head.capital:
                name.doubt(f"“{head.text} of” stands before it: it is part of another name.")

    def _belongs(self, at: int) -> bool:
        """Say whether the word before a name may be an attribute of a place."""
        return at in self.accepted or self.says(at, "directions", "kinds_before", "months")

    def _behind(self, name: Weighed, at: int) -> None:
        """Weigh a name by the word that follows."""
        after = self.words[at].text
        if after in self.lists["reporting"]:
            text = f"“{after}” follows: it may stand for people, as a government (a metonym)."
            name.doubt(text, weighty=False)
        if after in self.lists["illnesses"] and name.rows[0]["kind"] != "demonym":
            name.doubt(f"“{after}” follows: an illness is called so.")
        if not self.capital(at):
            return
        if self.given(name.last) and self._acts(at) and self.words[at].lower in self.people:
            name.doubt("It is a given name here: a surname follows.")
        elif other := self._other_name(at):
            name.doubt(f"“{other}” follows: it is part of another name.")
        elif self.gap(name.last) != "-" and not self._fits_behind(at):
            name.doubt(_LONGER, weighty=self._person(name) and self._surname(at))

    def _person(self, name: Weighed) -> bool:
        one = name.first == name.last
        return one and (self.given(name.first) or not self._large(name))

    def _surname(self, at: int) -> bool:
        return not self.plain(at) or self.words[at].lower in self.places.words("surname")

    def _other_name(self, at: int) -> str:
        """Return the word that makes a name before it part of another ("... High School")."""
        for last in range(at, min(at + 3, len(self.words))):
            if not self.capital(last) or (last > at and not self.near(last - 1)):
                break
            if self.says(last, "not_places"):
                return self.words[last].text
        return ""

    def _fits_behind(self, at: int) -> bool:
        """Say whether a word with a capital letter behind a name leaves it a place."""
        if self.says(at, "kinds_behind", "titles", "months", "directions"):
            return True
        return _wide(self.places.rows(self.words[at].lower), 2, "demonym", "region")

    def _alone(self, name: Weighed) -> None:
        """Weigh a name of one word by what else that word is."""
        at, word = name.first, self.words[name.first]
        large, cued = self._large(name), self._cued(name)
        if begins(self.text, word.start):
            text = "It begins a sentence, where every word has a capital letter."
            rare = not self._large(name, VERY_LARGE) and not self._narrowed(name)
            name.doubt(text, weighty=self.plain(at) and rare)
        if word.lower in self.small:
            text = "The same word also stands here with a small letter."
            name.doubt(text, weighty=not (cued and large))
        if name.rows[0]["kind"] != "demonym":
            name.doubts += map(Doubt, () if cued else self._otherwise(name))
            foreign = name.rows[0]["grade"] == ALTERNATE and len(word.text) <= SHORT
            if (foreign or len(word.text) <= 2) and not large:
                name.doubt("It is short, and the gazetteer's own name is another.")

    def _otherwise(self, name: Weighed) -> Iterator[str]:
        """Yield what else a word can be where nothing around it makes a place likely."""
        at, word = name.first, self.words[name.first]
        small = not self._large(name, MIDDLE)
        if self.plain(at) and small:
            yield "It is a plain English word, and the place is small."
        if word.lower in self.people:
            yield "A person in this text bears the name."
        if small and (self.given(at) or word.lower in self.places.words("surname")):
            yield "People bear this name, and the place is small."
        if word.text.isupper() and 1 < len(word.text) <= 5 and not self._large(name):
            yield "It is written in capitals, as abbreviations are."

    def _large(self, name: Weighed, people: int = LARGE) -> bool:
        many = any((row["population"] or 0) >= people for row in name.rows)
        return many or _wide(name.rows, 2, "region", "demonym")

    def _cued(self, name: Weighed) -> bool:
        """Say whether the words around make a place likely: "in Reading", "Reading, Pa."."""
        at = name.first - 1
        while self.says(at, "directions") or (at >= 0 and self.words[at].lower == "the"):
            at -= 1
        if self.near(at) and self.says(at, "before_places"):
            return True
        behind = self.words[name.last + 1].text if self.near(name.last) else ""
        people = behind in self.lists["behind_places"]
        return people or self._listed(name) or self._narrowed(name)

    def _narrowed(self, name: Weighed) -> bool:
        """Say whether the kind of place, its area, or a dateline's dash stands behind a name."""
        at = name.last + 1
        if dateline(self.text, self.words[name.first].start, self.words[name.last].end):
            return True
        if self.near(name.last) and self.says(at, "kinds_behind"):
            return True
        if at >= len(self.words) or self.gap(name.last) != ", " or not self.words[at].capital:
            return False
        return _wide(self.places.rows(key(self.words[at].text)), 3, "region", "country")

    def _listed(self, name: Weighed) -> bool:
        """Say whether a place stands right before it in a list: "Riga and Bath", "Riga, Bath"."""
        at = name.first - 1
        if at in self.accepted:
            return self.gap(at) == ", "
        joined = self.words[at].text in ("and", "or") and self.near(at - 1)
        return joined and at - 1 in self.accepted
