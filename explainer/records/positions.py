"""Disputed questions: who holds what, and what a map drawn to it shows."""

from typing import Literal

from pydantic import model_validator

from explainer.records.base import CountryCode, Dated, Ids, Record, Slug, Text, When


class Question(Record):
    """A question on which the parties differ, and the units of the map it is about."""

    title: Text
    text: Text
    units: Ids = ()


class View(Record):
    """A point of view from which a map can be drawn."""

    name: Text
    whose: Text
    document: Text
    since: When
    text: Text


class Position(Record):
    """Who holds what on a disputed question, and what a map drawn to it shows.

    ``shows`` is, for a map drawn from ``view``, the ISO code of the country the units are drawn
    as part of, ``own`` (a country of its own) or ``none`` (under nobody's recognised rule). A
    position without ``view`` is told, not drawn.
    """

    question: Slug
    holder: Slug
    states: Text
    since: When
    document: Text
    view: Slug | None = None
    units: Ids = ()
    shows: CountryCode | Literal["own", "none"] | None = None
    label: Text | None = None

    @model_validator(mode="after")
    def _drawn_or_told(self) -> "Position":
        if (self.view is None) != (self.shows is None):
            raise ValueError("view and shows go together: give both or neither")
        return self


class Atlas(Dated):
    """How a published map, or a list of places, shows a place on which the parties differ.

    ``shows`` is the ISO code of the country it draws the place in; ``both``; or ``disputed``: in
    no country, or marked as disputed. ``readers`` says for whom, where not all see the same.
    """

    place: Slug
    name: Text
    kind: Literal["map website", "atlas", "map data", "list of places"]
    readers: Text | None = None
    shows: CountryCode | Literal["both", "disputed"]
    how: Text
    reason: Text | None = None
