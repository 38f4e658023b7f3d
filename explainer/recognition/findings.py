"""What was found in a text, as tables: each find with its sentence, for a reader to judge."""

from collections.abc import Callable, Mapping, Sequence
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
    columns = {
        "Name": lambda it: it.find.words + (f" ({it.times} times)" if it.times > 1 else ""),
        "Sentence": lambda it: marked(it.find),
        "Likeliest place, by the names around it": lambda it: (
            it.places[0].address if it.places else it.note
        ),
        "Places of this name": how_many,
        "Doubts": doubts,
    }
    return _table("Names that may be places", columns, toponyms(text, doubtful=True))


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
    columns = {
        "Number": lambda it: it.find.words,
        "Words behind it": lambda it: it.follows,
        "Sentence": lambda it: marked(it.find),
        "Ask": lambda it: f"{it.when}. Of what?" if it.when else ASK[it.kind],
    }
    return _table("Numbers", columns, numbers(text))


def quotations_table(text: str) -> Html:
    """Return the words in quotation marks, with how many they are.

    >>> "the mark is not closed" in quotations_table("She said: “Yes, but")
    True
    """
    columns = {
        "Words in quotation marks": lambda it: (
            it.find.words + ("" if it.closed else " (the mark is not closed)")
        ),
        "How many words": lambda it: len(it.find.words.split()),
        "Sentence": lambda it: marked(it.find),
    }
    return _table("Words in quotation marks", columns, quotations(text))


def reporting_table(text: str) -> Html:
    """Return the verbs that report words, with what the writer does with each.

    >>> "shows doubt" in reporting_table("The mayor claims that it rained.")
    True
    """
    columns = {
        "Verb": lambda it: it.find.words,
        "Sentence": lambda it: marked(it.find),
        "What the verb does": lambda it: it.does,
    }
    return _table("Verbs that report what somebody said", columns, reporting(text))


def statements_table(text: str) -> Html:
    """Return who said what to whom, with the numbers and places in it, one verb a row.

    >>> "shows doubt" in statements_table("The mayor claims that 20 boats left Riga.")
    True
    """
    columns = {
        "Who": lambda it: it.who or "not said",
        "Verb": lambda it: it.verb.find.words,
        "To whom": lambda it: it.to_whom,
        "Words in quotation marks, or what was said": lambda it: it.words or it.paraphrase,
        "Numbers": lambda it: ", ".join(it.numbers),
        "Places": lambda it: ", ".join(it.places),
        "Who says so? What the verb does": lambda it: it.verb.does,
    }
    return _table("Who said what to whom", columns, statements(text))


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


def _table(caption: str, columns: Mapping[str, Callable[[Any], Any]], found: Sequence[Any]) -> Html:
    """Return a row for each find, with what each column says of it."""
    if not found:
        return cards.status(f"{caption}: none found.")
    rows = [[told(item) for told in columns.values()] for item in found]
    return cards.table(caption, [*columns], rows)
