"""What the parties hold and what the numbers count, on the day of the article."""

import datetime as dt

import pytest

from explainer import story as stories
from explainer.ground import geography
from explainer.story import Story

OTHERS = {
    "transnistria": "MD",
    "abkhazia": "GE",
    "south-ossetia": "GE",
    "kosovo": "RS",
    "northern-cyprus": "CY",
}


@pytest.fixture(scope="module")
def story() -> Story:
    """The story as its files have it; whether they fit together is for the checks."""
    found, problems = stories.read("ukraine-2021")
    assert not problems
    assert found
    return found


# Positions


def shown(story: Story, view: str) -> dict[str, str | None]:
    return {
        unit: position.shows
        for position in story.positions
        if position.view == view
        for unit in position.units
    }


def test_what_each_point_of_view_shows(story):
    assert shown(story, "un") == {**OTHERS, "crimea": "UA", "donbas-ngca": "UA", "kosovo": "none"}
    assert shown(story, "ukraine") == {**OTHERS, "crimea": "UA", "donbas-ngca": "UA"}
    assert shown(story, "russia") == {
        **OTHERS,
        "crimea": "RU",
        "donbas-ngca": "UA",
        "abkhazia": "own",
        "south-ossetia": "own",
    }
    nobody = dict.fromkeys(OTHERS, "none")
    assert shown(story, "control") == {**nobody, "crimea": "RU", "donbas-ngca": "none"}


def test_every_unit_of_the_map_is_asked_about(story):
    asked = [unit for question in story.questions for unit in question.units]
    assert sorted(asked) == sorted(geography.units())


def test_every_disputed_place_has_several_holders(story):
    for question in {place.question for place in story.places if place.question}:
        holders = {position.holder for position in story.positions_on(question)}
        assert {"russia", "ukraine", "on-the-ground"} < holders, question


def test_drawn_positions_have_a_label_for_the_legend(story):
    for position in story.positions:
        assert bool(position.label) == bool(position.view), position.id


# Figures


def test_ohchr_parts_fit_the_range_of_the_whole(story):
    figure = story.figure("deaths-ohchr-2021-06-30")
    assert (figure.low, figure.high) == (13200, 13400)
    assert [part.low for part in figure.parts] == [3390, 4200, 5800]
    assert figure.low <= sum(part.low for part in figure.parts) <= figure.high
    share = figure.parts[0].low / figure.high, figure.parts[0].low / figure.low
    assert share == pytest.approx((0.25, 0.26), abs=0.005)


def test_a_bound_nobody_gave_is_not_made_up(story):
    words = {figure.id for figure in story.figures if figure.low is figure.high is None}
    assert words == {"troops-article", "troops-russia"}
    assert story.figure("deaths-article").high is None
    assert story.figure("planned-us-2021-12-03").low is None


def test_counts_of_troops_by_whom_and_when(story):
    counts = {
        (figure.by, str(figure.known_on)): (figure.low, figure.high)
        for figure in story.figures
        if figure.topic == "troops" and (figure.low or figure.high)
    }
    assert counts == {
        ("european-union", "2021-04-19"): (100_000, None),
        ("us-officials", "2021-05-05"): (80_000, 80_000),
        ("ukraine-mod", "2021-11-02"): (90_000, 90_000),
        ("zelensky", "2021-11-10"): (None, 100_000),
        ("ukraine-mod", "2021-11-21"): (92_000, None),
        ("ukraine", "2021-11-30"): (115_000, 115_000),
        ("mfa-russia", "2021-12-01"): (125_000, 125_000),  # Ukrainian troops
        ("us-intelligence", "2021-12-03"): (70_000, 70_000),
        ("ukraine-mod", "2021-12-03"): (94_300, 94_300),
        ("ukraine-mod", "2021-12-08"): (120_000, 120_000),
    }


@pytest.mark.parametrize(
    ("figure", "since"),
    [
        ("years-counted-crimea", [dt.date(2014, 3, 21), dt.date(2014, 3, 16)]),
        ("years-counted-war", [dt.date(2014, 4, 14)] * 2),
    ],
)
def test_eight_years_counted(story, figure, since):
    years = [(dt.date(2021, 12, 1) - day).days / 365.2425 for day in since]
    record = story.figure(figure)
    assert [record.low, record.high] == pytest.approx(years, abs=0.006)
    assert story.figure("years-zelensky-war").low > record.high


@pytest.mark.parametrize(
    ("day", "donetsk", "luhansk"),
    [
        ("2021-11-29", 139, 163),
        ("2021-11-30", 265, 6),
        ("2021-12-01", 159, 22),
        ("2021-12-02", 809, 69),
        ("2021-12-06", 442, 178),
        ("2021-12-07", 145, 51),
    ],
)
def test_ceasefire_violations_known_the_day_after(story, day, donetsk, luhansk):
    figure = story.figure(f"ceasefire-{day}")
    assert [part.low for part in figure.parts] == [donetsk, luhansk]
    assert figure.low == figure.high == donetsk + luhansk
    assert figure.as_of.text == day
    assert figure.known_on == dt.date.fromisoformat(day) + dt.timedelta(days=1)
