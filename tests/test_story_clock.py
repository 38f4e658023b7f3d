"""What was known only later can be asked for nowhere, by no name, before its day."""

import datetime as dt
import inspect
from pathlib import Path

import pytest

import explainer as ex
from explainer.errors import UnknownRecord
from explainer.story import Story
from tests.every_function import Given, functions

FUNCTIONS = functions()
BEAGLE = Path(ex.__file__).parent / "stories" / "beagle-1978"
#: Collections whose records are asked for by id.
ASKED = ("events", "statements", "figures", "places", "sites", "glossary")


@pytest.fixture(scope="module", params=["ukraine-2021", BEAGLE], ids=["ukraine", "beagle"])
def given(request, tmp_path_factory):
    return Given(ex.load(request.param), tmp_path_factory.mktemp("clock"))


def arguments(given, name):
    """Return what a function would be called with."""

    def called(*positional, **named):
        return positional, named

    called.__signature__ = inspect.signature(FUNCTIONS[name])
    return given.call(name, called)


def of_records(story, values):
    """Return those of some values that are ids of records, and not of points of view."""
    flat = [item for value in values for item in (value if isinstance(value, list) else [value])]
    known = {record.id for name in ASKED for record in story.everything[name]}
    known -= {view.id for view in story.views}
    return [value for value in flat if isinstance(value, str) and value in known]


def without(story, id):
    """Return the story, in which a record becomes known a day after its clock."""
    later = {"known_on": story.now + dt.timedelta(days=1)}
    return story.with_records(
        **{
            name: [
                record.model_copy(update=later) if record.id == id else record
                for record in story.everything[name]
            ]
            for name in ASKED
        }
    )


def by_id():
    """Return the functions that are asked for records by id."""
    home = Given(ex.load(), Path())
    found = []
    for name in FUNCTIONS:
        takes = inspect.signature(FUNCTIONS[name]).parameters.values()
        if any(str(item.annotation) == str(Story) for item in takes):
            positional, named = arguments(home, name)
            if of_records(home.story, [*positional, *named.values()]):
                found.append(name)
    return found


BY_ID = by_id()


def test_the_functions_that_take_ids_are_found():
    assert {"charts.chain", "tables.verbs", "maps.distances_table", "charts.average"} <= {*BY_ID}


@pytest.mark.parametrize("name", BY_ID)
def test_no_function_shows_a_record_before_its_day(name, given):
    positional, named = arguments(given, name)
    for id in of_records(given.story, [*positional, *named.values()]):
        early = without(given.story, id)
        swap = [early if isinstance(value, Story) else value for value in positional]
        keys = {key: early if isinstance(v, Story) else v for key, v in named.items()}
        with pytest.raises(UnknownRecord, match=f"'{id}' of the .* was not known by"):
            FUNCTIONS[name](*swap, **keys)


def test_a_finding_of_later_is_reported_with_no_verb(story):
    with pytest.raises(UnknownRecord, match=r"'k6-echr-2023'.* was not known by 2 December 2021"):
        ex.tables.verbs(story, "k6-echr-2023")
    assert "says" in ex.tables.verbs(story.as_of("2023-01-25"), "k6-echr-2023")


def test_a_site_of_later_has_no_distance(story):
    with pytest.raises(UnknownRecord, match=r"'kursk' of the sites was not known by"):
        ex.maps.distances_table(story, "UA", "kursk")
    assert "Kursk" in ex.maps.distances_table(story.as_of("2022-02-11"), "UA", "kursk")


def test_an_explorer_shows_no_record_before_its_day(story):
    with pytest.raises(UnknownRecord, match="was not known by"):
        ex.widgets.range_explorer(story).parts(figures=["troops-us-2021-12-03"])
    with pytest.raises(UnknownRecord, match="was not known by"):
        ex.widgets.statements(story).parts(first="k6-echr-2023", second="k4")
