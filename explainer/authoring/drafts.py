"""Drafts of a story's records, found in the text of an article by rules; a reader decides."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import Any

from geopy.location import Location
from slugify import slugify

from explainer.authoring.amounts import amount
from explainer.authoring.article import paragraphs
from explainer.authoring.gazetted import place_fields
from explainer.authoring.naming import Speakers
from explainer.places.gazetteer import Gazetteer
from explainer.places.sentences import english
from explainer.recognition import Number, Saying, numbers, statements
from explainer.story.checks.quoting import MOST_WORDS

#: The one source and the one subject a new story begins with.
ARTICLE, SUBJECT, LANE = "article", "main", "news"
_QUOTES = re.compile(r"[“”„«»\"]")


@dataclass(frozen=True, slots=True)
class Draft:
    """A record that a text suggests.

    Attributes
    ----------
    collection : str
        ``places``, ``people``, ``bodies``, ``statements``, ``figures`` or ``events``.
    row : dict
        The record's fields, with ``id``.
    why : str
        Why it is proposed, and what is unsure.
    start, end : int
        Where in the text its words stand.
    """

    collection: str
    row: dict[str, Any]
    why: str
    start: int
    end: int


def drafts(text: str, day: date, gazetteer: Gazetteer | None = None) -> list[Draft]:
    """Return drafts of places, people, statements, numbers and days, in the text's order.

    Parameters
    ----------
    text : str
        An article in English.
    day : datetime.date
        The day of the article, from which "Thursday" is told.
    gazetteer : Gazetteer, optional
        The embedded one if left out.

    Returns
    -------
    list of Draft
        Each fits the form of its record; persons and bodies stand before what they say.

    Examples
    --------
    >>> found = drafts("Ana Bell said on Thursday that 20 boats had left Riga.", date(2020, 6, 5))
    >>> [(draft.collection, draft.row["id"]) for draft in found]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('bodies', 'no-body-named'), ('people', 'ana-bell'), ('statements', 's1'),
     ('events', 'day-2020-06-04'), ('figures', 'n1'), ('places', 'riga')]
    """
    return _Reader(text, day, gazetteer or Gazetteer()).drafts()


class _Reader:
    """One text, read once by every rule."""

    def __init__(self, text: str, day: date, gazetteer: Gazetteer) -> None:
        self.text, self.day = text, day
        self._paragraphs = paragraphs(text)
        self._gazetteer = gazetteer
        self._speakers = Speakers()
        self._sayings = statements(text, gazetteer, day)

    def drafts(self) -> list[Draft]:
        places = [*self._places()]
        at = {words: draft.row["id"] for draft in places for words in draft.row["spelled"]}
        said = [*self._statements(at)]
        found = [*places, *said, *self._numbers(at)]
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
            kind = place.raw["kind"]
            if kind == "demonym":
                continue
            words, start = place.raw["words"], place.raw["start"]
            paragraph = self._paragraph(start)
            if same := found.get(place.raw["id"]):
                row = same.row
                row["spelled"] = [*dict.fromkeys([*row["spelled"], words])]
                row["mentions"] = [*dict.fromkeys([*row["mentions"], paragraph])]
                continue
            row = _place_row(place, words, paragraph, {d.row["id"] for d in found.values()})
            why = f"The text names “{words}”: {place.raw['rank_reason']}."
            sure = place.raw["sure"]
            why += f" {_sureness(sure)}" if sure < 1 else ""
            found[place.raw["id"]] = Draft("places", row, why, start, start + len(words))
        yield from found.values()

    def _statements(self, at: dict[str, str]) -> Iterator[Draft]:
        """Yield statements, and before each the persons and bodies it names first."""
        told: set[str] = set()
        for number, saying in enumerate(self._sayings, start=1):
            start = saying.verb.find.start
            paragraph = self._paragraph(start)
            speaker, doubt = self._speakers.named(saying.who, paragraph)
            span = start, start + len(saying.verb.find.words)
            yield from self._new(told, *span)
            row = self._statement_row(saying, f"s{number}", speaker, paragraph, at)
            why = f"“{saying.verb.find.words}”: {saying.verb.does}."
            yield Draft("statements", row, " ".join(filter(None, (why, doubt))), *span)

    def _new(self, told: set[str], start: int, end: int) -> Iterator[Draft]:
        named = self._speakers
        for collection, held in (("bodies", named.bodies), ("people", named.people)):
            for id, fields in held.items():
                if id not in told:
                    told.add(id)
                    row = {"id": id} | fields | {"sources": [ARTICLE]}
                    yield Draft(collection, row, named.why[id], start, end)

    def _statement_row(
        self, saying: Saying, id: str, speaker: str, paragraph: str, at: dict[str, str]
    ) -> dict[str, Any]:
        quoted = [_QUOTES.sub("", part).strip(" ,.") for part in saying.words.split(" … ") if part]
        row: dict[str, Any] = {
            "id": id,
            "kind": "quotation" if quoted else "claim",
            "speaker": speaker,
            "act": saying.verb.find.words.lower(),
        }
        if quoted:
            row |= _words(quoted)
            row["paraphrase"] = _short(f"Words in quotation marks: {row['words'][0]}")
        else:
            row["paraphrase"] = _short(_told(saying))
        if saying.to_whom:
            row["to_whom"] = saying.to_whom
        row["date"] = _past(self._when(saying), self.day)
        place = next((at[name] for name in saying.places if name in at), None)
        spoken_at = saying.places and f"{saying.to_whom} in {saying.places[0]}"
        if place and saying.to_whom and spoken_at in saying.verb.find.sentence:
            row["place"] = place
        row |= {"topic": SUBJECT, "mentions": [paragraph]}
        row["check"] = f"The article writes “{saying.verb.find.words}”: {saying.verb.does}."
        return row | {"sources": [ARTICLE]}

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
        for number in numbers(self.text, self.day):
            span = number.find.start, number.find.start + len(number.find.words)
            named = {at[words]: words for words in at if words in number.find.sentence}
            if number.kind != "date":
                counted += 1
                row = self._figure_row(number, f"n{counted}", speakers, [*named.values()])
                yield Draft("figures", row, f"“{number.find.words} {number.follows}”.", *span)
            elif "" < number.when[:10] <= self.day.isoformat() and number.when not in days:
                days.add(number.when)
                row = self._event_row(number, [*named])
                yield Draft("events", row, f"The text names a day: “{number.find.words}”.", *span)

    def _figure_row(
        self, number: Number, id: str, speakers: dict[str, str], places: list[str]
    ) -> dict[str, Any]:
        small = english()["function_words"]
        follows = [*takewhile(lambda word: word.lower() not in small, number.follows.split())]
        unit = "per cent" if number.kind == "share" else follows[0] if follows else "of what?"
        paragraph = self._paragraph(number.find.start)
        by, _ = self._speakers.named(speakers.get(number.find.sentence, ""), paragraph)
        return {
            "id": id,
            **amount(number.find.words),
            "unit": unit,
            "counts": " ".join(follows) or "not said in these words",
            "where": ", ".join(places) or "Not said in this sentence",
            "as_of": self.day.isoformat(),
            "by": by,
            "wording": " ".join([number.find.words, *follows]),
            "topic": SUBJECT,
            "mentions": [paragraph],
            "sources": [ARTICLE],
        }

    def _event_row(self, number: Number, places: list[str]) -> dict[str, Any]:
        return {
            "id": f"day-{slugify(number.when)}",
            "date": number.when,
            "title": _short(number.find.sentence, 8),
            "text": _short(number.find.sentence),
            "lane": LANE,
            "places": places,
            "sources": [ARTICLE],
        }


_ORDER = ("bodies", "people", "statements", "places", "events", "figures")


def _told(saying: Saying) -> str:
    """Return what is said without who says it; the whole sentence where too little is left."""
    said = saying.paraphrase.removesuffix(saying.who).strip(" ,")
    said = re.sub(r"^(?:on \w+ )?that ", "", said)
    return said if len(said.split()) > 2 else saying.verb.find.sentence


def _words(quoted: list[str]) -> dict[str, Any]:
    """Return the words of a quotation, cut to what a record may repeat."""
    said = " … ".join(quoted).split()
    count = sum(any(map(str.isalnum, word)) for word in said)
    if count <= MOST_WORDS:
        return {"words": quoted}
    return {"words": [" ".join([*said[: MOST_WORDS - 1], "…"])], "spoken": count}


def _place_row(place: Location, words: str, paragraph: str, taken: set[str]) -> dict[str, Any]:
    fields = {name: value for name, value in place_fields(place).items() if value is not None}
    base = slugify(fields["name"]) or slugify(words) or "place"
    id = base if base not in taken else f"{base}-{sum(i.startswith(base) for i in taken) + 1}"
    return {"id": id, **fields, "spelled": [words], "mentions": [paragraph], "sources": [ARTICLE]}


def _short(text: str, most: int = MOST_WORDS) -> str:
    words = text.split()
    return " ".join(words) if len(words) <= most else " ".join([*words[:most], "…"])


def _past(when: str, day: date) -> str:
    return min(when, day.isoformat())


def _sureness(sure: float) -> str:
    return f"The rules are {sure:.0%} sure; it has rivals of the same name."
