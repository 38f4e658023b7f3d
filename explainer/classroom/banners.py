"""Banners: what a reader has to know of a lesson or an output before looking at it.

The first of a lesson brings along how the lesson looks on slides. What a story adds in its own
words stands under ``[banners]`` in its ``lessons.toml``: ``on-the-day``, ``after-the-day`` and
``sealed``, with ``{day}`` for the story's day and ``{end}`` for the month in which it ends.
"""

from typing import Any

from explainer.dates import day_words
from explainer.page.cards import Html, fill, join, piece, screen, stylesheet
from explainer.story import Story


def on_the_day(story: Story) -> Html:
    """Return the reminder on which day a lesson stands.

    >>> import explainer as ex
    >>> "It shows what could be known on that day" in on_the_day(ex.load())
    True
    """
    told = f"It shows what could be known on that day. {_said(story, 'on-the-day')}"
    return _banner(f"This lesson stands on {day_words(story.day)}.", told)


def after_the_day(story: Story) -> Html:
    """Return the reminder that a lesson looks past the day of the story, and where it ends."""
    said = f"This lesson looks past {day_words(story.day)}. {_said(story, 'after-the-day')}"
    told = f"{said} It ends in {_end(story)}: nothing later was checked."
    return _banner("After the day.", told, later=True)


def invented(words: str) -> Html:
    """Return a text with the reminder that nothing of it happened.

    >>> "<p>A &lt; B</p>" in invented("A < B")
    True
    """
    banner = _banner("This text is invented.", "Nothing in it happened.")
    return join([banner, fill("<p>$words</p>", words=words)])


def sealed(story: Story, title: str, *contents: Any, banner: str | None = None) -> Html:
    """Return a closed envelope: what was not yet known on the day of the story.

    A mouse or a key opens it; on slides and on paper it stays closed. The comments around it let
    a test that looks for later facts leave it out. `title` says what is inside without giving it
    away, `banner` when to open it (by default what the story says).

    >>> from explainer.page.cards import text
    >>> import explainer as ex
    >>> str(sealed(ex.load(), "Later counts", text("70,000")))[:45]
    '<!--sealed--><details class="ex-sealed"><summ'
    """
    envelope = piece(
        "sealed",
        title=title,
        banner=_said(story, "sealed") or "After the day." if banner is None else banner,
        contents=join(item._block_() for item in contents),
    )
    return screen(envelope)


def _said(story: Story, name: str) -> str:
    """Return what the story adds to a banner; nothing if it adds nothing."""
    if name not in story.lessons.banners:
        return ""
    return story.lessons.banner(name, day=day_words(story.day), end=_end(story))


def _end(story: Story) -> str:
    return f"{story.last_day:%B %Y}"


def _banner(head: str, told: str, *, later: bool = False) -> Html:
    banner = piece("banner", head=head, told=told, later=later)
    return join([stylesheet("slides.css"), banner])
