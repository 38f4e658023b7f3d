"""How long a lesson takes, measured: words, code cells, questions and open tasks.

``python tools/lesson_time.py`` prints a table. The minutes on top of each lesson are these, and a
test holds them equal. How it is counted stands in the constants below; the instructor's guide
says it to teachers. A class needs longer where it talks.
"""

import json
import math
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
LESSONS = ROOT / "notebooks"
STORY = ROOT / "explainer" / "stories" / "ukraine-2021"

#: Careful reading of non-fiction by somebody whose first language may not be English.
WORDS_A_MINUTE = 130
MINUTES_A_CODE_CELL = 0.75
MINUTES_A_QUESTION = 1.0
MINUTES_A_TASK = 4.0
#: Minutes are given in steps, because they are estimates.
STEP = 5


def words(lesson: Path) -> int:
    """Count the words of a lesson's text cells."""
    cells = json.loads(lesson.read_text(encoding="utf-8"))["cells"]
    text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    seen = re.sub(r"<!--.*?-->|<[^>]*>", "", re.sub(r"\]\([^)]*\)", "]", text), flags=re.DOTALL)
    return len(re.findall(r"\w[\w'’-]*", seen))


def code_cells(lesson: Path) -> int:
    """Count the cells a reader runs and looks at."""
    cells = json.loads(lesson.read_text(encoding="utf-8"))["cells"]
    return sum(cell["cell_type"] == "code" for cell in cells)


def questions(lesson: Path) -> int:
    """Count the questions of the lesson's quiz."""
    file = STORY / "quiz" / f"{lesson.stem}.json"
    return len(json.loads(file.read_text(encoding="utf-8"))) if file.exists() else 0


def tasks(lesson: Path) -> int:
    """Count the open tasks of the lesson's worksheet."""
    file = STORY / "tasks" / f"{lesson.stem}.toml"
    return len(tomllib.loads(file.read_text(encoding="utf-8"))["task"]) if file.exists() else 0


def minutes(lesson: Path) -> int:
    """Return how long a lesson takes a reader alone, in minutes."""
    exact = (
        words(lesson) / WORDS_A_MINUTE
        + code_cells(lesson) * MINUTES_A_CODE_CELL
        + questions(lesson) * MINUTES_A_QUESTION
        + tasks(lesson) * MINUTES_A_TASK
    )
    return math.ceil(exact / STEP) * STEP


def main() -> None:
    """Print what each lesson holds and how long it takes."""
    print(f"{'lesson':28}{'words':>7}{'cells':>7}{'checks':>8}{'tasks':>7}{'minutes':>9}")
    for lesson in sorted(LESSONS.glob("*.ipynb")):
        counts = words(lesson), code_cells(lesson), questions(lesson), tasks(lesson)
        print(
            f"{lesson.stem:28}{counts[0]:7}{counts[1]:7}{counts[2]:8}{counts[3]:7}{minutes(lesson):9}"
        )


if __name__ == "__main__":
    main()
