"""Who speaks in an article, or is named in it, as persons and bodies."""

import re
from dataclasses import dataclass, field
from typing import Any

from slugify import slugify

from explainer.authoring.mentioned import INSIDE, NAME, OnlyNamed
from explainer.places.sentences import english

#: The body of those who speak without one, and the one who speaks without a name.
OTHERS, NOBODY = "no-body-named", "nobody-named"
_ARTICLE = re.compile(r"^(?:the|a|an|his|her|its|their)\s+", re.IGNORECASE)
_NOBODY_IN_PARTICULAR = ("nobody", "none ", "no one", "those", "everybody", "everyone")
_WHERE = re.compile(r" in (?=[^\W\d_a-z])|,")
_THINGS = ("it", "they", "them")
_PRONOUNS = frozenset(("he", "she", "it", "they", "who", "him", "her", "them", "we", "i", "you"))


@dataclass
class Speakers:
    """The persons and bodies named so far in a text: fields by id, and why each is proposed."""

    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    bodies: dict[str, dict[str, Any]] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)
    #: Names of places: whoever is called so is no person.
    places: set[str] = field(default_factory=set)
    _last: str = ""
    _last_body: str = ""

    def named(self, words: str, paragraph: str) -> tuple[str, str]:
        """Return the id of a speaker, added if new, and what is unsure about it.

        >>> speakers = Speakers()
        >>> speakers.named("Mayor Ana Bell of Riga", "p1"), speakers.named("she", "p1")
        (('ana-bell', ''), ('ana-bell', 'The text says “she”: is it Ana Bell?'))
        >>> speakers.named("Bell", "p2")[0], speakers.named("the port authority", "p2")[0]
        ('ana-bell', 'port-authority')
        >>> speakers.people["ana-bell"]["role"]
        'Mayor … of Riga'
        """
        said = _ARTICLE.sub("", words.strip())
        last = said.rpartition(" ")[2].lower()
        if said.lower().startswith(_NOBODY_IN_PARTICULAR):
            return self._pronoun("")
        if last in _PRONOUNS or not said:
            return self._pronoun(last)
        id, name = self._added(said)
        record = self._mention(id, paragraph)
        if id not in self.people:
            self._last_body = id
        else:
            self._last = id
            spelled = record.setdefault("spelled", [])
            if name not in spelled:
                spelled.append(name)
        return id, ""

    def _added(self, said: str) -> tuple[str, str]:
        """Return the id of a person or body, added if new, and the name in the words."""
        before, name, after = _split(said)
        if known := self._known(name):
            return known, name
        body = _called(said, before, name) or (said if name in self.places else "")
        if body or " " not in name:
            return self._body(body or said), name
        return self._person(before, name, after), name

    def only_named(self, found: OnlyNamed, paragraph: str) -> None:
        """Add somebody who is named and says nothing."""
        slug = slugify(found.name)
        id = self._known(found.name) or (slug if slug in self.bodies else "")
        fresh = not id
        if fresh and found.collection == "people":
            id = self._person(found.title, found.name, "")
            self.people[id]["voice"] = "Is named, and says nothing in the article"
        elif fresh:
            id = self._body(found.name)
            self.bodies[id]["what"] = "Named in the article; what it is stands not here yet"
        if fresh:
            self.why[id] = found.why
        self._mention(id, paragraph)

    def _mention(self, id: str, paragraph: str) -> dict[str, Any]:
        """Return somebody's record, to which a paragraph is added."""
        record = self.people.get(id) or self.bodies[id]
        record["mentions"] = [*dict.fromkeys([*record.get("mentions", ()), paragraph])]
        return record

    def _pronoun(self, said: str) -> tuple[str, str]:
        id = self._last_body if said in _THINGS else self._last
        if said and id:
            name = (self.people.get(id) or self.bodies[id])["name"]
            return id, f"The text says “{said}”: is it {name}?"
        self.bodies.setdefault(NOBODY, _NOBODY | {"mentions": []})
        self.why.setdefault(NOBODY, "A verb of saying stands without a name.")
        return NOBODY, f"The text says only “{said}”: who is it?" if said else "Who says so?"

    def _known(self, name: str) -> str:
        """Return the id of a person who was named before, in full or by the last name."""
        for id, person in self.people.items():
            if name and name in (person["name"], person["name"].split()[-1]):
                return id
        return ""

    def _person(self, before: str, name: str, after: str) -> str:
        id = slugify(name) or f"person-{len(self.people) + 1}"
        self.bodies.setdefault(OTHERS, _OTHERS | {"mentions": []})
        self.why.setdefault(OTHERS, "The article gives persons without a body.")
        role = " … ".join(part for part in (before, after) if part)
        self.people[id] = {
            "name": name,
            "spelled": [name],
            "role": role or "Not given in the article",
            "body": OTHERS,
            "voice": "Speaks in the article",
        }
        self.why[id] = f"“{' '.join(filter(None, (before, name, after)))}” speaks."
        return id

    def _body(self, said: str) -> str:
        id = slugify(said) or f"body-{len(self.bodies) + 1}"
        name = said[0].upper() + said[1:]
        what = "Speaks in the article; what it is stands not here yet"
        self.bodies.setdefault(id, {"name": name, "what": what, "party": UNDECIDED})
        self.why.setdefault(id, f"“{said}” speaks, and does not look like a person's name.")
        return id


#: The party of bodies that nobody has sorted yet.
UNDECIDED = "not sorted yet"
_OTHERS = {
    "name": "No body named",
    "what": "Persons whose body the article does not name",
    "party": UNDECIDED,
}
_NOBODY = {"name": "Nobody named", "what": "The article does not say who", "party": UNDECIDED}


def _called(said: str, before: str, name: str) -> str:
    """Return the name of a body if the words are one's: from its kind of body, or its name, on.

    >>> _called("head of the Ministry of Fish in Riga", "head of the Ministry of", "Fish")
    'Ministry of Fish'
    >>> _called("Ana Bell of the Council", "", "Ana Bell")
    ''
    """
    heads = english()["bodies"]
    if any(word.lower() in heads for word in name.split()):
        tail = said[said.index(name) + len(name) :]
        return re.split(_WHERE, name + tail)[0] if tail.startswith((" of ", " for ")) else name
    words = before.split()
    at = next((at for at, word in enumerate(words) if word.lower() in heads), None)
    if at is None:
        return ""
    first = at if words[at][0].isupper() else 0
    return re.split(_WHERE, " ".join(said.split()[first:]))[0]


def _continues(said: str, run: list[re.Match[str]], word: re.Match[str]) -> bool:
    """Say whether a word goes on with a name, or begins one where none is."""
    if run and said[run[-1].end() : word.start()].strip(" "):
        return False
    capital = word[0][0].isupper() or bool(run and word[0] in INSIDE)
    last = word[0].lower().strip(".").rpartition("-")[2]
    return capital and last not in english()["titles"]


def _split(said: str) -> tuple[str, str, str]:
    """Return what stands before a person's name, the name, and what stands behind it."""
    runs: list[list[re.Match[str]]] = [[]]
    for word in NAME.finditer(said):
        if _continues(said, runs[-1], word):
            runs[-1].append(word)
        else:
            runs.append([])
    best = max(runs, key=len)
    if not best:
        return said, "", ""
    start, end = best[0].start(), best[-1].end()
    return said[:start].strip(" ,"), said[start:end], said[end:].strip(" ,")
