"""The pages of a site as a medium of blocks: files are shared, maps wait until they are seen."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from branca.element import Element
from markupsafe import Markup

from explainer.classroom.worksheet import Work, handing_in, pages
from explainer.maps.geocoded import confirmed, confirmed_table
from explainer.maps.layers import Captions, Markers
from explainer.maps.tour import Tour
from explainer.maps.years import Years
from explainer.page import offline
from explainer.page.blocks import Html, static
from explainer.page.media import Medium
from explainer.page.offline import MapPage
from explainer.places.gazetteer import Gazetteer
from explainer.site import ahead, lookup, scripts
from explainer.site.python import shelve
from explainer.site.shelf import Shelf, cut, steady
from explainer.story import Story, views
from explainer.widgets.comparing import Comparison
from explainer.widgets.geocode import NameSearch
from explainer.widgets.pair import MISSING, Beside, hashed, held
from explainer.widgets.reader_text import MISSED, TEXT, OwnText
from explainer.widgets.sheet import Worksheet
from explainer.widgets.shown import Explorer, Shown

#: What an address can lead to in a map -> what the map has then.
_LINKED = {"stop": Tour, "year": Years, "view": Captions, "place": Markers}


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
    python : str or pathlib.Path, optional
        As of :func:`explainer.site.building.build`.

    Attributes
    ----------
    first : list of str
        Files of the first map, while empty: to be emptied before a page.
    opening : markupsafe.Markup
        That map.
    """

    names: ClassVar[tuple[str, ...]] = ("site", "page")

    def __init__(
        self, shelf: Shelf, story: Story, most: int | None = None, python: str | Path | None = None
    ) -> None:
        self.shelf, self._most, self._story = shelf, most, story
        self._python: dict[str, str] = {}
        if python:
            script, size = shelve(shelf, python)
            self._python = {"python": script, "size": f"{size / 1e6:.0f} MB"}
        asked = story.sound("tasks")
        empty = [Work(lesson=lesson) for lesson in sorted(asked)]
        page = json.dumps(handing_in.hand_in(empty, story=story, day=story.day))
        self._hand_in = shelf.put("hand-in.js", f"window.explainerHandIn = {page};")
        self.first: list[str] = []
        self.opening = Markup("")
        self._lookup = ""
        self._map_script, self._map_style = shelf.map_parts()

    def of(self, story: Story) -> "Web":
        """Return the same for the pages of another story: they share all files."""
        return Web(self.shelf, story, self._most)

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
            keep=self.fill("keepwork"),
        )

    def explored(self, explorer: Explorer) -> Markup:
        """Return an explorer: its controls, what it shows first, and where the rest lies."""
        ways = {Comparison: self._joined, NameSearch: self._search, Beside: self._copy}
        if self._python:
            ways[OwnText] = self._own
        for kind, way in ways.items():
            if isinstance(explorer, kind):
                return way(explorer)
        if ahead.can(explorer):
            return self._ahead(explorer)
        return self.fill("webonly", parts=tuple(self._first(explorer.parts())))

    def _joined(self, explorer: Comparison) -> Markup:
        label = explorer.controls["first"].description
        made = self.shelf.data("said", ahead.pieces(explorer, self))
        return self._section(explorer.parts(), label=label, joined=made)

    def _search(self, explorer: NameSearch) -> Markup:
        self._lookup = self._lookup or lookup.shelve(self.shelf, Gazetteer(), self._most)
        query = explorer.controls["query"]
        shown = {"label": query.description, "start": query.value, "look": "Search all places"}
        return self._section(explorer.parts(), lookup=self._lookup, **shown, **self._python)

    def _ahead(self, explorer: Explorer) -> Markup:
        parts = explorer.parts()  # before the controls are moved
        begun, start = self._state(parts), None
        control, fitted = ahead.choices(explorer)
        labels = [label for label, _ in explorer.controls[control["name"]].options]
        offered, made = [], []
        for number, (shown, rows) in enumerate(ahead.states(explorer, self._most)):
            states = {place: self._state(parts) for place, parts in rows}
            here = next(([number, place] for place in states if states[place] == begun), None)
            start = start or here
            offered.append(shown)
            made.append(self._row(states))
        about = {"controls": [control, fitted], "labels": labels}
        about |= {"offered": offered, "order": ahead.order(explorer), "made": made, "start": start}
        made_in = self.shelf.data("explorer", about)
        return self._section(parts, label=control["label"], made=made_in)

    def _section(self, parts: Sequence[Shown], **shown: Any) -> Markup:
        said, *panes = self._first(parts)
        return self.fill("webexplorer", said=said, panes=tuple(panes), **shown)

    def _own(self, explorer: OwnText) -> Markup:
        """Return boxes for a text, and what Python finds in it; at first in the example."""
        said, _, _, *tables = explorer.parts()
        before, self.first = self.first, ["later"]  # its map is drawn when there is a place for it
        figure = self.drawn(confirmed(self._story, (), height="420px").get_root())
        self.first = before
        # The disputed units that maps draw as part of a country, by the country's code.
        owners = sorted(filter(None, {*views.assignment(self._story).values()}))
        land = {owner: views.land_of(self._story, owner)[1:] for owner in owners}
        boxes = [(TEXT, "Your text", 8), (MISSED, "Places that the computer missed", 2)]
        return self.fill(
            "webown",
            boxes=[("/".join(box), name, lines) for box, name, lines in boxes],
            look="Look at the text",
            said=self.show(said),
            table=self.show(confirmed_table(())),
            figure=figure,
            land=json.dumps(land),
            panes=tuple(self._first(tables)),
            **self._python,
        )

    def _copy(self, explorer: Beside) -> Markup:
        """Return a box for a copy of the article, and what the story has on each paragraph."""
        known = hashed(explorer.story)
        tables = {tag: str(self.show(held(explorer.story, tag))) for tag in known}
        labels = [label for label, _ in explorer.controls["paragraph"].options]
        about = {"known": known, "tables": tables, "labels": labels, "missing": MISSING}
        said, *panes = self._first(explorer.parts())
        shown = {"said": said, "held": panes[-1], "look": "Compare"}
        return self.fill("webcopy", made=self.shelf.data("copy", about), **shown, **self._python)

    def _first(self, parts: Sequence[Shown]) -> list[Markup]:
        """Return what an explorer shows first; the page may hold the same chart once more."""
        shown = enumerate(map(self.cell, parts))
        return [Markup(steady(part, f"e{number}-")) for number, part in shown]

    def _state(self, parts: Sequence[Shown]) -> dict[str, Any]:
        """Return what an explorer shows for a choice."""
        said, *panes = parts
        return {
            "said": steady(self.cell(said), "s"),
            "panes": [
                {"map": scripts.step(pane.get_root(), self.shelf)}
                if isinstance(pane, Element)
                else {"html": steady(self.cell(pane), f"s{number}-")}
                for number, pane in enumerate(panes)
            ],
        }

    def _row(self, states: dict[str, dict[str, Any]]) -> str:
        """Keep states that have much in common, as pieces; return the address."""
        pieces: dict[str, int] = {}

        def pane(part: dict[str, Any]) -> dict[str, Any]:
            if "html" in part:
                return {"html": cut(part["html"], pieces)}
            step = part["map"]
            given = [cut(data, pieces) for data in step["given"]]
            return {"map": step | {"main": cut(step["main"], pieces), "given": given}}

        made = {
            place: {"said": cut(state["said"], pieces), "panes": [*map(pane, state["panes"])]}
            for place, state in states.items()
        }
        return self.shelf.data("row", {"pieces": [*pieces], "states": made})

    def drawn(self, figure: MapPage) -> Markup:
        """Return a map of its own frame: the first at once, others when a reader comes near."""
        change = figure.change()
        at_once, later = scripts.drawn(figure, change["script"], self.shelf)
        at_once = [self._map_script, *at_once]
        inner = self.fill(
            "webframe",
            style=self._map_style,
            symbols=Html(static("symbols.svg")),
            main=Html(change["main"]),
            nonce=self.shelf.nonce,
            scripts=at_once,
            later=" ".join(later),
        )
        first, self.first = not self.first, self.first or [self._map_style, *at_once]
        parts = [*offline.inside(figure)]
        linked = [name for name, kind in _LINKED.items() if any(isinstance(p, kind) for p in parts)]
        shown = self.fill(
            "webmap",
            title=change["title"],
            height=figure.height,
            inner=inner,
            whole=f'<!DOCTYPE html><html lang="en">{inner}</html>' if first else "",
            linked=" ".join(linked),
        )
        self.opening = shown if first else self.opening
        return shown
