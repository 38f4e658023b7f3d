"""What a story does not have is said in plain words, with the file in which it can be added."""

import inspect
import re
from dataclasses import replace

import pytest

import explainer as ex
from explainer.errors import StoryError, UnknownRecord
from explainer.story import Story
from tests.every_function import Given, functions

ROOMS = ("charts", "tables", "widgets")
#: What needs no record of the story.
ALWAYS = ("widgets.own_text", "widgets.worksheet")
FUNCTIONS = {
    name: function
    for name, function in functions().items()
    if name.startswith(ROOMS) and name not in ALWAYS
}


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    return Given(ex.load(), tmp_path_factory.mktemp("missing"))


@pytest.fixture(scope="module")
def bare(given):
    """A story that has only its sources and its words."""
    names = [name for name, _ in given.story.collections() if name != "sources"]
    return given.story.with_records(**dict.fromkeys(names, ()))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_story_without_records_is_told_what_it_lacks(name, given, bare):
    def called(*positional, **named):
        return positional, named

    called.__signature__ = inspect.signature(FUNCTIONS[name])
    positional, named = given.call(name, called)
    swapped = [bare if isinstance(value, Story) else value for value in positional]
    named |= {key: bare for key, value in named.items() if isinstance(value, Story)}
    with pytest.raises((StoryError, UnknownRecord)) as error:
        FUNCTIONS[name](*swapped, **named)
    if not isinstance(error.value, UnknownRecord):
        assert re.search(r"\w+\.toml", str(error.value))


@pytest.mark.parametrize("chart", [ex.charts.people, ex.charts.counts_by_day, ex.charts.ranges])
def test_a_story_without_topics_is_told_where_they_stand(chart, given):
    words = given.story.words.model_copy(update={"topics": {}})
    with pytest.raises(StoryError, match=r"no topic with .* words\.toml"):
        chart(replace(given.story, words=words))


@pytest.mark.parametrize("chart", [ex.charts.votes, ex.charts.referendum])
def test_a_chart_without_a_title_says_where_it_stands(chart, given):
    words = given.story.words.model_copy(update={"titles": {}})
    with pytest.raises(StoryError, match=r"\[titles\] in words\.toml"):
        chart(replace(given.story, words=words))
