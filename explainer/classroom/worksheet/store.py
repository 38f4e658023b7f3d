"""Answers in a plain file beside the notebooks: read, merged, saved, never overwritten blindly."""

import datetime as dt
from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path

from pydantic import ValidationError

from explainer.classroom.worksheet import disk as files
from explainer.classroom.worksheet.forms import Entry, Work
from explainer.errors import UnknownRecord

#: Folder of the answers, beside the notebook that is open (a kernel starts in its folder).
FOLDER = "my-work"

Key = tuple[str, str]


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _entries(work: Work) -> dict[Key, Entry]:
    return {(task, box): e for task, boxes in work.answers.items() for box, e in boxes.items()}


def _work(lesson: str, entries: Iterable[tuple[Key, Entry]]) -> Work:
    answers: dict[str, dict[str, Entry]] = {}
    for (task, box), entry in entries:
        answers.setdefault(task, {})[box] = entry
    return Work(lesson=lesson, answers=answers)


def _rank(entry: Entry) -> tuple[bool, dt.datetime, str]:
    return not entry.empty, entry.changed, str(entry.value)


def merge(mine: Work, theirs: Work, base: Work) -> tuple[Work, Work]:
    """Join two versions of the same work, box by box.

    Parameters
    ----------
    mine, theirs : Work
        The versions.
    base : Work
        What both started from. A box that only one side changed since is taken from that side.
        Where both did, something beats nothing and then the newer beats the older.

    Returns
    -------
    merged : Work
    lost : Work
        The answers that had to give way though somebody wrote them.

    Examples
    --------
    >>> def work(text, hour):
    ...     entry = {"value": text, "changed": f"2021-12-02T{hour}:00:00Z"}
    ...     return Work.model_validate({"lesson": "01-where", "answers": {"a": {"b": entry}}})
    >>> merged, lost = merge(work("old", 10), work("new", 11), Work(lesson="01-where"))
    >>> merged.answers["a"]["b"].value, lost.answers["a"]["b"].value
    ('new', 'old')
    """
    ours, others, origin = _entries(mine), _entries(theirs), _entries(base)
    kept: dict[Key, Entry] = {}
    lost: dict[Key, Entry] = {}
    for key in {**others, **ours}:
        one, two, start = ours.get(key), others.get(key), origin.get(key)
        if one is None or two is None:
            kept[key] = one or two  # type: ignore[assignment]
        elif start in (one, two):
            kept[key] = two if one == start else one
        else:
            loser, kept[key] = sorted((one, two), key=_rank)
            if not loser.empty and loser.value != kept[key].value:
                lost[key] = loser
    return _work(mine.lesson, kept.items()), _work(mine.lesson, lost.items())


def _read(file: Path) -> Work | None:
    """Return the work in a file, None without a file; raise ValueError if it is damaged."""
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return None
    work = Work.model_validate_json(data.removeprefix(b"\xef\xbb\xbf"))
    if work.lesson != file.stem:
        raise ValueError(f"the file holds the work of {work.lesson}")
    return work


class Sheet:
    """A reader's answers to the tasks of one lesson, in memory and in a file.

    Parameters
    ----------
    lesson : str
        For example ``"01-where"``.
    folder : path-like, optional
        Where the file is; ``my-work`` in the current folder if not given.

    Attributes
    ----------
    file : pathlib.Path
        The file with the answers, JSON.
    notices : list of str
        What the reader should know: a damaged file, two versions of an answer.
    saved : datetime.datetime or None
        When the answers were last put in the file, UTC.

    Raises
    ------
    UnknownRecord
        If `lesson` is not the name of a lesson.
    """

    def __init__(self, lesson: str, folder: str | Path | None = None) -> None:
        try:
            self._work = self._base = Work(lesson=lesson)
        except ValidationError as error:
            raise UnknownRecord(
                f"{lesson!r} is not the name of a lesson: write it as in its file, '01-where'"
            ) from error
        self.file = Path(folder or FOLDER).absolute() / f"{lesson}.json"
        self.notices: list[str] = []
        self.saved: dt.datetime | None = None

    @property
    def work(self) -> Work:
        """Everything written, with the time of each change."""
        return self._work

    @property
    def answers(self) -> dict[str, dict[str, str | int]]:
        """What is written, by task and box, without the empty boxes."""
        return {
            task: full
            for task, boxes in self._work.answers.items()
            if (full := {box: entry.value for box, entry in boxes.items() if not entry.empty})
        }

    def value(self, task: str, box: str) -> str | int:
        """Return what stands in a box, an empty string if nothing."""
        entry = self._work.answers.get(task, {}).get(box)
        return entry.value if entry else ""

    def write(self, task: str, box: str, value: str | int) -> None:
        """Put an answer in a box, in memory; :meth:`save` puts it in the file."""
        if value == self.value(task, box):
            return
        if isinstance(value, str):  # half a surrogate pair cannot be written to a file
            value = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        entries = _entries(self._work)
        changed = _now()
        if old := entries.get((task, box)):  # a clock that was set back must not lose an answer
            changed = max(changed, old.changed + dt.timedelta(microseconds=1))
        entries[task, box] = Entry(value=value, changed=changed)
        self._work = _work(self._work.lesson, entries.items())

    def read(self) -> None:
        """Take over what is in the file; a damaged file is set aside and reported in `notices`.

        Raises
        ------
        WorksheetError
            If the file cannot be read, or is damaged and cannot be set aside.
        """
        try:
            try:
                disk = _read(self.file)
            except ValueError:  # under the lock nobody else is mending the file
                with files.locked(self.file.parent):
                    disk = self._read_or_set_aside()
        except OSError as error:
            raise files.plain(error, self.file.parent) from error
        if disk:
            self._work = self._base = disk

    def save(self) -> None:
        """Join what is in memory with what is in the file, and write it.

        Raises
        ------
        WorksheetError
            If that was not possible; the answers stay in memory.
        """
        try:
            with files.locked(self.file.parent):
                disk = self._read_or_set_aside()
                merged, lost = merge(self._work, disk or self._base, self._base)
                self._keep(lost)
                if merged != disk:
                    self._put(self.file, merged)
        except OSError as error:
            raise files.plain(error, self.file.parent) from error
        self._work = self._base = merged
        self.saved = _now()

    def take(self, work: Work) -> None:
        """Join in the work of a page handed back, and save.

        Raises
        ------
        WorksheetError
            If saving was not possible. The page's answers are then in memory only, and not even
            there if they would push out others that could not be kept in a file.
        """
        nothing = Work(lesson=self._work.lesson)
        written = [(key, entry) for key, entry in _entries(work).items() if not entry.empty]
        merged, lost = merge(self._work, _work(self._work.lesson, written), nothing)
        try:
            with files.locked(self.file.parent) if lost.answers else nullcontext():
                self._keep(lost)
        except OSError as error:
            raise files.plain(error, self.file.parent) from error
        self._work = merged
        self.save()

    def _read_or_set_aside(self) -> Work | None:
        try:
            return _read(self.file)
        except ValueError:
            aside = files.beside(self.file, "damaged")
            self.file.rename(aside)
            self.notices.append(
                f"The file with your answers, {self.file.name}, was damaged and could not be "
                f"read. It was not deleted: it is now called {aside.name}. You can open it to "
                "look for your words, or load your work from a page you downloaded."
            )
            return None

    def _keep(self, lost: Work) -> None:
        """Put answers that gave way to newer ones into a file of their own."""
        if lost.answers:
            aside = files.beside(self.file, "kept")
            self._put(aside, lost)
            self.notices.append(
                "An answer was there in two versions. The newer one is in the box. "
                f"The other one was kept in the file {aside.name}."
            )

    def _put(self, file: Path, work: Work) -> None:
        text = work.model_dump_json(indent=2)
        files.write(file, text.encode("utf-8") + b"\n")


def load(lesson: str, folder: str | Path | None = None) -> Sheet:
    """Return the saved answers of a lesson, to read or to go on with.

    Raises
    ------
    UnknownRecord
        If `lesson` is not the name of a lesson.
    WorksheetError
        If the file cannot be read, or is damaged and cannot be set aside.
    """
    sheet = Sheet(lesson, folder)
    sheet.read()
    return sheet


def answers(lesson: str, folder: str | Path | None = None) -> dict[str, dict[str, str | int]]:
    """Return what a reader wrote in a lesson: task, box, answer; empty without any.

    Examples
    --------
    >>> answers("07-reading-the-source", folder="/no/such/folder")
    {}
    """
    return load(lesson, folder).answers


def works(folder: str | Path | None = None) -> list[Work]:
    """Return the saved work of all lessons in a folder, in the order of their names.

    Damaged files are left out; the lesson they belong to reports them.
    """
    found = []
    for file in sorted(Path(folder or FOLDER).absolute().glob("*.json")):
        try:
            work = _read(file)
        except (ValueError, OSError):
            continue
        if work:
            found.append(work)
    return found
