"""Banners: what a reader has to know of a lesson or an output before looking at it.

The first of a lesson brings along how the lesson looks on slides.
"""

from typing import Any

from explainer.dates import day_words
from explainer.page.cards import Html, fill, join, screen, stylesheet
from explainer.story import Story

#: What stands on a sealed envelope.
AFTER_THE_DAY = "After the day: open it when you have written your forecast in lesson 07."


def on_the_day(story: Story) -> Html:
    """Return the reminder on which day a lesson stands.

    >>> import explainer as ex
    >>> "stands on 2 December 2021" in on_the_day(ex.load())
    True
    """
    return _first(
        '<div class="ex-banner" role="note"><b>This lesson stands on $day.</b> It shows '
        "what could be known on that day. What came after is kept for lesson 08.</div>",
        day=day_words(story.day),
    )


def after_the_day(story: Story) -> Html:
    """Return the reminder that a lesson looks past the day of the story, and where it ends."""
    return _first(
        '<div class="ex-banner ex-later" role="note"><b>After the day.</b> This lesson '
        "looks past $day. Nobody who is quoted in the article knew what stands here. It ends in "
        "$end: nothing later was checked.</div>",
        day=day_words(story.day),
        end=f"{story.last_day:%B %Y}",
    )


def invented(words: str) -> Html:
    """Return a text with the reminder that nothing of it happened.

    >>> "<p>A &lt; B</p>" in invented("A < B")
    True
    """
    return _first(
        '<div class="ex-banner" role="note"><b>This text is invented.</b> Nothing in it '
        "happened.</div><p>$words</p>",
        words=words,
    )


def sealed(title: str, *contents: Any, banner: str = AFTER_THE_DAY) -> Html:
    """Return a closed envelope: what was not yet known on the day of the story.

    A mouse or a key opens it; on slides and on paper it stays closed. The comments around it let
    a test that looks for later facts leave it out.

    Parameters
    ----------
    title : str
        What is inside, without giving it away.
    *contents : object
        What Jupyter shows as HTML: charts, tables, maps.
    banner : str
        Stands on the envelope: when to open it.

    Examples
    --------
    >>> from explainer.page.cards import text
    >>> str(sealed("Later counts", text("70,000")))[:45]
    '<!--sealed--><details class="ex-sealed"><summ'
    """
    envelope = fill(
        '<!--sealed--><details class="ex-sealed"><summary>$title <span>$banner</span></summary>'
        "$contents</details><!--/sealed-->",
        title=title,
        banner=banner,
        contents=join(Html(item._repr_html_()) for item in contents),
    )
    return screen(envelope)


def _first(template: str, **values: Any) -> Html:
    return join([stylesheet("slides.css"), fill(template, **values)])
