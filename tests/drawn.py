"""What a map of the package draws, read from its layers; stories changed for a test."""

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from typing import Any

import folium

from explainer.ground import geography
from explainer.maps.layers import MapLegend, Markers, Names, Shapes

LIMIT = 300_000  # bytes of one packed map
HOSTILE = "</script><img src=x onerror=alert(1)>"


def layers(drawn: folium.Map, kind: type) -> list[Any]:
    """Return the layers of a kind, those within groups too."""

    def walk(element: Any) -> Iterator[Any]:
        if isinstance(element, kind):
            yield element
        for child in element._children.values():
            yield from walk(child)

    return list(walk(drawn))


def markers(drawn: folium.Map) -> dict[str, dict[str, Any]]:
    """Return all markers by name."""
    return {item["name"]: item for layer in layers(drawn, Markers) for item in layer.data}


def texts(drawn: folium.Map) -> list[str]:
    """Return all names written on the map that are no markers."""
    return [item["text"] for layer in layers(drawn, Names) for item in layer.data]


def classes(drawn: folium.Map, pane: str) -> list[dict[str, str]]:
    """Return the CSS classes by shape id of every layer in a pane that has them."""
    found = [layer.options for layer in layers(drawn, Shapes)]
    return [
        options["classes"] for options in found if options["pane"] == pane and "classes" in options
    ]


def legend(drawn: folium.Map) -> str:
    """Return the words of the legend."""
    [only] = layers(drawn, MapLegend)
    return words(only.html)


def words(html: str) -> str:
    """Return the text of HTML, with a space between elements."""
    parts: list[str] = []
    reader = HTMLParser()
    reader.handle_data = parts.append
    reader.feed(html)
    return " ".join(" ".join(parts).split())


def rows(html: str) -> list[list[str]]:
    """Return the words in the cells of every row of a table, the heads first."""
    found = [
        re.findall("(?s)<t[hd].*?</t[hd]>", row) for row in re.findall("(?s)<tr>.*?</tr>", html)
    ]
    return [[unescape(re.sub("<.*?>", "", cell)).strip() for cell in row] for row in found]


def page(drawn: folium.Map) -> str:
    """Return the page of a map, not packed."""
    return drawn.get_root().page()


def size(drawn: folium.Map) -> int:
    """Return the bytes of a map in a saved lesson."""
    return len(drawn.get_root()._repr_html_().encode())


def changed(story: Any, collection: str, id: str, **changes: Any) -> Any:
    """Return a story in which one record has other values."""
    records = story.everything[collection]
    assert any(record.id == id for record in records)
    new = (r.model_copy(update=changes) if r.id == id else r for r in records)
    return story.with_records(**{collection: new})


def distance_km(lat, lon, country, assignment):
    """How far a point is from a country, for those who see the disputed units that way."""
    nearest = geography.nearest_point(lat, lon, country, assignment)
    return geography.between_km((lat, lon), nearest)
