"""What a page asks of Python that runs in the reader's browser: plain data in, plain data out."""

import json
from functools import cache
from typing import Any

from explainer import recognition
from explainer.page import answered
from explainer.places.gazetteer import Gazetteer
from explainer.recognition import aligning, own


def answer(asked: str) -> str:
    """Return the answer to a question of a page, both as JSON.

    It has a ``kind``, and what the function of that name takes: :func:`search`, :func:`text`,
    :func:`copy`.

    >>> json.loads(answer('{"kind": "search", "query": "Rigga"}'))["said"]
    'No place has exactly this name. The nearest name is Riga, Latvia. ...'
    """
    given = json.loads(asked)
    found = {"search": search, "text": text, "copy": copy}[given.pop("kind")](**given)
    return json.dumps(found, ensure_ascii=False)


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer()


def search(query: str) -> dict[str, Any]:
    """Return what is said of a place name, and its candidates as rows of a table and a map."""
    found = answered.asked(_gazetteer(), query)
    return {
        "said": answered.said(found, query, _gazetteer()),
        "caption": answered.caption(query),
        "title": answered.candidates(query, len(found)),
        "rows": [answered.row(place) for place in found],
    }


def text(text: str, missed: str) -> dict[str, Any]:
    """Return what is found in a text of the reader's own, and the names that were `missed` in it.

    An empty text stands for our invented example; missed names stand one on each line.
    """
    shown = recognition.beginning(text) or recognition.EXAMPLE
    names = [*own.found(shown, _gazetteer()), *own.added(missed, _gazetteer())]
    return {
        "said": own.said(text),
        "names": [
            {
                "words": name.words,
                "about": str(name.about),
                "options": name.options,
                "rows": [answered.row(place) for place in name.places],
            }
            for name in names
        ],
        "titles": [answered.confirmed(count) for count in range(len(names) + 1)],
        "tables": [str(table) for table in own.tables(shown)],
    }


def copy(text: str, known: dict[str, list[str]]) -> dict[str, Any]:
    """Return what a copy of the article has of each paragraph (see `aligning.align`)."""
    parts = aligning.align(text, known)
    own = {tag: " ".join(part.text for part in parts if tag in part.tags) for tag in known}
    return {"said": aligning.told(parts, len(known)), "own": own, "empty": not parts}
