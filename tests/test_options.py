"""Every option of a geocoder is understood, or refused in one plain sentence, at once."""

import datetime as dt
import inspect
import itertools
import json
from decimal import Decimal

import numpy as np
import pytest
from geopy.location import Location
from geopy.point import Point
from hypothesis import given
from hypothesis import strategies as st

from explainer import Gazetteer, LiveGeocoder
from explainer.errors import QueryError
from explainer.places import options, spelling

GAZETTEER = Gazetteer()
KYIV = (50.4547, 30.5238)
MB = 2**20

ENDLESS: list = []
ENDLESS.append(ENDLESS)

WRONG = [
    ("geocode", {"query": "Kyiv", "language": "also"}, "language is 'also'"),
    ("geocode", {"query": "Kyiv", "language": 5}, "language is 5"),
    ("geocode", {"query": "Kyiv", "language": ["en"]}, "language is"),
    ("geocode", {"query": "Kyiv", "country_codes": [None]}, "no country codes"),
    ("geocode", {"query": "Kyiv", "country_codes": 5}, "no country codes"),
    ("geocode", {"query": "Kyiv", "country_codes": "Ukraine"}, "no country codes"),
    ("geocode", {"query": "Kyiv", "limit": "3"}, "limit is '3'"),
    ("geocode", {"query": "Kyiv", "limit": 1e9}, "limit is 1000000000.0"),
    ("geocode", {"query": "Kyiv", "limit": True}, "limit is True"),
    ("geocode", {"query": "Kyiv", "viewbox": 5}, "two corners"),
    ("geocode", {"query": "Kyiv", "viewbox": [KYIV, None]}, "two corners"),
    ("geocode", {"query": b"Kyiv"}, "must be text"),
    ("reverse", {"query": KYIV, "limit": -1}, "limit is -1"),
    ("reverse", {"query": KYIV, "limit": 0}, "limit is 0"),
    ("reverse", {"query": KYIV, "max_km": float("nan")}, "max_km is nan"),
    ("reverse", {"query": KYIV, "max_km": float("inf")}, "max_km is inf"),
    ("reverse", {"query": KYIV, "max_km": -5}, "max_km is -5"),
    ("reverse", {"query": KYIV, "max_km": "5"}, "max_km is '5'"),
    ("reverse", {"query": KYIV, "language": "also"}, "language is 'also'"),
    ("reverse", {"query": 50}, "not a point"),
    ("reverse", {"query": (91, 0)}, "not a point"),
    ("reverse", {"query": (10**400, 0)}, "not a point"),
    ("reverse", {"query": "x" * MB}, "not a point"),
    ("resolve", {"names": "Kyiv", "language": "also"}, "language is 'also'"),
    ("resolve", {"names": ["Kyiv", 5]}, "must be text"),
    ("resolve", {"names": 5}, "a text or a list of names"),
    ("resolve", {"names": "a " * MB}, "2,097,152 letters: give 1,000,000 at most"),
    ("spots", {"text": "a " * MB}, "2,097,152 letters: give 1,000,000 at most"),
    ("spots", {"text": None}, "a text is wanted"),
    ("explain", {"query": 5}, "must be text"),
    ("knows", {"name": None}, "must be text"),
    ("geocode", {"query": "Kyiv", "exactly_one": "no"}, "exactly_one is 'no'"),
    ("geocode", {"query": "Kyiv", "exactly_one": np.array([1, 0])}, "exactly_one is array"),
    ("geocode", {"query": "Kyiv", "bounded": []}, "bounded is []"),
    ("geocode", {"query": "Kyiv", "country_codes": range(10**9)}, "no country codes"),
    ("geocode", {"query": "Kyiv", "country_codes": np.array(3)}, "no country codes"),
    ("geocode", {"query": "Kyiv", "limit": np.array([[1, 2], [3, 4]])}, "limit is array"),
    ("geocode", {"query": "Kyiv", "viewbox": np.int64(3)}, "two corners"),
    ("geocode", {"query": "Kyiv", "viewbox": ENDLESS}, "two corners"),
    ("reverse", {"query": KYIV, "exactly_one": "no"}, "exactly_one is 'no'"),
    ("reverse", {"query": ENDLESS}, "not a point"),
    ("resolve", {"names": itertools.repeat("Kyiv")}, "a list of names, not repeat, 100,000"),
    ("resolve", {"names": range(10**9)}, "not range, 100,000"),
    ("resolve", {"names": "Kyiv", "spots": range(10**9)}, "spots must be"),
]


@pytest.mark.parametrize(("method", "asked", "told"), WRONG)
def test_what_cannot_be_meant_is_refused_in_one_sentence(method, asked, told, recwarn):
    with pytest.raises(QueryError) as error:
        getattr(GAZETTEER, method)(**asked)
    assert told in str(error.value)
    assert len(str(error.value)) < 200 and "\n" not in str(error.value)
    assert not recwarn.list, "no warning of geopy's besides"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"domain": None}, "domain is None"),
        ({"domain": "a b"}, "domain is 'a b'"),
        ({"scheme": "ftp"}, "scheme is 'ftp'"),
        ({"timeout": "3"}, "timeout is '3'"),
        ({"timeout": float("nan")}, "timeout is nan"),
        ({"timeout": 0}, "timeout is 0"),
    ],
)
def test_what_no_service_can_be_asked_with_is_refused(asked, told, tmp_path):
    with pytest.raises(QueryError, match=told):
        LiveGeocoder(tmp_path, **asked)


def test_what_can_be_meant_is_understood():
    kyiv = GAZETTEER.geocode("Kyiv")
    for asked in ({"language": "EN"}, {"language": None}, {"country_codes": {"ua"}}, {"limit": 9}):
        assert GAZETTEER.geocode("Kyiv", **asked) == kyiv
    assert GAZETTEER.geocode("Kyiv", language="uk-UA").address.startswith("Київ")
    assert GAZETTEER.geocode("Kyiv", viewbox=[Point(*KYIV, 5), (50, 30, 2)]) == kyiv
    low, high = GAZETTEER.reverse(KYIV), GAZETTEER.reverse(Point(*KYIV, 100))
    assert low == high and GAZETTEER.reverse((*KYIV, 8)) == low
    assert len(GAZETTEER.reverse(KYIV, exactly_one=False, limit=10**9, max_km=20)) > 5
    assert GAZETTEER.reverse(None) is None
    assert GAZETTEER.reverse(KYIV, max_km=10**9) == low


@pytest.mark.parametrize("piece", ["a", "a ", ",", "the ", "é", "\u0301", " ", "Paris ", "1", "'"])
def test_a_name_of_a_megabyte_is_none(piece, monkeypatch):
    """It is not even looked at: whatever reads it would take its time."""
    long, seen = (piece * MB)[:MB], []

    def readings(query):
        seen.append(query)
        return spelling.readings(query)

    monkeypatch.setattr("explainer.places.searching.readings", readings)
    assert GAZETTEER.geocode(long) is GAZETTEER.geocode({"city": long}) is None
    assert GAZETTEER.explain(long) == "No place has so long a name."
    assert GAZETTEER.resolve([long]) == [None]
    assert GAZETTEER.knows(long) is False
    assert {*map(len, seen)} == {0}


ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.binary(max_size=5),
    st.sampled_from(["also", "\ud800", "\0", "NaN", "50, 30", "a" * 999, Decimal("NaN"), 10**400]),
    st.sampled_from(
        [dt.date(2001, 1, 1), object(), len, {}, [], (), [None], {"en": 1}, {"country"}]
    ),
    st.sampled_from(
        [ENDLESS, range(10**9), np.array([1, 2]), np.array(3), np.int64(3), np.float32("nan")]
    ),
    st.lists(st.one_of(st.none(), st.integers(), st.floats(), st.text(max_size=5)), max_size=4),
)
METHODS = {
    name: [
        item.name
        for item in inspect.signature(getattr(GAZETTEER, name)).parameters.values()
        if item.kind is not item.VAR_KEYWORD
    ]
    for name in ("geocode", "reverse", "resolve", "explain", "spots", "knows")
}
MORE = ["bounded", "zoom"]
GOOD = {"geocode": "Kyiv", "reverse": KYIV, "resolve": ["Kyiv"]}


def test_whatever_is_asked_is_answered_or_refused(hostile):
    @hostile(short=300)
    @given(st.sampled_from(sorted(METHODS)), st.data())
    def campaign(method, data):
        first, *others = METHODS[method]
        names = others + (MORE if method == "geocode" else [])
        asked = data.draw(st.dictionaries(st.sampled_from(names), ODD, max_size=2)) if names else {}
        if not asked or data.draw(st.booleans()):
            asked[first] = data.draw(ODD)
        else:
            asked[first] = GOOD[method]
        try:
            found = getattr(GAZETTEER, method)(**asked)
        except QueryError as error:
            assert len(str(error)) < 300 and "\n" not in str(error)
            return
        for place in found if isinstance(found, list) else [found]:
            if isinstance(place, Location):
                json.dumps(place.raw, allow_nan=False)

    campaign()


def test_the_sentences_are_those_of_one_place():
    assert options.limit(None, 5) == 5
    assert options.countries("fr, de") == {"FR", "DE"}
    assert options.corners([(1, 2), (0, 5)]) == (0, 2, 1, 5)
