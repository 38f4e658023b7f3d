"""The results of a referendum, every region in a tone for its share of yes."""

from collections.abc import Sequence
from typing import Any

import folium

from explainer.maps import marks
from explainer.maps.base import base, coloured
from explainer.maps.frames import view_of
from explainer.maps.layers import MapLegend, Markers
from explainer.page import cards, headlines, words
from explainer.story import Story
from explainer.story.records import ReferendumResult

#: Tones there are (``ex-step-1`` …), and how wide a step is in per cent, at least.
_TONES, _STEP = 5, 10


def referendum(story: Story, **base_options: Any) -> folium.Map:
    """Return a map of the results of a referendum: the more said yes, the darker the region.

    Parameters
    ----------
    story : Story
        ``story.referendum``; its title stands in ``words.toml``.
    **base_options
        As of :func:`explainer.maps.base`.

    Raises
    ------
    StoryError
        If the story has no results by region.
    """
    by_region = (result for result in story.referendum if result.area)
    found = words.shown(story, by_region, "result of a referendum by region", "votes.toml")
    steps, title = _steps(found), story.words.title("referendum")
    points = [story.ground.label_point(result.area) for result in found]
    said = {
        "subtitle": f"{title}. Yes, % of those who voted; regions of {story.day.year}.",
        "hint": "Open a number to read the turnout.",
        "extent": view_of(story, "referendum", points),
        "rivers": False,
        "named": [place.area for place in story.places if place.kind == "country"],
    }
    result = base(story, headlines.majority(found), **said | base_options)
    looks = {item.area: f"ex-step-{1 + _place(steps, item.yes)}" for item in found}
    for layer in coloured(story, looks):
        layer.add_to(result)
    Markers([_mark(story, *item) for item in zip(found, points, strict=True)]).add_to(result)
    entries = (
        cards.swatch(f"ex-step-{number}", f"{low} to {low + steps.step} %")
        for number, low in enumerate(steps, start=1)
    )
    MapLegend("Yes", entries, [*_whole(story)]).add_to(result)
    return result


def _steps(found: Sequence[ReferendumResult]) -> range:
    """Return where the steps of the tones begin: round numbers, as many as there are tones."""
    lowest = min(item.yes for item in found)
    wide = _STEP if lowest >= 100 - _TONES * _STEP else 100 // _TONES
    return range(int(lowest // wide) * wide, 100, wide)


def _place(steps: range, share: float) -> int:
    return min(int((share - steps.start) // steps.step), len(steps) - 1)


def _mark(story: Story, item: ReferendumResult, point: tuple[float, float]) -> dict[str, Any]:
    rows = {
        "Yes": f"{item.yes:g} % of those who voted",
        "Turnout": f"{item.turnout:g} % of those entitled to vote",
        "Note": item.note,
    }
    return marks.mark(
        point,
        item.region,
        f"{item.region}: {item.yes:g} % yes, turnout {item.turnout:g} %",
        marks.popup(story, item.region, "", rows, item.sources),
        label=f"{item.yes:.0f}",
        labelCls="ex-share",
        optional=True,
        priority=item.yes,
    )


def _whole(story: Story) -> list[str]:
    """Return the result of the whole country in words."""
    whole = (item for item in story.referendum if not item.area)
    return [f"{item.region}: {item.yes:g} % yes, turnout {item.turnout:g} %." for item in whole]
