"""Self-contained map pages: a folium map that needs no network at all.

folium writes ten links to content networks into every map. :class:`MapPage` puts Leaflet itself
(from the `xstatic-leaflet` package) and our own script and style in their place, and packs the
page so that a notebook with several maps stays small. It works wherever folium's own figure does:
in JupyterLab, in a saved notebook, in an exported page, saved as a file.
"""

import base64
import gzip
import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from branca.element import CssLink, Element, Figure, JavascriptLink

from explainer.errors import OfflineError
from explainer.page import plugins
from explainer.page.media import PAGE, Html, static
from explainer.page.policy import nonce, policy

#: Links folium always writes whose files nothing of ours needs: fonts and the pictures of
#: `folium.Icon`, whose pins ``static/pins.js`` draws.
_NOT_NEEDED = {
    "bootstrap",
    "bootstrap_css",
    "awesome_markers",
    "awesome_markers_css",
    "awesome_markers_font_css",
    "awesome_rotate_css",
    "glyphicons_css",
}
#: What folium calls the address of a picture, which may be loaded, and of what may not.
_PICTURES = {"tiles", "url", "image", "icon_url", "shadow_url"}
_FETCHED = {"video_url", "embed_link"}
#: CSS height of a map in a notebook: most of a laptop's window, more on a projector.
HEIGHT = "clamp(400px, 66vh, 760px)"
NOTHING = Html()
#: What branca draws by lot, behind the name of a part.
_DRAWN = re.compile(r"(?<=_)[0-9a-f]{32}(?![0-9a-f])")
_SPARE = re.compile(r"^[ \t]*(?://.*\n|/\*(?s:.*?)\*/\n)?", re.M)
_NETWORK = Html(
    '<p class="ex-network">This map asks other computers for some of its parts. Without the '
    "internet they are missing, and whoever runs those computers can see that you look at it.</p>"
)

_SCRIPTS = (
    *("default_pin.js", "jquery_shim.js", "theme.js", "inview.js", "labels.js", "panel.js"),
    *("markers.js", "map.js", "tour.js", "years.js", "swipe.js", "pinning.js", "links.js"),
)
STYLES = ("map.css", "tour.css", "years.css")


@cache
def _leaflet(name: str) -> str:
    from xstatic.pkg import leaflet

    folder = Path(leaflet.BASE_DIR)
    text = (folder / name).read_text(encoding="utf-8")
    # Its pictures: of a button that is not shown here, of a pin that has another picture.
    text = re.sub(r"url\(images/[\w-]+\.png\)", "none", text)
    return text.replace("//# sourceMappingURL=leaflet.js.map", "")


@cache
def bundle() -> dict[str, str]:
    """Return what stands in for each link folium writes, by folium's name for the link."""
    # Without indents and comments: a notebook holds them once for every map.
    ours = _SPARE.sub("", "\n".join(map(static, _SCRIPTS)))
    styles = _SPARE.sub("", "\n".join([_leaflet("leaflet.css"), *map(static, STYLES)]))
    leaflet = f"{_leaflet('leaflet.js')};\n{ours}"
    return {
        "leaflet": f"<script>{leaflet}</script>",
        "leaflet_css": f"<style>{styles}</style>",
        "jquery": "",
    } | dict.fromkeys(_NOT_NEEDED, "")


def pack(page: str, title: str) -> str:
    """Compress a page into a small one that unpacks itself in the browser.

    Parameters
    ----------
    page : str
        A complete HTML document.
    title : str
        Shown until the page is there, and if the browser is too old to unpack it.

    Returns
    -------
    str
        A complete HTML document, about a third of the size.
    """
    packed = gzip.compress(page.encode(), compresslevel=9, mtime=0)
    data, script = base64.b64encode(packed).decode(), Html(static("unpack.js"))
    # What is unpacked obeys both policies, its own and that of the page it is unpacked in.
    rule = re.search(r'<meta http-equiv="Content-Security-Policy"[^>]*>', page)
    own = re.search(r"'?nonce-(\w+)", rule[0]) if rule else None
    parts = {"policy": Html(rule[0]) if rule else "", "nonce": own[1] if own else ""}
    return str(PAGE.fill("packed", title=title, packed=data, script=script, **parts))


def steady(*texts: str) -> list[str]:
    """Return parts of a page with names drawn from what they hold, not by lot as branca's are.

    So the same map has the same bytes each time, and two maps on one page have other names.

    >>> steady("var map_0123456789abcdef0123456789abcdef;")
    ['var map_49abee2d2bf00;']
    """
    drawn = {name: at for at, name in enumerate(dict.fromkeys(_DRAWN.findall("\0".join(texts))))}
    plain = _DRAWN.sub(lambda found: f"#{drawn[found[0]]}", "\0".join(texts))
    mark = hashlib.sha256(plain.encode()).hexdigest()[:12]
    return [_DRAWN.sub(lambda found: f"{mark}{drawn[found[0]]:x}", text) for text in texts]


class MapPage(Figure):
    """A branca figure whose page asks no other machine for anything.

    Parameters
    ----------
    title : str
        What the map shows; also the title of its frame, which screen readers announce.
    height : str
        CSS height of the map in a notebook.
    head, foot : Html
        What stands above and below the map, made by :mod:`explainer.page.cards`.
    network : bool
        Let the page load from the network what is not shipped; it says so above the map.
    """

    def __init__(
        self,
        title: str,
        height: str = HEIGHT,
        head: Html = NOTHING,
        foot: Html = NOTHING,
        *,
        network: bool = False,
    ) -> None:
        super().__init__(height=height, title=title)
        self.head = Html(head + _NETWORK) if network else head
        self.foot = foot
        self.network = network

    def page(self) -> str:
        """Return the complete document, not packed.

        Raises
        ------
        OfflineError
            If a layer or plugin needs a script, style or icon that is not shipped.
        """
        for name, text in self._fill().items():
            self.header._children[name] = Element(text)
        pictures = [*self._pictures()]
        asks = not self.network and any(at_once for _, at_once in pictures)
        header = re.sub(r'<meta name="viewport"[^>]*>', "", self.header.render())
        header, body, script = steady(header, self.html.render(), self.script.render())
        own = nonce(self.title, self.head, self.foot, body, script)
        whole = PAGE.fill(
            "mappage",
            policy=policy(
                f"'nonce-{own}'", images=[url for url, _ in pictures], network=self.network
            ),
            nonce=own,
            title=self.title,
            header=Html(header.replace("<script", f'<script nonce="{own}"')),
            symbols=Html(static("symbols.svg")),
            head=Html(self.head + _NETWORK) if asks else self.head,
            body=Html(body),
            foot=self.foot,
            script=Html(script),
        )
        return str(whole)

    def _pictures(self) -> Iterator[tuple[str, bool]]:
        """Yield the addresses of pictures that layers load, and whether they do so unasked."""
        for item in inside(self):
            options = getattr(item, "options", None)
            parts = [*vars(item).items(), *(options.items() if isinstance(options, dict) else ())]
            for name, address in parts:
                if name in _PICTURES and str(address).startswith("http"):
                    yield address, getattr(item, "show", True)
                elif name in _FETCHED and str(address).startswith("http") and not self.network:
                    raise _refused(type(item).__name__, address)

    def change(self) -> dict[str, Any]:
        """Return what makes a page that shows another map of ours show this one.

        Returns
        -------
        dict
            ``title``; ``main``, HTML; ``script``, without the shapes the page has already, by the
            name of the part it draws; ``maps``, the variables of the script that are maps.

        Raises
        ------
        OfflineError
            As for :meth:`page`.
        """
        self._fill()
        own = self._own_script()
        code = (part.render() for part in own.values())
        body, maps, *steadied = steady(self.html.render(), " ".join(self.html._children), *code)
        main, script = f"{self.head}{body}{self.foot}", dict(zip(own, steadied, strict=True))
        return {"title": self.title, "main": main, "script": script, "maps": maps.split()}

    def files(self) -> set[str]:
        """Return which files of shapes the page holds, once it is rendered."""
        return {name for name in self.script._children if name.startswith("file-")}

    def _fill(self) -> dict[str, str]:
        """Render the maps into header, body and script; return what stands in for which link."""
        for part in (self.html, self.script):  # what was rendered before has other names
            part._children.clear()
        for child in list(self._children.values()):
            child.render()
        pins = any("L.AwesomeMarkers" in part.render() for part in self._own_script().values())
        filled = {"pins": f"<script>{static('pins.js')}</script>"} if pins else {}
        for name, child in self.header._children.items():
            if isinstance(child, JavascriptLink | CssLink):
                filled |= self._replacement(name, child.url)
        return filled

    def _replacement(self, name: str, url: str) -> dict[str, str]:
        """Return what stands in for a link, by its name; nothing if the link may stay."""
        if name in (known := bundle()):
            return {name: known[name]}
        if name in plugins.NAMES:
            return {name: plugins.element(name)}
        if self.network:
            return {}
        raise _refused(name, url)

    def _own_script(self) -> dict[str, Element]:
        """Return the parts of the script that are no file of shapes, by name."""
        files = self.files()
        return {name: part for name, part in self.script._children.items() if name not in files}

    def render(self, **kwargs: Any) -> str:
        """Return the complete document, packed; this is what ``Map.save`` writes."""
        return pack(self.page(), self.title)

    def _repr_html_(self, **kwargs: Any) -> str:
        frame = PAGE.fill("mapframe", title=self.title, height=self.height, page=self.render())
        return str(frame)


def _refused(name: str, url: str) -> OfflineError:
    return OfflineError(
        f"A layer of this map wants {name!r} from {url}. It is not shipped with explainer, so "
        "the map would stay empty without a network. Leave the layer out, draw it with "
        "explainer.maps, or let this one map use the network: network=True where you make it."
    )


def inside(element: Element) -> Iterator[Element]:
    """Yield what a folium element holds, at any depth."""
    for child in element._children.values():
        yield child
        yield from inside(child)
