"""The build-up: military sites in public reports of the year, and how far Ukraine is from them."""

from typing import Any

import folium

from explainer.dates import day_words
from explainer.maps import sites
from explainer.maps.base import base
from explainer.maps.layers import Legend, Markers, Names, Shapes
from explainer.maps.places import areas, marker
from explainer.page import cards
from explainer.story import Story, views
from explainer.story.records import Site

#: The country whose border the distances are measured to.
_COUNTRY = "UA"
_EXTENT = ((43.3, 22.6), (55.3, 42.0))
#: Where the sites leave room for the name of the country.
_NAME = {"lat": 48.2, "lon": 32.4, "text": "Ukraine", "cls": "ex-country", "priority": 30}
#: Kind of site -> symbol, CSS class, words of the legend.
_KINDS = {
    "build-up": ("site", "ex-side-b", "troops gathered here, reports say"),
    "base": ("base", "ex-side-b", "permanent base"),
    "exercise": ("exercise", "ex-side-a", "exercise"),
}


def buildup(story: Story, view: str = "un", **base_options: Any) -> folium.Map:
    """Return a map of the military sites in public reports, with their distance to Ukraine.

    Parameters
    ----------
    story : Story
        Sites and reports known only after its day are left out.
    view : str
        Id of the point of view that draws the borders: it decides the distances.
    **base_options
        As of :func:`explainer.maps.base`.

    Returns
    -------
    folium.Map
        A line leads from every site outside Ukraine to the nearest point of Ukraine.

    Raises
    ------
    UnknownRecord
        If the story has no such point of view.

    Examples
    --------
    >>> import explainer as ex
    >>> ex.maps.buildup(ex.load(), "russia")  # doctest: +ELLIPSIS
    <folium.folium.Map object at ...>
    """
    shown = _shown(story)
    disputed = [place for place in story.places if place.kind == "region" and place.question]
    drawn = views.assignment(story, view)
    ukraine = [_COUNTRY, *(unit for unit, owner in drawn.items() if owner == _COUNTRY)]
    options = {
        "subtitle": f"Public by {day_words(story.day)}, with the shortest way to Ukraine as "
        f"“{story.view(view).name}” draws it. Open a site to read who reported it.",
        "extent": _EXTENT,
        "named": [_COUNTRY, *(place.area for place in disputed)],
        "classes": dict.fromkeys(ukraine, "ex-story"),
    }
    title = f"Military sites around Ukraine in public reports of {story.day.year}"
    result = base(story, title, view=view, **options | base_options)
    areas(story, disputed).add_to(result)
    ways = [way for site in shown if (way := _way(story, site, view)).km]
    _lines(ways).add_to(result)
    Names([*map(_length, ways), _NAME]).add_to(result)
    Markers(
        [_marker(story, site, view) for site in shown]
        + [marker(story, place) for place in disputed]
    ).add_to(result)
    Legend(_legend(story, shown), beside=True).add_to(result)
    return result


def buildup_table(story: Story) -> cards.Html:
    """Return the same sites as a table, with their distance to Ukraine under every view.

    Columns: site, what is known of it, who reported what and when, the distances.
    """
    head = ["Site", "What is known", "Reports", "To Ukraine, if borders are drawn as"]
    rows = (
        [
            f"{site.name} ({site.kind})",
            f"{site.where} {site.state}",
            sites.reports_list(story, site),
            sites.distances_list(story, site, _COUNTRY),
        ]
        for site in _shown(story)
    )
    caption = f"Military sites in public reports by {day_words(story.day)}"
    return cards.table(caption, head, rows)


def _shown(story: Story) -> list[Site]:
    return [site for site in story.sites if site.kind in _KINDS and sites.reports(story, site)]


def _marker(story: Story, site: Site, view: str) -> dict[str, Any]:
    symbol, cls, _ = _KINDS[site.kind]
    rows = {
        "To Ukraine": sites.distances(story, site, _COUNTRY),
        "Reports": sites.reports_list(story, site),
    }
    label = f"{site.name}\n{sites.reports(story, site)[0].when.start:%B %Y}"
    if _depends_on_view(story, site) and not _way(story, site, view).km:
        label += "\ninside Ukraine on this map"
    return sites.marker(story, site, symbol, cls, label, rows)


def _depends_on_view(story: Story, site: Site) -> bool:
    said = {sites.distance(story, site, _COUNTRY, view.id) for view in story.views}
    return len(said) > 1


def _way(story: Story, site: Site, view: str) -> views.Distance:
    return views.distance(story, site.id, _COUNTRY, view)


def _lines(ways: list[views.Distance]) -> Shapes:
    """Return a line from every site to the nearest point of Ukraine."""
    shapes = [
        {"type": "LineString", "coordinates": [way.start[::-1], way.end[::-1]]} for way in ways
    ]
    features = [{"type": "Feature", "properties": {}, "geometry": shape} for shape in shapes]
    collection = {"type": "FeatureCollection", "features": features}
    return Shapes(collection, pane="ex-lines", cls="ex-distance")


def _length(way: views.Distance) -> dict[str, Any]:
    """Return the length of a line, to be written beside its middle."""
    lat, lon = (sum(pair) / 2 for pair in zip(way.start, way.end, strict=True))
    text = views.km_words(way.km)
    return {"lat": lat, "lon": lon, "text": text, "cls": "ex-length", "priority": 0, "radius": 6}


def _legend(story: Story, shown: list[Site]) -> cards.Html:
    used = {site.kind for site in shown}
    items = [cards.symbol(*_KINDS[kind]) for kind in _KINDS if kind in used]
    items.append(cards.symbol("distance", "", "shortest way to Ukraine"))
    items.append(cards.swatch("ex-area", "status disputed"))
    notes = [
        "Below a name: month of the first report here.",
        *(
            f"{site.name}: {sites.distances(story, site, _COUNTRY)}."
            for site in shown
            if _depends_on_view(story, site)
        ),
    ]
    return cards.legend("Sites", items, notes)
