"""A block is data: it can be shown in several media, sent as JSON, and looked into."""

import json
from html import unescape

import pytest
from IPython.lib.pretty import pretty

import explainer as ex
from explainer.page import blocks, cards
from explainer.page.blocks import PAGE, SPEECH, Fold, Html, Sources, Table, words

NASTY = "<b>A & 'B'</b>"


def made(story):
    return cards.join(
        [
            cards.fill("<p>$one</p>", one=NASTY),
            cards.table(NASTY, ["Name", "Sources"], [[NASTY, cards.cited(story, [story.article])]]),
            cards.sources(story, [story.article]),
            cards.fold(NASTY, cards.status(NASTY)),
            cards.facts(NASTY, NASTY, {"What": cards.fill("<i>$x</i>", x=NASTY)}),
            cards.legend(NASTY, [cards.swatch("ex-in", NASTY), cards.symbol("city", "", NASTY)]),
            cards.screen(NASTY),
        ]
    )


def test_what_is_shown_is_what_the_block_renders(story):
    shown = made(story)
    assert shown.render(PAGE) == shown
    assert shown.block.render() == shown
    assert str(shown.block) == shown
    assert "<b>" not in shown and NASTY in unescape(shown)


def test_blocks_keep_what_stands_inside_them(story):
    kinds = [type(item).__name__ for item in blocks.walk(made(story))]
    assert kinds.count("Sources") == 2
    assert {"Group", "Fragment", "Table", "Fold", "Piece", "Key"} <= set(kinds)


def test_a_block_survives_being_sent_as_json(story):
    shown = made(story)
    sent = json.loads(json.dumps(blocks.to_data(shown)))
    back = blocks.from_data(sent)
    assert back.render() == shown
    assert blocks.to_data(back) == sent


def test_words_are_those_for_paper_without_tags(story):
    said = words(made(story))
    assert f"{NASTY} {NASTY}" in said
    assert "<p>" not in said


def test_each_medium_gets_its_own():
    both = cards.by_medium(screen="Click it.", paper=NASTY)
    assert both == "Click it."
    assert words(both) == NASTY
    assert cards.fill("<p>$x</p>", x=both).render(SPEECH) == both.render(SPEECH)
    assert words(cards.screen("Click it.")) == ""


def test_html_written_by_hand_is_shown_everywhere():
    own = Html("<hr>")
    assert own.render(PAGE) is own and own.block is None
    assert cards.fill("<p>$x</p>", x=own) == "<p><hr></p>"


def test_a_block_can_be_used_as_it_is():
    table = Table("A title", ("Name",), (("Kyiv",),))
    assert table == Table("A title", ("Name",), (("Kyiv",),))
    assert "<caption>A title</caption>" in table
    assert table._repr_html_() == cards.table("A title", ["Name"], [["Kyiv"]])._repr_html_()
    assert "Kyiv" in cards.fill("$table", table=table)
    assert cards.fill("$table", table=table).block.values["table"] is table


def test_sources_in_one_line_read_as_before(story):
    ids = [story.sources[0].id, story.article]
    assert unescape(cards.cited(story, ids)) == "; ".join(map(story.cite, ids))
    assert isinstance(cards.cited(story, ids).block, Sources)


def test_a_fold_can_be_heard_by_another_name():
    assert 'aria-label="Hint: &lt;"' in cards.fold("Hint", "x", "Hint: <")
    assert "aria-label" not in str(Fold("Hint", "x"))


def test_a_template_with_a_stray_sign_is_refused():
    with pytest.raises(ValueError, match="Invalid placeholder"):
        cards.fill("<p>$ 5</p>")
    assert cards.fill("<p>$$5 ${x}y</p>", x=1) == "<p>$5 1y</p>"


def test_a_terminal_shows_words(story):
    table = pretty(ex.maps.table(story.places))
    assert table.split("\n")[1].count(" | ") > 2 and "<" not in table
    drawn = pretty(ex.maps.places(story)).split("\n")
    assert drawn[0] == ex.maps.places(story).get_root().title
    assert any(line.startswith("Kyiv, city") for line in drawn)
    chart = ex.charts.votes(story)
    assert pretty(chart).startswith(f"{chart.title}\n") and " | " in pretty(chart)
    assert "font-size" not in pretty(ex.quiz.show("01-where", 1, story=story))
