"""NATO's members in one year: the map of the alliance without a year to choose in it."""

from typing import Any

import folium

from explainer.dates import day_words
from explainer.maps.alliance import EXTENT, STATUS, drawn_as, member, partner
from explainer.maps.base import base
from explainer.maps.layers import Legend, Markers
from explainer.page import cards
from explainer.story import Story
from explainer.story.records import Accession, Partner


def members(story: Story, year: int, view: str = "un", **base_options: Any) -> folium.Map:
    """Return a map of NATO's members in one year.

    Parameters
    ----------
    story : Story
    year : int
        Who had joined by its end is a member.
    view : str
        Id of the point of view that draws the borders, and gives disputed areas to countries.
    **base_options
        As of :func:`explainer.maps.base`.

    Returns
    -------
    folium.Map
        For the year of the story's day it also shows who wanted to join and who was a partner.

    Raises
    ------
    UnknownRecord
        If the story has no such point of view.

    Examples
    --------
    >>> import explainer as ex
    >>> ex.maps.members(ex.load(), 1999)  # doctest: +ELLIPSIS
    <folium.folium.Map object at ...>
    """
    joined = joined_by(story, year)
    others = [item for item in others_in(story, year) if item.country not in joined]
    look = {
        state: "ex-new" if item.date.start.year == year else "ex-in"
        for state, item in joined.items()
    } | {item.country: STATUS[item.status][0] for item in others}
    result = base(
        story,
        f"NATO's members in {year}: {len(joined)}",
        view=view,
        classes={id: look[owner] for id, owner in drawn_as(story, view, look).items()},
        **{
            "subtitle": "Open a country to read more",
            "extent": EXTENT,
            "named": [*look, "Sea of Azov"],
        }
        | base_options,
    )
    states = [member(story, state, item) for state, item in joined.items()]
    Markers([*states, *(partner(story, item) for item in others)]).add_to(result)
    Legend(_legend(story, year, "ex-new" in look.values(), others), beside=True).add_to(result)
    return result


def joined_by(story: Story, year: int) -> dict[str, Accession]:
    """Return who had joined by the end of a year, each with the round it joined in.

    Examples
    --------
    >>> import explainer as ex
    >>> len(joined_by(ex.load(), 2021))
    30
    """
    rounds = sorted(story.accessions, key=lambda item: item.date.start)
    return {state: item for item in rounds if item.date.start.year <= year for state in item.states}


def others_in(story: Story, year: int) -> tuple[Partner, ...]:
    """Return the states whose status is recorded: only for the year of the story's day."""
    return story.partners if year == story.day.year else ()


def _legend(story: Story, year: int, grew: bool, others: list[Partner]) -> cards.Html:
    statuses = dict.fromkeys(item.status for item in others)
    items = [
        cards.swatch("ex-in", "member"),
        *([cards.swatch("ex-new", f"joined in {year}")] if grew else []),
        *(cards.swatch(*STATUS[status]) for status in statuses),
    ]
    notes = [
        f"Borders are those of {day_words(story.day)} in every year.",
        "Canada and the United States lie outside this view: zoom out.",
    ]
    return cards.legend("States and NATO", items, notes)
