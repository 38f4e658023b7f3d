"""Questions made of a story's records, as drafts that a teacher can change."""

from collections.abc import Callable, Iterator
from functools import cache
from string import Template
from typing import Any

from explainer import shipped
from explainer.errors import StoryError
from explainer.ground.geodesy import between_km
from explainer.story import Story
from explainer.story.records import Figure, Place, Statement

#: Questions of one lesson; options of one question.
WANTED, MOST = 5, 4
#: How far a guess of a distance may be off, as a share of it.
NEAR = 0.2
#: The verb that says nothing about the words.
PLAIN = ("said", "says")

Item = dict[str, Any]


def questions(story: Story) -> list[Item]:
    """Return five questions with feedback, in the form of a quiz file.

    Parameters
    ----------
    story : Story

    Raises
    ------
    StoryError
        If there are too few records to ask about.

    Examples
    --------
    >>> import explainer as ex
    >>> len(questions(ex.load()))
    5
    """
    found: list[Item] = []
    for make in MAKERS:
        found += make(story)
    if len(found) < WANTED:
        raise StoryError(
            f"Only {len(found)} of {WANTED} questions can be made of this story. Confirm more "
            "places and statements: three of each are enough"
        )
    return found[:WANTED]


@cache
def _said() -> dict[str, dict[str, str]]:
    return shipped.data("questions.toml")


def _fill(kind: str, part: str, **values: Any) -> str:
    return Template(_said()[kind][part]).substitute(values)


def _choice(
    kind: str, right: str, others: list[str], asked: dict[str, Any], **said: Any
) -> Iterator[Item]:
    """Yield a question with one right answer, if others are called otherwise; by the alphabet."""
    wrong = [other for other in dict.fromkeys(others) if other != right][: MOST - 1]
    options = sorted([right, *wrong])
    if not wrong:
        return
    yield {
        "question": _fill(kind, "ask", **asked),
        "type": "multiple_choice",
        "answers": [
            {
                "answer": option,
                "correct": option == right,
                "feedback": _fill(
                    kind, "right" if option == right else "wrong", word=option, **said
                ),
            }
            for option in options
        ],
    }


def _number(kind: str, value: float, low: float, high: float, **said: Any) -> Item:
    right = {"type": "range", "range": [low, high], "correct": True}
    return {
        "question": _fill(kind, "ask", **said),
        "type": "numeric",
        **({"unit": _said()[kind]["unit"]} if "unit" in _said()[kind] else {}),
        "answers": [
            right | {"feedback": _fill(kind, "right", value=value, **said)},
            {"type": "default", "feedback": _fill(kind, "wrong", value=value, **said)},
        ],
    }


def _speakers(story: Story) -> list[str]:
    """Return the names of those who say something, in the order of the article."""
    ids = dict.fromkeys(item.speaker for item in story.statements if item.in_article)
    return [*dict.fromkeys(story.actor(id).name for id in ids)]


def _speaker(story: Story) -> Iterator[Item]:
    names = _speakers(story)
    for item in _of_the_article(story):
        name = story.actor(item.speaker).name
        others = [other for other in names if other != name]
        if others and item.kind == "claim":
            yield from _choice("speaker", name, others, {"told": item.paraphrase}, name=name)
            return


def _of_the_article(story: Story) -> list[Statement]:
    return [item for item in story.statements if item.in_article]


def _counted(story: Story) -> Iterator[Item]:
    names = [*dict.fromkeys(story.actor(figure.by).name for figure in story.figures)]
    names += [name for name in _speakers(story) if name not in names]
    figure: Figure | None = next(iter(story.figures), None)
    if figure and len(names) > 1:
        name = story.actor(figure.by).name
        others = [other for other in names if other != name]
        yield from _choice("counted", name, others, {"wording": figure.wording}, name=name)


def _distance(story: Story) -> Iterator[Item]:
    """Ask for the distance of the two exact places that lie farthest apart."""
    exact = [place for place in _located(story) if (place.precision_km or 0) <= 20][:12]
    pairs = [(a, b) for at, a in enumerate(exact) for b in exact[at + 1 :]]
    if pairs:
        first, second = max(pairs, key=lambda pair: _apart(*pair))
        km = round(_apart(first, second))
        names = {"first": first.name, "second": second.name}
        yield _number("distance", km, round(km * (1 - NEAR)), round(km * (1 + NEAR)), **names)


def _apart(a: Place, b: Place) -> float:
    return between_km(a.point, b.point) if a.point and b.point else 0


def _located(story: Story) -> list[Place]:
    return [place for place in story.places if place.point and not place.background]


def _first(story: Story) -> Iterator[Item]:
    told = sorted(story.events, key=lambda event: event.date.start)[:MOST]
    starts = {event.date.start for event in told}
    if len(told) > 1 and len(starts) == len(told):
        first = told[0]
        others = [event.title for event in told[1:]]
        said = {"title": first.title, "when": str(first.date)}
        yield from _choice("first", first.title, others, {}, **said)


def _verb(story: Story) -> Iterator[Item]:
    acts = [*dict.fromkeys(item.act for item in _of_the_article(story))]
    plain = next((act for act in PLAIN if act in story.words.acts), None)
    others = [act for act in acts if act not in PLAIN]
    if plain and others:
        yield from _choice("verb", plain, others, {})


def _north(story: Story) -> Iterator[Item]:
    places = sorted(_located(story), key=lambda place: -place.lat)[:MOST]
    if len(places) > 1 and places[0].lat > places[1].lat:
        first = places[0]
        said = {"name": first.name, "lat": round(first.lat, 1)}
        yield from _choice("north", first.name, [place.name for place in places[1:]], {}, **said)


def _exact(story: Story) -> Iterator[Item]:
    places = sorted(_located(story), key=lambda place: -(place.precision_km or 0))[:MOST]
    if len(places) > 1 and places[0].precision_km != places[1].precision_km:
        first = places[0]
        said = {"name": first.name, "km": f"{first.precision_km:g}"}
        yield from _choice("exact", first.name, [place.name for place in places[1:]], {}, **said)


def _how_many(story: Story) -> Iterator[Item]:
    names = _speakers(story)
    if names:
        said = {"names": ", ".join(names)}
        yield _number("speakers", len(names), len(names), len(names), **said)


#: What can be asked, the best first.
MAKERS: tuple[Callable[[Story], Iterator[Item]], ...] = (
    *(_speaker, _counted, _distance, _first, _verb, _exact, _north, _how_many),
)
