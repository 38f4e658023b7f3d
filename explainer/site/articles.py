"""Markdown as HTML for a site: links lead from page to page, every heading can be reached."""

import re
from dataclasses import dataclass
from html import unescape

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from explainer.page.blocks import Html, plain

_EMPTY_HEAD = re.compile(r"<thead>(?:\s|</?(?:tr|th)[^>]*>)*</thead>")
#: A page of the site, as notebooks and texts name it; what else lies above them is none.
_PAGE = re.compile(r"(?:more/|\.\./(?!README\b))?([\w-]*)(?:\.ipynb|\.md)?(?:#(.*))?")


def slug(heading: str) -> str:
    """Return the name by which a heading is reached, as plain as any link may write it.

    >>> slug("01 · Where?"), slug("Special-Monitoring-Mission-(SMM)"), slug("“I knew it”")
    ('01-where', 'special-monitoring-mission-smm', 'i-knew-it')
    """
    return "-".join(re.findall(r"\w+", heading.lower()))


@dataclass
class Section:
    """What stands under a heading: its level, name and title, and the words, without marks."""

    level: int
    name: str
    title: str
    words: str = ""


class Article:
    """A text as it becomes HTML.

    Attributes
    ----------
    sections : list of Section
        Of all that was given so far.
    """

    def __init__(self) -> None:
        self.sections: list[Section] = []

    def html(self, source: str) -> Html:
        r"""Return Markdown as HTML; no two headings of an article have one name.

        >>> print(Article().html("- [ ] Paper\n- [x] Pens"))
        <ul>
        <li><input type="checkbox" aria-label="Done"> Paper</li>
        <li><input type="checkbox" aria-label="Done" checked> Pens</li>
        </ul>
        <BLANKLINE>
        """
        return Html("".join(map(self._piece, re.split(r"(?m)^(?=#{1,6} )", source))))

    def _piece(self, source: str) -> str:
        shown = MarkdownWithMath(renderer=_Linked(self.sections)).render(source)
        if self.sections:
            self.sections[-1].words += f" {plain(shown)}"
        return shown


class _Linked(IPythonRenderer):
    """Markdown whose links lead to pages of the site."""

    def __init__(self, sections: list[Section]) -> None:
        super().__init__(escape=False, exclude_anchor_links=True)
        self._sections = sections

    def heading(self, text: str, level: int, **attrs: object) -> str:
        words = plain(text)
        name = slug(words)
        while name in {section.name for section in self._sections}:
            name += "-again"
        self._sections.append(Section(level, name, words))
        return f'<h{level} id="{name}">{text}</h{level}>\n'

    def link(self, text: str, url: str, title: str | None = None) -> str:
        if url.startswith(("https://", "http://")):
            return f'<a href="{self.escape_html(url)}" target="_blank" rel="noopener">{text}</a>'
        if re.fullmatch(r"[\w-]+\.(csv|geojson)", url):
            return f'<a href="data/{url}" download>{text}</a>'
        found = _PAGE.fullmatch(unescape(url))
        if not found:  # a file that is not part of the site
            return text
        page, place = found.groups()
        return f'<a href="{page and f"{page}.html"}{f"#{slug(place)}" if place else ""}">{text}</a>'

    def table(self, text: str) -> str:
        inner = _EMPTY_HEAD.sub("", text).replace("<th></th>", "<td></td>")
        box = '<div class="ex-table" tabindex="0" role="group" aria-label="Table"><table>'
        return f"{box}{inner}</table></div>"

    def task_list_item(self, text: str, checked: bool = False) -> str:
        box = f'<input type="checkbox" aria-label="Done"{" checked" if checked else ""}> '
        begun = "<p>" if text.startswith("<p>") else ""
        return f"<li>{begun}{box}{text.removeprefix(begun)}</li>\n"
