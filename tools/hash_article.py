"""Write the hashes by which a test, and a reader's copy, know the article without holding it.

``python tools/hash_article.py ARTICLE.txt`` needs the text of the article, which is not in this
repository. Every run of nine words outside quotation marks becomes a short hash; the words cannot
be read back from it. Each paragraph of the story gets the hashes of its own runs.
"""

import hashlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import tomlkit

from explainer.recognition.aligning import runs

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "tests" / "article_hashes.txt"
STORY = ROOT / "explainer" / "stories" / "ukraine-2021" / "story.toml"
RUN = 9


def prose(text: str) -> list[str]:
    """Return the pieces of a text that stand outside double quotation marks."""
    return re.split(r"[“\"][^”\"]*[”\"]", text)


def hashes(text: str) -> Iterator[str]:
    """Yield the hash of every run of nine words of one piece of text."""
    words = re.findall(r"[\w']+", text.lower())
    for start in range(len(words) - RUN + 1):
        run = " ".join(words[start : start + RUN])
        yield hashlib.sha256(run.encode()).hexdigest()[:12]


if __name__ == "__main__":
    article = Path(sys.argv[1]).read_text(encoding="utf-8")
    found = {each for piece in prose(article) for each in hashes(piece)}
    TARGET.write_text("\n".join(sorted(found)) + "\n", encoding="utf-8")
    lines = [line for line in article.splitlines() if line.strip()]
    document = tomlkit.parse(STORY.read_text(encoding="utf-8"))
    for paragraph, line in zip(document["paragraph"], lines, strict=True):
        paragraph["runs"] = " ".join(runs(line))
    STORY.write_text(tomlkit.dumps(document), encoding="utf-8")
    print(f"{len(found)} hashes, {len(lines)} paragraphs")
