"""A story is read whole, every mistake at once, and looked at as of a day."""

import datetime as dt
import json

import pytest

import explainer as ex
from explainer.errors import DateError, ExplainerError, StoryError, UnknownRecord
from explainer.story import Story, cite, load, read
from explainer.story.problems import near
from tests import tiny_story
from tests.tiny_story import TINY


@pytest.fixture(scope="module")
def story() -> Story:
    """Return the small story."""
    return load(TINY)


# --- reading


def test_every_collection_is_filled(story):
    assert {name: len(items) for name, items in story.collections() if not items} == {}
    assert (story.id, story.day, story.article) == ("tiny", dt.date(2021, 12, 2), "paper")


def test_only_the_head_of_a_story_must_be_there(tmp_path):
    (tmp_path / "story.toml").write_text(
        'id = "mine"\ntitle = "Mine"\nsummary = "My own"\nday = 2020-01-01\narticle = "paper"\n'
    )
    [paper] = [
        row for row in json.loads((TINY / "sources.json").read_text()) if row["id"] == "paper"
    ]
    (tmp_path / "sources.json").write_text(json.dumps([paper]))
    assert load(tmp_path).places == ()


@pytest.mark.parametrize(
    ("file", "change", "line"),
    [
        ("places", ("lat = 50.455", "lat = 95"), "places.toml · kyiv · lat: input should be less"),
        ("places", ("lat = 50.455\n", ""), "places.toml · kyiv: lat, lon and precision_km go"),
        ("places", ('sources = ["paper"]', ""), "places.toml · kyiv · sources: is missing. Add it"),
        ("places", ('note = "The', 'nota = "The'), "places.toml · kyiv · nota: is not a field"),
        ("places", ('id = "kyiv"\n', ""), "places.toml · no. 1 · id: is missing. Add it"),
        (
            "places",
            ('kind = "city"', 'kind = "village"'),
            "places.toml · kyiv · kind: input should",
        ),
        ("places", ("[[place]]", "[[plaec]]"), "places.toml · plaec: is not a table of this file"),
        (
            "votes",
            ("[[vote]]", "[vote]"),
            "votes.toml · vote: is not a list of records. Write [[vo",
        ),
        ("events", ("1991-12-01", '"1991-13"'), "events.toml · vote-of-1991 · date: month must"),
        (
            "story",
            ("2021-12-02", '"2. 12. 2021"'),
            "story.toml · day: should be a day, such as 2001-03-16, not '2",
        ),
        ("story", ('title = "A day for testing"', ""), "story.toml · title: is missing. Add it"),
        ("story", ('title = "A', 'titel = "A'), "story.toml · titel: is not a field"),
        ("sources", ('"custom"', '"custum"'), "sources.json · paper · custom: is missing. Add it"),
        ("statements", ('by = "an agency"', "by = 3"), "statements.toml · words · variants.1.by"),
    ],
)
def test_a_mistake_of_form_names_file_record_and_field(file, change, line, tmp_path):
    _, problems = read(tiny_story.copy(tmp_path, **{file: change}))
    lines = list(map(str, problems))
    assert any(found.startswith(line) for found in lines), lines


def test_a_mistyped_word_gets_the_right_one_suggested(tmp_path):
    changes = {"places": ("note = ", "notes = "), "figures": ("[[figure]]", "[[figur]]")}
    folder = tiny_story.copy(tmp_path, **changes)
    (folder / "poeple.toml").write_text("")
    lines = "\n".join(str(problem) for problem in read(folder)[1])
    for right in ("'note'", "'figure'", "'people.toml'"):
        assert f"Did you mean {right}?" in lines


@pytest.mark.parametrize(
    ("file", "change", "wrong"),
    [
        ("places.toml", ('name = "Kyiv"', "name = Kyiv"), "at line 3"),
        (
            "places.toml",
            ('note = "A peninsula"\nsources = ["paper"]', "note = ["),
            "at line 25, the end",
        ),
        ("sources.json", ('"A report",', '"A report"'), "at line 6, column 5"),
    ],
)
def test_a_damaged_file_names_its_line(file, change, wrong, tmp_path):
    _, problems = read(tiny_story.copy(tmp_path, **{file.partition(".")[0]: change}))
    [line] = [str(problem) for problem in problems if problem.file == file]
    assert line.startswith(f"{file}: cannot be read: ") and wrong in line, line


def test_a_file_in_another_encoding_names_its_line(tmp_path):
    folder = tiny_story.copy(tmp_path)
    text = (folder / "places.toml").read_text(encoding="utf-8")
    (folder / "places.toml").write_bytes(text.encode("cp1251"))
    [problem] = read(folder)[1]
    assert problem.wrong == "cannot be read: is not UTF-8 text at line 4"


def test_one_mistake_hides_no_other_and_makes_none(tmp_path):
    folder = tiny_story.copy(
        tmp_path,
        places=("lat = 50.455", "lat = 95"),
        events=('"speaker"]', '"nobody"]'),
        sources=('"A report",', '"A report"'),
    )
    with pytest.raises(StoryError) as error:
        load(folder)
    assert "has 3 mistake(s)" in str(error.value), "a reference to kyiv or paper is no mistake"
    for told in ("places.toml · kyiv · lat", "sources.json: cannot be read", "no 'nobody'"):
        assert told in str(error.value)


def test_a_story_that_is_not_there(tmp_path):
    for path in ("atlantis", tmp_path / "nowhere", TINY / "places.toml"):
        with pytest.raises(
            StoryError, match=r"no such folder.*ukraine-2021|is a file, and a story is"
        ):
            load(path)
    with pytest.raises(StoryError, match=r"story\.toml: the file is missing"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("word", "known", "said"),
    [
        ("Kyiv", ["kyiv", "riga"], " Did you mean 'kyiv'?"),
        ("crimeea", ["crimea"], " Did you mean 'crimea'?"),
        ("atlantis", ["kyiv", "riga"], ""),
        ("x", [], ""),
    ],
)
def test_only_what_is_near_is_suggested(word, known, said):
    assert near(word, known) == said


# --- asking


@pytest.mark.parametrize(
    ("ask", "id"),
    [
        ("place", "kyiv"),
        ("event", "vote-of-1991"),
        ("statement", "words"),
        ("figure", "count"),
        ("view", "kyiv-view"),
        ("source", "agency"),
        ("actor", "speaker"),
        ("actor", "council"),
    ],
)
def test_a_record_is_found_by_its_id(story, ask, id):
    assert getattr(story, ask)(id).id == id
    with pytest.raises(UnknownRecord, match="no-such"):
        getattr(story, ask)("no-such")


def test_an_unknown_record_is_a_key_error_of_ours_that_reads_well(story):
    with pytest.raises(KeyError) as error:
        story.place("kiev")
    assert isinstance(error.value, ExplainerError)
    assert str(error.value) == "There is no 'kiev' among the places. Known ids: kyiv, crimea"


def test_positions_are_those_on_the_question(story):
    positions = story.positions_on("crimea")
    assert [position.id for position in positions] == ["crimea-ukraine", "crimea-russia"]
    assert story.positions_on("kosovo") == ()


def test_as_of_a_day_leaves_out_what_was_known_later(story):
    assert [event.id for event in story.events] == ["vote-of-1991"]
    later = story.as_of("2021-12-07")
    assert [event.id for event in later.events] == ["vote-of-1991", "later"]
    assert later.as_of(story.day) == story and later.now == dt.date(2021, 12, 7)
    assert story.as_of("2021-12-06").sources == story.sources
    with pytest.raises(DateError, match="yesterday"):
        story.as_of("yesterday")


def test_what_is_not_known_yet_is_named_as_such(story):
    with pytest.raises(UnknownRecord, match="'later' of the events was not known by 2 December"):
        story.event("later")
    assert story.whole().event("later") in story.after(story.day).events


def test_other_records_keep_the_clock(story):
    late = story.events[0].model_copy(update={"known_on": dt.date(2022, 1, 1)})
    assert story.with_records(events=[late]).events == ()
    assert story.with_records(events=[late]).as_of("2022-01-01").events == (late,)


def test_a_title_that_the_story_lacks_is_named_with_its_file(story):
    with pytest.raises(StoryError, match=r"add nowhere under \[titles\] in words.toml"):
        story.words.title("nowhere")
    with pytest.raises(StoryError, match=r"\[presets.nowhere\] to maps.toml"):
        story.maps.preset("nowhere")


def test_a_story_is_cited_by_who_title_where_and_when(story):
    assert story.cite("paper") == "A Paper, “A report”, 2 December 2021"
    assert story.cite("agency", "paper").splitlines() == [
        "Ada Writer, “A dispatch”, An Agency, November 2021",
        "A Paper, “A report”, 2 December 2021",
    ]
    undated = story.source("paper").model_copy(update={"issued": None})
    assert cite(undated) == "A Paper, “A report”, no date"
    with pytest.raises(UnknownRecord):
        story.cite("paper", "no-such")


def test_a_story_is_loaded_once():
    assert ex.load() is ex.load()
