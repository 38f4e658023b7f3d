"""What a critical reader notices in the article."""

from typing import Literal

from explainer.records.base import Ids, Record, Text


class Observation(Record):
    """Something to notice in the article: a question to look with, and what one finds.

    ``layer`` is the part of the article in which it shows, ``move`` what a reader does to see it.
    """

    layer: Literal["headline", "summary", "caption", "body", "whole"]
    mentions: Ids = ()
    move: Literal[
        "compare layers",
        "strength of claim",
        "trace the words",
        "translation",
        "numbers",
        "missing source",
        "verbs",
        "loaded words",
        "categories",
        "speech or thought",
        "who exactly",
        "expertise",
        "one side's summary",
        "missing reply",
        "names",
        "pictures",
        "small facts",
        "missing voices",
    ]
    ask: Text
    notice: Text
