"""Maps of the story: folium maps that need no network."""

from explainer.maps.alliance import alliance, members, members_table, partners_table
from explainer.maps.base import base
from explainer.maps.borders import borders, borders_swipe, borders_switch
from explainer.maps.buildup import buildup, buildup_table
from explainer.maps.by_view import atlases_table, distances_map, distances_table, views_table
from explainer.maps.contact import contact_line, contact_table
from explainer.maps.geocoded import (
    candidates,
    candidates_table,
    confirmed,
    confirmed_table,
    geocode_table,
)
from explainer.maps.of_story import by_kind, events, in_the_news, places, table
from explainer.maps.pinning import edge, pin_it
from explainer.maps.rules import rules, rules_table
from explainer.maps.shares import referendum
from explainer.maps.stops import Stop, stops, tour_table
from explainer.maps.tour import Tour, tour
