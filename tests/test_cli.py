"""The command line: what it starts, prints, and gives back."""

import datetime as dt
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

import explainer
from explainer import cli, folders
from explainer.story import read
from explainer.story.checks.proofs import proved
from tests import tiny_story
from tests.tiny_story import TINY

ROOT = Path(__file__).parent.parent
_DIES = "import os\n\nos._exit(1)"


@pytest.fixture
def started(monkeypatch):
    """Every command that would have been started."""
    commands = []
    monkeypatch.setattr(cli.subprocess, "call", lambda command: commands.append(command) or 3)
    return commands


def test_check_of_a_good_story(capsys):
    assert cli.main(["check", str(TINY)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("A day for testing: no mistakes (paragraphs 1, places 2, people 1,")


def test_check_lists_first_what_was_checked_longest_ago(capsys, tmp_path):
    proof = 'checked = 2026-0{}-01\nconfirmed = "{}"\nsources'
    folder = tiny_story.copy(
        tmp_path,
        events=("sources", proof.format(5, "page")),
        figures=("sources", proof.format(3, "page")),
        votes=("sources", proof.format(5, "told")),
    )
    assert cli.main(["check", str(folder)]) == 0
    title, *listed = capsys.readouterr().out.splitlines()[1:]
    assert title.startswith("Checked longest ago (never: ")
    assert len(listed) == 10 and listed[0] == "  never  paragraphs · p1"
    order = [(record.checked, record.confirmed) for _, record in proved(read(folder)[0])]
    assert [how for how in order if how[0]] == [
        (dt.date(2026, 3, 1), "page"),
        (dt.date(2026, 5, 1), "told"),
        (dt.date(2026, 5, 1), "page"),
    ]


def test_check_prints_every_mistake_at_once_by_file(tmp_path, capsys):
    folder = tiny_story.copy(
        tmp_path,
        statements=('"speaker"', '"speakr"'),
        events=('["kyiv"]', '["kyiw", "nowhere"]'),
        votes=("in_favour = 100", "in_favour = 300"),
        sources=('"publisher": "A Paper",', ""),
        quiz__one=('"string"', '"word"'),
    )
    assert cli.main(["check", str(folder)]) == 1
    *groups, summary = capsys.readouterr().out.strip().split("\n\n")
    assert summary == "Mistakes: 6 in 5 file(s)"
    assert [[line.partition(" · ")[0] for line in group.split("\n")] for group in groups] == [
        ["events.toml", "events.toml"],
        ["quiz/one.json"],
        ["sources.json"],
        ["statements.toml"],
        ["votes.toml"],
    ]
    assert groups[3] == (
        "statements.toml · words · speaker: there is no 'speakr' among the people or bodies. "
        "Add it there, or mend the id. Did you mean 'speaker'?"
    )


def test_check_of_a_story_that_is_not_there(capsys):
    assert cli.main(["check", "atlantis"]) == 1
    said = "there is no such folder. Give a folder, or one of: beagle-1978, carvonia-2019"
    assert said in capsys.readouterr().out


def test_check_takes_the_story_of_the_package_by_default(capsys):
    assert cli.main(["check"]) == 0
    assert "2 December 2021" in capsys.readouterr().out


def test_lab_opens_the_first_lesson_and_hands_on_its_arguments(started, tmp_path, monkeypatch):
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "00-start-here.ipynb").touch()
    monkeypatch.chdir(tmp_path)
    code = cli.main(["lab", "--no-browser", "--port=8890", "--ServerApp.token=x", "--version"])
    assert code == 3, "the exit code is JupyterLab's"
    [command] = started
    assert command[:3] == [sys.executable, "-m", "jupyterlab"]
    assert f"--ServerApp.root_dir={tmp_path / 'notebooks'}" in command
    assert "--LabApp.default_url=/lab/tree/00-start-here.ipynb" in command
    assert command[-4:] == ["--no-browser", "--port=8890", "--ServerApp.token=x", "--version"]


def test_lab_finds_the_lessons_beside_the_source(started, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert folders.of_lessons("lab") == ROOT / "notebooks"
    monkeypatch.chdir(ROOT / "notebooks")
    assert folders.of_lessons("lab") == ROOT / "notebooks"


def test_lab_without_lessons_says_what_to_do(started, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli.explainer, "__file__", str(tmp_path / "explainer" / "__init__.py"))
    assert cli.main(["lab"]) == 1
    assert started == []
    assert "Change to the folder you cloned" in capsys.readouterr().err


def test_lab_ends_quietly_with_ctrl_c(monkeypatch):
    def interrupted(command):
        raise KeyboardInterrupt

    monkeypatch.setattr(cli.subprocess, "call", interrupted)
    assert cli.main(["lab"]) == 0


def test_every_command_ends_in_one_sentence_with_ctrl_c(monkeypatch, capsys):
    def interrupted(args):
        raise KeyboardInterrupt

    for command in cli.RUN:
        monkeypatch.setitem(cli.RUN, command, interrupted)
    assert cli.main(["check"]) == 130
    assert capsys.readouterr().err == (
        "explainer: stopped by Ctrl+C. What was not yet whole was not written.\n"
    )


def test_a_story_that_is_no_folder_is_told_what_it_is(capsys, tmp_path):
    for name, said in (("a.zip", "explainer open"), ("places.toml", "Give the folder")):
        (tmp_path / name).touch()
        assert cli.main(["check", str(tmp_path / name)]) == 1
        told = capsys.readouterr().out
        assert "is a file, and a story is a folder" in told and said in told


def test_a_lesson_that_takes_long_and_whose_python_dies_is_told(tmp_path, capsys):
    cells = [nbformat.v4.new_markdown_cell("# A"), nbformat.v4.new_code_cell(_DIES)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "mine.ipynb")
    out = tmp_path / "out"
    assert cli.main(["handout", str(tmp_path / "mine.ipynb"), "--out", str(out)]) == 1
    told = capsys.readouterr()
    assert told.err.startswith("A: its cells run, which can take minutes")
    assert "did not come to its end" in told.err and told.out == ""
    assert not out.exists()


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["chekc"], "invalid choice: 'chekc'"),
        (["check", "--fast"], "unrecognized arguments: --fast"),
        (["check", "one", "two"], "unrecognized arguments: two"),
    ],
)
def test_what_is_not_understood_is_said(args, told, capsys):
    with pytest.raises(SystemExit) as end:
        cli.main(args)
    assert end.value.code == 2
    assert told in capsys.readouterr().err


def test_without_a_command_it_shows_which_there_are(capsys):
    assert cli.main([]) == 2
    shown = capsys.readouterr().out
    assert all(command in shown for command in ("lab", "check", "data", "handout"))


def test_the_module_is_the_command():
    command = [sys.executable, "-m", "explainer", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == f"explainer {explainer.__version__}\n"


def test_help_names_every_command(capsys):
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    out = capsys.readouterr().out
    assert "open the first lesson in JupyterLab" in out
    assert "look for mistakes in a story" in out


def test_without_what_prints_lessons_it_says_what_to_install(tmp_path):
    code = "import sys; sys.modules['nbclient'] = None; from explainer import cli; "
    command = [sys.executable, "-c", code + "sys.exit(cli.main(['handout', '01']))"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, [*tmp_path.iterdir()]) == (1, [])
    assert 'pip install "explainer[lab]"' in done.stderr


@pytest.mark.parametrize(
    "name", ["", "0", "99", "../x", "/etc/passwd", "01/..", "[", "01\n", "\udc80", "x" * 300, "x\0"]
)
@pytest.mark.parametrize("command", ["handout", "slides"])
def test_a_lesson_that_is_not_there_is_named_with_those_that_are(command, name, capsys, tmp_path):
    assert cli.main([command, name, "--out", str(tmp_path)]) == 1
    told = capsys.readouterr().err
    assert "There is no lesson" in told or "cannot be read" in told
    assert not [*tmp_path.iterdir()]


def test_a_lesson_is_named_by_its_beginning_its_name_or_its_file(tmp_path):
    lesson = next(path for path in folders.all_of("handout") if path.stem.startswith("01"))
    for name in ("01", lesson.stem, lesson.name, str(lesson), f"notebooks/{lesson.name}"):
        assert folders.begun("handout", name) == (lesson.stem, lesson.parent)
    mine = tmp_path / "mine.ipynb"
    mine.write_text("{}", encoding="utf-8")
    assert folders.begun("handout", str(mine)) == ("mine", tmp_path)


_CELLS = '{"nbformat": %s, "nbformat_minor": %s, "metadata": {}, "cells": %s}'


@pytest.mark.parametrize(
    ("held", "wrong"),
    [
        (b"", "Expecting value at line 1"),
        (b"{", "at line 1"),
        (b"null", "is no notebook"),
        (b"[]", "is no notebook"),
        (b"{}", "is no notebook"),
        (b"[" * 100_000, "in each other"),
        ('{"a": 1}'.encode("utf-16"), "is UTF-16"),
        (b'{"a": "\xff"}', "is not UTF-8 text at line 1"),
        (b'{"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": []}', "no notebook"),
        ((_CELLS % (4, 5, "[]")).encode(), "is no notebook"),
        ((_CELLS % (4, 5, "[3]")).encode(), "is no notebook"),
        ((_CELLS % (4, '"5"', "[{}]")).encode(), "is no notebook"),
        ((_CELLS % (99, 5, "[{}]")).encode(), "is no notebook"),
    ],
)
def test_a_damaged_notebook_is_named_and_nothing_is_written(held, wrong, capsys, tmp_path):
    lesson, out = tmp_path / "mine.ipynb", tmp_path / "out"
    lesson.write_bytes(held)
    for command in ("handout", "slides"):
        assert cli.main([command, str(lesson), "--out", str(out)]) == 1
        told = capsys.readouterr().err
        assert f"{lesson} cannot be read: " in told and wrong in told
    assert not out.exists()
