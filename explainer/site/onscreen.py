"""The pages of a site as a medium of blocks: files are shared, maps wait until they are seen."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, ClassVar

from branca.element import Element
from markupsafe import Markup

from explainer.classroom.worksheet import Work, handing_in, pages
from explainer.maps.layers import Captions, Markers, OwnLayer, js
from explainer.maps.tour import Tour
from explainer.maps.years import Years
from explainer.page import offline
from explainer.page.blocks import Html, static
from explainer.page.media import Medium
from explainer.page.offline import MapPage
from explainer.places.gazetteer import Gazetteer
from explainer.site import ahead, joined, lookup
from explainer.site.shelf import Shelf, steady
from explainer.story import Story, classwork
from explainer.widgets.comparing import Comparison
from explainer.widgets.geocode import NameSearch
from explainer.widgets.sheet import Worksheet
from explainer.widgets.shown import Explorer, Shown

#: What an address can lead to in a map -> what the map has then.
_LINKED = {"stop": Tour, "year": Years, "view": Captions, "place": Markers}
#: Letters of a layer's data from which on it is looked whether other maps draw the same.
_LONG = 3000


class Web(Medium):
    """Pages whose styles and scripts stand in files.

    Parameters
    ----------
    shelf : Shelf
        Takes the files.
    story : Story
        Whose tasks are on the page to hand in.
    most : int, optional
        How much is made ahead, as in :func:`explainer.site.ahead.states`.

    Attributes
    ----------
    first : list of str
        Files of the first map, while empty: to be emptied before a page.
    """

    names: ClassVar[tuple[str, ...]] = ("site", "page")

    def __init__(self, shelf: Shelf, story: Story, most: int | None = None) -> None:
        self.shelf, self._most = shelf, most
        asked, _ = classwork.tasks(story.folder)
        empty = [Work(lesson=lesson) for lesson in sorted(asked)]
        page = json.dumps(handing_in.hand_in(empty, story=story, day=story.day))
        self._hand_in = shelf.put("hand-in.js", f"window.explainerHandIn = {page};")
        self.first: list[str] = []
        self._lookup = ""
        self._map_script, self._map_style = shelf.map_parts()

    def file(self, block: Any) -> Markup:
        """Return nothing: every page links what blocks bring along."""
        return Markup("")

    def cell(self, value: Any) -> Markup:
        """Return what a cell shows."""
        if isinstance(value, Element):
            return self.drawn(value.get_root())
        if isinstance(value, Worksheet):
            return self.sheet(value)
        if isinstance(value, Explorer):
            return self.explored(value)
        shown = value._block_() if hasattr(type(value), "_block_") else None
        if shown is None:
            return Markup("<pre>{}</pre>").format(repr(value))
        return Markup('<div class="ex">{}</div>').format(self.show(shown))

    def sheet(self, sheet: Worksheet) -> Markup:
        """Return the tasks of a lesson with boxes that the browser keeps."""
        lesson = sheet.hand_in.lesson
        tasks = [
            (
                self.show(pages.prompt(number, task)),
                [(task.id, box) for box in task.boxes],
                self.show(pages.folded(task, sheet.story)),
            )
            for number, task in enumerate(sheet.story.tasks(lesson).tasks, start=1)
        ]
        return self.fill(
            "websheet",
            lesson=lesson,
            page=self._hand_in,
            wrong=handing_in.NOT_OURS,
            tasks=tasks,
            keep=Html(pages.KEEP),
        )

    def explored(self, explorer: Explorer) -> Markup:
        """Return an explorer: its controls, what it shows first, and where the rest lies."""
        if isinstance(explorer, Comparison):
            said, *panes = self._first(explorer.parts())
            made = self.shelf.data("said", joined.pieces(explorer, self))
            label = explorer.controls["first"].description
            shown = {"label": label, "said": said, "panes": tuple(panes), "joined": made}
            return self.fill("webexplorer", **shown)
        if isinstance(explorer, NameSearch):
            self._lookup = self._lookup or lookup.shelve(self.shelf, Gazetteer(), self._most)
            query = explorer.controls["query"]
            said, *panes = self._first(explorer.parts())
            shown = {"label": query.description, "said": said, "panes": tuple(panes)}
            return self.fill("webexplorer", **shown, lookup=self._lookup, start=query.value)
        if not ahead.can(explorer):
            return self.fill("webonly", parts=tuple(self._first(explorer.parts())))
        first = explorer.parts()
        control, fitted = ahead.choices(explorer)
        labels = [label for label, _ in explorer.controls[control.name].options]
        offered, made = [], []
        for shown, rows in ahead.states(explorer, self._most):
            offered.append(shown)
            made.append({place: self._state(parts) for place, parts in rows})
        about = {"controls": [asdict(control), asdict(fitted)], "labels": labels}
        about |= {"offered": offered, "made": made, "start": self._state(first)}
        said, *panes = self._first(first)
        made_in = self.shelf.data("explorer", about)
        return self.fill(
            "webexplorer", label=control.label, said=said, panes=tuple(panes), made=made_in
        )

    def _first(self, parts: Sequence[Shown]) -> list[Markup]:
        """Return what an explorer shows first; the page may hold the same chart once more."""
        shown = enumerate(map(self.cell, parts))
        return [Markup(steady(part, f"e{number}-")) for number, part in shown]

    def _state(self, parts: Sequence[Shown]) -> str:
        """Keep what an explorer shows for a choice, and return the address."""
        said, *panes = parts
        state = {
            "said": steady(self.cell(said), "s"),
            "panes": [
                {"map": self.changed(pane.get_root(), "step")}
                if isinstance(pane, Element)
                else {"html": steady(self.cell(pane), f"s{number}-")}
                for number, pane in enumerate(panes)
            ],
        }
        return self.shelf.data("state", state)

    def drawn(self, figure: MapPage) -> Markup:
        """Return a map of its own frame, to be filled when a reader comes near."""
        change = self.changed(figure)
        scripts = [self._map_script, *change["files"], change["script"]]
        self.first = self.first or [self._map_style, *scripts]
        inner = self.fill(
            "webframe",
            style=self._map_style,
            symbols=Html(static("symbols.svg")),
            main=Html(change["main"]),
            scripts=scripts,
        )
        parts = [*offline.inside(figure)]
        linked = [name for name, kind in _LINKED.items() if any(isinstance(p, kind) for p in parts)]
        return self.fill(
            "webmap",
            title=change["title"],
            height=figure.height,
            inner=inner,
            linked=" ".join(linked),
        )

    def changed(self, figure: MapPage, stem: str = "drawn") -> dict[str, Any]:
        """Return what makes a frame show a map, as :meth:`MapPage.change`; scripts are files."""
        change = figure.change()
        script, files = self._shared(figure, change["script"])
        whole = "\0".join([change["main"], script, " ".join(change["maps"])])
        main, script, maps = steady(whole, "").split("\0")
        return {
            "title": change["title"],
            "main": main,
            "script": self.shelf.put(f"{stem}.js", script),
            "maps": maps.split(),
            "files": files,
        }

    def _shared(self, figure: MapPage, script: str) -> tuple[str, list[str]]:
        """Return a script without what other maps draw as well, and the files that hold it."""
        files = [
            self.shelf.put(f"{name[5:]}.js", figure.script._children[name].render())
            for name in sorted(figure.files())
        ]
        for layer in offline.inside(figure):
            data = js(layer.data) if isinstance(layer, OwnLayer) else ""
            if len(data) > _LONG and data in script:
                address, there = self.shelf.kept(data)
                script = script.replace(data, there)
                files.append(address)
        return script, [*dict.fromkeys(files)]
