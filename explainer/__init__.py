"""One news day, taken apart: story data, an offline gazetteer, maps, charts, widgets, checks.

>>> import explainer as ex
>>> story = ex.load()
>>> story.now == story.day
True
"""

import importlib
from typing import Any

__version__ = "0.1.0"

#: Public name -> where it is defined; loaded on first use, so that importing costs nothing.
_WHERE = {
    "Gazetteer": "places.gazetteer:Gazetteer",
    "LiveGeocoder": "places.live:LiveGeocoder",
    "Story": "story:Story",
    "authoring": "authoring",
    "banners": "classroom.banners",
    "cards": "page.cards",
    "charts": "charts",
    "check_my_setup": "classroom.readiness:check_my_setup",
    "close_reading": "tables.close_reading",
    "geography": "ground.geography",
    "guess": "widgets.answering:guess",
    "load": "story:load",
    "maps": "maps",
    "offline": "page.offline",
    "paper": "paper",
    "quiz": "widgets.answering",
    "recognition": "recognition",
    "tables": "tables",
    "views": "story.views",
    "widgets": "widgets",
    "wording": "tables.wording",
    "worksheet": "classroom.worksheet",
}

__all__ = sorted(_WHERE)


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for (PEP 562)."""
    if name not in _WHERE:
        raise AttributeError(f"module 'explainer' has no attribute {name!r}")
    module, _, member = _WHERE[name].partition(":")
    value = importlib.import_module(f"explainer.{module}")
    globals()[name] = value = getattr(value, member) if member else value
    return value


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted({*globals(), *__all__})
