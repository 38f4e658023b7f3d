"""The engine knows no story: every public function shows two stories, each in its own words."""

import datetime as dt
import inspect
import json
import re
from dataclasses import replace
from pathlib import Path

import folium
import pytest

import explainer as ex
from explainer import cli
from explainer.errors import ExplainerError, StoryError
from explainer.story import read
from explainer.story.checks import check
from explainer.story.held import FILES, SETTINGS
from explainer.story.settings import Maps
from tests.every_function import Given, first_view, functions, markers, plain, words

pytestmark = pytest.mark.usefixtures("one_kernel")
BEAGLE = Path(ex.__file__).parent / "stories" / "beagle-1978"
STORIES = {"ukraine": "ukraine-2021", "beagle": BEAGLE}
FUNCTIONS = functions()
#: Words that only the other story can have brought.
FOREIGN = {
    "beagle": re.compile(
        r"Ukrain|Donbas|Donetsk|Luhansk|Crime[ai]|\bNATO\b|Russia|Minsk|Kyiv|Kiev|Putin|Lavrov|"
        r"Zelensk|Moscow|Kremlin|Black Sea|Azov|OSCE|\b2014\b|\b2021\b"
    ),
    "ukraine": re.compile(r"Beagle|Picton|Ushuaia|Navarino|Videla|Pinochet"),
}
#: The files of a story: an error about what is missing names one.
NAMES = FILES.keys() | SETTINGS.keys()
#: What shows nothing before a reader has written something.
NOTHING_YET = {"classroom.worksheet.answers"}


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    found = {}

    def of(name):
        if name not in found:
            found[name] = Given(ex.load(STORIES[name]), tmp_path_factory.mktemp(name))
        return found[name]

    return of


@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_function_shows_every_story_or_says_what_it_misses(
    function, story, given, monkeypatch
):
    home = given(story)
    monkeypatch.chdir(home.folder)
    try:
        shown = home.call(function, FUNCTIONS[function])
        said = words(shown)
    except StoryError as error:
        assert story != "ukraine", f"the first story has all there is: {error}"
        named = set(re.findall(r"[a-z_]+\.toml", str(error)))
        assert named & NAMES, f"the error names no file in which to add it: {error}"
        assert not FOREIGN[story].search(str(error)), error
        return
    empty = function in NOTHING_YET and not shown
    assert len(plain(said)) > 1 or empty, "nothing is shown"
    found = FOREIGN[story].search(said)
    assert not found, (
        f"a word of another story: …{said[max(0, found.start() - 150) : found.end() + 80]}…"
    )


@pytest.mark.parametrize("function", FUNCTIONS)
def test_whatever_a_reader_chooses_the_second_story_answers(function, given, monkeypatch):
    home = given("beagle")
    monkeypatch.chdir(home.folder)
    for chosen in home.choices(FUNCTIONS[function]):
        try:
            said = words(home.call(function, FUNCTIONS[function], **chosen))
        except StoryError as error:
            assert NAMES & set(re.findall(r"[a-z_]+\.toml", str(error))), error
            continue
        assert len(plain(said)) > 1
        assert not FOREIGN["beagle"].search(said), chosen


@pytest.mark.parametrize("story", STORIES)
def test_both_stories_are_without_mistakes(story):
    found, problems = read(STORIES[story])
    assert not problems
    assert not check(found)


def test_functions_are_found():
    rooms = {name.partition(".")[0] for name in FUNCTIONS}
    assert {"maps", "charts", "tables", "widgets", "paper", "classroom", "export"} <= rooms
    assert len(FUNCTIONS) > 60


@pytest.mark.parametrize("story", STORIES)
def test_maps_open_where_the_story_happens(story, given, monkeypatch):
    home = given(story)
    monkeypatch.chdir(home.folder)
    maps_seen = 0
    for name, function in FUNCTIONS.items():
        if inspect.signature(function).return_annotation is not folium.Map:
            continue
        try:
            drawn = home.call(name, function)
        except StoryError:
            continue
        if not (placed := markers(drawn)):
            continue
        maps_seen += 1
        (south, west), (north, east) = first_view(drawn)
        inside = [
            item for item in placed if south <= item["lat"] <= north and west <= item["lon"] <= east
        ]
        assert inside, f"{name} opens where none of its places lies"
    assert maps_seen >= 4


def test_the_second_story_keeps_to_its_own_years_and_units(given):
    story = given("beagle").story
    timeline = ex.charts.timeline(story)
    drawn = f"{timeline.title} {timeline.alt} " + " ".join(
        text.get_text() for axes in timeline.figure.axes for text in axes.texts
    )
    years = {int(year) for year in re.findall(r"\b(?:18|19|20)\d\d\b", drawn)}
    assert min(years) == 1881
    assert max(years) <= 1978
    ranges = words(ex.charts.ranges(story, "area"))
    assert "square kilometres" in ranges
    assert "islands" in ranges
    assert "troops" not in ranges


def test_the_second_story_s_clock_hides_what_came_later(given):
    story = given("beagle").story
    known = {event.id for event in story.as_of(story.day).events}
    later = {event.id for event in story.after(story.day).events}
    assert "reply-1978" in known
    assert {"montevideo-1979", "referendum-1984", "treaty-1984"} <= later
    for shown in (ex.charts.timeline(story), ex.maps.events(story), ex.maps.places(story)):
        assert "1984" not in plain(words(shown))
    told = story.as_of(dt.date(1985, 1, 1))
    assert "boundary-1984" in {shape.id for shape in told.shapes}
    assert "boundary-1984" not in {shape.id for shape in story.as_of(story.day).shapes}


def test_every_view_of_the_second_story_draws_its_islands(given):
    story = given("beagle").story
    shown = {view.id: ex.views.assignment(story, view.id) for view in story.views}
    assert shown["award"] == shown["chile"] == dict.fromkeys(("picton", "nueva", "lennox"), "CL")
    assert shown["argentina"] == dict.fromkeys(("picton", "nueva", "lennox"), "AR")
    table = plain(words(ex.maps.views_table(story)))
    assert all(name in table for name in ("Picton", "Nueva", "Lennox"))


def test_the_command_line_takes_the_second_story(capsys, tmp_path):
    assert cli.main(["check", str(BEAGLE)]) == 0
    assert "One news day: 26 January 1978: no mistakes" in capsys.readouterr().out
    assert cli.main(["data", str(BEAGLE), "--out", str(tmp_path)]) == 0
    written = {path.name for path in tmp_path.iterdir()}
    assert {"places.csv", "shapes.geojson", "disputed_units.geojson"} <= written
    units = json.loads((tmp_path / "disputed_units.geojson").read_text(encoding="utf-8"))
    shown = {item["properties"]["id"]: item["properties"] for item in units["features"]}
    assert shown.keys() == {"picton", "nueva", "lennox"}
    assert shown["nueva"]["view_argentina"] == "AR"
    assert shown["nueva"]["view_award"] == shown["nueva"]["view_chile"] == "CL"


#: What says something even of a story without a record: its settings, empty lists, other people's.
BARE = re.compile(
    r"classroom\.|export\.|story\.views\.|paper\.|page\.|"
    r"widgets\.(own_text|worksheet|answering\.\w+)$|tables\.opened$|"
    r"maps\.(base|by_kind|candidates|candidates_table|confirmed|confirmed_table|in_the_news|table)$"
)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_story_without_records_is_refused_in_plain_words(function, given, monkeypatch):
    full = given("beagle")
    empty = {name: () for name, _ in full.story.collections() if name != "sources"}
    bare = replace(full.story, **empty, everything={}, maps=Maps())
    monkeypatch.chdir(full.folder)
    try:
        full.call(function, FUNCTIONS[function], story=bare)
    except ExplainerError:
        return  # a bare KeyError or IndexError is none of these
    assert BARE.match(function), "a picture without content"
