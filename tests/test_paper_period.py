"""A lesson cut to one period: short, whole, on few pages."""

import ast
import builtins
import re

import nbformat
import pytest

import explainer as ex
from explainer import cli, paper
from explainer.errors import LessonError, UnknownRecord
from explainer.paper.decks import shown
from tests.lessons import NOTEBOOKS

pytestmark = pytest.mark.usefixtures("one_kernel")
LESSONS = [lesson.id for lesson in ex.load().lessons.lesson]
#: Most pages of a hand-out.
MOST = 4


@pytest.mark.parametrize("lesson", LESSONS)
def test_each_lesson_has_a_cut_of_about_twelve_cells_that_stands_alone(lesson):
    cells = paper.cut(lesson, NOTEBOOKS).cells
    assert 9 <= len(cells) <= 14
    texts = [cell.source for cell in cells if cell.cell_type == "markdown"]
    assert texts[0].startswith("# ") and "one period, 45 minutes" in "".join(texts[:3])
    assert "## Remember" in texts[-1]
    assert not re.search(r"\]\((?!https?:)", "".join(texts)), "a link to a file that is not there"
    tree = ast.parse("\n".join(cell.source for cell in cells if cell.cell_type == "code"))
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    made = {node.id for node in names if isinstance(node.ctx, ast.Store)} | {"ex", *dir(builtins)}
    assert {node.id for node in names} <= made, "a name that a cell left out has made"
    assert all("extra" not in cell.metadata.tags for cell in cells)


@pytest.mark.parametrize("lesson", LESSONS[:-1])
def test_the_cut_has_one_task(lesson):
    code = "".join(cell.source for cell in paper.cut(lesson, NOTEBOOKS).cells)
    [task] = re.findall(rf'worksheet\("{lesson}", "([\w-]+)"\)', code)
    told = ex.worksheet.page(lesson, task)
    assert told.count('class="ex-task"') == 1
    with pytest.raises(UnknownRecord, match="it has"):
        ex.worksheet.page(lesson, "no-such-task")


def test_after_a_gap_a_slide_begins(tmp_path):
    make = nbformat.v4.new_markdown_cell
    cells = [make(text) for text in ("# A", "b", "c", "d")]
    for place in (0, 1, 3):
        cells[place].metadata["tags"] = ["period"]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "a.ipynb")
    cut = paper.cut("a", tmp_path).cells
    assert ["slideshow" in cell.metadata for cell in cut] == [True, False, True]


def test_a_lesson_without_the_tag_says_so(tmp_path):
    nbformat.write(nbformat.v4.new_notebook(), tmp_path / "a.ipynb")
    with pytest.raises(LessonError, match="has the tag 'period'"):
        paper.cut("a", tmp_path)


def test_one_command_writes_notebook_and_pages_and_the_hand_out_is_short(tmp_path, capsys):
    assert cli.main(["period", "02", "--out", str(tmp_path)]) == 0
    name = "02-how-it-came-to-this-period"
    parts = ("handout", "answers", "tally")
    wanted = {
        f"{name}.ipynb",
        f"{name}-slides.html",
        *(f"{name}-{part}.{end}" for part in parts for end in ("html", "pdf")),
    }
    made = {path.name for path in tmp_path.iterdir() if path.name[0] != "."}
    assert wanted == made or wanted - made == {f"{name}-{part}.pdf" for part in parts}
    if (printed := tmp_path / f"{name}-handout.pdf").is_file():
        assert 1 <= len(re.findall(rb"/Type /Page\b", printed.read_bytes())) <= MOST
    assert cli.main(["period", "99", "--out", str(tmp_path)]) == 1
    assert "There is no lesson '99'" in capsys.readouterr().err


def test_slides_say_nowhere_that_something_is_run():
    for lesson in LESSONS:
        cells = [*shown(paper.cut(lesson, NOTEBOOKS).cells)]
        texts = "".join(cell.source for cell in cells if cell.cell_type == "markdown")
        assert not re.search(r"[Rr]un (the|this|that) (next )?cell|Shift", texts), lesson
        assert "notebook-only" not in texts and cells[0].metadata.slideshow.slide_type == "slide"
