"""What is found in a text, and which mistakes are seen as mistakes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer import recognition
from explainer.places.sentences import english, sentences
from explainer.recognition.findings import marked
from explainer.recognition.signals import ASK
from explainer.recognition.toponyms import KEPT


def names(text):
    return [name.find.words for name in recognition.toponyms(text)]


def all_names(text):
    return [name.find.words for name in recognition.toponyms(text, doubtful=True)]


def doubts(text, word):
    found = recognition.toponyms(text, doubtful=True)
    return next(n.doubts for n in found if n.find.words == word)


def found_numbers(text):
    return [(n.find.words, n.follows, n.kind) for n in recognition.numbers(text)]


# -------------------------------------------------------------------------------- sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Dr. Bell met Gen. Hill. They talked.", ["Dr. Bell met Gen. Hill.", "They talked."]),
        ("The U.S. envoy came. He left.", ["The U.S. envoy came.", "He left."]),
        ("It cost 3.5 million. So what?", ["It cost 3.5 million.", "So what?"]),
        ("“No.” She left.", ["“No.”", "She left."]),
        ("He waited… and came. Then", ["He waited… and came.", "Then"]),
        ("A title\n\nA text", ["A title", "A text"]),
        ("  ", []),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text, expected):
    assert [text[start:end] for start, end in sentences(text)] == expected


# --------------------------------------------------------------------------------- toponyms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trains run from Kyiv to Lviv.", ["Kyiv", "Lviv"]),
        ("Kyiv’s mayor, Kyiv's river", ["Kyiv", "Kyiv"]),
        ("in New York and in York", ["New York", "York"]),
        ("in Rostov-on-Don and Rostov on Don", ["Rostov-on-Don", "Rostov on Don"]),
        ("from St. Petersburg", ["St. Petersburg"]),
        ("They met in Stockholm. Riga came next.", ["Stockholm", "Riga"]),
        ("He moved to Odessa, Texas.", ["Odessa", "Texas"]),
        ("in Paris, Kyiv and Rome", ["Paris", "Kyiv", "Rome"]),
        ("near The Hague", ["The Hague"]),
        ("the U.S. and the UK", ["U.S.", "UK"]),
        ("поїзд до Києва, потім Київ", ["Києва", "Київ"]),
        ("kyiv and lviv in small letters", []),
        ("the Ukrainian capital", ["Ukrainian"]),
        ("", []),
    ],
)
def test_names_of_the_gazetteer_are_found_the_longest_first(text, expected):
    assert names(text) == expected


def test_words_that_only_begin_sentences_are_no_names():
    # The gazetteer knows towns by alternate names spelled "She", "But", "Since" and "Can".
    assert names("She came. But why? Since then no. Can it be? My own. In the end. At home.") == []


@pytest.mark.parametrize(
    ("text", "word", "part"),
    [
        ("Most of them came.", "Most", "begins a sentence"),
        ("It was Nice, and the nice people came.", "Nice", "small letter"),
        ("On 3 March it rained.", "March", "the month"),
        ("We met President Lincoln there.", "Lincoln", "“President” stands before it"),
        ("We met Paris Smith there.", "Paris", "part of a longer name"),
        ("We met Jack London there.", "London", "part of a longer name"),
        ("On Monday Moscow said nothing.", "Moscow", "“said” follows"),
    ],
)
def test_what_speaks_against_a_place_is_said(text, word, part):
    assert part in " ".join(doubts(text, word))


def test_a_plain_mention_raises_no_doubt():
    assert doubts("The train goes to Oxford every day.", "Oxford") == ()


def test_equal_mentions_are_one_entry_and_different_ones_are_not():
    text = "From Riga to Oslo, from Oslo to Riga. In May Riga said yes."
    found = [name for name in recognition.toponyms(text) if name.likely]
    assert [(n.find.words, n.times, bool(n.doubts)) for n in found] == [
        ("Riga", 2, False),
        ("Oslo", 2, False),
        ("Riga", 1, True),
    ]


def test_what_is_no_place_says_so():
    assert names("a meeting of NATO") == []
    (nato,) = recognition.toponyms("a meeting of NATO", doubtful=True)
    assert nato.places == () and "not a place" in nato.note


def test_rivals_come_with_a_name():
    (paris,) = recognition.toponyms("to Paris")
    assert len(paris.places) == KEPT
    assert paris.places[0].address == "Paris, France"


def test_nothing_is_guessed():
    found = recognition.toponyms("Rusisa and Sevastapol, Zaporizhia and Kyvi, Texsa")
    assert all(not place.raw["guess"] for name in found for place in name.places)


# --------------------------------------------------------------- numbers, quotations, verbs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("About 90,000 troops", [("About 90,000", "troops", "amount")]),
        ("tens of thousands of troops", [("tens of thousands", "of troops", "rounded")]),
        ("between 13,200–13,400 dead", [("13,200–13,400", "dead", "amount")]),
        ("13 200 people", [("13 200", "people", "amount")]),
        ("twenty-five thousand trees", [("twenty-five thousand", "trees", "amount")]),
        ("at least two thousand", [("at least two thousand", "", "amount")]),
        ("3.5 million euros", [("3.5 million", "euros", "amount")]),
        ("$20 each", [("$20", "each", "amount")]),
        ("45 % of voters", [("45 %", "of voters", "share")]),
        ("54.19 per cent voted", [("54.19 per cent", "voted", "share")]),
        ("on 2 December 2021", [("2 December 2021", "", "date")]),
        ("on May 5th, 2020", [("May 5th, 2020", "", "date")]),
        ("in 2014 it began", [("2014", "it began", "date")]),
        ("about 2000 came", [("about 2000", "came", "amount")]),
        ("at 10:30", [("10:30", "", "date")]),
        ("a dozen kites", [("a dozen", "kites", "amount")]),
        ("23mn people", [("23mn", "people", "amount")]),
        ("€5bn a year", [("€5bn", "a year", "amount")]),
        ("US$1.5 trillion", [("US$1.5 trillion", "", "amount")]),
        ("in the 1990s", [("1990s", "", "date")]),
        ("dozens of kites", [("dozens", "of kites", "rounded")]),
        ("No one, and one of them", []),
        ("an F-16, COVID-19, version 3.11.2, X2", []),
    ],
)
def test_numbers_come_with_what_stands_around_them(text, expected):
    assert found_numbers(text) == expected


def test_every_kind_of_number_has_its_question():
    text = "90,000 and 45 % and tens of thousands on 2 May"
    kinds = {number.kind for number in recognition.numbers(text)}
    assert kinds == set(ASK)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said: “Yes.” She said: "No."', [("“Yes.”", True), ('"No."', True)]),
        ("«Так», „gut“ and „tak”", [("«Так»", True), ("„gut“", True), ("„tak”", True)]),
        ("It's ‘odd’, isn't it", [("‘odd’", True)]),
        ("“Open\nline\n\nNext “one”", [("“Open\nline", False), ("“one”", True)]),
        ('six" long', []),
        ("“One.\n\n“Two,” he said.", [("“One.\n\n“Two,”", True)]),
        ('“Mixed" marks', [('“Mixed"', True)]),
        ("“He said ‘no’ twice,” she said.", [("“He said ‘no’ twice,”", True), ("‘no’", True)]),
        ("'We agree,' the boys' aunt said.", [("'We agree,'", True)]),
    ],
)
def test_quotations_are_found(text, expected):
    assert [(q.find.words, q.closed) for q in recognition.quotations(text)] == expected


def test_verbs_come_with_what_the_writer_does():
    found = recognition.reporting("Ana said so. According to Ben it is false, and Cy claims more.")
    assert [verb.find.words for verb in found] == ["said", "According to", "claims"]
    assert "plain" in found[0].does and "doubt" in found[2].does


def test_no_verb_stands_in_two_groups():
    lists = english()
    assert len(lists["reporting"]) > 80
    assert {"said", "claims", "denies", "warned", "according to"} <= lists["reporting"].keys()
    forms = [form for verb in lists["reporting"] for form in verb.split("_")]
    assert len(forms) == len(set(forms))


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        (
            "The agency reported that the pass was shut; the ministry stated that it was open.",
            ["reported", "stated"],
        ),
        ("The claims in his reports are new.", []),
        ("She reports from there, and a report says so.", ["reports", "says"]),
        ("The United States noted it. Their demands grew.", ["noted"]),
        ("Both sides agreed and pledged help, according to Ana.", "agreed pledged according_to"),
        ("Ana’s estimates were high, he argued.", ["argued"]),
    ],
)
def test_verbs_are_told_from_nouns(text, verbs):
    wanted = [verb.replace("_", " ") for verb in verbs.split()] if isinstance(verbs, str) else verbs
    assert [verb.find.words for verb in recognition.reporting(text)] == wanted


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("on Thursday", "2021-12-02"),
        ("on Friday", "2021-11-26"),
        ("it will end next Friday", "2021-12-03"),
        ("yesterday", "2021-12-01"),
        ("last month", "2021-11"),
        ("early November", "2021-11-01/2021-11-10"),
        ("on 3 May", "2021-05-03"),
        ("in January 2022", "2022-01"),
        ("the 1990s", "199X"),
    ],
)
def test_dates_are_told_by_the_day_of_the_text(text, when):
    (found,) = recognition.numbers(text, date(2021, 12, 2))
    assert (found.kind, found.when) == ("date", when)


def test_without_a_day_a_weekday_is_no_date():
    assert recognition.numbers("It rained on Thursday.") == []


def test_who_said_what_to_whom_stands_in_one_row():
    text = (
        "“We will not go,” said Ana Bell. On Monday the mayor told reporters that 20 boats had "
        "left Riga. According to the police, nobody was hurt."
    )
    rows = [
        (found.who, found.verb.find.words, found.to_whom, found.words, found.numbers, found.places)
        for found in recognition.statements(text)
    ]
    assert rows == [
        ("Ana Bell", "said", "", "“We will not go,”", (), ()),
        ("the mayor", "told", "reporters", "", ("20 boats",), ("Riga",)),
        ("the police", "According to", "", "", (), ()),
    ]


# ------------------------------------------------------------------------------ the example


def test_the_example_has_the_traps_the_lesson_speaks_of():
    text = recognition.EXAMPLE
    assert "invented" in text and len(text.split()) < 90
    found = ["Paris", "Lincoln", "Reading", "Most", "Bath", "Oxford", "Georgia"]
    assert all_names(text) == found
    assert names(text) == ["Reading", "Bath", "Oxford", "Georgia"]
    assert "Little Wobbling" in text  # a place no gazetteer has
    assert "longer name" in " ".join(doubts(text, "Paris"))
    assert "begins a sentence" in " ".join(doubts(text, "Most"))
    assert [n[0] for n in found_numbers(text)] == ["about 1,200", "at least two thousand", "two"]
    assert [q.find.words for q in recognition.quotations(text)] == ["“at least two thousand”"]
    verbs = [verb.find.words for verb in recognition.reporting(text)]
    assert verbs == ["said", "told", "claim", "asked"]


# ----------------------------------------------------------------------------------- tables


@pytest.mark.parametrize(
    "table",
    [
        recognition.toponyms_table,
        recognition.numbers_table,
        recognition.quotations_table,
        recognition.reporting_table,
    ],
)
def test_tables_escape_what_a_reader_pastes_and_say_when_there_is_nothing(table):
    nasty = "<b>Kyiv</b> said 5 <script>alert(1)</script> “<i>no</i>” & Kyiv."
    shown = table(nasty)
    assert "<script" not in shown and "<b>" not in shown and "<i>" not in shown
    assert "<mark>" in shown and "&lt;" in shown
    assert "none found" in table("")


def test_the_joined_table_escapes_too():
    shown = recognition.statements_table("<b>Ana</b> said <script>1</script> 5 boats left Kyiv.")
    assert "<script" not in shown and "<b>" not in shown and "&lt;" in shown
    assert "none found" in recognition.statements_table("")


def test_the_mark_stands_on_the_words():
    (name,) = recognition.toponyms("They left. A train to Riga left, too.")
    assert marked(name.find) == "A train to <mark>Riga</mark> left, too."


@pytest.mark.parametrize(
    "text",
    [
        "President Lincoln met Paris Smith in New York, Texas, said Kyiv. " * 30,
        "about " * 3000,
        "1,111," * 1000,
        "twenty-" * 1000,
        "“" * 3000,
        "A.B." * 1000,
        "Aa-" * 2000,
    ],
    ids=lambda text: text[:7],
)
def test_long_and_hostile_texts_are_read_to_their_end(text):
    for find in ("toponyms", "numbers", "quotations", "reporting"):
        for found in getattr(recognition, find)(text[:4000]):
            assert found.find.words in text


def test_words_before_a_number_are_taken_by_the_handful():
    [number] = recognition.numbers("about " * 50 + "five trains")
    assert number.find.words == "about about about about five" and number.follows == "trains"


# --- texts that nobody wrote

#: What texts are made of that look like many finds at once.
PIECES = (
    *("Kyiv said no. ", "“no” ", '"a" he said, ', "1,200 ", "about 5 km ", "Mr. ", "U.S. ", "a.b."),
    *(
        "he said that ",
        "said ",
        "according to ",
        "“",
        "„",
        "‘",
        "’",
        "»",
        '"',
        "\n\n",
        "; ",
        "(",
        "-",
    ),
    *("one hundred ", "thousand ", "on 5 May 2001 ", "Thursday ", "\u0301", "\u202e", "\0", "Київ"),
)
TABLES = (
    recognition.toponyms_table,
    recognition.numbers_table,
    recognition.quotations_table,
    recognition.reporting_table,
    recognition.statements_table,
)


@pytest.mark.parametrize("table", TABLES)
def test_what_is_shown_grows_with_a_text_and_not_with_its_square(table):
    for piece in PIECES:
        short, long = (len(str(table(piece * times))) for times in (800, 2400))
        assert long < 4.5 * short + 50_000, piece


@pytest.mark.parametrize("piece", ["said said ", '"a" he said, ', "he said that 5 km "])
def test_finds_of_one_sentence_without_end_share_it(piece):
    found = recognition.statements(piece * 3000)
    kept = {id(item.verb.find.sentence) for item in found} | {id(item.words) for item in found}
    assert len(found) > 2000 and len(kept) <= 2
    assert max(len(item.paraphrase) for item in found) <= 1000


def test_any_text_is_read(hostile):
    @hostile(short=25)
    @given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=20)), max_size=40))
    def campaign(pieces):
        text = "".join(pieces)
        for table in TABLES:
            str(table(text)).encode()
        for found in (recognition.quotations(text), recognition.numbers(text)):
            for item in found:
                at = item.find.start
                assert text[at : at + len(item.find.words)] == item.find.words

    campaign()
