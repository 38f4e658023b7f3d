"""A widget to ask the gazetteer for a name and see every candidate in a table and on a map."""

from collections.abc import Iterator

import ipywidgets

from explainer import maps
from explainer.page import cards
from explainer.page.words import shown
from explainer.places.gazetteer import Gazetteer
from explainer.story import Story, load
from explainer.widgets.shown import Explorer, Shown

#: Before the address of the first candidate.
BEST = "Best candidate:"


class NameSearch(Explorer):
    """The explorer of place names."""


def geocode_explorer(query: str | None = None, story: Story | None = None) -> NameSearch:
    """Return a text box: a name typed into it gives candidates in a table and on a map.

    Parameters
    ----------
    query : str, optional
        The name it starts with; by default the first city of the story.
    story : Story, optional
        Whose day and borders the map shows; by default the story of the package.

    Returns
    -------
    NameSearch
        Its control is ``query``. Works without a network: it asks the embedded gazetteer.
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
    find = ipywidgets.Button(
        description="Find",
        button_style="primary",
        tooltip="Find this place",
        layout={"width": "auto"},
    )
    explorer = NameSearch(
        {"query": box}, lambda query: answers(gazetteer, story, query), beside=[find]
    )
    find.on_click(explorer.redraw)
    return explorer


def answers(gazetteer: Gazetteer, story: Story, query: str) -> Iterator[Shown]:
    """Yield what the widget shows: what was found or why nothing was, a table, a map."""
    found = gazetteer.geocode(query, exactly_one=False, limit=8) if query.strip() else None
    if not found:
        yield cards.text(gazetteer.explain(query) if query.strip() else "Type the name of a place.")
        return
    first = found[0]
    guess = "No place has exactly this name. The nearest name is" if first.raw["guess"] else ""
    yield cards.text(f"{guess or BEST} {first.address}. {rivals(len(found))}")
    yield maps.candidates_table(found, query)
    yield maps.candidates(story, found, query, height="420px")


def rivals(count: int) -> str:
    """Return in words how many others could be meant."""
    if count == 1:
        return "It has no rival in this gazetteer."
    return f"{count - 1} other place{'s' if count > 2 else ''} could be meant."
