"""Facts, sources and words of the story, by the kinds of fault that were found in them."""

import datetime as dt
import json
import re
import tomllib
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest

import explainer as ex
from explainer.page import cards
from explainer.story import cite
from explainer.story.checks import quoting
from explainer.story.checks.common import names, records
from explainer.story.checks.proofs import proved, seen
from explainer.story.records.fields import Proof

STORY = ex.load().whole()
DAY = STORY.day
LESSONS = sorted((Path(__file__).parent.parent / "notebooks").glob("0*.ipynb"))
SOURCES = {source.id: source for source in STORY.sources}
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"


def prose(path):
    """The text cells of a lesson."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")


# 1. Values carried over from a secondary source ------------------------------------------------


def test_the_referendum_works_out_from_its_counts():
    total, *regions = STORY.referendum
    assert total.turnout == pytest.approx(100 * total.voters / total.electorate, abs=0.005)
    for row in STORY.referendum:
        if row.yes_votes:
            assert row.yes == pytest.approx(100 * row.yes_votes / row.voters, abs=0.011), row.id
    counted = [row for row in regions if row.voters]
    assert len(counted) >= 13
    # What is left of the country once these regions are taken away must be a possible turnout,
    # and near that of the regions left: one wrong digit in a large region breaks it.
    voters = total.voters - sum(row.voters for row in counted)
    electorate = total.electorate - sum(100 * row.voters / row.turnout for row in counted)
    rest = [row.turnout for row in regions if not row.voters]
    assert 100 * voters / electorate == pytest.approx(sum(rest) / len(rest), abs=1.0)


def test_votes_are_of_all_members_and_lists_are_whole():
    for vote in STORY.votes:
        cast = vote.in_favour + vote.against + vote.abstaining + (vote.absent or 0)
        assert cast == STORY.words.voters[vote.body], vote.id
        assert len(vote.states_against) in (0, vote.against), vote.id


def test_parts_fit_their_whole():
    for figure in STORY.figures:
        if figure.parts:
            low = sum(part.bounds[0] for part in figure.parts)
            assert figure.bounds[0] <= low <= figure.bounds[1], figure.id


def test_members_of_the_alliance_follow_from_each_other():
    for before, after in pairwise(STORY.accessions):
        assert after.members_after == before.members_after + len(after.states), after.id


# 2. Dates ---------------------------------------------------------------------------------------


def test_a_law_or_vote_says_which_act_its_date_is_of():
    acts = (
        "signed|voted|vote |adopted|passed|ended|declared|ordered|gave its|in force|excluded|"
        "judgment|sentenced|decided|announced|told|appealed|found|changed|law made|registered|"
        "recognised|opinion|banned|dates|gives|agreed|stopped"
    )
    for event in STORY.events:
        if event.lane == "law":
            assert re.search(acts, event.text), event.id


def test_the_date_of_a_law_in_three_steps_is_the_one_it_was_signed_on():
    event = STORY.event("fleet-agreements-ended")
    assert event.date.text == "2014-04-02"
    assert "31 March" in event.text and "1 April" in event.text and "signed" in event.text


def test_events_stand_in_order_and_nothing_is_known_before_it_happens():
    for earlier, later in pairwise(STORY.events):
        assert earlier.date.start <= later.date.start, later.id
    for _, record in records(STORY):
        if record.known_on and getattr(record, "date", None):
            assert record.date.start <= record.known_on, record.id


def test_an_order_has_one_day_wherever_it_is_told():
    [site] = [site for site in STORY.sites if site.id == "pogonovo"]
    [order] = [report for report in site.reports if "Heavy weapons" in report.what]
    assert order.when == STORY.event("troops-ordered-back").date


def test_a_court_stands_at_its_seat_and_says_so_where_it_sat_elsewhere():
    seats = {"icj-judgment-2024": "the-hague", "itlos-order": "hamburg"}
    seats |= {e.id: "strasbourg" for e in STORY.events if e.id.startswith("echr-")}
    assert len(seats) >= 6
    for event, seat in seats.items():
        assert STORY.event(event).places[0] == seat, event
    assert "Schiphol" in STORY.place("the-hague").note


# 3. Words of the right speaker ------------------------------------------------------------------


def test_a_statement_has_a_source_of_its_own_day_or_later():
    for item in STORY.statements:
        days = [SOURCES[id].first_day for id in item.sources]
        assert any(day is None or day >= item.date.start for day in days), item.id


def test_a_reply_rests_on_more_than_the_article():
    for item in STORY.statements:
        if item.kind == "reply":
            assert set(item.sources) - {STORY.article}, item.id


def test_the_presidents_answer_of_april_is_told_whole():
    item = STORY.statement("k13-russia")
    assert item.speaker == "putin"
    assert "Moscow" in item.paraphrase and "mediator" not in item.paraphrase


# 4. Sources that carry the claim ----------------------------------------------------------------


def test_a_towns_side_is_sure_only_where_a_report_of_the_last_two_years_names_it():
    for town in STORY.towns:
        years = [
            int(found[1])
            for id in town.sources
            if (found := re.match(r"(?:osce-smm|ocha)-(\d{4})", id))
        ]
        recent = any(year >= 2020 for year in years) or "palinchak-2017-01-13" in town.sources
        vague = "eneral knowledge" in town.evidence
        assert (town.confidence == "high") <= (recent and not vague), town.id
        assert vague == ("explainer-contact-line" in town.sources), town.id


def test_a_crossing_point_says_whether_it_was_open():
    told = {town.id: town.note for town in STORY.towns if town.note and "crossing" in town.note}
    closed = {id for id, note in told.items() if "not open to civilians" in note}
    assert closed == {"hnutove", "marinka", "maiorsk", "shchastia"}
    assert told.keys() - closed == {"novotroitske", "stanytsia-luhanska"}
    assert all("ocha-2021-11" in town.sources for town in STORY.towns if town.id in told)


def test_who_says_that_a_state_backs_the_groups_is_cited():
    documents = {"nato-2018-07-11", "eu-2021-11-25", "us-osce-2015-06", "law-ukraine-2268-2018"}
    backs = re.compile(
        r"NATO, the E\w+.{0,60}say that Russia (?:armed and )?back|said that Russia backed"
    )
    found = [
        record
        for _, record in records(STORY)
        if backs.search(json.dumps(record.model_dump(mode="json"), ensure_ascii=False))
    ]
    assert len(found) >= 5
    for record in found:
        assert documents <= set(record.sources), record.id


# 5. Documents told whole ------------------------------------------------------------------------


def test_the_memorandum_is_told_whole_and_in_three_languages():
    text = STORY.event("budapest-memorandum").text
    for part in (
        "remove all those on its land",
        "Russia, the United Kingdom and the United States",
    ):
        assert part in text
    assert "none of their weapons will ever be used against Ukraine, except in self-defence" in text
    for words in (text, STORY.term("assurance").text):
        assert "гарантії" in words and "гарантии" in words and "qually valid" in words


def test_the_drafts_bind_both_sides():
    text = STORY.event("draft-treaties").text
    assert "bind both sides" in text and text.count("Neither") >= 2


def test_temporary_occupation_is_not_one_states_word_alone():
    sides = {term.side for term in STORY.event("crimea-treaty").terms if "occupation" in term.term}
    assert "Ukraine" in sides and any("UN General Assembly" in side for side in sides)


# 6 and 7. One voice; status and control ---------------------------------------------------------


def test_no_word_of_a_party_stands_in_our_own_voice():
    assert list(quoting.party_words(STORY)) == []


def test_lessons_use_a_word_of_a_party_only_where_they_say_whose_it_is():
    words = [word for side in STORY.words.party_words.values() for word in side]
    attributing = (
        *STORY.words.attributing,
        "European Union",
        "General Assembly",
        "sides",
        "probab*",
    )
    for lesson in LESSONS:
        if lesson.name >= "07":  # it is about such words; the next one about what came after
            continue
        plain = re.sub(r"\[[^\]]*\]\([^)]*\)|`[^`]*`|\*[^*\n]+\*", "", prose(lesson))
        for sentence in quoting.sentences(plain):
            assert not quoting.unattributed(sentence, words, attributing), (lesson.name, sentence)


def test_questions_and_tasks_use_a_word_of_a_party_only_where_they_say_whose_it_is():
    words = [word for side in STORY.words.party_words.values() for word in side]
    attributing = (*STORY.words.attributing, "General Assembly", "map", "allegation")
    said = [
        (lesson.id, answer.feedback)
        for lesson in STORY.lessons.lesson
        for item in STORY.quiz(lesson.id)
        for answer in item.answers
    ]
    for lesson in STORY.lessons.lesson:
        for task in STORY.tasks(lesson.id).tasks:
            said += [(lesson.id, text) for text in (task.prompt, task.hint, task.answer)]
    assert len(said) > 250
    for where, text in said:
        for sentence in quoting.sentences(text):
            assert not quoting.unattributed(sentence, words, attributing), (where, sentence)


def test_temporary_occupation_is_nobodys_word_alone_in_questions_either():
    told = [
        answer.feedback
        for lesson in STORY.lessons.lesson
        for item in STORY.quiz(lesson.id)
        for answer in item.answers
        if "temporary occupation" in getattr(answer, "answer", "")
    ]
    assert told and all("General Assembly" in text for text in told)


def test_status_is_disputed_only_where_the_parties_differ_about_status():
    dispute = {place.question: place.disputed for place in STORY.places if place.question}
    assert dispute == {"crimea-status": "status", "donbas-control": "control"}
    assert "control disputed" in cards.spoken(STORY.place("donetsk"))
    assert "status disputed" in cards.spoken(STORY.place("crimea"))


def test_nothing_is_called_the_most_of_what_nobody_counted():
    most = re.compile(
        r"most often (?:quoted|named)|named most|best[- ]known|most (?:quoted|famous|important)",
        re.IGNORECASE,
    )
    for _, record in records(STORY):
        if record not in STORY.corrections:
            assert not most.search(json.dumps(record.model_dump(mode="json"))), record.id
    for lesson in LESSONS:
        assert not most.search(prose(lesson)), lesson.name


def test_courts_are_shown_with_decisions_against_more_than_one_state():
    lesson = next(p for p in LESSONS if p.name.startswith("08")).read_text(encoding="utf-8")
    told = {event.id for event in STORY.events if f'\\"{event.id}\\"' in lesson}
    assert told >= {"echr-judgment", "echr-odesa-judgment", "icj-judgment-2024"}


# 8 and 9. Selections, and both sides' numbers ---------------------------------------------------


def test_a_selection_says_so_and_by_which_rule():
    assert "selection" in prose(next(p for p in LESSONS if p.name.startswith("03")))
    votes = {vote.resolution for vote in STORY.as_of(DAY).votes}
    assert {"71/205", "75/29", "Draft resolution S/2015/562"} <= votes
    forecast = prose(next(p for p in LESSONS if p.name.startswith("07")))
    assert "selection" in forecast and "four did not" in forecast
    assert STORY.event("august-2014-troops").date.start < STORY.event("ilovaisk").date.start
    lesson = next(p for p in LESSONS if p.name.startswith("07")).read_text(encoding="utf-8")
    assert '\\"august-2014-troops\\", \\"ilovaisk\\"' in lesson


def test_the_material_of_the_day_has_what_either_side_would_miss():
    known = {event.id for event in STORY.as_of(DAY).events}
    assert known >= {
        *("yugoslavia-1999", "abm-treaty", "munich-2007", "georgia-2008", "february-agreement"),
        *(
            "odesa-2014",
            "ilovaisk",
            "debaltseve-2015",
            "mejlis-banned",
            "javelins",
            "last-warheads",
        ),
        *("passports-2019", "tv-channels-2021", "eighty-thousand-stay", "geneva-summit"),
        *("hms-defender", "putin-essay", "crimea-platform", "bayraktar-strike", "displaced-people"),
    }
    assert {"united-kingdom", "france", "germany", "crimean-tatars"} <= {b.id for b in STORY.bodies}


def test_an_event_with_two_sides_gives_the_words_of_at_least_two():
    for event in STORY.events:
        assert len({term.side for term in event.terms}) != 1, event.id


def test_troops_of_both_armies_are_counted_by_the_other_side():
    counts = [
        f for f in STORY.as_of(DAY).figures if f.topic == "troops" and f.bounds != (0, float("inf"))
    ]
    people = {person.id: person.body for person in STORY.people}
    by = Counter(STORY.actor(people.get(f.by, f.by)).party for f in counts)
    assert by["Russia"] >= 1 and by["Ukraine"] >= 3 and by["United States"] >= 1
    assert sum("Ukrainian troops" in figure.counts for figure in counts) == by["Russia"]


# 10. Words counted over the whole quotation ------------------------------------------------------


def test_a_cut_quotation_says_how_long_it_is():
    shown = re.compile(r"[^\s…]*\w[^\s…]*")
    spoken = Counter()
    for item in STORY.statements:
        if item.kind == "quotation":
            count = len(shown.findall(" ".join(item.words)))
            cut = any("…" in words for words in item.words)
            assert bool(item.spoken) == cut and (item.spoken or count) >= count, item.id
            spoken[item.speaker] += item.spoken or count
    assert {name: spoken[name] for name in ("putin", "zelensky", "lavrov", "daalder")} == {
        "putin": 74, "zelensky": 73, "lavrov": 35, "daalder": 28,
    }  # fmt: skip


def test_a_question_about_counted_words_knows_the_same_counts():
    shown = re.compile(r"[^\s…]*\w[^\s…]*")
    counts = Counter()
    for item in STORY.statements:
        if item.kind == "quotation":
            counts[item.speaker] += item.spoken or len(shown.findall(" ".join(item.words)))
    rows = [
        (person.id, answer.value)
        for item in STORY.quiz("05-voices")
        for answer in item.answers
        for person in STORY.people
        if f"row of {person.name}" in answer.feedback and hasattr(answer, "value")
    ]
    assert len(rows) >= 2
    assert [(who, counts[who]) for who, _ in rows] == rows


# 11. A range is a range -------------------------------------------------------------------------


def test_small_words_and_bounds_follow_one_rule():
    rule = {
        "nearly|up to|potentially": (False, True),
        "over|more than|at least": (True, False),
        "about|some|close to|around": (True, True),
        "tens of|no number": (False, False),
    }
    for figure in STORY.figures:
        has = (figure.low is not None, figure.high is not None)
        said = [ends for words, ends in rule.items() if re.match(rf"(?:{words})\b", figure.wording)]
        assert has == (said[0] if said else (True, True)), (figure.id, figure.wording)
        for part in figure.parts:
            if part.note == "at least":
                assert part.high is None, (figure.id, part.label)


# 12 to 15. Labels, titles, addresses, days of sources ---------------------------------------------


def test_who_pays_is_said_of_every_broadcaster_and_agency_in_one_form():
    for source in STORY.sources:
        if source.custom.line in ("broadcaster", "wire"):
            assert source.custom.paid_by, source.id
            assert f"paid for by {source.custom.paid_by}" in cards.sources(STORY, [source.id])
        assert source.custom.line != "state media", source.id
        assert not re.search(r"[Pp]aid for by|state media", source.custom.note or ""), source.id


def test_only_a_title_as_printed_stands_in_quotation_marks():
    ours = re.compile(r"description|our words|title follows|^Report |^Statement of ", re.IGNORECASE)
    for source in STORY.sources:
        if ours.search(f"{source.custom.note or ''}") or ours.match(source.title):
            assert source.custom.described, source.id
        within = re.sub("“([^”]*)”", r"‘\1’", source.title)
        assert (f"“{within}”" in cite(source)) != source.custom.described, source.id
        assert cite(source).count("“") <= 1, source.id


def test_every_source_has_an_address_or_says_why_not():
    for source in STORY.sources:
        assert bool(source.URL) != bool(source.custom.unavailable), source.id
        if source.custom.unavailable:
            assert len(source.custom.unavailable) > 25, source.id
    share = sum(bool(source.URL) for source in STORY.sources) / len(STORY.sources)
    assert share > 0.7


def test_a_source_without_an_address_says_so_to_the_reader():
    shown = cards.plain(cards.bibliography(STORY, STORY.events))
    assert "no address: " in shown


def test_another_wording_is_in_the_source_that_it_names():
    for statement in STORY.statements:
        for variant in statement.variants:
            publishers = {SOURCES[source].publisher for source in variant.sources}
            assert any(variant.by.startswith(publisher) for publisher in publishers), statement.id


def test_the_article_can_be_found():
    article = SOURCES[STORY.article]
    assert len(article.title) > 80 and article.first_day == DAY
    assert article.URL or "library" in article.custom.unavailable


def test_a_source_younger_than_the_day_is_marked_where_the_story_stands_on_it():
    young = [s for s in STORY.sources if s.first_day and s.first_day > DAY]
    assert len(young) > 20
    on_the_day = STORY.as_of(DAY)
    for source in young:
        assert "published later" in cards.sources(on_the_day, [source.id]), source.id
    assert "published later" not in cards.sources(on_the_day, ["nato-2021-11-30"])


# Names, and the state of the proof ---------------------------------------------------------------


def test_places_of_crimea_have_their_crimean_tatar_name_too():
    named = [place for place in STORY.as_of(DAY).places if place.question == "crimea-status"]
    assert len(named) == 3 and all("crh" in place.names for place in named)


def test_places_have_their_ukrainian_and_their_russian_name():
    for place in (*STORY.places, *STORY.towns, *STORY.sites):
        assert {"uk", "ru", "en"} <= place.names.keys(), place.id
        assert not re.search("[ыэёъ]", place.names["uk"], re.IGNORECASE), place.id
        assert not re.search("[іїєґ]", place.names["ru"], re.IGNORECASE), place.id


def test_every_record_says_when_it_was_checked_and_how():
    every = proved(STORY)
    assert len(every) > 600
    for _, record in every:
        assert record.checked and record.checked >= dt.date(2026, 11, 30), record.id
        assert record.confirmed not in (None, "earlier"), record.id
    told = tomllib.loads(
        (Path(ex.__file__).parent / "data" / "proof.toml").read_text(encoding="utf-8")
    )
    assert tuple(told["confirmed"]) == get_args(Proof)
    strong = sum(record.confirmed in ("two", "page", "text", "computed") for _, record in every)
    assert strong > 250


def test_what_is_not_confirmed_says_so_where_it_is_read():
    said = re.compile("no single report confirmed|not confirmed")
    for _, record in proved(STORY):
        if record.confirmed == "unconfirmed":
            text = f"{getattr(record, 'evidence', '')} {record.note}"
            assert said.search(text), record.id
            assert getattr(record, "confidence", "low") == "low", record.id


def test_no_check_is_told_that_the_sources_do_not_allow():
    for _, record in proved(STORY):
        found = seen(STORY, record)
        if record.confirmed == "two":
            assert len(found) >= 2, record.id
        if record.confirmed in ("two", "page"):
            assert found, record.id


def test_every_correction_says_what_changed_and_hides_what_came_later():
    assert len(STORY.corrections) > 25
    for item in STORY.corrections:
        assert item.before != item.now and item.made > dt.date(2026, 11, 23), item.id
        assert item.where not in (item.before, item.now), item.id
    later = {item.id for item in STORY.corrections} - {c.id for c in ex.load().corrections}
    assert later == {
        *("drafts-bind-both", "civilians-after-2022", "first-row"),
        *("ohchr-paper-found", "courts-both-ways"),
        *("plans-attributed", "both-sides-of-the-front"),
    }


def test_the_page_counts_what_there_is():
    page = cards.plain(ex.tables.how_we_know(ex.load()))
    assert f"all {len(proved(STORY))} " in page and f"The {len(SOURCES)} sources" in page
    unconfirmed = sum(record.confirmed == "unconfirmed" for _, record in proved(STORY))
    assert f"No page that says so was found. {unconfirmed} " in page


def test_every_source_is_cited():
    cited = {id for *_, id, mark in names(STORY) if "sources" in mark.records} | {STORY.article}
    assert cited >= SOURCES.keys()
