"""What holds for every chart: legible, in words, as a table, harmless to its surroundings."""

import datetime as dt
import functools
import itertools
import re
import subprocess
import sys
from dataclasses import replace
from html import unescape
from importlib.resources import files
from xml.etree import ElementTree

import matplotlib as mpl
import pytest
from matplotlib.text import Text
from PIL import Image

import explainer as ex
from explainer.charts import palette
from explainer.charts.room import NARROW, WIDTH
from explainer.errors import ChartError, DateError, StoryError
from tests.charts_kit import BOARDS, FIGURES, LATER, texts, words
from tests.contrast import contrast

ALL = FIGURES | BOARDS
#: Charts of a record that is named: without it they say that it is not there.
BY_ID = ("agreement", "chain", "compare", "orders")
#: Those drawn again for a phone.
NARROW_ONES = [name for name in FIGURES if not name.startswith("timeline")]
STATIC = files("explainer") / "static"


@pytest.fixture(scope="module")
def drawn(story):
    """A function that gives a chart by name, on the story's day or another, drawn once."""
    return functools.cache(lambda name, day=story.day: ALL[name](story.as_of(day)))


@pytest.fixture(scope="module", params=FIGURES)
def figure(request, drawn):
    return drawn("planned", LATER) if request.param == "planned" else drawn(request.param)


def test_texts_neither_overlap_nor_leave_the_figure(figure):
    boxes = texts(figure)
    assert len(boxes) > 5
    size = figure.figure.bbox
    for text, box in boxes:
        assert size.x0 <= box.x0 and box.x1 <= size.x1, f"{text!r} is cut off"
        assert size.y0 <= box.y0 and box.y1 <= size.y1, f"{text!r} is cut off"
    for (one, a), (two, b) in itertools.combinations(boxes, 2):
        wide = min(a.x1, b.x1) - max(a.x0, b.x0)
        high = min(a.y1, b.y1) - max(a.y0, b.y0)
        assert wide <= 0.5 or high <= 0.5, f"{one!r} and {two!r} overlap"


@pytest.mark.parametrize("name", FIGURES)
def test_a_chart_of_rows_is_drawn_for_a_phone_with_the_same_records(name, drawn):
    wide = drawn(name, LATER)
    assert (wide.narrow is None) == (name not in NARROW_ONES)
    if wide.narrow:
        small = replace(wide, figure=wide.narrow())
        test_texts_neither_overlap_nor_leave_the_figure(small)
        assert gids(small) == gids(wide)
        sizes = {text.get_size() for text in small.figure.findobj(Text) if text.get_text()}
        assert min(sizes) * 305 / NARROW >= 11, "the least that charts.css leaves"
        assert ids_out(small.svg()) != ids_out(wide.svg()) and wide.narrow().bbox.width < 400


def gids(chart):
    """The records that are drawn."""
    return {it.get_gid() for it in chart.figure.findobj() if it.get_gid()}


@pytest.fixture(scope="module")
def pictures(figure):
    """A figure drawn twice as SVG."""
    return figure.svg(), figure.svg()


def test_letters_are_large_enough_for_a_small_screen(figure):
    sizes = {text.get_size() for text in figure.figure.findobj(Text) if text.get_text()}
    # JupyterLab leaves 828 px of a screen of 1280 px.
    assert min(sizes) * 828 / WIDTH >= 11.5


def test_the_table_and_the_words_name_the_day_and_the_title(figure):
    assert figure.title in figure.alt
    caption = re.search("<caption>(.*)</caption>", unescape(figure.table))[1]
    assert caption in figure.alt
    assert figure.table.count("<tr>") >= 3
    assert len(figure.alt) > 150


@pytest.mark.parametrize("name", ALL)
def test_with_all_that_came_later_it_is_legible_and_light_and_leaves_matplotlib_alone(name, drawn):
    before = dict(mpl.rcParams)
    chart = drawn(name, LATER)
    assert len(chart._repr_html_()) < 200_000
    assert dict(mpl.rcParams) == before
    if name in FIGURES:
        test_texts_neither_overlap_nor_leave_the_figure(chart)


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_shown_that_came_after_the_day(name, story, drawn):
    if name == "planned":
        story = story.with_records(figures=tuple(f for f in story.figures if f.topic != "troops"))
    shown = words((ALL[name](story) if name == "planned" else drawn(name))._repr_html_())
    later = story.after(story.day)
    for collection in ("events", "figures", "statements", "votes"):
        for record in getattr(later, collection):
            told = [getattr(record, name, None) for name in ("text", "paraphrase", "note")]
            assert not [text for text in told if text and text in shown]


def test_a_readers_own_style_does_not_change_a_chart(story):
    plain = ids_out(ex.charts.votes(story).svg())
    with mpl.rc_context({"text.color": "red", "font.size": 30, "svg.fonttype": "path"}):
        assert ids_out(ex.charts.votes(story).svg()) == plain


def test_charts_work_without_pyplot():
    code = (
        "import sys, explainer as ex; s = ex.load(); ex.charts.votes(s)._repr_html_();"
        "sys.exit('matplotlib.pyplot' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def ids_out(svg):
    return re.sub(r"c[0-9a-f]{8}-", "", svg)


def test_an_svg_keeps_to_itself(pictures):
    one, two = pictures
    root = ElementTree.fromstring(one)
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    assert one == two, "the same picture has the same bytes"
    for used in re.findall(r'(?:href="|url\()#([^")]+)', one):
        assert used in ids
    assert "<style" not in one and "<script" not in one
    assert set(re.findall(r"https?://[^\s\"]+", one)) <= {
        "http://www.w3.org/1999/xlink",
        "http://www.w3.org/2000/svg",
    }


def test_every_colour_of_an_svg_follows_the_theme(pictures):
    svg = pictures[0]
    assert not re.findall(r"(?<!, )#[0-9a-f]{6}\b", svg), "a colour without a variable"
    assert not re.findall(r"\b(?:rgb|hsl)a?\(|opacity", svg)
    assert all("fill:" in text for text in re.findall(r"<text [^>]*>", svg)), "black text"


def test_text_stays_text(figure, pictures):
    shown = [text for text, _ in texts(figure)]
    svg = unescape(pictures[0])
    assert all(f">{text}</text>" in svg for text in shown)


def dark():
    css = (STATIC / "charts.css").read_text(encoding="utf-8")
    found = dict(re.findall(r"--ex-([a-z-]+): (#[0-9a-f]{6})", css))
    return found | {"paper": "#111111"}


def test_every_colour_has_a_dark_partner_and_no_other():
    assert set(palette.NAMES.values()) == set(dark())


def test_the_style_sheet_uses_the_palette():
    style = (STATIC / "explainer.mplstyle").read_text(encoding="utf-8")
    colors = {f"#{value}" for value in re.findall(r": ([0-9a-f]{6})$", style, re.M)}
    assert colors and colors <= set(palette.NAMES)


@pytest.mark.parametrize(
    "colors",
    [{name: color for color, name in palette.NAMES.items()}, dark()],
    ids=["light", "dark"],
)
def test_contrast(colors):
    for ground in ("paper", "panel"):
        for ink in ("ink", "soft", "teal", "ochre"):
            assert contrast(colors[ink], colors[ground]) >= 4.5, (ink, ground)
        assert contrast(colors["grey"], colors[ground]) >= 3, ("grey", ground)


def test_the_page_carries_the_words_and_the_table(story):
    chart = ex.charts.referendum(story)
    page = chart._repr_html_()
    (said,) = re.findall(r'<figure role="img" aria-label="([^"]*)"', unescape(page))
    assert chart.title not in said, "the title is the name of the group around it"
    start = said.removesuffix(". The rest stands in the table.")
    assert start != said and start in chart.alt and len(said) < 550
    assert f'<summary aria-label="The same as a table: {chart.title}">The same as a table<' in page
    assert str(chart.table) in page


def test_saving_keeps_title_and_words(story, tmp_path):
    chart = ex.charts.votes(story)
    with Image.open(chart.save(tmp_path / "votes.png")) as image:
        assert image.width == WIDTH * 3
        assert (image.info["Title"], image.info["Description"]) == (chart.title, chart.alt)
    svg = chart.save(tmp_path / "votes.svg").read_text(encoding="utf-8")
    assert chart.title in svg and chart.alt in unescape(svg) and "var(" not in svg
    assert chart.save(str(tmp_path / "votes.pdf")).read_bytes().startswith(b"%PDF")


def test_saving_as_something_else_says_what_is_possible(story, tmp_path):
    with pytest.raises(ChartError, match=r"\.png, \.svg, \.pdf"):
        ex.charts.votes(story).save(tmp_path / "votes.doc")


@pytest.mark.parametrize("bad", ["2 December", "2021-13-01", ""])
def test_a_day_that_is_none_is_explained(bad, story):
    with pytest.raises(DateError, match="write it as 2001-02-28"):
        ex.charts.votes(story.as_of(bad))


@pytest.mark.parametrize("name", [name for name in ALL if name not in BY_ID])
def test_a_chart_without_data_is_an_error_not_an_empty_picture(name, story):
    with pytest.raises(StoryError, match=r"\w+\.toml"):
        ALL[name](story.with_records(events=(), figures=(), votes=(), referendum=(), statements=()))


@pytest.mark.parametrize("chart", [ex.charts.people, ex.charts.counts_by_day, ex.charts.ranges])
def test_a_story_without_topics_is_told_where_they_stand(chart, story):
    words = story.words.model_copy(update={"topics": {}})
    with pytest.raises(StoryError, match=r"no topic with .* words\.toml"):
        chart(replace(story, words=words))


@pytest.mark.parametrize(
    ("chart", "said"),
    [
        (ex.charts.votes, "against. How members voted."),
        (ex.charts.referendum, "The referendum, by region"),
    ],
)
def test_a_chart_without_a_title_of_the_story_has_the_engines(chart, said, story):
    words = story.words.model_copy(update={"titles": {}, "sentences": {}})
    assert said in chart(replace(story, words=words)).alt


def test_text_from_data_is_escaped(story):
    bad = "<img src=x onerror=alert(1)> & $1$ \\frac"
    events = [story.events[0].model_copy(update={"title": bad, "text": bad, "weight": 1})]
    day = dt.date(2025, 12, 31)
    page = ex.charts.timeline(story.with_records(events=tuple(events)).as_of(day))._repr_html_()
    assert "<img" not in page and "&lt;img" in page
    claim = next(s for s in story.statements if s.kind == "claim")
    claim = claim.model_copy(update={"paraphrase": bad, "check": bad})
    page = ex.charts.claims(story.with_records(statements=(claim,)))._repr_html_()
    assert "<img" not in page and page.count("&lt;img") == 2


def test_the_style_of_the_page_uses_no_colour_that_is_not_there():
    css = (STATIC / "charts.css").read_text(encoding="utf-8")
    defined = set(re.findall(r"^\s*--([a-z-]+):", css, re.M)) | {"ratio"}
    used = re.findall(r"var\(--([a-z0-9-]+)(,)?", css)
    assert [name for name, fallback in used if name not in defined and not fallback] == []
    assert {name for name in defined if not name.startswith("ex-")} <= {name for name, _ in used}
    fallbacks = dict(re.findall(r"var\(--ex-([a-z-]+), (#[0-9a-f]{6})\)", css))
    assert fallbacks.items() <= {name: color for color, name in palette.NAMES.items()}.items()
