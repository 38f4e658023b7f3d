"""What the style sheets of the maps say of colours and patterns, for maps drawn on paper."""

import re
from dataclasses import dataclass
from functools import cache

from explainer.page.cards import static
from explainer.page.offline import STYLES

#: Pattern of ``static/symbols.svg`` -> matplotlib's hatching, and the variable of its ground.
_PATTERNS = {
    "ex-hatch": ("//", None),
    "ex-hatch-back": ("\\\\", None),
    "ex-dots": ("..", None),
    "ex-new": ("//", ".ex-new-ground"),
    "ex-aspirant": ("\\\\", ".ex-story-ground"),
    "ex-partner": ("..", ".ex-story-ground"),
}


#: Countries in neighbouring colours, told apart without colours, too.
_OWNERS = {
    "ex-fill-2": "--",
    "ex-fill-3": "||",
    "ex-fill-4": "++",
    "ex-fill-5": "xx",
    "ex-fill-6": "oo",
}


@dataclass(frozen=True, slots=True)
class Ink:
    """How a shape is drawn: colours as ``#rrggbb`` or None, a hatching, a line."""

    fill: str | None = None
    stroke: str | None = None
    width: float = 1.0
    dashes: tuple[float, ...] = ()
    hatch: str = ""


@cache
def _rules() -> tuple[tuple[tuple[str, ...], dict[str, str]], ...]:
    """Return the rules of the light theme: the classes each asks for, and its properties."""
    css = re.sub(r"/\*.*?\*/", "", "".join(map(static, STYLES)), flags=re.DOTALL)
    found = []
    for selectors, body in re.findall(r"([^{}@]+)\{([^{}]*)\}", css):
        pairs = re.findall(r"([\w-]+)\s*:\s*([^;]+);?", body)
        properties = {name: value.replace("!important", "").strip() for name, value in pairs}
        for selector in map(str.strip, selectors.split(",")):
            if selector == ":root" or re.fullmatch(r"(\.[\w-]+)+", selector):
                found.append((tuple(re.findall(r"[\w-]+", selector)), properties))
    return tuple(found)


@cache
def color(value: str) -> str | None:
    """Return a CSS colour as ``#rrggbb``: a variable's value, or None for none."""
    variables: dict[str, str] = {}
    for name, said in _rules():
        variables |= said if name == ("root",) else {}
    while named := re.fullmatch(r"var\((--[\w-]+)\)", value):
        value = variables[named[1]]
    return value if value.startswith("#") else None


@cache
def ink(classes: str) -> Ink:
    """Return how a shape with some CSS classes is drawn.

    Examples
    --------
    >>> ink("ex-shape ex-line").fill is None, ink("ex-shape").fill
    (True, '#ebe7de')
    """
    has = set(classes.split())
    if "ex-sea" in has:  # as all the sea on paper: its blue would be the grey of the land
        return Ink(fill="#ffffff", stroke="#ffffff")
    properties: dict[str, str] = {}
    for wanted, said in sorted(_rules(), key=lambda rule: len(rule[0])):
        if wanted != ("root",) and has.issuperset(wanted):
            properties |= said
    fill, hatch = properties.get("fill", "none"), ""
    if pattern := re.fullmatch(r"url\(#([\w-]+)\)", fill):
        hatch, ground = _PATTERNS[pattern[1]]
        fill = _property(ground[1:], "fill") if ground else "none"
    hatch = hatch or next((own for name, own in _OWNERS.items() if name in has), "")
    return Ink(
        fill=color(fill),
        stroke=color(properties.get("stroke", "none")),
        width=float(properties.get("stroke-width", "1")),
        dashes=tuple(map(float, properties.get("stroke-dasharray", "").split())),
        hatch=hatch,
    )


def _property(cls: str, name: str) -> str:
    return next(said[name] for wanted, said in _rules() if wanted == (cls,) and name in said)
