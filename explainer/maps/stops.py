"""The stops of a guided tour: from events, as cards, as a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from folium.map import Layer

from explainer.dates import Span
from explainer.page import cards
from explainer.page.cards import Html, static
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
    """

    title: str
    text: str
    when: Span
    places: tuple[str, ...]
    sources: tuple[str, ...]
    layer: Layer | None = None
    zoom: float | None = None
    terms: tuple[Term, ...] = ()


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
    >>> import explainer as ex
    >>> story = ex.load()
    >>> ex.maps.stops(story, [story.event("bucharest-summit")])[0].places
    ('bucharest',)
    """
    return [
        Stop(event.title, event.text, event.date, event.places, event.sources, terms=event.terms)
        for event in sorted(
            _main_events(story) if events is None else events,
            key=lambda event: (event.date.start, event.date.end),
        )
    ]


def _main_events(story: Story) -> Iterable[Event]:
    for event in story.events:
        if event.weight == 1 and any(story.place(id).point for id in event.places):
            yield event


def table(story: Story, stops: Sequence[Stop]) -> Html:
    """Return stops as a table, a row for each."""
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
            ", ".join(story.place(id).name for id in stop.places),
            cards.sources(story, stop.sources),
        ]
        for number, stop in enumerate(stops, start=1)
    )
    return cards.table("The stops of the tour", head, rows)


def panel(story: Story, stops: Sequence[Stop], id: str) -> Html:
    """Return the part of a page that holds the cards of a tour and what leads through them.

    Parameters
    ----------
    story : Story
    stops : sequence of Stop
    id : str
        Its id in the page.
    """
    first = min(stop.when.start for stop in stops)
    last = max(stop.when.end for stop in stops)
    length = max(1, (last - first).days)
    return cards.fill(
        static("tour.html"),
        id=id,
        total=len(stops),
        first=first.year,
        last=last.year,
        marks=cards.join(
            cards.fill(
                '<i style="left:$percent%"></i>',
                percent=f"{100 * (stop.when.start - first).days / length:.1f}",
            )
            for stop in stops
        ),
        list=cards.join(
            cards.fill(
                '<li><button type="button"><span>$when</span> $title</button></li>',
                when=stop.when,
                title=stop.title,
            )
            for stop in stops
        ),
        cards=cards.join(
            _card(story, stop, f"{number} of {len(stops)}")
            for number, stop in enumerate(stops, start=1)
        ),
    )


def _card(story: Story, stop: Stop, step: str) -> Html:
    places = [story.place(id) for id in stop.places]
    return cards.fill(
        '<article><p class="ex-tour-when"><b>$when</b> <span>Stop $step</span></p><h2>$title</h2>'
        '<p>$text</p>$terms<p class="ex-tour-where"><b>Where:</b> $where</p>$notes'
        "<h3>Sources</h3>$sources</article>",
        step=step,
        when=stop.when,
        title=stop.title,
        text=stop.text.replace(" %", "\N{NO-BREAK SPACE}%"),
        terms=_terms(stop.terms),
        where=", ".join(place.name for place in places),
        notes=_notes(places),
        sources=cards.sources(story, stop.sources),
    )


def _terms(terms: Sequence[Term]) -> Html:
    if not terms:
        return Html()
    return cards.fill(
        '<h3>What each side calls it</h3><dl class="ex-tour-terms">$rows</dl>',
        rows=cards.join(
            cards.fill("<div><dt>$side</dt><dd>“$term”</dd></div>", side=term.side, term=term.term)
            for term in terms
        ),
    )


def _notes(places: Sequence[Place]) -> Html:
    """Return what must be known of disputed places: once for a question, the region first."""
    regions_last = sorted(places, key=lambda place: place.kind == "region")
    disputed = {place.question: place for place in regions_last if place.question}
    return cards.join(
        cards.fill(
            '<p class="ex-tour-note"><b>About $place:</b> $note</p>',
            place=place.name,
            note=place.note,
        )
        for place in disputed.values()
    )
