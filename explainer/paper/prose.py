"""The text of a lesson outside the notebook: marks in it say what is for paper, what for a site.

A whole cell that is left out on paper has the tag ``screen-only``; one that only makes sense where
code is run, and is left out of a site as well, ``notebook-only``; one with controls, which need
Python or the web edition and are left out of exported slides, ``explorer``. Within a cell such
words stand in ``<span class="screen-only">…</span>`` or ``<span class="notebook-only">…</span>``,
and words that replace them in a comment that no notebook shows: ``<!--paper …-->``,
``<!--site …-->``, or for both ``<!--paper+site …-->``.
"""

import re

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from explainer.page.cards import Html

#: Medium -> tags of cells, and classes of words, that are left out there.
LEFT_OUT = {
    "paper": frozenset({"screen-only", "notebook-only"}),
    "site": frozenset({"notebook-only"}),
    "slides": frozenset({"notebook-only", "explorer"}),
}
_MARKED = re.compile(r'<span class="(screen-only|notebook-only)">(.*?)</span>', re.DOTALL)
_INSTEAD = re.compile(r"<!--([a-z+]+) (.*?)-->", re.DOTALL)


def said(source: str, medium: str) -> str:
    r"""Return Markdown with the words for a medium.

    Parameters
    ----------
    source : str
        Text of a cell.
    medium : {"paper", "site", "slides"}
        On slides that nothing runs stands what is said on paper and on a site alike.

    Examples
    --------
    >>> text = '- <span class="screen-only">Drag to move.</span>\n- Read the title.'
    >>> said(text, "paper")
    '- Read the title.'
    >>> said(text, "site").splitlines()[0]
    '- Drag to move.'
    >>> run = 'Now <span class="notebook-only">run it</span><!--paper+site look--> again.'
    >>> said(run, "paper"), said(run, "site")
    ('Now look again.', 'Now look again.')
    >>> said(run, "slides")
    'Now look again.'
    """
    kept = _MARKED.sub(lambda found: found[2] * (found[1] not in LEFT_OUT[medium]), source)
    said_for = {"slides": "paper+site"}.get(medium, medium)
    kept = _INSTEAD.sub(
        lambda found: found[2] * (said_for in (found[1], *found[1].split("+"))), kept
    )
    return kept if kept == source else re.sub(r"^[-*] *$\n?", "", kept, flags=re.MULTILINE)


class _Renderer(IPythonRenderer):
    """Markdown as HTML; of a link, which leads nowhere on paper, the words stay."""

    def link(self, text: str, url: str, title: str | None = None) -> str:
        return text


def html(source: str) -> Html:
    """Return Markdown as HTML for paper."""
    renderer = _Renderer(escape=False, exclude_anchor_links=True)
    return Html(MarkdownWithMath(renderer=renderer).render(said(source, "paper")))
