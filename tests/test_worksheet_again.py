"""The forecast of lesson 07, shown again in lesson 08."""

import json

import pytest

from explainer.classroom import worksheet
from explainer.errors import UnknownRecord
from explainer.page import cards
from explainer.story import load

LESSON, TASK = "07-reading-the-source", "forecast"


def write(folder, **boxes):
    journal = worksheet.load(folder)
    for box, value in boxes.items():
        journal.write(LESSON, TASK, box, value)
    journal.save()
    return journal.file


def shown(folder):
    return worksheet.again(LESSON, TASK, folder=folder)


def test_what_was_written_stands_there_with_its_day(tmp_path):
    file = write(tmp_path, probability=35, against="The Kremlin denied it.")
    lines = [json.loads(line) for line in file.read_text().split("\n")[1:]]
    lines[0]["time"] = "2026-02-05T12:00:00Z"
    file.write_text("\n".join(map(json.dumps, lines)))
    page = shown(tmp_path)
    assert '<div class="ex-written">35 %</div>' in page
    assert "Written on 5 February 2026." in page
    assert "The Kremlin denied it." in page
    assert "What would change my mind" not in page  # an empty box
    assert "Nothing is written" not in page


def test_a_forecast_of_zero_is_a_forecast(tmp_path):
    write(tmp_path, probability=0)
    assert '<div class="ex-written">0 %</div>' in shown(tmp_path)


def test_beside_the_mark_stands_what_came_about_once_the_story_knows_it(tmp_path):
    write(tmp_path, probability=35, against="The Kremlin denied it.")
    late = load().as_of("2022-02-24")
    page = worksheet.again(LESSON, TASK, "probability", folder=tmp_path, story=late)
    event = late.event("full-scale-invasion")
    assert "left:35%" in page and f"at 100 %. {event.date}: {event.title}." in page
    assert "The Kremlin denied it." not in page  # another box
    assert "◆" not in shown(tmp_path)
    (empty := tmp_path / "empty").mkdir()
    assert event.title in worksheet.again(LESSON, TASK, "probability", folder=empty, story=late)
    with pytest.raises(UnknownRecord, match="no box of 'forecast' called 'chance'"):
        worksheet.again(LESSON, TASK, "chance", folder=tmp_path)


def test_looking_changes_nothing(tmp_path):
    file = write(tmp_path, probability=35)
    before = file.read_bytes(), file.stat().st_mtime_ns
    shown(tmp_path)
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before
    assert [*tmp_path.iterdir()] == [file]


def test_without_a_forecast_a_message_says_what_to_do(tmp_path):
    page = shown(tmp_path)
    assert "Nothing is written here yet" in page
    assert f"{tmp_path.name}/journal.jsonl" in page
    assert f'href="{LESSON}.ipynb"' in page and "Load my work from a page" in page
    assert list(tmp_path.iterdir()) == []


def test_what_a_reader_wrote_is_escaped(tmp_path):
    write(tmp_path, change="<img src=x onerror=alert(1)> & “more”")
    page = shown(tmp_path)
    assert "<img" not in page and "&lt;img" in page


def test_a_damaged_line_is_reported_and_kept(tmp_path):
    file = write(tmp_path, probability=35)
    file.write_text(file.read_text() + '\n"explainer works"')
    page = shown(tmp_path)
    assert "1 line(s)" in page and "Nothing was deleted" in page and "35 %" in page
    assert "explainer works" in file.read_text()


def test_a_file_that_cannot_be_opened_is_said_and_not_lost(tmp_path):
    file = tmp_path / "journal.jsonl"
    file.mkdir()
    page = shown(tmp_path)
    assert 'class="ex-wrong"' in page and file.is_dir()


@pytest.mark.parametrize("names", [("07-nothing", TASK), (LESSON, "forcast")])
def test_an_unknown_lesson_or_task_is_named(names, tmp_path):
    with pytest.raises(UnknownRecord, match=names[0] if names[0] != LESSON else names[1]):
        worksheet.again(*names, folder=tmp_path)


def test_it_is_html_that_jupyter_shows(tmp_path):
    assert isinstance(shown(tmp_path), cards.Html)
