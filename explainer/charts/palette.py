"""The colours of the charts: no flag's colours, and told apart without colour vision.

Each has a dark partner of the same name in ``static/charts.css``; a chart's SVG names the colour,
so the page decides which of the two is seen.
"""

from typing import Any

INK = "#22282d"
SOFT = "#5a636b"
LINE = "#d5d2cb"
PAPER = "#ffffff"
PANEL = "#f4f2ed"
MARK = "#f2e4cf"
TEAL = "#0b5563"
OCHRE = "#8a4b08"
GREY = "#858d94"

#: How the bars of two kinds are told apart, also in print.
FILLED: dict[str, Any] = {"fc": TEAL, "ec": TEAL}
HATCHED: dict[str, Any] = {"fc": OCHRE, "ec": PAPER, "hatch": "////"}

#: Colour -> name of its CSS variable.
NAMES = {colour: name.lower() for name, colour in [*vars().items()] if str(colour)[0] == "#"}
