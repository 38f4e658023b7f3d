"""Two points of view to choose: their maps in step, what changes, how far a place is."""

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache

import ipywidgets

from explainer import maps
from explainer.page import cards
from explainer.page.cards import Html
from explainer.page.offline import Figure
from explainer.page.words import day as to_day
from explainer.page.words import listing
from explainer.story import Story
from explainer.story import views as points_of_view
from explainer.story.records import Place
from explainer.widgets.shown import Explorer, Shown, page

#: Kinds of places that are points, so that they have a distance.
_POINTS = ("city", "town", "building", "site")


def views(
    story: Story, a: str = "un", b: str = "russia", *, until: dt.date | str | None = None
) -> Explorer:
    """Return two points of view to choose, and a distance to measure under both.

    Parameters
    ----------
    story : Story
    a, b : str
        Ids of the points of view it starts with.
    until : datetime.date or str, optional
        Nothing known only later is shown; by default the story's day.

    Returns
    -------
    Explorer
        Its controls are ``a``, ``b``, ``place`` and ``country``.

    Raises
    ------
    UnknownRecord
        If the story has no such point of view.

    See Also
    --------
    views_page : the same for one choice, for a page without a kernel.
    """
    story = story.as_of(to_day(story, until))
    names = [(view.name, view.id) for view in story.views]
    controls = {
        "a": _dropdown("Map A drawn as", names, story.view(a).id),
        "b": _dropdown("Map B drawn as", names, story.view(b).id),
        "place": _dropdown(
            "How far is", [(place.name, place.id) for place in starts(story)], "deveselu"
        ),
        "country": _dropdown(
            "from", [(place.name, place.area) for place in countries(story)], "RU"
        ),
    }

    # Changing the distance leaves the maps as they are.
    @lru_cache(maxsize=1)
    def pair(a: str, b: str) -> Figure:
        return maps.borders_side_by_side(story, a, b)

    def show(a: str, b: str, place: str, country: str) -> Iterator[Shown]:
        yield _said(story, a, b, place, country)
        yield pair(a, b)
        yield _table(story)

    return Explorer(controls, show)


def views_page(
    story: Story, a: str = "un", b: str = "russia", place: str = "deveselu", country: str = "RU"
) -> Html:
    """Return what the widget shows for a choice, for a page without a kernel.

    Parameters
    ----------
    story : Story
    a, b : str
        Ids of two points of view.
    place : str
        Id of a place of the story.
    country : str
        ISO code.

    Returns
    -------
    Html
        What changes and the two distances in words, the two maps in step, and the table.

    Raises
    ------
    UnknownRecord
        If the story has no such point of view or place.
    GeographyError
        If the country is not known, or the place is not a point.

    Examples
    --------
    >>> import explainer as ex
    >>> "The place has not moved" in views_page(ex.load())
    True
    """
    pair = maps.borders_side_by_side(story, a, b)
    return page([_said(story, a, b, place, country), pair, _table(story)])


def starts(story: Story) -> list[Place]:
    """Return the places of the story that are points, by name."""
    found = (place for place in story.places if place.point and place.kind in _POINTS)
    return sorted(found, key=lambda place: place.name)


def countries(story: Story) -> list[Place]:
    """Return the countries of the story, by name."""
    found = (place for place in story.places if place.kind == "country" and place.area)
    return sorted(found, key=lambda place: place.name)


def _said(story: Story, a: str, b: str, place: str, country: str) -> Html:
    """Say what changes from one view to the other, and what becomes of a distance."""
    first, second = (points_of_view.distance(story, place, country, view) for view in (a, b))
    moved = (
        "Both distances are the same: these two points of view draw that border alike."
        if round(first.km) == round(second.km)
        else "The place has not moved: the border is drawn elsewhere."
    )
    return cards.fill(
        "<p>$changes</p><p>$distances</p>",
        changes=_changes(story, a, b),
        distances=cards.join([first] if a == b else [first, second, moved], " "),
    )


def _changes(story: Story, a: str, b: str) -> str:
    if a == b:
        return "Both maps show the same point of view: choose another one for map B."
    units = points_of_view.changes(story, a, b)
    names = [story.ground.names(unit)["en"].split(",")[0] for unit in units]
    if not names:
        return "From map A to map B, no place changes country."
    change = "place changes" if len(names) == 1 else "places change"
    return f"From map A to map B, {len(names)} {change} country: {listing(names)}."


def _table(story: Story) -> Html:
    return cards.fill(
        "<details><summary>Every point of view as a table</summary>$table</details>",
        table=maps.views_table(story),
    )


def _dropdown(label: str, options: list[tuple[str, str]], first: str) -> ipywidgets.Dropdown:
    """Return a labelled choice; it starts with `first` if that is there."""
    ids = [id for _, id in options]
    value = first if first in ids else ids[0]
    return ipywidgets.Dropdown(
        options=options, value=value, description=label, layout={"width": "auto"}
    )
