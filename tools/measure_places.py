"""Measure how often the gazetteer is right, on three files of invented news with real places.

``python tools/measure_places.py`` prints, by style of news: how many names there are; how often the
first answer lies within 161 km (100 miles) if the most populous place is taken, if each name is
looked up alone, and if the names of a text are decided together; how often any of 50 answers does;
and how well the names are found in the text (F). The figures are written into the data card.
``--misses`` lists what went wrong in the texts that rules may be made by. ``--parts`` tells, too,
what each kind of row costs and gains: the file without it, on both files of texts.
"""

import random
import re
import sqlite3
import sys
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from geopy.distance import great_circle

from explainer import recognition
from explainer.places.gazetteer import Gazetteer

TEXTS = Path(__file__).parent.parent / "tests" / "data"
CARD = Path(__file__).parent.parent / "explainer" / "data" / "README.md"
OWN = CARD.parent / "gazetteer.sqlite"
#: What may be left out of the gazetteer: what it is, and which rows those are.
PARTS = {
    "settlements under 15,000 people": "stored.kind IS NULL AND coalesce(population, 0) < 15000",
    "first-level and larger regions": "stored.kind = 'region' AND tier < 3",
    "US counties": "stored.kind = 'county'",
    "seas, rivers, ranges, islands, regions of several countries": (
        "stored.kind IN ('sea', 'strait', 'canal', 'river', 'lake', 'mountains', 'island', "
        "'peninsula', 'desert', 'macro-region', 'site')"
    ),
    "disputed areas, former states": "stored.kind IN ('disputed region', 'former state')",
    "adjectives and names of peoples": "stored.kind = 'demonym'",
    "what is no place": "stored.kind = 'metonym'",
    "names in other languages": "grade = 2",
    "plain words and people's names": "",
}
#: 100 miles, the distance that evaluations of such programs commonly use.
NEAR_KM = 161
_MARKED = re.compile(r"\[\[([^|\]]+)\|(-?[\d.]+),(-?[\d.]+)\]\]")


@dataclass
class Text:
    """A text, and the places marked in it: name, where it stands, latitude, longitude."""

    style: str
    text: str = ""
    gold: list[tuple[str, int, float, float]] = field(default_factory=list)


def read(name: str) -> list[Text]:
    """Return the texts of ``places_design.txt``, ``places_test.txt`` or ``places_fresh.txt``."""
    found: list[Text] = []
    for line in (TEXTS / f"places_{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            found.append(Text(line[3:]))
        elif line and not line.startswith("#"):
            at = 0
            item = found[-1]
            for match in _MARKED.finditer(line):
                item.text += line[at : match.start()]
                item.gold.append((match[1], len(item.text), float(match[2]), float(match[3])))
                item.text += match[1]
                at = match.end()
            item.text += line[at:]
    return found


@dataclass
class Score:
    """Counts for one style."""

    names: int = 0
    populous: int = 0
    alone: int = 0
    together: int = 0
    ceiling: int = 0
    right: int = 0
    found: int = 0

    def row(self) -> list[str]:
        """Return the figures as shares of the names; the last is F."""
        shares = (self.populous, self.alone, self.together, self.ceiling)
        f = 2 * self.right / (self.found + self.names)
        return [str(self.names), *(f"{count / self.names:.2f}" for count in shares), f"{f:.2f}"]


def near(place: object, lat: float, lon: float) -> bool:
    """Say whether a place lies within :data:`NEAR_KM` of a point."""
    return place is not None and great_circle(place.point, (lat, lon)).km <= NEAR_KM


def measure(
    texts: list[Text], misses: bool = False, gazetteer: Gazetteer | None = None
) -> dict[str, Score]:
    """Return the scores by style."""
    gazetteer = gazetteer or Gazetteer()
    scores: dict[str, Score] = {}
    for item in texts:
        score = scores.setdefault(item.style, Score())
        together = gazetteer.resolve([name for name, *_ in item.gold])
        for (name, _, lat, lon), chosen in zip(item.gold, together, strict=True):
            listed = gazetteer.geocode(name, exactly_one=False, limit=50) or []
            many = max(listed, key=lambda place: place.raw["population"] or 0, default=None)
            score.names += 1
            score.populous += near(many, lat, lon)
            score.alone += bool(listed) and near(listed[0], lat, lon)
            score.together += near(chosen, lat, lon)
            score.ceiling += any(near(place, lat, lon) for place in listed)
            if misses and not near(chosen, lat, lon):
                print(f"{item.style}: {name} is {chosen and chosen.address}", file=sys.stderr)
        spans = {(at, at + len(name)) for name, at, *_ in item.gold}
        found = {span for name in recognition.toponyms(item.text, gazetteer) for span in name.spans}
        score.found += len(found)
        score.right += len(found & spans)
        if misses:
            for start, end in sorted(found ^ spans):
                sign = "not found" if (start, end) in spans else "no place"
                said = item.text[max(0, start - 30) : end + 20]
                print(f"{sign}: {item.text[start:end]} — …{said}…", file=sys.stderr)
    return scores


def mistyped(texts: list[Text]) -> Iterator[tuple[str, float, float]]:
    """Yield each name of the texts with one typing mistake, always the same."""
    chance = random.Random(161)
    for name, _, lat, lon in sorted({gold for item in texts for gold in item.gold}):
        at = chance.randrange(1, len(name))
        kind = chance.choice(("drop", "double", "swap", "change"))
        letter = chance.choice("aeinorst")
        yield (
            {
                "drop": name[:at] + name[at + 1 :],
                "double": name[:at] + name[at - 1 :],
                "swap": name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :],
                "change": name[:at] + letter + name[at + 1 :],
            }[kind],
            lat,
            lon,
        )


def guesses(texts: list[Text]) -> tuple[int, int]:
    """Return how many mistyped names get a guess, and how many of these are right."""
    gazetteer, given, right = Gazetteer(), 0, 0
    for name, lat, lon in mistyped(texts):
        place = gazetteer.geocode(name)
        if place and place.raw["guess"]:
            given += 1
            right += near(place, lat, lon)
    return given, right


def table(name: str, misses: bool = False) -> list[list[str]]:
    """Return the rows of one file's figures."""
    return [[name, style, *score.row()] for style, score in measure(read(name), misses).items()]


def without(part: str, folder: Path) -> Path:
    """Return a copy of the gazetteer's file without one of :data:`PARTS`."""
    target = folder / "without.sqlite"
    target.write_bytes(OWN.read_bytes())
    db = sqlite3.connect(target)
    if which := PARTS[part]:
        found = "SELECT key, place FROM alias JOIN stored ON stored.id = place"
        db.execute(f"DELETE FROM alias WHERE (key, place) IN ({found} WHERE {which})")
        if "stored.kind" in which and "region" not in part:
            db.execute(f"DELETE FROM stored WHERE {which}")
    else:
        db.execute("UPDATE words SET packed = ?", (zlib.compress(b""),))
    db.commit()
    db.execute("VACUUM")
    db.close()
    return target


def whole(texts: list[Text], path: Path = OWN) -> tuple[float, float]:
    """Return the share of right first answers in context and F, of all texts together."""
    scores = measure(texts, gazetteer=Gazetteer(path)).values()
    names, found = sum(score.names for score in scores), sum(score.found for score in scores)
    right, together = sum(score.right for score in scores), sum(score.together for score in scores)
    return together / names, 2 * right / (found + names)


def parts() -> list[str]:
    """Return, as a table, what each kind of row costs and gains."""
    texts = [*read("design"), *read("test")]
    answers, f = whole(texts)
    lines = ["| part | MB | right answers without it | F without it |", "|---|---|---|---|"]
    lines.append(f"| nothing left out | {OWN.stat().st_size / 1e6:.1f} | {answers:.3f} | {f:.3f} |")
    with tempfile.TemporaryDirectory() as folder:
        for part in PARTS:
            path = without(part, Path(folder))
            size = (OWN.stat().st_size - path.stat().st_size) / 1e6
            answers, f = whole(texts, path)
            lines.append(f"| {part} | {size:.2f} | {answers:.3f} | {f:.3f} |")
            path.unlink()
    return lines


HEAD = ["texts", "style", "names", "most people", "alone", "together", "any of 50", "F of finding"]


def main() -> None:
    """Print the figures of both files, and write them into the data card."""
    lines = ["| " + " | ".join(HEAD) + " |", "|---" * len(HEAD) + "|"]
    told = []
    for name in ("design", "test", "fresh"):
        rows = table(name, "--misses" in sys.argv and name == "design")
        lines += ["| " + " | ".join(row) + " |" for row in rows]
        given, right = guesses(read(name))
        told.append(f"{right} of {given} ({name})")
    lines += ["", f"Of guesses for names with one typing mistake {' and '.join(told)} are right."]
    note("places measured", lines)
    if "--parts" in sys.argv:
        note("parts measured", parts())


def note(what: str, lines: list[str]) -> None:
    """Print lines, and write them into the data card between its two marks."""
    print("\n".join(lines))
    before, rest = CARD.read_text(encoding="utf-8").split(f"<!-- {what} -->")
    after = rest.split(f"<!-- end of {what} -->")[1]
    measured = "\n".join([f"<!-- {what} -->", *lines, f"<!-- end of {what} -->"])
    CARD.write_text(before + measured + after, encoding="utf-8")


if __name__ == "__main__":
    main()
