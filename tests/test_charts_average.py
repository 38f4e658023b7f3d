"""An average, and the four questions it cannot answer."""

import json
import re
from pathlib import Path
from statistics import mean

import pytest

import explainer as ex
from explainer.errors import ChartError, UnknownRecord
from tests.charts_kit import LATER, words

SPRING, MINISTRY = "troops-us-2021-05-05", "troops-mod-2021-11-02"


@pytest.mark.parametrize("known", ["2021-12-02", LATER])
def test_the_average_is_that_of_all_numbers_about_troops_known_by_then(story, known):
    numbers = [
        figure.low
        for figure in story.as_of(known).figures
        if figure.topic == "troops" and None not in (figure.low, figure.high)
    ]
    board = ex.charts.average(story.as_of(known))
    assert board.title == f"The average of {len(numbers)} numbers: {mean(numbers):,.0f}"
    added = re.search(r"\(([\d,+ ]+)\)", words(board.html))[1]
    assert sorted(int(part.replace(",", "")) for part in added.split(" + ")) == sorted(numbers)


def test_every_answer_of_the_numbers_stands_there(story):
    board = words(ex.charts.average(story, SPRING, MINISTRY).html)
    for id in (SPRING, MINISTRY):
        figure = story.figure(id)
        for said in (figure.counts, figure.where, str(figure.as_of)):
            assert said in board
    assert "Nobody counted 85,000. It has no answer to 4 of 4 questions." in board


def test_one_number_keeps_its_answers(story):
    board = words(ex.charts.average(story, MINISTRY).html)
    assert "90,000 keeps one answer to each question." in board
    assert board.count("one answer") == 5 and "so none" not in board


def test_words_and_open_ends_are_left_out_and_named(story):
    board = words(ex.charts.average(story, MINISTRY, "troops-russia", "deaths-article").html)
    assert "÷ 1 = 90,000" in board
    assert "“no number given” (Kremlin" in board and "“over 13,000” (Insider" in board
    with pytest.raises(ChartError, match="number with two ends"):
        ex.charts.average(story, "troops-article")


def test_a_number_of_later_cannot_be_asked_for_on_the_day(story):
    with pytest.raises(UnknownRecord) as error:
        ex.charts.average(story, "troops-us-2021-12-03")
    assert "was not known by 2 December 2021" in str(error.value)
    assert "70,000" not in str(error.value), "nor is it given away"
    assert "70,000" in ex.charts.average(story.as_of("2021-12-03"), "troops-us-2021-12-03").title


def test_the_lesson_and_the_guide_tell_the_average_that_is_drawn(story):
    folder = Path(__file__).parent.parent / "notebooks"
    lesson = json.loads((folder / "06-numbers.ipynb").read_text(encoding="utf-8"))["cells"]
    [code] = ["".join(cell["source"]) for cell in lesson if cell["id"] == "06-17"]
    space = {"ex": ex, "story": story}
    *before, last = code.splitlines()
    exec("\n".join(before), space)
    shown = last.partition('"russian-average", ')[2].removesuffix(")")
    mean_of_all, second = ex.charts.average(story).title, eval(shown, space).title
    assert mean_of_all.split(": ")[1] != second.split(": ")[1], "“The average changed”"
    [task] = [task for task in story.tasks("06-numbers").tasks if task.id == "letter"]
    guide = (folder / "instructor-guide.md").read_text(encoding="utf-8")
    for told in (task.prompt, task.answer, guide):
        assert mean_of_all.split(": ")[1] in told
