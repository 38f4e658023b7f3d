import csv
import io
import json
import re

import pytest
from shapely.geometry import shape

import explainer as ex
from explainer import cli, export
from explainer.errors import ExplainerError


@pytest.fixture(scope="module")
def story():
    return ex.load().whole()


def test_every_collection_becomes_a_table_with_all_its_records(story, tmp_path):
    export.write(story, tmp_path)
    for name, items in filled(story):
        with (tmp_path / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            found = list(csv.DictReader(file))
        assert [row["id"] for row in found] == [item.id for item in items]


def filled(story):
    return [(name, items) for name, items in story.collections() if items]


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
    assert said - {("disputed_units", "view_")} <= columns
    assert export.meaning("sources", "abstract").startswith("a field of CSL-JSON")


def test_the_dictionary_has_every_column_of_every_file_and_its_values(story, tmp_path):
    export.write(story, tmp_path)
    with (tmp_path / "dictionary.csv").open(encoding="utf-8-sig", newline="") as file:
        told = {(row["file"], row["column"]): row for row in csv.DictReader(file)}
    for path in tmp_path.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            columns, *rows = list(csv.reader(file))
        for number, column in enumerate(columns if path.stem != "dictionary" else []):
            said = told[path.name, column]["values"]
            values = [] if "other text" in said else re.findall("“(.+?)”", said)
            assert not values or {row[number] for row in rows} - {""} <= set(values)
    assert told["towns.csv", "held"]["values"]
    assert told["places.csv", "lat"]["values"] == "number"
    units = json.loads((tmp_path / "disputed_units.geojson").read_text(encoding="utf-8"))
    for column in units["features"][0]["properties"]:
        assert ("disputed_units.geojson", column) in told


def test_shapes_are_as_rfc_7946_has_them_with_numbers_as_numbers(story):
    for name, collection in export.maps(story).items():
        assert "crs" not in collection
        assert "CC BY 4.0" in collection["about"]
        for feature in collection["features"]:
            drawn = shape(feature["geometry"])
            assert drawn.is_valid
            west, south, east, north = drawn.bounds
            assert -180 <= west <= east <= 180 and -90 <= south <= north <= 90
            for polygon in getattr(drawn, "geoms", [drawn]):
                if polygon.geom_type == "Polygon":  # the right-hand rule
                    assert polygon.exterior.is_ccw
                    assert not any(hole.is_ccw for hole in polygon.interiors)
            if name != "disputed_units":
                assert isinstance(feature["properties"]["lat"], float)


def test_spreadsheets_are_told_that_it_is_utf_8(story, tmp_path):
    export.write(story, tmp_path)
    for path in tmp_path.glob("*.csv"):
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_each_table_has_its_licence_and_its_number_of_rows(story, tmp_path):
    export.write(story, tmp_path)
    readme = (tmp_path / "README.md").read_text(encoding="utf-8")
    for name, items in filled(story):
        line = re.search(
            rf"^- \[{name}\.csv\]\({name}\.csv\), {len(items)} rows: .*$", readme, re.MULTILINE
        )
        assert "CC BY 4.0" in line[0]
    assert "GeoNames" in re.search(r"^- \[places\.csv.*$", readme, re.MULTILINE)[0]
    assert "Natural Earth" in re.search(r"^- \[disputed_units.*$", readme, re.MULTILINE)[0]


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
    evil = story.place("riga").model_copy(update={"also": ("=1+1", "two")})
    assert export.rows([evil])[0]["also"] == "'=1+1; two"
    west = story.place("united-states").model_copy(update={"lon": -98.0})
    assert export.rows([west])[0]["lon"] == "-98.0"


def test_the_command_writes_the_files(tmp_path, capsys):
    assert cli.main(["data", "--out", str(tmp_path / "data")]) == 0
    assert "places.csv" in capsys.readouterr().out
    assert "Licences" in (tmp_path / "data" / "README.md").read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_is_named(story, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ExplainerError, match=r"Nothing could be written to .*file"):
        export.write(story, tmp_path / "file")


def test_the_command_says_it_in_one_line(tmp_path, capsys):
    (tmp_path / "file").write_text("in the way")
    assert cli.main(["data", "--out", str(tmp_path / "file")]) == 1
    assert "choose another folder" in capsys.readouterr().err
