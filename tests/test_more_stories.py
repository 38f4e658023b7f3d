"""The further stories of the package pass through every door: Lab, slides, paper, web."""

import json
import re
import shutil
from pathlib import Path

import pytest

import explainer as ex
from explainer import authoring, paper
from explainer.authoring.article import paragraphs
from explainer.errors import StoryError
from explainer.page.blocks import plain
from explainer.paper.decks import slides
from explainer.story import checks, names, read
from tests.lessons import NOTEBOOKS, Page

pytestmark = pytest.mark.usefixtures("one_kernel")
MORE = NOTEBOOKS / "more"
#: Lesson -> words that only stand in what is made of the story's records.
LESSONS = {"three-islands": "René Rojas Galdames", "carvonia": "People of the Lowlands"}
#: No lesson, and of the first story: what is under the hood of its lessons.
HOOD = "under-the-hood"
every_lesson = pytest.mark.parametrize("name", LESSONS)


def test_three_stories_come_with_the_package_without_mistakes():
    assert len(names()) == 3
    lessons = set()
    for name in names():
        story, problems = read(name)
        assert problems == checks.check(story) == []
        lessons |= {item.id for item in story.lessons.lesson}
    assert {*LESSONS} <= lessons
    assert {path.stem for path in MORE.glob("*.ipynb")} == {*LESSONS, HOOD}


@every_lesson
def test_a_lesson_runs_in_the_lab_and_becomes_slides(name, executed):
    run = executed(f"more/{name}.ipynb")
    assert [out for out in run.outputs if out.output_type == "error"] == []
    assert (run.stderr, run.attempts) == ("", "")
    assert run.maps
    deck = slides(run.notebook)
    starts = [cell for cell in run.notebook.cells if "slideshow" in cell.metadata]
    assert deck.count("<section>") == len(starts)
    assert LESSONS[name] in deck
    assert [url for page in Page.all_in(deck) for url in page.outside] == []


@every_lesson
def test_a_lesson_is_printed(name):
    assert LESSONS[name] in paper.handout(name, MORE)


@every_lesson
def test_a_lesson_is_a_page_of_the_web_edition_and_listed_on_its_first(name, site):
    page = (site / f"{name}.html").read_text(encoding="utf-8")
    assert LESSONS[name] in page
    assert "<iframe" in page or "ex-map" in page
    assert f'href="{name}.html"' in (site / "index.html").read_text(encoding="utf-8")


@every_lesson
def test_a_lesson_is_committed_without_outputs_and_linked_from_the_last(name):
    notebook = json.loads((MORE / f"{name}.ipynb").read_text(encoding="utf-8"))
    assert not any(cell.get("outputs") for cell in notebook["cells"])
    last = (NOTEBOOKS / "09-your-turn.ipynb").read_text(encoding="utf-8")
    assert f"(more/{name}.ipynb)" in last
    assert f"more/{name}.ipynb" in (NOTEBOOKS.parent / "README.md").read_text(encoding="utf-8")


def test_who_programs_can_solve_every_exercise(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    cells = json.loads((MORE / f"{HOOD}.ipynb").read_text(encoding="utf-8"))["cells"]
    texts = {cell["id"]: "".join(cell["source"]) for cell in cells}
    code = {cell["id"] for cell in cells if cell["cell_type"] == "code"}
    names, said = {}, {}
    for id in filter(code.__contains__, texts):
        exec(texts[id], names)
        said[id] = capsys.readouterr().out
        if id.endswith("-check"):
            [way] = re.findall(r"```python\n(.*?)```", texts[id.replace("-check", "-way")], re.S)
            exec(f"{way}\n{texts[id]}", names)
            said[id] += capsys.readouterr().out
    checks = [id for id in texts if id.endswith("-check")]
    assert checks and all(re.match(r"Not yet.*\nRight\.\n$", said[id]) for id in checks), said
    assert not any(cell.get("outputs") for cell in cells)


def test_what_is_under_the_hood_has_a_page_and_is_linked(site):
    assert "One way to do it" not in (site / f"{HOOD}.html").read_text(encoding="utf-8")
    assert f'href="{HOOD}.html"' in (site / "index.html").read_text(encoding="utf-8")
    for path in (NOTEBOOKS / "00-start-here.ipynb", NOTEBOOKS.parent / "README.md"):
        assert f"more/{HOOD}.ipynb)" in path.read_text(encoding="utf-8")


def test_the_invented_article_is_drafted_and_two_tag_it_alike(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = authoring.given("carvonia-2019")
    found = authoring.drafts(authoring.article(text), ex.load("carvonia-2019").day)
    drafted = {(draft.collection, draft.row["id"]): draft.row for draft in found}
    # What a computer takes for granted: the Newport that everybody knows; who admits what.
    assert drafted["places", "newport"]["country"] == "GB"
    assert {"ilsa-trand", "pell-orin"} <= {id for kind, id in drafted if kind == "people"}
    assert [row["unsaid"] for (kind, _), row in drafted.items() if kind == "figures"]


def test_the_invented_article_is_the_text_of_its_records():
    story = ex.load("carvonia-2019")
    text = authoring.given("carvonia-2019")
    assert len(paragraphs(text)) == len(story.paragraphs)
    words = re.sub(r"\s+", " ", text)
    for statement in story.statements:
        for quoted in statement.words:
            assert quoted in words
    assert all(figure.wording in words for figure in story.figures)
    assert "P9" in plain(authoring.own_article("carvonia-2019"))


def test_an_article_that_belongs_to_others_is_not_shown():
    with pytest.raises(StoryError, match="belongs to its publisher"):
        authoring.own_article("beagle-1978")


@pytest.mark.parametrize(
    ("held", "wrong"),
    [(b"One\n\nTwo", "has 2 paragraphs"), (b"\xff\xfe", "is UTF-16"), (b"\xff", "is not UTF-8")],
)
def test_an_own_article_that_does_not_fit_is_said(held, wrong, tmp_path):
    story = shutil.copytree(ex.load("carvonia-2019").folder, tmp_path / "mine")
    (story / "article.txt").write_bytes(held)
    with pytest.raises(StoryError, match=wrong):
        authoring.own_article(str(story))


def test_what_the_invented_article_leaves_open_is_told():
    said = plain(ex.tables.left_open(ex.load("carvonia-2019")))
    for gap in (
        "People of the Lowlands",
        "Somebody made the cracks",
        "As of when?",
        "Who counted?",
    ):
        assert gap in said


def test_the_package_ships_little_more_for_them():
    folder = Path(ex.__file__).parent / "stories"
    size = {
        name: sum(f.stat().st_size for f in (folder / name).rglob("*") if f.is_file())
        for name in names()
    }
    assert size["beagle-1978"] + size["carvonia-2019"] < 100_000
