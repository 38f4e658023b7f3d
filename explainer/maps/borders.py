"""Borders by point of view: one view, two side by side, or all to switch between."""

import re
from collections.abc import Mapping
from itertools import cycle
from typing import Any

import folium
from branca.element import MacroElement

from explainer.ground import geography
from explainer.maps.base import base, caption, disputed_borders, own
from explainer.maps.layers import Legend, Markers, Shapes, Template
from explainer.page import cards
from explainer.page.offline import Figure
from explainer.story import Story, views
from explainer.story.records import Position

_EXTENT = ((33.5, 15.5), (52.8, 47.5))
_FILLS = ("ex-fill-1", "ex-fill-2", "ex-fill-3", "ex-fill-4", "ex-fill-5", "ex-fill-6")
_UNOWNED = {"none": "ex-fill-none", "own": "ex-fill-own"}


def borders(story: Story, view: str = "un", **base_options: Any) -> folium.Map:
    """Return a map of the disputed areas as one point of view draws them.

    Parameters
    ----------
    story : Story
    view : str
        Id of a point of view: ``"un"``, ``"ukraine"``, ``"russia"`` or ``"control"``.
    **base_options
        As of :func:`explainer.maps.base`.

    Returns
    -------
    folium.Map
        Which area belongs to whom comes from ``positions.toml``.

    Raises
    ------
    UnknownRecord
        If the story has no such point of view.

    Examples
    --------
    >>> import explainer as ex
    >>> ex.maps.borders(ex.load(), "control")  # doctest: +ELLIPSIS
    <folium.folium.Map object at ...>
    """
    result = _one_view(story, view, base_options)
    Legend(_legend(story, [view]), beside=True).add_to(result)
    return result


def borders_switch(story: Story, **base_options: Any) -> folium.Map:
    """Return one map with every point of view as a layer to switch to; it needs no kernel.

    Parameters and errors are those of :func:`borders`.
    """
    result = _owners_map(story, "One map, several points of view", None, base_options)
    captions = []
    for number, view in enumerate(story.views):
        group = folium.FeatureGroup(view.name, overlay=False, show=number == 0).add_to(result)
        _add_view(group, story, view.id)
        for shapes in disputed_borders(story, view.id):
            shapes.add_to(group)
        captions.append((view.name, str(caption(story, view.id))))
    folium.LayerControl(collapsed=False, position="topright").add_to(result)
    _Captions(captions).add_to(result)
    Legend(_legend(story, [view.id for view in story.views]), beside=True).add_to(result)
    return result


def borders_side_by_side(story: Story, a: str = "un", b: str = "russia") -> Figure:
    """Return two points of view next to each other, kept in step.

    Parameters
    ----------
    story : Story
    a, b : str
        Ids of two points of view.

    Returns
    -------
    explainer.page.offline.Figure
        Moving or zooming one map moves the other.
    """
    title = f"{story.view(a).name} and {story.view(b).name}: the same places, two maps"
    said = views.changes_in_words(story, a, b)
    figure = Figure(title, head=_pair_head(title, said), foot=_pair_foot(story, a, b))
    drawn = [_one_view(story, view, {}) for view in (a, b)]
    for single in drawn:
        figure.add_child(single)
    drawn[1].add_child(_InStep(*drawn))
    return figure


def views_table(story: Story) -> cards.Html:
    """Return the table that says, for each disputed area, what each point of view shows."""
    columns = {view: views.positions(story, view.id) for view in story.views}
    rows = (
        [
            story.ground.names(unit)["en"],
            *(
                cards.fill(
                    "<b>$label</b>: $states (since $since; $document)",
                    label=views.label(position),
                    states=position.states,
                    since=position.since,
                    document=position.document,
                )
                for position in (column[unit] for column in columns.values())
            ),
        ]
        for unit in story.units
    )
    return cards.table(
        "What each point of view shows", ["Area", *(view.name for view in columns)], rows
    )


def _one_view(story: Story, view: str, options: Mapping[str, Any]) -> folium.Map:
    result = _owners_map(story, f"Borders drawn as: {story.view(view).name}", view, options)
    _add_view(result, story, view)
    return result


def _owners_map(
    story: Story, title: str, view: str | None, options: Mapping[str, Any]
) -> folium.Map:
    fills = _fills(story)
    return base(
        story,
        title,
        view=view,
        classes={country: cls for country, cls in fills.items() if country not in _UNOWNED},
        **{
            "subtitle": "Colours say which country an area is drawn as part of",
            "extent": _EXTENT,
        }
        | options,
    )


def _fills(story: Story) -> dict[str, str]:
    """Return a colour class for every country that some view gives a disputed area to."""
    owners = dict.fromkeys(position.shows for position in story.positions if position.shows)
    countries = [owner for owner in owners if owner not in _UNOWNED]
    return dict(zip(countries, cycle(_FILLS), strict=False)) | _UNOWNED


def _add_view(target: folium.Map | folium.FeatureGroup, story: Story, view: str) -> None:
    fills, drawn = _fills(story), views.positions(story, view)
    classes = {unit: fills[position.shows] for unit, position in drawn.items()}
    for shapes in (
        Shapes(story.ground.land[-1], pane="ex-areas", classes=classes, only=True),
        *own(story, "unit", classes, only=True, pane="ex-areas"),
    ):
        shapes.add_to(target)
    Markers([_unit_marker(story, unit, drawn[unit]) for unit in drawn]).add_to(target)


def _unit_marker(story: Story, unit: str, position: Position) -> dict[str, Any]:
    lat, lon = story.ground.label_point(unit)
    name = story.ground.names(unit)["en"]
    rows = {
        "On this map": views.label(position),
        "Whose view": story.actor(position.holder).name,
        "Since": position.since,
        "By": position.document,
    }
    sources = cards.sources(story, position.sources)
    return {
        "lat": lat,
        "lon": lon,
        "symbol": "area",
        "name": name,
        "spoken": f"{name}, drawn here as: {views.label(position)}",
        "label": f"{name.split(',')[0]}: {_short(position)}",
        "labelCls": "ex-unit",
        "priority": 1,
        "popup": str(cards.join([cards.facts(name, position.states, rows), sources])),
    }


def _short(position: Position) -> str:
    """Return the first words of a position's label, short enough for a map."""
    return re.split(r"[;,(]", views.label(position))[0].strip()


def _legend(story: Story, shown: list[str]) -> cards.Html:
    fills = _fills(story)
    used = {p.shows for view in shown for p in views.positions(story, view).values()}
    words = {"none": "under no state's recognised rule", "own": "a state of its own"}
    items = [
        cards.swatch(cls, words.get(owner) or geography.names(owner)["en"])
        for owner, cls in fills.items()
        if owner in used
    ]
    return cards.legend("Drawn as part of", items)


def _pair_head(title: str, said: str) -> cards.Html:
    return cards.fill(
        '<header class="ex-head"><h1>$title</h1><p>$said</p></header>', title=title, said=said
    )


def _pair_foot(story: Story, *shown: str) -> cards.Html:
    return cards.fill(
        '<div class="ex-pair-foot">$captions</div>',
        captions=cards.join(caption(story, view) for view in shown),
    )


class _Captions(MacroElement):
    """Writes under the map whose borders it shows, whenever the layer changes."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "explainer.captions({{ this._parent.get_name() }}, {{ this.texts|tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, texts: list[tuple[str, str]]) -> None:
        super().__init__()
        self._name = "Captions"
        self.texts = texts


class _InStep(MacroElement):
    """Keeps two maps on the same view."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "explainer.inStep({{ this.a.get_name() }}, {{ this.b.get_name() }});"
        "{% endmacro %}"
    )

    def __init__(self, a: folium.Map, b: folium.Map) -> None:
        super().__init__()
        self._name = "InStep"
        self.a, self.b = a, b
