"""One news day, taken apart: story data, an offline gazetteer, maps, charts, widgets, checks.

>>> import explainer as ex
>>> ex.load().day.isoformat()
'2021-12-02'
"""

import importlib
from typing import Any

__version__ = "0.1.0"

#: Public name -> module that defines it; loaded on first use, so that importing costs nothing.
_WHERE = {
    "Gazetteer": "gazetteer",
    "LiveGeocoder": "live",
    "check_my_setup": "readiness",
    "Story": "story",
    "load": "story",
}
_MODULES = {
    "banners",
    "cards",
    "charts",
    "close_reading",
    "geography",
    "maps",
    "offline",
    "paper",
    "quiz",
    "recognition",
    "tables",
    "views",
    "widgets",
    "wording",
    "worksheet",
}

__all__ = ["Gazetteer", "LiveGeocoder", "Story", "check_my_setup", "load", *sorted(_MODULES)]


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for (PEP 562)."""
    if name in _WHERE:
        value = getattr(importlib.import_module(f"explainer.{_WHERE[name]}"), name)
    elif name in _MODULES:
        value = importlib.import_module(f"explainer.{name}")
    else:
        raise AttributeError(f"module 'explainer' has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted({*globals(), *__all__})
