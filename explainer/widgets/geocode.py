"""A widget to ask the gazetteer for a name and see every candidate in a table and on a map."""

from collections.abc import Iterator

import ipywidgets

from explainer import maps
from explainer.page import answered, cards
from explainer.page.words import shown
from explainer.places.gazetteer import Gazetteer
from explainer.story import Story, load
from explainer.widgets.shown import Explorer, Shown


class NameSearch(Explorer):
    """The explorer of place names."""


def geocode_explorer(query: str | None = None, story: Story | None = None) -> NameSearch:
    """Return a text box: a name typed into it gives candidates in a table and on a map.

    It starts with `query`, by default the first city of the story, whose day and borders the map
    shows. Works without a network: it asks the embedded gazetteer.
    """
    story = story or load()
    cities = (place for place in story.places if place.kind == "city")
    [city, *_] = shown(story, cities, "city", "places.toml")
    gazetteer = Gazetteer()
    box = ipywidgets.Text(
        value=city.name if query is None else query,
        description="Place name",
        placeholder=f"for example {' or '.join(dict.fromkeys([city.name, *city.names.values()]))}",
        continuous_update=False,
        layout={"width": "28rem"},
    )
    look = {"button_style": "primary", "layout": {"width": "auto"}}
    find = ipywidgets.Button(description="Find", tooltip="Find this place", **look)
    explorer = NameSearch(
        {"query": box}, lambda query: answers(gazetteer, story, query), beside=[find]
    )
    find.on_click(explorer.redraw)
    return explorer


def answers(gazetteer: Gazetteer, story: Story, query: str) -> Iterator[Shown]:
    """Yield what the widget shows: what was found or why nothing was, a table, a map."""
    found = answered.asked(gazetteer, query)
    yield cards.text(answered.said(found, query, gazetteer))
    if found:
        yield maps.candidates_table(found, query)
        yield maps.candidates(story, found, query, height="420px")
