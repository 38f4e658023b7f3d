"""A story of one source and one lesson to practise on, and a writer that is killed."""

import json
import os
import signal
import sys
from pathlib import Path

FILES = {
    "story.toml": 'id = "practice"\ntitle = "T"\nsummary = "S"\nday = 2021-12-02\narticle = "a"\n',
    "sources.json": json.dumps(
        [
            {
                "id": "a",
                "type": "report",
                "title": "Words & <deeds>",
                "publisher": "Somebody",
                "custom": {"line": "reference", "confirmed": "memory", "unavailable": "Lost"},
            }
        ]
    ),
    "tasks/one.toml": """
lesson = "one"
title = "First <lesson>"

[[task]]
id = "text"
title = "Write"
prompt = "First paragraph <b>.\\n\\nSecond paragraph."
hint = "A hint & more"
answer = "A model answer"
sources = ["a"]
[[task.box]]
id = "long"
label = "Your words"
lines = 3
starters = ["It is said", "On <that> day"]
[[task.box]]
id = "short"
label = "A title"
lines = 1

[[task]]
id = "guess"
title = "Guess"
prompt = "How probable?"
hint = "Think"
answer = "Nobody knows"
[[task.box]]
id = "number"
label = "Per cent"
kind = "percent"
""",
    "tasks/two.toml": """
lesson = "two"
title = "Second lesson"
[[task]]
id = "only"
title = "Only"
prompt = "Go on"
hint = "Go"
answer = "Gone"
[[task.box]]
id = "box"
label = "Here"
""",
}


def story(folder: Path) -> Path:
    """Write the story into a folder and return it."""
    (folder / "tasks").mkdir(parents=True)
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def text(number: int) -> str:
    """Return the text of a number: another one for each, long and short ones."""
    return f"{number}:" + chr(ord("a") + number % 26) * (number % 5000)


def write_for_ever(folder: str, box: str, texts: int = sys.maxsize) -> None:
    """Save one text after another, telling on stdout which are in the file."""
    from explainer.classroom.worksheet import load

    for number in range(texts):
        journal = load(folder)
        assert not journal.notices, journal.notices
        journal.write("one", "text", box, text(number))
        journal.save()
        print(number, flush=True)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_at_line(count: int) -> None:
    """Be killed at that line of Python from now on."""

    def trace(*_: object) -> object:
        nonlocal count
        count -= 1
        return trace if count else die()

    sys.settrace(trace)


def die_in_writing(count: int) -> None:
    """Be killed in the middle of that writing from now on."""
    write = os.write

    def half(file: int, data: bytes) -> int:
        nonlocal count
        count -= 1
        if not count:
            write(file, data[: len(data) // 2])
            die()
        return write(file, data)

    os.write = half


if __name__ == "__main__":
    folder, box, texts, *death = sys.argv[1:]
    if death:
        write_for_ever(folder, box, 1)  # what is imported on the way does not count
        how, count = death
        {"line": die_at_line, "writing": die_in_writing}[how](int(count))
    write_for_ever(folder, box, int(texts))
