"""Rules for disputed areas: a reader chooses one, the map follows, a line says what it hides."""

import re
from pathlib import Path

import folium
import pytest
from playwright.sync_api import expect

import explainer as ex
from explainer.errors import StoryError
from explainer.maps import layers
from explainer.story import read
from explainer.story.checks import check
from tests import browsing, drawn
from tests.tiny_story import TINY, copy

STORIES = ("ukraine-2021", "beagle-1978")
RULE = """
[[rules]]
name = "Both"
views = ["kyiv-view", "{view}"]
who = "Some do."
hides = "much."
atlases = ["{atlas}"]
"""


@pytest.fixture(scope="module", params=STORIES)
def told(request):
    return ex.load(Path(ex.__file__).parent / "stories" / request.param)


def groups(told):
    """Return the layers of each rule on the map, by its name."""
    found = drawn.layers(ex.maps.rules(told), folium.FeatureGroup)
    return {group.layer_name: group for group in found}


def classes(group):
    """Return what the areas of a rule look like: unit -> its CSS classes, one for each layer."""
    found = {}
    for shapes in group._children.values():
        if isinstance(shapes, layers.Shapes) and shapes.options["pane"] == "ex-areas":
            for unit, cls in shapes.options["classes"].items():
                found.setdefault(unit, []).append(cls)
    return found


def test_each_rule_draws_every_disputed_area(told):
    found = groups(told)
    assert list(found) == [rule.name for rule in told.maps.rules]
    for rule in told.maps.rules:
        assert classes(found[rule.name]).keys() == {*told.units}


def test_two_views_stand_in_stripes_where_they_differ_and_only_there(told):
    [rule] = [rule for rule in told.maps.rules if len(rule.views) == 2]
    looks = classes(groups(told)[rule.name])
    striped = {unit for unit, said in looks.items() if any("ex-striped" in cls for cls in said)}
    assert striped == {*ex.views.changes(told, *rule.views)} != set()


def test_what_is_left_blank_is_given_to_nobody(told):
    [rule] = [rule for rule in told.maps.rules if not rule.views]
    group = groups(told)[rule.name]
    assert {cls for said in classes(group).values() for cls in said} == {"ex-fill-blank"}
    [marks] = drawn.layers(group, layers.Markers)
    assert all(": " not in mark["label"] and mark["popup"] for mark in marks.data)


def test_every_rule_tells_both_halves_or_hides_one_of_them(story):
    """Who controls Crimea, and as whose part it is recognised: no rule leaves a reader with one."""
    for rule in story.maps.rules:
        assert "controlled Crimea" in rule.hides or "recognised as part" in rule.hides
    [control] = [rule for rule in story.maps.rules if rule.views == ("control",)]
    assert "control is not status" in control.hides


def test_the_table_is_the_twin_of_the_map(told):
    table = str(ex.maps.rules_table(told))
    assert table.count('<th scope="row">') == len(told.maps.rules)


def test_a_rule_that_tells_a_number_or_a_year_has_a_source(told):
    known = {atlas.id: atlas.sources for atlas in told.atlases}
    for rule in told.maps.rules:
        if re.search(r"\d", rule.who):
            assert [*rule.sources, *(id for atlas in rule.atlases for id in known[atlas])], (
                rule.name
            )


def test_a_story_without_rules_says_where_they_belong():
    with pytest.raises(StoryError, match=r"maps\.toml"):
        ex.maps.rules(ex.load(TINY))


@pytest.mark.parametrize(
    ("view", "atlas", "said"),
    [
        ("moscow-view", "school-atlas", ""),
        ("mars", "school-atlas", "maps.toml · rules.1.views: there is no 'mars'"),
        ("moscow-view", "globe", "maps.toml · rules.1.atlases: there is no 'globe'"),
        (
            "moscow-view",
            'school-atlas"]\nsources = ["hearsay',
            "rules.1.sources: there is no 'hear",
        ),
    ],
)
def test_a_rule_names_what_there_is(tmp_path, view, atlas, said):
    folder = copy(tmp_path)
    (folder / "maps.toml").write_text(RULE.format(view=view, atlas=atlas), encoding="utf-8")
    found, problems = read(folder)
    lines = [str(one) for one in problems + check(found)]
    assert [one for one in lines if said in one] if said else lines == []


@pytest.mark.browser
def test_a_reader_chooses_a_rule_and_the_map_follows(story, module_page, tmp_path):
    ex.maps.rules(story).save(tmp_path / "rules.html")
    page = module_page(viewport={"width": 1100, "height": 700}, color_scheme="dark")
    page.goto((tmp_path / "rules.html").as_uri())
    crimea = page.locator(".ex-area-label", has_text="Crimea")
    shown = {"un": "Ukraine", "ukraine": "Ukraine", "russia": "Russia"}
    for rule in story.maps.rules:
        page.get_by_role("radio", name=rule.name, exact=True).check()
        foot = page.locator(".ex-foot")
        expect(foot).to_contain_text(f"Rule: {rule.name}. {rule.who} It hides {rule.hides}")
        if len(rule.views) == 1 and rule.views[0] in shown:
            expect(crimea).to_have_text(f"Crimea: {shown[rule.views[0]]}")
        expect(page.locator("path.ex-striped")).to_have_count(3 if len(rule.views) == 2 else 0)
    expect(crimea).to_have_text("Crimea")
    row = page.locator(".ex-layers")
    dark = row.evaluate("row => getComputedStyle(row).backgroundColor")
    assert dark == "rgba(0, 0, 0, 0)", "the choices stand on the page's own ground, in every theme"
    assert browsing.barriers(page) == []
