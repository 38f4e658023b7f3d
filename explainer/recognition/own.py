"""A text of the reader's own: what may be names in it, and what a reader can decide about each."""

from collections.abc import Iterator
from dataclasses import dataclass

from geopy.location import Location

from explainer import recognition
from explainer.page import cards
from explainer.page.cards import Html
from explainer.places.gazetteer import Gazetteer
from explainer.reading import letters
from explainer.recognition.findings import doubts, marked
from explainer.recognition.toponyms import KEPT

UNDECIDED = "not decided yet"
#: What a name may be besides a place.
NO_PLACE = ("a person, or another word", "people: a government or a group (metonym)")
#: Lines of missed places that are looked up.
_LINES = 20


@dataclass(frozen=True)
class Name:
    """A name to decide about: its sentence, what speaks against a place, what it may stand for."""

    words: str
    about: Html
    places: tuple[Location, ...]

    @property
    def options(self) -> list[str]:
        """What a reader can choose: nothing yet, each place by its number, or no place."""
        numbered = (f"{at} {place.address}" for at, place in enumerate(self.places, start=1))
        return [UNDECIDED, *numbered, *NO_PLACE]

    def place(self, chosen: str) -> Location | None:
        """Return the place a reader chose, if it is one."""
        at = self.options.index(chosen) - 1
        return self.places[at] if 0 <= at < len(self.places) else None


def said(text: str) -> str:
    """Return in words what is looked at."""
    looked_at = recognition.beginning(text)
    if not looked_at:
        return "There is no text in the box yet, so this is about our invented example."
    count = len(looked_at.split())
    if looked_at != text.strip():
        return f"The text is long: only its first {count} words were looked at."
    return f"{count} words were looked at. Now it is your turn: what is each name?"


def tables(text: str) -> list[Html]:
    """Return the tables of numbers, quotations and verbs."""
    return [
        recognition.numbers_table(text),
        recognition.quotations_table(text),
        recognition.reporting_table(text),
    ]


def found(text: str, gazetteer: Gazetteer) -> Iterator[Name]:
    """Yield the names of a text to decide about."""
    for name in recognition.toponyms(text, gazetteer, doubtful=True):
        times = f" ({name.times} times in the text)" if name.times > 1 else ""
        sentence, doubt = cards.join([marked(name.find), times]), doubts(name) or name.note
        about = cards.piece("nameabout", sentence=sentence, doubt=doubt)
        yield Name(name.find.words, about, name.places)


def added(lines: str, gazetteer: Gazetteer) -> Iterator[Name]:
    """Yield the names that a reader added, one on each line."""
    for line in dict.fromkeys(filter(None, map(str.strip, letters(lines).split("\n")[:_LINES]))):
        places = gazetteer.geocode(line, exactly_one=False, limit=KEPT) or []
        doubt = "" if places and not places[0].raw["guess"] else gazetteer.explain(line)
        about = cards.piece("nameabout", sentence="Added by you.", doubt=doubt)
        yield Name(line, about, tuple(places))
