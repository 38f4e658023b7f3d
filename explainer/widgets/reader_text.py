"""A widget for a paragraph of the reader's own: what may be a place, a number, a voice in it."""

from collections.abc import Iterator, Sequence

import ipywidgets

from explainer import maps, recognition
from explainer.errors import StoryError
from explainer.page import cards
from explainer.page.cards import Html, static
from explainer.places.gazetteer import Gazetteer
from explainer.recognition.own import UNDECIDED, Name, added, found, said, tables
from explainer.story import Story, load
from explainer.widgets.sheet import Worksheet
from explainer.widgets.shown import Explorer, area, dropdown, page, show_twice, telling

#: (task, box) of a worksheet for the text, and for places in it that were not found.
TEXT, MISSED = ("text", "words"), ("places", "missed")


class OwnText(Explorer):
    """The text, a button to look at it, and what was found, to be confirmed or corrected.

    `text` and `missed` are boxes of the worksheet, which keeps what is written in them, or its own.
    `choices` are the names, each with the widget to decide about it.
    """

    def __init__(self, sheet: Worksheet | None, story: Story) -> None:
        self._gazetteer = Gazetteer()
        self.text, self.missed = _fields(sheet)
        self.choices: list[tuple[Name, ipywidgets.Dropdown]] = []
        self._names, self._chosen = ipywidgets.VBox(), ipywidgets.HTML()
        self._map = area("ex-pane")
        look = ipywidgets.Button(description="Look at the text")
        look.on_click(self.redraw)
        super().__init__({}, self._parts, beside=[look], story=story)
        names, row, said, panes = self.children
        text = _boxes(self.text, *([sheet.status] if sheet else []))
        found = self._names, _boxes(self.missed), self._chosen, self._map
        sheets = f"<style>{static('worksheet.css')}{static('own_text.css')}</style>"
        style = ipywidgets.HTML(sheets, layout={"display": "none"})
        self.children = [names, style, text, row, said, *found, panes]
        self.add_class("ex-own-text")

    def parts(self, **values: str) -> list[Html]:
        """Return what is found in a ``text``, by default the one in the box."""
        text = values.get("text", self.text.value)
        shown = recognition.beginning(text) or recognition.EXAMPLE
        quoted = cards.fill("<blockquote>$text</blockquote>", text=shown)
        names = recognition.toponyms_table(shown)
        return [cards.status(said(text)), quoted, names, *tables(shown)]

    def _parts(self) -> Iterator[Html]:
        text = recognition.beginning(self.text.value) or recognition.EXAMPLE
        yield cards.fill('<div class="ex-note">$said</div>', said=said(self.text.value))
        self._offer([*found(text, self._gazetteer), *added(self.missed.value, self._gazetteer)])
        self._draw()
        yield from tables(text)

    def _offer(self, names: Sequence[Name]) -> None:
        """Show names to decide about; what was decided about the same name stays."""
        before = {(name.words, name.about): box.value for name, box in self.choices}
        self.choices = []
        for name in names:
            decided = before.get((name.words, name.about), UNDECIDED)
            box = dropdown(f"“{name.words}” is", name.options, value=decided)
            box.observe(self._draw, "value")
            self.choices.append((name, box))
        rows = ((ipywidgets.HTML(name.about), box) for name, box in self.choices)
        self._names.children = [part for row in rows for part in row]

    def _draw(self, _: object = None) -> None:
        """Show the places that are decided about."""
        with telling(self.said):
            chosen = {
                (name.words, place.address): place
                for name, box in self.choices
                if (place := name.place(box.value))
            }
            places = [(words, place) for (words, _), place in chosen.items()]
            if not places:
                nothing = cards.status("Choose what a name is, and its place appears here.")
                self._chosen.value, self._map.value = nothing._repr_html_(), ""
                return
            self._chosen.value = maps.confirmed_table(places)._repr_html_()
            drawn = maps.confirmed(self.story, places, height="420px")
            self._map.value = drawn._repr_html_()

    def _ipython_display_(self) -> None:
        show_twice(self, [page(self.parts())])


def own_text(sheet: Worksheet | None = None, story: Story | None = None) -> OwnText:
    """Return a box for a paragraph, and what may be places, numbers and voices in it.

    Works without a network: the text stays on this computer.

    Parameters
    ----------
    sheet : Worksheet, optional
        A worksheet whose boxes keep the text (task ``text``, box ``words``) and the places that
        were missed (``places``, ``missed``); one without them raises StoryError. Without a
        worksheet nothing that is written is kept.
    story : Story, optional
        Whose day and borders the map shows; by default that of the worksheet.
    """
    return OwnText(sheet, story or (sheet.story if sheet else load()))


def _fields(sheet: Worksheet | None) -> tuple[ipywidgets.Widget, ipywidgets.Widget]:
    """Return the boxes for the text and for what was missed in it."""
    if not sheet:
        return tuple(ipywidgets.Textarea(description=said) for said in ("Your text", "Missed"))
    for task, box in (TEXT, MISSED):
        if (task, box) not in sheet.boxes:
            raise StoryError(
                f"This worksheet has no box {box!r} in a task {task!r}. Add them to its tasks in "
                "the story's folder, or leave the worksheet out"
            )
    return sheet.boxes[TEXT], sheet.boxes[MISSED]


def _boxes(*boxes: ipywidgets.Widget) -> ipywidgets.VBox:
    """Return boxes of a worksheet as they look there."""
    return ipywidgets.VBox(boxes).add_class("ex-worksheet")
