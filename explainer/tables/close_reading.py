"""Reading the article as a fact checker does: layer by layer, question by question.

>>> {seen.layer for seen in ex.close_reading.find(ex.load(), layer="summary")}
{'summary'}
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from explainer.page import blocks, cards, telling
from explainer.page import words as said
from explainer.page.cards import Html
from explainer.story import Story
from explainer.story.problems import chosen
from explainer.story.records import Observation, Paragraph

#: Words in a line of a wireframe.
_WORDS_A_LINE = 16


def paragraphs(story: Story, *tags: str) -> Html:
    """Return what paragraphs of the article say, in our words, with what they quote.

    Parameters
    ----------
    story : Story
    *tags : str
        For example ``"h"``, ``"p1"``, in the order wanted; none for the whole article.

    Raises
    ------
    UnknownRecord
        If the article has no such paragraph.

    Examples
    --------
    >>> "layer by layer" in paragraphs(story, story.paragraphs[0].id)
    True
    """
    by_tag = {paragraph.id: paragraph for paragraph in story.paragraphs}
    return telling.table(
        story,
        "The article, layer by layer, told in our words",
        [chosen(tag.lower(), by_tag, "paragraph") for tag in tags or by_tag],
        *("Layer", "What it says", "What stands in quotation marks"),
    )


def wireframe(story: Story) -> Html:
    """Return the article as a page of lines without words; a paragraph opens into its questions.

    A paragraph has as many lines as its words need in the article.

    Raises
    ------
    StoryError
        If the story has no paragraphs.

    Examples
    --------
    >>> "question" in wireframe(ex.load())
    True
    """
    told = said.shown(story, story.paragraphs, "paragraph", "story.toml")
    strips = tuple(_strip(story, one) for one in told)
    return cards.piece("wireframe", strips=strips, a_line=_WORDS_A_LINE)


def _strip(story: Story, paragraph: Paragraph) -> Html:
    asked = [item for item in story.observations if paragraph.id in item.mentions]
    # A reader's copy is recognised by runs of four words: one run less three than words.
    count = len((paragraph.runs or "").split()) + 3 if paragraph.runs else 0
    return cards.piece(
        "strip",
        kind_of=paragraph.id[0],
        tag=paragraph.id.upper(),
        layer=telling.layer(paragraph),
        words=count,
        bars=tuple(_bars(count)),
        about=paragraph.about,
        asked=len(asked),
        asks=_asks(story, asked) if asked else "",
    )


def _bars(count: int) -> Iterator[int]:
    """Yield how wide, in per cent, the lines of so many words are."""
    whole, rest = divmod(count, _WORDS_A_LINE)
    yield from [100] * whole
    if rest or not whole:
        yield max(8, 100 * rest // _WORDS_A_LINE)


def _asks(story: Story, items: Iterable[Observation]) -> blocks.Ask:
    notices = (
        blocks.Notice(it.ask, said.tags(it.mentions), it.notice, cards.sources(story, it.sources))
        for it in items
    )
    return blocks.Ask(tuple(notices))


def find(
    story: Story, layer: str | None = None, move: str | None = None
) -> tuple[Observation, ...]:
    """Return what can be noticed in the article, up to the story's clock.

    Parameters
    ----------
    story : Story
    layer : str, optional
        Only what shows in this layer, one of the ``layers`` in the story's ``words.toml``.
    move : str, optional
        Only what this move of a reader shows; :func:`moves` lists them.

    Raises
    ------
    UnknownRecord
        If nothing has this layer or this move.
    StoryError
        If the story has nothing to notice.
    """
    found = said.shown(story, story.observations, "observation", "observations.toml")
    for name, wanted in (("layer", layer), ("move", move)):
        if wanted is not None:
            held: dict[str, list[Observation]] = {}
            for item in found:
                held.setdefault(getattr(item, name), []).append(item)
            found = chosen(wanted, held, name)
    return tuple(found)


def observations(story: Story, layer: str | None = None, move: str | None = None) -> Html:
    """Return questions to put to the article; what one finds is folded away under each.

    What is chosen, and what is raised, as in :func:`find`.
    """
    return blocks.html(_asks(story, find(story, layer, move)))


def moves(story: Story) -> Html:
    """Return the moves of a critical reader, and how much each of them shows in the article."""
    counted = Counter(item.move for item in find(story))
    rows = (
        [move, times, ", ".join(dict.fromkeys(item.layer for item in find(story, move=move)))]
        for move, times in counted.most_common()
    )
    return cards.table(
        "What a critical reader does", ["Move", "Questions", "In which layers"], rows
    )


def versions(story: Story, statement: str) -> Html:
    """Return the words of a quotation as the article and as others have them, and what that shows.

    Raises
    ------
    UnknownRecord
        If there is no such quotation, or not by this day, or nobody else's words for it are
        recorded.

    Examples
    --------
    >>> "This article" in versions(ex.load(), "q6")
    True
    """
    story.statement(statement)  # says which there are, and which come later
    compared = {item.id: item for item in story.statements if item.variants}
    record = chosen(statement, compared, "quotation with other versions")
    article = ["This article", said.quoted(*record.words), cards.cited(story, [story.article])]
    others = (
        [variant.by, said.quoted(variant.words), cards.cited(story, variant.sources)]
        for variant in record.variants
    )
    who = story.actor(record.speaker).name
    caption = f"{who}, {record.date}: the same words, as several publishers give them"
    return cards.fill(
        "$table<p>$check</p>",
        table=cards.table(caption, ["Version", "Words", "Source"], [article, *others]),
        check=record.check or "",
    )
