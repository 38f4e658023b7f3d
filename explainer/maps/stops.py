"""The stops of a guided tour: from events, as cards, as a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from explainer.dates import Span
from explainer.page import cards, words
from explainer.page.cards import Html
from explainer.story import Story
from explainer.story.records import Event, Term


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
    terms: tuple[Term, ...] = ()
    states: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()


def stops(story: Story, events: Iterable[Event] | None = None) -> list[Stop]:
    """Return events as the stops of a tour, in the order of their dates.

    Parameters
    ----------
    story : Story
    events : iterable of Event, optional
        By default the main events: of weight 1, known on the day of the story, with a place on
        the map.

    Returns
    -------
    list of Stop

    Examples
    --------
    >>> ex.maps.stops(story, [story.event("bucharest-summit")])[0].places
    ('bucharest',)
    """
    if events is None:
        here = {place.id for place in story.places if place.point}
        main = (it for it in story.events if it.weight == 1 and here.intersection(it.places))
        events = words.shown(story, main, "main event at a place", "events.toml")
    joined = {item.date: item.states for item in story.accessions}
    return [
        Stop(
            *(event.title, event.text, event.date, event.places, event.sources, event.terms),
            states=joined.get(event.date, ()),
            concerns=event.concerns,
        )
        for event in sorted(events, key=lambda event: (event.date.start, event.date.end))
    ]


def tour_table(story: Story, chosen: Sequence[Stop] | None = None) -> Html:
    """Return the stops of a tour as a table: the twin for readers without the map.

    Parameters
    ----------
    story : Story
    chosen : sequence of Stop, optional
        By default those of :func:`stops`.

    Returns
    -------
    Html
        Columns: stop, date, what happened and what each side calls it, where, sources.
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


def panel(story: Story, stops: Sequence[Stop], id: str) -> Html:
    """Return the cards of a tour and what leads through them; `id` is its name in the page."""
    first = min(stop.when.start for stop in stops)
    last = max(stop.when.end for stop in stops)
    length = max(1, (last - first).days)
    return cards.piece(
        "tourpanel",
        id=id,
        every=f"{'All ' * (len(stops) > 1)}{words.many(len(stops), 'stop')}",
        first=first.year,
        last=last.year,
        marks=tuple(f"{100 * (stop.when.start - first).days / length:.1f}" for stop in stops),
        heads=tuple((stop.when, stop.title) for stop in stops),
        cards=tuple(
            _card(story, stop, f"{number} of {len(stops)}")
            for number, stop in enumerate(stops, start=1)
        ),
    )


def _card(story: Story, stop: Stop, step: str) -> Html:
    """Return what happened, what each side calls it, where, by which sources."""
    places = [story.place(id) for id in stop.places]
    # What must be known of disputed places: once for a question, of the region rather.
    known = sorted([*places, *map(story.place, stop.concerns)], key=lambda it: it.kind == "region")
    disputed = {place.question: (place.name, place.note) for place in known if place.question}
    return cards.piece(
        "stopcard",
        step=step,
        when=stop.when,
        title=stop.title,
        text=stop.text.replace(" %", "\N{NO-BREAK SPACE}%"),
        terms=tuple((term.side, term.term) for term in stop.terms),
        where=", ".join(place.name for place in places),
        notes=tuple(disputed.values()),
        sources=cards.sources(story, stop.sources),
    )
