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

    Parameters
    ----------
    asked : str
        An object with ``kind``: ``search`` (with ``query``), ``text`` (``text``, ``missed``) or
        ``copy`` (``text``, ``known``); :func:`search`, :func:`text` and :func:`copy` say more.

    Examples
    --------
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
    said = answered.said(found, query, _gazetteer())
    return {"said": said, "rows": [answered.row(place) for place in found]}


def text(text: str, missed: str) -> dict[str, Any]:
    """Return what is found in a text of the reader's own.

    Parameters
    ----------
    text : str
        An empty one stands for our invented example.
    missed : str
        Names that the reader adds, one on each line.

    Returns
    -------
    dict
        ``said``; ``names``, each with its ``words``, what is said ``about`` it, the ``options`` and
        the ``rows`` of its places; ``tables`` and the ``text``, as HTML.
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
        "tables": [str(table) for table in own.tables(shown)],
    }


def copy(text: str, known: dict[str, list[str]]) -> dict[str, Any]:
    """Return what a reader's copy of the article has of each paragraph, and how much was found.

    Parameters
    ----------
    text : str
    known : dict of str to list of str
        As of :func:`explainer.recognition.aligning.align`.
    """
    parts = aligning.align(text, known)
    own = {tag: " ".join(part.text for part in parts if tag in part.tags) for tag in known}
    return {"said": aligning.told(parts, len(known)), "own": own, "empty": not parts}
