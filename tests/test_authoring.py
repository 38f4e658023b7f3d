"""A story from an article: drafts, the folder they are kept in, the desk, one lesson, a zip."""

import json
import os
import re
import shlex
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import nbformat
import pytest
import tomlkit

from explainer import authoring, dates, shipped, widgets
from explainer.authoring import Folder, asking, review
from explainer.authoring.amounts import amount
from explainer.cli import main
from explainer.errors import ExplainerError, StoryError, UnknownRecord
from explainer.page.blocks import plain
from explainer.story import checks, load, parsing, read
from explainer.story.held import FILES, SETTINGS
from tests.trial import Walk

DAY = date(2026, 11, 30)
#: Invented; nothing in it happened.
ARTICLE = (
    "Port of Riga to close a pier after a crack is found\n\n"
    "Mayor Ana Bell of Riga said on Thursday that 20 boats had left Daugavpils. In Tallinn, the "
    "ministry denied it.\n\n"
    "Prime Minister Jan Kask told reporters in Tallinn: “We will not close the port.” About 1,200 "
    "people came to the Baltic Sea near Helsinki, the port authority said. Bell's deputy claimed "
    "that at least two thousand came in early May. He added that the talks are due on "
    "12 December.\n"
)


@pytest.fixture
def folder(tmp_path) -> Folder:
    return authoring.new("port", ARTICLE, DAY, into=tmp_path)


def keep_all(folder: Folder) -> None:
    for collection, row in [*folder.drafts()]:
        if row["id"] in {left["id"] for _, left in folder.drafts()}:
            folder.keep(collection, row["id"])


def draft(collection: str, id: str) -> dict:
    found = authoring.drafts(ARTICLE, DAY)
    return next(d.row for d in found if (d.collection, d.row["id"]) == (collection, id))


# --- what is drafted


@pytest.mark.parametrize(
    ("collection", "id", "fields"),
    [
        ("places", "riga", {"country": "LV", "mentions": ["h", "p1"], "spelled": ["Riga"]}),
        ("places", "baltic-sea", {"kind": "sea", "precision_km": 500}),
        ("people", "ana-bell", {"role": "Mayor … of Riga", "spelled": ["Ana Bell"]}),
        ("people", "jan-kask", {"role": "Prime Minister"}),
        ("bodies", "port-authority", {"name": "Port authority"}),
        ("statements", "s1", {"speaker": "ana-bell", "date": "2026-11-26", "kind": "claim"}),
        ("statements", "s3", {"words": ["We will not close the port"], "place": "tallinn"}),
        ("statements", "s6", {"speaker": "jan-kask", "act": "added"}),
        ("figures", "n1", {"low": 20, "high": 20, "unit": "boats", "by": "ana-bell"}),
        ("figures", "n2", {"wording": "About 1,200 people came", "by": "port-authority"}),
        ("figures", "n3", {"low": 2000, "by": "bell-s-deputy"}),
        ("events", "day-2026-05-01-2026-05-10", {"date": "2026-05-01/2026-05-10"}),
    ],
)
def test_an_article_gives_drafts_with_their_fields(collection, id, fields):
    assert draft(collection, id) | fields == draft(collection, id)


#: Invented, with persons and bodies that say nothing, and a quotation without a speaker.
SILENT = (
    "They met Minister Jo Tarn, Ana Bell and the Ministry of Fisheries in Tallinn. Tallinn City "
    "Council was not asked. Tarn left early. A banner read on: “No more boats in our harbour.” "
    "World Cup tickets and Green Street were sold out. OPEC was named."
)


def test_who_is_only_named_is_drafted_with_all_paragraphs():
    found = {(d.collection, d.row["id"]): d for d in authoring.drafts(SILENT, DAY)}
    people = {id for collection, id in found if collection == "people"}
    bodies = {id for collection, id in found if collection == "bodies"}
    assert people == {"jo-tarn", "ana-bell"}
    assert {"ministry-of-fisheries", "tallinn-city-council", "opec"} <= bodies
    assert found["people", "jo-tarn"].row["role"] == "Minister"
    assert "only named" in found["bodies", "ministry-of-fisheries"].why


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("It is believed that the crack is old.", "nobody-named"),
        ("It did not say what that costs.", "port-office"),
        ("Nobody could say when.", "nobody-named"),
        ("A spokesman for the Ministry of Fish in Riga denied it.", "ministry-of-fish"),
        ("Vice-minister Jan Kask denied it.", "jan-kask"),
        ("The agricultural office in Riga denied it.", "agricultural-office"),
        ("Traders in Riga denied it.", "traders-in-riga"),
    ],
)
def test_who_speaks_is_told_from_what_stands_around(sentence, speaker):
    text = f"Ana Bell closed the pier, the port office said. {sentence}"
    *_, last = [d.row for d in authoring.drafts(text, DAY) if d.collection == "statements"]
    assert last["speaker"] == speaker


@pytest.mark.parametrize(
    ("sentence", "name", "role"),
    [
        ("“No,” Jan Kask, who heads the port, told reporters.", "Jan Kask", "who heads the port"),
        ("The mayor of Riga, Ana Bell, denied it.", "Ana Bell", "The mayor of Riga"),
        ("A spokeswoman, Colonel Deo Tarn, said so.", "Deo Tarn", "Colonel … A spokeswoman"),
    ],
)
def test_a_name_beside_its_role_speaks_with_it(sentence, name, role):
    [person] = [d.row for d in authoring.drafts(sentence, DAY) if d.collection == "people"]
    assert (person["name"], person["role"], person["spelled"]) == (name, role, [name])


def test_to_whom_is_read_where_no_place_is_named():
    found = authoring.drafts(
        "Ana Bell told reporters that boats left. She told the court that it rained.", DAY
    )
    said = [d.row for d in found if d.collection == "statements"]
    assert [(row["to_whom"], row.get("place")) for row in said] == [
        ("reporters", None),
        ("the court", None),
    ]


def test_a_quotation_that_no_verb_gives_to_anybody_is_drafted_so():
    quoted = [d.row for d in authoring.drafts(SILENT, DAY) if d.row["id"].startswith("q")]
    [row] = quoted
    assert row["words"] == ["No more boats in our harbour"]
    assert (row["speaker"], row["voice"]) == ("nobody-named", "own voice")


def test_a_number_says_what_the_article_leaves_unsaid():
    assert draft("figures", "n1")["unsaid"] == []
    assert draft("figures", "n1")["as_of"] == "2026-11-26"
    assert draft("figures", "n2")["unsaid"] == ["when"]
    assert draft("figures", "n3")["unsaid"] == ["where"]


@pytest.mark.parametrize(
    "words", ["is planned for", "will be held on", "The towns want to meet on"]
)
def test_a_day_to_come_is_no_day_that_was(words):
    found = authoring.drafts(f"A hearing, they said, {words} 3 December.", DAY)
    assert [d.row["date"] for d in found if d.collection == "events"] == []


def test_what_lies_ahead_is_no_event_and_a_lower_bound_is_no_number():
    found = authoring.drafts(ARTICLE, DAY)
    assert not [d for d in found if d.collection == "events" and "12-12" in d.row["date"]]
    assert "high" not in draft("figures", "n3")


def test_every_draft_fits_its_form_and_says_why():
    held = {name: form for tables in FILES.values() for name, form in tables.values()}
    for made in authoring.drafts(ARTICLE, DAY):
        held[made.collection].model_validate(made.row)
        assert made.why
        assert ARTICLE[made.start : made.end].strip()


def test_a_disputed_place_gets_no_country():
    found = authoring.drafts("The train to Pristina left Belgrade, she said.", DAY)
    places = {made.row["id"]: made.row for made in found if made.collection == "places"}
    assert "country" not in places["pristina"]
    assert places["belgrade"]["country"] == "RS"


@pytest.mark.parametrize(
    ("words", "bounds"),
    [
        ("about 1,200", (1200, 1200)),
        ("no fewer than forty", (40, None)),
        ("fewer than forty", (None, 40)),
        ("no more than 3", (None, 3)),
        ("one hundred and five", (105, 105)),
        ("20-30 million", (20_000_000, 30_000_000)),
        ("hundreds of thousands", (None, None)),
        ("€4.2bn", (4_200_000_000, 4_200_000_000)),
    ],
)
def test_a_number_is_the_range_that_its_words_give(words, bounds):
    assert (amount(words).get("low"), amount(words).get("high")) == bounds


# --- the folder


def test_a_new_folder_has_every_file_and_no_mistakes(folder):
    names = {file.name for file in folder.path.iterdir()}
    assert {*FILES, *SETTINGS} - {"shapes.geojson"} <= names
    story, problems = read(folder.path)
    assert problems == checks.check(story) == []
    assert "private/" in (folder.path / ".gitignore").read_text()
    assert folder.text == ARTICLE


@pytest.mark.parametrize("collection", sorted(shipped.data("forms.toml")))
def test_the_good_entry_of_a_form_is_taken_and_the_bad_one_refused(collection):
    _, name, form = _held()[collection]
    said = shipped.data("forms.toml")[collection]
    for entry, wrong in ((said["good"], 0), (said["bad"], 1)):
        rows = tomlkit.parse(entry).unwrap()[name]
        problems: list = []
        parsing.table("file", name, rows, lambda _: form, problems)
        assert bool(problems) == wrong, problems


def _held():
    return {
        collection: (file, name, form)
        for file, tables in FILES.items()
        for name, (collection, form) in tables.items()
    }


def test_every_table_of_a_story_has_its_form_explained():
    tables = {name for name, (file, _, _) in _held().items() if file.endswith(".toml")}
    assert set(shipped.data("forms.toml")) == tables


def test_a_headline_in_any_letters_is_read_whatever_the_computer_s_own_encoding(tmp_path):
    code = (
        "import sys; from explainer import authoring; from explainer.story import read;"
        "made = authoring.new('riga', 'Rīgas osta slēdz piestātni\\n\\nAna went to Riga.',"
        " into=sys.argv[1]); assert read(made.path)[0].sources[0].title.startswith('Rīgas')"
    )
    own = os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    file = tmp_path / "begin.py"
    file.write_text(code, encoding="utf-8")
    subprocess.run([sys.executable, str(file), str(tmp_path)], env=own, check=True)


def test_a_draft_is_no_record_until_it_is_kept(folder):
    assert read(folder.path)[0].places == ()
    folder.keep("places", "riga", note="Capital of Latvia.")
    [riga] = read(folder.path)[0].places
    assert riga.note == "Capital of Latvia."


def test_keeping_a_statement_keeps_who_says_it(folder):
    folder.keep("statements", "s1")
    story, problems = read(folder.path)
    assert problems == checks.check(story) == []
    assert [person.id for person in story.people] == ["ana-bell"]


def test_a_record_that_names_a_draft_is_told_so(folder):
    folder.keep("places", "riga")
    folder.add_all([("statements", draft("statements", "s1"), "")])
    story, _ = read(folder.path)
    assert [problem.wrong for problem in checks.check(story)] == ["'ana-bell' is still a draft"]


def test_a_change_that_fits_no_form_changes_nothing(folder):
    before = (folder.path / "figures.toml").read_bytes()
    with pytest.raises(StoryError, match=r"figures.toml · n1 · as_of"):
        folder.keep("figures", "n1", as_of="one day")
    assert (folder.path / "figures.toml").read_bytes() == before


def test_comments_and_what_was_written_by_hand_stay(folder):
    file = folder.path / "places.toml"
    file.write_text(file.read_text().replace('id = "riga"', 'id = "riga"  # mine'))
    folder.keep("places", "tallinn")
    folder.drop("places", "helsinki")
    assert 'id = "riga"  # mine' in file.read_text()
    assert file.read_text().startswith("# Places, each with a kind")


def test_what_is_dropped_is_named_nowhere_and_can_be_taken_back(folder):
    keep_all(folder)
    before = {f: f.read_bytes() for f in folder.path.rglob("*.toml")}
    folder.drop("places", "riga")
    assert checks.check(read(folder.path)[0]) == []
    assert folder.undo()
    assert {f: f.read_bytes() for f in folder.path.rglob("*.toml")} == before


def test_a_speaker_of_something_cannot_be_dropped_alone(folder):
    keep_all(folder)
    with pytest.raises(StoryError, match=r"'s3' in statements.toml names it as its speaker"):
        folder.drop("people", "jan-kask")


def test_a_file_broken_by_hand_is_named_and_left_alone(folder):
    file = folder.path / "places.toml"
    file.write_text(file.read_text() + "[[place]\n")
    broken = file.read_bytes()
    with pytest.raises(StoryError, match=r"places.toml cannot be read.*nothing was changed"):
        folder.keep("places", "riga")
    assert file.read_bytes() == broken


def test_a_full_disk_leaves_every_file_whole(folder, monkeypatch):
    before = {f: f.read_bytes() for f in folder.path.rglob("*.toml")}

    def full(self, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(ExplainerError, match=r"Nothing could be written to .*: No space left"):
        folder.keep("places", "riga")
    assert {f: f.read_bytes() for f in folder.path.rglob("*.toml")} == before


def test_an_unknown_record_is_named(folder):
    with pytest.raises(UnknownRecord, match=r"There is no 'oslo' in places.toml"):
        folder.keep("places", "oslo")


# --- bad input


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"<!doctype html><html><body><p>Hi</p></body></html>", "is a web page"),
        (b"", "holds no words"),
        (b"   \n", "holds no words"),
        (b"\x7fELF\x00\x00", "is no text, or UTF-16, not UTF-8 text"),
        ("Ich sagte, dass".encode("utf-16"), "is UTF-16, not UTF-8 text"),
        (b"in the town " * 2000, "6,000 words"),
        (b"in the town " * 70_000, "longer than 500 kB"),
        (b"Wir wissen nicht, wohin die Boote gefahren sind. " * 8, "not look like English"),
    ],
)
def test_what_is_no_article_is_refused_in_one_sentence(tmp_path, capsys, data, said):
    file = tmp_path / "given.txt"
    file.write_bytes(data)
    here = Path.cwd()
    os.chdir(tmp_path)
    try:
        assert main(["new", "mine", "--text", str(file)]) == 1
    finally:
        os.chdir(here)
    error = capsys.readouterr().err
    assert said in error
    assert "Nothing was written" in error
    assert "Traceback" not in error
    assert [*tmp_path.iterdir()] == [file]


@pytest.mark.parametrize("name", ["../mine", "Mine", "a b", "", ".", "my/own", "con", "lpt1"])
def test_a_name_that_is_none_is_refused(tmp_path, name):
    with pytest.raises(ExplainerError, match="cannot be the name"):
        authoring.new(name, into=tmp_path)


def test_a_folder_that_is_there_is_not_touched(tmp_path):
    (tmp_path / "port").mkdir()
    with pytest.raises(ExplainerError, match="exists already"):
        authoring.new("port", ARTICLE, DAY, into=tmp_path)
    assert [*(tmp_path / "port").iterdir()] == []


def test_an_article_without_places_and_one_in_another_language_are_taken(tmp_path):
    plain = authoring.new("plain", "Nobody said a word about it.", DAY, into=tmp_path)
    assert read(plain.path)[1] == []
    german = "Wir wissen nicht, wohin die Boote von Riga gefahren sind. " * 8
    made = authoring.new("german", german, DAY, lang="de", into=tmp_path)
    assert {collection for collection, _ in made.drafts()} == {"places"}


@pytest.mark.parametrize(
    ("lang", "text", "place", "number", "day"),
    [
        ("de", "Am 3. Mai kamen 1.200 Menschen nach Rostock.", "rostock", 1200, "2026-05-03"),
        ("uk", "5 червня 2020 року у Львові зібралося 1 200 людей.", "lviv", 1200, "2020-06-05"),
        ("ru", "12 июня в Пскове собралось 1,5 % жителей.", "pskov", 1.5, "2026-06-12"),
        ("fr", "Le 5 juin, 2 300 personnes sont venues à Nantes.", "nantes", 2300, "2026-06-05"),
        ("es", "El 5 de junio de 2020 llegaron 1.500 personas a Vigo.", "vigo", 1500, "2020-06-05"),
        ("it", "Il 5 maggio 2020 a Torino si parlava di 3,5 gradi.", "turin", 3.5, "2020-05-05"),
    ],
)
def test_other_languages_give_places_numbers_and_days(lang, text, place, number, day):
    found = authoring.drafts(text, DAY, lang=lang)
    rows = {
        collection: [d.row for d in found if d.collection == collection]
        for collection in ("places", "figures", "events")
    }
    assert [row["id"] for row in rows["places"]] == [place]
    assert [(row["low"], row["high"]) for row in rows["figures"]] == [(number, number)]
    assert [row["date"] for row in rows["events"]] == [day]


def test_what_is_read_in_a_language_is_said_and_no_language_is_refused(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("Am 3. Mai kamen 1.200 Menschen nach Rostock.", encoding="utf-8")
    assert main(["new", "a", "--text", "a.txt", "--lang", "de"]) == 0
    assert "In German the rules read places, numbers" in capsys.readouterr().out
    assert main(["new", "b", "--text", "a.txt", "--lang", "xx"]) == 1
    assert "'xx' is no language" in capsys.readouterr().err
    assert not Path("b").exists()


# --- the editor's questions


def test_the_questions_begin_with_the_article_and_end_when_all_is_told(folder):
    first, second, *_ = review.missing(read(folder.path)[0])
    assert first.file == "sources.json"
    assert second.ask == "Which of its rivals is it, or is it no place?"
    keep_all(folder)
    asked = review.missing(read(folder.path)[0], folder.text)
    assert [item.ask for item in asked] == ["Who published the article, and where?"]


def test_a_long_run_of_the_article_s_words_is_asked_for(folder):
    keep_all(folder)
    folder.keep("statements", "s5", paraphrase=ARTICLE.split("\n\n")[1])
    *_, last = review.missing(read(folder.path)[0], folder.text)
    assert (last.record, last.todo) == ("s5", "Tell it in your own words.")


def test_nobody_named_is_an_answer_where_a_card_was_kept(tmp_path):
    text = "The port was closed. It is believed that the crack in the old pier is deep."
    made = authoring.new("pier", text, DAY, into=tmp_path)
    own = draft("statements", "s2") | {"id": "own", "speaker": "nobody-named"}
    made.add_all([("statements", own, "")])
    for id in [row["id"] for row in made.rows("statements") if row.get("draft")]:
        made.keep("statements", id)
    asked = [line for line in review.told(read(made.path)[0]) if "Who says so?" in line]
    assert [line.partition(":")[0] for line in asked] == ["statements.toml · own"]


def test_only_who_has_begun_to_sort_is_asked_for_the_rest(folder):
    keep_all(folder)
    story = read(folder.path)[0]
    first, *rest = story.bodies
    sorted_one = first.model_copy(update={"party": "port"})
    asked = review.missing(story.with_records(bodies=[sorted_one, *rest]))
    assert [item.file for item in asked] == ["sources.json", "people.toml"]


def test_a_disputed_place_is_asked_whose_border(tmp_path):
    made = authoring.new("train", "The train to Pristina left, she said.", DAY, into=tmp_path)
    made.keep("places", "pristina")
    assert "Whose border?" in [item.ask for item in review.missing(read(made.path)[0])]


def test_a_finished_story_is_asked_nothing():
    assert review.missing(load()) == []


# --- the lesson


def test_a_lesson_falls_out(folder):
    keep_all(folder)
    made = authoring.lesson(folder.path)
    assert [path.name for path in made] == ["port.ipynb", "port.json", "port.toml"]
    story, problems = read(folder.path)
    assert problems == checks.check(story) == []


def cells(folder: Folder) -> list[str]:
    made, *_ = authoring.lesson(folder.path)
    return [cell.source for cell in nbformat.read(made, as_version=4).cells]


def test_places_and_three_statements_make_twelve_cells_and_more_records_more(folder):
    for id in ("riga", "tallinn", "helsinki"):
        folder.keep("places", id)
    for id in ("s1", "s2", "s3"):
        folder.keep("statements", id)
    small = cells(folder)
    assert len(small) == 12
    assert "Sources used in this lesson" in small[-1]
    heads = [re.sub(r"^#+ ", "", cell.partition("\n")[0]) for cell in small if cell[0] == "#"]
    assert heads[1:5] == ["Where is it?", "Who says what?", "What is missing?", "Your turn"]
    for collection in ("figures", "events"):
        for id in [row["id"] for row in folder.rows(collection)]:
            folder.keep(collection, id)
    assert {"## What happened when?", "## What do the numbers count?"} <= {
        cell.partition("\n")[0] for cell in cells(folder)
    }


def test_both_notebooks_are_of_the_format_without_its_library(folder):
    keep_all(folder)
    for file in (authoring.lesson(folder.path)[0], folder.path / "desk.ipynb"):
        notebook = nbformat.read(file, as_version=nbformat.NO_CONVERT)
        nbformat.validate(notebook)
        assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
        assert nbformat.writes(notebook) == file.read_text(encoding="utf-8").rstrip("\n")
    said = subprocess.run(
        [sys.executable, "-c", "import sys, explainer.authoring; print('nbformat' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout == "False\n"


def test_questions_that_a_teacher_changed_stay(folder):
    keep_all(folder)
    authoring.lesson(folder.path)
    quiz = folder.path / "quiz" / "port.json"
    items = json.loads(quiz.read_text())
    items[0]["question"] = "Mine?"
    quiz.write_text(json.dumps(items))
    authoring.lesson(folder.path)
    assert json.loads(quiz.read_text())[0]["question"] == "Mine?"


def test_three_places_and_three_statements_are_enough(folder):
    for id in ("riga", "tallinn", "helsinki"):
        folder.keep("places", id)
    for id in ("s1", "s2", "s3"):
        folder.keep("statements", id)
    items = authoring.questions(load(folder.path))
    assert len(items) == 5
    assert len({item["question"] for item in items}) == 5


def test_no_answer_of_a_question_stands_twice(folder):
    keep_all(folder)
    story = load(folder.path)
    place, event = story.places[0], story.events[0]
    places = [place.model_copy(update={"lat": 50 + n, "precision_km": 9 - n}) for n in range(5)]
    events = [
        event.model_copy(update={"date": dates.parse(f"2020-0{n}-01"), "title": title})
        for n, title in enumerate(("One", "Two", "Two", "One"), start=1)
    ]
    found = authoring.questions(story.with_records(events=events))
    found += [item for make in asking.MAKERS for item in make(story.with_records(places=places))]
    for item in found:
        answers = [answer.get("answer") for answer in item["answers"]]
        assert item["type"] == "numeric" or len({*answers}) == len(answers) > 1


def test_an_unseen_article_becomes_a_checked_lesson_by_the_desk_alone(tmp_path):
    walk = Walk("lake", tmp_path)
    assert plain(authoring.state(walk.folder.path)) == "Nothing is missing: make the lesson."
    assert walk.most <= 3
    spent = walk.minutes()
    del spent["waiting for the machine"]
    assert 10 < sum(spent.values()) < 60


def test_too_little_is_said_with_what_to_do(folder):
    with pytest.raises(StoryError, match="Confirm more places and statements"):
        authoring.lesson(folder.path)


# --- the desk


@pytest.fixture
def desk(folder):
    return widgets.desk(folder.path).desk


def test_the_desk_goes_from_find_to_find_until_all_is_decided(desk):
    assert desk.card["words"] == "Riga"
    seen = 0
    while desk.at >= 0:
        desk.keep()
        seen += 1
        assert seen < 60
    assert desk.said.endswith("Everything is decided.")
    assert [*desk.folder.drafts()] == []


def test_a_find_is_changed_dropped_no_place_and_taken_back(desk):
    desk.keep(name="Rīga")
    assert desk.folder.rows("places")[0]["name"] == "Rīga"
    at = next(i for i, find in enumerate(desk.finds) if find["id"] == "helsinki")
    desk.go(at)
    desk.drop(none=True)
    assert desk.finds[at]["decision"] == "no place"
    desk.undo()
    assert desk.finds[at]["decision"] == ""
    assert desk.at == at


def test_a_rival_is_chosen_by_its_number(tmp_path):
    made = authoring.new("road", "The road from Paris to London, she said.", DAY, into=tmp_path)
    desk = widgets.desk(made.path).desk
    assert desk.card["words"] == "Paris"
    assert "<iframe" in desk.card["map"]
    first, second, *_ = desk.card["rivals"]
    assert first.endswith("(in the draft)")
    desk.choose(2)
    [paris, *_] = desk.folder.rows("places")
    assert paris["note"].startswith(second)
    desk.choose(9)
    assert desk.said == "There is no number 9 on this card."


def test_what_does_not_fit_is_said_on_the_desk(desk):
    at = next(i for i, find in enumerate(desk.finds) if find["id"] == "n1")
    desk.go(at)
    desk.keep(low="many")
    assert "figures.toml · n1 · low" in desk.said
    assert desk.at == at


def test_the_page_can_change_only_what_the_card_shows(desk):
    desk._hear(None, {"do": "keep", "fields": {"id": "../x", "draft": "1", "name": "Riga"}}, None)
    assert desk.folder.rows("places")[0]["id"] == "riga"
    desk._hear(None, {"do": "format"}, None)
    desk._hear(None, {"do": "go", "at": 10_000}, None)
    assert desk.at == -1


def test_a_folder_without_an_article_is_told_so(tmp_path):
    made = authoring.new("empty", into=tmp_path)
    with pytest.raises(StoryError, match="no article with drafts"):
        widgets.desk(made.path)


def source(folder: Folder) -> dict:
    return folder.rows("sources")[0]


def test_the_last_card_asks_who_published_the_article(desk):
    desk.go(len(desk.finds) - 1)
    assert (desk.card["called"], desk.card["fields"][0]["value"]) == ("Publisher", "")
    fields = {"publisher": "Riga Paper", "URL": "https://riga.example/pier"}
    desk._hear(None, {"do": "keep", "fields": fields | {"URL": "nowhere"}}, None)
    assert "is 'nowhere'" in desk.said
    assert desk.finds[-1]["decision"] == ""
    desk._hear(None, {"do": "keep", "fields": fields}, None)
    assert source(desk.folder) | fields == source(desk.folder)
    story, problems = read(desk.folder.path)
    assert problems == checks.check(story) == []
    assert "sources.json" not in {item.file for item in review.missing(story)}
    desk.undo()
    assert "not written down" in source(desk.folder)["publisher"]


@pytest.mark.parametrize("do", ["keep", "drop", "none"])
def test_a_publisher_that_is_not_known_is_an_answer(desk, do):
    desk.go(len(desk.finds) - 1)
    desk._hear(None, {"do": do, "fields": {"publisher": " "}}, None)
    assert source(desk.folder)["publisher"] == "Publisher not known"
    assert desk.finds[-1]["decision"] == "kept"
    assert "sources.json" not in {item.file for item in review.missing(read(desk.folder.path)[0])}


# --- two people


def test_two_people_s_decisions_are_compared(tmp_path):
    for name in ("ann", "ben"):
        authoring.new(name, ARTICLE, DAY, into=tmp_path)
    ann, ben = Folder(tmp_path / "ann"), Folder(tmp_path / "ben")
    for one in (ann, ben):
        one.keep("places", "riga")
    ann.keep("places", "tallinn")
    ben.keep("places", "tallinn", name="Reval")
    ann.keep("places", "helsinki")
    ben.drop("places", "helsinki", "no place")
    ann.keep("places", "daugavpils")  # not decided by both
    said = plain(authoring.compare(ann.path, ben.path))
    assert "Decided by both: 3. The same: 1 (33%)." in said
    assert "name Reval" in said
    assert "no place" in said
    assert "Riga" not in said.partition("Where they differ")[2].replace("Port of Riga", "")


def test_two_texts_are_not_compared(tmp_path):
    ann = authoring.new("ann", ARTICLE, DAY, into=tmp_path)
    ben = authoring.new("ben", ARTICLE + "More.", DAY, into=tmp_path)
    with pytest.raises(StoryError, match="not about the same text"):
        authoring.compare(ann.path, ben.path)
    same = authoring.new("cem", ARTICLE, DAY, into=tmp_path)
    with pytest.raises(StoryError, match="Nothing is decided in both"):
        authoring.compare(ann.path, same.path)


# --- away and back


def test_a_story_is_packed_without_drafts_text_and_answers_and_unpacked(folder, tmp_path):
    keep_all(folder)
    authoring.lesson(folder.path)
    folder.add_all([("places", draft("places", "riga") | {"id": "other"}, "Perhaps.")])
    (folder.path / "my-work").mkdir()
    (folder.path / "my-work" / "answers.json").write_text("{}")
    packed = authoring.pack(folder.path)
    names = zipfile.ZipFile(packed).namelist()
    assert {"quiz/port.json", "tasks/port.toml", "places.toml"} <= set(names)
    assert not [name for name in names if "private" in name or "my-work" in name]
    assert packed.read_bytes() == authoring.pack(folder.path).read_bytes()
    away = authoring.unpack(packed, tmp_path / "away")
    assert load(away).places == load(folder.path).places
    assert read(away)[0].drafts["places"] == ()


@pytest.mark.parametrize(
    "name",
    ["../evil.toml", "/etc/evil", "run.py", "port.ipynb", "quiz/../../evil.json", "a\\b.toml"],
)
def test_a_zip_with_anything_else_is_refused(tmp_path, name):
    file = tmp_path / "sent.zip"
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("story.toml", 'id = "sent"\n')
        made.writestr(name, "x")
    with pytest.raises(StoryError, match="Nothing was unpacked"):
        authoring.unpack(file, tmp_path)
    assert [*tmp_path.iterdir()] == [file]


def test_no_zip_a_bomb_and_a_zip_without_a_story_are_refused(tmp_path):
    file = tmp_path / "sent.zip"
    file.write_bytes(b"PK not")
    with pytest.raises(StoryError, match="cannot be read"):
        authoring.unpack(file, tmp_path)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("places.toml", "#" * 6_000_000)
    with pytest.raises(StoryError, match="holds more than"):
        authoring.unpack(file, tmp_path)
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("places.toml", "")
    with pytest.raises(StoryError, match=r"has no story.toml with an id"):
        authoring.unpack(file, tmp_path)
    assert [*tmp_path.iterdir()] == [file]


def test_annotations_carry_words_and_places_and_never_the_article(folder):
    folder.keep("places", "riga")
    page = json.loads(authoring.annotations(folder))
    [item] = page["items"]
    quote, position = item["target"]["selector"]
    assert quote["exact"] == "Riga"
    assert ARTICLE[position["start"] : position["end"]] == "Riga"
    assert len(json.dumps(page)) < len(ARTICLE) + 500


def test_places_go_to_map_programs_with_their_dispute():
    text = authoring.kml(load())
    assert "status disputed" in text
    assert text.count("<Placemark") == sum(bool(place.point) for place in load().places)


# --- the command line, as it is typed


def documented() -> list[list[str]]:
    """Return the commands of the README about a story of one's own, in their order."""
    text = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    part = text[text.index("**A story of your own**") : text.index("After `make lab`")]
    found = re.findall(r"explainer ((?:new|check|lesson|pack|open) [^`\n]+)", part)
    return [shlex.split(command) for command in found]


def test_from_an_article_to_a_lesson_by_the_commands_of_the_readme(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("article.txt").write_text(ARTICLE, encoding="utf-8")
    new, check, lesson, pack, unpack, practise = documented()
    assert main(new) == 0
    assert main(check) == 0
    said = capsys.readouterr().out
    assert "Drafts: places 5, people 2" in said
    assert "What to mend next" in said
    keep_all(Folder("harbour"))
    # All its doors are opened in test_browser_doors.py, which takes longer.
    monkeypatch.setattr("explainer.site.doors.lesson", authoring.lesson)
    assert main(lesson) == 0
    assert main(["data", "harbour", "--out", "taken"]) == 0
    assert {"places.kml", "places.geojson", "annotations.jsonld", "statements.csv"} <= {
        path.name for path in Path("taken").iterdir()
    }
    assert main(pack) == 0
    Path("harbour").rename("first")
    assert main(unpack) == 0
    assert main(unpack) == 1
    assert "exists already" in capsys.readouterr().err
    assert main(practise) == 0


def at(desk, collection: str, id: str) -> None:
    desk.go(
        next(i for i, f in enumerate(desk.finds) if (f["collection"], f["id"]) == (collection, id))
    )


def test_who_speaks_is_chosen_by_one_key(desk):
    at(desk, "statements", "s2")
    assert desk.card["ask"] == "Who says it?"
    assert desk.card["rivals"][0] == "Ministry (in the draft)"
    desk.choose(1 + desk.card["rivals"].index("Jan Kask"))
    row = next(row for row in desk.folder.rows("statements") if row["id"] == "s2")
    assert (row["speaker"], row.get("draft")) == ("jan-kask", None)


def test_a_number_whose_day_was_given_is_not_unsaid_any_more(desk):
    at(desk, "figures", "n2")
    desk.keep(as_of="2026-11-29")
    assert next(row for row in desk.folder.rows("figures") if row["id"] == "n2")["unsaid"] == []


def test_not_a_person_and_its_like_are_said_by_one_key(desk):
    for collection, id, said in (
        ("people", "jan-kask", "no person"),
        ("figures", "n1", "no number"),
        ("events", "day-2026-11-26", "no day"),
        ("statements", "s3", "no statement"),
    )[::-1]:
        at(desk, collection, id)
        desk._hear(None, {"do": "none"}, None)
        found = {(f["collection"], f["id"]): f["decision"] for f in desk.finds}
        # Jan Kask speaks: what he says has to go first, or somebody else has to say it.
        wanted = "" if id == "jan-kask" else said
        assert found[collection, id] == wanted
    assert "Change that speaker first" in desk.said


def test_without_a_kernel_a_desk_is_its_finds_and_what_was_decided(folder, monkeypatch):
    displayed = []
    monkeypatch.setattr("explainer.widgets.shown.display", lambda data, **_: displayed.append(data))
    page = widgets.desk(folder.path)
    page.desk.keep()
    page._ipython_display_()
    still, live = displayed
    assert "Riga (kept)" in still["text/html"] and "Riga (kept)" in still["text/plain"]
    assert "Run All brings it back" in still["text/plain"]
    assert "application/vnd.jupyter.widget-view+json" in live
