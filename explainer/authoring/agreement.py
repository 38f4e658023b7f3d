"""Two people's decisions about one article: how far they agree, and where they differ."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from explainer.authoring.folder import Folder
from explainer.errors import StoryError
from explainer.page import cards
from explainer.page.cards import Html

#: Letters shown before and after the words of a find.
_AROUND = 30
#: Fields by which two kept records may differ.
_COMPARED = ("name", "country", "lat", "lon", "kind", "speaker", "low", "high", "date")


def compare(first: str | Path, second: str | Path) -> Html:
    """Return how far two people agree about one article, and a table of where they differ.

    Both folders were made by ``explainer new`` of the same text, and each worked on by somebody.

    Raises
    ------
    StoryError
        If the two are not about the same text, or nothing is decided in both.
    """
    one, two = Folder(first), Folder(second)
    if not one.text or one.text != two.text:
        raise StoryError(
            f"{one.path} and {two.path} are not about the same text. Make both with explainer new "
            "and the same file"
        )
    pairs = [*_decided(one, two)]
    if not pairs:
        raise StoryError("Nothing is decided in both folders yet. Decide at the desk, then compare")
    differing = [(find, a, b) for find, a, b in pairs if a != b]
    share = 1 - len(differing) / len(pairs)
    said = f"Decided by both: {len(pairs)}. The same: {len(pairs) - len(differing)} ({share:.0%})."
    rows = [(_where(one.text, find), find["collection"], a, b) for find, a, b in differing]
    head = ["Where", "Kind", one.path.name, two.path.name]
    table = cards.table("Where they differ", head, rows) if rows else ""
    return cards.join([cards.status(said), table])


def _decided(one: Folder, two: Folder) -> Iterator[tuple[dict[str, Any], str, str]]:
    """Yield each find that both have decided about, and what each made of it."""
    theirs = {(find["collection"], find["id"]): find for find in two.finds if find["decision"]}
    for find in one.finds:
        other = theirs.get((find["collection"], find["id"]))
        if other and find["decision"]:
            yield find, _told(one, find), _told(two, other)


def _told(folder: Folder, find: dict[str, Any]) -> str:
    """Return a decision in words: what was kept, or that it was taken out."""
    row = folder.row(find["collection"], find["id"])
    if not row or find["decision"] != "kept":
        return find["decision"]
    return "; ".join(f"{name} {row[name]}" for name in _COMPARED if name in row)


def _where(text: str, find: dict[str, Any]) -> str:
    start, end = max(0, find["start"] - _AROUND), find["end"] + _AROUND
    return f"…{' '.join(text[start:end].split())}…"
