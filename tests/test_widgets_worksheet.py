"""The worksheet as a widget: saved as one types, failures shown, no letter taken back."""

import asyncio
import datetime as dt
import functools
import selectors
import subprocess
import sys
import threading
import warnings
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import Mock

import pytest

from explainer.classroom.worksheet import answers, hand_in, load, read_page
from explainer.classroom.worksheet import page as sheet_page
from explainer.errors import UnknownRecord
from explainer.widgets import worksheet
from explainer.widgets.sheet import SAVE_AFTER
from tests import practice
from tools import waiting

LONG, NUMBER = ("text", "long"), ("guess", "number")


@pytest.fixture
def story(tmp_path):
    return practice.story(tmp_path / "story")


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "my-work"


@pytest.fixture
def make(story, folder, monkeypatch):
    """A function that opens a worksheet; all are saved at the end, as at a kernel's."""
    made = []

    def get(lesson="one"):
        made.append(worksheet(lesson, folder=folder, story=story))
        return made[-1]

    yield get
    monkeypatch.undo()
    for sheet in made:
        sheet.flush()


def shown(sheet):
    return sheet.status.value + sheet._notices.value + sheet._loaded.value


def upload(sheet, data):
    sheet._upload.value = (
        {
            "name": "my-work.html",
            "type": "text/html",
            "size": len(data),
            "content": memoryview(data),
            "last_modified": dt.datetime(2021, 12, 2, tzinfo=dt.UTC),
        },
    )


def packed(sheet):
    return sheet.hand_in.page.encode()


def apart(test):
    """Run a test in a thread of its own: a browser of another test may have left a loop in this."""

    @functools.wraps(test)
    def run(*args, **kwargs):
        with ThreadPoolExecutor(1) as pool:
            pool.submit(test, *args, **kwargs).result()

    return run


class AtOnce(selectors.DefaultSelector):
    """Waits for nothing: what a loop would wait for is gone by."""

    gone_by = 0.0

    def select(self, timeout=None):
        self.gone_by += timeout or 0
        return super().select(0)


class Hurried(asyncio.SelectorEventLoop):
    """A loop whose clock goes on by what would be waited, and by nothing else."""

    def __init__(self):
        self._clock = AtOnce()
        super().__init__(self._clock)

    def time(self):
        return self._clock.gone_by


def in_a_kernel(test):
    """Run a test inside a loop, as a kernel runs a cell: what is to be done later is done."""

    @apart
    @functools.wraps(test)
    def run(*args, **kwargs):
        with asyncio.Runner(loop_factory=Hurried) as runner:
            runner.run(test(*args, **kwargs))

    return run


async def until(true):
    for pause in waiting.looks():
        if true():
            return
        await asyncio.sleep(pause)


@in_a_kernel
async def test_typing_is_saved_without_pressing_anything(make, folder):
    sheet = make()
    sheet.boxes[LONG].value = "first words"
    await until(lambda: answers("one", folder) == {"text": {"long": "first words"}})
    await until(
        lambda: "Saved <time datetime=" in sheet.status.value
    )  # put into own time by the page
    assert sheet.answers == {"text": {"long": "first words"}}


@in_a_kernel
async def test_typing_without_a_pause_is_saved_meanwhile(make, folder):
    sheet, pause = make(), SAVE_AFTER / 5
    for letters in range(1, 20):
        sheet.boxes[LONG].value = "x" * letters
        await asyncio.sleep(pause)
    kept = answers("one", folder)["text"]["long"]
    assert 10 < len(kept) < 20, "a reader who never pauses is never saved"


@apart
def test_in_a_plain_script_each_change_is_saved_at_once(make, folder):
    sheet = make()
    sheet.boxes[LONG].value = "words"
    assert answers("one", folder) == {"text": {"long": "words"}}


def test_words_typed_just_before_the_kernel_ends_are_saved(story, folder):
    code = (
        "import asyncio, sys\n"
        "from explainer.widgets import worksheet\n"
        "async def cell():\n"
        "    sheet = worksheet('one', folder=sys.argv[1], story=sys.argv[2])\n"
        "    sheet.boxes['text', 'long'].value = 'last words'\n"
        "asyncio.run(cell())\n"
    )
    subprocess.run([sys.executable, "-c", code, folder, story], check=True)
    assert answers("one", folder) == {"text": {"long": "last words"}}


def test_words_are_back_when_the_lesson_is_opened_again(make, folder):
    sheet = make()
    sheet.boxes[LONG].value = "mine"
    sheet.boxes[NUMBER].value = "35 %"
    again = make()  # at once: before the first one has saved
    assert again.boxes[LONG].value == "mine"
    assert again.boxes[NUMBER].value == "35"
    assert "are back" in again.status.value
    assert answers("one", folder)["guess"] == {"number": 35}


@in_a_kernel
async def test_a_number_that_is_none_is_told_and_the_rest_saved(make, folder):
    sheet = make()
    sheet.boxes[NUMBER].value = "many"
    assert "whole number from 0 to 100" in shown(sheet)
    sheet.boxes[LONG].value = "words"
    await until(lambda: answers("one", folder) == {"text": {"long": "words"}})
    sheet.flush()
    assert "whole number from 0 to 100" in shown(sheet)
    assert sheet.boxes[NUMBER].value == "many"
    sheet.boxes[NUMBER].value = "100"
    await until(lambda: answers("one", folder).get("guess") == {"number": 100})
    sheet.flush()
    assert "whole number" not in shown(sheet)


@in_a_kernel
async def test_a_full_disk_is_told_and_tried_again(make, folder, monkeypatch):
    sheet = make()
    with monkeypatch.context() as patch:

        def full(*_):
            raise OSError(28, "No space left on device")

        patch.setattr("os.fsync", full)
        sheet.boxes[LONG].value = "precious"
        await until(lambda: "the disk is full" in shown(sheet))
        assert sheet.boxes[LONG].value == "precious"
        await until(lambda: b"precious" in packed(sheet))  # the download carries what was not saved
    await until(lambda: answers("one", folder) == {"text": {"long": "precious"}})
    await until(lambda: "the disk is full" not in shown(sheet))


def test_a_damaged_file_is_told_where_the_reader_looks(make, folder):
    folder.mkdir()
    (folder / "journal.jsonl").write_bytes(b"not a line")
    sheet = make()
    assert "1 line(s)" in sheet._notices.value and "journal.jsonl" in sheet._notices.value
    assert sheet.children.index(sheet._notices) == 1, "above the first task"
    sheet.boxes[LONG].value = "again"
    sheet.flush()
    assert sheet._notices.value.count("1 line(s)") == 1


def test_a_folder_that_cannot_be_used_leaves_the_tasks_readable(make, folder):
    folder.write_text("a file where the folder should be")
    sheet = make()
    assert "Not saved" in shown(sheet)
    sheet.boxes[LONG].value = "words"
    sheet.flush()
    assert "Not saved" in shown(sheet) and b"words" in packed(sheet)


@in_a_kernel
async def test_another_tab_s_answers_appear(make, folder):
    sheet = make()
    other = load(folder)
    other.write("one", "text", "short", "from <elsewhere>")
    other.save()
    sheet.boxes[LONG].value = "mine"
    await until(lambda: sheet.boxes["text", "short"].value == "from <elsewhere>")
    assert answers("one", folder)["text"] == {"long": "mine", "short": "from <elsewhere>"}


@in_a_kernel
async def test_letters_that_arrive_while_saving_are_not_taken_back(make, folder, monkeypatch):
    sheet = make()
    save, seen, typists = sheet.journal.save, [], []

    def slow_save():
        # The reader types on: the message comes in another thread, and waits for this save.
        if not typists:
            typists.append(threading.Thread(target=type_on))
            typists[0].start()
            waiting.until(lambda: sheet.boxes[LONG].value == "one two")
        save()

    def type_on():
        sheet.boxes[LONG].value = "one two"

    monkeypatch.setattr(sheet.journal, "save", slow_save)
    sheet.boxes[LONG].observe(lambda change: seen.append(change["new"]), "value")
    sheet.boxes[LONG].value = "one"
    await until(lambda: answers("one", folder) == {"text": {"long": "one two"}})
    typists[0].join()
    assert sheet.boxes[LONG].value == "one two"
    assert seen == ["one", "one two"], "an older text was put back into the box"


def test_a_page_without_a_kernel_has_the_tasks_and_what_is_written(make, monkeypatch):
    displayed, handle = [], Mock()
    monkeypatch.setattr(
        "explainer.widgets.shown.display", lambda data, **_: displayed.append(data) or handle
    )
    sheet = make()
    sheet._ipython_display_()
    twin, live = displayed
    assert "application/vnd.jupyter.widget-view+json" in live
    assert "ex-line" in twin["text/html"] and "A model answer" not in twin["text/html"]
    assert "Run All brings the boxes back" in twin["text/plain"]
    sheet.boxes[LONG].value = "Mine <b>"
    sheet.flush()
    newer = handle.update.call_args.args[0]
    assert "Mine &lt;b&gt;" in newer["text/html"] and "Mine <b>" in newer["text/plain"]


def test_every_control_has_a_label(make):
    sheet = make()
    for field in sheet.boxes.values():
        assert field.description.strip()
        assert not field.description_allow_html
    assert sheet._upload.description and sheet._all.description


def test_a_page_brings_back_the_words_of_every_lesson(make, folder, story, tmp_path):
    for lesson, task, box in (("one", "text", "long"), ("two", "only", "box")):
        old = load(tmp_path / "old")
        old.write(lesson, task, box, f"words of {lesson}")
        old.save()
    works = load(tmp_path / "old").works()
    sheet = make()
    upload(sheet, hand_in(works, story=story).encode())
    assert sheet.boxes[LONG].value == "words of one"
    assert answers("one", folder) == {"text": {"long": "words of one"}}
    assert answers("two", folder) == {"only": {"box": "words of two"}}
    assert "Loaded from the page: one, two." in shown(sheet)
    assert "ex-wrong" not in shown(sheet)
    assert sheet._upload.value == (), "the same page can be chosen again"
    sheet._all.value = True
    assert {work.lesson for work in read_page(packed(sheet))} == {"one", "two"}
    sheet._all.value = False
    assert [work.lesson for work in read_page(packed(sheet))] == ["one"]


@pytest.mark.parametrize("data", [b"", b"\x89PNG", b"<html>"])
def test_a_damaged_page_is_told_once_and_changes_nothing(make, folder, data):
    sheet = make()
    sheet.boxes[LONG].value = "mine"
    sheet.flush()
    upload(sheet, data)
    upload(sheet, data + b" ")
    assert shown(sheet).count("not a page that was downloaded here") == 1
    assert answers("one", folder) == {"text": {"long": "mine"}}


def test_an_unknown_lesson_is_told(make):
    with pytest.raises(UnknownRecord, match="one, two"):
        make("three")


def test_what_a_reader_typed_is_escaped_in_messages(make, folder, monkeypatch):
    sheet = make()
    sheet.journal.notices.append("<script>")
    sheet.flush()
    assert "&lt;script&gt;" in shown(sheet)


def test_no_warnings(make):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        make().flush()


def test_two_tabs_that_change_one_box_again_and_again_are_told_once(make):
    one, other = make(), make()
    for number in range(5):
        one.boxes[LONG].value, other.boxes[LONG].value = f"one {number}", f"other {number}"
        one.flush()
        other.flush()
    for sheet in (one, other):
        values = [str(getattr(part, "value", "")) for part in sheet.children]
        assert sum(value.count("in two versions") for value in values) <= 1
    assert "in two versions" in shown(one) + shown(other)


def test_an_extra_task_opens_by_its_button_and_is_open_if_something_is_written(tmp_path):
    lesson, task = "04-the-alliance", "launchers"

    def made():
        return worksheet(lesson, folder=tmp_path)

    sheet = made()
    [fold] = sheet._extra.values()
    assert fold.button.description.startswith("Task 2 (extra)")
    assert fold.children[1].layout.display == "none"
    fold.button.value = True
    assert fold.children[1].layout.display is None
    box = next(key for key in sheet.boxes if key[0] == task)
    sheet.boxes[box].value = "mine"
    sheet.flush()
    assert made()._extra[task].button.value
    page = str(sheet_page(lesson))
    assert "<summary>Task 2 (extra)" in page and "<summary>Task 1" not in page
