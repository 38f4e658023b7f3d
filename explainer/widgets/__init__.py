"""Widgets: a thin last layer of ipywidgets over functions that work without them.

What an explorer shows for some values of its controls, :meth:`Explorer.parts` returns as well.
"""

from explainer.widgets.as_of import as_of
from explainer.widgets.beside import beside
from explainer.widgets.comparing import statements
from explainer.widgets.desk import desk
from explainer.widgets.geocode import geocode_explorer
from explainer.widgets.own_text import own_text
from explainer.widgets.ranges import range_explorer
from explainer.widgets.sheet import worksheet

__all__ = [
    "as_of",
    "beside",
    "desk",
    "geocode_explorer",
    "own_text",
    "range_explorer",
    "statements",
    "worksheet",
]
