"""What a reader writes is never lost: not to a crash, a damaged file, a second tab, a full disk."""

import datetime as dt
import errno
import json
import os
import random
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer import reading, story
from explainer.classroom.worksheet import Journal, answers, handing_in, journal, load
from explainer.errors import StoryError, UnknownRecord, WorksheetError
from explainer.story import named
from tests import practice

LONG, SHORT = ("one", "text", "long"), ("one", "text", "short")


def write(folder: Path, text: str, box: tuple[str, str, str] = LONG) -> Journal:
    """Write into a box as a lesson does that has just been opened."""
    opened = load(folder)
    opened.write(*box, text)
    opened.save()
    return opened


def lines(folder: Path) -> list[bytes]:
    return (folder / journal.NAME).read_bytes().split(b"\n")[1:]


def versions(folder: Path) -> list[str]:
    """Return every text that the file holds, in its order."""
    return [json.loads(line)["value"] for line in lines(folder)]


# Tasks


STORY = story.load()


@pytest.mark.parametrize("lesson", [lesson.id for lesson in STORY.lessons.lesson])
def test_every_task_of_a_lesson_has_sentence_starters(lesson):
    assert STORY.tasks(lesson).title
    for task in STORY.tasks(lesson).tasks:
        assert any(box.starters for box in task.boxes), f"{task.id} has no sentence starters"


def test_an_unknown_lesson_is_told_with_the_known_ones(tmp_path):
    with pytest.raises(UnknownRecord, match=r"'onne'.*one, two.*Did you mean 'one'"):
        named(practice.story(tmp_path / "s")).tasks("onne")


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
        named(story).tasks("one")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('sources = ["a"]', 'sources = ["b"]', "tasks/one.toml · text · sources: there is no 'b'"),
        ('hint = "Go"', "", "tasks/two.toml · task.1.hint: is missing"),
    ],
)
def test_checking_a_story_checks_its_tasks(tmp_path, old, new, told):
    here = practice.story(tmp_path / "s")
    for file in (here / "tasks").iterdir():
        file.write_text(file.read_text().replace(old, new))
    with pytest.raises(StoryError, match=re.escape(told)):
        story.load(here)


def test_loading_a_story_reads_no_task_and_no_question(monkeypatch):
    asked = []
    tables = reading.tables
    monkeypatch.setattr(reading, "tables", lambda file: asked.append(file) or tables(file))
    loaded = story.load.__wrapped__()
    assert asked and not [file for file in asked if file.parent.name in ("tasks", "quiz")]
    assert loaded.tasks("01-where").lesson == "01-where" and loaded.quiz("01-where")
    assert {file.parent.name for file in asked} >= {"tasks", "quiz"}


# Saving and finding again


@pytest.mark.parametrize("text", ["Київ · Kyiv", 'a "b"\n\n\tc\\', "🗺️\u2028\0", " ", "x" * 10**6])
def test_what_is_saved_is_found_again(tmp_path, text):
    one = write(tmp_path, text)
    one.write("one", "guess", "number", 0)
    one.save()
    again = load(tmp_path)
    assert (again.value(*LONG), again.value("one", "guess", "number")) == (text, 0)
    assert (again.notices, again.works()) == ([], one.works())
    assert answers("one", tmp_path)["guess"] == {"number": 0}


def test_a_change_is_a_line_more_and_nothing_else(tmp_path):
    folder = tmp_path / "my-work"
    before = b""
    for text in ("Київ", "Kyiv", "", "Київ"):
        write(folder, text)
        now = (folder / journal.NAME).read_bytes()
        assert now.startswith(before)
        before = now
    assert [file.name for file in folder.iterdir()] == [journal.NAME]
    assert versions(folder) == ["Київ", "Kyiv", "", "Київ"]
    assert {*json.loads(lines(folder)[0])} == {"time", "lesson", "task", "box", "value"}
    assert "Київ".encode() in lines(folder)[0], "a reader can find the words in the file"


def test_letters_between_two_savings_are_one_line(tmp_path):
    one = load(tmp_path)
    for text in ("a", "ab", "abc"):
        one.write(*LONG, text)
    one.save()
    one.save()
    assert versions(tmp_path) == ["abc"]


def test_the_file_is_beside_the_notebook(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    one = load()
    monkeypatch.chdir("/")
    one.write(*LONG, "here")
    one.save()
    assert answers("one", tmp_path / "my-work") == {"text": {"long": "here"}}


def test_half_a_character_does_not_stop_saving(tmp_path):
    write(tmp_path, "before \ud83d after")
    assert answers("one", tmp_path)["text"]["long"] == "before \ufffd after"


def test_opening_writes_nothing(tmp_path):
    load(tmp_path / "my-work").save()
    assert not (tmp_path / "my-work").exists()


def test_works_are_those_of_all_lessons(tmp_path):
    for lesson in ("two", "one"):
        write(tmp_path, lesson, (lesson, "an-older-task", "box"))
    assert [found.lesson for found in load(tmp_path).works()] == ["one", "two"]
    assert answers("one", tmp_path) == {"an-older-task": {"box": "one"}}


# Damaged files

DAMAGED = {
    "zeros after a power cut": b"\0" * 4096,
    "binary": random.Random(1).randbytes(2000).replace(b"\n", b" "),
    "not UTF-8": b'{"time": "2021-12-02T09:00:00Z", "value": "\xff\xfe"}',
    "a list": b"[]",
    "another form": b'{"answers": {}}',
    "no time zone": b'{"time":"2021-12-02T09:00","lesson":"a","task":"b","box":"c","value":""}',
    "no per cent": b'{"time":"2021-12-02T09:00Z","lesson":"a","task":"b","box":"c","value":101}',
    "very deep": b"[" * 10**5,
}  # fmt: skip


@pytest.mark.parametrize("data", DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_line_is_passed_over_and_told(tmp_path, data):
    write(tmp_path, "mine")
    with (tmp_path / journal.NAME).open("ab") as file:
        file.write(b"\n" + data)
    write(tmp_path, "after", SHORT)
    assert data in (tmp_path / journal.NAME).read_bytes()
    found = load(tmp_path)
    assert found.answers("one") == {"text": {"long": "mine", "short": "after"}}
    assert len(found.notices) == 1 and journal.NAME in found.notices[0]
    found.save()
    assert len(found.notices) == 1


def test_of_a_truncated_file_every_whole_line_stands(tmp_path):
    for text in ("one", "two", "three"):
        write(tmp_path, text)
    whole = (tmp_path / journal.NAME).read_bytes()
    ends = [end for end in range(len(whole) + 1) if whole[end : end + 1] in (b"\n", b"")]
    for length in range(len(whole)):
        (tmp_path / journal.NAME).write_bytes(whole[:length])
        found = load(tmp_path)
        assert found.notices == [], "half a line is nothing to worry about"
        expected = [None, "one", "two", "three"][sum(0 < end <= length for end in ends)]
        assert found.answers("one").get("text", {}).get("long") == expected, length
        found.write(*SHORT, "next")
        found.save()
        assert answers("one", tmp_path)["text"]["short"] == "next", length


def test_what_somebody_took_out_of_the_file_is_added_again(tmp_path):
    one = write(tmp_path, "mine")
    (tmp_path / journal.NAME).unlink()
    one.write(*SHORT, "more")
    one.save()
    assert answers("one", tmp_path) == {"text": {"long": "mine", "short": "more"}}


def test_a_file_edited_in_notepad_is_read(tmp_path):
    one = write(tmp_path, "old words")
    file = tmp_path / journal.NAME
    data = file.read_bytes().replace(b"old words", b"by hand").replace(b"\n", b"\r\n")
    file.write_bytes(b"\xef\xbb\xbf" + data + b"\r\n")
    one.write(*SHORT, "more")
    one.save()
    assert one.answers("one") == {"text": {"long": "by hand", "short": "more"}}
    assert answers("one", tmp_path) == one.answers("one")


# Files of the edition before, one a lesson

OLD = {
    "format": "explainer worksheet",
    "version": 1,
    "lesson": "one",
    "answers": {"text": {"long": {"value": "of old", "changed": "2021-12-02T09:00:00.5+01:00"}}},
}


def test_files_of_an_earlier_edition_are_taken_over_once_and_stay(tmp_path):
    old = tmp_path / "one.json"
    old.write_text(json.dumps(OLD, indent=2), "utf-8-sig")
    (tmp_path / "one.kept-20211202-090000.json").write_text(old.read_text().replace("of", "kept"))
    before = old.read_bytes()
    assert answers("one", tmp_path) == {"text": {"long": "of old"}}
    assert not (tmp_path / journal.NAME).exists(), "looking writes nothing"
    for text in ("new", "newer"):
        write(tmp_path, text, SHORT)
    assert versions(tmp_path) == ["of old", "new", "newer"]
    write(tmp_path, "mine")
    assert answers("one", tmp_path)["text"]["long"] == "mine"
    assert old.read_bytes() == before
    old.unlink()
    assert load(tmp_path).answers("one") == {"text": {"long": "mine", "short": "newer"}}


@pytest.mark.parametrize("data", [b"{ half", b"", b"[]", json.dumps(OLD).encode()])
def test_a_damaged_file_of_an_earlier_edition_is_told_and_left(tmp_path, data):
    (tmp_path / "two.json").write_bytes(data)
    found = write(tmp_path, "mine")
    assert len(found.notices) == 1 and "two.json" in found.notices[0]
    assert (tmp_path / "two.json").read_bytes() == data
    assert answers("one", tmp_path) == {"text": {"long": "mine"}}


# Places that cannot be written to


def fail(code: int):
    def failing(*_, **__):
        raise OSError(code, os.strerror(code))

    return failing


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "may not be written to"),
        (errno.EACCES, "may not be written to"),
        (errno.EIO, "Input/output error"),
    ],
)
@pytest.mark.parametrize("call", ["fsync", "open", "write"])
def test_a_failure_is_told_and_nothing_is_lost(tmp_path, monkeypatch, code, told, call):
    one = write(tmp_path, "first")
    one.write(*LONG, "second")
    with monkeypatch.context() as patch:
        patch.setattr(os, call, fail(code))
        with pytest.raises(WorksheetError, match=told):
            one.save()
    assert one.answers("one") == {"text": {"long": "second"}}
    one.save()
    assert versions(tmp_path) == ["first", "second"]


def test_a_disk_that_is_full_in_the_middle_of_a_line_loses_nothing(tmp_path, monkeypatch):
    one = write(tmp_path, "first")
    one.write(*LONG, "second")
    write_all = os.write
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda file, data: write_all(file, data[: len(data) // 2]))
        with pytest.raises(WorksheetError, match="the disk is full"):
            one.save()
    assert answers("one", tmp_path) == {"text": {"long": "first"}}
    one.save()
    assert answers("one", tmp_path) == {"text": {"long": "second"}}
    assert load(tmp_path).notices == []


def test_lines_that_another_covered_are_added_again(tmp_path, monkeypatch):
    """Where a system cannot append in one step, two writers may hit the same place in the file."""
    one = write(tmp_path, "first")
    append, covered = journal._append, []

    def at_the_same_time(file, data):
        append(file, data)
        if not covered:
            covered.append(file.read_bytes())
            file.write_bytes(file.read_bytes().replace(b"second", b"XXXXXX")[:-1])

    monkeypatch.setattr(journal, "_append", at_the_same_time)
    one.write(*LONG, "second")
    one.save()
    assert covered and answers("one", tmp_path) == {"text": {"long": "second"}}


def test_a_file_that_forgets_is_told(tmp_path, monkeypatch):
    one = load(tmp_path)
    one.write(*LONG, "mine")
    monkeypatch.setattr(journal, "_append", lambda *_: None)
    with pytest.raises(WorksheetError, match="Not saved"):
        one.save()


def test_a_file_where_the_folder_should_be_is_told(tmp_path):
    (tmp_path / "my-work").write_text("something else")
    one = Journal(tmp_path / "my-work")
    one.write(*LONG, "mine")
    with pytest.raises(WorksheetError, match="Not saved"):
        one.save()
    assert (tmp_path / "my-work").read_text() == "something else"


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_a_folder_of_somebody_else_is_told(tmp_path):
    write(tmp_path, "my words")
    tmp_path.chmod(0o555)
    (tmp_path / journal.NAME).chmod(0o444)
    code = (
        "import os, sys\n"
        "from explainer.classroom.worksheet import load\n"
        "if os.geteuid() == 0: os.seteuid(65534)\n"
        "one = load(sys.argv[1])\n"
        "one.write('one', 'text', 'long', 'mine')\n"
        "try: one.save()\n"
        "except OSError as error: print(type(error).__name__, error, one.answers('one'))\n"
    )
    for parent in tmp_path.parents:  # pytest's folders are for their owner only
        if parent.owner() == tmp_path.owner() and "pytest-" in str(parent):
            parent.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path], capture_output=True, text=True, check=True
    )
    assert "WorksheetError Not saved: this folder may not be written to" in done.stdout
    assert "{'text': {'long': 'mine'}}" in done.stdout
    assert answers("one", tmp_path) == {"text": {"long": "my words"}}


# Two tabs


def test_two_tabs_keep_each_other_s_answers(tmp_path):
    one, two = load(tmp_path), load(tmp_path)
    one.write(*LONG, "from the first")
    one.save()
    two.write(*SHORT, "from the second")
    two.save()
    one.save()
    assert one.answers("one") == two.answers("one") == answers("one", tmp_path)
    assert one.answers("one") == {"text": {"long": "from the first", "short": "from the second"}}
    assert one.notices == two.notices == []


def test_the_same_box_in_two_tabs_keeps_both_versions(tmp_path):
    one, two = load(tmp_path), load(tmp_path)
    one.write(*LONG, "earlier")
    two.write(*LONG, "later")
    two.save()
    one.save()
    assert one.answers("one") == answers("one", tmp_path) == {"text": {"long": "later"}}
    assert versions(tmp_path) == ["later", "earlier"]
    assert len(one.notices) == 1 and journal.NAME in one.notices[0]
    for text in ("later still", "and later"):
        two.write(*LONG, text)
        two.save()
    one.save()
    assert one.answers("one") == {"text": {"long": "and later"}}
    assert len(one.notices) == 1 == len(two.notices), "going on in one tab is told once"


def test_erasing_is_an_answer_too(tmp_path):
    one, two = load(tmp_path), load(tmp_path)
    one.write(*LONG, "words")
    one.save()
    two.save()
    one.write(*LONG, "")
    one.save()
    two.save()
    assert two.answers("one") == answers("one", tmp_path) == {}
    assert "words" in versions(tmp_path)


@pytest.mark.parametrize("year", [1, 1970, 1999, 2199, 2200, 9999])
def test_by_a_wrong_clock_everything_is_kept_and_the_newest_stands(tmp_path, monkeypatch, year):
    right = dt.datetime

    class Wrong(dt.datetime):
        @classmethod
        def now(cls, zone=None):
            return right(year, 12, 31, 23, 59, tzinfo=zone)

    one = write(tmp_path, "by the right clock")
    early = one.works()
    monkeypatch.setattr(journal.dt, "datetime", Wrong)
    for text in ("wrong", "wrong again", "wrong"):
        one.write(*LONG, text)
        one.save()
    assert load(tmp_path).value(*LONG) == "wrong"
    page = handing_in.read_page(handing_in.hand_in(one.works()).encode())
    monkeypatch.setattr(journal.dt, "datetime", right)
    one.write(*LONG, "by the right clock again")
    one.save()
    one.take([*page, *early])
    assert load(tmp_path).value(*LONG) == one.value(*LONG) == "by the right clock again"
    other = load(tmp_path / "another")
    other.take(page)
    other.write(*LONG, "written on")
    other.save()
    assert load(tmp_path / "another").value(*LONG) == "written on"


@pytest.mark.parametrize("time", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59.9-14:00"])
def test_lines_and_pages_of_any_time_are_read(tmp_path, time):
    line = {"time": time, "lesson": "one", "task": "text", "box": "long", "value": "words"}
    (tmp_path / journal.NAME).write_text(json.dumps(line))
    found = load(tmp_path)
    assert (found.value(*LONG), found.notices) == ("words", [])
    found.write(*LONG, "more words")
    found.save()
    assert load(tmp_path).value(*LONG) == "more words"


@pytest.mark.parametrize("kind", ["pipe", "folder", "loop", "device"])
def test_something_else_in_the_place_of_the_journal_is_told(tmp_path, kind):
    file = tmp_path / journal.NAME
    if kind == "pipe":
        os.mkfifo(file)
    elif kind == "folder":
        file.mkdir()
    else:
        file.symlink_to(file if kind == "loop" else "/dev/zero")
    one = Journal(tmp_path)
    one.write(*LONG, "words")
    with pytest.raises(WorksheetError, match=r"Not saved: journal\.jsonl is a "):
        one.save()
    assert one.value(*LONG) == "words"
    file.rmdir() if kind == "folder" else file.unlink()
    one.save()
    assert load(tmp_path).value(*LONG) == "words"


def test_a_page_as_long_as_a_journal_is_read_back(tmp_path):
    one = write(tmp_path, "x" * 6_000_000)
    assert [*handing_in.read_page(handing_in.hand_in(one.works()).encode())] == one.works()


def test_a_page_of_thousands_of_lessons_was_not_made_here():
    works = [{"lesson": f"l{number}"} for number in range(5000)]
    page = f'<script type="application/json" id="explainer-work">{json.dumps({"works": works})}'
    with pytest.raises(WorksheetError, match="not a page that was downloaded here"):
        handing_in.read_page(f"{page}</script>".encode())


def test_whatever_happens_the_newest_words_of_a_box_stand(tmp_path_factory, monkeypatch, hostile):
    """Two windows and a clock that jumps: who saw the words of the other comes after them."""
    right = dt.datetime
    years = st.sampled_from([1, 1970, 2000, 2021, 2026, 2199, 2200, 9999])
    steps = st.tuples(st.booleans(), years, st.sampled_from(["a", "b", "", "c" * 50]))

    @hostile(short=40)
    @given(st.lists(steps, min_size=1, max_size=12))
    def campaign(steps):
        folder = tmp_path_factory.mktemp("clock")
        windows = Journal(folder), Journal(folder)
        for number, (first, year, text) in enumerate(steps):
            wrong = type(
                "Wrong", (right,), {"now": lambda zone, year=year: right(year, 6, 1, tzinfo=zone)}
            )
            monkeypatch.setattr(journal.dt, "datetime", wrong)
            window = windows[first]
            window.read()
            said = f"{text}{number}" if text else ""
            window.write(*LONG, said)
            window.save()
            assert load(folder).value(*LONG) == said
        monkeypatch.setattr(journal.dt, "datetime", right)

    campaign()


def test_a_clock_set_back_does_not_make_new_words_older(tmp_path, monkeypatch):
    one = write(tmp_path, "by the right clock")
    page = one.works()

    class Wrong(dt.datetime):
        @classmethod
        def now(cls, zone=None):
            return cls(2021, 12, 2, tzinfo=zone)

    monkeypatch.setattr(journal.dt, "datetime", Wrong)
    one.write(*LONG, "by the wrong clock")
    one.save()
    one.take(page)
    assert one.answers("one") == {"text": {"long": "by the wrong clock"}}


# Crashes and other processes


def writer(folder: Path, box: str, *more: int | str) -> subprocess.Popen[bytes]:
    command = [sys.executable, practice.__file__, str(folder), box, *map(str, more)]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
@pytest.mark.parametrize(("how", "latest"), [("line", 4000), ("writing", 8)])
def test_a_process_killed_while_writing_leaves_at_most_half_a_line(tmp_path, how, latest):
    dice = random.Random(7)
    told: set[int] = set()
    for deaths in range(1, 7):
        with writer(tmp_path, "long", 40, how, dice.randint(1, latest)) as process:
            assert process.stdout
            told |= {int(line) for line in process.stdout.read().split(b"\n")[:-1]}
        assert process.returncode == -signal.SIGKILL
        found = load(tmp_path)
        assert found.notices == []
        kept = {line.value for line in found._found.values() if line}
        assert {practice.text(number) for number in told} <= kept, "what was saved is gone"
        halves = sum(line is None for line in found._found.values())
        assert halves == deaths if how == "writing" else halves <= deaths
    write(tmp_path, "the next one can write", SHORT)
    assert answers("one", tmp_path)["text"]["short"] == "the next one can write"


def test_several_processes_at_once_lose_nothing(tmp_path):
    boxes = ("long", "short", "other")
    running = [writer(tmp_path, box, 40) for box in boxes for _ in range(2)]
    for process in running:
        assert process.communicate() and process.returncode == 0
    found = [json.loads(line) for line in lines(tmp_path)]
    assert load(tmp_path).notices == []
    for box in boxes:
        texts = {line["value"] for line in found if line["box"] == box}
        assert texts == {practice.text(number) for number in range(40)}


def test_nothing_is_loaded_before_it_is_used():
    code = (
        "import sys, explainer\n"
        "assert not {'pydantic', 'explainer.classroom.worksheet'} & set(sys.modules)\n"
        "explainer.worksheet.answers\n"
        "assert not {'ipywidgets', 'fcntl', 'threading.Timer'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
