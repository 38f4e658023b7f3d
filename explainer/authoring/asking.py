"""Questions made of a story's records, as drafts that a teacher can change."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations
from string import Template
from typing import Any

from explainer import shipped
from explainer.errors import StoryError
from explainer.ground.geodesy import between_km
from explainer.story import Story
from explainer.story.records import Place

#: Questions of one lesson; options of one question.
WANTED, MOST = 5, 4
#: How far a guess of a distance may be off, as a share of it.
NEAR = 0.2
#: The verb that says nothing about the words.
PLAIN = ("said", "says")

Item = dict[str, Any]
Maker = Callable[[Story], Iterator[Item]]


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


def _fill(kind: str, part: str, said: Mapping[str, Any]) -> str:
    return Template(shipped.data("questions.toml")[kind][part]).substitute(said)


def _choice(kind: str, right: str, others: Iterable[str], **said: Any) -> Iterator[Item]:
    """Yield a question with one right answer, if others are called otherwise; by the alphabet."""
    wrong = [other for other in dict.fromkeys(others) if other != right][: MOST - 1]
    if wrong:
        answers = [(word, word == right) for word in sorted([right, *wrong])]
        yield {
            "question": _fill(kind, "ask", said),
            "type": "multiple_choice",
            "answers": [
                {"answer": word, "correct": yes}
                | {"feedback": _fill(kind, "right" if yes else "wrong", {"word": word, **said})}
                for word, yes in answers
            ],
        }


def _number(kind: str, value: float, off: float = 0, **said: Any) -> Item:
    """Return a question for a number, of which an answer may be off by a share."""
    form, said = shipped.data("questions.toml")[kind], {"value": value, **said}
    bounds = [round(value * (1 - off)), round(value * (1 + off))]
    right = {"type": "range", "range": bounds, "correct": True}
    return {
        "question": _fill(kind, "ask", said),
        "type": "numeric",
        **({"unit": form["unit"]} if "unit" in form else {}),
        "answers": [
            right | {"feedback": _fill(kind, "right", said)},
            {"type": "default", "feedback": _fill(kind, "wrong", said)},
        ],
    }


def _speakers(story: Story) -> list[str]:
    """Return the names of those who say something, in the order of the article."""
    said = (item for item in story.statements if item.in_article)
    return [*dict.fromkeys(story.actor(item.speaker).name for item in said)]


def _speaker(story: Story) -> Iterator[Item]:
    claims = [item for item in story.statements if item.in_article and item.kind == "claim"]
    for item in claims[:1]:
        name = story.actor(item.speaker).name
        yield from _choice("speaker", name, _speakers(story), told=item.paraphrase, name=name)


def _counted(story: Story) -> Iterator[Item]:
    names = [story.actor(figure.by).name for figure in story.figures]
    for figure, name in [*zip(story.figures, names, strict=True)][:1]:
        others = [*names, *_speakers(story)]
        yield from _choice("counted", name, others, wording=figure.wording, name=name)


def _distance(story: Story) -> Iterator[Item]:
    """Ask for the distance of the two exact places that lie farthest apart."""
    exact = [place for place in _located(story) if (place.precision_km or 0) <= 20][:12]
    pairs = [*combinations(exact, 2)]
    if pairs:
        first, second = max(pairs, key=lambda pair: between_km(pair[0].point, pair[1].point))
        km = round(between_km(first.point, second.point))
        yield _number("distance", km, NEAR, first=first.name, second=second.name)


def _located(story: Story) -> list[Place]:
    return [place for place in story.places if place.point and not place.background]


def _first(story: Story) -> Iterator[Item]:
    told = sorted(story.events, key=lambda event: event.date.start)[:MOST]
    titles = [event.title for event in told]
    if len(told) > 1 and len({event.date.start for event in told}) == len(told):
        yield from _choice("first", titles[0], titles, title=titles[0], when=str(told[0].date))


def _verb(story: Story) -> Iterator[Item]:
    others = [item.act for item in story.statements if item.in_article and item.act not in PLAIN]
    for plain in [act for act in PLAIN if act in story.words.acts][:1]:
        yield from _choice("verb", plain, others)


def _foremost(kind: str, measure: Callable[[Place], float]) -> Maker:
    """Return what asks for the place with most of something, if one has most."""

    def make(story: Story) -> Iterator[Item]:
        first, *others = [*sorted(_located(story), key=measure, reverse=True)[:MOST], None]
        if first and others[0] and measure(first) > measure(others[0]):
            said = {"lat": round(first.lat, 1), "km": f"{first.precision_km or 0:g}"}
            names = [place.name for place in others if place]
            yield from _choice(kind, first.name, names, name=first.name, **said)

    return make


def _how_many(story: Story) -> Iterator[Item]:
    if names := _speakers(story):
        yield _number("speakers", len(names), names=", ".join(names))


#: What can be asked, the best first.
MAKERS: tuple[Maker, ...] = (
    *(_speaker, _counted, _distance, _first, _verb),
    _foremost("exact", lambda place: place.precision_km or 0),
    _foremost("north", lambda place: place.lat),
    _how_many,
)
