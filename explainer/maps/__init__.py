"""Maps of the story: folium maps that need no network."""

from explainer.maps.base import EXTENTS, base
from explainer.maps.borders import borders, borders_side_by_side, borders_switch, views_table
from explainer.maps.candidates import candidates, candidates_table, geocode_table
from explainer.maps.contact import contact_line, contact_table
from explainer.maps.places import in_the_news, places
from explainer.maps.table import by_kind, table

__all__ = [
    "EXTENTS",
    "base",
    "borders",
    "borders_side_by_side",
    "borders_switch",
    "by_kind",
    "candidates",
    "candidates_table",
    "contact_line",
    "contact_table",
    "geocode_table",
    "in_the_news",
    "places",
    "table",
    "views_table",
]
