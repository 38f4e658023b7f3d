"""What a reader writes is never lost: not to a crash, a damaged file, a second tab, a full disk."""

import datetime as dt
import errno
import itertools
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from explainer import story
from explainer.classroom.worksheet import Work, answers, load, tasks, works
from explainer.classroom.worksheet import disk as files
from explainer.classroom.worksheet.store import merge
from explainer.errors import StoryError, UnknownRecord, WorksheetError
from explainer.story import parsing as reading
from tests import practice

HOUR = dt.datetime(2021, 12, 2, 9, tzinfo=dt.UTC)


def work(**boxes: tuple[str, int]) -> Work:
    """Return work on one task: box=(text, minute it was changed)."""
    entries = {
        box: {"value": text, "changed": HOUR + dt.timedelta(minutes=minute)}
        for box, (text, minute) in boxes.items()
    }
    return Work(lesson="one", answers={"text": entries} if entries else {})


def texts(work: Work) -> dict[str, str]:
    return {box: entry.value for box, entry in work.answers.get("text", {}).items()}


def aside(folder: Path, why: str) -> list[Path]:
    return sorted(folder.glob(f"one.{why}-*.json"))


# Tasks


def task_files() -> list[str]:
    folder = reading.bundled() / "ukraine-2021" / "tasks"
    return sorted(file.name.removesuffix(".toml") for file in folder.iterdir())


@pytest.mark.parametrize("lesson", task_files())
def test_tasks_of_the_story_cite_its_sources(lesson):
    here = reading.bundled() / "ukraine-2021"
    known = {record.id for record in reading.contents(here).collections["sources"]}
    for task in tasks(lesson).tasks:
        assert set(task.sources) <= known, task.id
        assert any(box.starters for box in task.boxes), f"{task.id} has no sentence starters"


def test_an_unknown_lesson_is_told_with_the_known_ones(tmp_path):
    with pytest.raises(UnknownRecord, match=r"'onne'.*one, two.*Did you mean 'one'"):
        tasks("onne", story=practice.story(tmp_path / "s"))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('id = "short"', 'id = "long"', "stands twice"),
        ('id = "guess"', 'id = "text"', "stands twice"),
        ('lesson = "one"', 'lesson = "two"', "but the file is one.toml"),
        ('hint = "Think"', "", "task.2.hint: is missing. Add it$"),
        ("[[task.box]]", "[[task.boxes]]", "box: is missing"),
        ('kind = "percent"', 'kind = "colour"', "kind"),
        ("[[task]]", "[task", "cannot be read"),
    ],
)
def test_mistakes_in_tasks_are_told(tmp_path, old, new, told):
    story = practice.story(tmp_path / "s")
    file = story / "tasks" / "one.toml"
    file.write_text(file.read_text().replace(old, new))
    with pytest.raises(StoryError, match=rf"tasks/one\.toml.*{told}"):
        tasks("one", story=story)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('sources = ["a"]', 'sources = ["b"]', "tasks/one.toml · text · sources: there is no 'b'"),
        ('hint = "Go"', "", "tasks/two.toml · task.1.hint: is missing"),
    ],
)
def test_checking_a_story_checks_its_tasks(tmp_path, old, new, told):
    here = practice.story(tmp_path / "s")
    assert story.load(here).id == "practice"
    for file in (here / "tasks").iterdir():
        file.write_text(file.read_text().replace(old, new))
    story.load.cache_clear()
    with pytest.raises(StoryError, match=re.escape(told)):
        story.load(here)


# Saving and finding again


@pytest.mark.parametrize("text", ["Київ · Kyiv", 'a "b"\n\n\tc\\', "🗺️\u2028", "", " ", "x" * 10**6])
def test_what_is_saved_is_found_again(tmp_path, text):
    sheet = load("one", tmp_path)
    sheet.write("text", "long", text)
    sheet.write("guess", "number", 0)
    sheet.save()
    again = load("one", tmp_path)
    assert (again.value("text", "long"), again.value("guess", "number")) == (text, 0)
    assert (again.notices, again.work) == ([], sheet.work)
    assert answers("one", tmp_path)["guess"] == {"number": 0}


def test_the_file_is_plain_and_the_only_one_a_reader_sees(tmp_path):
    sheet = load("one", tmp_path / "my-work")
    for text in ("Київ", "Kyiv"):
        sheet.write("text", "long", text)
        sheet.save()
    shown = [file.name for file in (tmp_path / "my-work").iterdir() if file.name[0] != "."]
    assert shown == ["one.json"]
    raw = json.loads((tmp_path / "my-work" / "one.json").read_bytes())
    assert (raw["format"], raw["version"], raw["lesson"]) == ("explainer worksheet", 1, "one")
    assert raw["answers"]["text"]["long"]["value"] == "Kyiv"


def test_the_file_is_beside_the_notebook(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    sheet = load("one")
    monkeypatch.chdir("/")
    sheet.write("text", "long", "here")
    sheet.save()
    assert (tmp_path / "my-work" / "one.json").exists()


def test_half_a_character_does_not_stop_saving(tmp_path):
    sheet = load("one", tmp_path)
    sheet.write("text", "long", "before \ud83d after")
    sheet.save()
    assert answers("one", tmp_path)["text"]["long"] == "before \ufffd after"


def test_opening_writes_nothing(tmp_path):
    load("one", tmp_path / "my-work")
    assert not (tmp_path / "my-work").exists()


def test_answers_to_tasks_of_another_edition_are_kept(tmp_path):
    sheet = load("one", tmp_path)
    sheet.write("an-older-task", "box", "still mine")
    sheet.save()
    sheet = load("one", tmp_path)
    sheet.write("text", "long", "new")
    sheet.save()
    assert answers("one", tmp_path)["an-older-task"] == {"box": "still mine"}


@pytest.mark.parametrize("name", ["../one", "", "One", "a/b", "one.json", "C:"])
def test_a_lesson_cannot_name_another_folder(tmp_path, name):
    with pytest.raises(UnknownRecord, match="not the name of a lesson"):
        load(name, tmp_path)


def test_works_are_those_of_all_lessons_and_nothing_else(tmp_path):
    for lesson in ("two", "one"):
        sheet = load(lesson, tmp_path)
        sheet.write("text", "long", lesson)
        sheet.save()
    (tmp_path / "three.json").write_text("damaged")
    (tmp_path / "one.kept-20211202-090000.json").write_text((tmp_path / "one.json").read_text())
    assert [found.lesson for found in works(tmp_path)] == ["one", "two"]


# Damaged files

GOOD = work(long=("my words", 1)).model_dump_json(indent=2).encode()
DAMAGED = {
    "empty": b"",
    "zeros after a power cut": b"\0" * 4096,
    "binary": random.Random(1).randbytes(2000),
    "not UTF-8": GOOD.replace(b"my words", b"\xff\xfe"),
    "a list": b"[]",
    "another form": b'{"answers": {}}',
    "a later version": GOOD.replace(b'"version": 1', b'"version": 2'),
    "another lesson": GOOD.replace(b'"one"', b'"two"'),
    "no time zone": GOOD.replace(b"Z", b""),
    "a time at the end of the calendar": GOOD.replace(b"2021-", b"9999-"),
    "a number that is no per cent": GOOD.replace(b'"my words"', b"101"),
    "very deep": b"[" * 10**5,
    "two files in one": GOOD + GOOD,
}


@pytest.mark.parametrize("data", DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_file_is_set_aside_and_told(tmp_path, data):
    (tmp_path / "one.json").write_bytes(data)
    sheet = load("one", tmp_path)
    (kept,) = aside(tmp_path, "damaged")
    assert kept.read_bytes() == data
    assert sheet.answers == {}
    assert len(sheet.notices) == 1 and kept.name in sheet.notices[0]
    sheet.write("text", "long", "again")
    sheet.save()
    assert answers("one", tmp_path) == {"text": {"long": "again"}}
    assert kept.read_bytes() == data


def test_every_truncated_file_is_set_aside(tmp_path):
    for length in range(len(GOOD)):
        (tmp_path / "one.json").write_bytes(GOOD[:length])
        assert load("one", tmp_path).notices, length
    assert len(aside(tmp_path, "damaged")) == len(GOOD)
    (tmp_path / "one.json").write_bytes(GOOD)
    assert load("one", tmp_path).notices == []


def test_a_file_damaged_while_the_lesson_is_open_is_set_aside_too(tmp_path):
    sheet = load("one", tmp_path)
    sheet.write("text", "long", "mine")
    sheet.save()
    (tmp_path / "one.json").write_bytes(b"{ half")
    sheet.write("text", "short", "more")
    sheet.save()
    assert aside(tmp_path, "damaged")[0].read_bytes() == b"{ half"
    assert answers("one", tmp_path) == {"text": {"long": "mine", "short": "more"}}
    assert len(sheet.notices) == 1


def test_a_damaged_file_that_cannot_be_set_aside_is_not_overwritten(tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError(errno.EACCES, "Permission denied")

    (tmp_path / "one.json").write_bytes(b"{ half")
    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(WorksheetError, match="may not be written to"):
        load("one", tmp_path)
    assert (tmp_path / "one.json").read_bytes() == b"{ half"


def test_a_file_edited_in_notepad_is_read(tmp_path):
    (tmp_path / "one.json").write_bytes(b"\xef\xbb\xbf" + GOOD.replace(b"\n", b"\r\n"))
    assert answers("one", tmp_path) == {"text": {"long": "my words"}}


def test_a_file_changed_by_hand_is_taken_over(tmp_path):
    sheet = load("one", tmp_path)
    sheet.write("text", "long", "old words")
    sheet.save()
    file = tmp_path / "one.json"
    file.write_text(file.read_text().replace("old words", "by hand"))
    sheet.write("text", "short", "more")
    sheet.save()
    assert sheet.answers == {"text": {"long": "by hand", "short": "more"}}
    assert aside(tmp_path, "kept") == []


# Places that cannot be written to


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "may not be written to"),
        (errno.EACCES, "may not be written to"),
        (errno.EIO, "Input/output error"),
    ],
)
@pytest.mark.parametrize("call", ["fsync", "mkdir"])
def test_a_failure_is_told_and_nothing_is_lost(tmp_path, monkeypatch, code, told, call):
    sheet = load("one", tmp_path / "w")
    sheet.write("text", "long", "first")
    sheet.save()
    sheet.write("text", "long", "second")
    with monkeypatch.context() as patch:

        def fail(*_, **__):
            raise OSError(code, os.strerror(code))

        patch.setattr(*((os, "fsync") if call == "fsync" else (Path, "mkdir")), fail)
        with pytest.raises(WorksheetError, match=told):
            sheet.save()
    assert answers("one", tmp_path / "w") == {"text": {"long": "first"}}
    assert sheet.answers == {"text": {"long": "second"}}
    assert not list((tmp_path / "w").glob(".*.tmp"))
    sheet.save()
    assert answers("one", tmp_path / "w") == {"text": {"long": "second"}}


def test_a_file_where_the_folder_should_be_is_told(tmp_path):
    (tmp_path / "my-work").write_text("something else")
    with pytest.raises(WorksheetError, match="Not saved"):
        load("one", tmp_path / "my-work")
    assert (tmp_path / "my-work").read_text() == "something else"


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_a_folder_of_somebody_else_is_told(tmp_path):
    (tmp_path / "one.json").write_bytes(GOOD)
    tmp_path.chmod(0o555)
    code = (
        "import os, sys\n"
        "from explainer.classroom.worksheet import load\n"
        "if os.geteuid() == 0: os.seteuid(65534)\n"
        "sheet = load('one', sys.argv[1])\n"
        "sheet.write('text', 'long', 'mine')\n"
        "try: sheet.save()\n"
        "except OSError as error: print(type(error).__name__, error, sheet.answers)\n"
    )
    for parent in tmp_path.parents:  # pytest's folders are for their owner only
        if parent.owner() == tmp_path.owner() and "pytest-" in str(parent):
            parent.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path], capture_output=True, text=True, check=True
    )
    assert "WorksheetError Not saved: this folder may not be written to" in done.stdout
    assert "{'text': {'long': 'mine'}}" in done.stdout
    assert (tmp_path / "one.json").read_bytes() == GOOD


# Two tabs


def test_two_tabs_keep_each_other_s_answers(tmp_path):
    one, two = load("one", tmp_path), load("one", tmp_path)
    one.write("text", "long", "from the first")
    one.save()
    two.write("text", "short", "from the second")
    two.save()
    one.save()
    assert one.answers == two.answers == answers("one", tmp_path)
    assert one.answers == {"text": {"long": "from the first", "short": "from the second"}}
    assert aside(tmp_path, "kept") == [] and one.notices == two.notices == []


def test_the_same_box_in_two_tabs_keeps_both_versions(tmp_path):
    one, two = load("one", tmp_path), load("one", tmp_path)
    one.write("text", "long", "earlier")
    two.write("text", "long", "later")
    two.save()
    one.save()
    assert one.answers == {"text": {"long": "later"}}
    (kept,) = aside(tmp_path, "kept")
    assert texts(Work.model_validate_json(kept.read_bytes())) == {"long": "earlier"}
    assert len(one.notices) == 1 and kept.name in one.notices[0]
    for text in ("later still", "and later"):
        two.write("text", "long", text)
        two.save()
    one.save()
    assert one.answers == {"text": {"long": "and later"}}
    assert len(aside(tmp_path, "kept")) == 1, "going on in one tab is no conflict"


def test_erasing_is_an_answer_too(tmp_path):
    one, two = load("one", tmp_path), load("one", tmp_path)
    one.write("text", "long", "words")
    one.save()
    two.save()
    one.write("text", "long", "")
    one.save()
    two.save()
    assert two.answers == answers("one", tmp_path) == {}
    assert aside(tmp_path, "kept") == []


def test_a_clock_set_back_does_not_make_new_words_older(tmp_path, monkeypatch):
    sheet = load("one", tmp_path)
    sheet.write("text", "long", "by the right clock")
    sheet.save()
    page = sheet.work
    monkeypatch.setattr("explainer.classroom.worksheet.store._now", lambda: HOUR)
    sheet.write("text", "long", "by the wrong clock")
    sheet.save()
    sheet.take(page)
    assert sheet.answers == {"text": {"long": "by the wrong clock"}}


@pytest.mark.parametrize("seed", range(200))
def test_merging_loses_no_word(seed):
    dice = random.Random(seed)

    def version():
        return work(
            **{
                box: (dice.choice(["", "a", "b", "c"]), dice.randrange(4))
                for box in "xyz"
                if dice.random() < 0.7
            }
        )

    base, mine, theirs = version(), version(), version()
    merged, lost = merge(mine, theirs, base)
    mirrored, lost_too = merge(theirs, mine, base)
    assert merged.answers == mirrored.answers
    assert texts(lost) == texts(lost_too)
    assert merge(merged, merged, base)[0].answers == merged.answers
    for side, box in itertools.product((mine, theirs), "xyz"):
        word = texts(side).get(box, "")
        changed = side.answers.get("text", {}).get(box) != base.answers.get("text", {}).get(box)
        if word and changed:
            assert word in (texts(merged).get(box), texts(lost).get(box)), box


# Crashes and other processes

pytestmark_posix = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")


def writer(folder: Path, box: str, *count: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, practice.__file__, str(folder), box, *map(str, count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


@pytestmark_posix
def test_a_process_killed_while_writing_leaves_a_whole_file(tmp_path):
    dice = random.Random(7)
    for _ in range(12):
        with writer(tmp_path, "long") as process:
            assert process.stdout
            process.stdout.readline()  # it has begun
            begun = time.monotonic()
            process.stdout.readline()
            # Somewhere in the next few texts, however long this machine takes for one.
            time.sleep(dice.uniform(0, 3) * (time.monotonic() - begun))
            os.kill(process.pid, signal.SIGKILL)
            told = process.stdout.read().split(b"\n")[:-1]
        sheet = load("one", tmp_path)
        assert sheet.notices == []
        number, _, rest = sheet.value("text", "long").partition(":")
        done = int(told[-1]) if told else 1
        assert int(number) in (done, done + 1), "an answer that was saved is gone"
        assert rest == chr(ord("a") + int(number) % 26) * (int(number) % 5000)
        assert len(list(tmp_path.glob(".*.tmp"))) <= 1, "the killed leave files that nobody removes"
    sheet.write("text", "short", "the next one can write")
    sheet.save()
    assert not list(tmp_path.glob(".*.tmp"))


def test_three_processes_at_once_lose_nothing(tmp_path):
    running = [writer(tmp_path, box, 60) for box in ("long", "short", "other")]
    for process in running:
        assert process.communicate(timeout=60) and process.returncode == 0
    found = answers("one", tmp_path)["text"]
    assert {box: text.partition(":")[0] for box, text in found.items()} == dict.fromkeys(
        ("long", "short", "other"), "59"
    )
    assert aside(tmp_path, "kept") == aside(tmp_path, "damaged") == []


def test_a_lock_that_is_not_given_back_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "WAIT", 0.1)
    sheet = load("one", tmp_path)
    sheet.write("text", "long", "mine")
    with files.locked(tmp_path), pytest.raises(WorksheetError, match="another window"):
        sheet.save()
    sheet.save()
    assert answers("one", tmp_path) == {"text": {"long": "mine"}}


def test_a_file_system_without_locks_still_saves(tmp_path, monkeypatch):
    def no_locks(_):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(files, "_try_lock", no_locks)
    sheet = load("one", tmp_path)
    sheet.write("text", "long", "mine")
    sheet.save()
    assert answers("one", tmp_path) == {"text": {"long": "mine"}}


def test_windows_locks_the_same_way(tmp_path, monkeypatch):
    held: set[int] = set()

    class FakeMsvcrt:
        """Windows' way, as far as it is used: one byte, refused with EACCES while it is held."""

        LK_NBLCK = 2

        @staticmethod
        def locking(descriptor, mode, length):
            assert (mode, length, os.lseek(descriptor, 0, os.SEEK_CUR)) == (2, 1, 0)
            held_now = {d for d in held if _open(d)}
            if held_now - {descriptor}:
                raise PermissionError(errno.EACCES, "Permission denied")
            held.add(descriptor)

    def _open(descriptor):
        try:
            os.fstat(descriptor)
        except OSError:
            return False
        return True

    monkeypatch.setattr(files, "fcntl", None)
    monkeypatch.setattr(files, "WAIT", 0.05)
    monkeypatch.setitem(sys.modules, "msvcrt", FakeMsvcrt)
    sheet = load("one", tmp_path)
    sheet.write("text", "long", "mine")
    sheet.save()
    held.clear()
    with files.locked(tmp_path), pytest.raises(WorksheetError, match="another window"):
        sheet.save()


def test_a_virus_scanner_that_holds_the_file_for_a_moment(tmp_path, monkeypatch):
    tries = itertools.count()
    replace = Path.replace

    def held_at_first(self, target):
        if next(tries) < 3:
            raise PermissionError(errno.EACCES, "The process cannot access the file")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", held_at_first)
    sheet = load("one", tmp_path)
    sheet.write("text", "long", "mine")
    sheet.save()
    assert answers("one", tmp_path) == {"text": {"long": "mine"}}


def test_names_of_files_suit_every_system(tmp_path):
    (tmp_path / "one.json").write_bytes(b"{")
    load("one", tmp_path)
    load("one", tmp_path).save()
    for file in tmp_path.iterdir():
        assert not set('<>:"/\\|?*') & set(file.name)


def test_nothing_is_loaded_before_it_is_used():
    code = (
        "import sys, explainer\n"
        "assert not {'pydantic', 'explainer.classroom.worksheet'} & set(sys.modules)\n"
        "explainer.worksheet.answers; assert 'ipywidgets' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
