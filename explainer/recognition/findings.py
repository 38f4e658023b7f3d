"""What was found in a text, as tables: each find with its sentence, for a reader to judge."""

from collections.abc import Iterable, Sequence
from typing import Any

from explainer.page import cards
from explainer.page.cards import Html
from explainer.places.sentences import Find
from explainer.recognition.signals import ASK, numbers, reporting
from explainer.recognition.spoken import quotations
from explainer.recognition.statements import statements
from explainer.recognition.toponyms import KEPT, Toponym, same_name, toponyms

#: How many letters of a sentence without end are shown on each side of what was found in it.
AROUND = 500


def toponyms_table(text: str) -> Html:
    """Return the possible place names of a text, with what speaks against each.

    >>> "it may be a person" in toponyms_table("We met Mr Jordan.")
    True
    """
    head = ["Name", "Sentence", "Likeliest place, by the names around it"]
    head += ["Places of this name", "Doubts"]
    rows = (
        [
            name.find.words + (f" ({name.times} times)" if name.times > 1 else ""),
            marked(name.find),
            name.places[0].address if name.places else name.note,
            how_many(name),
            doubts(name),
        ]
        for name in toponyms(text, doubtful=True)
    )
    return _table("Names that may be places", head, rows)


def how_many(name: Toponym) -> str:
    """Return how many places of a name the gazetteer gave, in words.

    >>> [how_many(name) for name in toponyms("Trains to Lviv and to Paris; OPEC.", doubtful=True)]
    ['2', '6 or more', 'none']
    """
    count = len(name.places)
    return "none" if not count else f"{count} or more" if count == KEPT else str(count)


def doubts(name: Toponym) -> str:
    """Return what speaks against a place, as one text."""
    other = name.places and not same_name(name)
    return " ".join([*name.doubts, *["The gazetteer writes the name otherwise."] * bool(other)])


def numbers_table(text: str) -> Html:
    """Return the numbers of a text, each with what to ask of it.

    >>> "Who counted?" in numbers_table("About 1,200 people came.")
    True
    """
    head = ["Number", "Words behind it", "Sentence", "Ask"]
    rows = (
        [
            number.find.words,
            number.follows,
            marked(number.find),
            f"{number.when}. Of what?" if number.when else ASK[number.kind],
        ]
        for number in numbers(text)
    )
    return _table("Numbers", head, rows)


def quotations_table(text: str) -> Html:
    """Return the words in quotation marks, with how many they are.

    >>> "the mark is not closed" in quotations_table("She said: “Yes, but")
    True
    """
    head = ["Words in quotation marks", "How many words", "Sentence"]
    rows = (
        [
            quoted.find.words + ("" if quoted.closed else " (the mark is not closed)"),
            len(quoted.find.words.split()),
            marked(quoted.find),
        ]
        for quoted in quotations(text)
    )
    return _table("Words in quotation marks", head, rows)


def reporting_table(text: str) -> Html:
    """Return the verbs that report words, with what the writer does with each.

    >>> "shows doubt" in reporting_table("The mayor claims that it rained.")
    True
    """
    head = ["Verb", "Sentence", "What the verb does"]
    rows = ([verb.find.words, marked(verb.find), verb.does] for verb in reporting(text))
    return _table("Verbs that report what somebody said", head, rows)


def statements_table(text: str) -> Html:
    """Return who said what to whom, with the numbers and places in it, one verb a row.

    >>> "shows doubt" in statements_table("The mayor claims that 20 boats left Riga.")
    True
    """
    head = ["Who", "Verb", "To whom", "Words in quotation marks, or what was said"]
    head += ["Numbers", "Places", "Who says so? What the verb does"]
    rows = (
        [
            found.who or "not said",
            found.verb.find.words,
            found.to_whom,
            found.words or found.paraphrase,
            ", ".join(found.numbers),
            ", ".join(found.places),
            found.verb.does,
        ]
        for found in statements(text)
    )
    return _table("Who said what to whom", head, rows)


def marked(found: Find) -> Html:
    """Return a sentence with the words that were found in it marked; of a long one, a part."""
    end = found.at + len(found.words)
    first, last = max(0, found.at - AROUND), min(len(found.sentence), end + AROUND)
    return cards.fill(
        "$before<mark>$words</mark>$after",
        before="… " * (first > 0) + found.sentence[first : found.at],
        words=found.words,
        after=found.sentence[end:last] + " …" * (last < len(found.sentence)),
    )


def _table(caption: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> Html:
    shown = list(rows)
    return cards.table(caption, head, shown) if shown else cards.status(f"{caption}: none found.")
