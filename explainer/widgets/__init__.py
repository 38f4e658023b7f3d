"""Widgets: a thin last layer of ipywidgets over functions that work without them.

What an explorer shows for some values of its controls, :meth:`Explorer.parts` returns as well.
"""

from explainer import lazy

#: Public name -> where it is defined: a lesson without charts needs no matplotlib.
_WHERE = {
    "as_of": "moment:as_of",
    "beside": "pair:beside",
    "desk": "desk_page:desk",
    "geocode_explorer": "geocode:geocode_explorer",
    "own_text": "reader_text:own_text",
    "range_explorer": "ranges:range_explorer",
    "statements": "comparing:statements",
    "time_brush": "moment:time_brush",
    "worksheet": "sheet:worksheet",
}

__all__ = sorted(_WHERE)
__getattr__, __dir__ = lazy.names(__name__, _WHERE)
