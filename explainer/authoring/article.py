"""The text of an article: reading it, or saying why it is none; its headline and paragraphs."""

import re
from pathlib import Path

from explainer import reading
from explainer.errors import ExplainerError, StoryError, Unreadable
from explainer.page import cards
from explainer.page.cards import Html
from explainer.places.sentences import MOST_LETTERS, MOST_WORDS, english, words
from explainer.story import named, names

#: The file of a story with an article that is its own.
OWN = "article.txt"
#: More bytes than any article has.
_MOST_BYTES = 500_000
#: The least share of words of an English text that are "the", "of", "in" and their like.
_ENGLISH = 0.2
#: A first line of fewer words that ends like no sentence is the headline.
_HEADLINE = 25
_PDF = ("is a PDF, not plain text", "Open it, select the article, copy it")
_PARAGRAPH = re.compile(r"\n\s*\n")
_TAG = re.compile(r"<(?:!doctype|html|head|body|div|p|script)\b", re.IGNORECASE)


def given(file: str | Path) -> str:
    """Return the text of a file, or of the story of the package that brings its article along.

    ExplainerError, if it is no file, too long for an article, or not plain text in UTF-8.
    """
    if not str(file).strip():
        raise ExplainerError(
            "No file is named after --text. Name one, for example --text article.txt, or leave "
            "--text out. Nothing was written."
        )
    if str(file) in names() and not Path(file).exists():
        return _brought(str(file)) or " "
    try:
        data = reading.content(Path(file))
        if data is None:
            raise Unreadable("is not there", "Check its name")
        if data.startswith(b"%PDF"):
            raise Unreadable(*_PDF)
        if len(data) > _MOST_BYTES:
            raise Unreadable(f"is longer than {_MOST_BYTES // 1000} kB", "Take one article only")
        return reading.text(data) or " "
    except Unreadable as error:
        raise _refused(error.wrong, error.todo) from error


def own_article(name: str) -> Html:
    """Return the article of a story that brings its text along, paragraph by paragraph.

    StoryError, if the article is not its own, and so not here.

    >>> "NEWPORT" in own_article("carvonia-2019").upper()
    True
    """
    told, whose = _brought(name), named(name)
    if not told:
        raise StoryError(
            f"The article of {whose.id} belongs to its publisher: its text is not here"
        )
    parts = [told[start:end].strip() for _, start, end in paragraphs(told)]
    ids = [item.id.upper() for item in whose.paragraphs]
    if len(ids) != len(parts):
        raise StoryError(
            f"{OWN} has {len(parts)} paragraphs, its title among them; story.toml tells of "
            f"{len(ids)}. Write one [[paragraph]] for each"
        )
    rows = zip(ids[1:], parts[1:], strict=True)
    return cards.piece("ownarticle", title=parts[0], paragraphs=tuple(rows))


def _brought(name: str) -> str:
    """Return the text of an article that a story brings along, or an empty one."""
    try:
        return reading.text(reading.content(named(name).folder / OWN) or b"")
    except Unreadable as error:
        raise StoryError(f"{OWN} {error}") from error


def article(text: str, lang: str = "en") -> str:
    """Return the text of an article, or say in an ExplainerError why it is none.

    It may be a PDF, a web page, empty, too long, or not in the language named.
    """
    if text.lstrip().startswith("%PDF"):
        raise _refused(*_PDF)
    if "\0" in text:
        raise _refused("is not plain text", "Save it as plain text (UTF-8)")
    if len(_TAG.findall(text[:5000])) > 1:
        raise _refused("is a web page with its code", "Open it in a browser, copy the words")
    found = [word[0].lower() for word in words(text)]
    if not found:
        raise _refused("holds no words", "Copy the article into it")
    if len(found) > MOST_WORDS or len(text) > MOST_LETTERS:
        most = f"{MOST_WORDS:,} words or {MOST_LETTERS:,} letters"
        raise _refused(f"has {len(found):,} words; {most} are the most", "Take one article only")
    small = sum(word in english()["function_words"] for word in found)
    if lang == "en" and len(found) >= 40 and small < _ENGLISH * len(found):
        raise _refused("does not look like English", "Name its language: --lang de, for example")
    return reading.letters(text).replace("\r\n", "\n").strip() + "\n"


def _refused(wrong: str, todo: str) -> ExplainerError:
    return ExplainerError(f"The text {wrong}. {todo}, then try again. Nothing was written.")


def paragraphs(text: str) -> list[tuple[str, int, int]]:
    r"""Return id, begin and end of each paragraph: parted by empty lines, or else by lines.

    >>> paragraphs("One.\n\nTwo.")
    [('p1', 0, 4), ('p2', 6, 10)]
    """
    cut = _PARAGRAPH if _PARAGRAPH.search(text.strip()) else re.compile(r"\n")
    begins = [0, *(gap.end() for gap in cut.finditer(text))]
    ends = [*(gap.start() for gap in cut.finditer(text)), len(text)]
    kept = [(a, b) for a, b in zip(begins, ends, strict=True) if text[a:b].strip()]
    first = 0 if headline(text) else 1
    numbered = enumerate(kept, start=first)
    return [(f"p{number}" if number else "h", start, end) for number, (start, end) in numbered]


def headline(text: str) -> str:
    r"""Return the first line of an article, if it is a headline: short, and no sentence.

    >>> headline("A bridge is closed\n\nThe town closed it."), headline("The town closed it.")
    ('A bridge is closed', '')
    """
    first = text.strip().partition("\n")[0].strip()
    return first if len(first.split()) < _HEADLINE and not first.endswith((".", "!", ",")) else ""
