import re
import shutil

import nbformat
import pytest

import explainer as ex
from explainer import cli, paper
from explainer.classroom import worksheet
from explainer.errors import LessonError, UnknownRecord
from explainer.page import blocks, cards
from explainer.page.blocks import Html, Picture
from explainer.paper import medium, prose
from explainer.paper.sheets import printed
from explainer.story.records.fields import on_paper
from tests.lessons import NOTEBOOKS, Page
from tools import lesson_time

LESSONS = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
pytestmark = pytest.mark.usefixtures("one_kernel")


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


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_minutes_on_top_of_a_lesson_are_the_measured_ones(lesson):
    found = lesson_time.minutes(NOTEBOOKS / f"{lesson}.ipynb")
    cells = nbformat.read(NOTEBOOKS / f"{lesson}.ipynb", as_version=4).cells
    told = f"| **Time** | {lesson_time.told(found)} |"
    assert sum(told in cell.source for cell in cells[:6]) == 1
    assert found["core"] <= lesson_time.SPEED["longest"]
    tags = [{*cell.metadata.get("tags", ())} & {"core", "extra"} for cell in cells]
    assert all(len(tag) == 1 for tag in tags)
    assert ({"extra"} in tags) == ("extra" in found)


def test_what_is_read_and_what_is_looked_up():
    speed = lesson_time.SPEED
    row = ("one two three", "four")
    short, long = (
        blocks.Table("five six", ("a", "b"), (row,) * rows)
        for rows in (speed["rows_read"], speed["rows_read"] + 1)
    )
    words = 4 + 4 * speed["rows_read"]
    assert lesson_time.looking(short) == pytest.approx(words / speed["words_a_minute"])
    assert lesson_time.looking(long) == speed["table_looked_up"]
    assert lesson_time.looking(blocks.Fold("more", short)) == speed["table_looked_up"]
    assert lesson_time.looking(blocks.Fold("two words", Html("<p>not read</p>"))) == (
        2 / speed["words_a_minute"]
    )
    page = cards.join([cards.stylesheet("quiz.css"), cards.fill("<p>$a b</p>", a="one two")])
    assert lesson_time.looking(page) == pytest.approx(3 / speed["words_a_minute"])
    source = 'ex.quiz.show("01-where", 5, 6)'
    assert lesson_time.asking(source) == 2 * speed["question"]
    assert lesson_time.asking('ex.quiz.show("01-where", 1)') > speed["question"], "its text is read"


def test_maps_become_pictures_and_questions_get_lines_to_write_on(page):
    text = page("01-where")
    assert '<figure role="img" aria-label="“Donetsk” may be' in text
    assert "ex-quiz-paper" in text
    assert 'type="radio"' not in text
    assert "Your new sentence" in text


def words(page):
    """What can be read on a page, without pictures and styles."""
    page = re.sub(r"<(style|svg)\b.*?</\1>", "", page, flags=re.DOTALL)
    return cards.plain(page)


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_hand_out_gives_no_answers_away_and_the_answer_sheet_has_them_all(lesson, page):
    secret = [
        answer.feedback
        for question in ex.quiz.questions(lesson)
        for answer in getattr(question, "answers", ())
        if getattr(answer, "correct", False)
    ]
    secret += [task.answer.split("\n\n")[0] for task in ex.load().tasks(lesson).tasks]
    answers = words(paper.answer_sheet(lesson, NOTEBOOKS))
    shown = words(page(lesson))
    assert secret
    for hidden in (" ".join(text.split()) for text in secret):
        assert hidden in answers
        assert hidden not in shown
    assert ".. " not in answers.replace("...", "…")


@pytest.mark.parametrize("lesson", ["04-the-alliance", "05-voices", "07-reading-the-source"])
def test_what_is_to_be_noticed_gets_lines_and_stands_on_the_answer_sheet(lesson, page):
    source = (NOTEBOOKS / f"{lesson}.ipynb").read_text(encoding="utf-8")
    answers, shown = words(paper.answer_sheet(lesson, NOTEBOOKS)), words(page(lesson))
    noticed = [
        item.notice
        for move in re.findall(r'observations\(story, move=\\"([^"\\]+)', source)
        for item in ex.close_reading.find(ex.load(), move=move)
    ]
    assert noticed
    for notice in noticed:
        assert notice in answers
        assert notice not in shown
    assert "Write down what you see" in shown


#: Words of the screen, chosen without looking at the rules that leave them out.
SCREEN = re.compile(
    r"\b(click(ed|ing)?|drag|slider|next cell|run the cell|run it|scroll|zoom|mouse|keyboard|"
    r"top right|menu|kernel|Run All|Shift and Enter|open it|Binder|worksheet|in the box)\b"
)


@pytest.mark.parametrize("lesson", LESSONS)
def test_nobody_is_told_to_press_on_paper(lesson, page):
    # One question of lesson 00 is about pressing keys.
    about_keys = '<ol class="ex-quiz-paper">.*?</ol>' if lesson == "00-start-here" else "(?!)"
    shown = words(re.sub(about_keys, "", page(lesson), flags=re.DOTALL))
    assert [found[0] for found in SCREEN.finditer(shown)] == []
    assert "object at 0x" not in shown


def test_marks_for_paper_are_whole_and_a_tag_marks_whole_cells():
    for lesson in LESSONS:
        for cell in nbformat.read(NOTEBOOKS / f"{lesson}.ipynb", as_version=4).cells:
            left = prose.said(cell.source, "paper") if cell.cell_type == "markdown" else ""
            assert "-only" not in left and "<!--" not in left
            if prose.LEFT_OUT["paper"] & {*cell.metadata.get("tags", ())}:
                assert 'class="screen-only"' not in cell.source, cell.id


def test_the_part_under_a_heading_for_the_screen_is_for_the_screen():
    for lesson in LESSONS:
        inside = False
        for cell in nbformat.read(NOTEBOOKS / f"{lesson}.ipynb", as_version=4).cells:
            tagged = bool(prose.LEFT_OUT["paper"] & {*cell.metadata.get("tags", ())})
            if cell.cell_type == "markdown" and cell.source.startswith("#"):
                inside = tagged
            assert tagged or not inside, cell.id


def test_words_in_place_of_others_are_put_there(page):
    assert "choose two that make you curious" in words(page("05-voices"))
    assert "Look at the end of a lesson" in words(page("00-start-here"))


@pytest.mark.parametrize("lesson", LESSONS)
def test_no_table_has_more_columns_than_a_page_takes(lesson, page):
    for table in re.findall(r"<table>.*?</table>", page(lesson), re.DOTALL):
        assert len(re.findall(r'<th scope="col">', table)) <= medium.WIDEST


@pytest.mark.parametrize("lesson", LESSONS)
def test_sources_are_numbered_and_each_stands_once_in_the_list(lesson, page):
    text = page(lesson)
    (listed,) = re.findall(r'<ol class="ex-bibliography">(.*?)</ol>', text, re.DOTALL)
    items = re.findall(r"<li>.*?</li>", listed)
    assert len(items) == len(set(items)) > 0
    cited = re.findall(r'<span class="ex-cited">\[([\d, ]+)\]', text)
    assert {int(n) for group in cited for n in group.split(",")} <= set(range(1, len(items) + 1))
    assert not re.search("[\ue000\ue001]", text)


def test_a_number_leads_to_the_source_it_stands_for():
    story = ex.load()
    ids = story.sources[3].id, story.sources[7].id
    text = printed([cards.fill("<p>$cited</p>", cited=cards.sources(story, ids))])
    numbers = sorted(map(int, re.search(r"\[(.*?)\]", text)[1].split(",")))
    items = re.findall(r"<li>(.*?)</li>", text)
    assert numbers == [1, 2]
    assert {cards.plain(items[n - 1]) for n in numbers} == {
        cards.plain(cards.sources(story, [id])) for id in ids
    }


def test_a_list_of_sources_at_the_end_takes_all_that_is_cited():
    story = ex.load()
    first, last = (cards.sources(story, [story.sources[n].id]) for n in (3, 7))
    text = printed([cards.fill("<p>$x</p>", x=first), cards.text("<h3>Sources"), last])
    assert text.count("<li>") == 2 and text.endswith("</ol>")
    assert "Sources used in this lesson" not in text


def test_sources_that_a_cell_shows_are_told_in_full():
    story = ex.load()
    shown, cited = (cards.sources(story, [story.sources[n].id]) for n in (3, 7))
    text = printed([shown, cards.fill("<p>$x</p>", x=cited)])
    assert shown in text and "[1]" in text


def test_a_row_that_is_left_out_cites_nothing():
    story = ex.load()
    long = "A long sentence that says enough to know it again, wherever it may stand on paper."
    row = [long, cards.cited(story, [story.sources[3].id])]
    chart = Picture("T", "two", Html("<svg></svg>"), cards.table("T", ["A", "Sources"], [row]))
    assert "ex-bibliography" not in printed([cards.text(long), chart])
    assert "ex-bibliography" in printed([chart])


def test_a_row_that_was_printed_is_not_printed_again():
    long = "A long sentence that says enough to know it again, wherever it may stand on paper."
    table = cards.table("Twice", ["When", "What"], [["1", long], ["2", f"Not this. {long[:20]}"]])
    chart = Picture("Twice", "two things", Html("<svg></svg>"), table)
    kept = printed([cards.fill("<p>Before. $long After.</p>", long=long), chart])
    assert "Not this" in kept and kept.count(long) == 1
    assert "the rest stands above" in kept
    assert long in printed([chart])
    assert printed([table, table]).count(long) == 2


def test_a_chart_that_is_told_again_brings_no_table():
    long = "A long sentence that says enough to know it again, wherever it may stand on paper."
    chart = Picture("T", "two", Html("<svg></svg>"), cards.table("T", ["A"], [[long]]))
    assert printed([chart, chart]).count("<table>") == 1


@pytest.mark.parametrize(("rows", "shown"), [(medium.LONGEST, True), (medium.LONGEST + 1, False)])
def test_a_long_table_that_was_folded_away_is_only_named(rows, shown):
    table = cards.table("All", ["Name"], [[f"row {n}"] for n in range(rows)])
    text = printed([cards.fold("All of them", table)])
    assert ("row 3" in text) is shown
    assert (f"All of them: a table of {rows} rows" in text) is not shown


def test_a_wide_table_becomes_a_list_with_the_numbers_of_its_sources():
    story = ex.load()
    cited = cards.cited(story, [story.sources[0].id])
    head = ["Who", "When", "Where", "What", "How", "Sources"]
    text = printed([cards.table("Wide", head, [["A & B", 1, "", None, "<how>", cited]])])
    assert "<table>" not in text
    assert "<b>A &amp; B</b> · <i>When:</i> 1 · <i>How:</i> &lt;how&gt;" in text
    assert 'Sources:</i>  <span class="ex-cited">[1]</span>' in text


def test_what_is_for_the_screen_stays_there():
    both = cards.by_medium(screen="Click it.", paper="Mark it.")
    assert printed([both]) == "Mark it."
    assert printed([cards.screen("Click it.")]) == ""
    assert printed([cards.status("None <found>.")]) == "<p>None &lt;found&gt;.</p>"
    with pytest.raises(ValueError, match="do not stand in it"):
        on_paper("Open it.", {"Click": "Mark"})


def test_nothing_that_somebody_wrote_is_printed(tmp_path, monkeypatch):
    journal = worksheet.load(tmp_path / "my-work")
    task = ex.load().tasks("00-start-here").tasks[0]
    journal.write("00-start-here", task.id, task.boxes[0].id, "a private thought")
    journal.save()
    monkeypatch.chdir(tmp_path)
    before = sorted(path.read_text() for path in tmp_path.rglob("*.json*"))
    assert "a private thought" in "".join(before)
    text = paper.handout("09-your-turn", NOTEBOOKS)
    assert "a private thought" not in text
    assert "Copy here what you wrote then" in text
    assert sorted(path.read_text() for path in tmp_path.rglob("*.json*")) == before


def test_an_envelope_stays_sealed(page):
    assert "<!--sealed-->" in str(ex.banners.sealed(ex.load(), "Later", cards.text("175,000")))
    assert printed([ex.banners.sealed(ex.load(), "Later", cards.text("175,000"))]) == ""
    assert 'class="ex-sealed"' not in page("06-numbers")
    assert "3 to 8 December" not in words(page("06-numbers"))


def test_pages_carry_the_name_of_the_lesson_their_number_and_the_size_asked_for(page):
    assert '@bottom-left { content: "03 · Whose line?"; }' in page("03-whose-line")
    assert "counter(page)" in page("03-whose-line")
    assert "size: A4" in page("03-whose-line")
    assert "size: letter" in paper.answer_sheet("03-whose-line", paper="letter")


def test_sources_are_printed(page):
    assert "Sources used in this lesson" in page("01-where")
    assert "GeoNames" in page("01-where")


def test_links_and_paragraph_signs_stay_off_the_paper(page):
    text = re.sub(r'<ul class="ex-sources">.*?</ul>', "", page("01-where"), flags=re.DOTALL)
    assert "¶" not in text
    assert ".ipynb" not in text


def test_an_unknown_lesson_is_named_with_those_there_are(capsys, tmp_path):
    with pytest.raises(UnknownRecord, match=r"'99-no'.*01-where"):
        paper.handout("99-no", NOTEBOOKS)
    assert cli.main(["handout", "99-no", "--out", str(tmp_path)]) == 1
    assert "01-where" in capsys.readouterr().err


def test_a_cell_that_fails_is_one_plain_message(tmp_path):
    cells = [nbformat.v4.new_code_cell("1 / 0")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "77-broken.ipynb")
    with pytest.raises(LessonError, match=r"ZeroDivisionError: division by zero.*JupyterLab"):
        paper.handout("77-broken", tmp_path)


def test_what_cannot_be_printed_fails_and_leaves_no_gap(tmp_path):
    code = "class Broken:\n    def _block_(self):\n        return 1 / 0\n\nBroken()"
    cells = [nbformat.v4.new_code_cell(code)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "77-broken.ipynb")
    with pytest.raises(LessonError, match="ZeroDivisionError"):
        paper.handout("77-broken", tmp_path)


def test_what_is_printed_or_a_plain_value_stands_there_as_it_is(tmp_path):
    cells = [nbformat.v4.new_code_cell("print('a < b')\n(1, 'c')")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "78-plain.ipynb")
    text = paper.handout("78-plain", tmp_path)
    assert "<pre>a &lt; b</pre><pre>(1, &#39;c&#39;)</pre>" in text


def test_the_command_writes_all_pages(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/no/such/browser")
    assert cli.main(["handout", "00-start-here", "--out", str(tmp_path)]) == 0
    assert {path.name for path in tmp_path.iterdir() if path.name[0] != "."} == {
        "00-start-here-handout.html",
        "00-start-here-answers.html",
        "00-start-here-tally.html",
    }
    assert "no PDF" in capsys.readouterr().out


@pytest.fixture(scope="module")
def sheet(module_page):
    found = module_page(viewport={"width": 688, "height": 1000})  # 210 mm less 2 × 14
    found.emulate_media(media="print")
    return found


@pytest.mark.browser
@pytest.mark.parametrize("lesson", LESSONS)
def test_nothing_is_cut_at_the_edge_and_the_pages_are_few(lesson, page, sheet):
    sheet.set_content(page(lesson))
    beyond = sheet.evaluate(
        "() => [...document.querySelectorAll('main *:not(svg *)')].filter(one => "
        "one.getBoundingClientRect().right > innerWidth + 1).map(one => one.outerHTML.slice(0, 80))"
    )
    pages = len(re.findall(rb"/Type\s*/Page\b", sheet.pdf(prefer_css_page_size=True)))
    assert beyond == []
    assert 2 <= pages <= 22


def test_the_number_of_a_lesson_is_enough(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/no/such/browser")
    assert cli.main(["handout", "09", "--paper", "letter", "--out", str(tmp_path)]) == 0
    made = tmp_path / "09-your-turn-handout.html"
    assert "size: letter" in made.read_text(encoding="utf-8")
    assert cli.main(["handout", "0", "--out", str(tmp_path)]) == 1
    assert "There is no lesson '0'" in capsys.readouterr().err


def test_an_older_pdf_is_not_taken_for_a_new_one(tmp_path, monkeypatch):
    page = tmp_path / "page.html"
    page.write_text("<p>new", encoding="utf-8")
    page.with_suffix(".pdf").write_text("old")
    browser = tmp_path / "browser"
    browser.write_text("#!/bin/sh\nexit 0\n")
    browser.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(browser))
    assert paper.pdf(page) is None


@pytest.mark.browser
def test_a_pdf_is_made_where_there_is_a_browser(tmp_path):
    if not shutil.which("chromium"):
        pytest.skip("no chromium on the PATH")
    source = tmp_path / "page.html"
    source.write_text(paper.answer_sheet("01-where"), encoding="utf-8")
    made = paper.pdf(source)
    assert made and made.read_bytes().startswith(b"%PDF")
