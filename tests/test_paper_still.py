import functools
import io
import re

import numpy as np
import pytest
from matplotlib.colors import to_rgb

import explainer as ex
from explainer.charts import lettering
from explainer.maps.layers import Shapes
from explainer.page.cards import static
from explainer.page.offline import STYLES
from explainer.paper.inks import color, ink, looks
from explainer.paper.labels import MapLabel, around, place, within
from explainer.paper.stills import still


@pytest.fixture(scope="module")
def on_paper(story):
    """A function that gives a map by name, as it is printed."""
    return functools.cache(lambda name: still(getattr(ex.maps, name)(story)))


def words(chart):
    return [text.get_text() for axes in chart.figure.axes for text in axes.texts]


def test_colours_are_those_of_the_style_sheet():
    sea = re.search(r"--sea: (#\w+)", static("map.css"))[1]
    assert color("sea") == sea
    assert ink("ex-shape ex-fill-1").fill == color("fill-1")
    assert ink("ex-shape ex-line ex-contested").dashes == (5.0, 4.0)
    assert ink("ex-shape ex-line").fill is None


def test_a_colour_without_a_name_in_the_style_sheet_is_an_error():
    named = {look[part] for look in looks().values() for part in ("fill", "stroke") if part in look}
    assert all(color(name) for name in named - {""})
    with pytest.raises(KeyError):
        color("no-such-colour")


@pytest.mark.parametrize("name", looks())
def test_what_has_a_look_on_paper_has_one_on_the_screen(name):
    sheets = "".join(map(static, STYLES))
    assert re.search(rf"\.{name}\b[^{{}}]*\{{[^}}]*(fill|stroke|tone|rim|mask)", sheets)


def test_every_shape_on_a_map_has_a_look_on_paper(story):
    drawn = set()
    for name in ("places", "borders_switch", "contact_line", "alliance", "buildup", "tour"):
        for item in elements(getattr(ex.maps, name)(story)):
            if isinstance(item, Shapes):
                classes = (item.options.get("classes") or {}).values()
                drawn |= {*(item.options.get("cls") or "").split(), *" ".join(classes).split()}
    assert drawn - {""} <= {*looks()}


def elements(parent):
    for child in parent._children.values():
        yield child
        yield from elements(child)


def test_later_rules_and_more_classes_win():
    assert ink("ex-shape").fill == color("land")
    assert ink("ex-shape ex-story").fill == color("land-story")
    assert ink("ex-shape ex-area ex-fill-1").hatch == ""


def test_a_view_changes_the_colour_of_crimea_on_paper(story):
    def colours(view):
        figure = still(ex.maps.borders(story, view)).figure
        return [patch.get_facecolor() for axes in figure.axes for patch in axes.patches]

    assert colours("un") != colours("russia")


def test_every_place_in_view_has_its_symbol(on_paper):
    texts = {*words(on_paper("places"))}
    assert {"Kyiv", "Crimea", "Stockholm", "Ukraine", "Black Sea"} <= texts
    assert any(text.startswith("Where the story happens: ") for text in texts)


def test_the_words_for_those_who_do_not_see_it_name_the_places(on_paper):
    chart = on_paper("places")
    assert "Crimea, region, status disputed, named in the article" in chart.alt
    assert "Endorsement" not in chart.alt


@pytest.mark.parametrize(
    ("name", "endings"),
    [
        ("places", ("png", "pdf", "svg")),
        *((name, ("png",)) for name in ("borders", "contact_line", "alliance", "buildup")),
    ],
)
def test_every_map_can_be_printed(on_paper, name, endings, tmp_path):
    for ending in endings:
        path = on_paper(name).save(tmp_path / f"{name}.{ending}")
        assert path.stat().st_size > 10_000


def boxes(placed):
    return [
        (left, top, left + lettering.width(label.text, label.size, label.bold), top + label.size)
        for label, left, top in placed
    ]


def test_no_label_covers_another():
    labels = [
        MapLabel(
            f"A place {n}", 100 + 7 * n, 100 + 3 * n, n, 12, False, around if n % 2 else within
        )
        for n in range(12)
    ]
    found = boxes(place(labels, [(100, 100)], 400, 300))
    assert 3 <= len(found) < 12
    for i, a in enumerate(found):
        for b in found[i + 1 :]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def test_the_first_by_priority_gets_its_place():
    labels = [
        MapLabel("late", 50, 50, 2, 12, False, within),
        MapLabel("first", 50, 50, 1, 12, False, within),
    ]
    placed = list(place(labels, [], 60, 60))
    assert placed[0][0].text == "first"


def test_a_tour_becomes_one_map_with_the_numbers_of_its_stops(story):
    shown = words(still(ex.maps.tour(story)))
    stops = ex.maps.stops(story)
    numbers = [n for n, stop in enumerate(stops, start=1) if "kyiv" in stop.places]
    assert f"Kyiv ({', '.join(map(str, numbers))})" in shown
    assert "Latvia" not in shown  # not a second time without its number
    assert any("numbers of the stops" in line for line in shown)


def test_a_map_of_one_view_has_its_title_and_no_other_view(story):
    for view, name, other in (("ukraine", "Ukraine", "Russia"), ("russia", "Russia", "Ukraine")):
        chart = still(ex.maps.borders(story, view))
        assert chart.title == f"Borders drawn as: {name}"
        under = " ".join(words(chart))
        assert f"Borders drawn as: {name} (" in under
        assert f"Borders drawn as: {other} (" not in under


def test_a_map_with_several_views_says_which_is_printed(story):
    under = " ".join(words(still(ex.maps.borders_switch(story))))
    assert "Borders drawn as: United Nations (" in under
    assert "2 December 2021" in under


@pytest.mark.parametrize("name", ["ukraine-2021", "beagle-1978"])
def test_the_sea_has_an_edge(name):
    figure = still(ex.maps.places(ex.load(name))).figure
    picture = io.BytesIO()
    figure.savefig(picture, format="rgba", dpi=144)
    seen = np.frombuffer(picture.getvalue(), np.uint8).reshape(-1, 4)[:, :3]
    coast = 255 * np.array(to_rgb(color("coast")))
    assert (abs(seen - coast) < 6).all(axis=1).sum() > 1000


def test_countries_are_told_apart_without_colours():
    looks = [ink(f"ex-shape ex-fill-{n}").hatch for n in range(1, 7)]
    assert len(set(looks)) == 6


def test_what_can_only_be_done_on_a_screen_is_not_written_under_a_title(on_paper):
    for name in ("buildup", "contact_line", "alliance"):
        assert not any("Open a" in line for line in words(on_paper(name)))


def test_sea_and_land_differ_in_black_and_white(on_paper):
    (drawn,) = [axes for axes in on_paper("borders").figure.axes if len(axes.patches) > 50]
    sea = drawn.get_facecolor()[:3]
    land = to_rgb(ink("ex-shape").fill)
    grey = [0.299 * r + 0.587 * g + 0.114 * b for r, g, b in (sea, land)]
    assert grey[0] - grey[1] > 0.07
