"""Every way a file can be unreadable is told in plain words: what is wrong, and what to do."""

import errno
import os
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

import explainer as ex
from explainer import reading
from explainer.errors import Unreadable
from explainer.story import load, read
from explainer.story.checks import check
from tests import tiny_story
from tests.every_function import words

TOML, JSON = "places.toml", "sources.json"


def put(folder, name, data=b"", link=None, kind="file"):
    """Put something unreadable where a file should be."""
    path = folder / name
    path.unlink(missing_ok=True)
    if link is not None:
        path.symlink_to(link)
    elif kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(str(path))
    elif kind == "huge":
        with path.open("wb") as opened:
            opened.truncate(10**12)  # a hole: takes no room on the disk
    else:
        path.write_bytes(data)
    return path


WAYS = {
    "a folder": ({"kind": "folder"}, "is a folder, not a file"),
    "a pipe": ({"kind": "pipe"}, "is a device or a pipe, not a file"),
    "a device": ({"link": "/dev/zero"}, "is a device or a pipe, not a file"),
    "no target": ({"link": "nowhere"}, "is a link to what is not there"),
    "a loop": ({"link": TOML}, "is a link that leads back to itself"),
    "huge": ({"kind": "huge"}, "is larger than 10 MB, the most that is read"),
    "UTF-16": ({"data": 'a = "я"'.encode("utf-16")}, "is UTF-16, not UTF-8 text"),
    "UTF-16 without a mark": ({"data": "a = 1".encode("utf-16-le")}, "is no text, or UTF-16"),
    "Windows": ({"data": 'a = 1\nb = "я"'.encode("cp1251")}, "is not UTF-8 text at line 2"),
    "arrays": ({"data": b"a = " + b"[" * 10**5}, "has more than 40 lists or tables in each other"),
    "inline": ({"data": b"a = " + b"{a=" * 10**4}, "has more than 40 lists or tables in each"),
    "dots": ({"data": b"a" + b".a" * 50_000 + b" = 1"}, "has more than 40 lists or tables in each"),
    "spaced dots": (
        {"data": b"[" + b'"a" . ' * 20_000 + b"a]"},
        "has more than 40 lists or tables",
    ),
    "digits": ({"data": b"a = " + b"1" * 5000}, "has a number that is too long"),
    "damaged": ({"data": b"a = 1\n[[place]\n"}, "Expected ']]' at the end of an array declaration"),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_file_that_cannot_be_read_is_told(way, tmp_path):
    ways, told = WAYS[way]
    folder = tiny_story.copy(tmp_path)
    put(folder, TOML, **ways)
    [problem] = [item for item in read(folder)[1] if item.file == TOML]
    assert problem.wrong.startswith(f"cannot be read: {told}")
    assert len(problem.todo.split()) > 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[" * 10**5, "has more than 40 lists or tables in each other"),
        ("[" * 60 + "]" * 60, "has more than 40 lists or tables in each other"),
        ('{"a":' * 60 + "1" + "}" * 60, "has more than 40 lists or tables in each other"),
        ('[{"id": NaN}]', "has NaN in it, which is no number"),
        ("[1" + "0" * 5000 + "]", "has a number that is too long"),
        ('[{"id": "Ky\\ud800iv"}]', "has half a letter in it"),
        ('[\n{"id" 1}]', "Expecting ':' delimiter at line 2, column 7"),
        ("", "Expecting value at line 1, column 1"),
    ],
)
def test_json_that_cannot_be_read_is_told(text, told, tmp_path):
    (tmp_path / JSON).write_text(text)
    with pytest.raises(Unreadable) as error:
        reading.tables(tmp_path / JSON)
    assert error.value.wrong == told


def test_a_whole_letter_of_two_halves_is_read(tmp_path):
    (tmp_path / JSON).write_text(r'["\ud83d\ude00"]')
    assert reading.tables(tmp_path / JSON) == ["\U0001f600"]


HALF = (
    "Kyiv said \ud800 on Monday. “We \ud83d go,” said A. \udc00Vos of \ud800Lviv. 20 \ud800 came."
)


@pytest.mark.parametrize(
    "show",
    [
        *(getattr(ex.recognition, name) for name in ex.recognition.__all__ if "_table" in name),
        ex.cards.text,
        ex.recognition.beginning,
        lambda text: ex.Gazetteer().explain(text),
        lambda text: ex.maps.candidates(
            ex.load(), ex.Gazetteer().geocode("Georgia", exactly_one=False), text
        ),
        lambda text: ex.maps.base(ex.load(), text),
        lambda text: " ".join(map(str, ex.widgets.own_text().parts(text=text))),
    ],
)
def test_half_a_letter_is_shown_as_a_sign_for_it(show):
    """Neither a page nor a message to a browser can hold it."""
    shown = words(show(HALF))
    assert shown.encode() and "\ufffd" in shown


@pytest.mark.parametrize("code", [errno.EACCES, errno.EIO, errno.ESTALE, errno.ENAMETOOLONG])
def test_what_the_system_refuses_is_told(code, tmp_path, monkeypatch):
    folder = tiny_story.copy(tmp_path)

    def refuse(self, *_):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(type(folder), "open", refuse)
    problems = read(folder)[1]
    assert len(problems) > 10 and all("cannot be read: " in str(item) for item in problems)


@pytest.mark.parametrize("folder", ["quiz", "tasks"])
def test_a_file_where_a_folder_should_be_is_told(folder, tmp_path):
    story = tiny_story.copy(tmp_path)
    for file in (story / folder).glob("*"):
        file.unlink()
    if (story / folder).is_dir():
        (story / folder).rmdir()
    for ways, told in [({}, "is a file, not a folder"), ({"link": "nowhere"}, "is a link to what")]:
        put(story, folder, **ways)
        [problem] = [item for item in check(read(story)[0]) if item.file == folder]
        assert problem.wrong.startswith(f"cannot be read: {told}")


@pytest.mark.parametrize("path", ["a\0b", "x" * 5000, "\ud800", "/dev/null", "a\nb\x1b[31m"])
def test_a_path_that_no_folder_has_is_told(path):
    [problem] = read(path)[1]
    assert problem.wrong == "there is no such folder" and str(problem).isprintable()


def test_a_mark_at_the_beginning_is_no_mistake(tmp_path):
    folder = tiny_story.copy(tmp_path)
    for file in [*folder.glob("*.toml"), *folder.glob("*json")]:
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert load(folder).title == "A day for testing"


def test_a_key_that_is_no_id_switches_no_check_off(tmp_path):
    folder = tiny_story.copy(tmp_path, events=('["kyiv"]', '["nowhere"]'))
    with (folder / "places.toml").open("r+") as file:
        text = file.read()
        file.seek(0)
        file.write(f'"*" = 1\n{text}')
    story, problems = read(folder)
    told = "\n".join(map(str, problems + check(story)))
    assert "places.toml · *: is not a table of this file" in told
    assert "there is no 'nowhere' among the places" in told


def test_any_bytes_are_read_or_refused_in_words(tmp_path, hostile):
    marks = st.sampled_from([b"", b"\xef\xbb\xbf", b"\xff\xfe", b'a = "', b"[", b"{", b"[[a]]\n"])
    texts = st.lists(st.sampled_from("[]{}\"=.,:\\#\n'a1-\ufeff\u202e\0u"), max_size=60)
    said = st.one_of(st.binary(max_size=60), texts.map(lambda parts: "".join(parts).encode()))

    @hostile(short=100)
    @given(mark=marks, data=said, name=st.sampled_from([TOML, JSON]))
    def campaign(mark, data, name):
        (tmp_path / name).write_bytes(mark + data)
        try:
            reading.tables(tmp_path / name)
        except Unreadable as error:
            assert len(str(error)) < 300

    campaign()
