"""The pages of a class gathered from a folder: who handed in, and what all of them answered.

Nothing leaves the computer. A file that is damaged, foreign or a copy is named and passed over.

>>> "no pages" in gather("/no/such/folder")
True
"""

import html
import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from explainer import reading
from explainer.classroom import spread
from explainer.classroom.worksheet.handing_in import asked_in, read_page
from explainer.classroom.worksheet.journal import SEED
from explainer.classroom.worksheet.work import Entry, Key, Line
from explainer.dates import day_words
from explainer.errors import Unreadable, WorksheetError
from explainer.page import cards
from explainer.page.cards import Html
from explainer.page.words import many
from explainer.story import Named, Story, named

#: Most bytes of a page and most files that are read: many times what a class hands in.
_LARGEST, _MOST = 5_000_000, 1_000
#: A text of so many words, saved at the same moment, was not written twice.
_OWN_WORDS = 5
_NAME = re.compile(rb'<p class="ex-author">Name: <b>([^<]{1,400})</b>')
_FOREIGN = "is no page that was downloaded under the tasks of a lesson, or it is damaged"
#: Another lesson by the same student.
_MORE = "goes on with"
_OTHER = "is no page (.html): ask for the page that “Download my work as a page” saves"
_NOTHING = (
    "There are no pages in the folder {} yet. Make a folder of that name beside this notebook, put "
    "the pages of your class into it, and run this cell again."
)


@dataclass
class Student:
    """One who handed in: a name, if there is one, the files, and what stands in each box."""

    name: str
    files: list[str]
    entries: dict[Key, Entry] = field(default_factory=dict)

    def named_as(self, other: "Student") -> bool:
        """Whether both have one name, in capitals or not."""
        return self.name.casefold() == other.name.casefold() != ""

    @property
    def lessons(self) -> set[str]:
        """The lessons in which something is answered."""
        return {lesson for lesson, _, _ in self.entries}

    @property
    def last(self) -> str:
        """The day of the last change, in the reader's own time."""
        times = [entry.changed for entry in self.entries.values()]
        return day_words(max(times).astimezone().date()) if times else "nothing is written"

    def take(self, other: "Student") -> None:
        """Add the pages of the same student; of each box the newest answer stands."""
        self.files += other.files
        self.name = self.name or other.name
        for key, entry in other.entries.items():
            mine = self.entries.get(key)
            if mine is None or (mine.changed, mine.turn) < (entry.changed, entry.turn):
                self.entries[key] = entry


def gather(folder: str | Path, lesson: str | None = None, *, story: Named = None) -> Html:
    """Return what a class handed in: answers counted without names, and who handed in.

    For each lesson its guesses, answers and forecasts are told as numbers, and for each open task
    the answers that differ most. Files that could not be read, or are copies, are named.

    Parameters
    ----------
    folder : str or pathlib.Path
        With the pages that students downloaded (``my-work-….html``), or their ``journal.jsonl``;
        folders inside it are looked into.
    lesson : str, optional
        Only this one; all that were answered if left out.
    story : Story, str or pathlib.Path, optional
        Or its name or folder; the story of the package if left out.
    """
    whole, notices = named(story), []
    students = _merged(_pages(Path(folder), whole, notices), notices)
    if not students and not notices:
        return cards.status(_NOTHING.format(folder))
    return cards.piece(
        "gathered",
        style=cards.stylesheet("worksheet.css"),
        count=many(len(students), "student"),
        who=_who(students),
        known=many(len(notices), "thing"),
        notices=tuple(notices),
        body=_lessons(lesson, students, whole),
    )


def _who(students: list[Student]) -> Html:
    if not students:
        return Html()
    rows = [
        (
            cards.fill("<bdi>$name</bdi>", name=student.name or f"(no name) {student.files[0]}"),
            ", ".join(sorted(student.lessons)),
            len(student.entries),
            student.last,
        )
        for student in sorted(students, key=lambda item: (not item.name, item.name.casefold()))
    ]
    table = cards.table("Who handed in", ("Name", "Lessons", "Boxes filled", "Last change"), rows)
    return cards.fold("Who handed in", table)


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder and of those in it, by name; hidden ones are left out."""
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name[0] not in "._")
        yield from (Path(here) / name for name in sorted(files) if name[0] not in "._")


def _pages(folder: Path, story: Story, notices: list[str]) -> Iterator[Student]:
    """Yield what each file holds; those that hold nothing of this story are named."""
    for number, file in enumerate(_files(folder), start=1):
        name = str(file.relative_to(folder))
        if number > _MOST:
            notices.append(f"There are more than {_MOST} files: the rest was not read")
            return
        try:
            page = _page(file, name)
        except (Unreadable, WorksheetError, ValidationError) as error:
            wrong = error.wrong if isinstance(error, Unreadable) else _FOREIGN
            notices.append(f"{name[:200]} {wrong}")
            continue
        ours = {lesson for lesson in page.lessons if any(asked_in(lesson, story))}
        if page.lessons and not ours:
            notices.append(f"{name[:200]} holds no lesson of this story")
            continue
        page.entries = {key: entry for key, entry in page.entries.items() if key[0] in ours}
        yield page


def _page(file: Path, name: str) -> Student:
    if file.suffix.lower() not in (".html", ".htm", ".jsonl"):
        raise Unreadable(_OTHER, "")
    if file.is_symlink():
        raise Unreadable("is a link to another file", "Put the file itself there")
    data = reading.content(file, _LARGEST) or b""
    said = _NAME.search(data)
    found = Student(_name(said[1].decode("utf-8", "replace")) if said else "", [name])
    for key, entry in _entries(data, file.suffix):
        if not entry.empty and key != SEED:
            found.take(Student("", [], {key: entry}))
    return found


def _entries(data: bytes, ending: str) -> Iterator[tuple[Key, Entry]]:
    if ending.lower() == ".jsonl":
        rows = (row for row in data.split(b"\n") if row.strip())
        for line in map(Line.model_validate_json, rows):
            yield line.key, Entry(value=line.value, changed=line.time, turn=line.turn)
        return
    for work in read_page(data):
        for task, boxes in work.answers.items():
            for box, entry in boxes.items():
                yield (work.lesson, task, box), entry


def _name(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", html.unescape(text)).split())[:80]


def _merged(pages: Iterator[Student], notices: list[str]) -> list[Student]:
    """Return each student once: an earlier page and a copy are added to what is there."""
    students: list[Student] = []
    for page in pages:
        told = next(((one, why) for one in students if (why := _same(one, page))), None)
        if told is None:
            if one := next(filter(page.named_as, students), None):
                notices.append(
                    f"{page.files[0]} has the name on {one.files[0]} and no answer in common with "
                    "it: counted as two students"
                )
            students.append(page)
            continue
        one, why = told
        if why != _MORE:
            notices.append(f"{page.files[0]} {why} {one.files[0]}: counted once")
        one.take(page)
    return students


def _same(one: Student, other: Student) -> str:
    """Say in words why two pages are by one student; nothing if they are not."""
    if one.entries and one.entries == other.entries:
        return "is a copy of"
    common = [entry for key, entry in other.entries.items() if one.entries.get(key) == entry]
    if one.named_as(other):
        more = "" if one.lessons & other.lessons else _MORE
        return "is by the same student as" if common else more
    return "has words written at the same moment as" if any(map(_own, common)) else ""


def _own(entry: Entry) -> bool:
    """Whether these are a student's own words, at a moment that no two students share."""
    words = str(entry.value)
    return bool(entry.changed.microsecond) and "\n" not in words and words.count(" ") >= _OWN_WORDS


def _lessons(lesson: str | None, students: list[Student], story: Story) -> Html:
    """Return what was answered in each lesson, folded if there are several."""
    answered = sorted({name for student in students for name in student.lessons})
    names = [name for name in answered if lesson in (None, name)]
    parts = [_lesson(name, students, story) for name in names]
    if len(parts) > 1:
        titles = (f"{name}: what the class answered" for name in names)
        parts = map(cards.fold, titles, parts)
    return cards.join(parts)


def _lesson(lesson: str, students: list[Student], story: Story) -> Html:
    """Return what a class answered in a lesson: first its guesses, then questions, then tasks."""
    sheet, asked = asked_in(lesson, story)
    given: dict[tuple[str, str], list[str | int]] = {}
    for student in students:
        for (name, *place), entry in student.entries.items():
            if name == lesson:
                given.setdefault((place[0], place[1]), []).append(entry.value)
    parts = [
        spread.of_question(item, list(map(str, given[place])), story)
        for place, item in sorted(asked.items(), key=lambda pair: pair[0][0] != "guess")
        if place in given
    ]
    parts += [
        spread.of_box(f"{task.title}: {box.label}", box.kind, given[task.id, box.id])
        for task in sheet
        for box in task.boxes
        if not task.private and (task.id, box.id) in given
    ]
    count = sum(lesson in student.lessons for student in students)
    return cards.fill(
        "<p>$lesson: $count answered.</p>$parts",
        lesson=lesson,
        count=many(count, "student"),
        parts=cards.join(parts),
    )
