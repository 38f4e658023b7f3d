"""Write `notebooks/glossary.md` from the glossary of the story.

Run ``python tools/build_glossary.py`` after changing ``glossary.toml``.
"""

from pathlib import Path

import explainer as ex
from explainer.story import Story
from explainer.story.records import GlossaryTerm

TARGET = Path(__file__).parent.parent / "notebooks" / "glossary.md"


def page(story: Story) -> str:
    """Return the glossary as Markdown: terms in alphabetical order, each with its anchor."""
    terms = sorted(story.glossary, key=lambda term: term.term.casefold())
    intro = (
        "# Glossary\n\n"
        "Words that these lessons use, in plain English. Every lesson links a word here when it "
        "uses it for the first time.\n"
    )
    return "\n".join([intro, *(entry(story, term) for term in terms)])


def entry(story: Story, term: GlossaryTerm) -> str:
    """Return one term: its other names, its meaning, where to look on."""
    by_id = {item.id: item for item in story.glossary}
    also = f" (also: {', '.join(term.also)})" if term.also else ""
    see = ", ".join(f"[{by_id[id].term}](#{anchor(by_id[id])})" for id in term.see)
    look_on = f"\n\nSee also: {see}" if see else ""
    return f"## {term.term}\n\n{term.text}{also}{look_on}\n"


def anchor(term: GlossaryTerm) -> str:
    """Return the anchor JupyterLab gives to the heading of a term."""
    return term.term.replace(" ", "-")


if __name__ == "__main__":
    TARGET.write_text(page(ex.load()), encoding="utf-8")
