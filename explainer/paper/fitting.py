"""What a screen shows, made to fit paper: tables, what is folded away, questions with lines."""

import re
from collections.abc import Callable, Iterable

from explainer.page import cards
from explainer.page.cards import Html
from explainer.paper import prose
from explainer.paper.references import References

#: A table with more columns becomes a list: its cells would be one word wide.
WIDEST = 5
#: A table with more rows stays on the computer if it is folded away there, or says a chart again.
LONGEST = 20
#: Lines under a question that is answered in a few words.
_LINES = 2
#: Shorter words say too little to tell whether a row was printed before.
_TELLING = 60

_STYLES = re.compile(r"<style\b.*?</style>|<script\b.*?</script>", re.DOTALL)
_MAPS = re.compile(r"<figure\b[^>]*>(?:(?!</figure>).)*<iframe\b.*?</figure>", re.DOTALL)
_SEALED = re.compile(r"<!--sealed-->.*?<!--/sealed-->", re.DOTALL)
_ASKED = re.compile(
    r"<details[^>]*><summary[^>]*>((?:(?!</summary>).)*)</summary>(<p>(?:(?!<details).)*?)</details>",
    re.DOTALL,
)
_TO_ASK = re.compile(
    r"<p><b>(\d+ questions?\.)</b>[^<]*</p>(<ol class=\"ex-ask\">.*?</ol>)", re.DOTALL
)
_TO_OPEN = re.compile(r"<details[^>]*><summary[^>]*>(.*?)</summary>(.*?)</details>", re.DOTALL)
_NOTE = re.compile(r'<div class="ex-note" role="status">.*?</div>', re.DOTALL)
_TABLE = re.compile(r'<div class="ex-table"[^>]*><table>(.*?)</table></div>', re.DOTALL)
_CAPTION = re.compile(r"<caption>(.*?)</caption>", re.DOTALL)
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)


def lines(count: int) -> str:
    """Return lines to write on."""
    return '<div class="ex-line"></div>' * count


def still_words(page: str, *, answers: bool = False) -> str:
    """Return HTML without what only works on a screen.

    Styles, scripts and live maps go, an envelope stays sealed, what is folded away is opened.
    Questions whose answers are folded away get lines to write on.

    Parameters
    ----------
    page : str
    answers : bool
        Print those answers instead.
    """
    page = _MAPS.sub("", _SEALED.sub("", _STYLES.sub("", page)))
    page = _NOTE.sub(f"<p>Copy here what you wrote then.</p>{lines(4)}", page)
    asked = r"<p><b>\1</b></p>\2" if answers else rf"<p>\1</p>{lines(_LINES)}"
    lead = "" if answers else r"<p>\1 Write down what you see.</p>"
    page = _TO_ASK.sub(lambda found: found.expand(lead) + _ASKED.sub(asked, found[2]), page)
    return _TO_OPEN.sub(_opened, prose.instead(page))


def _opened(found: re.Match[str]) -> str:
    """Return what was folded away, open; a long table is only named."""
    title, inside = found.groups()
    if inside.startswith('<div class="ex-table"'):
        return unless_long(inside, title)
    return f'<div class="ex-opened"><p><b>{title}</b></p>{inside}</div>'


def unless_long(table: str, title: str) -> str:
    """Return a table, or where to find it if it is long."""
    rows = len(_ROW.findall(table)) - 1
    named = cards.fill(
        "<p>$title: a table of $rows rows, in the lesson on the computer.</p>",
        title=Html(title),
        rows=rows,
    )
    return named if rows > LONGEST else table


def asked(page: str) -> str:
    """Return the questions with folded answers that are in a piece of HTML, answers open."""
    return "".join(still_words(found[0], answers=True) for found in _TO_ASK.finditer(page))


def tables(page: str, references: References, printed: str = "") -> str:
    """Return HTML whose tables fit a page.

    Sources become numbers, a table with too many columns becomes a list, and a row whose longest
    cell stands on an earlier page is left out.

    Parameters
    ----------
    page : str
    references : References
    printed : str
        The words of what is printed before; empty keeps every row.
    """
    return _TABLE.sub(lambda found: _table(found[1], references, printed), page)


def _table(table: str, references: References, printed: str) -> str:
    caption = _CAPTION.search(table)
    head, *rows = [_CELL.findall(row) for row in _ROW.findall(table)]
    cited = [number for number, name in enumerate(head) if name in ("Source", "Sources")]
    kept = [row for row in rows if not _told(row, printed)]
    if not kept:
        return ""
    for row in kept:
        for number in cited:
            row[number] = references.mark_cell(references.mark(row[number]))
    title = (caption[1] if caption else "") + " (the rest stands above)" * (len(kept) < len(rows))
    shape: Callable[..., Html] = _list if len(head) > WIDEST else cards.table
    return shape(Html(title), [*map(Html, head)], [[*map(Html, row)] for row in kept])


def _told(row: list[str], printed: str) -> bool:
    words = max(map(cards.plain, row), key=len, default="")
    return len(words) >= _TELLING and words in printed


def _list(title: Html, head: list[Html], rows: Iterable[list[Html]]) -> Html:
    items = cards.join(
        cards.fill(
            "<li><b>$first</b>$rest</li>",
            first=row[0],
            rest=cards.join(
                cards.fill(" · <i>$name:</i> $cell", name=name, cell=cell)
                for name, cell in zip(head[1:], row[1:], strict=True)
                if cell
            ),
        )
        for row in rows
    )
    return cards.fill(
        '<p class="ex-list-title"><b>$title</b></p><ul class="ex-list">$items</ul>',
        title=title,
        items=items,
    )
