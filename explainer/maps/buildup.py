"""Sites in public reports, and how far a country is from them, as a point of view draws it."""

from collections.abc import Collection
from typing import Any

import folium

from explainer.maps import marks
from explainer.maps.base import base, said, titled
from explainer.maps.by_view import distances, distances_list, distances_sentence, lines
from explainer.maps.frames import view_of
from explainer.maps.layers import MapLegend, Markers
from explainer.maps.names import inscriptions
from explainer.maps.of_story import areas
from explainer.page import cards, words
from explainer.story import Story, views
from explainer.story.records import Site


def buildup(story: Story, view: str | None = None, **base_options: Any) -> folium.Map:
    """Return a map of the sites in public reports, with their distance to a country.

    Parameters
    ----------
    story : Story
        ``[presets.buildup]`` of its ``maps.toml`` names the country and the kinds of sites.
    view : str, optional
        Id of the point of view that draws the borders: it decides the distances.
    **base_options
        As of :func:`explainer.maps.base`.

    Returns
    -------
    folium.Map
        A line leads from every site outside the country to the nearest point of it.

    Raises
    ------
    StoryError
        If the story has no such map, or no points of view.
    UnknownRecord
        If the story has no such point of view.

    Examples
    --------
    >>> ex.maps.buildup(ex.load())  # doctest: +ELLIPSIS
    <...Map object at ...>
    """
    preset = story.maps.preset("buildup")
    shown = reported(story)
    disputed = [place for place in story.places if place.kind == "region" and place.question]
    ways = {site.id: views.distance(story, site.id, preset.country, view) for site in shown}
    usual = titled(story, preset, view, count=len(shown), ways=_ways(ways.values())) | {
        "extent": view_of(story, "buildup", ((site.lat, site.lon) for site in shown)),
        "named": [*preset.unnamed, *(place.area for place in disputed)],
        "classes": dict.fromkeys(views.land_of(story, preset.country, view), "ex-story"),
    }
    result = base(story, view=view, **usual | base_options)
    areas(story, disputed).add_to(result)
    for layer in lines(way for way in ways.values() if way.km):
        layer.add_to(result)
    inscriptions(preset).add_to(result)
    sites = [_marker(story, site, ways[site.id]) for site in shown]
    Markers([*sites, *(marks.of_place(story, place) for place in disputed)]).add_to(result)
    _legend(story, shown).add_to(result)
    return result


def _ways(ways: Collection[views.Distance]) -> str:
    """Return in words how far sites are from the country, and whether some are in it."""
    far = [views.km_words(km).removesuffix(" km") for km in sorted(way.km for way in ways) if km]
    parts = [f"{words.listing(dict.fromkeys(far))} km from"] if far else []
    return " or ".join(parts + ["in"] * (not all(way.km for way in ways)))


def buildup_table(story: Story) -> cards.Html:
    """Return the same sites as a table, with their distance to the country under every view.

    Columns: site, what is known of it, who reported what and when, the distances.
    """
    preset = story.maps.preset("buildup")
    name = story.ground.names(preset.country)["en"]
    head = ["Site", "What is known", "Reports", f"To {name}, if borders are drawn as"]
    rows = (
        [
            f"{site.name} ({site.kind})",
            f"{site.where} {site.state}",
            marks.reports(site),
            distances_list(story, site.id, preset.country),
        ]
        for site in reported(story)
    )
    return cards.table(said(story, preset.table), head, rows)


def reported(story: Story) -> list[Site]:
    """Return the sites that the map shows: of its kinds, with a report."""
    kinds = story.maps.preset("buildup").kinds
    return [site for site in story.sites if site.kind in kinds and site.reports]


def _marker(story: Story, site: Site, way: views.Distance) -> dict[str, Any]:
    country = story.maps.preset("buildup").country
    name = story.ground.names(country)["en"]
    far = distances_sentence(story, site.id, country)
    rows = {f"To {name}": far, "Reports": marks.reports(site)}
    label = f"{site.name}\n{site.reports[0].when.start:%B %Y}"
    if _depends_on_view(story, site) and not way.km:
        label += f"\ninside {name} on this map"
    return marks.of_site(story, site, label, rows)


def _depends_on_view(story: Story, site: Site) -> bool:
    country = story.maps.preset("buildup").country
    return len({*distances(story, site.id, country).values()}) > 1


def _legend(story: Story, shown: list[Site]) -> MapLegend:
    preset, used = story.maps.preset("buildup"), {site.kind for site in shown}
    looks = [story.words.site_kinds[kind] for kind in preset.kinds if kind in used]
    name = story.ground.names(preset.country)["en"]
    items = [
        *map(marks.entry, looks),
        cards.symbol("distance", "", f"shortest way to {name}"),
        cards.swatch("ex-area", "status or control disputed"),
    ]
    notes = [
        f"{site.name}: {distances_sentence(story, site.id, preset.country)}."
        for site in shown
        if _depends_on_view(story, site)
    ]
    return MapLegend("Sites", items, ["Below a name: month of the first report here.", *notes])
