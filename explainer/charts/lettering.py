"""How wide words are in pixels, and where lines break: measured, not guessed."""

from functools import cache

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

FONT = "DejaVu Sans"
#: Distance from one line to the next, in units of the size of the type.
LEADING = 1.32
#: What renderers differ by when they fit letters to pixels.
_SLACK = 1.02


@cache
def width(text: str, size: float = 13, bold: bool = False) -> float:
    """Return how wide a text is, in pixels, as is the size of its type.

    >>> width("Riga", 26) == 2 * width("Riga", 13)
    True
    """
    font = FontProperties(family=FONT, size=size, weight="bold" if bold else "normal")
    return text_to_path.get_text_width_height_descent(text, font, ismath=False)[0] * _SLACK


def wrap(text: str, room: float, size: float = 13, bold: bool = False) -> list[str]:
    """Break a text into lines that fit into a room, in pixels, as is the size of its type.

    A single word that is wider stands on a line of its own; a percentage is never broken.

    >>> wrap("Riga and Odense", 70)
    ['Riga and', 'Odense']
    """
    lines: list[str] = []
    for word in " ".join(text.split()).replace(" %", "\u00a0%").split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def height(lines: list[str] | int, size: float = 13) -> float:
    """Return how high lines of text are, in pixels.

    >>> round(height(2, 10), 1)
    26.4
    """
    count = lines if isinstance(lines, int) else len(lines)
    return count * size * LEADING
