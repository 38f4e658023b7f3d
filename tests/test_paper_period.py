"""A lesson cut to one period: short, whole, on few pages."""

import ast
import builtins
import re

import nbformat
import numpy as np
import pypdfium2
import pytest

import explainer as ex
from explainer import cli, paper
from explainer.errors import LessonError, UnknownRecord
from explainer.paper import printing
from explainer.paper.decks import shown
from tests.lessons import NOTEBOOKS
from tests.sampling import WHOLE

pytestmark = pytest.mark.usefixtures("one_kernel")
LESSONS = [lesson.id for lesson in ex.load().lessons.lesson]
LONGEST = "07-reading-the-source"
#: Most pages of a hand-out, and how full each is at least.
MOST, FULL = 4, 0.6
#: Where on a page, in millimetres of A4, there is something: from the margin above to that below.
MARGINS = (14, 281)


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


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_cut_has_the_tasks_there_is_time_for(lesson):
    code = "".join(cell.source for cell in paper.cut(lesson, NOTEBOOKS).cells)
    [named] = re.findall(rf'worksheet\("{lesson}", (.+?)\)', code)
    tasks = ast.literal_eval(f"[{named}]")
    assert len(tasks) == (3 if lesson == LESSONS[-1] else 1)
    told = ex.worksheet.page(lesson, *tasks)
    assert told.count('class="ex-task"') == len(tasks)
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
    cells = [nbformat.v4.new_markdown_cell("# A")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "a.ipynb")
    with pytest.raises(LessonError, match="has the tag 'period'"):
        paper.cut("a", tmp_path)


def test_one_command_writes_notebook_and_pages(tmp_path, capsys):
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
    assert cli.main(["period", "99", "--out", str(tmp_path)]) == 1
    assert "There is no lesson '99'" in capsys.readouterr().err


def filled(pdf):
    """How full the pages of a PDF are, from the upper to the lower margin, in parts of one."""
    for page in pypdfium2.PdfDocument(pdf):
        grey = page.render(scale=1).to_numpy()[..., 0]
        top, bottom = (round(len(grey) * mm / 297) for mm in MARGINS)
        yield (np.flatnonzero((grey[:bottom] < 200).any(axis=1)).max() - top) / (bottom - top)


@pytest.mark.hostile
@pytest.mark.parametrize("lesson", LESSONS if WHOLE else ["02-how-it-came-to-this", LONGEST])
def test_a_hand_out_has_few_pages_and_none_is_half_empty(lesson, tmp_path):
    page = tmp_path / "page.html"
    (tmp_path / f"{lesson}.ipynb").write_text(nbformat.writes(paper.cut(lesson, NOTEBOOKS)))
    page.write_text(paper.grown(paper.handout(lesson, tmp_path, short=True)), encoding="utf-8")
    if printed := paper.pdf(page):
        fills = [*filled(printed)]
        assert 1 <= len(fills) <= MOST
        assert min(fills) >= FULL, fills


def test_a_page_without_a_browser_stays_as_it_is(monkeypatch):
    monkeypatch.setattr(printing, "pdf", lambda page: None)
    assert paper.grown("--grow: 0;") == "--grow: 0;" and paper.grown("a page") == "a page"


def test_a_page_grows_until_one_more_would_be_needed(monkeypatch, tmp_path):
    def fake(page):
        printed = tmp_path / "page.pdf"
        needs = 2 + (float(page.read_text().removeprefix("--grow: ").rstrip(";")) > 0.4)
        printed.write_bytes(b"/Type /Page\n/Type /Pages" * needs)
        return printed

    monkeypatch.setattr(printing, "pdf", fake)
    assert paper.grown("--grow: 0;") == "--grow: 0.375;"


def test_slides_say_nowhere_that_something_is_run():
    for lesson in LESSONS:
        cells = [*shown(paper.cut(lesson, NOTEBOOKS).cells)]
        texts = "".join(cell.source for cell in cells if cell.cell_type == "markdown")
        assert not re.search(r"[Rr]un (the|this|that) (next )?cell|Shift", texts), lesson
        assert "notebook-only" not in texts and cells[0].metadata.slideshow.slide_type == "slide"
