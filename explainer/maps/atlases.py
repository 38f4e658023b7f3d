"""How published maps show a disputed place, and how far places are by each point of view."""

from explainer.ground import geography
from explainer.page import cards
from explainer.story import Story, views
from explainer.story.records import Atlas


def atlases_table(story: Story) -> cards.Html:
    """Return how published maps and lists of places show places the parties differ on.

    Parameters
    ----------
    story : Story
        What is known only after its day is left out.

    Returns
    -------
    Html
        Columns: since when, map and for whom, where it puts the place, how and why, sources.

    Examples
    --------
    >>> import explainer as ex
    >>> "OpenStreetMap" in atlases_table(ex.load())
    True
    """
    head = ["Since", "Map, and for whom", "Puts it in", "How, and what is known of why", "Sources"]
    rows = (
        [
            atlas.date,
            cards.fill(
                "$name<br><small>$kind; for readers $readers</small>",
                name=atlas.name,
                kind=atlas.kind,
                readers=atlas.readers or "everywhere",
            ),
            _shows(atlas),
            f"{story.place(atlas.place).name}: {atlas.how} {atlas.reason or ''}",
            cards.sources(story, atlas.sources),
        ]
        for atlas in sorted(story.atlases, key=lambda atlas: atlas.date.start)
    )
    return cards.table("One place on many maps", head, rows)


def _shows(atlas: Atlas) -> cards.Html:
    words = {"both": "both countries", "disputed": "no country, or marked as disputed"}
    return cards.fill(
        "<b>$where</b>", where=words.get(atlas.shows) or geography.names(atlas.shows)["en"]
    )


def distances_table(story: Story, country: str, *places: str) -> cards.Html:
    """Return how far places are from a country under every point of view.

    Parameters
    ----------
    story : Story
    country : str
        ISO code, for example ``"UA"``.
    *places : str
        Ids of places or sites of the story.

    Returns
    -------
    Html
        A row for a place, a column for a point of view.

    Raises
    ------
    UnknownRecord, GeographyError
        As :func:`explainer.story.views.distance`.
    """
    name = geography.names(country)["en"]
    rows = (
        [
            views.spot(story, place).name,
            *(
                _far(views.distance(story, place, country, view.id).km, name)
                for view in story.views
            ),
        ]
        for place in places
    )
    head = ["Place", *(f"Drawn by: {view.name}" for view in story.views)]
    return cards.table(f"How far is it to {name}?", head, rows)


def _far(km: float, country: str) -> str:
    return f"about {views.km_words(km)}" if km else f"0 km: inside {country}"
