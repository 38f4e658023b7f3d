"""The names a map writes over areas: countries, seas, the story's own shapes."""

from collections.abc import Iterable, Iterator
from typing import Any

from explainer import shipped
from explainer.ground import geodesy, geography
from explainer.maps.layers import Names
from explainer.story import Story
from explainer.story.presets import MapWords

#: From this zoom on islands of a state, and countries smaller than these degrees, get their names.
_CLOSE, _TINY_LON, _TINY_LAT = 6, 1.2, 1

#: From this zoom on the largest rivers get their names; a rank less is a quarter nearer.
_RIVERS = 4.5


def area_names(story: Story, leave_out: Iterable[str] = (), rivers: bool = False) -> Names:
    """Return the names of countries, seas and own shapes, and of rivers if they are wanted.

    `leave_out` are shape ids and names of seas that something else on the map names.
    """
    left_out = set(leave_out)
    found = [*_countries(story, left_out), *_seas(left_out), *_own(story, left_out)]
    return Names(found + [*_rivers(story)] * rivers)


def inscriptions(preset: MapWords) -> Names:
    """Return what a preset writes on a map."""
    return Names(
        [
            item.model_dump(exclude={"min_zoom"}) | {"minZoom": item.min_zoom}
            for item in preset.inscriptions
        ]
    )


def seas() -> tuple[dict[str, Any], ...]:
    """Return the seas and oceans of the world: ``name``, ``lat``, ``lon``, ``rank``, ``min_zoom``.

    >>> "Coral Sea" in {sea["name"] for sea in seas()}
    True
    """
    return tuple(shipped.data("geography", "seas.toml")["sea"])


def _countries(story: Story, left_out: set[str]) -> Iterator[dict[str, Any]]:
    # Of a country that is in two files the finer shape, in the later one, says where.
    shapes = {
        feature["properties"]["id"]: feature
        for name in story.ground.land
        for feature in geography.load(name)["features"]
    }
    for id, feature in shapes.items():
        said = feature["properties"]
        if said.get("lx") is None or id in left_out or said.get("disputed"):
            continue
        west, south, east, north = geodesy.box_of(geodesy.chains_of(feature["geometry"]))
        tiny = east - west < _TINY_LON and north - south < _TINY_LAT
        close = {"area": id, "minZoom": _CLOSE if tiny or said.get("of") else 0}
        yield _name(said, "ex-country", 30 + said["rank"]) | close


def _seas(left_out: set[str]) -> Iterator[dict[str, Any]]:
    for sea in seas():
        if sea["name"] not in left_out:
            said = {"name": sea["name"], "ly": sea["lat"], "lx": sea["lon"]}
            close = {"minZoom": sea.get("min_zoom", 0)}
            yield _name(said, "ex-sea-name", sea["rank"]) | close


def _rivers(story: Story) -> Iterator[dict[str, Any]]:
    for feature in geography.load(story.ground.rivers)["features"]:
        said = feature["properties"]
        name = _name(said | {"name": said["id"]}, "ex-sea-name ex-river-name", 50 + said["rank"])
        yield name | {"minZoom": _RIVERS + said["rank"] / 4}


def _own(story: Story, left_out: set[str]) -> Iterator[dict[str, Any]]:
    for kind in ("area", "line"):
        for feature in story.ground.of_kind(kind):
            if feature["properties"]["id"] not in left_out:
                yield _name(feature["properties"], "ex-region-name", 40)


def _name(said: dict[str, Any], cls: str, priority: int) -> dict[str, Any]:
    at = {"lat": said["ly"], "lon": said["lx"]}
    return at | {"text": said["name"], "cls": cls, "priority": priority}
