"""Colours, lines and patterns for maps drawn on paper: ``data/inks.toml`` in the map's colours."""

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from explainer import shipped
from explainer.page.cards import static


@dataclass(frozen=True, slots=True)
class Ink:
    """How a shape is drawn: colours as ``#rrggbb`` or None, a hatching, a line."""

    fill: str | None = None
    stroke: str | None = None
    width: float = 1.0
    dashes: tuple[float, ...] = field(default=())
    hatch: str = ""


def looks() -> dict[str, dict[str, Any]]:
    """Return what each CSS class of a shape looks like on paper, the weakest class first."""
    return shipped.data("inks.toml")


@cache
def color(name: str) -> str | None:
    """Return a colour of the maps as ``#rrggbb``; None for no name.

    It is one of the light theme: of the first rule of the style sheet of the maps.

    >>> color("sea")
    '#c8dae4'
    """
    rule = static("map.css").partition("}")[0]
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", rule))[name] if name else None


@cache
def ink(classes: str) -> Ink:
    """Return how a shape with some CSS classes is drawn.

    >>> ink("ex-shape ex-line").fill is None, ink("ex-shape").fill
    (True, '#e9e4d8')
    """
    has = set(classes.split())
    look: dict[str, Any] = {}
    for name, said in looks().items():
        if name in has:  # what fills a shape anew covers the pattern it had
            look |= ({"hatch": ""} if "fill" in said else {}) | said
    colors = {name: color(look.get(name, "")) for name in ("fill", "stroke")}
    return Ink(**look | colors | {"dashes": tuple(look.get("dashes", ()))})
