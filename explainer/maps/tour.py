"""The guided tour: a card with Back and Next, and a map that flies from stop to stop."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import folium
from branca.element import Element

from explainer.errors import TourError
from explainer.ground import geodesy
from explainer.maps import marks
from explainer.maps.base import base, coloured
from explainer.maps.frames import box, holding
from explainer.maps.layers import Call, Markers, Verbatim
from explainer.maps.stops import Stop, panel
from explainer.maps.stops import stops as main_stops
from explainer.page import cards, words
from explainer.page.cards import Html
from explainer.story import Story, views
from explainer.story.records import Place

#: Taller than other maps: the card needs room, beside the map or under it.
_HEIGHT = "clamp(480px, 80vh, 900px)"
#: Around a point the map shows this much in each direction, so that one sees where it is.
_AROUND_KM = 400
#: A shape larger than this is shown by its point: it would leave nothing else to see.
_TOO_WIDE_KM = 3000


def tour(
    story: Story,
    stops: Sequence[Stop] | None = None,
    *,
    title: str | None = None,
    view: str | None = None,
    start: int = 1,
    **base_options: Any,
) -> folium.Map:
    """Return a map with a guided tour; it needs no kernel.

    Parameters
    ----------
    story : Story
    stops : sequence of Stop, optional
        By default those of :func:`explainer.maps.stops`.
    title : str, optional
        By default from which year to which it goes, in how many stops.
    view : str, optional
        Id of the point of view whose borders are drawn.
    start : int
        Number of the stop to begin with, counted from 1. In a page saved as a file, an address
        that ends in ``#stop-5`` wins.
    **base_options
        As of :func:`explainer.maps.base`.

    Raises
    ------
    TourError
        If there are no stops, no stop has that number, or a stop has no place on the map.
    UnknownRecord
        If a stop names a place or source the story does not have.

    Examples
    --------
    >>> ex.maps.tour(story, ex.maps.stops(story)[:3], start=2)  # doctest: +ELLIPSIS
    <...Map object at ...>
    """
    chosen = main_stops(story) if stops is None else stops
    guide = Tour(story, chosen, view=view, start=start)
    first, last = min(stop.when.start for stop in chosen), max(stop.when.end for stop in chosen)
    told = f"{words.years(first, last)}: how it came to this, in {words.many(len(chosen), 'stop')}"
    subtitle = f"Every stop is shown on the map of {story.day.year}, whatever its own year"
    options = {"subtitle": subtitle, "height": _HEIGHT} | base_options
    result = base(story, title or told, view=view, **options)
    guide.add_to(result)
    return result


class Tour(Call):
    """A guided tour over a map: a card for each stop, and what the map shows there.

    Parameters
    ----------
    story : Story
    stops : sequence of Stop
    view : str, optional
        Point of view that says which disputed areas belong to a country that a stop shows.
    start : int
        Number of the stop to begin with, counted from 1.

    Raises
    ------
    TourError, UnknownRecord
        As :func:`tour`.
    """

    def __init__(
        self, story: Story, stops: Sequence[Stop], *, view: str | None = None, start: int = 1
    ) -> None:
        super().__init__("explainer.tour")
        if not stops:
            raise TourError("A tour needs at least one stop. Give a list of explainer.maps.Stop")
        if not 1 <= start <= len(stops):
            raise TourError(f"There is no stop {start}: count from 1 to {len(stops)}")
        shown = [_places(story, stop) for stop in stops]
        self.groups = [_group(story, *item, view) for item in zip(stops, shown, strict=True)]
        self.html = panel(story, stops, self.get_name())
        self.options = {
            "id": self.get_name(),
            "start": start,
            "points": sorted(
                {p.point for places in shown for p in places if p.kind in marks.SYMBOLS}
            ),
            "stops": [
                {"bounds": holding(_boxes(story, *item, view))}
                for item in zip(stops, shown, strict=True)
            ],
        }
        self.arguments = self.groups, self.options

    def add_to(self, parent: Element, name: str | None = None, index: int | None = None) -> "Tour":
        """Add the tour to a map, after the layers of its stops."""
        for group in self.groups:
            group.add_to(parent)
        return super().add_to(parent, name, index)

    def render(self, **kwargs: Any) -> None:
        """Put the cards before the map, so that they are read first, and a key under it."""
        page, name = self.get_root().html, self.get_name()
        page.add_child(Verbatim(self.html), name=name, index=0)
        page.add_child(Verbatim(_key()), name=f"{name}-key")
        super().render(**kwargs)


def _places(story: Story, stop: Stop) -> list[Place]:
    """Return the places to show; of a building in a city the city, for two dots are no help."""
    shown = map(story.place, [*stop.places, *stop.concerns])
    found = [place for place in shown if place.point]
    cities = [place for place in found if place.kind == "city"]

    def inside(place: Place, city: Place) -> bool:
        return geodesy.between_km(place.point, city.point) <= city.precision_km

    found = [p for p in found if p.kind != "building" or not any(inside(p, c) for c in cities)]
    if not found:
        raise TourError(
            f"The stop {stop.title!r} has no place on the map. Give it one that has a point"
        )
    return found


def _group(story: Story, stop: Stop, places: list[Place], view: str | None) -> folium.FeatureGroup:
    """Return what the map shows at a stop only."""
    group = folium.FeatureGroup(control=False, show=False)
    classes = dict.fromkeys(stop.states, "ex-tour-land") | {
        id: "ex-tour-land" if place.kind == "country" else "ex-tour-area"
        for place in sorted(places, key=lambda place: place.kind == "region")
        for id in _shapes(story, place, view)
    }
    for shapes in coloured(story, classes):
        shapes.add_to(group)
    drawn = [marks.of_place(story, place) for place in places]
    look = [{"cls": "ex-here", "labelCls": f"ex-here-name {it['labelCls']}"} for it in drawn]
    Markers([*map(dict.__or__, drawn, look)]).add_to(group)
    return group


def _shapes(story: Story, place: Place, view: str | None) -> list[str]:
    """Return the ids of the shapes of a place; of a country also what a view counts as its own."""
    return views.land_of(story, place.area, view) if place.area else []


def _boxes(
    story: Story, stop: Stop, places: Iterable[Place], view: str | None
) -> Iterator[geodesy.Box]:
    """Yield the boxes that the map of a stop has to hold: around points, and of areas."""
    shapes = [*stop.states]
    for place in places:
        yield box(*place.point, _AROUND_KM)
        if place.precision_km <= _TOO_WIDE_KM:
            shapes += _shapes(story, place, view)
    for id in shapes:
        yield geodesy.box_of(geodesy.chains_of(story.ground.feature(id)["geometry"]))


def _key() -> Html:
    entries = [
        cards.symbol("city", "ex-here", "this stop"),
        cards.swatch("ex-tour-land", "country of this stop"),
        cards.swatch("ex-tour-area", "area of this stop, where status or control is disputed"),
        cards.symbol("city", "ex-elsewhere", "other stops"),
    ]
    return cards.fill('<ul class="ex-tour-key">$entries</ul>', entries=cards.join(entries))
