"""Several names of one text, decided together: each is helped by where the others are.

No model and no network: a handful of weights, the same answer every time. A name starts with what
is known of it alone (a country before a capital before a larger town); names in the same country,
in the same region, nearby, or an area that the text puts it in speak for one of its places.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from explainer.places.ranking import ALTERNATE, Found, Row

#: Places of one name that are looked at.
MOST = 60
#: What counts how much, in powers of ten: 1 outweighs ten times as many people.
COUNTRY, REGION, NEAR, KIND, AREA, SAID, FIT = 1.6, 2.0, 1.2, 0.5, 1.0, 5.0, 2.0
BESIDE = 1.2
#: How quickly a lead in points becomes certainty.
_SHARPNESS = 1.6
_ROUNDS = 3
#: From this belief on a name counts as decided.
_SETTLED = 0.5
_WIDE = {"country", "continent", "macro-region", "demonym", "former state"}
_AREAS = {"country", "region", "county", "macro-region", "continent", "disputed region"}


@dataclass
class Named:
    """One name of a text, and what it may be.

    ``said_in`` are the ids of areas in which the text itself puts it, ``beside`` the other names
    of the sentences it stands in.
    """

    found: Found
    said_in: set[int] = field(default_factory=set)
    beside: list["Named"] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)
    beliefs: list[float] = field(default_factory=list)
    reasons: list[dict[str, float]] = field(default_factory=list)
    base: list[float] = field(default_factory=list)

    @property
    def rows(self) -> list[Row]:
        """The places it may be."""
        return self.found.rows

    @property
    def best(self) -> int:
        """Which of them it is."""
        return max(range(len(self.rows)), key=lambda at: (self.scores[at], -at))


def prior(row: Row) -> float:
    """Return how likely a place is meant when its name stands alone, in powers of ten."""
    value = math.log10(max(row["importance"], 1) + 1)
    if row["grade"] == ALTERNATE:
        return value - 2
    value += {1: 0, 2: 1.3, 3: 2}[row["tier"]]
    return value + (0.8 if row["kind"] == "demonym" else 0)


def decide(names: Sequence[Named], covered: Callable[[Row], set[int]]) -> None:
    """Set scores and beliefs of the names of a text, each helped by the others.

    A name means the same wherever it stands. `covered` gives the areas in which a row lies.
    """
    for name in names:
        name.found.rows = name.found.rows[:MOST]
        name.scores = name.base = [prior(row) for row in name.rows]
        name.beliefs = _beliefs(name.scores)
    for _ in range(_ROUNDS):
        evidence = _Evidence(names)
        for name in names:
            name.reasons = evidence.of(name)
            for row, parts in zip(name.rows, name.reasons, strict=True):
                if name.said_in and not name.said_in.isdisjoint(covered(row)):
                    parts["said"] = SAID
            name.scores = [
                first + sum(parts.values())
                for first, parts in zip(name.base, name.reasons, strict=True)
            ]
        for name in names:
            name.beliefs = _beliefs(name.scores)


def _beliefs(scores: Sequence[float]) -> list[float]:
    top = max(scores, default=0)
    weights = [10 ** (_SHARPNESS * (score - top)) for score in scores]
    total = sum(weights)
    return [weight / total for weight in weights]


def _believed(names: Iterable[Named]) -> Counter[Any]:
    """Return where names are believed to be: by country, region, area, kind of area and square.

    Under "fits" stands how many names could lie in a square or beside it, however unlikely.
    """
    sums: Counter[Any] = Counter()
    for name in names:
        for row, belief in zip(name.rows, name.beliefs, strict=True):
            sums["country", row["country"]] += belief
            sums["region", row["region"]] += belief
            if row["kind"] in _AREAS:
                sums["area", row["id"]] += belief
                sums["kind", row["kind"], row["country"]] += belief if belief > _SETTLED else 0
            if row["kind"] not in _WIDE:
                sums[_cell(row)] += belief
        around = {cell for row in name.rows if row["kind"] not in _WIDE for cell in _around(row)}
        sums.update(("fits", cell) for cell in around)
    return sums


class _Evidence:
    """What all names say together; a name never speaks for itself."""

    def __init__(self, names: Sequence[Named]) -> None:
        self._all = _believed(names)
        self._others = max(sum(bool(name.rows) for name in names) - 1, 1)
        self._local = sum(1 for it in names if it.rows and it.rows[it.best]["kind"] not in _WIDE)

    def of(self, name: Named) -> list[dict[str, float]]:
        """Return what the other names say for each place of a name, by reason."""
        own, beside = _believed([name]), _states(name.beside)
        found = [self._for(row, own, beside) for row in name.rows]
        for row, parts in zip(name.rows, found, strict=True):
            # A sea is no country's: no point against it.
            if row["tier"] == 2 and not row["country"]:
                for reason in ("country", "region", "beside"):
                    parts[reason] = max(rival.get(reason, 0) for rival in found)
        return found

    def _for(self, row: Row, own: Counter[Any], beside: dict[str, float]) -> dict[str, float]:
        parts, country, kind, rest = {}, row["country"], row["kind"], partial(self._rest, own)
        if country:
            parts["country"] = COUNTRY * self._share(rest(("country", country)))
            if beside and row["tier"] < 3:
                parts["beside"] = BESIDE * beside.get(country, 0)
        region = row["id"] if kind == "region" else row["region"]
        if region:
            parts["region"] = REGION * self._share(rest(("region", region)))
            if kind != "region":
                parts["area"] = AREA * min(1, rest(("area", region)))
        if kind in _AREAS and country and row["tier"] < 3:
            parts["kind"] = KIND * min(1, rest(("kind", kind, country)) / 2)
        if kind not in _WIDE:
            parts["near"] = NEAR * min(1, rest(*_around(row)) / 2)
            share = (self._all["fits", _cell(row)] - 1) / max(self._local - 1, 1)
            parts["fit"] = FIT * max(0, 2 * share - 1) * min(1, max(0, self._local - 4) / 2)
        return parts

    def _rest(self, own: Counter[Any], *keys: Any) -> float:
        """Return what the other names are believed to be."""
        return max(sum(self._all[key] for key in keys) - sum(own[key] for key in keys), 0)

    def _share(self, many: float) -> float:
        """Return a share of the other names, trusted as far as one name says less than three."""
        return many / self._others * min(1, many / 1.5)


def _states(names: Iterable[Named]) -> dict[str, float]:
    """Return how much one believes that some names are a country, by its code."""
    found: dict[str, float] = {}
    for name in names:
        for row, belief in zip(name.rows, name.beliefs, strict=True):
            if row["tier"] == 3 and row["country"]:
                found[row["country"]] = max(belief, found.get(row["country"], 0))
    return found


def _around(row: Row) -> list[tuple[int, int]]:
    y, x = _cell(row)
    return [(y + dy, (x + dx) % 360) for dy in (-1, 0, 1) for dx in (-1, 0, 1)]


def _cell(row: Row) -> tuple[int, int]:
    return math.floor(row["lat"]), math.floor(row["lon"]) % 360
