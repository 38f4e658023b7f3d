"""The line of contact in Donbas: every town coloured and shaped by side, from reports."""

from collections import Counter
from itertools import groupby, pairwise
from typing import Any

import folium

from explainer.dates import day_words
from explainer.ground import geodesy, geography
from explainer.maps.base import base
from explainer.maps.layers import Legend, Markers, Names, Shapes
from explainer.page import cards
from explainer.story import Story
from explainer.story.records import Town

#: The only open shape of the area: an old sketch, to be drawn faintly and never to take a side by.
_UNIT = "donbas-ngca"
_EXTENT = ((47.05, 37.0), (48.84, 39.95))
#: Regions of Ukraine whose border with Russia is drawn finer than the base map's.
_EASTERN = ("UA-74", "UA-59", "UA-63", "UA-09", "UA-14")

_SIDES = {
    "government": ("held-a", "ex-side-a", "government-controlled"),
    "not government": ("held-b", "ex-side-b", "not government-controlled"),
    "split": ("held-both", "ex-side-both", "split: the line ran through it"),
}
_NAMES = (
    {"lat": 48.47, "lon": 37.6, "text": "Government-controlled", "cls": "ex-side-a-name"},
    {"lat": 48.2, "lon": 39.15, "text": "Not government-\ncontrolled", "cls": "ex-side-b-name"},
    {
        "lat": 48.0,
        "lon": 39.15,
        "text": "approximate; several towns\nfall on its wrong side",
        "cls": "ex-region-name",
    },
    {"lat": 48.64, "lon": 37.6, "text": "Donetsk region of Ukraine", "cls": "ex-region-name"},
    {"lat": 48.42, "lon": 39.1, "text": "Luhansk region\nof Ukraine", "cls": "ex-region-name"},
    {"lat": 47.06, "lon": 38.5, "text": "Sea of Azov", "cls": "ex-sea-name"},
)


def contact_line(story: Story, **base_options: Any) -> folium.Map:
    """Return a map of the towns along the line of contact, by who held them on the story's day.

    Parameters
    ----------
    story : Story
        Its towns say who held them, by what evidence. A town with no report and low confidence
        is left out; the legend counts those whose side no report backs.
    **base_options
        As of :func:`explainer.maps.base`.

    Returns
    -------
    folium.Map
        The side of a town is never taken from a shape: the faint band is an old sketch, and the
        legend counts the towns it puts on the wrong side.

    Examples
    --------
    >>> import explainer as ex
    >>> ex.maps.contact_line(ex.load())  # doctest: +ELLIPSIS
    <folium.folium.Map object at ...>
    """
    shown = towns(story)
    options = {
        "subtitle": "Who held each town. Open a town to read what that rests on.",
        "extent": _EXTENT,
        "named": ("Sea of Azov",),
        "finer": ("RU UA", f"RU {_UNIT}", f"UA {_UNIT}"),
    }
    title = f"The line of contact in Donbas on {day_words(story.day)}"
    result = base(story, title, **options | base_options)
    _shapes([geography.feature("donbas")["geometry"]], "ex-story", pane="ex-areas").add_to(result)
    _shapes([geography.feature(_UNIT)["geometry"]], "ex-sketch", pane="ex-areas").add_to(result)
    _shapes(_regions(), "ex-region", pane="ex-lines").add_to(result)
    _shapes([_state_border()], "ex-line ex-state", pane="ex-lines").add_to(result)
    Names([{"priority": 200, "minZoom": 7, **name} for name in _NAMES]).add_to(result)
    Markers([_marker(story, town) for town in shown], apart=8).add_to(result)
    Legend(_legend(shown), beside=True).add_to(result)
    return result


def towns(story: Story) -> list[Town]:
    """Return the towns whose side rests on a report, or is known with more than low confidence."""
    return [town for town in story.towns if town.confidence != "low" or _reported(story, town)]


def contact_table(story: Story) -> cards.Html:
    """Return the same towns as a table, from the sea in the south to the north-east.

    Columns: town, names, side, evidence, confidence, what the approximate band says.
    """
    head = ["Town", "Names", "Side", "Evidence", "Confidence", "The approximate area puts it"]
    rows = (
        [
            town.name,
            cards.names(town),
            _side(town),
            town.evidence,
            town.confidence,
            _on_the_sketch(town),
        ]
        for town in towns(story)
    )
    return cards.table(f"Towns along the line of contact, {story.day.year}", head, rows)


def _side(town: Town) -> str:
    return _SIDES[town.held][2]


def _reported(story: Story, town: Town) -> bool:
    """Say whether a source reports about a town; data sets give its point or our own knowledge."""
    return any(source.custom.line != "dataset" for source in map(story.source, town.sources))


def _on_the_sketch(town: Town) -> str:
    if town.held == "split":
        return "on one side only"
    return "on the wrong side" if _misplaced(town) else "on the right side"


def _misplaced(town: Town) -> bool:
    """Say whether the old sketch puts a town on the other side than the reports do."""
    inside = geography.contains(_UNIT, town.lat, town.lon)
    return town.held != "split" and inside == (town.held == "government")


def _off_by_km(town: Town) -> float:
    """Return how far a town is from the line of the sketch."""
    line = [geodesy.piece(*ends) for ends in geodesy.steps([_line()["geometry"]["coordinates"]])]
    return geography.between_km((town.lat, town.lon), geodesy.nearest(line, town.lat, town.lon))


def _line() -> dict[str, Any]:
    """Return the sketch's line between the two sides, without the border with Russia."""
    lines = geography.load("lines")["features"]
    return next(
        line
        for line in lines
        if {line["properties"]["a"], line["properties"]["b"]} == {"UA", _UNIT}
    )


def _regions() -> list[dict[str, Any]]:
    """Return the borders of Ukraine's eastern regions with each other and with their neighbours."""
    return [
        line["geometry"]
        for line in geography.load("ukraine-lines")["features"]
        if {line["properties"]["a"], line["properties"]["b"]} & {*_EASTERN}
    ]


def _state_border() -> dict[str, Any]:
    """Return the edge of Ukraine's eastern regions that they share with no other region."""
    shared = {
        frozenset(map(tuple, step))
        for line in geography.load("ukraine-lines")["features"]
        for part in _parts(line["geometry"])
        for step in pairwise(part)
    }
    parts = []
    for id in _EASTERN:
        for ring in geodesy.rings_of(geography.feature(id)["geometry"]):
            steps = groupby(pairwise(ring), lambda step: frozenset(map(tuple, step)) in shared)
            for _, run in (item for item in steps if not item[0]):
                start, *rest = run
                parts.append([*start, *(end for _, end in rest)])
    return {"type": "MultiLineString", "coordinates": parts}


def _parts(line: dict[str, Any]) -> list[Any]:
    """Return a LineString or a MultiLineString as a list of lines."""
    return [line["coordinates"]] if line["type"] == "LineString" else line["coordinates"]


def _shapes(geometries: list[dict[str, Any]], cls: str, pane: str) -> Shapes:
    features = [{"type": "Feature", "properties": {}, "geometry": item} for item in geometries]
    return Shapes({"type": "FeatureCollection", "features": features}, pane=pane, cls=cls)


def _marker(story: Story, town: Town) -> dict[str, Any]:
    symbol, cls, side = _SIDES[town.held]
    rows = {
        "Evidence": town.evidence,
        "Confidence": town.confidence,
        "Approximate area": f"puts it {_on_the_sketch(town)}",
        "Names": cards.names(town),
    }
    if town.note:
        rows["Note"] = town.note
    # A city's point is as exact as the city is wide.
    large = town.precision_km > 5
    return {
        "lat": town.lat,
        "lon": town.lon,
        "symbol": symbol,
        "name": town.name,
        "spoken": f"{town.name}, {side}, confidence {town.confidence}",
        "label": town.name,
        "labelCls": "ex-small ex-strong" if large else "ex-small",
        "radius": 5,
        "priority": 0 if large else town.order,
        "cls": cls,
        "popup": str(
            cards.join([cards.facts(town.name, side, rows), cards.sources(story, town.sources)])
        ),
    }


def _legend(shown: list[Town]) -> cards.Html:
    held = Counter(town.held for town in shown)
    wrong = [town for town in shown if _misplaced(town)]
    items = [
        cards.symbol(symbol, cls, f"{side}: {held[key]}")
        for key, (symbol, cls, side) in _SIDES.items()
    ]
    items.append(cards.swatch("ex-sketch", "approximate area, not government-controlled"))
    sided = len(shown) - held["split"]
    note = (
        f"Of the {sided} towns that one side held, {len(wrong)} fall on the wrong side of the "
        f"approximate area, by up to {max(map(_off_by_km, wrong)):.0f} km."
    )
    unsure = sum(town.confidence != "high" for town in shown)
    doubt = (
        f"For {unsure} of the {len(shown)} towns we found no report that names the side; "
        "the card says so."
    )
    return cards.legend("Who held a town", items, [note, doubt] if unsure else [note])
