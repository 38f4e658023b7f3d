"""Questions made of a story's records, as drafts that a teacher can change."""

from collections.abc import Callable, Iterator
from itertools import combinations
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
    """Return five questions with feedback, in the form of a quiz file; StoryError if too few.

    >>> import explainer as ex
    >>> len(questions(ex.load()))
    5
    """
    found = [item for make in MAKERS for item in make(story)]
    if len(found) < WANTED:
        raise StoryError(
            f"Only {len(found)} of {WANTED} questions can be made of this story. Confirm more "
            "places and statements: three of each are enough"
        )
    return found[:WANTED]


def _fill(kind: str, part: str, **values: Any) -> str:
    return Template(shipped.data("questions.toml")[kind][part]).substitute(values)


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
    form = shipped.data("questions.toml")[kind]
    return {
        "question": _fill(kind, "ask", **said),
        "type": "numeric",
        **{name: form[name] for name in ("unit",) if name in form},
        "answers": [
            right | {"feedback": _fill(kind, "right", value=value, **said)},
            {"type": "default", "feedback": _fill(kind, "wrong", value=value, **said)},
        ],
    }


def _speakers(story: Story) -> list[str]:
    """Return the names of those who say something, in the order of the article."""
    return [*dict.fromkeys(story.actor(it.speaker).name for it in _of_the_article(story))]


def _speaker(story: Story) -> Iterator[Item]:
    names = _speakers(story)
    item = next((item for item in _of_the_article(story) if item.kind == "claim"), None)
    if item:
        name = story.actor(item.speaker).name
        yield from _choice("speaker", name, names, {"told": item.paraphrase}, name=name)


def _of_the_article(story: Story) -> list[Statement]:
    return [item for item in story.statements if item.in_article]


def _counted(story: Story) -> Iterator[Item]:
    names = [*dict.fromkeys(story.actor(figure.by).name for figure in story.figures)]
    names += [name for name in _speakers(story) if name not in names]
    figure: Figure | None = next(iter(story.figures), None)
    if figure:
        name = story.actor(figure.by).name
        yield from _choice("counted", name, names, {"wording": figure.wording}, name=name)


def _distance(story: Story) -> Iterator[Item]:
    """Ask for the distance of the two exact places that lie farthest apart."""
    exact = [place for place in _located(story) if (place.precision_km or 0) <= 20][:12]
    pairs = [*combinations(exact, 2)]
    if pairs:
        first, second = max(pairs, key=lambda pair: between_km(pair[0].point, pair[1].point))
        km = round(between_km(first.point, second.point))
        names = {"first": first.name, "second": second.name}
        yield _number("distance", km, round(km * (1 - NEAR)), round(km * (1 + NEAR)), **names)


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
    for first, others in _foremost(story, lambda place: place.lat):
        said = {"name": first.name, "lat": round(first.lat, 1)}
        yield from _choice("north", first.name, others, {}, **said)


def _exact(story: Story) -> Iterator[Item]:
    for first, others in _foremost(story, lambda place: place.precision_km or 0):
        said = {"name": first.name, "km": f"{first.precision_km:g}"}
        yield from _choice("exact", first.name, others, {}, **said)


def _foremost(story: Story, measure: Callable[[Place], float]) -> Iterator[tuple[Place, list[str]]]:
    """Yield the place with most of something, and the names of the next, if one has most."""
    first, *others = [*sorted(_located(story), key=measure, reverse=True)[:MOST], None]
    if first and others[0] and measure(first) > measure(others[0]):
        yield first, [place.name for place in others if place]


def _how_many(story: Story) -> Iterator[Item]:
    names = _speakers(story)
    if names:
        said = {"names": ", ".join(names)}
        yield _number("speakers", len(names), len(names), len(names), **said)


#: What can be asked, the best first.
MAKERS: tuple[Callable[[Story], Iterator[Item]], ...] = (
    *(_speaker, _counted, _distance, _first, _verb, _exact, _north, _how_many),
)
