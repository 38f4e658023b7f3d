"""Borders by point of view: one view, two with an edge to move, or all to switch between."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import cycle
from typing import Any

import folium

from explainer.maps import marks
from explainer.maps.base import base, caption, coloured, disputed_borders
from explainer.maps.frames import view_of
from explainer.maps.layers import Call, Captions, MapLegend, Markers, Prepare
from explainer.page import cards, words
from explainer.story import Story, views
from explainer.story.records import Position

#: The colour of what no country is given.
BLANK = "ex-fill-blank"
_FILLS = [f"ex-fill-{number}" for number in range(1, 7)]
#: What is no country -> its colour, its words in the legend.
_UNOWNED = {
    "none": ("ex-fill-none", "no country"),
    "own": ("ex-fill-own", "a state of its own"),
}


def borders(story: Story, view: str | None = None, **base_options: Any) -> folium.Map:
    """Return a map of the disputed areas as one point of view draws them.

    Parameters
    ----------
    story : Story
    view : str, optional
        Id of a point of view of the story; by default the one its ``maps.toml`` names.
    **base_options
        As of :func:`explainer.maps.base`.

    Returns
    -------
    folium.Map
        Which area belongs to whom comes from ``positions.toml``.

    Raises
    ------
    StoryError
        If the story has no points of view.
    UnknownRecord
        If it has not this one.

    Examples
    --------
    >>> ex.maps.borders(ex.load())  # doctest: +ELLIPSIS
    <...Map object at ...>
    """
    views.needed(story)
    whose = views.chosen(story, view)
    title = f"Borders drawn as: {story.view(whose).name}"
    result = owners_map(story, title, {"view": whose} | base_options)
    for layer in [*_areas(story, whose), legend(story, [whose])]:
        layer.add_to(result)
    return result


def borders_switch(story: Story, **base_options: Any) -> folium.Map:
    """Return one map with every point of view as a layer to switch to; it needs no kernel.

    Parameters and errors are those of :func:`borders`.
    """
    views.needed(story)
    options = {"disputed": False} | base_options
    every = [view.id for view in story.views]
    result = owners_map(story, _headline(story, every), options)
    offered = ((view.name, [view.id], caption(story, view.id)) for view in story.views)
    choices(story, result, offered)
    legend(story, every).add_to(result)
    return result


def borders_swipe(story: Story, a: str, b: str, **base_options: Any) -> folium.Map:
    """Return two points of view on one map: the reader moves the edge between them.

    Parameters
    ----------
    story : Story
    a, b : str
        Ids of two points of view, the left and the right one.
    **base_options
        As of :func:`explainer.maps.base`.

    Raises
    ------
    StoryError, UnknownRecord
        As :func:`borders`.

    Examples
    --------
    >>> ex.maps.borders_swipe(story, story.views[0].id, story.views[1].id)  # doctest: +ELLIPSIS
    <...Map object at ...>
    """
    views.needed(story)
    sides = [story.view(a), story.view(b)]
    said = {"subtitle": views.changes_in_words(story, a, b), "hint": "Move the slider."}
    options = {"disputed": False} | said
    result = owners_map(story, _headline(story, [a, b]), options | base_options)
    feet = cards.join(caption(story, view) for view in (a, b))
    result.get_root().foot = cards.fill('<div class="ex-pair-foot">$feet</div>', feet=feet)
    [paper] = [part for part in result._children.values() if isinstance(part, Prepare)]
    paper.caption = caption(story, a)  # on paper only the left side is drawn
    result.add_child(Call("explainer.sides"))
    groups, marked = [], []
    for side, view in enumerate(sides):
        groups.append(folium.FeatureGroup(control=False, show=not side).add_to(result))
        for layer in _drawn_as(story, view.id):
            if isinstance(layer, Markers):
                marked.append(layer)
            else:
                layer.options["pane"] += f"-{side}"
            layer.add_to(groups[side])
    result.add_child(Call("explainer.swipe", groups, marked, [view.name for view in sides]))
    legend(story, [a, b]).add_to(result)
    return result


def _headline(story: Story, whose: list[str]) -> str:
    """Return how many areas some points of view draw differently."""
    shown = [views.positions(story, view) for view in whose]
    units = {unit for held in shown for unit in held}
    differ = sum(len({held[unit].shows for held in shown if unit in held}) > 1 for unit in units)
    names = words.listing(story.view(view).name for view in whose)
    who = names if len(whose) == 2 else words.many(len(whose), "point") + " of view"
    if differ == len(units) <= 2:
        return f"{who} draw {'both areas' if differ == 2 else 'the area'} differently"
    of = "all" if differ == len(units) else f"{differ} of"
    return f"{who} draw {of} {words.many(len(units), 'area')} differently"


def owners_map(story: Story, title: str, options: Mapping[str, Any]) -> folium.Map:
    """Return a map with the colours of the countries that some view gives a disputed area to."""
    fills = {owner: cls for owner, cls in _fills(story).items() if owner not in _UNOWNED}
    usual = {
        "subtitle": "Colours say which country an area is drawn as part of",
        "extent": view_of(story, "borders", map(story.ground.label_point, story.units)),
    }
    return base(story, title, classes=fills, **usual | options)


def _fills(story: Story) -> dict[str, str]:
    """Return a colour class for every country that some view gives a disputed area to."""
    owners = dict.fromkeys(position.shows for position in story.positions if position.shows)
    countries = [owner for owner in owners if owner not in _UNOWNED]
    unowned = {owner: cls for owner, (cls, _) in _UNOWNED.items()}
    return dict(zip(countries, cycle(_FILLS), strict=False)) | unowned


def choices(
    story: Story,
    result: folium.Map,
    offered: Iterable[tuple[str, Iterable[str], cards.Html]],
    *said: str,
) -> None:
    """Add to a map what a reader chooses from: a name, whose views are drawn, what stands under it.

    `said` is what :class:`~explainer.maps.layers.Captions` has to know.
    """
    captions = []
    for name, whose, under in offered:
        group = folium.FeatureGroup(name, overlay=False, show=not captions).add_to(result)
        for layer in _drawn_as(story, *whose):
            layer.add_to(group)
        captions.append((name, under))
    folium.LayerControl(collapsed=False, position="topright").add_to(result)
    Captions(captions, *said).add_to(result)


def _drawn_as(story: Story, *drawn: str) -> Iterator[Any]:
    """Yield the layers of disputed areas as some points of view draw them, with their borders."""
    yield from _areas(story, *drawn)
    yield from disputed_borders(story, *drawn)


def _areas(story: Story, *drawn: str) -> Iterator[Any]:
    """Yield the layers of disputed areas, and a name for each that opens.

    They have the colours of a view; of two, in stripes where those differ; of none, no colour.
    """
    held = [views.positions(story, view) for view in drawn]
    first, *others = [_looks(story, view) for view in held] or [dict.fromkeys(story.units, BLANK)]
    yield from coloured(story, first)
    for other in others:
        differs = {unit: cls for unit, cls in other.items() if cls != first.get(unit)}
        yield from coloured(story, {unit: f"{cls} ex-striped" for unit, cls in differs.items()})
    named = ((unit, [view[unit] for view in held if unit in view]) for unit in first)
    yield Markers([marks.of_unit(story, unit, *said) for unit, said in named])


def _looks(story: Story, held: Mapping[str, Position]) -> dict[str, str]:
    fills = _fills(story)
    return {unit: fills[position.shows] for unit, position in held.items()}


def legend(
    story: Story, shown: Iterable[str], more: Iterable[cards.Html] = (), note: str = ""
) -> MapLegend:
    """Return the legend of what some points of view show."""
    used = {p.shows for view in shown for p in views.positions(story, view).values()}
    fills = {owner: cls for owner, cls in _fills(story).items() if owner in used}
    named = {owner: said for owner, (_, said) in _UNOWNED.items()}
    named |= {owner: story.ground.names(owner)["en"] for owner in fills.keys() - named.keys()}
    items = [cards.swatch(cls, named[owner]) for owner, cls in fills.items()]
    return MapLegend("Drawn as part of", [*items, *more], [note])
