"""What readers see: texts, tables, sources, cards of places, as blocks already shown on a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from explainer import shipped
from explainer.page import blocks, words
from explainer.page.blocks import Html, html, plain, static
from explainer.story import Story
from explainer.story.records import Place, Record, Town

__all__ = ["Html", "plain", "static"]


def stylesheet(name: str) -> Html:
    """Return a style sheet of ``explainer/static`` as an element of HTML, for the screen only."""
    return screen(blocks.style(name))


def text(value: Any) -> Html:
    """Escape anything that came from data, a service or a reader, for use in HTML.

    >>> str(text("<b>Bath & 'Oxford'</b>"))
    '&lt;b&gt;Bath &amp; &#39;Oxford&#39;&lt;/b&gt;'
    """
    return value if isinstance(value, Html) else Html(blocks.PAGE.show(value))


def fill(template: str, **values: Any) -> Html:
    """Fill ``$names`` in a template of ours with escaped values (``Html`` stays as it is).

    >>> str(fill("<p>$name</p>", name="A < B"))
    '<p>A &lt; B</p>'
    """
    return html(blocks.Fragment(template, values))


def piece(name: str, **values: Any) -> Html:
    """Fill a template of ``static/blocks``; rows for its loops are tuples."""
    return html(blocks.Piece(name, values))


def join(parts: Iterable[Any], separator: str = "") -> Html:
    """Join escaped parts with a separator of ours."""
    return html(blocks.Group(tuple(parts), separator))


def by_medium(*, screen: Any, paper: Any, **others: Any) -> Html:
    """Return something that is said otherwise on a screen and on paper.

    Parameters
    ----------
    screen, paper : str or Html
    **others : str or Html
        For example `answers`: on an answer sheet, which else shows what is for paper.
    """
    return html(blocks.ByMedium({"page": screen, "paper": paper, **others}))


def screen(value: Any) -> Html:
    """Return something that is left out on paper."""
    return by_medium(screen=value, paper="")


def fold(title: Any, content: Any, label: str = "") -> Html:
    """Return something folded away under a line; `label` is heard in place of the line.

    >>> str(fold("Hint", "Look south"))
    '<details><summary>Hint</summary>Look south</details>'
    """
    return html(blocks.Fold(title, content, label))


def opens(title: Any, content: Any, label: str = "", *, paper: Any = None) -> Html:
    """Return something that opens under a line on a screen, and on paper stands behind it.

    Parameters
    ----------
    title, content : str or Html
    label : str
        What is heard in place of the line.
    paper : str or Html, optional
        What stands on paper instead of the line.

    Examples
    --------
    >>> str(opens("1990", "It rained."))
    '<details><summary>1990</summary>It rained.</details>'
    """
    line = fill("<b>$title.</b> ", title=title) if paper is None else paper
    return by_medium(screen=fold(title, content, label), paper=join([line, content]))


def bullets(items: Iterable[Any]) -> Html:
    """Return things as a list of points."""
    return fill("<ul>$items</ul>", items=join(fill("<li>$item</li>", item=item) for item in items))


def table(caption: Any, head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> Html:
    """Return an accessible HTML table.

    Parameters
    ----------
    caption : str or Html
        Title of the table, read aloud first.
    head : sequence
        Column headings.
    rows : iterable of sequences
        Cells, as many a row as there are headings; the first is the row's heading.
    """
    return html(blocks.Table(caption, tuple(head), tuple(map(tuple, rows))))


def sources(story: Story, ids: Iterable[str]) -> Html:
    """Return sources as a list: who, title, date, what they are, who pays, a link if confirmed."""
    return html(blocks.Sources(tuple(_reference(story, id) for id in ids)))


def cited(story: Story, ids: Iterable[str]) -> Html:
    """Return sources in one line, for the cell of a table."""
    return html(blocks.Sources(tuple(_reference(story, id) for id in ids), inline=True))


def _reference(story: Story, id: str, *, why: bool = False) -> blocks.Reference:
    source = story.source(id)
    standing = [source.custom.line]
    if source.custom.paid_by:
        standing.append(f"paid for by {source.custom.paid_by}")
    if story.now <= story.day and source.later_than(story.day):
        standing.append("published later")
    if why and source.custom.unavailable and not source.URL:
        standing.append(f"no address: {source.custom.unavailable.rstrip('.')}")
    return blocks.Reference(source.id, story.cite(id), source.URL, "; ".join(standing))


def bibliography(story: Story, records: Iterable[Record], head: str = "") -> Html:
    """Return the sources of some records, each once, in alphabetical order; below a heading.

    A source without an address says why there is none.
    """
    ids = {id for record in records for id in record.sources}
    ordered = sorted(ids, key=story.cite)
    items = tuple(_reference(story, id, why=True) for id in ordered)
    return html(blocks.Sources(items, head=head))


def language(code: str) -> str:
    """Return what readers call the language with an ISO 639 code."""
    return shipped.data("languages.toml").get(code, code)


def names(place: Place | Town) -> str:
    """Return the names of a place by language, as one line of text."""
    return " · ".join(f"{language(code)}: {name}" for code, name in place.names.items())


def precision(place: Place) -> str:
    """Return in words how exact the point of a place is."""
    if place.precision_km is None:
        return "not a place on the map"
    if place.kind in {"country", "region", "continent", "sea"}:
        return f"an area: it reaches up to {place.precision_km:,.0f} km from this point"
    return f"exact to about {place.precision_km:g} km"


def degrees(lat: float, lon: float) -> str:
    """Return a point in degrees as people write it.

    >>> degrees(50.455, -30.524)
    '50.5° N, 30.5° W'
    """
    return f"{abs(lat):.1f}° {'NS'[lat < 0]}, {abs(lon):.1f}° {'EW'[lon < 0]}"


def spoken(place: Place) -> str:
    """Return what a screen reader says for a marker."""
    named = "named in the article" if place.named else "not named in the article"
    disputed = f", {place.dispute}" if place.dispute else ""
    return f"{place.name}, {place.kind}{disputed}, {named}"


def place(story: Story, place: Place) -> Html:
    """Return the card of a place: what a marker opens."""
    spelled = ", ".join(map(words.quoted, place.spelled))
    holders = (
        fill("<b>$who</b>: $states", who=story.actor(item.holder).name, states=item.states)
        for item in story.positions_on(place.question or "")
    )
    rows = {
        "Kind": f"{place.kind}, {precision(place)}",
        "In the article": (
            f"{spelled} in {words.paragraphs(place.mentions)}" if place.named else "not named"
        ),
        "Used for": place.stands_for,
    }
    # Sides come first, then sources; what a place is called in many languages comes last.
    sides = {f"{place.disputed.capitalize()}: disputed": place.question and bullets(holders)}
    about = facts(place.name, place.note, sides | rows)
    return join([about, sources(story, place.sources), in_languages(place)])


def in_languages(place: Place | Town) -> Html:
    """Return the names of a place by language, folded; nothing if it has only one."""
    several = len(place.names) > 1
    return fold(f"Its name in {len(place.names)} languages", names(place)) if several else Html()


def facts(title: str, text_: str, rows: Mapping[str, Any]) -> Html:
    """Return a small card: a title, a sentence, and named facts, without those that are empty."""
    return piece("facts", title=title, text=text_, rows=tuple(it for it in rows.items() if it[1]))


def status(message: str, kind: str = "note") -> Html:
    """Return a sentence that screen readers announce when it changes."""
    shown = fill('<div class="ex-$kind" role="status">$message</div>', kind=kind, message=message)
    return by_medium(screen=shown, paper=fill("<p>$message</p>", message=message))


def scale(marked: int | None = None, *, came: bool = False) -> Html:
    """Return a scale from 0 to 100 per cent, with a mark on it if one is given.

    With ``came`` its end is marked, too: that is what came about.

    >>> "left:70%" in scale(70), "hidden" in scale()
    (True, True)
    """
    return piece("scale", at=marked or 0, hidden=marked is None, came=came)


def blank_lines(count: int) -> Html:
    """Return lines to write on."""
    return Html('<div class="ex-line"></div>' * count)


def symbol(name: str, cls: str, label: str) -> Html:
    """Return an entry of a map's legend: a symbol of ``static/symbols.svg`` and its meaning."""
    return html(blocks.Key(label, cls, name))


def swatch(cls: str, label: str) -> Html:
    """Return an entry of a map's legend: a filled area and its meaning."""
    return html(blocks.Key(label, cls))


def legend(title: str, items: Iterable[Html], notes: Iterable[str] = ()) -> Html:
    """Return the legend of a map."""
    return piece("legend", title=title, entries=tuple(items), notes=tuple(notes))
