"""What all explorers share: labelled controls, a place for words and errors, panes that stay."""

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

import anywidget
import ipywidgets
import traitlets
from branca.element import Element
from IPython.display import DisplayHandle, display

from explainer.errors import ExplainerError
from explainer.page import cards
from explainer.page.blocks import lines
from explainer.page.cards import Html, static
from explainer.story import Story

CHOOSE = (
    "Here you can choose what to see, in a notebook that is running: open it in JupyterLab and "
    "choose Run, then Run All Cells. Here stands the first choice, without its map. Where are the "
    "controls? If they stay away, reload the page, then run all cells again."
)


class Shown(Protocol):
    """Anything a notebook can show: words, a chart, a map."""

    def _repr_html_(self) -> str: ...


class ControlNames(anywidget.AnyWidget):
    """Nothing to see: names the controls of the explorer it lies in, and brings its style."""

    _esm, _css = static("explorer.js"), static("explorer.css")


class Pane(anywidget.AnyWidget):
    """A place for one part of what is shown; a map is drawn anew in the frame it has."""

    _esm = static("pane.js")
    html = traitlets.Unicode().tag(sync=True)
    #: What to draw in the frame that `html` made.
    change = traitlets.Dict().tag(sync=True)

    def __init__(self) -> None:
        self._part: Shown | None = None
        self._files: set[str] = set()
        super().__init__()
        self.add_class("ex-pane")

    def put(self, part: Shown | None) -> None:
        """Show a part, or nothing."""
        if part is self._part:
            return
        figure = part.get_root() if isinstance(part, Element) else None
        if figure and self._files:
            change = figure.change()
            if figure.files() <= self._files:
                self.change = change | {"script": "\n".join(change["script"].values())}
                self._part = part
                return
        with self.hold_sync():
            self.change = {}
            self.html = part._repr_html_() if part else ""
        self._part, self._files = part, figure.files() if figure else set()

    @property
    def words(self) -> str:
        """What is shown, without maps."""
        return "" if self._files else self.html


class Explorer(ipywidgets.VBox):
    """Controls over a function; what is `said` for their values, or the error; a pane a part.

    Parameters
    ----------
    controls : mapping
        Name of an argument of `show` -> widget with a ``value``, in the keyboard's order.
    show : callable
        Takes the values by name. Yields what is said of them, then what is shown, part by part;
        each part is on the page before the next is made.
    fit : callable, optional
        Called before `show`, to offer in some controls only what fits the values of others.
    beside : sequence of widgets
        Buttons behind the controls.
    story : Story, optional
        What it is about.
    """

    def __init__(
        self,
        controls: Mapping[str, ipywidgets.Widget],
        show: Callable[..., Iterable[Shown]],
        *,
        fit: Callable[[], None] = lambda: None,
        beside: Sequence[ipywidgets.Widget] = (),
        story: Story | None = None,
    ) -> None:
        self.controls, self.story = dict(controls), story
        self._show, self._fit = show, fit
        self._fitting = False
        self.said = area("ex-said")
        self.panes = ipywidgets.VBox().add_class("ex-panes")
        row = ipywidgets.Box([*self.controls.values(), *beside]).add_class("ex-controls")
        super().__init__([ControlNames(), row, self.said, self.panes])
        self.add_class("ex-explorer")
        self.redraw()
        for control in self.controls.values():
            control.observe(self.redraw, "value")

    def redraw(self, _: object = None) -> None:
        """Show what belongs to the values of the controls; show an error where the words stand."""
        if self._fitting:  # a control has just been fitted to another
            return
        done = 0
        with telling(self.said):
            self._fitting = True
            try:
                self._fit()
            finally:
                self._fitting = False
            values = {name: control.value for name, control in self.controls.items()}
            for part in self._show(**values):
                self._put(done, part)
                done += 1
        for pane in self.panes.children[max(done - 1, 0) :]:
            pane.put(None)

    def parts(self, **values: Any) -> list[Shown]:
        """Return what is shown for some values of controls; the others have those of now."""
        now = {name: control.value for name, control in self.controls.items()}
        return [*self._show(**now | values)]

    def _put(self, number: int, part: Shown) -> None:
        if number == 0:
            self.said.value = part._repr_html_()
            return
        if number > len(self.panes.children):
            self.panes.children += (Pane(),)
        self.panes.children[number - 1].put(part)

    def _ipython_display_(self) -> None:
        show_twice(self, [self.said.value, *(pane.words for pane in self.panes.children)])


class Choices(ipywidgets.VBox):
    """Boxes to tick of the `options` that are offered, labels and values; at first all are."""

    value = traitlets.Tuple()

    def __init__(self, label: str) -> None:
        self.description = label
        self._label = area("ex-choices-label", label)
        self.options: list[tuple[str, Any]] = []
        super().__init__()
        self.add_class("ex-choices")

    def offer(self, options: list[tuple[str, Any]]) -> None:
        """Offer other labels and values, all of them ticked; the same ones stay as they are."""
        if options == self.options:
            return
        self.options = options
        look = {"indent": False, "layout": {"width": "auto"}}
        boxes = [ipywidgets.Checkbox(True, description=label, **look) for label, _ in options]
        for box in boxes:
            box.observe(self._tick, "value")
        self.children = [self._label, *boxes]
        self._tick()

    def _tick(self, _: object = None) -> None:
        ticked = zip(self.options, self.children[1:], strict=True)
        self.value = tuple(value for (_, value), box in ticked if box.value)


def dropdown(label: str, options: Iterable[Any], **more: Any) -> ipywidgets.Dropdown:
    """Return a list to choose from, as wide as what it holds."""
    return ipywidgets.Dropdown(options=options, description=label, layout={"width": "auto"}, **more)


def page(parts: Iterable[Shown]) -> Html:
    """Return everything an explorer shows as a page for readers without a kernel."""
    return Html("".join(part._repr_html_() for part in parts))


def show_twice(
    controls: ipywidgets.Widget, parts: Iterable[str], note: str = CHOOSE
) -> DisplayHandle:
    """Show words for pages without a kernel, then living controls, which hide these words.

    The handle is to be given newer words, as :func:`twin` makes them.
    """
    handle = display(twin(parts, note), raw=True, display_id=True)
    # Where no controls are shown, the words above are enough.
    display({**controls._repr_mimebundle_(), "text/plain": ""}, raw=True)
    return handle


def twin(parts: Iterable[str], note: str = CHOOSE) -> dict[str, str]:
    """Return what stands in for controls where they do not work, without the maps.

    >>> print(twin(["<p>Two words</p>"], "Run this.")["text/plain"])
    Run this.
    Two words
    """
    shown = "".join(part for part in parts if "<iframe" not in part)
    page = cards.fill(
        '<style>$style</style><div class="ex-twin"><p class="ex-note">$note</p>$words</div>',
        style=Html(static("explorer.css")),
        note=note,
        words=Html(shown),
    )
    return {"text/html": page, "text/plain": lines(page)}


@contextmanager
def telling(area: ipywidgets.HTML) -> Iterator[None]:
    """Show any error in `area`; Jupyter would hide it.

    >>> area = ipywidgets.HTML()
    >>> with telling(area):
    ...     raise ExplainerError("There is no place 'Kyvi'.")
    >>> "There is no place" in area.value
    True
    """
    try:
        yield
    except ExplainerError as error:
        area.value = _wrong(cards.text(error))
    except Exception as error:
        said = (
            "Nothing can be shown for this choice: the program has a fault ($kind). Choose "
            "something else. If you report the fault, copy the details."
            "<details><summary>Details</summary><pre>$details</pre></details>"
        )
        kind, details = type(error).__name__, traceback.format_exc()
        area.value = _wrong(cards.fill(said, kind=kind, details=details))


def _wrong(message: Html) -> str:
    return cards.fill('<div class="ex-wrong">$message</div>', message=message)._repr_html_()


def area(name: str, value: str = "") -> ipywidgets.HTML:
    """Return a part to show HTML in, with a class of that name."""
    return ipywidgets.HTML(value).add_class(name)


class Unfolding(ipywidgets.VBox):
    """A widget that its `button` shows and hides; hidden at first."""

    def __init__(self, title: str, part: ipywidgets.Widget) -> None:
        self.button = ipywidgets.ToggleButton(description=title).add_class("ex-button")
        self._part = part
        super().__init__([self.button, part])
        self._show()
        self.button.observe(self._show, "value")

    def _show(self, _change: object = None) -> None:
        self._part.layout.display = None if self.button.value else "none"
