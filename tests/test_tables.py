"""Records as tables: what is asked for is there, in order, with its sources, and nothing later."""

import re

import pytest

import explainer as ex
from explainer.errors import UnknownRecord
from tests import drawn

STORY = ex.load()


def cells(table):
    """The rows of a table as the texts of their cells."""
    return drawn.rows(table)[1:]


def test_events_stand_in_the_order_of_their_dates():
    rows = cells(ex.tables.events(STORY, "enhanced-opportunities", "bucharest-summit"))
    assert [row[0] for row in rows] == ["3 April 2008", "12 June 2020"]
    assert "“will become members of NATO”" in rows[0][1]
    assert "Bucharest Summit Declaration" in rows[0][1]


def test_events_give_the_word_each_side_uses():
    [[_, told]] = cells(ex.tables.events(STORY, "promise-dispute"))
    assert "Russia: “broken promise”" in told and "NATO: “myth”" in told
    [[_, told]] = cells(ex.tables.events(STORY, "bucharest-summit"))
    assert "calls it" not in told


def test_events_of_a_later_day_are_not_told():
    with pytest.raises(UnknownRecord, match="finland-joins"):
        ex.tables.events(STORY, "finland-joins")
    assert "Finland" in ex.tables.events(STORY.as_of("2023-04-04"), "finland-joins")


def test_terms_come_in_the_order_asked_for():
    rows = cells(ex.tables.terms(STORY, "partner-nato", "article-5"))
    assert [row[0] for row in rows] == ["NATO partner", "Article 5"]
    assert "not protected by Article 5" in rows[0][1] and "The North Atlantic Treaty" in rows[1][1]
    with pytest.raises(UnknownRecord, match="article-6"):
        ex.tables.terms(STORY, "article-6")


def test_all_people_of_the_article_are_there():
    rows = cells(ex.tables.people(STORY))
    assert [row[0] for row in rows] == [person.name for person in STORY.people]
    assert len(rows) == 8
    [daalder] = [row for row in rows if "Daalder" in row[0]]
    assert "2009 to 2013" in daalder[1] and daalder[3] == "P11"


def test_only_the_verb_changes():
    rows = cells(ex.tables.verbs(STORY, "k6-russia"))
    assert [row[0] for row in rows] == list(ex.tables.VERBS)
    assert len({sentence.replace(verb, "", 1) for verb, sentence, _ in rows}) == 1
    assert len({does for _, _, does in rows}) == len(rows)
    assert "doubt" in {row[0]: row[2] for row in rows}["claims"]


def test_a_verb_of_the_reader_s_own_is_shown_too():
    [[verb, sentence, does]] = cells(ex.tables.verbs(STORY, "k6-russia", "<mumbles>"))
    assert verb == "<mumbles>" and "Russia <mumbles>:" in sentence
    assert does.startswith("not in our list")


@pytest.mark.parametrize(
    ("made", "captions"),
    [
        (
            [
                ex.tables.events(STORY, "crimea-treaty", "bucharest-summit"),
                ex.tables.events(STORY, "budapest-memorandum"),
            ],
            ["What happened, 2008 to 2014", "What happened, 1994"],
        ),
        (
            [
                ex.tables.terms(STORY, "article-5", "partner-nato"),
                ex.tables.terms(STORY, "montreux-convention"),
            ],
            [
                "Words explained: Article 5 and NATO partner",
                "Words explained: Montreux Convention",
            ],
        ),
        (
            [ex.tables.verbs(STORY, "k6-russia"), ex.tables.verbs(STORY, "k4")],
            [
                "The same words of Russia, reported with other verbs",
                "The same words of Ukraine, reported with other verbs",
            ],
        ),
    ],
    ids=["events", "terms", "verbs"],
)
def test_two_tables_in_a_lesson_have_two_captions(made, captions):
    found = [re.search("<caption>(.*?)</caption>", table)[1] for table in made]
    assert found == captions
