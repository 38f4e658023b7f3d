"""What was agreed and in which order: every point once, every side's order as it gave it."""

import datetime as dt
import re

import pytest

import explainer as ex
from explainer.errors import StoryError, UnknownRecord

MINSK = "minsk-package"


def test_every_point_stands_in_the_table_in_its_order(story):
    html = ex.charts.agreement(story, MINSK).html
    numbers = re.findall(r'<tr><th scope="row">(\d+)</th>', html)
    assert [int(number) for number in numbers] == [*range(1, 14)]
    for point in story.points:
        assert f"<summary>{ex.cards.text(point.title)}</summary>" in html


def test_points_without_a_time_say_so_and_are_counted(story):
    html = ex.charts.agreement(story, MINSK).html
    assert html.count("no time given") == 6
    assert "7 name a time, 6 name none" in html


def test_each_side_has_a_column_with_its_own_order(story):
    html = ex.charts.orders(story, MINSK).html
    columns = re.findall(r"<div><h3>(.*?)</h3><ol>(.*?)</ol>(.*?)</div>", html)
    assert [label for label, *_ in columns] == ["The paper itself", "Ukraine", "Russia"]
    for order, (_, steps, rest) in zip(story.orders, columns, strict=True):
        places = [steps.index(str(ex.cards.text(step.text))) for step in order.steps]
        assert places == sorted(places)
        assert str(ex.cards.text(order.reason)) in rest and "Sources: " in rest


def test_a_step_carries_the_kind_of_its_points(story):
    html = ex.charts.orders(story, MINSK).html
    steps = re.findall(r"<li>(.*?)</li>", html)
    assert len(steps) == sum(len(order.steps) for order in story.orders)
    for step in steps:
        numbers = re.search(r"\((points? [\d, and]+)\)", step)[1]
        kinds = {story.points[int(number) - 1].kind for number in re.findall(r"\d+", numbers)}
        tags = dict(re.findall(r'ex-kind-(\d+)">(.*?)</span>', step))
        assert {*tags.values()} == kinds
        assert all(story.words.point_kinds[int(n) - 1] == kind for n, kind in tags.items())


def test_nothing_is_shown_before_it_was_known(story):
    early = ex.charts.orders(story.as_of("2019-12-08"), MINSK).html
    assert "The paper itself" in early and "<h3>Ukraine</h3>" not in early
    one = story.points[0].model_copy(update={"known_on": dt.date(2021, 12, 3)})
    later = story.with_records(points=(one, *story.points[1:]))
    assert one.title not in ex.charts.agreement(later, MINSK).html


@pytest.mark.parametrize("chart", [ex.charts.agreement, ex.charts.orders])
def test_other_events_are_refused_with_a_reason(story, chart):
    with pytest.raises(StoryError, match="'mh17'"):
        chart(story, "mh17")
    with pytest.raises(UnknownRecord):
        chart(story, "yalta")


def test_text_from_the_data_is_escaped(story):
    evil = story.points[0].model_copy(update={"title": "<script>1</script>"})
    assert "<script>1" not in ex.charts.agreement(story.with_records(points=(evil,)), MINSK).html
