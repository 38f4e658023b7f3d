"""A widget for a paragraph of the reader's own: what may be a place, a number, a voice in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import ipywidgets
from geopy.location import Location

from explainer import maps, recognition
from explainer.errors import StoryError
from explainer.page import cards
from explainer.page.cards import Html, static
from explainer.places.gazetteer import Gazetteer
from explainer.reading import letters
from explainer.recognition.findings import doubts, marked
from explainer.recognition.toponyms import KEPT
from explainer.story import Story, load
from explainer.widgets.sheet import Worksheet
from explainer.widgets.shown import Explorer, page, show_twice, telling

#: (task, box) of a worksheet for the text, and for places in it that were not found.
TEXT, MISSED = ("text", "words"), ("places", "missed")
UNDECIDED = "not decided yet"
#: What a name may be besides a place.
NO_PLACE = ("a person, or another word", "people: a government or a group (metonym)")
#: Lines of missed places that are looked up.
_LINES = 20


@dataclass(frozen=True)
class Name:
    """A name to decide about.

    Attributes
    ----------
    words : str
        As it stands in the text.
    about : Html
        Its sentence, and what speaks against a place.
    places : tuple of geopy.location.Location
        What it may stand for.
    """

    words: str
    about: Html
    places: tuple[Location, ...]

    @property
    def options(self) -> list[str]:
        """What a reader can choose: nothing yet, each place by its number, or no place."""
        numbered = (f"{at} {place.address}" for at, place in enumerate(self.places, start=1))
        return [UNDECIDED, *numbered, *NO_PLACE]

    def place(self, chosen: str) -> Location | None:
        """Return the place a reader chose, if it is one."""
        at = self.options.index(chosen) - 1
        return self.places[at] if 0 <= at < len(self.places) else None


class OwnText(Explorer):
    """The text, a button to look at it, and what was found, to be confirmed or corrected.

    Attributes
    ----------
    text, missed : ipywidgets.Textarea
        Boxes of the worksheet, which keeps what is written in them; without one, boxes of its own.
    choices : list
        Each :class:`Name` with the widget to decide about it.
    """

    def __init__(self, sheet: Worksheet | None, story: Story) -> None:
        self._story, self._gazetteer = story, Gazetteer()
        self.text, self.missed = _fields(sheet)
        self.choices: list[tuple[Name, ipywidgets.Dropdown]] = []
        self._names, self._chosen = ipywidgets.VBox(), ipywidgets.HTML()
        self._map = ipywidgets.HTML()
        self._map.add_class("ex-pane")
        look = ipywidgets.Button(description="Look at the text")
        look.on_click(self.redraw)
        super().__init__({}, self._parts, beside=[look])
        names, row, said, panes = self.children
        text = _boxes(self.text, *([sheet.status] if sheet else []))
        missed = _boxes(self.missed)
        self.children = [
            *(names, _style(), text, row, said),
            *(self._names, missed, self._chosen, self._map, panes),
        ]
        self.add_class("ex-own-text")

    def parts(self, **values: str) -> list[Html]:
        """Return what is found in a text, as for a page without a kernel.

        Parameters
        ----------
        **values
            ``text``; by default the one in the box. An empty one stands for our invented example.
        """
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
            box = ipywidgets.Dropdown(
                options=name.options,
                value=before.get((name.words, name.about), UNDECIDED),
                description=f"“{name.words}” is",
                layout={"width": "auto"},
            )
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
            drawn = maps.confirmed(self._story, places, height="420px")
            self._map.value = drawn._repr_html_()

    def _ipython_display_(self) -> None:
        show_twice(self, [page(self.parts())])


def own_text(sheet: Worksheet | None = None, story: Story | None = None) -> OwnText:
    """Return a box for a paragraph, and what may be places, numbers and voices in it.

    Parameters
    ----------
    sheet : Worksheet, optional
        A worksheet whose boxes keep the text (task ``text``, box ``words``) and the places that
        were missed (``places``, ``missed``). Without one nothing that is written is kept.
    story : Story, optional
        Whose day and borders the map shows; by default that of the worksheet.

    Returns
    -------
    OwnText
        Works without a network: the text stays on this computer.

    Raises
    ------
    StoryError
        If the worksheet has no such boxes.
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


def said(text: str) -> str:
    """Return in words what is looked at."""
    looked_at = recognition.beginning(text)
    if not looked_at:
        return "There is no text in the box yet, so this is about our invented example."
    count = len(looked_at.split())
    if looked_at != text.strip():
        return f"The text is long: only its first {count} words were looked at."
    return f"{count} words were looked at. Now it is your turn: what is each name?"


def tables(text: str) -> list[Html]:
    """Return the tables of numbers, quotations and verbs."""
    return [
        recognition.numbers_table(text),
        recognition.quotations_table(text),
        recognition.reporting_table(text),
    ]


def found(text: str, gazetteer: Gazetteer) -> Iterator[Name]:
    """Yield the names of a text to decide about."""
    for name in recognition.toponyms(text, gazetteer, doubtful=True):
        times = f" ({name.times} times in the text)" if name.times > 1 else ""
        sentence = cards.join([marked(name.find), times])
        yield Name(name.find.words, _about(sentence, doubts(name) or name.note), name.places)


def added(lines: str, gazetteer: Gazetteer) -> Iterator[Name]:
    """Yield the names that a reader added, one on each line."""
    for line in dict.fromkeys(filter(None, map(str.strip, letters(lines).split("\n")[:_LINES]))):
        places = gazetteer.geocode(line, exactly_one=False, limit=KEPT) or []
        sure = places and not places[0].raw["guess"]
        yield Name(
            line, _about("Added by you.", "" if sure else gazetteer.explain(line)), tuple(places)
        )


def _about(sentence: str, doubt: str) -> Html:
    second = cards.fill("<p>$doubt</p>", doubt=doubt) if doubt else ""
    return cards.fill(
        '<div class="ex ex-name"><p>$sentence</p>$second</div>', sentence=sentence, second=second
    )


def _boxes(*boxes: ipywidgets.Widget) -> ipywidgets.VBox:
    """Return boxes of a worksheet as they look there."""
    group = ipywidgets.VBox(boxes)
    group.add_class("ex-worksheet")
    return group


def _style() -> ipywidgets.HTML:
    value = cards.fill(
        "<style>$worksheet$own</style>",
        worksheet=Html(static("worksheet.css")),
        own=Html(static("own_text.css")),
    )
    return ipywidgets.HTML(value, layout={"display": "none"})
