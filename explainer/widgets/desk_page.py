"""The desk: an article beside its drafts, one card at a time, to keep, change or drop."""

from pathlib import Path
from typing import Any

import anywidget
import ipywidgets
import traitlets
from geopy.location import Location

from explainer import export, maps
from explainer.authoring import choosing, published
from explainer.authoring.folder import DRAFTED, Folder
from explainer.errors import ExplainerError, StoryError
from explainer.page import cards
from explainer.page.cards import static
from explainer.places.gazetteer import Gazetteer
from explainer.reading import letters
from explainer.story import read
from explainer.widgets.shown import show_twice

RUN = (
    "The desk needs a running notebook. Run All brings it back, with every decision: in "
    "JupyterLab, choose Run, then Run All Cells."
)
_NUMBERS = {"low", "high"}


class Desk(anywidget.AnyWidget):
    """Made by :func:`desk`: a card is about find `at`; each decision is written to the `folder`."""

    _esm, _css = static("desk.js"), static("desk.css")
    text = traitlets.Unicode().tag(sync=True)
    finds = traitlets.List().tag(sync=True)
    at = traitlets.Int(-1).tag(sync=True)
    card = traitlets.Dict().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self._gazetteer = Gazetteer()
        self._choices: list[choosing.Option] = []
        super().__init__(text=folder.text)
        self.on_msg(self._hear)
        self._show()
        self.go(self._next(-1))

    def go(self, at: int) -> None:
        """Put a find on the card."""
        self.at = at if 0 <= at < len(self.finds) else -1
        self.card = self._card() if self.at >= 0 else {}

    def keep(self, **changes: Any) -> None:
        """Confirm the find on the card, with changed fields if something was wrong."""
        self._keep({name: _value(name, value) for name, value in changes.items()})

    def _keep(self, changed: dict[str, Any], called: str = "") -> None:
        collection, id = self._here()
        if collection == published.SOURCES:
            self._decide(lambda: published.publish(self.folder, **changed), "Written down")
            return
        fields = changed | choosing.said_now(self.folder, collection, id, changed)
        self._decide(lambda: self.folder.keep(collection, id, **fields), f"Kept: {called or id}")

    def choose(self, rival: int) -> None:
        """Confirm a find as one of those on the card, counted from 1: a place, who speaks."""
        found = self._choices
        if not 1 <= rival <= len(found):
            self.said = f"There is no number {rival} on this card."
            return
        self._keep(found[rival - 1].fields, found[rival - 1].called)

    def drop(self, *, none: bool = False) -> None:
        """Take the find out of the story; `none`: because it is no place, or no person."""
        collection, id = self._here()
        if collection == published.SOURCES:
            self._keep({})
            return
        decision = choosing.card(collection)["none"] if none else "dropped"
        self._decide(lambda: self.folder.drop(collection, id, decision), f"Taken out: {id}")

    def undo(self) -> None:
        """Take the last decision back."""
        before, undone = self.finds, self.folder.undo()
        self.said = "Taken back." if undone else "There is nothing to take back."
        self._show()
        changed = (at for at, find in enumerate(self.finds) if find != before[at])
        self.go(next(changed, self.at))

    def _here(self) -> tuple[str, str]:
        if self.at < 0:
            raise StoryError("There is no find on the card. Choose one in the text")
        find = self.finds[self.at]
        return find["collection"], find["id"]

    def _decide(self, change: Any, said: str) -> None:
        at = self.at
        try:
            change()
        except ExplainerError as error:
            self.said = str(error)
            return
        self._show()
        left = sum(not find["decision"] for find in self.finds)
        self.said = f"{said}. Left: {left}." if left else f"{said}. Everything is decided."
        self.go(self._next(at))

    def _next(self, at: int) -> int:
        """Return the next find without a decision, from the beginning again after the last."""
        order = [*range(at + 1, len(self.finds)), *range(at + 1)]
        return next((one for one in order if not self.finds[one]["decision"]), -1)

    def _show(self) -> None:
        """Read anew what is decided: a text editor may have been used beside the desk."""
        rows = {
            (name, row["id"]): bool(row.get("draft"))
            for name in DRAFTED
            for row in self.folder.rows(name)
        }
        shown = []
        for find in self.folder.finds:
            key = find["collection"], find["id"]
            taken = find["decision"] if find["decision"] not in ("", "kept") else "dropped"
            decision = "" if rows.get(key) else "kept" if key in rows else taken
            shown.append(find | {"decision": decision})
        shown += published.find(self.folder)
        self.finds = [
            find | {"called": choosing.card(find["collection"])["called"]} for find in shown
        ]

    def _card(self) -> dict[str, Any]:
        find = self.finds[self.at]
        collection, id = find["collection"], find["id"]
        row, about = self.folder.row(collection, id), choosing.card(collection)
        words = self.text[find["start"] : find["end"]] or row.get("title", "")
        self._choices = choosing.choices(self.folder, collection, id, words, self._gazetteer)
        return {
            "called": find["called"],
            "words": words,
            "why": row.get("why", ""),
            "decision": find["decision"],
            "fields": [
                {"name": name, "label": _label(collection, name), "value": _shown(row.get(name))}
                for name in about["fields"]
                if row
            ],
            "none": about["none"].capitalize(),
            "ask": about.get("ask", ""),
            "rivals": [choice.called for choice in self._choices],
            "map": self._map([each.place for each in self._choices if each.place], words),
        }

    def _map(self, rivals: list[Location], words: str) -> str:
        story, _ = read(self.folder.path)
        if not story or len(rivals) < 2:
            return ""
        return maps.candidates(story, rivals, words, height="260px")._repr_html_()

    def _hear(self, _: Any, message: dict[str, Any], __: Any) -> None:
        """Do what the page asks for; what cannot be done is said on the desk."""
        try:
            self._obey(message)
        except ExplainerError as error:
            self.said = letters(str(error))

    def _obey(self, message: Any) -> None:
        match message:
            case {"do": "go", "at": int(at)}:
                self.go(at)
            case {"do": "keep", "fields": dict(fields)}:
                known = choosing.card(self._here()[0])["fields"] if self.at >= 0 else ()
                self.keep(**{name: value for name, value in fields.items() if name in known})
            case {"do": "choose", "rival": int(rival)}:
                self.choose(rival)
            case {"do": "drop"}:
                self.drop()
            case {"do": "none"}:
                self.drop(none=True)
            case {"do": "undo"}:
                self.undo()


class DeskPage(ipywidgets.VBox):
    """A desk as a notebook shows it, and words in its place where there is no kernel."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        super().__init__([desk])
        self.add_class("ex-explorer")

    def _ipython_display_(self) -> None:
        found = cards.bullets(
            f"{find['called']}: {self.desk.text[find['start'] : find['end']] or 'of the article'} "
            f"({find['decision'] or 'not decided yet'})"
            for find in self.desk.finds
        )
        show_twice(self, [found], RUN)


def desk(path: str | Path) -> DeskPage:
    """Return the article of a story beside its drafts, to keep, change or drop each.

    With the keyboard: k keeps, 1 to 9 choose, n is no place (or no person), d drops, e changes, u
    takes back, the arrow keys go on and back.

    Parameters
    ----------
    path : str or pathlib.Path
        The folder that ``explainer new`` made. One without a text and finds raises StoryError.
    """
    folder = Folder(path)
    if not folder.text or not folder.finds:
        raise StoryError(
            f"There is no article with drafts in {folder.path}. Begin a story with explainer new "
            "NAME --text FILE, or edit its files in a text editor"
        )
    return DeskPage(Desk(folder))


def _label(collection: str, name: str) -> str:
    return f"{name.replace('_', ' ')} ({export.meaning(collection, name)})"


def _shown(value: Any) -> str:
    return "" if value in (None, published.UNASKED) else str(value)


def _value(name: str, text: Any) -> Any:
    """Return what a box of a card holds; None for an empty one."""
    said = str(text).strip()
    if not said:
        return None
    if name not in _NUMBERS:
        return said
    try:
        return float(said.replace(",", ""))
    except ValueError:
        return said  # the form of the record says what is wrong
