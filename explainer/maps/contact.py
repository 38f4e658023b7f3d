"""The towns along a line, every one coloured and shaped by who held it, from reports."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import Any

import folium

from explainer.ground import geodesy, geography
from explainer.maps import marks
from explainer.maps.base import base, said, titled
from explainer.maps.frames import view_of
from explainer.maps.layers import MapLegend, Markers, Shapes, drawn
from explainer.maps.names import inscriptions
from explainer.page import cards
from explainer.story import Story
from explainer.story.presets import TownsMap
from explainer.story.records import Town

Step = tuple[tuple[float, ...], tuple[float, ...]]


def contact_line(story: Story, **base_options: Any) -> folium.Map:
    """Return a map of the towns along the line of contact, by who held them on the story's day.

    Parameters
    ----------
    story : Story
        Its towns say who held them, by what evidence. A town with no report and low confidence
        is left out; the legend counts these, and those whose side no report backs.
    **base_options
        As of :func:`explainer.maps.base`.

    Returns
    -------
    folium.Map
        The side of a town is never taken from a shape: the faint band is an old sketch, and the
        legend counts the towns it puts on the wrong side.

    Raises
    ------
    StoryError
        If the story has no such line: no ``[presets.contact_line]`` in its ``maps.toml``.

    Examples
    --------
    >>> ex.maps.contact_line(ex.load())  # doctest: +ELLIPSIS
    <...Map object at ...>
    """
    preset: TownsMap = story.maps.preset("contact_line")
    shown = towns(story)
    options = {
        "extent": view_of(story, "contact-line", ((town.lat, town.lon) for town in shown)),
        "named": preset.unnamed,
        "finer": preset.finer,
    }
    sides = _sides(story, shown)
    result = base(story, **titled(story, preset, sides=sides) | options | base_options)
    for layer in (*_ground(story, preset), inscriptions(preset)):
        layer.add_to(result)
    puts = ({"Approximate area": f"puts it {_on_the_sketch(preset, town)}"} for town in shown)
    cited = (_reports(story, town) for town in shown)
    told = zip(shown, puts, cited, strict=True)
    Markers([marks.of_town(story, *it) for it in told], apart=8).add_to(result)
    _legend(story, preset, shown).add_to(result)
    return result


def _sides(story: Story, shown: Iterable[Town]) -> str:
    """Return how many towns each side held, the side that held most first."""
    held = Counter(town.held for town in shown).most_common()
    said = ((count, story.words.sides[side].words.partition(":")[0]) for side, count in held)
    return ", ".join(
        f"{count}{' towns' * (not at)} {word}" for at, (count, word) in enumerate(said)
    )


def towns(story: Story) -> list[Town]:
    """Return the towns whose side rests on a report, or is known with more than low confidence."""
    return [town for town in story.towns if town.confidence != "low" or _reports(story, town)]


def contact_table(story: Story) -> cards.Html:
    """Return the same towns as a table, from one end of the line to the other.

    Columns: town, names, side, evidence, confidence, what the approximate band says.
    """
    preset: TownsMap = story.maps.preset("contact_line")
    head = ["Town", "Names", "Side", "Evidence", "Confidence", "The approximate area puts it"]
    rows = (
        [
            town.name,
            cards.names(town),
            story.words.sides[town.held].words,
            town.evidence,
            town.confidence,
            _on_the_sketch(preset, town),
        ]
        for town in towns(story)
    )
    return cards.table(said(story, preset.table), head, rows)


def _reports(story: Story, town: Town) -> list[str]:
    """Return the sources that report about a town; data sets give its point or what we know."""
    return [id for id in town.sources if story.source(id).custom.line != "dataset"]


def _on_the_sketch(preset: TownsMap, town: Town) -> str:
    if town.held in preset.both:
        return "on one side only"
    return "on the wrong side" if _misplaced(preset, town) else "on the right side"


def _misplaced(preset: TownsMap, town: Town) -> bool:
    """Say whether the old sketch puts a town on the other side than the reports do."""
    inside = geography.contains(preset.sketch, town.lat, town.lon)
    return town.held not in preset.both and inside != (town.held == preset.inside)


def _off_by_km(preset: TownsMap, town: Town) -> float:
    """Return how far a town is from the line of the sketch between the two sides."""
    parties = {preset.country, preset.sketch}
    lines = geography.load("lines")["features"]
    line = next(it for it in lines if {it["properties"]["a"], it["properties"]["b"]} == parties)
    pieces = [geodesy.piece(*ends) for ends in geodesy.steps(geodesy.chains_of(line["geometry"]))]
    return geography.between_km((town.lat, town.lon), geodesy.nearest(pieces, town.lat, town.lon))


def _ground(story: Story, preset: TownsMap) -> list[Shapes]:
    """Return what lies under the towns: the area, the sketch, finer borders around its regions."""
    shape = story.ground.feature
    found = [drawn([shape(preset.sketch)["geometry"]], pane="ex-areas", cls="ex-sketch")]
    if preset.area:
        area = [shape(preset.area)["geometry"]]
        found.insert(0, drawn(area, pane="ex-areas", cls="ex-story"))
    if preset.regions:
        outer, inner = _edges(story, preset.regions)
        found.append(drawn([inner], pane="ex-lines", cls="ex-region"))
        found.append(drawn([outer], pane="ex-lines", cls="ex-line ex-state"))
    return found


def _edges(story: Story, regions: Iterable[str]) -> list[dict[str, Any]]:
    """Return the edges of regions: those of the state, and those with other regions, each once."""
    own = (geodesy.chains_of(item["geometry"]) for item in story.ground.of_kind("region"))
    every = {step for rings in own for ring in rings for step in _steps(ring)}
    done: set[Step] = set()
    parts: tuple[list[Any], ...] = [], [], []

    def kind(step: Step) -> int:
        back = step[::-1]  # a neighbour goes along its edge the other way
        return (back in every) + (back in done)

    for id in regions:
        rings = geodesy.chains_of(story.ground.feature(id)["geometry"])
        for ring in rings:
            for which, run in groupby(_steps(ring), kind):
                start, *rest = run
                parts[which].append([*start, *(end for _, end in rest)])
        done |= {step for ring in rings for step in _steps(ring)}
    return [{"type": "MultiLineString", "coordinates": found} for found in parts[:2]]


def _steps(ring: geodesy.Ring) -> Iterator[Step]:
    return pairwise(map(tuple, ring))


def _legend(story: Story, preset: TownsMap, shown: list[Town]) -> MapLegend:
    held = Counter(town.held for town in shown)
    items = [
        marks.entry(look, f"{look.words}: {held[side]}") for side, look in story.words.sides.items()
    ]
    items.append(cards.swatch("ex-sketch", preset.sketch_words))
    return MapLegend(preset.legend, items, _notes(story, preset, shown))


def _notes(story: Story, preset: TownsMap, shown: list[Town]) -> Iterator[str]:
    wrong = [_off_by_km(preset, town) for town in shown if _misplaced(preset, town)]
    sided = sum(town.held not in preset.both for town in shown)
    unsure = sum(town.confidence != "high" for town in shown)
    if wrong:
        yield (
            f"{len(wrong)} of the {sided} towns that one side held fall on the wrong side of the "
            f"approximate area, by up to {max(wrong):.0f} km."
        )
    if unsure:
        yield (
            f"Less sure: {unsure} of the {len(shown)} towns. We found no report of recent years "
            "that names their side; the card says what there is."
        )
    if left := len(story.towns) - len(shown):
        yield f"Left out: {left} more. Nothing says who held them."
    if titles := "; ".join(sorted(_data_sets(story, shown))):
        yield f"Data sets: {titles}."


def _data_sets(story: Story, shown: list[Town]) -> set[str]:
    """Return the titles of the sources behind towns that report nothing themselves."""
    data = {id for town in shown for id in town.sources if id not in _reports(story, town)}
    return {story.source(id).title for id in data}
