"""A small story without mistakes, to be damaged by the tests."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

TINY = Path(__file__).parent / "tiny"


def copy(folder: Path, **changes: tuple[str, str]) -> Path:
    """Copy the small story, replacing text: ``places=("kyiv", "kiev")`` edits places.toml.

    Two underscores stand for a slash: ``quiz__one`` is quiz/one.json.
    """
    target = folder / "tiny"
    shutil.copytree(TINY, target, dirs_exist_ok=True)
    for name, (old, new) in changes.items():
        [file] = target.glob(f"{name.replace('__', '/')}.*")
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {file.name}"
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return target


@contextmanager
def edited(file: Path) -> Iterator[Any]:
    """Hand out what a JSON file holds, and write it back as it is changed."""
    held = json.loads(file.read_text(encoding="utf-8"))
    yield held
    file.write_text(json.dumps(held), encoding="utf-8")
