"""The article by layers, questions with folded answers, versions of a quotation."""

import datetime as dt
import re
import xml.etree.ElementTree as ET

import pytest

import explainer as ex
from explainer.errors import StoryError, UnknownRecord
from explainer.page import blocks
from explainer.tables import close_reading
from tests.drawn import HOSTILE, changed

#: Layer -> the first letters of the tags that stand in it.
TAGS = {"headline": "h", "summary": "b", "caption": "ac", "body": "p"}


def folded(html):
    """Question -> what is folded under it, from the HTML of the questions."""
    root = ET.fromstring(f"<div>{html}</div>")
    return {
        details.find("summary").text.strip(): details for details in root.iterfind("ol/li/details")
    }


def test_most_of_what_the_article_gives_to_notice_is_there(story):
    assert len(story.observations) >= 40
    assert len({item.move for item in story.observations}) >= 15
    assert {item.layer for item in story.observations} == {*TAGS, "whole"}


def test_an_observation_stands_in_the_layer_it_names_first(story):
    for item in story.observations:
        if item.layer in TAGS:
            assert item.mentions[0][0] in TAGS[item.layer], item.id
        assert "?" in item.ask, item.id
        assert story.article in item.sources, item.id


def test_only_a_few_words_of_the_article_stand_in_marks(story):
    for item in story.observations:
        quoted = re.findall("“([^”]*)”", f"{item.ask} {item.notice}")
        assert sum(len(text.split()) for text in quoted) <= 25, item.id


def test_every_question_is_asked_with_its_answer_folded_under_it(story):
    shown = folded(ex.close_reading.observations(story))
    assert list(shown) == [item.ask for item in story.observations]
    for item in story.observations:
        details = shown[item.ask]
        assert "open" not in details.attrib
        assert details.findtext("p") == item.notice
        assert details.findtext("summary/span") == ", ".join(map(str.upper, item.mentions))
        assert len(details.findall("ul/li")) == len(item.sources)


def test_a_layer_and_a_move_narrow_the_questions(story):
    captions = {item.ask for item in story.observations if item.layer == "caption"}
    assert set(folded(ex.close_reading.observations(story, layer="caption"))) == captions
    both = close_reading.find(story, layer="caption", move="pictures")
    assert {item.id for item in both} == {"ceremony", "talks-or-power"}
    assert "1 question." in ex.close_reading.observations(story, move="translation")


def test_a_layer_or_move_that_is_none_is_explained(story):
    with pytest.raises(UnknownRecord, match=r"no move 'verb'.*Did you mean 'verbs'"):
        ex.close_reading.observations(story, move="verb")
    with pytest.raises(UnknownRecord, match=r"no layer 'title'.*headline"):
        close_reading.find(story, layer="title")
    with pytest.raises(UnknownRecord, match=r"no paragraph 'p19'.*'p9'"):
        ex.close_reading.paragraphs(story, "p19")
    with pytest.raises(UnknownRecord, match=r"no quotation with other versions 'q7'.*q1, q4"):
        ex.close_reading.versions(story, "q7")


def test_what_was_noticed_later_is_not_shown(story):
    later = changed(story, "observations", "readout", known_on=dt.date(2021, 12, 3))
    assert {item.id for item in story.observations} - {
        item.id for item in close_reading.find(later)
    } == {"readout"}


def test_the_moves_are_counted(story):
    table = ET.fromstring(ex.close_reading.moves(story)).find("table/tbody")
    counts = [int(row.findtext("td")) for row in table]
    assert sum(counts) == len(story.observations)
    assert counts == sorted(counts, reverse=True)


def test_paragraphs_stand_in_the_order_asked_for_with_what_they_quote(story):
    table = ET.fromstring(ex.close_reading.paragraphs(story, "P1", "h", "p18")).find("table/tbody")
    assert [row.findtext("th") for row in table] == ["P1, text", "H, headline", "P18, text"]
    quoted = [row.findall("td")[1].text for row in table]
    assert quoted == ["“nightmare scenario of military confrontation”"] * 2 + ["nothing"]
    everything = ET.fromstring(ex.close_reading.paragraphs(story)).find("table/tbody")
    assert len(everything) == len(story.paragraphs)


def test_versions_put_the_article_first_and_others_under_it(story):
    html = ex.close_reading.versions(story, "q6")
    rows = ET.fromstring(f"<div>{html}</div>").findall("div/table/tbody/tr")
    record = story.statement("q6")
    assert [row.findtext("th") for row in rows] == [
        "This article",
        *(variant.by for variant in record.variants),
    ]
    words = [row.findtext("td") for row in rows]
    assert "legal concerns" in words[0] and "legitimate" in words[1]
    assert record.check in ET.tostring(ET.fromstring(f"<div>{html}</div>"), encoding="unicode")


def test_hostile_records_stay_text(story):
    spoiled = changed(story, "observations", "readout", ask=HOSTILE, notice=HOSTILE)
    spoiled = changed(spoiled, "paragraphs", "p1", about=HOSTILE)
    spoiled = changed(spoiled, "statements", "q6", check=HOSTILE)
    pages = [
        ex.close_reading.observations(spoiled),
        ex.close_reading.paragraphs(spoiled),
        ex.close_reading.versions(spoiled, "q6"),
    ]
    assert all("<img" not in page for page in pages)


def test_a_story_without_observations_has_no_questions(story):
    with pytest.raises(StoryError, match=r"observations\.toml"):
        close_reading.find(story.with_records(observations=()))


def test_the_wireframe_is_as_long_as_the_article_and_opens_into_its_questions(story):
    made = ex.close_reading.wireframe(story)
    pieces = [block for block in blocks.walk(made) if isinstance(block, blocks.Piece)]
    strips = [piece.values for piece in pieces if piece.name == "strip"]
    assert [strip["tag"] for strip in strips] == [one.id.upper() for one in story.paragraphs]
    longest, shortest = (pick(strips, key=lambda one: one["words"]) for pick in (max, min))
    assert sum(longest["bars"]) > 5 * sum(shortest["bars"]) > 0
    assert shortest["words"] == 5  # the text in place of a photo
    for strip, paragraph in zip(strips, story.paragraphs, strict=True):
        asked = [it for it in story.observations if paragraph.id in it.mentions]
        notices = [block for block in blocks.walk(strip) if isinstance(block, blocks.Notice)]
        assert [it.ask for it in asked] == [notice.ask for notice in notices]
        assert strip["asked"] == len(asked)
