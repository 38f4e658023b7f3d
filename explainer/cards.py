"""The HTML fragments readers see; every piece of text from data is escaped here and only here."""

from collections.abc import Iterable, Sequence
from html import escape
from string import Template
from typing import Any


class Html(str):
    """HTML that is safe to show as it is; Jupyter displays it rendered."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(self)

    def __repr__(self) -> str:
        return f"<Html, {len(self)} characters>"


def text(value: Any) -> Html:
    """Escape anything that came from data, a service or a reader, for use in HTML.

    >>> str(text("<b>Kyiv & 'Odesa'</b>"))
    '&lt;b&gt;Kyiv &amp; &#x27;Odesa&#x27;&lt;/b&gt;'
    """
    return value if isinstance(value, Html) else Html(escape(str(value), quote=True))


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
        '<div class="ex-table" tabindex="0" role="region" aria-label="$caption"><table>'
        "<caption>$caption</caption><thead><tr>$cells</tr></thead><tbody>$body</tbody>"
        "</table></div>",
        caption=caption,
        cells=cells,
        body=body,
    )
