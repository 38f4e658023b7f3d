"""Dates read as the EDTF standard reads them, and are told in words."""

import datetime as dt

import pytest

from explainer import dates

#: Text, first day, last day, exact, words; the days as the edtf package (5.0.2) gives them.
KNOWN = [
    ("2014-03-16", "2014-03-16", "2014-03-16", True, "16 March 2014"),
    ("2014-03", "2014-03-01", "2014-03-31", False, "March 2014"),
    ("2020-02", "2020-02-01", "2020-02-29", False, "February 2020"),
    ("2014", "2014-01-01", "2014-12-31", False, "2014"),
    ("2014-02/2014-03", "2014-02-01", "2014-03-31", False, "February 2014 – March 2014"),
    ("2014-02-18/2014-02-20", "2014-02-18", "2014-02-20", False, "18–20 February 2014"),
    ("2014-02-27/2014-03-01", "2014-02-27", "2014-03-01", False, "27 February 2014 – 1 March 2014"),
    ("2014/2014-03", "2014-01-01", "2014-03-31", False, "2014 – March 2014"),
    ("1991~", "1991-01-01", "1991-12-31", False, "about 1991"),
    ("2021-12-02~", "2021-12-02", "2021-12-02", False, "about 2 December 2021"),
]


@pytest.mark.parametrize(("text", "start", "end", "exact", "words"), KNOWN)
def test_a_date_is_read_and_told(text, start, end, exact, words):
    span = dates.parse(text)
    assert (span.start.isoformat(), span.end.isoformat()) == (start, end)
    assert (span.text, span.exact, str(span)) == (text, exact, words)
    assert span.approximate == text.endswith("~")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("March 2014", "is not a date"),
        ("2014-3-1", "is not a date"),
        ("16.3.2014", "is not a date"),
        ("2014-03-16T12:00", "is not a date"),
        ("2014/2015/2016", "is not a date"),
        ("2014/", "is not a date"),
        ("", "is not a date"),
        ("２０１４", "is not a date"),
        ("2014-13", "month"),
        ("2014-02-30", "day"),
        ("2014-03/2014-02", "ends before it starts"),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason(text, wrong):
    with pytest.raises(ValueError, match=wrong):
        dates.parse(text)


def test_two_spans_of_one_text_are_equal():
    assert dates.parse("2014-03") == dates.parse("2014-03")
    assert len({dates.parse("2014-03"), dates.parse("2014-03")}) == 1


def test_a_day_in_words_has_no_padding():
    assert dates.day_words(dt.date(2014, 3, 1)) == "1 March 2014"


def test_a_year_without_room_behind_it_is_refused():
    with pytest.raises(ValueError, match="too far ahead: write one up to 9000"):
        dates.parse("9999-12-31")
