"""The engine knows no story: none of its sources holds a word of one."""

import re
from pathlib import Path

import pytest

import explainer as ex

PACKAGE = Path(ex.__file__).parent
#: Words of the story that comes with the package, and years of its events.
WORDS = re.compile(
    r"Ukrain|Crimea|Donbas|Donetsk|Luhansk|Kyiv|Kiev|\bNATO\b|Russia|Moscow|Minsk|Putin|Lavrov|Blinken"
    r"|Deveselu|Sevastopol|\bOSCE\b|\bUN\b|United Nations|\"un\"|\b(?:1991|2014|2021|2022|2023)\b"
    r"|\b(?:RU|UA)\b|[Tt]roops|[Cc]easefire",
)
SOURCES = sorted(
    path
    for path in PACKAGE.rglob("*")
    if path.suffix in {".py", ".js", ".css", ".html", ".j2"} and "stories" not in path.parts
)
#: What still holds such words, to be shrunk to nothing: file -> lines at most.
LEFT: dict[str, int] = {
    "__init__.py": 1,
    "cli.py": 1,
    "dates.py": 11,
    "ground/geography.py": 11,
    "places/gazetteer.py": 10,
    "places/live.py": 1,
    "places/placefile.py": 2,
    "recognition/findings.py": 1,
    "recognition/sentences.py": 1,
    "recognition/toponyms.py": 4,
    "story/__init__.py": 1,
    "story/model.py": 2,
    "story/records/what.py": 3,
    "story/records/where.py": 1,
}


def found(path: Path) -> list[str]:
    """Return the lines of a file that hold a word of the story."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [
        f"{number}: {line.strip()}" for number, line in enumerate(lines, 1) if WORDS.search(line)
    ]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_word_of_the_story_stands_in_the_engine(path):
    assert len(found(path)) <= LEFT.get(str(path.relative_to(PACKAGE)), 0), found(path)
