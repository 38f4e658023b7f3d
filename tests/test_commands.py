"""Every command that a text tells a reader to type is typed here, in a copy of the project."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parent.parent
TEXTS = ("README.md", "CONTRIBUTING.md", "docs/hub.md", "notebooks/instructor-guide.md")
_COMMAND = re.compile(r"^ {4}([^ \n].*)$|`([^`\n]+)`", re.M)
_OURS = re.compile(r"(?:make|explainer|python|ruff|pytest|\.venv/bin/\w+)(?= |$)(?!$)")
#: What stands for something in a command -> one such thing.
EXAMPLES = {
    "--most 12": "--most 1",
    "NN-name": "01-where",
    "NN": "01",
    "DIR": "made",
    "test_x": "test_dates",
}
#: What is made in the project's folder, by these commands or before them.
MADE = (".venv", ".git", ".hypothesis", "explainer.egg-info", "build", "dist", "offline", "slides")
MADE += ("site", "handouts", "bench", "periods")
#: Folders that the commands here were told to write to: a reader's own, which stay.
CHOSEN = ("made/", "data/", "study/", "folder/")
#: Beginnings of commands that are not typed here -> where they are, or why they cannot be.
ELSEWHERE = {
    "make lab": "needs the network; test_browser.py starts what it starts",
    "make test": "runs all tests, this one too",
    "make offline": "needs the network; test_offline_bundle.py",
    "make clean": "typed below, after the others",
    "make CONSTRAINTS=": "installs from the network, and runs all tests",
    "make hostile": "typed below, with one short campaign",
    "make bench": "measures for minutes",
    "make live": "needs the network; test_live_site.py builds it",
    "make site": "the whole edition takes minutes; explainer site is typed",
    "explainer site --python": "needs what make site fetches; test_browser_site.py builds with one",
    "make slides": "typed below, with one small lesson",
    "explainer lab": "test_browser.py",
    "explainer slides": "make slides, typed below, types it",
    **dict.fromkeys(
        [
            *("explainer new", "explainer check harbour", "explainer lesson harbour"),
            *("explainer pack harbour", "explainer open harbour.zip"),
        ],
        "one after the other in test_authoring.py",
    ),
    "explainer period": "test_paper_period.py",
    "pytest": "runs all tests, this one too",
    "python -m pip": "needs the network",
    "python -m http.server": "serves until it is stopped; test_browser_site.py serves the pages so",
    "python -m tools.lesson_time": "measures every lesson for minutes",
    "python -m tools.lesson_screens": "measures every lesson in a browser",
    "python -m tools.readers": "counts what make site wrote; test_site.py counts the tests' own",
    "python -m tools.slides": "test_browser_slides.py measures the same",
}


def documented():
    """The commands of the texts, each once."""
    found = {}
    for name in TEXTS:
        for block, inline in _COMMAND.findall((ROOT / name).read_text(encoding="utf-8")):
            typed = (block or inline).partition(" #")[0].strip()
            if _OURS.match(typed) and "…" not in typed:
                found[typed] = name
    return sorted(found)


def works():
    """The commands to type, one for all that do the same work: the one that names its program."""
    found = {}
    for command in (line for line in documented() if not elsewhere(line)):
        work = command.removeprefix(".venv/bin/")
        for stands, example in EXAMPLES.items():
            work, command = work.replace(stands, example), command.replace(stands, example)
        work = re.sub(r"(?<=handout )\d\d|(?<=--out )\w+", "…", work)
        found.setdefault(work, command)
    return sorted(found.values())


def elsewhere(command):
    return command.removeprefix(".venv/bin/").startswith((*ELSEWHERE,))


def left_out(folder, names):
    """Say which files are no part of the project: what was made in it, and what somebody wrote."""
    ignored = {*shutil.ignore_patterns("my-work", "__pycache__", ".*_cache")(folder, names)}
    return ignored | ({*MADE} & {*names} if Path(folder) == ROOT else set())


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the project whose environment is there already."""
    copy = tmp_path_factory.mktemp("project") / "copy"
    shutil.copytree(ROOT, copy, ignore=left_out)
    (copy / ".venv").mkdir()
    for part in ("bin", "lib", "share", "pyvenv.cfg"):
        (copy / ".venv" / part).symlink_to(Path(sys.prefix) / part)
    return copy


def type_in(project, command, **more):
    """Type a command into a shell in the project's folder.

    The environment is that of these tests: nothing may be installed into it, whatever list of
    packages a command before has written anew.
    """
    for step in ("made", "lab", "test"):
        (project / ".venv" / step).touch()
    path = f"{project / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    blocked = os.environ["PYTHONPATH"].split(os.pathsep)[0]
    own = {"PATH": path, "PYTHONPATH": f"{blocked}{os.pathsep}{project}"}
    done = subprocess.run(
        shlex.split(command), cwd=project, env=os.environ | own | more, capture_output=True
    )
    return done.returncode, (done.stdout + done.stderr).decode(errors="replace")


@pytest.mark.parametrize("command", works())
def test_what_is_documented_works_as_it_is_typed(command, project):
    code, said = type_in(project, command)
    named_only = len(command.split()) < 3 and "usage:" in said
    assert code == 0 or named_only, said[-3000:]


def test_a_command_is_the_same_with_and_without_its_folder(project):
    programs = {line.split()[0] for line in documented() if line.startswith(".venv/bin/")}
    assert len(programs) > 2
    for program in programs:
        code, said = type_in(project, f"sh -c 'command -v {Path(program).name}'")
        assert (code, said.strip()) == (0, str(project / program))


def test_the_list_of_what_is_not_typed_here_names_what_is_documented():
    known = [line.removeprefix(".venv/bin/") for line in documented()]
    assert [start for start in ELSEWHERE if not any(one.startswith(start) for one in known)] == []


def test_make_help_lists_every_target_and_each_has_its_steps(project):
    listed = re.findall(r"^make (\w+)\t\S", type_in(project, "make help")[1], re.M)
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.M)[1]
    assert sorted(listed) == sorted(phony.split())
    for target in listed:
        code, said = type_in(project, f"make --dry-run {target}")
        assert code == 0 and said.strip(), said


def test_make_hostile_as_it_is_typed(project):
    one = {"PYTEST_ADDOPTS": "tests/test_reading.py -k any_bytes -p no:cacheprovider"}
    code, said = type_in(project, "make hostile TIMES=1", **one)
    assert code == 0 and "1 passed" in said, said[-3000:]


def test_make_slides_and_make_clean_as_they_are_typed(project):
    lessons = project / "notebooks"
    shutil.move(lessons, project / "all")
    lessons.mkdir()
    cells = [nbformat.v4.new_markdown_cell("# One"), nbformat.v4.new_code_cell("print(2)")]
    for cell in cells:
        cell.metadata["slideshow"] = {"slide_type": "slide"}
    nbformat.write(nbformat.v4.new_notebook(cells=cells), lessons / "00-start-here.ipynb")
    try:
        code, said = type_in(project, "make slides")
        assert code == 0, said[-3000:]
        assert [path.name for path in (project / "slides").glob("*.html")] == ["00-start-here.html"]
    finally:
        shutil.rmtree(lessons)
        shutil.move(project / "all", lessons)
    for made in ("offline/kit.zip", "explainer.egg-info/PKG-INFO", "tests/__pycache__/a.pyc"):
        (project / made).parent.mkdir(parents=True, exist_ok=True)
        (project / made).touch()
    mine = lessons / "my-work" / "journal.jsonl"
    mine.parent.mkdir()
    mine.touch()
    stamps = project.with_name("stamps")
    shutil.copytree(project / ".venv", stamps, symlinks=True)
    code, said = type_in(project, "make clean")
    left = {path.relative_to(project).as_posix() for path in project.rglob("*")}
    shutil.move(stamps, project / ".venv")
    assert code == 0, said
    known = subprocess.check_output(["git", "ls-files"], cwd=ROOT, text=True).split("\n")
    files = {name for name in left if (project / name).is_file()}
    files = {name for name in files if not name.startswith(CHOSEN)}
    assert files - {*known} <= {"notebooks/my-work/journal.jsonl"}, "made, and not removed"
    assert mine.is_file(), "what a reader wrote stays"
