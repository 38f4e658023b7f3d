"""One text, or the names of one, as what is decided together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest
from typing import Any

from explainer.errors import QueryError
from explainer.places import options
from explainer.places.context import Named, decide
from explainer.places.searching import Searching
from explainer.places.sentences import sentence_at
from explainer.places.spelling import key
from explainer.places.spotting import Spot, spots

#: What stands between a name and the area the text puts it in: ", ", ", a town in ".
_IN = re.compile(
    r",\s+|(?:,?\s[^.!?;:]{0,50})?\b(?:in|of)(?:\sthe)?(?:\s[a-z-]+)?\s", re.IGNORECASE
)
_AREAS = {"country", "region", "county", "disputed region", "macro-region"}
#: Names of one sentence that are looked at together: what is longer is a list.
_BESIDE = 20


@dataclass
class Mention:
    """A name where it stands; equal names share what they are decided to be."""

    words: str
    named: Named
    start: int | None = None


class Document:
    """The names of one text, or names that are given, decided; `found` are its spots, if known.

    `asked` has for names one each, None for what is no place; for a text its places.
    """

    def __init__(
        self, file: Searching, given: str | Sequence[str], found: Sequence[Spot] | None = None
    ) -> None:
        self._file = file
        self._distinct: dict[str, Named] = {}
        self.asked: list[Mention | None]
        if isinstance(given, str):
            self.asked = [*self._in_text(options.text(given), found)]
        else:
            names = options.listed(
                given, f"give a text or a list of names, not {type(given).__name__}"
            )
            names = [None if options.is_missing(name) else options.name(name) for name in names]
            self.asked = [None if name is None else self._mention(name) for name in names]
        self.names = [name for name in self.asked if name]
        #: Each name once, where it stands first.
        self.distinct = [*{id(name.named): name for name in reversed(self.names)}.values()][::-1]
        decide([name.named for name in self.distinct], self._file.around)

    def _mention(self, name: str) -> Mention | None:
        same = key(name)
        if same not in self._distinct:
            self._distinct[same] = Named(self._file.search(name, set()))
        return Mention(name, self._distinct[same]) if self._distinct[same].rows else None

    @staticmethod
    def _spots(given: Any) -> list[Spot]:
        wrong = "spots must be what Gazetteer.spots() returns for the same text"
        found = [] if given is None else options.listed(given, wrong)
        if not all(isinstance(spot, Spot) for spot in found):
            raise QueryError(wrong)
        return found

    def _in_text(self, text: str, known: Sequence[Spot] | None) -> list[Mention]:
        given = self._spots(known) or spots(text, self._file)
        found = [spot for spot in given if spot.likely]
        mentions = []
        for spot, after in zip_longest(found, found[1:]):
            mention = self._mention(spot.ask)
            if mention is None and after:  # a word that is a place only there
                mention = self._mention(f"{spot.ask}, {after.ask}")
            if mention is None:
                continue
            mention.words, mention.start = spot.name, spot.start
            mentions.append(mention)
            if after and _IN.fullmatch(text, spot.end, after.start):  # the text puts it there
                mention.named.said_in |= {row["id"] for row in after.rows if row["kind"] in _AREAS}
        _acquaint(text, mentions)
        return mentions


def _acquaint(text: str, mentions: Sequence[Mention]) -> None:
    """Tell each name which others stand in a sentence with it."""
    for _, group in groupby(mentions, key=lambda it: sentence_at(text, it.start or 0)):
        beside = [mention.named for mention in group][:_BESIDE]
        for name in beside:
            name.beside += [other for other in beside if other is not name]
