"""Files are written all or none, over nobody else's; lines reach any terminal as text."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from explainer.errors import ExplainerError
from explainer.writing import write_all
from tests import tiny_story
from tests.tiny_story import TINY

TEXTS = {"one.csv": "a,b\r\n", "two.txt": "Київ"}


def files(folder):
    return {file.name for file in folder.iterdir() if not file.name.startswith(".made")}


def test_what_was_written_here_is_replaced(tmp_path):
    write_all(tmp_path / "new" / "er", TEXTS)
    write_all(tmp_path / "new" / "er", {"two.txt": "Kyiv"})
    made = write_all(tmp_path / "new" / "er", TEXTS)
    assert [file.read_text(encoding="utf-8-sig") for file in made] == ["a,b\n", "Київ"]
    assert files(tmp_path / "new" / "er") == set(TEXTS)


@pytest.mark.parametrize("kind", ["file", "folder", "link", "dangling"])
def test_what_somebody_else_made_is_not_touched(kind, tmp_path):
    mine, theirs = tmp_path / "data", tmp_path / "theirs"
    mine.mkdir()
    theirs.write_text("Mine")
    if kind == "folder":
        (mine / "two.txt").mkdir()
    elif kind == "file":
        (mine / "two.txt").write_text("Mine")
    else:
        (mine / "two.txt").symlink_to(theirs if kind == "link" else "nowhere")
    with pytest.raises(ExplainerError, match=r"two\.txt in .* was not written by explainer"):
        write_all(mine, TEXTS)
    with pytest.raises(ExplainerError, match="Nothing was written"):
        write_all(mine, {"one.csv": ""}, beside=["two.txt"])
    assert files(mine) == {"two.txt"} and theirs.read_text() == "Mine"


def test_a_link_put_in_the_place_of_a_file_is_not_followed(tmp_path):
    write_all(tmp_path / "data", TEXTS)
    (tmp_path / "theirs").write_text("Mine")
    (tmp_path / "data" / "two.txt").unlink()
    (tmp_path / "data" / "two.txt").symlink_to(tmp_path / "theirs")
    [_, two] = write_all(tmp_path / "data", TEXTS)
    assert two.read_text(encoding="utf-8") == "Київ" and not two.is_symlink()
    assert (tmp_path / "theirs").read_text() == "Mine"


@pytest.mark.parametrize("broken", ["", "\0", "one", "[" * 10**5])
def test_a_broken_list_of_what_was_written_protects_everything(broken, tmp_path):
    write_all(tmp_path, TEXTS)
    (tmp_path / ".made-by-explainer.txt").write_text(broken)
    with pytest.raises(ExplainerError, match="Nothing was written"):
        write_all(tmp_path, TEXTS)


def test_on_a_full_disk_nothing_is_written_and_nothing_lost(tmp_path, monkeypatch):
    write_all(tmp_path, TEXTS)
    before = {file: file.read_bytes() for file in tmp_path.iterdir()}
    write = Path.write_bytes

    def full(file, data):
        if file.name == "two.txt":
            write(file, data[:2])
            raise OSError(28, os.strerror(28))
        return write(file, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(ExplainerError, match=r"Nothing could be written to .*: No space left"):
        write_all(tmp_path, {"one.csv": "new", "two.txt": "new"})
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == before


@pytest.mark.parametrize("folder", ["a\0b", "x" * 5000, "/dev/null", "/proc/none", "\ud800"])
def test_a_folder_that_cannot_be_made_is_told(folder):
    with pytest.raises(ExplainerError, match=r"^Nothing could be written to .*: .* choose another"):
        write_all(folder, TEXTS)


def run(*args, encoding="utf-8", **options):
    command = [sys.executable, "-m", "explainer", *args]
    environ = os.environ | {"PYTHONIOENCODING": encoding}
    return subprocess.run(command, env=environ, stderr=subprocess.PIPE, check=False, **options)


@pytest.mark.parametrize("encoding", ["ascii", "cp1251", "latin-1", "utf-8"])
def test_any_terminal_gets_the_mistakes_as_text(encoding, tmp_path):
    story = tiny_story.copy(
        tmp_path,
        events=('["kyiv"]', '["Київ", "\\u001b]0;owned\\u0007\\u202e"]'),
        places=('id = "kyiv"', 'id = "\\u001b[2J\\nplaces.toml · fine"'),
    )
    done = run("check", str(story), encoding=encoding, stdout=subprocess.PIPE)
    said = done.stdout.decode(encoding)
    assert (done.returncode, done.stderr) == (1, b"")
    assert all(line.isprintable() for line in said.splitlines())
    assert r"\x1b]0;owned\x07\u202e" in said and r"\x1b[2J\nplaces.toml" in said
    assert ("Київ" if encoding in ("utf-8", "cp1251") else r"\u041a\u0438") in said


@pytest.mark.parametrize("story", [str(TINY), "nowhere\x1b[31m"])
def test_a_reader_of_the_lines_may_go(story):
    reading, written = os.pipe()
    os.close(reading)
    done = run("check", story, stdout=written)
    os.close(written)
    assert done.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_under_the_lines_is_told():
    with Path("/dev/full").open("wb") as full:
        done = run("check", str(TINY), stdout=full)
    assert done.returncode == 1
    assert done.stderr.decode() == (
        "explainer: The result cannot be printed: No space left on device. "
        "Print it to another place.\n"
    )
