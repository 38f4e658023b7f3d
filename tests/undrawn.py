"""What stands for matplotlib in a page: charts have their size, words and table; nothing is drawn.

Lies there as ``matplotlib/__init__.py``; no registry has the real one for a browser.
"""

import datetime as dt
import sys
from types import SimpleNamespace

__path__: list[str] = []


class Anything:
    """Is made, called and entered with anything; each name of it is another one."""

    def __init__(self, *_, **__):
        pass

    def __call__(self, *_, **__):
        return self

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return Anything()

    def __iter__(self):
        yield Anything()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass


class Axes(Anything):
    bbox = SimpleNamespace(width=800)
    xlim = (0, 1)

    def set(self, xlim=xlim, **_):
        self.xlim = xlim

    def get_xlim(self):
        return self.xlim


class Figure(Anything):
    def __init__(self, figsize):
        self.figsize = figsize

    def get_size_inches(self):
        return self.figsize

    def add_axes(self, *_, **__):
        return Axes()

    def savefig(self, file, **_):
        file.write('<svg width="1" height="1"></svg>')


class MaxNLocator(Anything):
    def tick_values(self, low, high):
        return [low, high]


def date2num(day):
    return (day - dt.date(1970, 1, 1)).days


style = Anything()
text_to_path = SimpleNamespace(
    get_text_width_height_descent=lambda text, *_, **__: (6 * len(text), 13, 3)
)


def __getattr__(name):
    if name.startswith("_"):
        raise AttributeError(name)
    return Anything


for part in (
    *("axes", "dates", "figure", "font_manager", "markers", "patches", "path", "patheffects"),
    *("pyplot", "textpath", "ticker", "transforms"),
):
    sys.modules[f"matplotlib.{part}"] = sys.modules[__name__]
