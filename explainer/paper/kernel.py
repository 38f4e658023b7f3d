"""In the kernel of a lesson that is run for paper: each output as data, so that it can be printed.

:func:`listen` is called there before the first cell of the lesson.
"""

from typing import Any

import folium
from IPython import get_ipython
from IPython.core.formatters import BaseFormatter
from traitlets import Type, Unicode

from explainer.page.blocks import Group, Picture, to_data
from explainer.page.offline import MapPage
from explainer.paper.stills import still

#: The type under which an output carries its block.
MIME = "application/vnd.explainer.block+json"


def block_of(value: Any) -> Any:
    """Return the block of what a cell shows; None for what only lives on a screen.

    >>> block_of(ex.maps.places(ex.load())).title.partition(":")[0]
    'Where the story happens'
    >>> block_of(3)
    """
    if isinstance(value, folium.Map):
        drawn = still(value)
        return Picture(drawn.title, drawn.alt, drawn.svg())
    if isinstance(value, MapPage):
        maps = (item for item in value._children.values() if isinstance(item, folium.Map))
        return Group(tuple(map(block_of, maps)))
    return value._block_() if hasattr(type(value), "_block_") else None


class BlockFormatter(BaseFormatter):
    """Gives an output its block as data; a fault is an error of the cell, not a silent gap."""

    format_type = Unicode(MIME)
    _return_type = Type(dict)

    def __call__(self, obj: Any) -> Any:  # noqa: D102
        block = block_of(obj)
        return None if block is None else to_data(block)


def listen() -> None:
    """Let every output of this kernel carry its block."""
    formatter = get_ipython().display_formatter
    formatter.formatters[MIME] = BlockFormatter(parent=formatter)
    # An explorer would show words for pages without a kernel; on paper it is nothing.
    formatter.ipython_display_formatter.enabled = False
