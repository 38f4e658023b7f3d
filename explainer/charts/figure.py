"""What every chart is: a figure, its words for those who cannot see it, and its table."""

import hashlib
import io
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from functools import wraps
from importlib.resources import files
from pathlib import Path
from typing import Any

from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer.charts import lettering, palette
from explainer.charts.palette import INK, LINE, SOFT
from explainer.charts.room import MARGIN, NARROW, inner, narrowed, width
from explainer.errors import ChartError
from explainer.page import cards
from explainer.page.blocks import PAGE, Picture

_TITLE, _SUBTITLE, _FOOT = 21, 14, 13
#: Characters of the words for a chart on a page: about half a minute.
_LONG = 500


def styled() -> AbstractContextManager[None]:
    """Return a context in which matplotlib has our style, whatever the reader has set."""
    return style.context(
        str(files("explainer") / "static" / "explainer.mplstyle"), after_reset=True
    )


@contextmanager
def drawing() -> Iterator[None]:
    """Let a function draw in our style and leave matplotlib's settings as they were.

    Nothing is said of letters that our font lacks: a browser takes them from another.
    """
    with styled(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"Glyph \d+ ")
        yield


def narrowing(function: Callable[..., "Chart"]) -> Callable[..., "Chart"]:
    """Make a function draw as :func:`drawing` does, and once more for the screen of a phone.

    It asks :mod:`explainer.charts.room` how much room there is.
    """
    once = drawing()(function)

    @wraps(function)
    def inside(*args: Any, **kwargs: Any) -> "Chart":
        def narrow() -> Figure:
            with narrowed():
                return once(*args, **kwargs).figure

        return replace(once(*args, **kwargs), narrow=narrow)

    return inside


@dataclass(frozen=True)
class Chart:
    """A chart as a figure, in words and as a table; a notebook cell shows all three.

    Attributes
    ----------
    title : str
        What is shown.
    figure : matplotlib.figure.Figure
        Light, for print and slides. On a page its colours follow the theme.
    alt : str
        What the chart says, for those who do not see it.
    table : Html
        The same content as a table.
    around : mapping, optional
        What is written above and below the drawing, ``under`` and ``foot``, and how high that is
        by the chart's width, ``top`` and ``bottom``: on a phone a page shows it beside the part
        that scrolls.
    narrow : callable, optional
        Draws the figure again for a phone, without what is written around it.
    """

    title: str
    figure: Figure
    alt: str
    table: cards.Html
    around: Mapping[str, Any] = field(default_factory=dict)
    narrow: Callable[[], Figure] | None = None

    def save(self, path: str | Path) -> Path:
        """Write the chart to a file; the words for those who cannot see it go into it, too.

        Parameters
        ----------
        path : str or pathlib.Path
            Ends in .png (for slides), .svg or .pdf (for print).

        Raises
        ------
        ChartError
            If the file name ends otherwise.
        """
        path = Path(path)
        about = {
            ".png": {"Title": self.title, "Description": self.alt},
            ".svg": {"Title": self.title, "Description": self.alt, "Date": None},
            ".pdf": {"Title": self.title, "Subject": self.alt, "CreationDate": None},
        }
        if path.suffix.lower() not in about:
            known = ", ".join(about)
            raise ChartError(f"A chart cannot be saved as {path.name!r}: end the name in {known}")
        with styled():
            self.figure.savefig(path, metadata=about[path.suffix.lower()])
        return path

    def svg(self) -> cards.Html:
        """Return the chart as SVG for a page: it follows the theme, its ids are its own."""
        return _svg(self.figure)

    def _block_(self) -> Picture:
        width, height = self.figure.get_size_inches()
        ratio = round(width / height, 3)
        narrow = _svg(self.narrow()) if self.narrow else ""
        said = self.title, self.alt, self.svg(), self.table, _heard(self), ratio
        return Picture(*said, narrow=narrow, **self.around)

    def _repr_html_(self) -> str:
        return f"{cards.stylesheet('page.css')}{PAGE.show(self._block_())}"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """Say the chart where only letters are shown: its title, its words, its table."""
        printer.text(f"{self.title}\n{self.alt}\n{self.table!r}")


def _heard(chart: Chart) -> str:
    """Return the words for a chart on a page, where its title is said before and a table follows.

    Nobody can stop or go back in a name that is read aloud, so it must not be long.
    """
    said = chart.alt.removeprefix(chart.title).lstrip(".: ")
    start = re.match(rf".{{1,{_LONG}}}(?=[.;] )", said)
    return f"{start[0]}. The rest stands in the table." if start and len(said) > _LONG else said


def _svg(figure: Figure) -> cards.Html:
    text = io.StringIO()
    with drawing():
        figure.savefig(text, format="svg", metadata={"Date": None})
    return cards.Html(_for_page(text.getvalue()))


def _for_page(svg: str) -> str:
    """Turn matplotlib's SVG file into a part of a page that disturbs no other part.

    A file's style rules would hold for the whole page, and ids repeat from chart to chart.
    """
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>|<style.*?</style>|<!--.*?-->", "", svg, flags=re.S)
    hidden = ' aria-hidden="true" focusable="false"'  # what stands around it says it in words
    svg = re.sub(r'(<svg[^>]*?) width="[^"]*" height="[^"]*"', rf"\1{hidden}", svg)
    svg = re.sub(r"font-family: [^;\"]*;? ?", "", svg)
    svg = re.sub(r' transform="rotate\(-?0 [^"]*\)"', "", svg)
    used = set(re.findall(r'(?:href="|url\()#([^")]+)', svg))
    mark = f"c{hashlib.sha256(svg.encode()).hexdigest()[:8]}-"
    svg = re.sub(
        r' id="([^"]+)"', lambda found: f' id="{mark}{found[1]}"' * (found[1] in used), svg
    )
    svg = re.sub(r'((?:href="|url\()#)', rf"\1{mark}", svg)
    svg = re.sub(r"\s*\n\s*", " ", svg)
    # Hundredths of a pixel are enough, but not for what stands in words.
    svg = re.sub(r"<[^>]*>", lambda tag: re.sub(r"(?<=\.\d\d)\d+", "", tag[0]), svg)
    for colour, name in palette.NAMES.items():
        svg = re.sub(rf"{colour}\b", f"var(--ex-{name}, {colour})", svg)
    return svg


class Sheet:
    """A figure laid out in pixels: title, subtitle, room for the chart, source line.

    The texts are broken into lines as needed. All lengths are pixels; `height` is that of the room
    between head and foot, y runs down from its top. A narrow one has no head and no foot: on a page
    they stand around it.
    """

    def __init__(self, title: str, subtitle: str, foot: str, height: float) -> None:
        self.wide = wide = width()
        texts = ("", "", "") if wide == NARROW else (title, subtitle, foot)
        head, under, notes = (
            lettering.wrap(text, inner(), size, bold=size == _TITLE)
            for text, size in zip(texts, (_TITLE, _SUBTITLE, _FOOT), strict=True)
        )
        self.top = MARGIN + lettering.height(head, _TITLE) + lettering.height(under, _SUBTITLE) + 16
        below = 14 + lettering.height(notes, _FOOT) + MARGIN - 6
        if wide == NARROW:
            self.top = below = MARGIN / 2
        self.height = height
        self.total = self.top + height + below
        self.title = title
        high = {"top": round((self.top - 8) / wide, 4), "bottom": round((below - 8) / wide, 4)}
        self.around = {"under": subtitle, "foot": foot} | high
        self.figure = Figure(figsize=(wide / 72, self.total / 72))
        self.room = self.axes(0, 0, wide, height)
        self.room.set(xlim=(0, wide), ylim=(height, 0))
        self.room.set_axis_off()
        y = self.write(MARGIN, MARGIN - self.top, head, _TITLE, bold=True)
        self.write(MARGIN, y + 2, under, _SUBTITLE, color=SOFT)
        self.write(MARGIN, height + 14, notes, _FOOT, color=SOFT)

    def chart(self, alt: str, table: cards.Html) -> Chart:
        """Return what was drawn, with its words and its table."""
        return Chart(self.title, self.figure, alt, table, self.around)

    def axes(self, left: float, top: float, width: float, height: float) -> Axes:
        """Return axes at a place of the room."""
        up = (self.total - self.top - top - height) / self.total
        return self.figure.add_axes((left / self.wide, up, width / self.wide, height / self.total))

    def write(
        self,
        x: float,
        y: float,
        lines: str | Iterable[str],
        size: float = 13,
        *,
        bold: bool = False,
        color: str = INK,
        align: str = "left",
    ) -> float:
        """Write lines of text; `y` is the top of the first. Return the y below the last."""
        weight = "bold" if bold else "normal"
        look = {"size": size, "weight": weight, "color": color, "ha": align, "va": "baseline"}
        for line in [lines] if isinstance(lines, str) else lines:
            self.room.text(x, y + size * 1.02, line, clip_on=False, **look)
            y += size * lettering.LEADING
        return y

    def rule(self, y: float) -> None:
        """Draw a faint line across the room."""
        self.room.plot([MARGIN, self.wide - MARGIN], [y, y], color=LINE, linewidth=1, zorder=0)

    def rows(
        self, bands: Iterable[Any], top: float = 0, *, apart: float = 0
    ) -> Iterator[tuple[Any, float]]:
        """Yield bands, which have a ``height``, one below the other, each with the y of its top."""
        for band in bands:
            yield band, top
            top += band.height + apart
