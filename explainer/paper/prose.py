"""The text of a lesson for paper: marks in it say what is only for the screen, or for paper.

A whole cell that is only for the screen has the tag ``screen-only``. Within a cell, words for the
screen stand in ``<span class="screen-only">…</span>``, and words that replace them on paper in a
comment, ``<!--paper …-->``, which no page shows.
"""

import re

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from explainer.page.cards import Html

#: Tag of a cell that is only for the screen.
SCREEN_ONLY = "screen-only"

_SCREEN = re.compile(r'<span class="screen-only">.*?</span>', re.DOTALL)
_PAPER = re.compile(r"<!--paper (.*?)-->", re.DOTALL)


def for_paper(source: str) -> str:
    r"""Return Markdown without what is for the screen, with what is for paper.

    Examples
    --------
    >>> for_paper('- <span class="screen-only">Drag to move.</span>\n- Read the title.')
    '- Read the title.'
    >>> for_paper('Now <span class="screen-only">click</span><!--paper mark--> one city.')
    'Now mark one city.'
    """
    kept = _PAPER.sub(r"\1", _SCREEN.sub("", source))
    return kept if kept == source else re.sub(r"^[-*] *$\n?", "", kept, flags=re.MULTILINE)


class _Renderer(IPythonRenderer):
    """Markdown as HTML; of a link, which leads nowhere on paper, the words stay."""

    def link(self, text: str, url: str, title: str | None = None) -> str:
        return text


def html(source: str) -> Html:
    """Return Markdown as HTML for paper."""
    renderer = _Renderer(escape=False, exclude_anchor_links=True)
    return Html(MarkdownWithMath(renderer=renderer).render(for_paper(source)))
