"""The article of 2 December 2021 as data: what must be there, and what must add up."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator

import pytest
from geopy.distance import geodesic

from explainer import story as stories
from explainer.story import Story
from explainer.story import records as r
from tests.drawn import distance_km

DAY = dt.date(2021, 12, 2)


@pytest.fixture(scope="module")
def story() -> Story:
    """The story as its files have it; whether they fit together is for the checks."""
    found, problems = stories.read("ukraine-2021")
    assert not problems
    assert found
    return found


def of_kind(story: Story, kind: str) -> list[r.Statement]:
    return [item for item in story.statements if item.kind == kind]


def replies_to(story: Story, id: str) -> set[str]:
    return {item.id for item in of_kind(story, "reply") if id in item.replies_to}


# Paragraphs, people, places


def test_every_paragraph_has_its_tag(story):
    texts = [f"p{number}" for number in range(1, 19)]
    tags = ["h", "a1", "c1", "b1", "b2", "b3", *texts[:9], "a2", "c2", *texts[9:], "end"]
    assert [paragraph.id for paragraph in story.paragraphs] == tags


def test_the_eight_persons_and_whom_they_speak_for(story):
    party = {body.id: body.party for body in story.bodies}
    assert {person.id: party[person.body] for person in story.people} == {
        "lavrov": "Russia",
        "putin": "Russia",
        "blinken": "United States",
        "price": "United States",
        "biden": "United States",
        "daalder": "other",
        "stoltenberg": "NATO",
        "zelensky": "Ukraine",
    }


def test_every_place_of_the_article_with_its_spelling(story):
    named = {spelling: place.id for place in story.places for spelling in place.spelled}
    assert named == {
        "Russia": "russia",
        "Rusisa": "russia",
        "US": "united-states",
        "Ukraine": "ukraine",
        "Europe": "europe",
        "Stockholm": "stockholm",
        "Sweden": "sweden",
        "Romania": "romania",
        "Poland": "poland",
        "Moscow": "moscow",
        "Crimea": "crimea",
        "Donbass": "donbas",
        "the West": "the-west",
        "former Soviet republic": "former-soviet-republic",
        "Black Sea": "black-sea",
        "Kremlin": "kremlin",
        "Latvia": "latvia",
        "Kiev": "kyiv",
        "Minsk": "minsk",
        "Ukraine’s parliament": "verkhovna-rada",
    }


def test_places_where_the_story_happens_unnamed(story):
    unnamed = {place.id for place in story.places if not place.named}
    wanted = "riga arlanda nato-headquarters washington deveselu redzikowo sevastopol simferopol"
    wanted += " donetsk luhansk yelnya pogonovo novoozerne kaliningrad"
    assert set(wanted.split()) <= unnamed


def test_names_in_three_languages(story):
    for place in story.places:
        assert {"en", "uk", "ru"} <= set(place.names), place.id
        assert re.search("[А-ЯІЇЄҐ]", place.names["uk"], re.IGNORECASE), place.id
        assert not re.search("[іїєґ]", place.names["ru"], re.IGNORECASE), place.id
        assert not re.search("[ыэё]", place.names["uk"], re.IGNORECASE), place.id


def test_what_is_not_a_place_has_no_point(story):
    without = {place.id for place in story.places if place.point is None}
    assert without == {"the-west", "former-soviet-republic"}
    stand_in = {place.id for place in story.places if place.stands_for}
    assert stand_in == without | {"moscow", "kyiv", "kremlin"}


def test_disputed_places_tell_both_halves(story):
    for place in story.places:
        if place.question == "crimea-status":
            assert "ontrolled by Russia since 2014" in place.note, place.id
            assert "internationally recognised as part of Ukraine" in place.note, place.id
    for id in ("donbas", "donetsk", "luhansk"):
        assert "government-controlled" in story.place(id).note, id
    asked = Counter(place.question for place in story.places if place.question)
    assert asked["crimea-status"] >= 4
    assert asked["donbas-control"] >= 3


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ("arlanda", "stockholm", 32, 42),
        ("kremlin", "moscow", 0, 1),
        ("verkhovna-rada", "kyiv", 0.3, 3),
        ("deveselu", "moscow", 1560, 1640),
        ("redzikowo", "moscow", 1270, 1350),
        ("sevastopol", "simferopol", 55, 70),
        ("riga", "minsk", 390, 420),
    ],
)
def test_places_lie_as_far_apart_as_they_should(story, one, other, low, high):
    km = geodesic(story.place(one).point, story.place(other).point).km
    assert low < km < high


@pytest.mark.parametrize(
    ("place", "country", "crimea", "km"),
    [
        ("deveselu", "RU", "UA", 975),
        ("deveselu", "RU", "RU", 650),
        ("redzikowo", "RU", "UA", 160),
        ("pogonovo", "UA", "UA", 170),
        ("yelnya", "UA", "UA", 248),
    ],
)
def test_distances_told_in_the_notes(story, place, country, crimea, km):
    computed = distance_km(*story.place(place).point, country, {"crimea": crimea})
    assert computed == pytest.approx(km, abs=8)


# Quotations, claims, replies


def test_fourteen_quotations_of_at_most_25_words(story):
    quotations = of_kind(story, "quotation")
    assert [item.id for item in quotations] == [f"q{number}" for number in range(1, 15)]
    for item in quotations:
        texts = [" ".join(item.words), *(variant.words for variant in item.variants)]
        for text in texts:
            assert len(re.findall(r"[\w’'-]+", text)) <= 25, item.id


def test_quotations_stand_in_the_article_and_came_through_hands(story):
    for item in of_kind(story, "quotation"):
        assert item.in_article, item.id
        assert item.mentions, item.id
        assert item.check, item.id
        assert story.article in item.sources, item.id
        assert item.via[-1].who == "the site with this copy", item.id
        translated = any("translator" in hand.who for hand in item.via)
        assert translated == (item.language != "English"), item.id


def test_balance_of_direct_speech(story):
    speakers = Counter(item.speaker for item in of_kind(story, "quotation"))
    assert speakers == {
        "lavrov": 3,
        "putin": 3,
        "daalder": 1,
        "stoltenberg": 1,
        "blinken": 2,
        "price": 2,
        "zelensky": 2,
    }


def test_words_that_changed_on_the_way(story):
    variants = {item.id: [one.words for one in item.variants] for item in story.statements}
    assert any("United States and its allies" in words for words in variants["q4"])
    assert "US and its allies" in " ".join(story.statement("q4").words)
    assert any("legitimate" in words for words in variants["q6"])
    assert "legal concerns" in " ".join(story.statement("q6").words)


def test_fifteen_claims_and_whose_they_are(story):
    claims = of_kind(story, "claim")
    assert [item.id for item in claims] == [f"k{number}" for number in range(1, 16)]
    assert all(item.in_article for item in claims)
    own = {item.id for item in claims if item.voice == "own voice"}
    assert own == {"k5", "k6", "k7", "k8", "k14", "k15"}
    assert all(story.statement(id).speaker == "insider" for id in own)


def test_every_claim_but_the_death_toll_is_answered(story):
    unanswered = {item.id for item in of_kind(story, "claim") if not replies_to(story, item.id)}
    assert unanswered == {"k7"}


def test_the_article_prints_two_replies_and_leaves_out_the_rest(story):
    printed = {item.id for item in of_kind(story, "reply") if item.in_article}
    assert printed == {"k3-russia", "k6-russia"}
    assert replies_to(story, "k12") == {"k12-kremlin", "k12-akhmetov"}
    assert replies_to(story, "k5") == {"k5-russia", "k5-un"}


def test_replies_from_after_the_day_are_hidden_on_it(story):
    later = {"k4-us-intelligence", "k6-echr-2023", "k6-echr-2025"}
    ids = {item.id for item in story.as_of(DAY).statements}
    assert {item.id for item in story.statements} - ids == later
    assert later - {"k6-echr-2025"} <= {item.id for item in story.as_of("2024-01-01").statements}


# Language


def told(record: r.Record) -> Iterator[str]:
    """Yield what a record says in our own voice, without what stands in quotation marks."""
    for name in ("about", "note", "text", "title", "states", "label", "what", "paraphrase"):
        yield re.sub("“[^”]*”", "", getattr(record, name, None) or "")


def test_ukrainian_names_and_plain_verbs_in_our_own_voice(story):
    collections = ("paragraphs", "places", "bodies", "questions", "views", "positions")
    for collection in (*collections, "statements", "figures"):
        for record in getattr(story, collection):
            text = " ".join(told(record))
            found = re.findall(r"\b(Kiev|Donbass|Odessa|Lugansk|claims|regime|terrorists?)\b", text)
            assert not found, (collection, record.id)
