"""The forecast of lesson 07, shown again in lesson 08."""

import json

import pytest

from explainer.classroom import worksheet
from explainer.errors import UnknownRecord
from explainer.page import cards

LESSON, TASK = "07-reading-the-source", "forecast"


def write(folder, **boxes):
    sheet = worksheet.load(LESSON, folder)
    for box, value in boxes.items():
        sheet.write(TASK, box, value)
    sheet.save()
    return sheet.file


def shown(folder):
    return worksheet.again(LESSON, TASK, folder=folder)


def test_what_was_written_stands_there_with_its_day(tmp_path):
    file = write(tmp_path, probability=35, against="The Kremlin denied it.")
    entry = json.loads(file.read_text())["answers"][TASK]["probability"]
    entry["changed"] = "2026-02-05T12:00:00Z"
    data = json.loads(file.read_text())
    data["answers"][TASK]["probability"] = entry
    file.write_text(json.dumps(data))
    page = shown(tmp_path)
    assert '<div class="ex-written">35 %</div>' in page
    assert "Written on 5 February 2026." in page
    assert "The Kremlin denied it." in page
    assert "What would change my mind" not in page  # an empty box
    assert "Nothing is written" not in page


def test_a_forecast_of_zero_is_a_forecast(tmp_path):
    write(tmp_path, probability=0)
    assert '<div class="ex-written">0 %</div>' in shown(tmp_path)


def test_looking_changes_nothing(tmp_path):
    file = write(tmp_path, probability=35)
    before = file.read_bytes(), file.stat().st_mtime_ns
    shown(tmp_path)
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".json"] == [file.name]


def test_without_a_forecast_a_message_says_what_to_do(tmp_path):
    page = shown(tmp_path)
    assert "Nothing is written here yet" in page
    assert f"{tmp_path.name}/{LESSON}.json" in page
    assert f'href="{LESSON}.ipynb"' in page and "Load my work from a page" in page
    assert list(tmp_path.iterdir()) == []


def test_what_a_reader_wrote_is_escaped(tmp_path):
    write(tmp_path, change="<img src=x onerror=alert(1)> & “more”")
    page = shown(tmp_path)
    assert "<img" not in page and "&lt;img" in page


def test_a_damaged_file_is_reported_and_kept(tmp_path):
    file = write(tmp_path, probability=35)
    file.write_text('{"format": "explainer works')
    page = shown(tmp_path)
    assert "was damaged" in page and "not deleted" in page
    assert any("explainer works" in path.read_text() for path in tmp_path.iterdir())


def test_a_file_that_cannot_be_opened_is_said_and_not_lost(tmp_path):
    file = tmp_path / f"{LESSON}.json"
    file.mkdir()
    page = shown(tmp_path)
    assert 'class="ex-wrong"' in page and file.is_dir()


@pytest.mark.parametrize("names", [("07-nothing", TASK), (LESSON, "forcast")])
def test_an_unknown_lesson_or_task_is_named(names, tmp_path):
    with pytest.raises(UnknownRecord, match=names[0] if names[0] != LESSON else names[1]):
        worksheet.again(*names, folder=tmp_path)


def test_it_is_html_that_jupyter_shows(tmp_path):
    assert isinstance(shown(tmp_path), cards.Html)
