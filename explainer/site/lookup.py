"""Names that the gazetteer knows, looked up ahead: a page finds the answer without the program.

The order of the candidates and the reasons are the gazetteer's own; only how a name is brought
into the form of its keys is done in the page, with tables that come from here.
"""

import unicodedata
from typing import Any

from explainer.page import answered
from explainer.places import spelling
from explainer.places.gazetteer import Gazetteer
from explainer.places.placefile import PlaceFile
from explainer.site.shelf import Shelf

#: Files that the names are spread over, each small enough for a slow line.
FILES = 128
#: So many names of the best-known places are looked up ahead: all would take four times the room.
NAMES = 60_000
#: Of a lighter edition: the names of the best-known places, so many times `most`.
_LIGHT = 2000


def shelve(shelf: Shelf, gazetteer: Gazetteer, most: int | None = None) -> str:
    """Keep well-known names with their candidates; return the address of what leads to them."""
    files: list[dict[str, Any]] = [{} for _ in range(FILES)]
    for key in PlaceFile().keys(most * _LIGHT if most else NAMES):
        found = gazetteer.geocode(key, exactly_one=False, limit=answered.MOST)
        if found and not found[0].raw["guess"]:
            files[place_of(key)][key] = [answered.row(place) for place in found]
    counts = range(1, answered.MOST + 1)
    about = {
        "files": [shelf.data("names", names) for names in files],
        "letters": letters(),
        "best": answered.BEST,
        "rivals": [answered.rivals(count) for count in counts],
        "titles": [answered.candidates("$name", count) for count in counts],
        "caption": answered.caption("$name"),
    }
    return shelf.data("lookup", about)


def place_of(key: str) -> int:
    """Return in which file a key is: the hash of Fowler, Noll and Vo over its UTF-8 bytes.

    >>> place_of("riga")
    88
    """
    mark = 2166136261
    for byte in key.encode():
        mark = (mark ^ byte) * 16777619 % 2**32
    return mark % FILES


def letters() -> dict[str, str]:
    """Return each sign that a key writes otherwise than by a browser's plain rule, and how.

    The rule: a sign is taken apart (NFKD); letters and digits are written small, all else is a
    space.

    >>> letters()["ł"], letters()["’"]
    ('l', '')
    """
    found: dict[str, str] = {}
    signs = [chr(code) for code in range(0x20, 0xFFFF) if not 0xD800 <= code < 0xE000]
    signs.sort(key=lambda sign: unicodedata.normalize("NFKD", sign) != sign)  # parts come first
    for sign in signs:
        parts = unicodedata.normalize("NFKD", sign)
        rule = "".join(found.get(p, p.lower() if p.isalnum() else " ") for p in parts)
        written = spelling.key(f"a{sign}a")[1:-1]
        if written != rule:
            found[sign] = written
    return found
