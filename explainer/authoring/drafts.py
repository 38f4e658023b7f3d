"""Drafts of a story's records, found in the text of an article by rules; a reader decides."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import Any

from geopy.location import Location
from slugify import slugify

from explainer.authoring.abroad import numbers_in
from explainer.authoring.amounts import amount
from explainer.authoring.article import headline, paragraphs
from explainer.authoring.choosing import place_fields
from explainer.authoring.mentioned import mentioned
from explainer.authoring.naming import NOBODY, Speakers
from explainer.authoring.shortened import briefly, kept_words, told, unmarked
from explainer.places.gazetteer import Gazetteer
from explainer.places.sentences import english
from explainer.recognition import Number, Saying, numbers, quotations, statements

#: The one source, subject and lane a new story begins with.
ARTICLE, SUBJECT, LANE = "article", "main", "news"
#: Fewer words in quotation marks are a name, or held at arm's length.
_SAID = 4
#: Said of a telling that is only begun.
_CUT = " The telling is only begun: how would you say it?"


@dataclass(frozen=True, slots=True)
class Draft:
    """A record that a text suggests, where in the text its words stand, and what is unsure."""

    #: ``places``, ``people``, ``bodies``, ``statements``, ``figures`` or ``events``.
    collection: str
    row: dict[str, Any]
    why: str
    start: int
    end: int


def drafts(text: str, day: date, lang: str = "en") -> list[Draft]:
    """Return drafts of places, people, statements, numbers and days, in the text's order.

    From the `day` of the article "Thursday" is told. Of other languages than English only places,
    numbers and days are read. Each draft fits the form of its record. What is said stands before
    its speaker: who keeps the one has kept the other.

    >>> found = drafts("Ana Bell said on Thursday that 20 boats had left Riga.", date(2020, 6, 5))
    >>> [(draft.collection, draft.row["id"]) for draft in found]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('statements', 's1'), ('bodies', 'no-body-named'), ('people', 'ana-bell'),
     ('events', 'day-2020-06-04'), ('figures', 'n1'), ('places', 'riga')]
    """
    return _Reader(text, day, lang).drafts()


class _Reader:
    """One text, read once by every rule."""

    def __init__(self, text: str, day: date, lang: str) -> None:
        self.text, self.day = text, day
        self._english = lang == "en"
        self._paragraphs = paragraphs(text)
        self._gazetteer = Gazetteer()
        self._speakers = Speakers()
        self._taken: list[tuple[int, int]] = []
        self._first: dict[str, tuple[int, int]] = {}
        self._sayings = statements(text, self._gazetteer, day) if self._english else []
        self._counted = numbers(text, day) if self._english else numbers_in(text, lang, day)

    def drafts(self) -> list[Draft]:
        places = [*self._places()]
        at = {words: draft.row["id"] for draft in places for words in draft.row["spelled"]}
        self._speakers.places |= {*at}
        found = [*places, *self._statements(at), *self._unattributed(), *self._numbers(at)]
        if self._english:  # persons and bodies that say nothing, where they are named first
            for name in mentioned(self.text, [*self._taken, (0, len(headline(self.text)))]):
                self._speakers.only_named(name, self._paragraph(name.start))
                self._new(name.start, name.end)
        found += self._actors()
        return sorted(found, key=lambda draft: (draft.start, _ORDER.index(draft.collection)))

    def _paragraph(self, start: int) -> str:
        for id, first, last in self._paragraphs:
            if first <= start <= last:
                return id
        return self._paragraphs[0][0]

    def _places(self) -> Iterator[Draft]:
        """Yield each place once, with all its spellings and paragraphs."""
        found: dict[str, Draft] = {}
        for place in self._gazetteer.resolve(self.text):
            if place.raw["kind"] == "demonym":
                continue
            words, start = place.raw["words"], place.raw["start"]
            self._taken.append((start, start + len(words)))
            paragraph = self._paragraph(start)
            if same := found.get(place.raw["id"]):
                row = same.row
                row["spelled"] = [*dict.fromkeys([*row["spelled"], words])]
                row["mentions"] = [*dict.fromkeys([*row["mentions"], paragraph])]
                continue
            row = _place_row(place, words, paragraph, {d.row["id"] for d in found.values()})
            why = f"The text names “{words}”: {place.raw['rank_reason']}."
            sure = place.raw["sure"]
            why += f" The rules are {sure:.0%} sure; it has rivals." if sure < 1 else ""
            found[place.raw["id"]] = Draft("places", row, why, start, start + len(words))
        yield from found.values()

    def _statements(self, at: dict[str, str]) -> Iterator[Draft]:
        for number, saying in enumerate(self._sayings, start=1):
            start = saying.verb.find.start
            paragraph = self._paragraph(start)
            speaker, doubt = self._speakers.named(saying.who, paragraph)
            span = start, start + len(saying.verb.find.words)
            self._new(*span)
            row = self._statement_row(saying, f"s{number}", speaker, paragraph, at)
            cut = _CUT * row["paraphrase"].endswith("…")
            why = f"“{saying.verb.find.words}”: {saying.verb.does}. {doubt}{cut}".strip()
            yield Draft("statements", row, why, *span)

    def _unattributed(self) -> Iterator[Draft]:
        """Yield quotations for which no verb of saying gives a speaker."""
        told = " ".join(saying.words for saying in self._sayings)
        found = [item for item in quotations(self.text) if self._english and not item.depth]
        loose = [item for item in found if item.find.words not in told]
        for number, item in enumerate(loose, start=1):
            if len(item.inner.split()) < _SAID:
                continue  # a word held at arm's length, or a title
            paragraph = self._paragraph(item.find.start)
            span = item.find.start, item.find.start + len(item.find.words)
            speaker, _ = self._speakers.named("", paragraph)
            self._new(*span)
            words = kept_words([unmarked(item.find.words)])
            row = {
                "id": f"q{number}",
                "kind": "quotation",
                "speaker": speaker,
                "act": "said",
                **words,
                "paraphrase": _quoted(words["words"][0]),
                "date": self.day.isoformat(),
                "topic": SUBJECT,
                "voice": "own voice",
                "mentions": [paragraph],
                "sources": [ARTICLE],
            }
            yield Draft("statements", row, "Quoted, and no verb says by whom.", *span)

    def _new(self, start: int, end: int) -> None:
        """Note where those stand who were not known before."""
        for id in (*self._speakers.bodies, *self._speakers.people):
            self._first.setdefault(id, (start, end))

    def _actors(self) -> Iterator[Draft]:
        named = self._speakers
        for collection, held in (("bodies", named.bodies), ("people", named.people)):
            for id, fields in held.items():
                row = {"id": id} | fields | {"sources": [ARTICLE]}
                yield Draft(collection, row, named.why[id], *self._first[id])

    def _statement_row(
        self, saying: Saying, id: str, speaker: str, paragraph: str, at: dict[str, str]
    ) -> dict[str, Any]:
        quoted = [unmarked(part) for part in saying.words.split(" … ") if part]
        row: dict[str, Any] = {
            "id": id,
            "kind": "quotation" if quoted else "claim",
            "speaker": speaker,
            "act": saying.verb.find.words.lower(),
        }
        row |= kept_words(quoted) if quoted else {}
        row["paraphrase"] = _quoted(row["words"][0]) if quoted else briefly(told(saying))
        row |= {"to_whom": saying.to_whom} if saying.to_whom else {}
        row["date"] = min(self._when(saying), self.day.isoformat())
        row |= self._spoken_at(saying, at)
        row |= {"topic": SUBJECT, "mentions": [paragraph]}
        if speaker == NOBODY:
            row["voice"] = "own voice"
        row["check"] = f"The article writes “{saying.verb.find.words}”: {saying.verb.does}."
        return row | {"sources": [ARTICLE]}

    def _spoken_at(self, saying: Saying, at: dict[str, str]) -> dict[str, str]:
        """Return the place that stands right behind to whom something was said."""
        place = next((at[name] for name in saying.places if name in at), None)
        if not (place and saying.to_whom):
            return {}
        there = f"{saying.to_whom} in {saying.places[0]}" in saying.verb.find.sentence
        return {"place": place} if there else {}

    def _when(self, saying: Saying) -> str:
        """Return the day that stands right behind the verb, or the day of the article."""
        behind = saying.verb.find.start + len(saying.verb.find.words)
        for number in numbers(self.text[behind : behind + 40], self.day):
            if number.when and number.find.start <= len(" on ") and "/" not in number.when:
                return number.when
        return self.day.isoformat()

    def _numbers(self, at: dict[str, str]) -> Iterator[Draft]:
        counted, days = 0, set()
        speakers = {s.verb.find.sentence: s.who for s in self._sayings}
        dated = {n.find.sentence: n.when for n in self._counted if "" < n.when <= str(self.day)}
        for number in self._counted:
            span = number.find.start, number.find.start + len(number.find.words)
            named = {at[words]: words for words in at if words in number.find.sentence}
            if number.kind != "date":
                counted += 1
                known = [*named.values()], dated.get(number.find.sentence, "")
                row = self._figure_row(number, f"n{counted}", speakers, *known)
                yield Draft("figures", row, f"“{number.find.words} {number.follows}”.", *span)
            elif "" < number.when[:10] <= self.day.isoformat() and number.when not in days:
                days.add(number.when)
                row = self._event_row(number, [*named])
                yield Draft("events", row, f"The text names a day: “{number.find.words}”.", *span)

    def _figure_row(
        self, number: Number, id: str, speakers: dict[str, str], places: list[str], when: str
    ) -> dict[str, Any]:
        small = english()["function_words"]
        follows = [*takewhile(lambda word: word.lower() not in small, number.follows.split())]
        unit = "per cent" if number.kind == "share" else follows[0] if follows else "of what?"
        paragraph = self._paragraph(number.find.start)
        by, _ = self._speakers.named(speakers.get(number.find.sentence, ""), paragraph)
        self._new(number.find.start, number.find.start + len(number.find.words))
        unsaid = {"where": not places, "when": not when, "who": by == NOBODY}
        value = number.value
        return {
            "id": id,
            **(amount(number.find.words) if value is None else {"low": value, "high": value}),
            "unit": unit,
            "counts": " ".join(follows) or "not said in these words",
            "where": ", ".join(places) or "Not said in this sentence",
            "as_of": when or self.day.isoformat(),
            "by": by,
            "wording": " ".join([number.find.words, *follows]),
            "topic": SUBJECT,
            "unsaid": [name for name, missing in unsaid.items() if missing],
            "mentions": [paragraph],
            "sources": [ARTICLE],
        }

    def _event_row(self, number: Number, places: list[str]) -> dict[str, Any]:
        return {
            "id": f"day-{slugify(number.when)}",
            "date": number.when,
            "title": briefly(number.find.sentence),
            "text": f"The article names this day: “{number.find.words}”.",
            "lane": LANE,
            "places": places,
            "sources": [ARTICLE],
        }


def _quoted(words: str) -> str:
    return f"In quotation marks: {briefly(words)}"


_ORDER = ("statements", "bodies", "people", "places", "events", "figures")


def _place_row(place: Location, words: str, paragraph: str, taken: set[str]) -> dict[str, Any]:
    fields = {name: value for name, value in place_fields(place).items() if value is not None}
    base = slugify(fields["name"]) or slugify(words) or "place"
    id = base if base not in taken else f"{base}-{sum(i.startswith(base) for i in taken) + 1}"
    return {"id": id, **fields, "spelled": [words], "mentions": [paragraph], "sources": [ARTICLE]}
