"""What the documents promise: examples work, versions agree; links are tested with the guide."""

import re
import tomllib
from pathlib import Path
from typing import Any

import folium
import yaml

import explainer as ex
from explainer.story import records
from explainer.story.checks import check
from explainer.story.presets import Rule
from explainer.story.settings import Words

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def examples(language: str) -> list[str]:
    """The pieces of code in CONTRIBUTING.md."""
    return re.findall(rf"```{language}\n(.*?)```", text("CONTRIBUTING.md"), re.DOTALL)


def test_links_with_the_placeholder_are_all_written_by_one_command():
    written = r"written by tools/badges.py -->.*?<!--"
    by_hand = re.sub(written, "", text("README.md"), flags=re.DOTALL)
    assert "mybinder.org/v2" not in by_hand
    assert by_hand.count("OWNER/REPO/TAG") == 2  # in the comment that names the command


def test_citation_is_of_this_version():
    citation: dict[str, Any] = yaml.safe_load(text("CITATION.cff"))
    assert citation["version"] == PROJECT["version"] == ex.__version__
    assert set(citation["license"]) == set(PROJECT["license"].split(" AND "))


def test_examples_of_records_have_the_right_form():
    place, event, words, drawn = (tomllib.loads(example) for example in examples("toml"))
    assert records.Place(**place["place"][0]).id == "vilnius"
    assert records.Event(**event["event"][0]).id == "example-event"
    assert Words(**words).topics["fishing"].numbers
    assert Rule(**drawn["rules"][0]).views


def test_examples_of_records_fit_into_the_story():
    place, event, _, drawn = (tomllib.loads(example) for example in examples("toml"))
    story = ex.load().whole()
    happened = records.Event(**event["event"][0])
    sides = [term.side for term in happened.terms]
    assert sides == sorted(sides, key=str.casefold), "neither side comes first by our choice"
    events = sorted((*story.events, happened), key=lambda item: item.date.start)
    places = (*story.places, records.Place(**place["place"][0]))
    assert check(story.with_records(places=places, events=events)) == []
    rule = Rule(**drawn["rules"][0])
    assert {*rule.views} <= {view.id for view in story.views}
    assert {*rule.atlases} <= {atlas.id for atlas in story.atlases}


def test_every_room_is_on_the_map_for_contributors():
    named = set(
        re.findall(r"`(\w+)/`|`(\w+\.py)`", text("CONTRIBUTING.md").split("## Add a place")[0])
    )
    named = {room or file for room, file in named}
    package = ROOT / "explainer"
    rooms = {file.parent.name for file in package.glob("*/__init__.py")}
    assert rooms <= named
    assert {room for room in named if not (package / room).exists()} <= {"checks", "records"}


def test_the_example_of_a_layer_draws_on_a_map():
    (example,) = examples("python")
    made: dict[str, Any] = {}
    exec(example, made)
    story = ex.load()
    layer = made["precision"](story)
    circles = [child for child in layer._children.values() if isinstance(child, folium.Circle)]
    assert len(circles) == sum((place.precision_km or 301) <= 300 for place in story.places)
    drawn = ex.maps.base(story, "An example")
    layer.add_to(drawn)
    assert "L.circle(" in drawn.get_root().page()
