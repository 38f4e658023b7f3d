"""The reader's journal: a file to which one line is added for each change, and nothing else done.

No line is ever rewritten, so no tab, kernel or crash can take another's words away. Of the lines
of one box, the newest stands. A writer reads back what it wrote and adds what is missing once
more: that serves systems on which two writers at once may cover each other's lines.
"""

import datetime as dt
import errno
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from explainer import reading
from explainer.classroom.worksheet.work import Entry, Key, Line, Work, within
from explainer.errors import Unreadable, WorksheetError

#: Folder of the answers, beside the notebook that is open (a kernel starts in its folder).
FOLDER = "my-work"
NAME = "journal.jsonl"
#: Where a journal keeps what is no answer: the seed for what is drawn by lot.
SEED = ("reader", "quiz", "seed")
#: Most bytes of a journal that are read: a thousand times what a reader writes.
_LARGEST = 100_000_000


class Journal:
    """What a reader wrote in all lessons, in memory and in a file.

    The file is in a `folder`, ``my-work`` in the current one if not given. What reads or writes it
    raises WorksheetError where it cannot.
    """

    def __init__(self, folder: str | Path | None = None) -> None:
        #: One JSON object a line: time, lesson, task, box, value.
        self.file = Path(folder or FOLDER).absolute() / NAME
        #: What the reader should know: lines that cannot be read, a box changed in two windows.
        self.notices: list[str] = []
        #: When this journal last saw all its lines in the file, UTC.
        self.saved: dt.datetime | None = None
        self._found: dict[bytes, Line | None] = {}  # as they stand in the file
        self._mine: dict[bytes, Line] = {}  # to be found there: added by this journal
        self._typed: dict[Key, Line] = {}  # not yet tried to add
        self._newest: dict[Key, Line] | None = None  # of all these, until they change
        self._old_files_read = False

    def value(self, lesson: str, task: str, box: str) -> str | int:
        """Return what stands in a box, an empty string if nothing."""
        line = self._standing().get((lesson, task, box))
        return line.value if line else ""

    def work(self, lesson: str) -> Work:
        """Return everything written in a lesson, with the time of each last change."""
        answers: dict[str, dict[str, Entry]] = {}
        for line in self._standing().values():
            if line.lesson == lesson:
                entry = Entry(value=line.value, changed=line.time, turn=line.turn)
                answers.setdefault(line.task, {})[line.box] = entry
        return Work(lesson=lesson, answers=answers)

    def works(self) -> list[Work]:
        """Return the work of each lesson in which something was written, by their names."""
        lessons = {line.lesson for line in self._standing().values() if line.key != SEED}
        return [self.work(lesson) for lesson in sorted(lessons)]

    def answers(self, lesson: str) -> dict[str, dict[str, str | int]]:
        """Return what is written in a lesson, by task and box, without the empty boxes."""
        found: dict[str, dict[str, str | int]] = {}
        for (of, task, box), line in self._standing().items():
            if of == lesson and line.value != "":
                found.setdefault(task, {})[box] = line.value
        return found

    def seed(self) -> str:
        """Return the seed for what is drawn by lot for this reader; drawn and saved once."""
        if not self.value(*SEED):
            self.write(*SEED, secrets.token_hex(4))
            self.save()
        return str(self.value(*SEED))

    def write(self, lesson: str, task: str, box: str, value: str | int) -> None:
        """Put an answer in a box, in memory; :meth:`save` puts it in the file."""
        before = self._standing().get((lesson, task, box))
        if value == (before.value if before else ""):
            return
        if isinstance(value, str):
            value = reading.letters(value)
        time, turn = within(dt.datetime.now(dt.UTC)), 0
        if before and before.time >= time:  # a clock that was set back must not lose an answer
            time, turn = before.time, before.turn + 1
        line = Line(time=time, lesson=lesson, task=task, box=box, value=value, turn=turn)
        self._typed[line.key] = self._standing()[line.key] = line

    def take(self, works: Iterable[Work]) -> None:
        """Add the work of a page handed back, and save; newer words stand, older ones are kept."""
        before = {**self._standing()}
        for line in self._take(works):
            self._tell_of_versions(line, before.get(line.key))
        self.save()

    def read(self) -> None:
        """Take over what is in the file, and in the files of an earlier edition."""
        with self._plainly():
            self._read()

    def save(self) -> None:
        """Add to the file what it lacks of what was written here; else all stays in memory."""
        with self._plainly():
            for line in self._read():
                self._tell_of_versions(line, self._typed.get(line.key))
            self._mine |= {_raw(line): line for line in self._typed.values()}
            self._typed = {}
            for _ in range(5):
                missing = [raw for raw in self._mine if raw not in self._found]
                if not missing:
                    break
                _append(self.file, b"".join(b"\n" + raw for raw in missing))
                self._read()
            else:
                raise OSError(errno.EIO, "the file does not hold what was just written")
        self.saved = dt.datetime.now(dt.UTC)

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        """Say in words for a reader what goes wrong with the file."""
        try:
            yield
        except (OSError, Unreadable) as error:
            if isinstance(error, Unreadable):
                reason = f"{NAME} {error.wrong}"
            else:
                reason = _REASONS.get(error.errno or 0, error.strerror or str(error))
            raise WorksheetError(
                f"Not saved: {reason} ({self.file.parent}). Your words are still in the boxes. "
                "Download your work as a page to keep it."
            ) from error

    def _standing(self) -> dict[Key, Line]:
        """Return the newest line of each box; of lines of one time, the first in the file."""
        if self._newest is None:
            newest = self._newest = {}
            for line in (*self._found.values(), *self._mine.values(), *self._typed.values()):
                if line and (line.key not in newest or newest[line.key].order < line.order):
                    newest[line.key] = line
        return self._newest

    def _take(self, works: Iterable[Work]) -> list[Line]:
        """Take over the answers of pages or files, but no empty boxes."""
        lines = [
            Line.of(entry, (work.lesson, task, box))
            for work in works
            for task, boxes in work.answers.items()
            for box, entry in boxes.items()
            if not entry.empty
        ]
        self._mine |= {_raw(line): line for line in lines}
        self._newest = None
        return lines

    def _read(self) -> list[Line]:
        """Read the file again; return the lines that were not in it before."""
        data = reading.content(self.file, _LARGEST) or b""
        rows = map(bytes.strip, data.removeprefix(b"\xef\xbb\xbf").split(b"\n"))
        found = {raw: self._found.get(raw) or _line(raw) for raw in rows if raw}
        new = [line for raw, line in found.items() if line and raw not in self._found]
        self._found, self._newest = found, None
        if damaged := sum(line is None and not _half(raw) for raw, line in found.items()):
            self._tell(
                f"{damaged} line(s) of the file with your answers, {self.file.name}, could not be "
                "read and were passed over. Nothing was deleted: you can open the file to look "
                "for your words, or load your work from a page you downloaded."
            )
        if not self._old_files_read:
            self._read_old_files()
            self._old_files_read = True
        return new

    def _read_old_files(self) -> None:
        """Take over the files of an earlier edition, one a lesson; they stay as they are."""
        for file in sorted(self.file.parent.glob("*.json")):
            if "." in file.stem:  # set aside by that edition, and told then
                continue
            try:
                work = Work.model_validate_json(reading.text(reading.content(file) or b""))
                if work.lesson != file.stem:
                    raise ValueError(f"the file holds the work of {work.lesson}")
            except (ValueError, OSError):
                self._tell(
                    f"The file {file.name} of an earlier edition could not be read and was left "
                    "as it is. You can open it to look for your words."
                )
            else:
                self._take([work])

    def _tell_of_versions(self, one: Line, other: Line | None) -> None:
        if other and "" not in (one.value, other.value) and one.value != other.value:
            self._tell(
                "An answer was there in two versions. The newer one is in the box. "
                f"The other one is kept in the file {self.file.name}."
            )

    def _tell(self, notice: str) -> None:
        if notice not in self.notices:
            self.notices.append(notice)


def load(folder: str | Path | None = None) -> Journal:
    """Return the journal of a folder, to read or to go on with; may raise WorksheetError."""
    journal = Journal(folder)
    journal.read()
    return journal


def answers(lesson: str, folder: str | Path | None = None) -> dict[str, dict[str, str | int]]:
    """Return what a reader wrote in a lesson: task, box, answer; empty without any.

    >>> answers("01-where", folder="/no/such/folder")
    {}
    """
    return load(folder).answers(lesson)


_REASONS = {
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), "this folder may not be written to"),
    **dict.fromkeys((errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)), "the disk is full"),
}


def _append(file: Path, data: bytes) -> None:
    """Add to a file in one step, so that what several processes add does not mix.

    Every line begins with its line break: one that follows half a line is whole all the same.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
    descriptor = os.open(file, flags, 0o666)
    try:
        if os.write(descriptor, data) < len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _raw(line: Line) -> bytes:
    return line.model_dump_json(exclude_defaults=True).encode("utf-8")


def _line(raw: bytes) -> Line | None:
    try:
        return Line.model_validate_json(raw)
    except ValidationError:
        return None


def _half(raw: bytes) -> bool:
    """Whether this is the beginning of a line whose writer was stopped."""
    return raw.startswith(b"{") and not raw.endswith(b"}")
