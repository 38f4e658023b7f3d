"""The tests before and after the lessons: pages without answers, tables without names, points."""

import csv
import json
import math
import re
import shutil
from dataclasses import replace
from pathlib import Path
from statistics import NormalDist

import pytest

from explainer import cli
from explainer.classroom import study
from explainer.errors import StoryError
from explainer.page.cards import plain
from explainer.story import load
from explainer.story.checks import lessons as checks
from tests.tiny_story import TINY

STORY = load()
DOCS = Path(__file__).parents[1] / "docs" / "study.md"


def test_both_tests_ask_for_the_same_skills_with_texts_of_their_own():
    before, after = (study.tests(STORY)[name] for name in ("before", "after"))
    assert [item.skill for item in before] == [item.skill for item in after]
    assert len({item.skill for item in before}) == len(before) == 6
    assert list(map(study.most, before)) == list(map(study.most, after)) == [1] * 5 + [3]
    every = [item.given for items in STORY.sound("quiz").values() for item in items]
    given = [item.given for item in (*before, *after)]
    assert len({*given, *every}) == len(given) + len({*every}), "seen in no lesson"


def test_what_both_tests_have_to_have_is_checked(tmp_path):
    folder = tmp_path / "story"
    shutil.copytree(TINY, folder)
    (folder / "study").mkdir()
    items = json.loads((STORY.folder / "study" / "before.json").read_text(encoding="utf-8"))
    for name, some in (("after", items[:5]), ("before", items)):
        (folder / "study" / f"{name}.json").write_text(json.dumps(some), encoding="utf-8")
    story = replace(load(TINY), folder=folder)
    [problem] = checks.study(story)
    assert problem.file == "study/before.json" and "same skills" in str(problem)
    del items[0]["skill"]
    (folder / "study" / "before.json").write_text(json.dumps(items), encoding="utf-8")
    assert any("needs a skill" in str(problem) for problem in checks.study(story))
    items[5]["answers"].reverse()
    (folder / "study" / "before.json").write_text(json.dumps(items), encoding="utf-8")
    with pytest.raises(StoryError, match="the levels give"):
        study.tests(story)
    with pytest.raises(StoryError, match="no tests"):
        study.tests(load(TINY))


def test_a_page_does_not_hold_what_is_right():
    pages = study.pages(STORY)
    for name, items in study.tests(STORY).items():
        shown, solved = pages[f"test-{name}.html"], pages[f"answers-{name}.html"]
        assert plain(shown).count("Invented, to practise with") == 6
        for answer in (answer for item in items for answer in item.answers):
            assert plain(answer.feedback) not in plain(shown) and answer.feedback not in shown
            assert answer.feedback in plain(solved)


def saved(folder, code, answers, test="before", head=study.ANSWERED):
    """Write a table as a page saves it."""
    with (folder / f"{code}-{test}.csv").open("w", encoding="utf-8-sig", newline="") as file:
        rows = [(code, test, number, answer) for number, answer in enumerate(answers, start=1)]
        csv.writer(file).writerows([head, *rows])


def right(item):
    return "\n".join(choice.answer for choice in item.answers if getattr(choice, "correct", False))


def test_points_are_given_where_a_person_is_not_needed(tmp_path):
    items = study.tests(STORY)["before"]
    saved(tmp_path, "blue-otter-47", [*map(right, items[:5]), "=1+1"])
    saved(tmp_path, "red-fox-1", [items[0].answers[0].answer, "", right(items[2]).split("\n")[0]])
    table, notices = study.scores(STORY, tmp_path)
    rows = list(csv.DictReader(table.splitlines()))
    otter = [row for row in rows if row["code"] == "blue-otter-47"]
    assert [row["points"] for row in otter] == ["1"] * 5 + [""]
    assert (otter[5]["of"], otter[5]["answer"]) == ("3", "'=1+1")
    assert [row["points"] for row in rows if row["code"] == "red-fox-1"] == ["0", "0", "0"]
    assert notices == []


def test_what_is_no_table_of_ours_is_named_and_stops_nothing(tmp_path):
    saved(tmp_path, "a", ["x"])
    saved(tmp_path, "b", ["x"], head=("name", "test", "item", "answer"))
    saved(tmp_path, "c", ["x"], test="other")
    saved(tmp_path, "d", ["x"] * 7)
    shutil.copy(tmp_path / "a-before.csv", tmp_path / "z-again.csv")
    (tmp_path / "picture.csv").write_bytes(b"\x89PNG\xff\x00")
    (tmp_path / "nowhere.csv").symlink_to("nothing")
    saved(tmp_path, "e", ["x"])
    long = (tmp_path / "e-before.csv").read_text("utf-8").replace(",1,", f",{'9' * 5000},")
    (tmp_path / "e-before.csv").write_text(long, "utf-8")
    table, notices = study.scores(STORY, tmp_path)
    assert [row["code"] for row in csv.DictReader(table.splitlines())] == ["a", *["d"] * 6]
    told = "\n".join(notices)
    for wanted in (
        "b-before.csv is no",
        "'other'",
        "item '7'",
        "z-again.csv: 'a' is in",
        "picture",
        "nowhere.csv is no",
        "e-before.csv: there is no item '9999",
    ):
        assert wanted in told
    assert len(notices) == 7
    assert study.scores(STORY, tmp_path / "none")[1] == [
        f"{tmp_path / 'none'} holds no table (*.csv) that a test page saved"
    ]


def test_the_command_writes_the_pages_and_the_points(tmp_path, capsys):
    assert cli.main(["study", "--out", str(tmp_path / "out")]) == 0
    made = {path.name for path in (tmp_path / "out").iterdir() if path.name[0] != "."}
    assert made == set(study.pages(STORY))
    saved(tmp_path, "a", ["x"])
    assert cli.main(["study", "--score", str(tmp_path), "--out", str(tmp_path / "out")]) == 0
    assert "scores.csv" in capsys.readouterr().out
    assert (tmp_path / "out" / "scores.csv").read_text("utf-8-sig").startswith("code,test,item")


def needed(d, r, m, c, alpha=0.05, power=0.8):
    """Readers in each group, as the page says it."""
    z = NormalDist().inv_cdf(1 - alpha / 2) + NormalDist().inv_cdf(power)
    return math.ceil(2 * (z / d) ** 2 * (1 - r**2) * (1 + (m - 1) * c))


def test_the_number_of_readers_follows_from_the_formula():
    text = DOCS.read_text(encoding="utf-8")
    first, second = map(float, re.search(r"\(\(([\d.]+) \+ ([\d.]+)\) / d\)²", text).groups())
    assert first == pytest.approx(NormalDist().inv_cdf(0.975), abs=0.01)
    assert second == pytest.approx(NormalDist().inv_cdf(0.8), abs=0.01)
    rows = re.findall(
        r"^\| ([\d.]+) \| ([\d.]+) \| (\d+) \| ([\d.]+) \| (\d+) \| (\d*) ?\|$", text, re.M
    )
    assert len(rows) >= 4
    for d, r, m, c, readers, classes in rows:
        assert int(readers) == needed(float(d), float(r), int(m), float(c))
        assert classes == (str(math.ceil(int(readers) / int(m))) if int(m) > 1 else "")


@pytest.mark.browser
def test_a_page_keeps_the_answers_and_saves_a_table_without_a_name(browser, tmp_path):
    for name, page in study.pages(STORY).items():
        (tmp_path / name).write_text(page, encoding="utf-8")
    page = browser.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((tmp_path / "test-before.html").as_uri())
    save = page.get_by_role("button", name="Save my answers")
    save.click()
    assert "Write your word first" in page.locator("p > [role=status]").inner_text()
    page.locator("#code").fill("blue-otter-47")
    forms = page.locator("form.ex-quiz")
    items = study.tests(STORY)["before"]
    for form, item in zip(forms.all()[:5], items, strict=False):
        for answer in right(item).split("\n"):
            form.get_by_label(answer, exact=True).check()
    forms.nth(5).get_by_role("textbox").fill('Both said "so".\nOn 4 May.')
    page.reload()
    assert forms.nth(5).get_by_role("textbox").input_value().endswith("On 4 May.")
    assert page.locator("#code").input_value() == "blue-otter-47"
    assert forms.first.get_by_role("button").count() == 0, "nothing is judged"
    with page.expect_download() as download:
        save.click()
    folder = tmp_path / "collected"
    folder.mkdir()
    download.value.save_as(folder / download.value.suggested_filename)
    assert errors == []
    page.close()
    table, notices = study.scores(STORY, folder)
    rows = list(csv.DictReader(table.splitlines(keepends=True)))
    assert notices == [] and [row["points"] for row in rows] == ["1"] * 5 + [""]
    assert rows[5]["answer"] == 'Both said "so".\nOn 4 May.'
