"""What a query may mean: read, narrowed to an area, reworded, or guessed from a typing mistake."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from explainer.places.placefile import NO_NAMES, PlaceFile, apart_km
from explainer.places.ranking import CODE, MISSPELLED, OWN, Found, Row, bare, rank, ranked
from explainer.places.sentences import english
from explainer.places.spelling import closest, key, readings, score, tolerance

#: People up to which a place's name, if it is a word of another kind, rather means that.
_SMALL = 10_000
#: Letters up to which a key may be that of a short form: "N.Mex.".
_LONGEST_SHORT = 6
_PRINTED_SHORT = {"country", "region", "city"}


class Searching(PlaceFile):
    """The gazetteer's file, searched by what somebody types."""

    def geocode(self, query: str, countries: set[str]) -> Found:
        """Return the places that somebody may mean who types a name and nothing else, best first.

        None for a plain word or a first name that only small places bear.
        """
        found = self.search(query, countries)
        if found.rows and not (found.within or found.part or countries):
            found.no_place = self._other_word(query, found)
            found.rows = [] if found.no_place else found.rows
        return found

    def _other_word(self, query: str, found: Found) -> str:
        """Say what else a word is, if that is likelier than any of its places."""
        name, best = key(query), found.rows[0]
        if not (found.guess or all(map(_little, found.rows))):
            return ""
        first = name in self.words("frequent") or name in english()["given_names"]
        if not first and name not in self.words("common"):
            return ""
        text = f"“{query}” is {'a first name' if first else 'an English word'} first of all."
        country = self.countries.get(best["country"])
        if found.guess or not country:
            return text
        return f"{text} For a place add where it is, as in “{best['name']}, {country['name']}”."

    def search(self, query: str, countries: set[str]) -> Found:
        """Return the places a name may mean, best first, as it was typed.

        In one of the countries, by their ISO codes, a place must lie, or be claimed for it.
        """
        found = Found()
        for name, within in readings(query):
            self._read(found, query, name, within, countries)
            if found.rows or found.no_place:
                return found
        if found.elsewhere:
            return found
        return self._reworded(query, countries) or self._guess(query, countries)

    def _read(
        self, found: Found, query: str, name: str, within: Sequence[str], countries: set[str]
    ) -> None:
        """Look up one reading of a query."""
        commas = "," in query
        rows = self._named(query, name)
        notes = (row["note"] for row in rows if row["kind"] == "metonym" and not within)
        found.no_place = next(notes, "")
        if found.no_place:
            return
        found.rows, found.within = self._narrowed(rows, within, countries, commas)
        if found.rows:
            found.guess = found.rows[0]["grade"] == MISSPELLED
            if found.guess:
                found.score = score(name, key(found.rows[0]["name"]), 1)
        elif rows and (commas or countries):
            found.elsewhere = max(rows, key=rank)["name"]

    def _named(self, query: str, name: str) -> list[Row]:
        """Return what bears a name; no town is written "the cat"."""
        plain_noun = query.startswith("the ") and query.islower()
        barred = {"city", "town"} if plain_noun else set()
        known = self.rows(name)
        rows = self._postal(query, known) or [row for row in known if row["grade"] != CODE]
        rows = [row for row in rows if row["kind"] not in barred]
        return self._in_print(query, name, rows)

    def _in_print(self, query: str, name: str, rows: list[Row]) -> list[Row]:
        """Return the rows without short forms that a query is not: "La." is no "LA", nor "man".

        Where a short form is meant nothing else is, and an English word without a dot is none.
        """
        short = {row["id"]: self.spelled(row) for row in rows if self._short(row, name)}
        if "." in query:
            return [row for row in rows if short.get(row["id"]) == query] or rows
        word = name in self.words("frequent") or name in self.words("common")
        return [row for row in rows if row["id"] not in short] if word else rows

    def _short(self, row: Row, name: str) -> bool:
        """Say whether a key is a short form of a place's name, with a dot in print."""
        if len(name) > _LONGEST_SHORT or not row["spelling"]:
            return False
        return row["kind"] in _PRINTED_SHORT and self.spelled(row).endswith(".")

    def _postal(self, query: str, rows: list[Row]) -> list[Row]:
        """Return the regions that two or three capitals are the postal code of: "TX", not "Tx"."""
        if not (query.isupper() and len(query) <= 3):
            return []
        if any(row["kind"] == "metonym" or self.spelled(row) == query for row in rows):
            return []
        return [row for row in rows if row["grade"] == CODE and row["kind"] == "region"]

    def _reworded(self, query: str, countries: set[str]) -> Found | None:
        """Return what a query finds without a word that only says what kind of place it is."""
        for other in rewordings(query):
            rows = [row for row in self.rows(key(other.name)) if row["grade"] not in NO_NAMES]
            if other.kinds:
                rows = [row for row in rows if row["kind"] in other.kinds]
            kept, _ = self._narrowed(rows, [], countries, commas=False)
            if kept:
                return Found(kept, part=other.part)
        return None

    def _guess(self, query: str, countries: set[str]) -> Found:
        for name, within in readings(query):
            if within and "," not in query:
                break  # without a comma too many readings are mere chance
            near = self._closest(name)
            rows = {row["id"]: row for match in near for row in self.rows(match)}
            kept, inside = self._narrowed(rows.values(), within, countries, commas=True)
            if kept:
                return Found(kept, max(near.values()), guess=True, within=inside)
        return Found()

    def _closest(self, name: str) -> dict[str, int]:
        """Return the keys nearest to one typed wrongly, all equally near, with their score."""
        found: dict[str, int] = {}
        for well_known in (True, False):
            most = tolerance(name, well_known)
            if most:
                lengths = range(len(name) - most, len(name) + most + 1)
                for match, wrong in closest(name, self._keys(lengths, well_known), most):
                    found[match] = score(name, match, wrong)
        best = max(found.values(), default=0)
        return {match: value for match, value in found.items() if value == best}

    def _keys(self, lengths: Iterable[int], well_known: bool) -> list[str]:
        keys = []
        for length in lengths:
            row = self._db.execute(
                "SELECT keys FROM guess WHERE length = ? AND well_known = ?", (length, well_known)
            ).fetchone()
            keys += row["keys"].split("\n") if row else []
        return keys

    def _narrowed(
        self, rows: Iterable[Row], within: Sequence[str], countries: set[str], commas: bool
    ) -> tuple[list[Row], str]:
        """Return the rows in all the named areas and one of the countries, and the areas' names."""
        kept = ranked(row for row in rows if row["lat"] is not None)
        names = []
        for part in within:
            areas = self._areas(part, commas) if kept else []
            held = [(row, area) for row in kept if (area := self._holder(row, areas))]
            kept = [row for row, _ in held]
            names += [area["name"] for _, area in held[:1]]
        if countries:
            kept = [row for row in kept if countries & self.claims(row)]
        return kept, ", ".join(names)

    def _areas(self, name: str, commas: bool) -> list[Row]:
        """Return what a name may mean that narrows another, likeliest first.

        Only after a comma it may be a city or typed wrongly.
        """
        rows = self.rows(name)
        if not rows and all(len(part) == 1 for part in name.split(" ")):
            rows = self.rows(name.replace(" ", ""))  # "W.A."
        if commas and not rows:
            rows = [row for match in self._closest(name) for row in self.rows(match)]
        if not commas:
            rows = [row for row in rows if row["kind"] not in {"city", "town"}]
        return ranked(rows)

    def _holder(self, row: Row, areas: Iterable[Row]) -> Row | None:
        """Return the first of some areas that a place lies in."""
        return next((area for area in areas if self._inside(row, area)), None)

    def _inside(self, row: Row, area: Row) -> bool:
        if row["id"] == area["id"] or area["lat"] is None:
            return False
        if area["tier"] == 3 and area["country"]:
            return area["country"] in self.claims(row)
        covers = json.loads(area["covers"]) if area["covers"] else []
        if row["region"] in (area["id"], *covers) or row["status"] in covers:
            return True
        if area["kind"] == "county" or area["ref"].startswith(("feature:", "disputed:")):
            return _holds(area, row)
        if area["grade"] != OWN or area["kind"] not in {"city", "town"}:
            return False
        return apart_km(area, row) < area["precision_km"] + 30


def _little(row: Row) -> bool:
    """Say whether a place is so little known that a plain word of its name is rather the word."""
    small = row["tier"] == 1 and row["kind"] == "town" and row["importance"] < _SMALL
    return small or bare(row)


def _holds(area: Row, row: Row) -> bool:
    """Say whether an area of which only a rough size is known holds a place."""
    if area["extent"]:
        south, west, north, east = json.loads(area["extent"])
        inside = (row["lon"] - west) % 360 <= (east - west) % 360
        inside = inside and area["country"] in (None, row["country"])
        return inside and south <= row["lat"] <= north
    if area["kind"] != "county" or row["region"] != area["region"]:
        return False
    return apart_km(area, row) < 1.5 * area["precision_km"]


@dataclass(frozen=True)
class Rewording:
    """A shorter name to look for, the kinds of place that fit, and the part of it that is meant."""

    name: str
    kinds: frozenset[str] | None = None
    part: str = ""


def rewordings(query: str) -> Iterator[Rewording]:
    """Yield shorter names that a query may mean, likeliest first.

    >>> [(item.name, item.part) for item in rewordings("eastern Utopia")]
    [('Utopia', 'eastern')]
    >>> [item.name for item in rewordings("the Utopia region")]
    ['Utopia']
    >>> [item.name for item in rewordings("City of Troy")]
    ['Troy']
    """
    said = query.strip().removeprefix("the ").removeprefix("The ")
    words = said.split()
    if len(words) < 2 or "," in said:
        return
    first, last = words[0].lower(), words[-1].lower()
    meant = english()["meant"]
    if words[1].lower() == "of" and len(words) > 2 and first in meant:
        yield Rewording(" ".join(words[2:]), meant[first])
    if last in meant:
        yield Rewording(" ".join(words[:-1]), meant[last])
    if part_of(first):
        yield Rewording(" ".join(words[1:]), meant["area"] | meant["town"], words[0])
    elif first in english()["directions"]:
        yield Rewording(" ".join(words[1:]), meant["town"])


def part_of(word: str) -> Sequence[float]:
    """Return which part of an area a word means, as shares of its extent; nothing for other words.

    >>> part_of("north-eastern"), part_of("old")
    ([0.5, 0.5, 1, 1], ())
    """
    return english()["parts"].get(word.lower().replace("-", "").removesuffix("ern"), ())
