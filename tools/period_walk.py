"""Hold the plans of 45 minutes against the notebooks of one period, with a clock and no class.

``python -m tools.period_walk`` cuts each lesson, runs it, lets a scripted student meet its cells at
the speeds of ``lesson_time.toml`` in the order of the guide's plan, and writes ``docs/period.md``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat

from explainer import paper
from explainer.paper import running
from tools import lesson_time

GUIDE = lesson_time.LESSONS / "instructor-guide.md"
PAGE = Path(__file__).parent.parent / "docs" / "period.md"
_MARK = "<!-- measured by tools/period_walk.py -->\n"
_ROW = re.compile(r"^\| (\d+)–(\d+) \| \d+–\d+ \| (.*?) \|", re.M)
_SHEET = re.compile(r"widgets\.worksheet\(\"[\w-]+\"((?:, \"[\w-]+\")*)\)")


@dataclass
class Step:
    """A row of a plan, and the minutes that one reader alone needs for the cells it names."""

    said: str
    given: int
    needed: float = 0.0

    @property
    def named(self) -> set[str]:
        """The parts and tasks that the row names, in lower case, without signs."""
        return {plain(name) for name in re.findall(r"\*([A-Z0-9“][^*]*)\*", self.said)}

    @property
    def tasks(self) -> bool:
        """Whether its time is for tasks."""
        return bool(re.search(r"\b[Tt]asks? \*|\*\*The forecast", self.said))


def plain(text: str) -> str:
    """Return words without signs, in lower case.

    >>> plain("## “For years”?")
    'for years'
    """
    return " ".join(re.findall(r"\w+", text.lower()))


def plan(lesson: str) -> list[Step]:
    """Return the rows of a lesson's plan of 45 minutes."""
    told = re.search(rf"^## {lesson}\n(.*?)^### Ask", GUIDE.read_text("utf-8"), re.M | re.S)
    assert told, f"the guide has no plan of {lesson}"
    return [Step(said, int(end) - int(start)) for start, end, said in _ROW.findall(told[1])]


def parts(lesson: str) -> Iterator[tuple[str, float]]:
    """Yield what the cut of a lesson has, in order: how each cell begins, and its minutes."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"{lesson}.ipynb"
        file.write_text(nbformat.writes(paper.cut(lesson, lesson_time.LESSONS)), encoding="utf-8")
        for cell in running.cells(lesson, Path(folder)):
            tasks = "".join(_SHEET.findall(cell.source)).count(",")
            begun = plain(cell.source.strip().partition("\n")[0])
            yield ("check" if "quiz.show" in cell.source else begun), lesson_time.of_cell(cell)
            yield from (("task", lesson_time.SPEED["task"]),) * tasks


def walked(lesson: str) -> list[Step]:
    """Return the plan of a lesson with the minutes its rows need.

    What no row names is met with what stands above it; what comes before all, with the first row
    that names a part. The last task belongs to the last row with tasks.
    """
    steps = plan(lesson)
    checks = [step for step in steps if step.said.startswith("The check")]
    sheets = [step for step in steps if step.tasks]
    met = [*parts(lesson)]
    last = max((n for n, (begun, _) in enumerate(met) if begun == "task"), default=-1)
    at, before = None, 0.0
    for place, (begun, minutes) in enumerate(met):
        if begun == "task":
            at = sheets[-1 if place == last else 0]
        elif begun == "check":
            at = (*checks, at)[0]
        else:
            named = (one for one in steps if any(map(begun.startswith, one.named)))
            at = next(named, at)
        if at is None:
            before += minutes
        else:
            at.needed += minutes + before
            before = 0.0
    return steps


def table(lessons: list[str]) -> str:
    """Return what was measured as a table in Markdown."""
    lines = ["| lesson | alone, minutes | left for talk | tightest row | minutes of it |"]
    lines.append("|---|--:|--:|---|---|")
    for lesson in lessons:
        steps = walked(lesson)
        needed = sum(step.needed for step in steps)
        tight = max(steps, key=lambda step: step.needed / step.given)
        said = re.sub(r"[*\[]|\]\([^)]*\)", "", tight.said).partition(":")[0].partition("; ")[0]
        lines.append(
            f"| {lesson[:2]} | {needed:.0f} | {45 - needed:.0f} | {said} "
            f"| {tight.needed:.1f} of {tight.given} |"
        )
    return "\n".join(lines) + "\n"


def main() -> None:
    """Walk all lessons and write the table into the page."""
    lessons = sorted(path.stem for path in lesson_time.LESSONS.glob("*.ipynb"))
    before, mark, _ = PAGE.read_text("utf-8").partition(_MARK)
    PAGE.write_text(before + mark + "\n" + table(lessons), encoding="utf-8")


if __name__ == "__main__":
    main()
