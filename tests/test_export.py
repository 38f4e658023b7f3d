import csv
import io
import json

import pytest

import explainer as ex
from explainer import cli, export
from explainer.errors import ExplainerError


@pytest.fixture(scope="module")
def story():
    return ex.load()


def test_every_collection_becomes_a_table_with_all_its_records(story, tmp_path):
    export.write(story, tmp_path)
    for name, items in story.collections():
        with (tmp_path / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            found = list(csv.DictReader(file))
        assert [row["id"] for row in found] == [item.id for item in items]


def test_every_column_has_a_meaning_and_every_meaning_a_column(story):
    columns = {
        (name, column)
        for name, items in story.collections()
        for column in export.columns(export.rows(items))
    }
    assert all(export.meaning(*pair) for pair in columns)
    said = {
        (table, column)
        for table, words in export.meanings().items()
        for column in words
        if table != "all" and column != "is"
    }
    assert said <= columns


def test_points_keep_longitude_before_latitude(story):
    kyiv = next(
        feature
        for feature in export.maps(story)["places"]["features"]
        if feature["properties"]["id"] == "kyiv"
    )
    lon, lat = kyiv["geometry"]["coordinates"]
    assert (lat, lon) == story.place("kyiv").point
    assert 22 < lon < 41 and 44 < lat < 53


def test_disputed_units_carry_every_view_and_no_country(story):
    units = export.maps(story)["disputed_units"]["features"]
    assert len(units) == len(ex.geography.units())
    for unit in units:
        assert {f"view_{view.id}" for view in story.views} <= unit["properties"].keys()
        assert "country" not in unit["properties"]


def test_dates_stay_edtf_and_nested_records_are_json(story):
    rows = export.rows(story.events)
    spans = [row["date"] for row in rows if "/" in row["date"]]
    assert "2014-02-18/2014-02-20" in spans
    terms = next(row["terms"] for row in rows if row["terms"])
    assert {"side", "term"} == json.loads(terms)[0].keys()


def test_a_formula_is_made_text(story):
    evil = story.place("riga").model_copy(update={"name": "=HYPERLINK(1)"})
    (row,) = csv.DictReader(io.StringIO(export.table([evil])))
    assert row["name"] == "'=HYPERLINK(1)"
    west = story.place("united-states").model_copy(update={"lon": -98.0})
    assert export.rows([west])[0]["lon"] == "-98.0"


def test_the_command_writes_the_files(tmp_path, capsys):
    assert cli.main(["data", "--out", str(tmp_path / "data")]) == 0
    assert "places.csv" in capsys.readouterr().out
    assert "Licences" in (tmp_path / "data" / "README.md").read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_is_named(story, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ExplainerError, match="Nothing could be written to .*file"):
        export.write(story, tmp_path / "file")


def test_the_command_says_it_in_one_line(tmp_path, capsys):
    (tmp_path / "file").write_text("in the way")
    assert cli.main(["data", "--out", str(tmp_path / "file")]) == 1
    assert "Choose a folder" in capsys.readouterr().err
