"""Widgets: a thin last layer of ipywidgets over functions that work without them."""

from explainer.widgets.as_of import as_of, as_of_page
from explainer.widgets.geocode import geocode_explorer
from explainer.widgets.own_text import own_text, own_text_page
from explainer.widgets.ranges import range_explorer, ranges_page
from explainer.widgets.sheet import worksheet
from explainer.widgets.statements import statements, statements_page

__all__ = [
    "as_of",
    "as_of_page",
    "geocode_explorer",
    "own_text",
    "own_text_page",
    "range_explorer",
    "ranges_page",
    "statements",
    "statements_page",
    "worksheet",
]
