"""Measure how often the gazetteer is right, on two files of invented news with real places.

``python tools/measure_places.py`` prints, by style of news: how many names there are; how often the
first answer lies within 161 km (100 miles) if the most populous place is taken, if each name is
looked up alone, and if the names of a text are decided together; how often any of 50 answers does;
and how well the names are found in the text (F). The figures are written into the data card.
``--misses`` lists what went wrong in the texts that rules may be made by.
"""

import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from geopy.distance import great_circle

from explainer import recognition
from explainer.places.gazetteer import Gazetteer

TEXTS = Path(__file__).parent.parent / "tests" / "data"
CARD = Path(__file__).parent.parent / "explainer" / "data" / "README.md"
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
    """Return the texts of ``places_design.txt`` or ``places_test.txt``."""
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


def measure(texts: list[Text], misses: bool = False) -> dict[str, Score]:
    """Return the scores by style, and of all texts together."""
    gazetteer = Gazetteer()
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


HEAD = ["texts", "style", "names", "most people", "alone", "together", "any of 50", "F of finding"]


def main() -> None:
    """Print the figures of both files, and write them into the data card."""
    lines = ["| " + " | ".join(HEAD) + " |", "|---" * len(HEAD) + "|"]
    told = []
    for name in ("design", "test"):
        rows = table(name, "--misses" in sys.argv and name == "design")
        lines += ["| " + " | ".join(row) + " |" for row in rows]
        given, right = guesses(read(name))
        told.append(f"{right} of {given} ({name})")
    lines += ["", f"Of guesses for names with one typing mistake {' and '.join(told)} are right."]
    print("\n".join(lines))
    before, rest = CARD.read_text(encoding="utf-8").split("<!-- places measured -->")
    after = rest.split("<!-- end of places measured -->")[1]
    measured = "\n".join(["<!-- places measured -->", *lines, "<!-- end of places measured -->"])
    CARD.write_text(before + measured + after, encoding="utf-8")


if __name__ == "__main__":
    main()
