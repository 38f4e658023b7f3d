"""The scripts of maps as files that pages share: land before all else, each value kept once."""

from collections.abc import Iterable
from typing import Any

from branca.element import Element
from folium.elements import ElementAddToElement

from explainer.maps.base import StoryMap
from explainer.maps.layers import Call, MapLegend, OwnLayer, Prepare, Shapes, js
from explainer.page import offline
from explainer.page.offline import MapPage
from explainer.site.shelf import Shelf

#: Letters of a layer's data, and of its options, from which on other maps may share them.
_LONG = (3000, 1000)
#: Letters from which on what a call is given stands beside the script; letters of a map's mark.
_SHORT, _MARK = 40, 12


def drawn(figure: MapPage, code: dict[str, str], shelf: Shelf) -> tuple[list[str], list[str]]:
    """Keep what draws a map; return the addresses of what is run at first, and of the rest.

    `code` is its ``script``, as :meth:`MapPage.change` gives it.
    """
    parts = [*offline.inside(figure)]
    waits = _waiting(parts)
    at_once, rest = (
        _kept(figure, code, [part for part in parts if (part in waits) == later], shelf, end)
        for later, end in ((False, "explainer.later();" if waits else ""), (True, ""))
    )
    return at_once, [one for one in rest if one not in at_once] if waits else []


def _waiting(parts: list[Element]) -> list[Element]:
    """Return the parts that may wait until land is drawn: on a slow line they come much later.

    None may if one of them would move the map when it comes.
    """
    rest = [part for part in parts if not _begins(part)]
    still = all(
        isinstance(part, ElementAddToElement)
        or (isinstance(part, OwnLayer) and not part.options.get("listed"))
        for part in rest
    )
    return rest if still and sum(isinstance(part, StoryMap) for part in parts) == 1 else []


def _begins(part: Element) -> bool:
    """Say whether a part of a map is the map itself, its legend, or land."""
    if isinstance(part, ElementAddToElement):
        return _begins(part._parent)
    return isinstance(part, StoryMap | Prepare | MapLegend) or (
        isinstance(part, Shapes) and part.options.get("pane") == "ex-land"
    )


def _kept(
    figure: MapPage, code: dict[str, str], parts: list[Element], shelf: Shelf, end: str
) -> list[str]:
    """Keep the code of some parts of a map, and return the addresses."""
    layers = [part for part in parts if isinstance(part, OwnLayer)]
    own = {part.get_name() for part in parts}
    whole = "\n".join([*(text for name, text in code.items() if name in own), end])
    script, kept = _shared(layers, whole, shelf)
    files = {f"file-{layer.data}" for layer in layers if isinstance(layer, Shapes)}
    return [*shapes(figure, shelf, files), *kept, shelf.put("drawn.js", script)]


def shapes(figure: MapPage, shelf: Shelf, among: Iterable[str] | None = None) -> list[str]:
    """Keep the shapes that a map, or some of it, is drawn from, and return the addresses."""
    files = figure.files()
    return [
        shelf.put(f"{name[5:]}.js", figure.script._children[name].render())
        for name in sorted(files if among is None else files.intersection(among))
    ]


def _shared(layers: Iterable[OwnLayer], script: str, shelf: Shelf) -> tuple[str, list[str]]:
    """Return a script without what other maps draw as well, and the files that hold it."""
    files = []
    given = (pair for layer in layers for pair in zip(layer.arguments, _LONG, strict=False))
    for data, least in ((js(value), least) for value, least in given):
        if len(data) > least and data in script:
            address, there = shelf.kept(data)
            script = script.replace(data, there)
            files.append(address)
    return script, files


def step(figure: MapPage, shelf: Shelf) -> dict[str, Any]:
    """Return what makes the frame of an explorer show a map; many maps share one script.

    What the script's calls are given stands beside it (``given``), as JSON.
    """
    change = figure.change()
    mark = change["maps"][0][-_MARK - 1 : -1]  # alone in their frame, names need none
    code = "\n".join(change["script"].values())
    whole = "\0".join([change["main"], code, " ".join(change["maps"])])
    main, script, maps = whole.replace(mark, "").split("\0")
    given: list[str] = []
    calls = [part for part in offline.inside(figure) if isinstance(part, Call)]
    for code in (js(value) for call in calls for value in call.arguments if not _named(value)):
        if len(code) > _SHORT and code in script:
            script = script.replace(code, f"explainer.given[{len(given)}]", 1)
            given.append(code)
    return {
        "title": change["title"],
        "main": main,
        "script": shelf.put("step.js", script),
        "maps": maps.split(),
        "files": shapes(figure, shelf),
        "given": given,
    }


def _named(value: Any) -> bool:
    """Say whether a script has a name for a value, or for some of its items."""
    return isinstance(value, Element) or (
        isinstance(value, list | tuple) and any(isinstance(item, Element) for item in value)
    )
