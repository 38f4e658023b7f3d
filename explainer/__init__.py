"""One news day, taken apart: story data, an offline gazetteer, maps, charts, widgets, checks.

>>> import explainer as ex
>>> story = ex.load()
>>> story.now == story.day
True
"""

from explainer import lazy

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
    "classroom": "classroom",
    "check_my_setup": "classroom.readiness:check_my_setup",
    "close_reading": "tables.close_reading",
    "geography": "ground.geography",
    "guess": "widgets.answering:guess",
    "load": "story:load",
    "make_lesson": "site.doors:make_lesson",
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
__getattr__, __dir__ = lazy.names(__name__, _WHERE)
