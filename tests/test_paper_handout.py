import re
import shutil

import pytest

import explainer as ex
from explainer import cli, paper
from explainer.errors import UnknownRecord
from tests.lessons import NOTEBOOKS, Page

LESSONS = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))


@pytest.fixture(scope="module")
def page():
    pages = {}

    def get(lesson):
        if lesson not in pages:
            pages[lesson] = paper.handout(lesson, NOTEBOOKS)
        return pages[lesson]

    return get


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_hand_out_is_a_page_without_scripts_and_without_the_network(lesson, page, tmp_path):
    text = page(lesson)
    assert "<script" not in text and "<iframe" not in text
    assert [url for part in Page.all_in(text) for url in part.outside] == []
    assert text.startswith("<!DOCTYPE html>")


def test_maps_become_pictures_and_questions_get_lines_to_write_on(page):
    text = page("01-where")
    assert '<figure role="img" aria-label="Candidates for “Donetsk”' in text
    assert "ex-quiz-paper" in text
    assert 'type="radio"' not in text
    assert "Your new sentence" in text


def test_the_hand_out_gives_no_answers_away_and_the_answer_sheet_does(page):
    question = ex.quiz.questions("01-where")[0]
    feedback = next(answer.feedback for answer in question.answers if answer.correct)
    assert feedback not in page("01-where")
    assert feedback in paper.answer_sheet("01-where")
    assert "One possible answer" not in page("01-where")


def test_sources_are_printed(page):
    assert "Sources used in this lesson" in page("01-where")
    assert "GeoNames" in page("01-where")


def test_links_and_paragraph_signs_stay_off_the_paper(page):
    prose = re.sub(r'<ul class="ex-sources">.*?</ul>', "", page("01-where"), flags=re.DOTALL)
    assert "¶" not in prose
    assert ".ipynb" not in prose


def test_an_unknown_lesson_is_named_with_those_there_are(capsys, tmp_path):
    with pytest.raises(UnknownRecord, match=r"'99-no'.*01-where"):
        paper.handout("99-no", NOTEBOOKS)
    assert cli.main(["handout", "99-no", "--out", str(tmp_path)]) == 1
    assert "01-where" in capsys.readouterr().err


def test_the_command_writes_both_pages(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/no/such/browser")
    assert cli.main(["handout", "00-start-here", "--out", str(tmp_path)]) == 0
    assert {path.name for path in tmp_path.iterdir()} == {
        "00-start-here-handout.html",
        "00-start-here-answers.html",
    }
    assert "no PDF" in capsys.readouterr().out


@pytest.mark.browser
def test_a_pdf_is_made_where_there_is_a_browser(tmp_path):
    if not shutil.which("chromium"):
        pytest.skip("no chromium on the PATH")
    source = tmp_path / "page.html"
    source.write_text(paper.answer_sheet("01-where"), encoding="utf-8")
    made = paper.pdf(source)
    assert made and made.read_bytes().startswith(b"%PDF")
