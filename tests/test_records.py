"""Every form refuses what must not get into a story, and says why."""

import datetime as dt

import pytest
from pydantic import ValidationError

from explainer.story import records as r
from explainer.story.held import FILES

SHARED = {"id": "x", "sources": ["paper"]}
PLACE = SHARED | {"name": "X", "names": {"en": "X"}, "kind": "city", "note": "A city"}
POINT = {"lat": 50.0, "lon": 30.0, "precision_km": 5}
STATEMENT = SHARED | {
    "kind": "claim",
    "speaker": "somebody",
    "act": "says",
    "paraphrase": "Something.",
    "date": "2021-12-02",
    "topic": "diplomacy",
}
FIGURE = SHARED | {
    "low": 1,
    "high": 2,
    "unit": "people",
    "counts": "people",
    "where": "here",
    "as_of": "2021-12-02",
    "by": "somebody",
    "wording": "one or two",
    "topic": "troops",
}
POSITION = SHARED | {
    "question": "q",
    "holder": "somebody",
    "states": "It is so.",
    "since": "2014",
    "document": "A law",
}
SOURCE = {
    "id": "paper",
    "type": "book",
    "title": "T",
    "publisher": "P",
    "custom": {"line": "newspaper", "confirmed": "publisher"},
}


@pytest.mark.parametrize(
    ("form", "row"),
    [
        (r.Place, PLACE | POINT),
        (r.Place, PLACE | {"kind": "metonym"}),
        (r.Statement, STATEMENT),
        (r.Statement, STATEMENT | {"kind": "quotation", "words": ["so"]}),
        (r.Figure, FIGURE),
        (r.Position, POSITION),
        (r.Position, POSITION | {"view": "v", "shows": "none"}),
        (r.Source, SOURCE),
    ],
)
def test_a_good_record_is_taken(form, row):
    assert form.model_validate(row).id == row["id"]


@pytest.mark.parametrize(
    ("form", "row", "wrong"),
    [
        (r.Place, PLACE | POINT | {"sources": []}, "sources"),
        (r.Place, PLACE | POINT | {"sources": ["a", "a"]}, "twice"),
        (r.Place, PLACE | POINT | {"id": "Not A Slug"}, "id"),
        (r.Place, PLACE | POINT | {"lat": 91}, "lat"),
        (r.Place, PLACE | POINT | {"lon": -181}, "lon"),
        (r.Place, PLACE | POINT | {"lat": "nan"}, "lat"),
        (r.Place, PLACE | POINT | {"precision_km": 0}, "precision_km"),
        (r.Place, PLACE | POINT | {"note": "  "}, "note"),
        (r.Place, PLACE | POINT | {"colour": "red"}, "colour"),
        (r.Place, PLACE | POINT | {"names": {"english": "X"}}, "names"),
        (r.Place, PLACE | {"lat": 50.0, "lon": 30.0}, "all three or none"),
        (r.Place, PLACE, "needs lat, lon and precision_km"),
        (r.Place, PLACE | POINT | {"country": "UA", "question": "q"}, "no bare country"),
        (r.Place, PLACE | POINT | {"country": "ua"}, "country"),
        (r.Statement, STATEMENT | {"kind": "quotation"}, "a quotation has words"),
        (r.Statement, STATEMENT | {"words": ["so"]}, "a quotation has words"),
        (r.Statement, STATEMENT | {"date": "yesterday"}, "is not a date"),
        (r.Figure, FIGURE | {"low": 3}, "high is below low"),
        (r.Figure, FIGURE | {"low": -1}, "low"),
        (r.Figure, {key: FIGURE[key] for key in FIGURE if key != "counts"}, "counts"),
        (r.Position, POSITION | {"view": "v"}, "view and shows go together"),
        (r.Position, POSITION | {"shows": "UA"}, "view and shows go together"),
        (r.Source, SOURCE | {"publisher": None}, "who published it"),
        (r.Source, SOURCE | {"URL": "javascript:alert(1)"}, "URL"),
        (r.Source, SOURCE | {"custom": {"line": "newspaper"}}, "confirmed"),
        (r.Source, SOURCE | {"custom": {"line": "blog", "confirmed": "publisher"}}, "line"),
    ],
)
def test_a_bad_record_is_refused(form, row, wrong):
    with pytest.raises(ValidationError) as error:
        form.model_validate(row)
    assert wrong in str(error.value)


def test_no_form_of_a_story_does_without_sources():
    forms = {form for tables in FILES.values() for _, form in tables.values()} - {r.Source}
    assert len(forms) > 12
    for form in forms:
        assert form.model_fields["sources"].is_required(), form


def test_a_record_does_not_change():
    place = r.Place.model_validate(PLACE | POINT)
    with pytest.raises(ValidationError):
        place.name = "Y"


def test_a_record_knows_from_when_it_was_known():
    early = r.Place.model_validate(PLACE | POINT)
    late = r.Place.model_validate(PLACE | POINT | {"known_on": dt.date(2021, 12, 7)})
    assert early.known_by(dt.date(1900, 1, 1))
    assert not late.known_by(dt.date(2021, 12, 6))
    assert late.known_by(dt.date(2021, 12, 7))


def test_a_place_says_whether_the_article_names_it():
    place = r.Place.model_validate(PLACE | POINT | {"mentions": ["p1"]})
    assert place.named and place.point == (50.0, 30.0)
    nowhere = r.Place.model_validate(PLACE | {"kind": "metonym"})
    assert not nowhere.named and nowhere.point is None


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ([[2021, 12, 2]], "2 December 2021"),
        ([[2021, 11]], "November 2021"),
        ([[2014]], "2014"),
        ([[]], ""),
    ],
)
def test_the_date_of_a_source_is_told(parts, words):
    assert r.Source.model_validate(SOURCE | {"issued": {"date-parts": parts}}).day == words
