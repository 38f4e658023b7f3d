"""Text from data never becomes markup, whatever it is and wherever it is put."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from html import unescape

import pytest

from explainer.classroom.banners import after_the_day, on_the_day, sealed
from explainer.page.blocks import Reference, Sources, html
from explainer.page.cards import Html, fill, join, table, text
from explainer.story import load
from explainer.story.settings import Lessons

STORY = load()

NASTY = [
    "<script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)",
    "&lt;b&gt;",
    "</td></table>",
    "$name ${name} $$",
    "Сєвєродонецьк & Ко",
]


@pytest.mark.parametrize("value", NASTY)
def test_text_is_escaped_and_reads_the_same(value):
    assert not set("<>\"'") & set(text(value))
    assert unescape(text(value)) == value


@pytest.mark.parametrize("value", NASTY)
def test_a_value_stays_text_in_an_element_and_in_an_attribute(value):
    root = ET.fromstring(fill('<p title="$value">$value</p>', value=value))
    assert (root.text, root.get("title"), len(root), len(root.attrib)) == (value, value, 0, 1)


def test_html_of_ours_is_not_escaped_again():
    inner = fill("<b>$name</b>", name="A & B")
    assert text(inner) is inner
    assert fill("<p>$inner</p>", inner=inner) == "<p><b>A &amp; B</b></p>"
    assert join([inner, "<i>"], " ") == "<b>A &amp; B</b> &lt;i&gt;"


def test_a_text_that_only_looks_like_html_is_escaped():
    assert text(str(Html("<b>"))) == "&lt;b&gt;"


def test_a_template_without_its_value_is_an_error():
    with pytest.raises(KeyError):
        fill("<p>$name</p>", nome="x")


def listed(url):
    return html(Sources((Reference("a", "A < B", url, "state"),)))


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//evil.org", "", None])
def test_only_web_addresses_become_links(url):
    assert "<a " not in listed(url) and "<li>A &lt; B <span" in listed(url)


@pytest.mark.parametrize("url", ['https://example.org/?a=1&b="2"', "http://example.org"])
def test_a_link_opens_beside_the_lesson(url):
    root = ET.fromstring(listed(url)).find("li/a")
    assert (root.tag, root.get("href"), root.text) == ("a", url, "A < B")
    assert (root.get("target"), root.get("rel")) == ("_blank", "noopener")


@pytest.mark.parametrize("value", NASTY)
def test_a_table_says_what_it_is_and_heads_its_rows(value):
    root = ET.fromstring(table(value, ["Name", value], [["Kyiv", value], [value, 3]]))
    inner = root.find("table")
    assert (root.get("role"), root.get("tabindex"), root.get("aria-label")) == (
        "group",
        "0",
        value,
    )
    assert inner.findtext("caption") == value
    assert [cell.text for cell in inner.iterfind("thead/tr/th[@scope='col']")] == ["Name", value]
    rows = inner.findall("tbody/tr")
    assert [row.findtext("th[@scope='row']") for row in rows] == ["Kyiv", value]
    assert [row.findtext("td") for row in rows] == [value, "3"]


def test_jupyter_shows_the_markup_and_its_style():
    shown = Html("<p>x</p>")._repr_html_()
    assert "<style>" in shown and '<div class="ex"><p>x</p></div>' in shown
    assert repr(Html("<p>x</p>")) == "x"


@pytest.mark.parametrize("value", NASTY)
def test_an_envelope_is_closed_and_says_when_to_open_it(value):
    envelope = sealed(STORY, value, text("70,000"), text(value))
    assert envelope.startswith("<!--sealed-->") and envelope.endswith("<!--/sealed-->")
    root = ET.fromstring(f"<p>{envelope}</p>").find("details")
    assert "open" not in root.attrib
    assert root.find("summary").text.rstrip() == value.rstrip()
    assert root.findtext("summary/span").startswith("After the day: open it when")
    assert "70,000" in "".join(root.itertext())
    assert "soon" in sealed(STORY, "x", banner="Open soon")
    assert "After the day" not in sealed(STORY, "x", banner="y")


def test_a_story_that_adds_nothing_to_the_banners_has_them_all_the_same():
    bare = replace(STORY, lessons=Lessons())
    assert "<span>After the day.</span>" in sealed(bare, "x")
    assert "could be known on that day. <" in on_the_day(bare)
    assert "lesson 08" in on_the_day(STORY) and "lesson 08" not in on_the_day(bare)
    assert "nothing later was checked" in after_the_day(bare)
