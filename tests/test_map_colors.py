"""Contrast of what axe-core cannot see in a map: letters with a halo, symbols, lines, fills."""

import re
from importlib.resources import files

import pytest

from tests.contrast import contrast

STATIC = files("explainer") / "static"
LAND = ("land", "land-story")
FILLS = tuple(f"fill-{number}" for number in range(1, 7))
#: Colour of letters -> what is behind them; those on the map stand in a halo.
LETTERS = {
    "ink": ("paper", "halo", "accent-soft", *LAND, *FILLS, "member"),
    "ink-soft": ("paper", "halo"),
    "ink-sea": ("sea",),
    "accent": ("paper", "halo"),
    "second": ("paper", "halo"),
    "side-a": ("halo", "land-story"),
    "side-b": ("halo", "land-story"),
    "paper": ("accent",),
}
#: Colour of symbols and lines -> what they lie on.
GRAPHICS = {
    "accent": ("sea", *LAND, *FILLS, "accent-soft", "member"),
    "second": ("sea", *LAND, "halo"),
    "side-a": LAND,
    "side-b": LAND,
    "border": ("sea", *LAND),
    "border-strong": ("sea", *LAND),
    "hatch": ("paper", *LAND),
    "joined": ("sea", "land-story"),
    "focus": ("paper", "sea", *LAND),
    "ink": ("sea", *LAND),
}


def colors(selector):
    css = (STATIC / "map.css").read_text(encoding="utf-8")
    (block,) = re.findall(rf"^{re.escape(selector)} \{{(.*?)^\}}", css, re.M | re.S)
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", block))


LIGHT = colors(":root")
DARK = LIGHT | colors(':root[data-theme="dark"]')


@pytest.mark.parametrize("found", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(LETTERS, 4.5), (GRAPHICS, 3)])
def test_contrast(found, pairs, least):
    weak = {
        f"{ink} on {ground}": round(ratio, 2)
        for ink, grounds in pairs.items()
        for ground in grounds
        if (ratio := contrast(found[ink], found[ground])) < least
    }
    assert weak == {}


def test_the_dark_theme_leaves_no_colour_light():
    assert set(LIGHT) == set(colors(':root[data-theme="dark"]'))


def test_letters_on_the_map_have_their_halo_except_names_of_seas():
    css = (STATIC / "map.css").read_text(encoding="utf-8")
    (base,) = re.findall(r"^\.ex-label \{(.*?)^\}", css, re.M | re.S)
    assert base.count("var(--halo)") >= 3
    bare = re.findall(r"^(\.ex-label\S+) \{[^}]*text-shadow: none", css, re.M)
    assert bare == [".ex-label.ex-sea-name"]
