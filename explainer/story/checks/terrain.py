"""Whether places lie where they are said to, and disputed ground is shown from every side."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping

from explainer.errors import GeographyError
from explainer.ground import geodesy, geography
from explainer.story.checks.common import names, problem
from explainer.story.model import Story
from explainer.story.problems import Problem
from explainer.story.records import Place

#: How far a point may lie outside its shape besides its own precision: coastlines are simplified.
COAST_KM = 10.0
#: How far from its country an island may lie that the coarse map of the world has no shape for.
ISLAND_KM = 1500.0
_KM_A_DEGREE = 111.2  # of latitude
_OWN = "Small islands are not on the map: draw one in shapes.geojson, as sea and land"


def disputed_places(story: Story) -> Iterator[Problem]:
    """Find disputed places without positions, or shown as if they were not disputed."""
    units = {unit: question.id for question in story.questions for unit in question.units}
    answered = {position.question for position in story.positions}
    for place in story.places:
        if place.question not in {None, *answered} and not story.damaged.get("positions"):
            wrong = f"nobody's position on {place.question!r} is given"
            todo = "Add at least two positions on it to positions.toml"
            yield problem("places", place.id, "question", wrong, todo)
        if not place.question:
            yield from _settled(story, place, units)


def incomplete_views(story: Story) -> Iterator[Problem]:
    """Find points of view that leave a disputed unit out, or draw it twice."""
    if any(story.damaged.get(name) for name in ("questions", "views", "positions")):
        return
    for question in story.questions:
        for view in story.views:
            drawn = Counter(
                unit
                for position in story.positions_on(question.id)
                if position.view == view.id
                for unit in position.units or question.units
            )
            for unit in question.units:
                if drawn[unit] != 1:
                    times = f"{drawn[unit]} times" if drawn[unit] else "not at all"
                    wrong = f"view {view.id!r} draws {unit!r} {times}"
                    todo = "Every view needs exactly one position for every unit of the question"
                    yield problem("questions", question.id, "units", wrong, todo)


def unknown_units(story: Story) -> Iterator[Problem]:
    """Find disputed units that the map does not have, or that are not in the question."""
    own = {question.id: question.units for question in story.questions}
    for question in story.questions:
        for unit in question.units:
            if unit not in story.ground.units:
                wrong = f"the map has no disputed unit {unit!r}"
                todo = f"Use one of: {', '.join(story.ground.units)}"
                yield problem("questions", question.id, "units", wrong, todo)
    for position in story.positions:
        for unit in position.units:
            if unit not in own.get(position.question, position.units):
                wrong = f"{unit!r} is none of the units of the question {position.question!r}"
                todo = "Add it to the question, or take it out"
                yield problem("positions", position.id, "units", wrong, todo)


def own_shapes(story: Story) -> Iterator[Problem]:
    """Find shapes of the story that have the id of one of the world's, or that nothing draws."""
    named = {id for *_, id, mark in names(story) if mark.shapes} | {*story.units}
    for shape in story.shapes:
        try:
            geography.feature(shape.id)
        except GeographyError:
            if shape.kind == "unit" and shape.id not in named:
                todo = "Name it in the units of a question, or make it an area"
                yield problem("shapes", shape.id, "kind", "is a unit of no question", todo)
        else:
            wrong = "the world's map has a shape with this id"
            yield problem("shapes", shape.id, "id", wrong, "Give it one of its own")


def coordinates(story: Story) -> Iterator[Problem]:
    """Find points outside the country or the area their place is in."""
    for place in story.places:
        for field in ("country", "area"):
            shape = getattr(place, field)
            if not shape or not place.point or _inside(story, shape, *place.point) is None:
                continue
            reach = COAST_KM + (place.precision_km or 0)
            near = any(_inside(story, shape, *point) for point in _around(*place.point, reach))
            if not near and not (field == "country" and _missing_island(story, place, shape)):
                lat, lon = place.point
                wrong = f"{lat}, {lon} is more than {reach:g} km outside {shape!r}"
                todo = f"Mend the point or {field}; latitude comes first"
                if not story.ground.unit_at(*place.point):
                    todo += f". {_OWN}"
                yield problem("places", place.id, "lat, lon", wrong, todo)


def _missing_island(story: Story, place: Place, country: str) -> bool:
    """Say whether a point lies in the sea, near enough to its country for a small island of it."""
    assert place.point
    if not geography.coarse(*place.point) or story.ground.unit_at(*place.point):
        return False
    near = story.ground.nearest_point(*place.point, country, {})
    return geodesy.between_km(place.point, near) <= ISLAND_KM


def _inside(story: Story, shape: str, lat: float, lon: float) -> bool | None:
    """Say whether a point is in a shape; None if the map has no such shape."""
    try:
        return story.ground.contains(shape, lat, lon)
    except GeographyError:
        return None


def _settled(story: Story, place: Place, units: Mapping[str, str]) -> Iterator[Problem]:
    """Find the disputed units that a place lies in without saying so."""
    for unit, question in units.items():
        if place.area in units:
            field, what, lies = "area", f"{unit!r} is", unit == place.area
        else:
            field, what = "lat, lon", f"the point is in {unit!r},"
            lies = place.point and _inside(story, unit, *place.point)
        if lies:
            wrong = f"{what} which is disputed ({question!r}), but question is empty"
            todo = f'Write question = "{question}", leave country out'
            yield problem("places", place.id, field, wrong, todo)


def _around(lat: float, lon: float, km: float) -> Iterator[tuple[float, float]]:
    """Yield the point and eight points around it."""
    yield lat, lon
    for step in range(8):
        bearing = step * math.pi / 4
        north = km * math.cos(bearing) / _KM_A_DEGREE
        east = km * math.sin(bearing) / _KM_A_DEGREE / math.cos(math.radians(lat))
        yield lat + north, (lon + east + 180) % 360 - 180
