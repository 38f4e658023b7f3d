"""The text of a lesson for paper: without what to press, and without parts about the computer.

What is left out or said in other words stands in ``data/paper.toml``.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from explainer.page.cards import Html

_SENTENCES = re.compile(r"(?<=[.?!])\s+(?=[A-Z*“\"(\[`\d])")
#: "**Do this:**" and the like, in front of what to do.
_CALL = re.compile(r"\*\*[^*]+[:.]\*\*\s+")
_HEADING = re.compile(r"(#+)\s+(.*)")
_POINT = re.compile(r"(\s*(?:[-*]|\d+\.)\s+)(.*)")


@cache
def rules() -> dict[str, Any]:
    """Return what is left out on paper, and what stands there instead."""
    text = (files("explainer") / "data" / "paper.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


class Parts:
    """Follows the headings of a lesson, to know which of its parts are for the screen only."""

    def __init__(self) -> None:
        self._left_out = 0

    def skips(self, source: str) -> bool:
        """Say whether a cell belongs to a part that is left out; `source` may begin another."""
        if found := _HEADING.match(source):
            level = len(found[1])
            if not self._left_out or level <= self._left_out:
                self._left_out = level if found[2].strip() in rules()["sections"] else 0
        return bool(self._left_out)


def for_paper(source: str) -> str:
    r"""Return Markdown without the sentences that only make sense on a screen.

    Examples
    --------
    >>> for_paper("**Do this:** run the next cell. Find one city.")
    '**Do this:** Find one city.'
    >>> for_paper("- Drag to move.\n- Read the title.")
    '- Read the title.'
    """
    kept = (_line(line) for line in instead(source).split("\n"))
    return "\n".join(line for line in kept if line is not None)


def instead(words: str) -> str:
    """Return words of a lesson, or HTML, with what is done with a pencil in place of a mouse."""
    for on_screen, on_paper in rules()["instead"].items():
        words = words.replace(on_screen, on_paper)
    return words


def _line(line: str) -> str | None:
    """Return what is left of a line; None if nothing is."""
    if not line.strip() or line.startswith(("#", "|", ">")):
        return line
    point = _POINT.fullmatch(line)
    start, words = (point[1], point[2]) if point else ("", line)
    call = _CALL.match(words)
    front, rest = (call[0], words[call.end() :]) if call else ("", words)
    said = [part for part in _SENTENCES.split(rest) if not _on_screen(part)]
    return f"{start}{front}{' '.join(said)}" if said else None


def _on_screen(sentence: str) -> bool:
    return any(re.search(rule, sentence, re.IGNORECASE) for rule in rules()["leave"])


def html(source: str) -> Html:
    """Return Markdown as HTML for paper; of a link, which leads nowhere there, the words stay."""
    from nbconvert.filters.markdown import markdown2html

    page = re.sub(r'<a class="anchor-link".*?</a>', "", markdown2html(for_paper(source)))
    return Html(re.sub(r"</?a\b[^>]*>", "", page))
