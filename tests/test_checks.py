"""Every check finds what it is for, says where, and finds nothing in a story that is in order."""

import shutil

import pytest

from explainer.cli import main
from explainer.ground import geography
from explainer.story import Problem, checks, load, read
from tests import tiny_story
from tests.tiny_story import TINY


def found(folder) -> list[Problem]:
    """Return all problems of a folder, of form and of fit."""
    story, problems = read(folder)
    return problems + checks.check(story) if story else problems


def test_the_small_story_is_in_order():
    assert found(TINY) == []


def test_the_story_of_the_package_is_in_order():
    assert [str(problem) for problem in found("ukraine-2021")] == []


PROOF = "checked = 2026-11-30\nconfirmed = "

#: file -> (what is replaced, by what), then where the mistake is and what the line must say.
MISTAKES = [
    # ids
    ("story", ('"paper"', '"papers"'), "article", "'papers' among the sources", "mean 'paper'"),
    ("places", ('mentions = ["p1"]', 'mentions = ["P1"]'), "kyiv · mentions", "'P1'", "mean 'p1'"),
    ("places", ('question = "crimea"', 'question = "krim"'), "crimea · question", "'krim'", "Add"),
    ("people", ('body = "ministry"', 'body = "minstry"'), "speaker · body", "no 'minstry'", "mean"),
    ("events", ('["kyiv"]', '["kyiw"]'), "vote-of-1991 · places", "no 'kyiw'", "'kyiv'"),
    ("events", ('"speaker"]', '"nobody"]'), "vote-of-1991 · actors", "people or bodies", "Add"),
    ("statements", ('"speaker"', '"speakr"'), "words · speaker", "no 'speakr'", "'speaker'"),
    ("statements", ('place = "kyiv"', 'place = "lviv"'), "words · place", "no 'lviv'", "Add"),
    ("statements", ('to = ["words"]', 'to = ["wrds"]'), "answer · replies_to", "'wrds'", "'words'"),
    ("statements", ('quotes = ["words"]', 'quotes = ["x"]'), "answer · quotes", "no 'x'", "Add"),
    ("figures", ('topic = "troops"', 'topic = "trops"'), "count · topic", "'trops'", "'troops'"),
    ("statements", ('act = "says"', 'act = "claims"'), "words · act", "not in acts", "says"),
    ("people", ('party = "other"', 'party = "others"'), "ministry · party", "not in", "'other'"),
    ("words", ("[titles]", "[title]"), "title", "not a field", "mean 'titles'"),
    ("figures", ('by = "ministry"', 'by = "army"'), "count · by", "no 'army'", "Add"),
    ("positions", ('holder = "council"', 'holder = "c"'), "crimea-russia · holder", "'c'", "Add"),
    ("positions", ('view = "moscow-view"', 'view = "w"'), "crimea-russia · view", "'w'", "Add"),
    ("positions", ('place = "crimea"', 'place = "krim"'), "school-atlas · place", "'krim'", "Add"),
    ("agreements", ('t = "vote-of-1991"', 't = "deal"'), "deal-1 · agreement", "no 'deal'", "Add"),
    ("agreements", ('"ministry"', '"army"'), "ministry-order · holder", "no 'army'", "Add"),
    ("glossary", ('["metonym"]', '["metonymy"]'), "name · see", "no 'metonymy'", "'metonym'"),
    ("glossary", ('id = "name"', 'id = "metonym"'), "metonym · id", "2 records", "its own"),
    ("people", ('id = "council"', 'id = "speaker"'), "speaker · id", "both people", "Rename"),
    ("statements", ('to = ["words"]', 'to = ["answer"]'), "answer · replies_to", "itself", "other"),
    ("glossary", ('see = ["metonym"]', 'see = ["name"]'), "name · see", "points to itself", "out"),
    # sources
    ("votes", ('sources = ["paper"]', 'sources = ["pap"]'), "kyiv-1991 · sources", "'pap'", "Add"),
    ("sites", ('["agency"]', '["agencies"]'), "site · reports.1.sources", "'agencies'", "Add"),
    ("statements", ('["agency"]', '["x"]'), "words · variants.1.sources", "no 'x'", "Add"),
    ("sources", ('confirmed": "publisher', 'confirmed": "memory'), "paper · URL", "memory", "out"),
    ("sources", ('"URL": "https://example.org/report",', ""), "paper · URL", "how to open", "Add"),
    # proofs
    ("events", ("title", f"{PROOF[:20]}\ntitle"), "vote-of-1991 · checked", "half", "Write both"),
    ("votes", ("turnout", f"{PROOF}'two'\nturnout"), "kyiv-1991 · confirmed", "has not", "Cite"),
    ("sites", ("kind", f"{PROOF}'unconfirmed'\nkind"), "site · confidence", "is high", "Lower"),
    # dates
    ("events", ("known_on = 2021-12-07", ""), "later · date", "after the day of", "Set known_on"),
    ("events", ("on = 2021-12-07", "on = 2021-12-06"), "later · date", "after known_on", "two"),
    ("sites", ("2021-11-09", '"2022-02"'), "site · reports.1.when", "February 2022", "known_on"),
    ("statements", ('"2021-11"', "2022-01-01"), "answer · date", "1 January 2022", "known_on"),
    # speech
    ("statements", ('"more"]', f'"{"w " * 24}"]'), "words · words", "26 words", "at most 25"),
    ("statements", ('"other words"', f'"{"w " * 26}"'), "words · variants.1.words", "26", "cut"),
    ("statements", ('replies_to = ["words"]', ""), "answer · replies_to", "nothing", "claim"),
    ("statements", ('mentions = ["p1"]', ""), "words · mentions", "no paragraph", "Name"),
    ("statements", ("in_article = false", 'in_article = false\nmentions = ["p1"]'),
     "answer · mentions", "in_article is false", "Mend"),
    ("places", ('spelled = ["Kiev"]', ""), "kyiv · spelled", "is empty", "spellings"),
    ("people", ('mentions = ["p1"]', ""), "speaker · mentions", "is empty", "paragraphs"),
    # ground
    ("places", ("lat = 50.455\nlon = 30.524", "lat = 30.524\nlon = 50.455"),
     "kyiv · lat, lon", "outside 'UA'", "latitude comes first"),
    ("places", ("lat = 45.3", "lat = 47.3"), "crimea · lat, lon", "km outside 'crimea'", "Mend"),
    ("places", ('area = "crimea"', 'area = "krimea"'), "crimea · area", "'krimea'", "crimea"),
    ("places", ('country = "UA"', 'country = "UK"'), "kyiv · country", "no shape 'UK'", "Mend"),
    ("votes", ('area = "UA"', 'area = "UA-99"'), "kyiv-1991 · area", "'UA-99'", "Mend"),
    ("alliance", ('"GR"', '"EL"'), "later-round · states", "no shape 'EL'", "Mend"),
    ("alliance", ('country = "UA"', 'country = "UR"'), "ukraine · country", "'UR'", "Mend"),
    ("positions", ('shows = "RU"', 'shows = "SU"'), "crimea-russia · shows", "'SU'", "Mend"),
    ("places", ('question = "crimea"\narea = "crimea"', 'country = "UA"'),
     "crimea · lat, lon", "in 'crimea', which is disputed", "leave country out"),
    ("places", ('question = "crimea"\n', ""), "crimea · area", "disputed", 'question = "crimea"'),
    ("positions", ('shows = "UA"\nhow', 'shows = "UR"\nhow'),
     "school-atlas · shows", "'UR'", "Mend"),
    ("positions", ('units = ["crimea"]', 'units = ["krim"]'), "crimea · units", "no disputed", ""),
    ("positions", ('units = ["crimea"]\nshows', 'units = ["kosovo"]\nshows'),
     "crimea-russia · units", "none of the units", "Add it to the question"),
    ("positions", ('view = "moscow-view"\nunits = ["crimea"]\nshows = "RU"', ""),
     "crimea · units", "'moscow-view' draws 'crimea' not at all", "exactly one"),
    ("positions", ('view = "moscow-view"', 'view = "kyiv-view"'),
     "crimea · units", "'kyiv-view' draws 'crimea' 2 times", "exactly one"),
    # numbers
    ("votes", ("in_favour = 100", "in_favour = 110"), "assembly", "add up to 194", "again"),
    ("votes", ('["One", "Two"]', '["One"]'), "assembly · states_against", "names 1 states", "all"),
    ("figures", ("low = 5, high = 6 }]", "low = 8, high = 9 }]"),
     "count · parts", "add up to 13–15", "mend"),
    ("figures", ("low = 5, high = 6 }]", "low = 1, high = 1 }]"), "count · parts", "6–7", "Add"),
    ("alliance", ("members_after = 4", "members_after = 5"),
     "later-round · members_after", "2 + 2 is 4", "Write 4"),
    ("agreements", ("number = 2", "number = 3"), "deal-2 · number", "is 3, but it is point 2", "1"),
    ("agreements", ("points = [2]", "points = [3]"),
     "ministry-order · steps.2.points", "'vote-of-1991' has no point 3", "Mend"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "change", "where", "wrong", "todo"), MISTAKES)
def test_a_mistake_is_found_and_explained(file, change, where, wrong, todo, tmp_path):
    problems = found(tiny_story.copy(tmp_path, **{file: change}))
    lines = [str(problem) for problem in problems if f" · {where}: " in str(problem)]
    assert lines, [str(problem) for problem in problems]
    assert any(wrong in line and todo in line for line in lines), lines


def test_an_author_is_told_what_stands_in_no_order(tmp_path, capsys):
    sides = "terms = [{side='B', term='b'}, {side='a', term='a'}]\ntitle"
    folder = tiny_story.copy(tmp_path, events=('"2021-12-07"', '"1990"'))
    text = (folder / "events.toml").read_text().replace("title", sides, 1)
    (folder / "events.toml").write_text(text)
    assert main(["check", str(folder)]) == 0, "a lesson falls out all the same"
    said = capsys.readouterr().out
    assert "later · date: 1990 is earlier than 1 December 1991" in said
    assert "vote-of-1991 · terms: names B, a, which is not" in said and "Write a, B" in said


def test_a_source_nobody_cites_is_found(tmp_path):
    edit = ('["agency"]', '["paper"]')
    folder = tiny_story.copy(tmp_path, sites=edit, statements=edit)
    assert [str(problem) for problem in found(folder)] == [
        "sources.json · agency: no record cites it. Name it in the record it backs, or take it out"
    ]


def test_a_disputed_place_needs_positions(tmp_path):
    folder = tiny_story.copy(tmp_path)
    text = (folder / "positions.toml").read_text()
    (folder / "positions.toml").write_text(text[: text.index("[[position]]")])
    assert "nobody's position on 'crimea' is given" in "\n".join(map(str, found(folder)))


def test_what_is_known_later_may_not_be_referred_to_before(tmp_path):
    folder = tiny_story.copy(tmp_path, statements=('quotes = ["words"]', "known_on = 2021-12-05"))
    change = ('topic = "diplomacy"\nmentions', 'topic = "diplomacy"\nquotes = ["answer"]\nmentions')
    text = (folder / "statements.toml").read_text()
    (folder / "statements.toml").write_text(text.replace(*change))
    [problem] = found(folder)
    assert (problem.record, problem.field) == ("words", "quotes")
    assert "known only on 2021-12-05" in problem.wrong


def test_a_point_just_off_the_coast_is_forgiven(tmp_path):
    just_off, far_off = "lat = 46.45\nlon = 30.82", "lat = 46.0\nlon = 31.5"
    assert not geography.contains("UA", 46.45, 30.82), "the test wants a point at sea"
    place = "lat = 50.455\nlon = 30.524"
    assert found(tiny_story.copy(tmp_path / "a", places=(place, just_off))) == []
    [problem] = found(tiny_story.copy(tmp_path / "b", places=(place, far_off)))
    assert problem.wrong == "46.0, 31.5 is more than 25 km outside 'UA'"


def test_as_of_the_day_leaves_no_reference_open():
    story = load()
    assert list(checks.links.unknown_names(story.as_of(story.day))) == []


def test_of_a_word_without_end_the_beginning_is_told(tmp_path):
    folder = tiny_story.copy(tmp_path, events=('["kyiv"]', f'["{"k" * 3000}"]'))
    told = [str(problem) for problem in checks.check(read(folder)[0])]
    assert any("kkk…" in line for line in told) and max(map(len, told)) < 500


@pytest.mark.parametrize(
    ("point", "said"),
    [
        ("lat = -21.14\nlon = -175.2", ""),  # a capital on an island that the coarse map lacks
        ("lat = -16.85\nlon = 180.0", ""),
        ("lat = 21.14\nlon = 175.2", "outside 'TO'. Mend the point or country"),
        ("lat = 0.0\nlon = -160.0", "Small islands are not on the map: draw one in shapes.geojson"),
    ],
)
def test_an_island_that_the_coarse_map_lacks_is_no_mistake_near_its_country(point, said, tmp_path):
    country = "FJ" if "180" in point else "TO"
    folder = tiny_story.copy(tmp_path, places=("lat = 50.455\nlon = 30.524", point))
    text = (folder / "places.toml").read_text(encoding="utf-8")
    (folder / "places.toml").write_text(
        text.replace('country = "UA"', f'country = "{country}"', 1), encoding="utf-8"
    )
    problems = " ".join(map(str, found(folder)))
    assert said in problems if said else not problems


def test_a_kind_of_answer_that_is_none_is_told_with_those_there_are(tmp_path):
    for change, said in (
        ('"type": "value"', f'"type": "{"word " * 2500}"'),
        ('"type": "value", ', ""),
    ):
        folder = tmp_path / str(len(said))
        shutil.copytree(load("beagle-1978").folder, folder)
        file = folder / "quiz" / "three-islands.json"
        text = file.read_text(encoding="utf-8")
        assert change in text
        file.write_text(text.replace(change, said, 1), encoding="utf-8")
        [told] = map(str, found(folder))
        assert ("Use one of: 'range', 'value', 'default'" in told) == bool(said), told
        assert "type is" in told and len(told) < 600, told


def test_a_source_of_another_direction_keeps_its_date_behind_it(tmp_path):
    folder = tiny_story.copy(tmp_path, sources=("A report", "تقرير"))
    story, _ = read(folder)
    assert story.cite("paper") == "A Paper, \u2068“تقرير”\u2069, 2 December 2021"
