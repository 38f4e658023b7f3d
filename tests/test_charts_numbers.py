"""Numbers as they were given: points, ranges, bounds, words; counts taken apart."""

import datetime as dt

import pytest
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

import explainer as ex
from explainer.errors import ChartError, StoryError
from explainer.page.words import part_amount
from explainer.story.records import Figure, Part
from tests.charts_kit import LATER, artist, texts, words


def given(story, **fields):
    """A story with one number about troops."""
    number = {
        "id": "one", "unit": "troops", "counts": "troops", "where": "there", "wording": "words",
        "as_of": "2021-11-02", "by": "ukraine-mod", "topic": "troops",
        "sources": [story.sources[0].id],
    }  # fmt: skip
    return story.with_records(figures=(Figure(**(number | fields)),))


def test_a_number_is_a_dot_at_its_value(story):
    story = story.as_of(LATER)
    chart = ex.charts.ranges(story)
    seen = 0
    for figure in story.as_of(LATER).figures:
        if figure.topic == "troops" and None is not figure.low == figure.high:
            dot = artist(chart, figure.id)
            assert list(dot.get_xdata()) == [figure.low]
            seen += 1
    assert seen >= 6
    assert chart.figure.axes[1].get_xlim()[0] == 0, "the axis begins at zero"


def test_words_without_a_number_are_a_band_without_ends(story):
    chart = ex.charts.ranges(story)
    band = artist(chart, "troops-article")
    low, high = chart.figure.axes[1].get_xlim()
    assert isinstance(band, Rectangle)
    assert (band.get_x(), band.get_width()) == (low, high - low)
    assert band.get_linestyle() != "solid"
    assert "tens of thousands" in [text for text, _ in texts(chart)]


def test_a_range_is_a_bar_from_low_to_high(story):
    chart = ex.charts.ranges(story, "casualties")
    figure = story.figure("wounded-ohchr-2021-06-30")
    assert list(artist(chart, figure.id).get_xdata()) == [29600, 33600] == [figure.low, figure.high]


@pytest.mark.parametrize(
    ("bounds", "first"), [({"low": 120000}, 120000), ({"high": 175000}, 175000)]
)
def test_one_bound_is_an_open_arrow(bounds, first, story):
    tale = given(story, **bounds)
    line = artist(ex.charts.ranges(tale), "one")
    assert isinstance(line, Line2D) and line.get_linestyle() != "-"
    assert line.get_xdata()[0] == first
    assert (line.get_xdata()[1] > first) == ("low" in bounds)


@pytest.mark.parametrize(
    ("bounds", "ticks"),
    [({}, []), ({"low": 0.9, "high": 0.9}, ["0", "0.2", "0.4", "0.6", "0.8"])],
)
def test_the_axis_has_round_numbers_and_none_where_only_words_are_given(bounds, ticks, story):
    chart = ex.charts.ranges(given(story, **bounds))
    said = [text for text, _ in texts(chart) if text.replace(".", "").isdigit()]
    assert said[: len(ticks)] == ticks and bool(said) == bool(ticks)


def test_a_number_never_stands_without_who_when_what_and_where(story):
    chart = ex.charts.ranges(story)
    for figure in story.figures:
        if figure.topic == "troops" and figure.known_by(story.day):
            for said in (figure.wording, figure.counts, figure.where, str(figure.as_of)):
                assert said in chart.alt and said in words(chart.table)
    labels = " ".join(text for text, _ in texts(chart))
    assert "Ukraine's Ministry of Defence, 2 November 2021" in labels
    assert "no number given" in labels, "that Russia gave none is said"


def test_a_topic_that_is_none_is_explained(story):
    with pytest.raises(ChartError, match="'tanks': use one of troops"):
        ex.charts.ranges(story, "tanks")
    with pytest.raises(StoryError, match=r"no number about planned troops .* figures\.toml"):
        tale = story.with_records(figures=())
        ex.charts.ranges(tale, "planned troops")


def test_the_dead_are_drawn_by_group_to_one_scale(story):
    chart = ex.charts.people(story)
    marks = {
        line.get_gid(): len(line.get_xdata())
        for line in chart.figure.findobj(Line2D)
        if line.get_gid()
    }
    assert marks == {
        "civilians": round(3390 / 50),
        "Ukrainian military": 4200 / 50,
        "members of armed groups": 5800 / 50,
    }
    for said in ("at least 3,390", "about 4,200", "about 5,800", "13,200–13,400", "30 June 2021"):
        assert said in chart.alt
        assert any(said in text for text, _ in texts(chart))


def test_civilians_do_not_look_like_fighters(story):
    chart = ex.charts.people(story)
    looks = {
        line.get_gid(): (line.get_marker(), line.get_color())
        for line in chart.figure.findobj(Line2D)
        if line.get_gid()
    }
    civilians = looks.pop("civilians")
    assert len(set(looks.values())) == 1, "the fighters of both sides look the same"
    assert all(a != b for a, b in zip(civilians, *set(looks.values()), strict=True))


def test_at_least_is_said_once():
    assert part_amount(Part(label="civilians", low=3390, note="at least")) == "at least 3,390"
    assert part_amount(Part(label="civilians", low=3390)) == "at least 3,390"
    assert part_amount(Part(label="military", low=4200, high=4200, note="about")) == "about 4,200"


def test_numbers_without_parts_cannot_be_taken_apart(story):
    whole = tuple(figure for figure in story.figures if not figure.parts)
    with pytest.raises(StoryError, match="has parts"):
        ex.charts.people(story.with_records(figures=whole))


def test_ceasefire_bars_are_as_long_as_the_counts(story):
    story = story.as_of(LATER)
    chart = ex.charts.counts_by_day(story)
    lengths = {}
    for figure in story.figures:
        for part in figure.parts if figure.topic == "ceasefire" else ():
            box = artist(chart, f"{figure.id}:{part.label}")
            lengths[figure.id, part.label] = box.get_width() / part.low
    assert len(lengths) == 12
    assert max(lengths.values()) == pytest.approx(min(lengths.values()))


def test_a_days_count_is_not_known_that_day(story):
    chart = ex.charts.counts_by_day(story)
    days = [text for text, _ in texts(chart)]
    assert "1 December 2021" in days and "2 December 2021" not in days
    assert "2 December 2021" in [
        text for text, _ in texts(ex.charts.counts_by_day(story.as_of("2021-12-03")))
    ]


def test_days_without_a_count_are_named(story):
    labels = [text for text, _ in texts(ex.charts.counts_by_day(story.as_of(dt.date(2021, 12, 8))))]
    assert "3–5 December 2021: no count in this story" in labels


def test_a_third_region_and_longer_names_have_room(story):
    first = story.figure("ceasefire-2021-12-01")
    more = [
        Part(label=f"a region with quite a long name {n}", low=90 * n, high=90 * n)
        for n in (1, 2, 3)
    ]
    figure = first.model_copy(update={"parts": tuple(more)})
    chart = ex.charts.counts_by_day(story.with_records(figures=(figure,)))
    assert all(artist(chart, f"{figure.id}:{part.label}") for part in more)
    assert all(box.x1 <= chart.figure.bbox.x1 for _, box in texts(chart))
