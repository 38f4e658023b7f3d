"""Votes: every share and every state where the records have them, with its denominator."""

import pytest

import explainer as ex
from explainer.charts.room import MARGIN, WIDTH
from explainer.errors import StoryError
from explainer.page.telling import BALLOTS, ballots
from tests.charts_kit import LATER, artist, texts, words


def test_every_region_stands_at_its_two_shares(story):
    chart = ex.charts.referendum(story)
    results = sorted(story.referendum, key=lambda r: (r.region != "Ukraine", -r.yes))
    shares = {}
    for field in ("yes", "turnout"):
        shares[field] = artist(chart, field).get_xdata()
        assert list(shares[field]) == [getattr(result, field) for result in results]
    assert list(shares["yes"][1:]) == sorted(shares["yes"][1:], reverse=True)
    assert len(results) == 28
    for axes in chart.figure.axes[1:]:
        assert axes.get_xlim()[0] <= min(*shares["yes"], *shares["turnout"])


def test_both_columns_name_what_they_are_a_share_of(story):
    labels = [text for text, _ in texts(ex.charts.referendum(story))]
    assert "Yes, % of those who voted" in labels
    assert "Turnout, % of those entitled to vote" in labels


def test_what_is_doubtful_about_a_region_is_said_on_the_chart(story):
    chart = ex.charts.referendum(story)
    labels = [text for text, _ in texts(chart)]
    foot = " ".join(labels)
    for result in story.referendum:
        if result.note:
            assert any(text.startswith(result.region) and text[-1] in "¹²³⁴⁵" for text in labels)
            assert result.note.split(".")[0] in foot
    assert any(text.startswith("Kharkiv") for text in labels) and "75.68" in foot


def test_the_parts_of_a_bar_are_as_long_as_their_states_are_many(story):
    chart = ex.charts.votes(story.as_of(LATER))
    for vote in story.votes:
        counts = ballots(vote)
        boxes = {kind: artist(chart, f"{vote.id}:{kind}") for kind in counts}
        per_state = {box.get_width() / counts[kind] for kind, box in boxes.items()}
        assert max(per_state) == pytest.approx(min(per_state))
        assert sum(box.get_width() for box in boxes.values()) == pytest.approx(WIDTH - 2 * MARGIN)
        looks = {
            (box.get_facecolor(), box.get_hatch(), box.get_linestyle()) for box in boxes.values()
        }
        assert len(looks) == len(boxes)


def test_votes_of_some_days_only(story):
    chart = ex.charts.votes(story.as_of(LATER), "2021-12-03", "2023-12-31")
    for resolution, there in (("ES-11/1", True), ("ES-11/6", True), ("68/262", False)):
        assert (resolution in chart.alt) is (resolution in chart.table) is there
    assert (
        "ES-11/7" not in chart.alt
        and "ES-11/8" in ex.charts.votes(story.as_of(LATER), since="2025-01-01").alt
    )
    with pytest.raises(StoryError, match=r"votes\.toml"):
        ex.charts.votes(story, since="2021-12-03")  # known on the day: none


def test_the_assembly_has_193_members_and_the_council_15(story):
    for vote in story.votes:
        assert sum(ballots(vote).values()) == (193 if "Assembly" in vote.body else 15)


def test_all_four_numbers_and_what_binds_are_on_the_chart(story):
    labels = [text for text, _ in texts(ex.charts.votes(story))]
    for said in ("100 for", "11 against", "58 abstaining", "24 absent"):
        assert said in labels
    assert "27 March 2014 · UN General Assembly, 68/262 · not legally binding" in labels
    assert "17 February 2015 · UN Security Council, 2202 (2015) · legally binding" in labels


def test_the_words_name_who_voted_against(story):
    alt = ex.charts.votes(story).alt
    vote = next(vote for vote in story.votes if vote.id == "unga-68-262")
    assert all(state in alt for state in vote.states_against)


def test_nobody_is_no_part():
    assert set(BALLOTS) == {"for", "against", "abstaining", "absent"}
    unanimous = next(vote for vote in ex.load().votes if vote.id == "unsc-2202")
    assert ballots(unanimous) == {"for": 15}
    assert "not recorded" in words(ex.charts.votes(ex.load()).table)
