"""The HTML fragments readers see; every piece of text from data is escaped here and only here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from html import escape, unescape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from explainer.story import Story
    from explainer.story.records import Place, Record, Town

#: What readers call the languages of names.
LANGUAGES = {
    "en": "English",
    "uk": "Ukrainian",
    "ru": "Russian",
    "be": "Belarusian",
    "bg": "Bulgarian",
    "lv": "Latvian",
    "pl": "Polish",
    "ro": "Romanian",
    "sv": "Swedish",
    "crh": "Crimean Tatar",
    "de": "German",
    "es": "Spanish",
    "fr": "French",
    "hu": "Hungarian",
    "ka": "Georgian",
    "nl": "Dutch",
    "tr": "Turkish",
}


class Html(str):
    """HTML that is safe to show as it is; Jupyter displays it rendered and styled."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return f'{stylesheet("page.css")}<div class="ex">{self}</div>'

    def __repr__(self) -> str:
        return f"<Html, {len(self)} characters>"


@cache
def static(name: str) -> str:
    """Return the text of a file of ``explainer/static``: a template, a style sheet, a script."""
    return (files("explainer") / "static" / name).read_text(encoding="utf-8")


def stylesheet(name: str) -> Html:
    """Return a style sheet of ``explainer/static`` as an element of HTML."""
    return Html(f"<style>{static(name)}</style>")


def text(value: Any) -> Html:
    """Escape anything that came from data, a service or a reader, for use in HTML.

    >>> str(text("<b>Kyiv & 'Odesa'</b>"))
    '&lt;b&gt;Kyiv &amp; &#x27;Odesa&#x27;&lt;/b&gt;'
    """
    return value if isinstance(value, Html) else Html(escape(str(value), quote=True))


def plain(html: str) -> str:
    """Return the words of a piece of our own HTML, for paper and alt texts.

    >>> plain("<h1>Kyiv &amp; Odesa</h1><p>two cities</p>")
    'Kyiv & Odesa two cities'
    """
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def fill(template: str, **values: Any) -> Html:
    """Fill ``$names`` in a template of ours with escaped values (``Html`` stays as it is).

    >>> str(fill("<p>$name</p>", name="A < B"))
    '<p>A &lt; B</p>'
    """
    return Html(Template(template).substitute({key: text(item) for key, item in values.items()}))


def join(parts: Iterable[Any], separator: str = "") -> Html:
    """Join escaped parts with a separator of ours."""
    return Html(separator.join(text(part) for part in parts))


def link(url: str | None, label: Any) -> Html:
    """Return a link that opens in a new tab, or the bare label without an http(s) address."""
    if not url or not url.startswith(("https://", "http://")):
        return text(label)
    return fill('<a href="$url" target="_blank" rel="noopener">$label</a>', url=url, label=label)


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
    cells = join(fill('<th scope="col">$cell</th>', cell=cell) for cell in head)
    body = join(
        fill(
            '<tr><th scope="row">$first</th>$rest</tr>',
            first=row[0],
            rest=join(fill("<td>$cell</td>", cell=cell) for cell in row[1:]),
        )
        for row in rows
    )
    return fill(
        # With the focus, the arrow keys scroll it, also where JupyterLab has other plans for them.
        '<div class="ex-table" tabindex="0" data-lm-suppress-shortcuts="true" role="group" '
        'aria-label="$caption"><table>'
        "<caption>$caption</caption><thead><tr>$cells</tr></thead><tbody>$body</tbody>"
        "</table></div>",
        caption=caption,
        cells=cells,
        body=body,
    )


def sources(story: Story, ids: Iterable[str]) -> Html:
    """Return sources as a list: who, title, date, the line they take, a link if confirmed."""
    items = []
    for source in map(story.source, ids):
        label = story.cite(source.id)
        items.append(
            fill(
                '<li>$source <span class="ex-line-taken">($line)</span></li>',
                source=link(source.URL, label),
                line=source.custom.line,
            )
        )
    return fill('<ul class="ex-sources">$items</ul>', items=join(items))


def bibliography(story: Story, records: Iterable[Record]) -> Html:
    """Return the sources of some records, each once, in alphabetical order."""
    ids = {id for record in records for id in record.sources}
    return sources(story, sorted(ids, key=story.cite))


def names(place: Place | Town) -> str:
    """Return the names of a place by language, as one line of text."""
    return " · ".join(f"{LANGUAGES.get(code, code)}: {name}" for code, name in place.names.items())


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
    disputed = ", status disputed" if place.question else ""
    return f"{place.name}, {place.kind}{disputed}, {named}"


def place(story: Story, place: Place) -> Html:
    """Return the card of a place: what a marker's popup shows."""
    article = (
        f"{_quoted(place.spelled)} in {_paragraphs(place.mentions)}" if place.named else "not named"
    )
    rows = [
        ("Kind", f"{place.kind}, {precision(place)}"),
        ("Names", names(place)),
        ("In the article", article),
    ]
    if place.stands_for:
        rows.append(("Used for", place.stands_for))
    if place.question:
        holders = join(
            (
                fill(
                    "<li><b>$who</b>: $states</li>",
                    who=story.actor(position.holder).name,
                    states=position.states,
                )
                for position in story.positions_on(place.question)
                if position.view is None or position.states
            ),
        )
        rows.append(("Status: disputed", fill("<ul>$holders</ul>", holders=holders)))
    return join([facts(place.name, place.note, dict(rows)), sources(story, place.sources)])


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)


def _paragraphs(tags: Sequence[str]) -> str:
    return f"paragraph{'s' if len(tags) > 1 else ''} {', '.join(tag.upper() for tag in tags)}"


def facts(title: str, text_: str, rows: Mapping[str, Any]) -> Html:
    """Return a small card: a title, a sentence, and named facts."""
    return fill(
        "<h2>$title</h2><p>$text</p><dl>$rows</dl>",
        title=title,
        text=text_,
        rows=join(
            fill("<dt>$term</dt><dd>$fact</dd>", term=term, fact=fact)
            for term, fact in rows.items()
        ),
    )


def status(message: str, kind: str = "note") -> Html:
    """Return a sentence that screen readers announce when it changes."""
    return fill('<div class="ex-$kind" role="status">$message</div>', kind=kind, message=message)


def symbol(name: str, cls: str, label: str) -> Html:
    """Return an entry of a map's legend: a symbol of ``static/symbols.svg`` and its meaning."""
    return fill(
        '<li class="$cls"><svg class="ex-symbol" viewBox="-12 -12 24 24" aria-hidden="true">'
        '<use href="#ex-$name"></use></svg><span>$label</span></li>',
        cls=cls,
        name=name,
        label=label,
    )


def swatch(cls: str, label: str) -> Html:
    """Return an entry of a map's legend: a filled area and its meaning."""
    return fill(
        '<li><svg class="ex-swatch" viewBox="0 0 22 14" aria-hidden="true">'
        '<rect width="22" height="14" class="ex-shape $cls"></rect></svg><span>$label</span></li>',
        cls=cls,
        label=label,
    )


def legend(title: str, items: Iterable[Html], notes: Iterable[str] = ()) -> Html:
    """Return the legend of a map."""
    return fill(
        "<details open><summary>$title</summary><ul>$items</ul>$notes</details>",
        title=title,
        items=join(items),
        notes=join(fill("<p>$note</p>", note=note) for note in notes if note),
    )
