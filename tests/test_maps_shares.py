"""The map of a referendum by region."""

import explainer as ex
from tests import drawn

STORY = ex.load()
REGIONS = [result for result in STORY.referendum if result.area]


def test_every_region_has_the_tone_of_its_share_and_a_card_with_its_turnout():
    shown = ex.maps.referendum(STORY)
    looks = {id: tone for found in drawn.classes(shown, "ex-areas") for id, tone in found.items()}
    by_share = [looks[result.area] for result in sorted(REGIONS, key=lambda one: one.yes)]
    assert by_share == sorted(by_share)
    assert (by_share[0], by_share[-1]) == ("ex-step-1", "ex-step-5")
    marks = drawn.markers(shown)
    for result in REGIONS:
        assert f"{result.turnout:g} %" in drawn.words(marks[result.region]["popup"])
    assert len(marks) == len(REGIONS) == 27


def test_the_legend_covers_every_share_and_tells_the_whole():
    said = drawn.legend(ex.maps.referendum(STORY))
    assert "50 to 60 %" in said and "90 to 100 %" in said
    assert "Ukraine: 90.32 % yes, turnout 84.18 %." in said
