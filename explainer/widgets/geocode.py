"""A widget to ask the gazetteer for a name and see every candidate in a table and on a map."""

import ipywidgets as ipw

from explainer import cards, maps
from explainer.gazetteer import Gazetteer
from explainer.story import Story, load


def geocode_explorer(query: str = "Donetsk", story: Story | None = None) -> ipw.VBox:
    """Return a text box: a name typed into it gives candidates in a table and on a map.

    Parameters
    ----------
    query : str
        The name it starts with.
    story : Story, optional
        Whose day and borders the map shows; by default the story of the package.

    Returns
    -------
    ipywidgets.VBox
        Works without a network: it asks the embedded gazetteer.
    """
    story = story or load()
    gazetteer = Gazetteer()
    box = ipw.Text(
        value=query,
        description="Place name:",
        placeholder="for example Odesa, Одеса or Odessa, Texas",
        continuous_update=False,
        style={"description_width": "initial"},
        layout={"width": "26rem"},
    )
    find = ipw.Button(description="Find", button_style="primary", tooltip="Find this place")
    message = ipw.HTML()
    answer = ipw.HTML()

    def show(_: object = None) -> None:
        message.value, answer.value = answers(gazetteer, story, box.value)

    box.observe(show, "value")
    find.on_click(show)
    show()
    return ipw.VBox([ipw.HBox([box, find]), message, answer])


def answers(gazetteer: Gazetteer, story: Story, query: str) -> tuple[str, str]:
    """Return what the widget shows for a query: a sentence, and a table with a map.

    Returns
    -------
    message : str
        HTML of one sentence that says what was found, or why nothing was.
    answer : str
        HTML of the table and the map; empty if nothing was found.
    """
    found = gazetteer.geocode(query, exactly_one=False, limit=8) if query.strip() else None
    if not found:
        said = gazetteer.explain(query) if query.strip() else "Type the name of a place."
        return cards.status(said), ""
    first = found[0]
    guess = "No place has exactly this name. The nearest name is" if first.raw["guess"] else ""
    said = f"{guess or 'Best candidate:'} {first.address}. {_rivals(len(found))}"
    table = maps.candidates_table(found, query)
    drawn = maps.candidates(story, found, query, height="420px")
    return cards.status(said), f"{table._repr_html_()}{drawn._repr_html_()}"


def _rivals(count: int) -> str:
    if count == 1:
        return "It has no rival in this gazetteer."
    return f"{count - 1} other place{'s' if count > 2 else ''} could be meant."
