"""Write `notebooks/how-we-know.md` from the records of the story.

Run ``python tools/build_proof.py`` after changing what was checked, a source or a correction.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import explainer as ex
from explainer.page.blocks import Fragment, Table, walk, words
from explainer.story import Story

TARGET = Path(__file__).parent.parent / "notebooks" / "how-we-know.md"
INTRO = (
    "What stands in these lessons was written by people, from sources, and people make mistakes. "
    "This page shows what was checked, when and how, and every mistake that was found. It is made "
    "from the same records as the lessons. If you find one more, tell us: that is how the list "
    "grows.\n"
)


def page(story: Story) -> str:
    """Return the page as Markdown: a heading, a sentence and a table for each part."""
    return "\n".join(["# How we know\n", INTRO, *_parts(story)])


def _parts(story: Story) -> Iterator[str]:
    for block in walk(ex.tables.how_we_know(story)):
        if isinstance(block, Fragment) and "title" in block.values:
            yield f"## {block.values['title']}\n\n{block.values['text']}\n"
        elif isinstance(block, Table):
            yield "\n".join([f"**{words(block.caption)}**\n", *_rows(block)]) + "\n"


def _rows(table: Table) -> Iterator[str]:
    yield _row(table.head)
    yield "|---" * len(table.head) + "|"
    yield from map(_row, table.rows)


def _row(cells: tuple[Any, ...]) -> str:
    return f"| {' | '.join(words(cell).replace('|', '/') for cell in cells)} |"


if __name__ == "__main__":
    TARGET.write_text(page(ex.load()), encoding="utf-8")
