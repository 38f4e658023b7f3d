"""The words of the sides stand next to each other; a side's word never becomes ours."""

import re

import pytest

import explainer as ex
from explainer.errors import UnknownRecord
from explainer.story.checks import quoting
from explainer.story.checks.common import records
from explainer.tables import wording
from tests.drawn import rows


def test_a_word_stands_in_the_column_of_its_side(story):
    head, row = rows(wording.events(story, "crimea-treaty"))
    said = dict(zip(head, row, strict=True))
    for term in story.event("crimea-treaty").terms:
        assert said[term.side] == f"“{term.term}”"


def test_a_side_without_a_word_is_told(story):
    head, *found = rows(wording.events(story, "yanukovych-removed", "crimea-treaty"))
    assert [row[head.index("European Union")] for row in found] == [
        "not recorded",
        "“illegal annexation”",
    ]


def test_sides_stand_in_the_order_of_the_alphabet(story):
    for event in story.whole().events:
        sides = [term.side for term in event.terms]
        assert sides == sorted(sides, key=str.casefold), event.id
    head, *_ = rows(wording.events(story, "yanukovych-removed", "crimea-treaty"))
    assert head[1:] == sorted(head[1:], key=str.casefold)


def test_our_words_are_none_of_theirs(story):
    for event in story.events:
        for term in event.terms:
            assert term.term.lower() not in event.title.lower(), event.id


def test_without_ids_all_that_differ_are_shown_and_none_from_later(story):
    shown = wording.events(story)
    for event in story.events:
        told = str(ex.cards.text(event.title)) in shown
        assert told == bool(event.terms and event.known_by(story.day)), event.id


@pytest.mark.parametrize("event", ["mh17", "full-scale-invasion", "yalta"])
def test_what_cannot_be_shown_is_refused(story, event):
    with pytest.raises(UnknownRecord, match=event):
        wording.events(story, event)


def test_both_spellings_of_a_place_and_the_articles(story):
    head, *found = rows(wording.places(story))
    kyiv = dict(zip(head, next(row for row in found if row[0] == "Kyiv"), strict=True))
    assert kyiv["In Ukrainian"] == "Київ" and kyiv["In Russian"] == "Киев"
    assert kyiv["Spelling from Russian"] == kyiv["In the article"] == "Kiev"
    for place in story.places:
        for older in place.from_names.values():
            assert older in place.also
            assert older != place.name


def test_our_sentences_say_what_was_said_and_not_what_is_in_a_head(story):
    whole = story.whole()
    names = {person.name.split()[-1] for person in whole.people}
    names |= {body.short or body.name for body in whole.bodies if body.party != "other"}
    thought = "want|fear|believe|think|thought|hope|knew|intend|feel|felt"
    inside = re.compile(rf"\b(?:{'|'.join(sorted(names))}) (?:\w+ )?(?:{thought})(?:s|d|ed)?\b")
    assert inside.search("We hear that Russia now wants peace") and len(names) > 12
    found = [
        (record.id, sentence)
        for _, record in records(whole)
        for field in ("title", "text", "note", "notice", "check", "state", "what")
        for sentence in quoting.sentences(getattr(record, field, None) or "")
        if (hit := inside.search(sentence)) and not re.search(r"\bsaid\b", hit[0])
    ]
    assert found == []
