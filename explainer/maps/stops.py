"""The stops of a guided tour: from events, as cards, as a table."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from folium.map import Layer

from explainer.dates import Span
from explainer.page import cards, words
from explainer.page.blocks import Block
from explainer.page.cards import Html
from explainer.story import Story
from explainer.story.records import Event, Place, Term


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of a tour.

    Attributes
    ----------
    title, text : str
        What the card says.
    when : explainer.dates.Span
        See :func:`explainer.dates.parse`.
    places : tuple of str
        Ids of places of the story; at least one must be on the map.
    sources : tuple of str
        Ids of sources of the story.
    layer : folium.map.Layer, optional
        Shown only while the tour is at this stop.
    zoom : float, optional
        Zoom level of the map (1.5 to 13); without it the map shows all places.
    terms : tuple of Term
        The word each side uses.
    states : tuple of str
        ISO codes of states that are shown besides the places: those who joined an alliance.
    concerns : tuple of str
        Ids of places that are shown besides those where it happened: what it is about.
    """

    title: str
    text: str
    when: Span
    places: tuple[str, ...]
    sources: tuple[str, ...]
    layer: Layer | None = None
    zoom: float | None = None
    terms: tuple[Term, ...] = ()
    states: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()


@dataclass(frozen=True)
class StopCard(Block):
    """The card of a stop: what happened, what each side calls it, where, by which sources."""

    step: str
    when: Span
    title: str
    text: str
    terms: tuple[tuple[str, str], ...]
    where: str
    notes: tuple[tuple[str, str], ...]
    sources: Html


@dataclass(frozen=True)
class TourPanel(Block):
    """The part of a page that holds the cards of a tour, and what leads through them."""

    id: str
    first: int
    last: int
    marks: tuple[str, ...]
    heads: tuple[tuple[Span, str], ...]
    cards: tuple[StopCard, ...]


def stops(story: Story, events: Iterable[Event] | None = None) -> list[Stop]:
    """Return events as the stops of a tour, in the order of their dates.

    Parameters
    ----------
    story : Story
    events : iterable of Event, optional
        By default the main events: of weight 1, known on the day of the story, with a place on
        the map.

    Examples
    --------
    >>> ex.maps.stops(story, [story.event("bucharest-summit")])[0].places
    ('bucharest',)
    """
    if events is None:
        events = words.shown(story, _main_events(story), "main event at a place", "events.toml")
    joined = {item.date: item.states for item in story.accessions}
    return [
        Stop(
            event.title,
            event.text,
            event.date,
            event.places,
            event.sources,
            terms=event.terms,
            states=joined.get(event.date, ()),
            concerns=event.concerns,
        )
        for event in sorted(
            events,
            key=lambda event: (event.date.start, event.date.end),
        )
    ]


def _main_events(story: Story) -> Iterable[Event]:
    for event in story.events:
        if event.weight == 1 and any(story.place(id).point for id in event.places):
            yield event


def tour_table(story: Story, chosen: Sequence[Stop] | None = None) -> Html:
    """Return the stops of a tour, by default those of :func:`stops`, as a table.

    It is the twin for readers without the map. Columns: stop, date, what happened and what each
    side calls it, where, sources.
    """
    head = ["Stop", "When", "What happened, and what each side calls it", "Where", "Sources"]
    rows = (
        [
            number,
            stop.when,
            cards.fill(
                "<b>$title</b><br>$text<br>$terms",
                title=stop.title,
                text=stop.text,
                terms="; ".join(f"{term.side}: “{term.term}”" for term in stop.terms),
            ),
            ", ".join(place.name for place in map(story.place, stop.places)),
            cards.sources(story, stop.sources),
        ]
        for number, stop in enumerate(stops(story) if chosen is None else chosen, start=1)
    )
    return cards.table("The stops of the tour", head, rows)


def panel(story: Story, stops: Sequence[Stop], id: str) -> TourPanel:
    """Return the panel of a tour; `id` is what it is called in the page."""
    first = min(stop.when.start for stop in stops)
    last = max(stop.when.end for stop in stops)
    length = max(1, (last - first).days)
    return TourPanel(
        id,
        first.year,
        last.year,
        marks=tuple(f"{100 * (stop.when.start - first).days / length:.1f}" for stop in stops),
        heads=tuple((stop.when, stop.title) for stop in stops),
        cards=tuple(
            _card(story, stop, f"{number} of {len(stops)}")
            for number, stop in enumerate(stops, start=1)
        ),
    )


def _card(story: Story, stop: Stop, step: str) -> StopCard:
    places = [story.place(id) for id in stop.places]
    return StopCard(
        step,
        stop.when,
        stop.title,
        stop.text.replace(" %", "\N{NO-BREAK SPACE}%"),
        terms=tuple((term.side, term.term) for term in stop.terms),
        where=", ".join(place.name for place in places),
        notes=tuple(_notes([*places, *map(story.place, stop.concerns)])),
        sources=cards.sources(story, stop.sources),
    )


def _notes(places: Sequence[Place]) -> Iterator[tuple[str, str]]:
    """Yield what must be known of disputed places: once for a question, the region first."""
    regions_last = sorted(places, key=lambda place: place.kind == "region")
    disputed = {place.question: place for place in regions_last if place.question}
    yield from ((place.name, place.note) for place in disputed.values())
