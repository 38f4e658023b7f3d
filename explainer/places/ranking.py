"""Which of the places of one name a reader most likely means, and why, in words."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field

#: Grades of a spelling: the place's name in some language or a common variant, a known typing
#: mistake, an alternate name in any language, a code that only narrows ("Odessa, TX").
OWN, MISSPELLED, ALTERNATE, CODE = range(4)

Row = sqlite3.Row


@dataclass
class Found:
    """What a query found: the places, best first, and how."""

    rows: list[Row] = field(default_factory=list)
    score: int = 100
    guess: bool = False
    within: str = ""
    no_place: str = ""
    elsewhere: str = ""
    part: str = ""

    def reason(self, at: int) -> str:
        """Say in words why the place at this position stands there."""
        row, others = self.rows[at], len(self.rows) - 1
        inside = f" in {self.within}" if self.within else ""
        if self.guess:
            return "a guess: the name closest to what was typed"
        if not others:
            return f"the only place of this name{inside}"
        if at:
            order = "countries first, then capitals, then the larger"
            return f"number {at + 1} of {others + 1} places of this name{inside}: {order}"
        if row["kind"] in {"country", "continent"}:
            first = f"a {row['kind']}"
        elif tier(row) > 1:
            capital = row["kind"] == "city" and row["country"]
            first = "a capital" if capital else f"a well-known {row['kind']}"
        else:
            first = "the largest" if row["population"] else "the best known"
        rest = f"the {others} other places" if others > 1 else "the other place"
        return f"{first} comes before {rest} of this name{inside}"


def tier(row: Row) -> int:
    """Return 3 for countries, 2 for capitals and what was put first by hand, else 1.

    An alternate name counts for nothing here: a place that bears the very name comes before one
    that is called so in another language.
    """
    return 1 if row["grade"] == ALTERNATE else row["tier"]


def bare(row: Row) -> bool:
    """Say whether it is a county asked for by its name alone: "Fannin" for Fannin County."""
    return row["kind"] == "county" and row["grade"] == ALTERNATE


def ranked(rows: Iterable[Row]) -> list[Row]:
    """Return the places of one name, likeliest first."""
    return sorted(rows, key=rank, reverse=True)


def rank(row: Row) -> tuple[int, float, str]:
    """Return what to sort the places of one name by, likeliest highest."""
    return tier(row), row["importance"] * (0.01 if row["grade"] == ALTERNATE else 1), row["ref"]
