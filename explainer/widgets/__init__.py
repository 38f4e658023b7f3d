"""Widgets: a thin last layer of ipywidgets over functions that work without them."""

from explainer.widgets.geocode import geocode_explorer
from explainer.widgets.worksheet import worksheet

__all__ = ["geocode_explorer", "worksheet"]
