"""Files that pages share: named by what they hold, so that a browser may keep them for ever."""

import gzip
import hashlib
import json
import re
import secrets
from base64 import b64encode

from explainer.page import offline
from explainer.page.media import static

#: What folium and the charts draw by lot: ids that differ from run to run.
_BY_LOT = re.compile(r"[0-9a-f]{32}|\bc[0-9a-f]{8}(?=-)")
STYLES = (
    "page.css",
    "charts.css",
    "quiz.css",
    "worksheet.css",
    "slides.css",
    "explorer.css",
    "own_text.css",
)


#: Where a text of several states is cut: rows of tables, parts of charts, records of layers.
_CUT = re.compile(r"(?=<(?:tr|g|li|details|p|dt)\b)|(?=\{\")")


def cut(text: str, pieces: dict[str, int]) -> list[int]:
    """Return the numbers of the pieces that a text consists of; `pieces` has each with its number.

    Texts that have much in common, such as the states of one explorer, share them.

    >>> cut("<p>One<p>Two<p>One", {})
    [0, 1, 2, 1]
    """
    return [pieces.setdefault(part, len(pieces)) for part in _CUT.split(text)]


class Shelf:
    """Files of a site, by their names.

    Attributes
    ----------
    files : dict
        Address -> text or bytes.
    nonce : str
        Stands for the nonce of a page until the page is whole: who wrote a text does not know it.
        Firefox takes no file for the site's own if a service worker brings it into a frame.
    """

    def __init__(self) -> None:
        self.files: dict[str, str | bytes] = {}
        self.nonce = secrets.token_hex(16).upper()

    def put(self, name: str, text: str) -> str:
        """Keep a text and return the address of its file, relative to the pages.

        >>> Shelf().put("a.js", "1")
        'assets/a.6b86b273ff.js'
        """
        stem, _, end = name.rpartition(".")
        address = f"assets/{stem}.{_mark(text)}.{end}"
        self.files[address] = text
        return address

    def folder(self, stem: str, files: dict[str, bytes]) -> str:
        """Keep files that name each other in a folder, and return its address."""
        mark = _mark("".join(f"{name} {_mark(data)}" for name, data in files.items()))
        self.files |= {f"assets/{stem}.{mark}/{name}": data for name, data in files.items()}
        return f"assets/{stem}.{mark}"

    def data(self, stem: str, value: object) -> str:
        """Keep data as a script, which works from a file, too; return its address.

        The script puts them into ``explainerMade`` under that address, packed (gzip, base64): on a
        disk and on hosts that do not pack they are a quarter as large.
        """
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        address = f"assets/{stem}.{_mark(text)}.js"
        packed = b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode()
        self.files[address] = f'(window.explainerMade ??= {{}})["{address}"] = "{packed}";'
        return address

    def kept(self, code: str) -> tuple[str, str]:
        """Keep a value that several maps draw; return address, and what stands for it there."""
        there = f'explainer.kept["{_mark(code)}"]'
        return self.put("kept.js", f"explainer.kept ??= {{}}; {there} = {code};"), there

    def script(self, *names: str) -> str:
        """Keep scripts of ``explainer/static`` as one file."""
        return self.put(names[0].rpartition("/")[2], "\n".join(map(static, names)))

    def style(self) -> str:
        """Keep the style sheets of what pages are made of, and their own."""
        return self.put("site.css", "\n".join(map(static, (*STYLES, "site.css"))))

    def map_parts(self) -> tuple[str, str]:
        """Keep Leaflet and what maps are made of; return script and style."""
        packed = (offline.bundle()[name] for name in ("leaflet", "leaflet_css"))
        script, style = (re.sub(r"^<\w+>|</\w+>$", "", part) for part in packed)
        return self.put("map.js", script), self.put("map.css", style)


def _mark(data: str | bytes) -> str:
    given = data.encode() if isinstance(data, str) else data
    return hashlib.sha256(given).hexdigest()[:10]


def steady(text: str, name: str) -> str:
    """Return a text whose ids are numbered instead of drawn by lot.

    `name` begins each number, so that the ids of several texts of a page differ.

    >>> steady("map_0123456789abcdef0123456789abcdef;c01234567-p1", "a")
    'map_a1;a2-p1'
    """
    numbers: dict[str, str] = {}
    return _BY_LOT.sub(
        lambda found: numbers.setdefault(found[0], f"{name}{len(numbers) + 1}"), text
    )
