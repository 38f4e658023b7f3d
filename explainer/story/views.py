"""Points of view: who draws which border, and what changes when the view does.

Which disputed unit a view gives to whom is data (``positions.toml``), never code. Where no view
is named, it is the one that the story's ``maps.toml`` names.

>>> ex.views.assignment(story).keys() == {*story.units}
True
"""

import re
from dataclasses import dataclass

from explainer.errors import GeographyError, StoryError
from explainer.ground import geography
from explainer.story.model import Story
from explainer.story.records import Place, Position, Site

__all__ = [
    "answers",
    "assignment",
    "changes",
    "changes_in_words",
    "distance",
    "km_words",
    "label",
    "positions",
    "spot",
]


def chosen(story: Story, view: str | None = None) -> str | None:
    """Return the id of a point of view; by default the story's own, None if it has none.

    Raises
    ------
    UnknownRecord
        If the story has no such point of view.
    """
    first = story.views[0].id if story.views else None
    wanted = view or story.maps.view or first
    return story.view(wanted).id if wanted else None


def needed(story: Story) -> None:
    """Raise :class:`~explainer.errors.StoryError` if a story has no point of view."""
    if not story.views:
        raise StoryError(
            "This story has no point of view to draw borders from. If it should have one, add "
            "[[view]], [[question]] and [[position]] to positions.toml"
        )


def positions(story: Story, view: str | None = None) -> dict[str, Position]:
    """Return the position that each disputed unit has under a point of view.

    Returns
    -------
    dict
        Unit id -> position; empty if the story has no points of view.

    Raises
    ------
    UnknownRecord
        If the story has no such point of view.
    """
    whose = chosen(story, view)
    drawn = (position for position in story.positions if whose and position.view == whose)
    whole = {question.id: question.units for question in story.questions}
    return {
        unit: position
        for position in drawn
        for unit in position.units or whole.get(position.question, ())
    }


def assignment(story: Story, view: str | None = None) -> dict[str, str | None]:
    """Return what a map drawn from a point of view shows for each disputed unit.

    Returns
    -------
    dict
        Unit id -> ISO code of a country, ``"own"`` (a country of its own) or ``"none"``.
    """
    return {unit: position.shows for unit, position in positions(story, view).items()}


def land_of(story: Story, country: str, view: str | None = None) -> list[str]:
    """Return the ids of the shapes that a point of view counts to a country: its own, and units."""
    owners = assignment(story, view)
    return [country, *(unit for unit, owner in owners.items() if owner == country)]


def changes(story: Story, a: str, b: str) -> dict[str, tuple[Position, Position]]:
    """Return the units that belong to somebody else when the view changes from `a` to `b`.

    Examples
    --------
    >>> a, *_, b = (view.id for view in story.views)
    >>> changes(story, a, a) == {} != changes(story, a, b)
    True
    """
    before, after = positions(story, a), positions(story, b)
    return {
        unit: (before[unit], after[unit])
        for unit in before
        if unit in after and before[unit].shows != after[unit].shows
    }


def changes_in_words(story: Story, a: str, b: str) -> str:
    """Return in one sentence which places change country from one view to another."""
    found = changes(story, a, b)
    between = f"From “{story.view(a).name}” to “{story.view(b).name}”"
    if not found:
        return f"{between} no place changes country."
    said = [
        f"{story.ground.names(unit)['en']} ({label(old)} → {label(new)})"
        for unit, (old, new) in found.items()
    ]
    places = "place changes" if len(said) == 1 else "places change"
    return f"{between} {len(said)} {places} country: {'; '.join(said)}."


def label(position: Position) -> str:
    """Return in a few words what a map drawn to a position shows."""
    if position.shows == "own":
        return "a state of its own"
    if position.label or position.shows in (None, "none"):
        return position.label or "no state"
    return geography.names(position.shows)["en"]


def short_label(position: Position) -> str:
    """Return the first words of a position's label, short enough for a map."""
    return re.split(r"[;,(]", label(position))[0].strip()


def spot(story: Story, place: str) -> Place | Site:
    """Return the site or place with that id.

    Raises
    ------
    UnknownRecord
        If there is none.
    GeographyError
        If it is not a point on the map.
    """
    site = any(item.id == place for item in story.everything["sites"])
    here = story.site(place) if site else story.place(place)
    if here.lat is None or here.lon is None:
        raise GeographyError(
            f"{here.name} is not a point on the map: it has no country and no distance. "
            "Choose a city or site."
        )
    return here


def answers(story: Story, place: str) -> str:
    """Return in which country every point of view puts a place or a site, a line for each.

    Raises
    ------
    UnknownRecord, GeographyError
        As :func:`spot`.
    StoryError
        If the story has no points of view.

    Examples
    --------
    >>> len(answers(story, story.places[0].id).splitlines()) == 1 + len(story.views)
    True
    """
    needed(story)
    here = spot(story, place)
    unit = story.ground.unit_at(here.lat, here.lon)
    lines = [f"{here.name}: which country is it in?"]
    for view in story.views:
        position = positions(story, view.id).get(unit)
        if unit is None:
            said = "none, it is at sea"
        else:
            said = label(position) if position else story.ground.names(unit)["en"]
        lines.append(f"  {view.name}: {said}")
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Distance:
    """How far a place is from a country's border under a point of view.

    Attributes
    ----------
    km : float
        Along the shortest line on the WGS84 ellipsoid; 0 inside the country.
    start, end : tuple of float
        The place and the nearest point of the country: (latitude, longitude) in degrees.
    text : str
        The same as a sentence.
    """

    km: float
    start: tuple[float, float]
    end: tuple[float, float]
    text: str

    def __str__(self) -> str:
        return self.text


def distance(story: Story, place: str, country: str, view: str | None = None) -> Distance:
    """Return how far a place of the story is from a country, as a point of view draws it.

    Parameters
    ----------
    story : Story
    place : str
        Id of a place or a site of the story.
    country : str
        ISO code, for example ``"FR"``.
    view : str, optional
        Id of a point of view.

    Raises
    ------
    UnknownRecord
        If the place or the view is not known.
    GeographyError
        If the country is not known, or the place is not a point on the map.

    Examples
    --------
    >>> str(distance(story, story.places[0].id, "FR"))  # doctest: +ELLIPSIS
    '... km from France, if borders are drawn as ...'
    """
    here = spot(story, place)
    if isinstance(here, Place) and here.country == country:  # coasts are coarse, records are not
        end = here.lat, here.lon
    else:
        end = story.ground.nearest_point(here.lat, here.lon, country, assignment(story, view))
    km = geography.between_km((here.lat, here.lon), end)
    name = story.ground.names(country)["en"]
    said = f"about {km_words(km)} from" if km else "inside"
    whose = chosen(story, view)
    how = f", if borders are drawn as “{story.view(whose).name}” draws them" if whose else ""
    return Distance(km, (here.lat, here.lon), end, f"{here.name} is {said} {name}{how}.")


def km_words(km: float) -> str:
    """Return a distance as it may be said: to 10 km, short ones to 1 km.

    Borders are simplified, and the point of a site is exact to about 10 km.

    Examples
    --------
    >>> km_words(245.7), km_words(8.3)
    ('250 km', '8 km')
    """
    return f"{round(km, -1) if km >= 50 else round(km):.0f} km"
