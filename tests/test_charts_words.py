"""Voices, claims and chains: who speaks, who answers, whose hands words passed through."""

import re
from collections import Counter
from dataclasses import replace
from itertools import combinations

import pytest

import explainer as ex
from explainer.errors import ChartError, StoryError, UnknownRecord
from tests.charts_kit import LATER, artist, texts, words


def count(statement):
    """Words with a letter or figure in them, of the whole quotation."""
    return statement.spoken or len(re.findall(r"[^\s…]*\w[^\s…]*", " ".join(statement.words)))


def quotations(story):
    return [s for s in story.statements if s.kind == "quotation" and s.in_article]


def test_a_block_is_as_long_as_its_quotation(story):
    chart = ex.charts.voices(story)
    per_word = {artist(chart, s.id).get_width() / count(s) for s in quotations(story)}
    assert max(per_word) == pytest.approx(min(per_word))


def test_words_are_counted_for_each_speaker(story):
    chart = ex.charts.voices(story)
    for person in story.people:
        spoken = [s for s in quotations(story) if s.speaker == person.id]
        total = sum(map(count, spoken))
        if spoken:
            assert re.search(rf"{person.name} \([^)]+\): {total} words", chart.alt)
        else:
            assert f"Named, but not quoted: {person.name}" in chart.alt


def test_a_spokesperson_reading_out_looks_different(story):
    chart = ex.charts.voices(story)
    read = [s for s in quotations(story) if s.speaker == "price"]
    plain = artist(chart, "q9")
    assert read
    for statement in read:
        box = artist(chart, statement.id)
        assert box.get_hatch() and not plain.get_hatch()
        assert box.get_facecolor() != plain.get_facecolor()
    assert any("read out" in text for text, _ in texts(chart))


def test_what_is_said_without_quotation_marks_is_counted_once(story):
    chart = ex.charts.voices(story)
    claims = [s for s in story.statements if s.in_article and s.kind != "quotation"]
    for statement in claims:
        drawn = chart.figure.findobj(lambda item, s=statement: item.get_gid() == s.id)
        backed = bool(statement.quotes) and statement.voice == "attributed"
        assert len(drawn) == (0 if backed else 1), statement.id
    own = sum(s.voice != "attributed" for s in claims)
    assert f"Insider (no speaker is named): {own} statements" in chart.alt


def rows(board):
    """The rows of the board: (claim, replies) as HTML."""
    return re.findall(r'<tr><th scope="row">(.*?)</th><td>(.*?)</td></tr>', board.html, re.S)


def test_every_claim_stands_beside_its_replies(story):
    board = ex.charts.claims(story)
    claims = [s for s in story.statements if s.kind == "claim"]
    assert len(rows(board)) == len(claims)
    for claim, (left, right) in zip(claims, rows(board), strict=True):
        assert str(ex.cards.text(claim.paraphrase)) in left
        for reply in story.statements:
            if reply.known_by(story.day):
                there = str(ex.cards.text(reply.paraphrase)) in right
                assert there == (claim.id in reply.replies_to), (claim.id, reply.id)


def test_what_the_article_leaves_out_is_marked_in_words(story):
    board = ex.charts.claims(story)
    replies = [s for s in story.statements if s.replies_to and s.known_by(story.day)]
    left_out = sum(len(s.replies_to) for s in replies if not s.in_article)
    claims = {s.id for s in story.statements if s.kind == "claim"}
    answers = [id for s in replies if not s.in_article for id in s.replies_to if id in claims]
    assert board.html.count("Left out of the article") == len(answers) <= left_out
    given = [id for s in replies if s.in_article for id in s.replies_to if id in claims]
    assert board.html.count(">In the article<") == len(given)
    told = f"The article gives {len(given)} of the {len(answers) + len(given)} replies told here"
    assert board.title == told
    assert f"{told} Claims: {len(claims)}." in words(board.html)


def test_a_reply_from_after_the_day_is_not_one_the_article_left_out(story):
    before, after = (ex.charts.claims(at, ["donbas"]) for at in (story, story.as_of(LATER)))
    assert ">After the article<" not in before.html
    later = [s for s in story.after(story.day).statements if "k6" in s.replies_to]
    assert after.html.count(">After the article<") == len(later) == 2
    left_out = ">Left out of the article<"
    assert after.html.count(left_out) == before.html.count(left_out)


def test_a_claim_without_a_reply_says_so(story):
    answered = {id for s in story.statements for id in s.replies_to}
    silent = [s for s in story.statements if s.kind == "claim" and s.id not in answered]
    assert ex.charts.claims(story).html.count("No reply recorded.") == len(silent) >= 1


def test_topics_choose_claims(story):
    board = ex.charts.claims(story, ["missile-defence", "coup-allegation"])
    assert len(rows(board)) == 2
    with pytest.raises(ChartError, match="no claim on weather: use some of alliance"):
        ex.charts.claims(story, ["weather"])


def test_later_replies_come_with_a_later_day(story):
    late = [s for s in story.after(story.day).statements if s.replies_to]
    text = words(ex.charts.claims(story.as_of(LATER)).html)
    assert late and all(s.paraphrase in text for s in late)


@pytest.mark.parametrize("id", [f"q{n}" for n in range(1, 15)])
def test_a_chain_has_every_hand_in_order(id, story):
    record = story.statement(id)
    board = ex.charts.chain(story, id)
    links = re.findall(
        r"<li(?: class=\"ex-altered\")?><span class=\"ex-hand\">.*?</li>", board.html
    )
    assert len(links) == len(record.via) + 2
    assert story.actor(record.speaker).name in links[0] and "<b>You</b>" in links[-1]
    for hand, link in zip(record.via, links[1:-1], strict=True):
        text = words(link)
        assert hand.who[1:] in text and hand.did in text
        assert ("Changed" in text) == bool(hand.changed)
        assert (hand.changed or "") in text
    for quoted in record.words:
        assert quoted in words(links[-1])


def test_a_chain_that_is_not_recorded_is_explained(story):
    with pytest.raises(UnknownRecord, match="q99"):
        ex.charts.chain(story, "q99")
    bare = story.with_records(statements=(story.statement("k1"), story.statement("q4")))
    with pytest.raises(StoryError, match="No hands are recorded for 'k1': use one of q4"):
        ex.charts.chain(bare, "k1")


def test_every_quotation_can_be_followed(story):
    board = ex.charts.chains(story)
    folded = re.findall(r"<details>(.*?)</details>", board.html, re.S)
    assert len(folded) == len(quotations(story)) == 14
    for record, html in zip(quotations(story), folded, strict=True):
        summary, inside = html.split("</summary>")
        assert story.actor(record.speaker).name in summary
        assert all(text in words(summary) for text in record.words)
        assert f"{len(record.via)} hands" in summary
        chain = ex.charts.chain(story, record.id).html
        assert inside in chain


def test_two_accounts_stand_side_by_side(story):
    pair = [story.statement(id) for id in ("k1-readout", "k11-readout")]
    html = ex.charts.compare(story, "k1-readout", "k11-readout").html
    cells = re.findall(r"<td>(.*?)</td>", html, re.S)
    assert len(cells) == 2
    for record, cell in zip(pair, cells, strict=True):
        assert record.paraphrase in words(cell) and record.check in words(cell)
    with pytest.raises(UnknownRecord, match="'k6-echr-2023' of the statements was not known by"):
        ex.charts.compare(story, "k6", "k6-echr-2023")
    assert "effective control" in ex.charts.compare(story.as_of(LATER), "k6", "k6-echr-2023").html


def test_the_headlines_of_lessons_are_true_of_the_records(story):
    counts = Counter()
    for statement in quotations(story):
        counts[statement.speaker] += count(statement)
    two = counts.most_common(2)
    assert {who for who, _ in two} == {"putin", "zelensky"}
    assert sum(words for _, words in two) > sum(counts.values()) / 2
    assert "Named, but not quoted: Joe Biden" in ex.charts.voices(story).alt
    troops = [figure for figure in story.figures if figure.topic == "troops"]
    assert len({(one.counts, one.where, str(one.as_of)) for one in troops}) == len(troops)
    title = "One & only"
    for chart in (ex.charts.voices, ex.charts.ranges, ex.charts.people):
        assert chart(story, title=title).title == title


def test_a_small_story_of_other_letters_is_told_in_good_english(recwarn):
    story = ex.load("beagle-1978")
    [event] = [event for event in story.events if event.id == "reply-1978"]
    assert ex.charts.timeline(replace(story, events=(event,))).title == "1 event, 26 January 1978"
    long = "Abebe Wolde-Giyorgis von und zu Hohenlohe-Waldenburg-Schillingsfürst the Younger (አበበ)"
    people = tuple(person.model_copy(update={"name": long}) for person in story.people)
    chart = ex.charts.voices(replace(story, people=people))
    assert chart._repr_html_()
    assert not [str(item.message) for item in recwarn if "Glyph" in str(item.message)]
    boxes = [box for text, box in texts(chart) if text in long or "words" in text]
    assert len(boxes) > 4
    assert not any(a.overlaps(b) for a, b in combinations(boxes, 2))
    assert ex.charts.votes(story).title == "Court of Arbitration: 5 of 5 for, 0 against"


def test_a_mark_can_stand_for_one_or_for_very_many(story):
    [main] = [figure for figure in story.figures if figure.parts and figure.topic == "casualties"]
    for low, said in ((12, "Each mark stands for one of the people"), (10**15, "000 people")):
        parts = tuple(part.model_copy(update={"low": low, "high": low}) for part in main.parts)
        changed = main.model_copy(update={"parts": parts})
        figures = tuple(changed if item is main else item for item in story.figures)
        chart = ex.charts.people(replace(story, figures=figures))
        assert said in " ".join(text for text, _ in texts(chart))
