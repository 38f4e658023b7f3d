"""A reader's copy of an article, matched by hashes to its paragraphs; every text is invented."""

import textwrap

import pytest

import explainer as ex
from explainer.errors import StoryError
from explainer.recognition.aligning import align, runs
from tests.tiny_story import TINY

LINES = (
    "Mayor accuses ferrymen of risking a ‘second flood’ amid a quarrel over the old bridge",
    "Ada Fenn and Bo Reed",
    "Mayor Ada Fenn and ferryman Bo Reed meet beside the fair in Tarn on 4 June 2020.",
    "The mayor of Tarn on Thursday accused the ferrymen of risking a “second flood” in the valley, "
    "as the quarrel over the old bridge goes on.",
    "“Nobody has asked us since the winter,” Reed said, who has run the ferry for thirty years.",
    "About 200 carts cross the bridge each day. The town's council wants it closed by the autumn.",
)
TAGS = ("h", "a1", "c1", "p1", "p2", "p3")
KNOWN = {tag: runs(line) for tag, line in zip(TAGS, LINES, strict=True)}


def found(text):
    return [part.tags for part in align(text, KNOWN)]


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join(LINES),
        "\n".join(LINES),
        "\n\n".join(LINES).replace("“", '"').replace("”", '"').replace("‘", "'"),
        "\n\n".join(LINES).replace("quarrel", "quarell").replace("Reed", "Read"),
        "\n\n".join(LINES).upper(),
        "\n".join(f"  • {line}" for line in LINES),
    ],
    ids=["as it is", "no empty lines", "other marks", "typing mistakes", "capitals", "bullets"],
)
def test_every_paragraph_of_a_copy_is_found_in_its_order(text):
    assert found(text) == [(tag,) for tag in TAGS]


def test_missing_captions_cut_lines_and_joined_paragraphs_do_no_harm():
    assert found("\n".join(LINES[3:])) == [("p1",), ("p2",), ("p3",)]
    cut = "\n\n".join(textwrap.fill(line, 40) for line in LINES)
    assert {tag for tags in found(cut) for tag in tags} == set(TAGS)
    assert all(found(cut))
    assert found(" ".join(LINES)) == [TAGS]


def test_what_is_no_part_of_the_article_gets_no_tag():
    assert found("Subscribe now\n" + LINES[3] + "\nRead more: Ten things about bridges") == [
        (),
        ("p1",),
        (),
    ]
    assert found(ex.recognition.EXAMPLE) == [()]
    assert found("") == []


def test_the_story_s_paragraphs_have_hashes_and_no_words():
    story = ex.load()
    assert all(paragraph.runs for paragraph in story.paragraphs)
    assert all(len(run) == 6 for one in story.paragraphs for run in one.runs.split())


def test_a_pasted_copy_is_shown_beside_its_records_and_kept(tmp_path, tiny_article):
    story, text = tiny_article
    beside = ex.widgets.beside(story, folder=tmp_path / "my-work")
    assert "no copy in the box yet" in beside.said.value
    beside.controls["text"].value = f"{text}\nSubscribe <b>now</b>"
    assert "1 of 1 paragraph found" in beside.said.value
    assert "Lines of your copy that match nothing: 1" in beside.said.value
    shown = "".join(pane.html for pane in beside.panes.children)
    assert "The mayor &amp; the ferry" in shown
    assert "Kyiv" in shown
    again = ex.widgets.beside(story, folder=tmp_path / "my-work")
    assert again.controls["text"].value.startswith("The mayor & the ferry")


def test_another_text_is_said_to_be_another(tmp_path, tiny_article):
    beside = ex.widgets.beside(tiny_article[0], folder=tmp_path)
    beside.controls["text"].value = "Something else was written here on that day by somebody."
    assert "another text" in beside.said.value
    shown = "".join(pane.html for pane in beside.panes.children)
    assert "not found in your copy" in shown


@pytest.fixture
def tiny_article():
    text = "The mayor & the ferry: nobody has asked the town in years."
    story = ex.load(TINY)
    [paragraph] = story.paragraphs
    hashed = paragraph.model_copy(update={"runs": " ".join(runs(text))})
    return story.with_records(paragraphs=[hashed]), text


def test_a_story_without_hashes_says_how_to_make_them(tmp_path):
    with pytest.raises(StoryError, match="runs"):
        ex.widgets.beside(ex.load(TINY), folder=tmp_path)
