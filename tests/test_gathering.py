"""A class's pages in one folder: all that can be read is counted, all else is named."""

import datetime as dt
import html
import os
import random
import re

import pytest

import explainer as ex
from explainer.classroom import gather, tally
from explainer.classroom.spread import differing, number, spread_of
from explainer.classroom.worksheet import Work, hand_in
from explainer.page.blocks import words
from tests.lessons import NOTEBOOKS

LESSON = "07-reading-the-source"
SECRET = "This I believe about my family"
LOT = random.Random(3)


def entry(value):
    seconds = LOT.uniform(0, 10**6)
    moment = dt.datetime(2021, 12, 2, tzinfo=dt.UTC) + dt.timedelta(seconds=seconds)
    return {"value": value, "changed": moment.isoformat()}


def made(name="", **lessons):
    works = [
        Work.model_validate({"lesson": lesson, "answers": answers})
        for lesson, answers in lessons.items()
    ]
    author = f'<p class="ex-author">Name: <b>{html.escape(name)}</b>' if name else ""
    page = str(hand_in(works))
    return page.replace('<p class="ex-author" hidden>Name: <b></b>', author) if name else page


def answers(number):
    return {
        "forecast": {
            "probability": entry(number),
            "change": entry(f"I would go up if sign number {number} came"),
        }
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Thirty students, one of them twice; and files that are no pages."""
    here = tmp_path_factory.mktemp("class")
    for place in range(29):
        name = f"Student {place}" if place else ""
        page = made(name, **{LESSON: answers(place), "00-start-here": own()})
        (here / f"my-work ({place}).html").write_text(page, encoding="utf-8")
    (here / "a").mkdir()
    (here / "a" / "my-work.html").write_text(made("<i>Zoë</i> ‮", **{LESSON: answers(95)}))
    again = (here / "my-work (3).html").read_text(encoding="utf-8")
    (here / "my-work (3) copy.html").write_text(again, encoding="utf-8")
    whole = again.encode()
    (here / "half.html").write_bytes(whole[: len(whole) // 2])
    (here / "foreign.html").write_text("<html><script>alert(1)</script></html>")
    (here / "deep.html").write_text(
        f'<script type="application/json" id="explainer-work">{"[" * 9**5}'
    )
    (here / "large.html").write_bytes(b"x" * 5_000_001)
    (here / "bytes.html").write_bytes(bytes(range(256)))
    (here / "scan.pdf").write_bytes(b"%PDF-1.4")
    (here / "later.html").write_text(again.replace('"version": 1', '"version": 2'))
    (here / "elsewhere.html").write_text(made("Other", **{"no-lesson-of-ours": answers(1)}))
    (here / "link.html").symlink_to(here / "my-work (3).html")
    os.mkfifo(here / "pipe.html")
    return here


def own():
    return {"before": {"beliefs": entry(SECRET)}, "small-print": {"view": entry("By the UN")}}


def test_everybody_is_counted_once_and_what_cannot_be_read_is_named(folder):
    told = gather(folder)
    assert "30 students handed in" in told
    for file in ("half", "foreign", "deep", "large", "bytes", "scan", "later", "link", "pipe"):
        assert len(re.findall(rf"<li>{file}\.(?:html|pdf) ", told)) == 1, file
    assert "my-work (3).html is a copy of my-work (3) copy.html" in told
    assert "elsewhere.html holds no lesson of this story" in told


def test_answers_are_shown_without_names_and_what_is_private_not_at_all(folder):
    shown = gather(folder, LESSON)
    told = words(shown.block)
    names, _, counted = told.partition("30 students answered")
    assert "Student 7" in names and "Student 7" not in counted
    assert "30 numbers, from 0 to 95 %; the middle one: 14" in counted
    assert SECRET not in words(gather(folder).block)
    assert "By the UN" in words(gather(folder).block)
    assert "<i>Zoë" not in shown and "&lt;i&gt;Zoë" in shown


def test_the_numbers_of_a_forecast_are_all_in_the_table(folder):
    rows = re.findall(r"<bdi>(\d+) to \d+</bdi></th><td>(\d+)", gather(folder, LESSON))
    more = re.findall(r"<bdi>\d+ and more</bdi></th><td>(\d+)", gather(folder, LESSON))
    assert sum(int(count) for _, count in rows) + sum(map(int, more)) == 30


def test_a_student_who_hands_in_again_is_counted_with_the_newest_words(tmp_path):
    first = answers(10)
    later = {"forecast": {**first["forecast"], "probability": entry(80)}}
    later["forecast"]["probability"]["changed"] = "2022-01-01T00:00:00.5Z"
    for name, work in (("b", first), ("a", later)):
        (tmp_path / f"{name}.html").write_text(made("Ann", **{LESSON: work}))
    told = words(gather(tmp_path).block)
    assert "1 student handed in" in told and "by the same student" in told
    assert "from 80 to 80 %" in told


def test_two_students_of_one_name_are_two(tmp_path):
    for name in "ab":
        (tmp_path / f"{name}.html").write_text(made("Ann", **{LESSON: answers(ord(name) - 90)}))
    told = words(gather(tmp_path).block)
    assert "2 students handed in" in told and "counted as two students" in told


def test_words_copied_from_another_are_named(tmp_path):
    work = answers(10)
    other = {"forecast": {**answers(20)["forecast"], "change": work["forecast"]["change"]}}
    (tmp_path / "a.html").write_text(made("Ann", **{LESSON: work}))
    (tmp_path / "b.html").write_text(made("Bob", **{LESSON: other}))
    assert "b.html has words written at the same moment as a.html" in words(gather(tmp_path).block)


def test_a_journal_is_read_as_well(tmp_path):
    from explainer.classroom.worksheet import load

    journal = load(tmp_path)
    journal.write(LESSON, "forecast", "probability", 35)
    journal.save()
    assert "from 35 to 35 %" in words(gather(tmp_path).block)


def test_a_folder_that_is_not_there_says_what_to_do(tmp_path):
    assert "put the pages of your class into it" in gather(tmp_path / "none")


@pytest.mark.parametrize("lesson", [lesson.id for lesson in ex.load().lessons.lesson])
def test_a_sheet_to_tally_has_a_place_for_every_answer(lesson):
    story = ex.load()
    told = words(tally(lesson).block)
    for (task, _), item in story.asked(lesson).items():
        if task != "recall":
            assert item.printed in told
            listed = item.type in ("multiple_choice", "many_choice")
            assert not listed or all(answer.answer in told for answer in item.answers)
    private = [task for task in story.tasks(lesson).tasks if task.private]
    assert all(task.boxes[0].label not in told for task in private)


@pytest.mark.parametrize(
    "values", [[1e308, -1e308, 0, 1, 2, 3, 4], [0.1] * 9, [*range(1000)], [-5]]
)
def test_numbers_of_any_size_are_all_counted(values):
    steps = spread_of(values)
    assert sum(count for _, count in steps) == len(values)
    assert len(steps) <= 20


def test_what_quiz_js_takes_for_no_number_is_none():
    assert [number(text) for text in ("", "nan", "1e999", "-", "12 km")] == [None] * 5


def test_sentences_that_differ_most_are_the_ones_without_common_words():
    same = [f"Troops stood near the border, said speaker {n}" for n in range(20)]
    odd = ["Nobody counted anything", "Kyiv called it temporary"]
    assert {*odd} < {*differing([*same, *odd, *odd])}


def test_the_guide_s_cell_works_as_it_is_typed(folder, monkeypatch):
    guide = (NOTEBOOKS / "instructor-guide.md").read_text(encoding="utf-8")
    part = guide.split("### the class together")[1]
    typed = re.search(r"```python\n(.*?)```", part, re.S)[1]
    monkeypatch.chdir(folder.parent)
    code = typed.replace('"handed-in"', repr(folder.name)).replace(
        "ex.classroom", "told = ex.classroom"
    )
    found: dict[str, object] = {}
    exec(code, found)
    assert "30 students handed in" in str(found["told"])
    assert f'gather("handed-in",\n"{LESSON}")' in part, "one lesson only"
