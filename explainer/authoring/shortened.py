"""Words of an article cut to what a record may repeat of them."""

import re
from typing import Any

from explainer.places.sentences import english
from explainer.recognition import Saying
from explainer.story.checks.quoting import MOST_WORDS, count

#: A run of words that somebody who tells in own words does not share with the article.
SHARED = 9
_QUOTES = re.compile(r"[“”„«»\"]")


def unmarked(words: str) -> str:
    """Return words without their quotation marks.

    >>> unmarked("“No,”")
    'No'
    """
    return _QUOTES.sub("", words).strip(" ,.")


def told(saying: Saying) -> str:
    """Return what is said without who says it; the whole sentence where too little is left."""
    said = saying.paraphrase.removesuffix(saying.who).strip(" ,")
    said = re.sub(r"^(?:on \w+ )?that ", "", said)
    return said if len(said.split()) > 2 else saying.verb.find.sentence


def kept_words(quoted: list[str]) -> dict[str, Any]:
    """Return the words of a quotation, cut to what a record may repeat."""
    spoken = count(quoted)
    if spoken <= MOST_WORDS:
        return {"words": quoted}
    said = " … ".join(quoted).split()
    return {"words": [" ".join([*said[: MOST_WORDS - 1], "…"])], "spoken": spoken}


def briefly(text: str) -> str:
    """Return so few of a text's first words that nobody's sentence is taken over.

    >>> briefly("The ferry from Riga does not go because the river is low")
    'The ferry from Riga does not go …'
    """
    words = text.split()
    if len(words) < SHARED:
        return text
    kept = words[: SHARED - 1]
    while len(kept) > 1 and kept[-1].lower() in english()["function_words"] | {"because"}:
        kept.pop()
    return " ".join([*kept, "…"])
