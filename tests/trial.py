"""From an unseen article to a lesson by the desk alone, and how long that takes a person.

``python -m tests.trial`` prints the table of the instructor guide.
"""

import sys
import tempfile
import time
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

from explainer import authoring, widgets
from explainer.story import load

HERE = Path(__file__).parent / "data" / "trial"
DECISIONS = tomllib.loads((HERE / "decisions.toml").read_text(encoding="utf-8"))
#: The rule for a person who does this for the first time, in seconds: a card read and decided, a
#: key, a letter typed, a telling thought out; an article is read at so many words in a minute.
CARD, KEY, LETTER, TELLING, READ = 8, 1, 0.5, 30, 150
#: Numbers and days kept; the rest goes.
MOST_NUMBERS, MOST_DAYS = 8, 4
PUBLISHER = "Invented for practice"


class Walk:
    """One article, every find of it decided by the keys of the desk."""

    def __init__(self, name: str, into: Path) -> None:
        self.decisions = DECISIONS[name]
        self.text = (HERE / f"{name}.txt").read_text(encoding="utf-8")
        self.cards, self.keys, self.letters = Counter(), Counter(), Counter()
        self.tellings, self.most = 0, 0
        self._done: Counter[str] = Counter()
        began = time.process_time()
        self.folder = authoring.new(name, self.text, self.decisions["day"], into=into)
        self.drafted = time.process_time() - began
        self.desk = widgets.desk(self.folder.path).desk
        while self.desk.at >= 0:
            self._card()
        authoring.lesson(self.folder.path)
        self.machine = time.process_time() - began

    def _card(self) -> None:
        find = self.desk.finds[self.desk.at]
        of = find["collection"]
        row = next(row for row in self.folder.rows(of) if row["id"] == find["id"])
        before = self.keys[of]
        getattr(self, f"_{of}", self._keep)(row)
        self.cards[of] += 1
        self.most = max(self.most, self.keys[of] - before)
        assert self.desk.finds[self.desk.at]["id"] != find["id"] or self.desk.at < 0, self.desk.said

    def _press(self, of: str, message: dict[str, Any], keys: int = 1) -> None:
        self.keys[of] += keys
        self.desk._hear(None, message, None)

    def _type(self, of: str, **fields: str) -> None:
        """Press e, type, press Enter."""
        self.letters[of] += sum(map(len, fields.values()))
        self._press(of, {"do": "keep", "fields": fields}, keys=2)

    def _of(self) -> str:
        return self.desk.finds[self.desk.at]["collection"]

    def _keep(self, _: dict[str, Any]) -> None:
        self._press(self._of(), {"do": "keep", "fields": {}})

    def _statements(self, row: dict[str, Any]) -> None:
        told = f"{row['speaker']} {row['act']}"
        self._done[told] += 1
        telling = self.decisions["tell"].get(told)
        if telling is None or self._done[told] > 1:
            self._press("statements", {"do": "drop"})
        elif telling:
            self.tellings += 1
            self._type("statements", paraphrase=telling)
        else:
            self._keep(row)

    def _places(self, row: dict[str, Any]) -> None:
        wanted = self.decisions["places"].get(row["spelled"][0])
        if wanted is None:
            self._keep(row)
            return
        rivals = self.desk.card["rivals"]
        number = next((n for n, rival in enumerate(rivals, 1) if wanted and wanted in rival), 0)
        self._press("places", {"do": "choose", "rival": number} if number else {"do": "none"})

    def _figures(self, row: dict[str, Any]) -> None:
        good = (
            row["unit"] != "of what?"
            and {"low", "high"} & {*row}
            and row["counts"] != "not said in these words"
            and row["by"] != "nobody-named"
            and self._done["figures"] < MOST_NUMBERS
        )
        self._done["figures"] += bool(good)
        self._press("figures", {"do": "keep", "fields": {}} if good else {"do": "none"})

    def _events(self, row: dict[str, Any]) -> None:
        self._done["events"] += 1
        do = {"do": "drop"} if self._done["events"] > MOST_DAYS else {"do": "keep", "fields": {}}
        self._press("events", do)

    def _bodies(self, row: dict[str, Any]) -> None:
        fields = (("statements", "speaker"), ("figures", "by"), ("people", "body"))
        named = [each[field] for of, field in fields for each in self.folder.rows(of)]
        wanted = row["id"] in named or row["what"].startswith("Named")
        self._press("bodies", {"do": "keep", "fields": {}} if wanted else {"do": "drop"})

    def _sources(self, _: dict[str, Any]) -> None:
        self._type("sources", publisher=PUBLISHER)

    def minutes(self) -> dict[str, float]:
        """Return by step how many minutes a person needs, by the rule."""
        spent = {"reading the article": len(self.text.split()) / READ * 60}
        for of, called in STEPS.items():
            keyed = self.keys[of] * KEY + self.letters[of] * LETTER
            spent[called] = spent.get(called, 0) + self.cards[of] * CARD + keyed
        spent["telling in own words"] = self.tellings * TELLING
        spent["waiting for the machine"] = self.machine
        return {step: seconds / 60 for step, seconds in spent.items()}


STEPS = {
    "places": "places",
    "people": "persons and bodies",
    "bodies": "persons and bodies",
    "statements": "who says what",
    "figures": "numbers",
    "events": "days",
    "sources": "who published it",
}


def table(walks: dict[str, Walk]) -> str:
    """Return where the minutes go, as a table in Markdown."""
    columns = [walk.minutes() for walk in walks.values()]
    lines = [["", *walks], ["---"] + ["--:"] * len(walks)]
    counts = [(walk.cards, walk.keys, walk.letters) for walk in walks.values()]
    for at, name in enumerate(("cards", "keys", "letters typed")):
        lines.append([name, *(str(each[at].total()) for each in counts)])
    lines += [
        [f"minutes: {step}", *(f"{each[step]:.1f}" for each in columns)] for step in columns[0]
    ]
    lines.append(["**minutes in all**", *(f"**{sum(each.values()):.0f}**" for each in columns)])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def main() -> None:
    """Print the table, and how long drafts take for a text of 800 and one of 2,000 words."""
    with tempfile.TemporaryDirectory() as into:
        walks = {name: Walk(name, Path(into)) for name in DECISIONS}
        sys.stdout.write(f"{table(walks)}\n\n")
        for name, walk in walks.items():
            asked = authoring.state(walk.folder.path)
            line = f"{name}: most keys of a find {walk.most}; check: {asked}; "
            sys.stdout.write(f"{line}new {walk.drafted:.2f} s of CPU\n")
            load.cache_clear()
    texts = [(HERE / f"{name}.txt").read_text(encoding="utf-8") for name in DECISIONS]
    for text in (texts[0], " ".join("\n\n".join(texts).split(" ")[:2000])):
        began = time.process_time()
        found = authoring.drafts(text, DECISIONS["mekong"]["day"])
        spent = time.process_time() - began
        sys.stdout.write(f"{len(text.split())} words: {len(found)} drafts, {spent:.2f} s of CPU\n")


if __name__ == "__main__":
    main()
