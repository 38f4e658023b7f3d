"""Reading files that somebody else made: whatever is wrong with one is said in plain words.

A file may be no file at all, too large, in another encoding, damaged, or nested so deep that a
program which reads it would stop. All of that is found here, before anything is made of it.
"""

import errno
import json
import re
import stat
from contextlib import suppress
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import tomli

from explainer.errors import Unreadable

#: Most bytes of a file of records: far more than any story has.
LARGEST = 10_000_000
#: How many lists and tables may lie in each other; shapes need 7.
DEEPEST = 40
_HOLDERS = (dict, list)

#: A key of more than DEEPEST parts: tomli takes memory with the square of their number.
_PART = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')"""
_LONG_KEY = re.compile(rf"(?<![\w-])(?:{_PART}[ \t]*+\.[ \t]*+){{{DEEPEST}}}")
#: So many brackets opened and none closed: a compiled parser must not be sent down there.
_DEEP = re.compile(rf"(?:[\[{{][^\[\]{{}}]*+){{{DEEPEST + 1}}}")
#: What may be half a letter in JSON.
_HALF = re.compile(r"\\ud[89a-f]", re.I)
_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
_MEND = "Mend that line"
_UTF8 = "Save it again with the encoding UTF-8"
_REASONS = {
    errno.EACCES: ("you may not read it", "Ask for the right to read it, or copy it"),
    errno.EPERM: ("you may not read it", "Ask for the right to read it, or copy it"),
    errno.ELOOP: ("is a link that leads back to itself", "Put the file itself there"),
    errno.ENAMETOOLONG: ("has too long a name", "Give it a shorter one"),
    errno.ENOTDIR: ("lies in something that is not a folder", "Mend the path"),
}


def content(file: Traversable, most: int = LARGEST) -> bytes | None:
    """Return what a file of at `most` so many bytes holds; None if there is nothing of that name.

    Unreadable, if it is something other than a file, too large, or the system does not give it.
    """
    try:
        if isinstance(file, Path):
            if not _is_there(file):
                return None
            mode = file.stat().st_mode
            if not stat.S_ISREG(mode):
                what = "a folder" if stat.S_ISDIR(mode) else "a device or a pipe"
                raise Unreadable(f"is {what}, not a file", "Put a file there, or take it away")
        elif not file.is_file():
            return None
        with file.open("rb") as opened:
            data = opened.read(most + 1)
    except (OSError, ValueError) as error:
        raise unreadable(error) from error
    if len(data) > most:
        size = f"{most / 1_000_000:g} MB"
        raise Unreadable(f"is larger than {size}, the most that is read", "Make it smaller")
    return data


def _is_there(file: Path) -> bool:
    try:
        file.lstat()
    except FileNotFoundError:
        return False
    return True


def unreadable(error: OSError | ValueError) -> Unreadable:
    """Return in plain words why the system does not give a file or a folder."""
    if isinstance(error, Unreadable):
        return error
    if isinstance(error, FileNotFoundError):  # and yet it has a name
        return Unreadable("is a link to what is not there", "Put the file itself there")
    if not isinstance(error, OSError):  # a zero byte or half a letter in a path
        return Unreadable("has a name that no file can have", "Mend the path")
    reason = (f"the system says: {error.strerror}", "Copy it to another folder, and try again")
    return Unreadable(*_REASONS.get(error.errno or 0, reason))


def entries(folder: Traversable) -> list[Traversable]:
    """Return what lies in a folder, by name; nothing if there is nothing of the folder's name.

    Unreadable, if it is no folder, or may not be looked into.
    """
    try:
        if isinstance(folder, Path) and not _is_there(folder):
            return []
        return sorted(folder.iterdir(), key=lambda item: item.name)
    except NotADirectoryError:
        raise Unreadable("is a file, not a folder", "Make it a folder, or take it out") from None
    except OSError as error:
        raise unreadable(error) from error


def is_folder(path: Traversable) -> bool:
    """Say whether there is a folder; a path that no folder can have is none."""
    with suppress(OSError, ValueError):
        return path.is_dir()
    return False


def is_file(path: Traversable) -> bool:
    """Say whether there is a file; a path that no file can have is none."""
    with suppress(OSError, ValueError):
        return path.is_file()
    return False


def text(data: bytes) -> str:
    """Return the text of a file; a mark at its beginning, as Windows writes it, is left out.

    Unreadable, if it is in another encoding than UTF-8; the message names the line.
    """
    if data[:2] in _MARKS or b"\0" in data:
        other = _MARKS.get(data[:2], "no text, or UTF-16")
        raise Unreadable(f"is {other}, not UTF-8 text", _UTF8)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(f"is not UTF-8 text at line {line}", _UTF8) from None


def letters(text: str) -> str:
    r"""Return a text in which half a letter is the sign for what cannot be read.

    Browsers send such halves where a text was cut; no file and no page can hold them.

    >>> letters("Ky\ud800iv \ud83d\ude00")
    'Ky�iv 😀'
    """
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def tables(file: Traversable) -> Any:
    """Return what a TOML or JSON file holds; None if there is nothing of that name.

    Raises
    ------
    Unreadable
        If it cannot be read, is damaged or nested too deep; the message names the line.
    """
    data = content(file)
    if data is None:
        return None
    said = text(data)
    try:
        found = _json(said) if file.name.endswith(("json", "ipynb")) else _toml(said)
        if _too_deep(found):
            raise RecursionError
    except RecursionError:
        wrong = f"has more than {DEEPEST} lists or tables in each other"
        raise Unreadable(wrong, "Take the innermost out") from None
    except json.JSONDecodeError as error:
        where = f"at line {error.lineno}, column {error.colno}"
        raise Unreadable(f"{error.msg} {where}", _MEND) from None
    except tomli.TOMLDecodeError as error:
        end = f"at line {len(said.splitlines())}, the end of the file"
        raise Unreadable(str(error).replace("at end of document", end), _MEND) from None
    except Unreadable:
        raise
    except (ValueError, OverflowError):  # Python reads no number of thousands of digits
        raise Unreadable("has a number that is too long", "Write a shorter one") from None
    return found


def _json(said: str) -> Any:
    found = json.loads(said, parse_constant=_no_number)
    told = json.dumps(found, ensure_ascii=False) if _HALF.search(said) else ""
    if letters(told) != told:
        raise Unreadable("has half a letter in it", "Write it again")
    return found


def _toml(said: str) -> Any:
    # Others are too short: to search them all takes almost as long as to read the file.
    dotted = (line for line in said.split("\n") if line.count(".") >= DEEPEST)
    if any(map(_LONG_KEY.search, dotted)) or _DEEP.search(said):
        raise RecursionError
    return tomli.loads(said)


def _no_number(name: str) -> None:
    raise Unreadable(f"has {name} in it, which is no number", "Write a number, or take it out")


def _too_deep(found: Any) -> bool:
    """Say whether too many lists or tables lie in each other, without going down by recursion."""
    level = [found] if isinstance(found, _HOLDERS) else []
    for _ in range(DEEPEST):
        level = [
            part
            for item in level
            for part in (item.values() if isinstance(item, dict) else item)
            if isinstance(part, _HOLDERS)
        ]
    return bool(level)
