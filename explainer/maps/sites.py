"""What the maps of military sites share: a marker, its reports, and how far away a country is."""

from collections.abc import Mapping
from typing import Any

from explainer.ground import geography
from explainer.page import cards
from explainer.story import Story, views
from explainer.story.records import Report, Site


def marker(
    story: Story, site: Site, symbol: str, cls: str, label: str, rows: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what ``static/map.js`` needs to draw a site; `rows` are facts of its popup."""
    facts = {**rows, "Where": site.where, "Names": cards.names(site)}
    cited = [*site.sources, *(id for report in reports(story, site) for id in report.sources)]
    popup = [cards.facts(site.name, site.state, facts), cards.sources(story, dict.fromkeys(cited))]
    return {
        "lat": site.lat,
        "lon": site.lon,
        "symbol": symbol,
        "cls": cls,
        "name": site.name,
        "spoken": f"{site.name}, {site.kind}. {site.where}",
        "label": label,
        "labelCls": "ex-lines",
        "priority": 1,
        "popup": str(cards.join(popup)),
    }


def reports(story: Story, site: Site) -> list[Report]:
    """Return the reports about a site that were public by the story's day, oldest first."""
    return sorted(site.reports, key=lambda report: report.when.start)


def reports_list(story: Story, site: Site) -> cards.Html:
    """Return when who reported what about a site, as a list."""
    items = (
        cards.fill("<li>$when, $by: $what</li>", when=report.when, by=report.by, what=report.what)
        for report in reports(story, site)
    )
    return cards.fill("<ul>$items</ul>", items=cards.join(items))


def distance(story: Story, site: Site, country: str, view: str) -> str:
    """Return how far a site is from a country as a point of view draws it, in words."""
    km = views.distance(story, site.id, country, view).km
    if not km:
        return f"0 km (inside {geography.names(country)['en']})"
    return f"about {views.km_words(km)}"


def distances(story: Story, site: Site, country: str) -> str:
    """Return how far a site is from a country under every point of view, in one sentence.

    Examples
    --------
    >>> import explainer as ex
    >>> story = ex.load()
    >>> [sevastopol] = [site for site in story.sites if site.id == "sevastopol"]
    >>> print(distances(story, sevastopol, "UA"))  # doctest: +NORMALIZE_WHITESPACE
    0 km (inside Ukraine) if borders are drawn as: United Nations, Ukraine; about 160 km if drawn
    as: Russia, Control on the ground
    """
    drawn_by: dict[str, list[str]] = {}
    for view in story.views:
        drawn_by.setdefault(distance(story, site, country, view.id), []).append(view.name)
    (first, names), *others = drawn_by.items()
    if not others:
        return f"{first}, from every point of view"
    parts = [f"{first} if borders are drawn as: {', '.join(names)}"]
    parts += [f"{said} if drawn as: {', '.join(names)}" for said, names in others]
    return "; ".join(parts)


def distances_list(story: Story, site: Site, country: str) -> cards.Html:
    """Return how far a site is from a country under every point of view, as a list."""
    items = (
        cards.fill(
            "<li>$view: $said</li>",
            view=view.name,
            said=distance(story, site, country, view.id),
        )
        for view in story.views
    )
    return cards.fill("<ul>$items</ul>", items=cards.join(items))
