"""The article beside the tools: a reader's own copy, one paragraph at a time, with its records."""

from collections.abc import Iterator
from pathlib import Path

import ipywidgets

from explainer.classroom.worksheet.journal import FOLDER
from explainer.errors import ExplainerError, StoryError
from explainer.page import cards
from explainer.page.cards import Html
from explainer.recognition import aligning
from explainer.story import Story
from explainer.widgets.shown import Explorer, Shown
from explainer.writing import write_all

#: Where a reader's copy is kept: beside the answers, and like them on this computer only.
FILE = "article.txt"
MISSING = "This paragraph was not found in your copy."
#: Collection -> what its records are called here, and the field that names each.
_TOLD = {
    "statements": ("Statement", "paraphrase"),
    "figures": ("Number", "wording"),
    "places": ("Place", "name"),
    "people": ("Person", "name"),
    "bodies": ("Body", "name"),
    "observations": ("Question to it", "ask"),
}


class Beside(Explorer):
    """The explorer of a reader's copy; the story is what its paragraphs stand beside."""


def beside(story: Story, *, folder: str | Path | None = None) -> Beside:
    """Return a box for the reader's own copy of the article, and its paragraphs with our records.

    The copy is kept in a `folder`, ``my-work`` beside the notebook if left out, and goes nowhere
    else. The controls are ``text`` and ``paragraph``. A story that knows no paragraphs by their
    hashes raises StoryError.
    """
    known = hashed(story)
    if not known:
        raise StoryError(
            "The paragraphs of this story have no hashes, so no copy can be matched to them. Add "
            "runs to each in story.toml: python tools/hash_article.py ARTICLE.txt makes them"
        )
    file = Path(folder or FOLDER) / FILE
    text = ipywidgets.Textarea(
        value=_read(file),
        description="Your copy of the article",
        placeholder="Open the article, select it all, copy it, and paste it here.",
        continuous_update=False,
        layout={"width": "auto", "height": "8em"},
    )
    told = {paragraph.id: paragraph.about for paragraph in story.paragraphs}
    options = [(f"{tag}: {_short(told[tag])}", tag) for tag in known]
    paragraph = ipywidgets.Dropdown(options=options, description="Paragraph")

    def show(text: str, paragraph: str) -> Iterator[Shown]:
        if text.strip() and text != _read(file):
            write_all(file.parent, {FILE: text})
        parts = aligning.align(text, known)
        yield cards.status(aligning.told(parts, len(known)))
        own = " ".join(part.text for part in parts if paragraph in part.tags)
        if own:
            yield cards.fill("<blockquote>$own</blockquote>", own=own)
        elif parts:
            yield cards.status(MISSING)
        yield held(story, paragraph)

    return Beside({"text": text, "paragraph": paragraph}, show, story=story)


def hashed(story: Story) -> dict[str, list[str]]:
    """Return the paragraphs of the article that are known by their hashes: tag -> runs."""
    runs = {paragraph.id: paragraph.runs for paragraph in story.paragraphs}
    return {tag: given.split() for tag, given in runs.items() if given}


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8") if file.is_file() else ""
    except (OSError, ValueError) as error:
        raise ExplainerError(
            f"{file} cannot be read ({error}). Delete it, and paste the article again"
        ) from error


def held(story: Story, tag: str) -> Html:
    """Return what the story has on a paragraph of the article, as a table."""
    about = next(paragraph.about for paragraph in story.paragraphs if paragraph.id == tag)
    rows = [("What it says, in our words", about, "")]
    for collection, (kind, field) in _TOLD.items():
        for record in getattr(story, collection):
            if tag in record.mentions:
                rows.append((kind, getattr(record, field), cards.cited(story, record.sources)))
    caption = f"Paragraph {tag}: what this project has on it"
    return cards.table(caption, ["Kind", "What", "Sources"], rows)
