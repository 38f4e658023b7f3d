"""Questions: every answer gets feedback, in files, on paper, and by keyboard in a browser."""

import json
import random
import re
import shutil
from dataclasses import replace

import nbformat
import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from explainer import reading
from explainer.classroom import quiz
from explainer.classroom.worksheet import hand_in, journal
from explainer.errors import StoryError, UnknownRecord
from explainer.ground import geography
from explainer.page.cards import text as escaped
from explainer.paper.medium import Paper, References
from explainer.story import classwork, load, read
from explainer.story.checks import lessons as checks
from explainer.story.checks.lessons import shapes
from explainer.widgets.answering import Keeper
from tests import tiny_story
from tests.drawn import distance_km
from tests.lessons import NOTEBOOKS, code, in_lab, run, write
from tests.tiny_story import TINY
from tools.browser.lab import DARK, LIGHT

PAPER = Paper(References())
LESSONS = [*classwork.read(load().folder, "quiz")[0]]


def keep_order(folder):
    """Give a reader the seed with which the small story's answers stand as in their file."""
    kept = journal.load(folder / journal.FOLDER)
    for seed in map(str, range(10_000)):
        lots = [[*range(2)], [*range(3)]]
        for number, lot in enumerate(lots, start=1):
            random.Random(f"{seed}/one/{number}").shuffle(lot)
        if lots == [[0, 1], [0, 1, 2]]:
            kept.write("reader", "quiz", "seed", seed)
            kept.save()
            return


@pytest.fixture(autouse=True)
def reader_s_folder(tmp_path_factory, monkeypatch):
    folder = tmp_path_factory.mktemp("reader")
    keep_order(folder)
    monkeypatch.chdir(folder)


# --- files


def test_the_questions_of_the_small_story_are_read():
    types = [question.type for question in quiz.questions("one", story=TINY)]
    assert types == ["multiple_choice", "many_choice", "numeric", "string"]


@pytest.mark.parametrize(
    ("change", "where", "wrong"),
    [
        (("It is the capital of Ukraine.", ""), "no. 1 · answers.1.feedback", "at least 1"),
        ((', "feedback": "Look for it on the map."', ""), "no. 1 · answers.2.feedback", ""),
        (('"No", "correct": false', '"No", "correct": true'), "no. 1", "exactly one"),
        (('"No", "correct"', '"Yes", "correct"'), "no. 1", "twice"),
        (('"Kiev", "correct": true', '"Kyiv", "correct": true'), "no. 2", "twice"),
        (("[10, 12]", "[12, 10]"), "no. 3 · answers.1.range", "swap"),
        (('13, "correct"', '13, "right"'), "no. 3 · answers.2.value.right", "not a field"),
        (('"default", "feedback": "Lo', '"value", "feedback": "Lo'), "no. 4 · answers", ""),
        (('"answer": "Kyiv", "correct": true, "feedback": "The',
          '"answer": "Kyiv", "correct": false, "feedback": "The'), "no. 4", "mark one"),
        (('"type": "string"', '"type": "strnig"'), "no. 4 · type", "should be 'multiple_choice'"),
        (('"question": "Is Kyiv a city?",', ""), "no. 1 · question", "is missing"),
        (('"unit"', '"units"'), "no. 3 · units", "mean 'unit'"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_file_is_explained(change, where, wrong, tmp_path):
    folder = tiny_story.copy(tmp_path, quiz__one=change)
    found, problems = classwork.read(folder, "quiz")
    assert len(found["one"]) == 3, "the other questions are good"
    lines = list(map(str, problems))
    assert any(line.startswith(f"quiz/one.json · {where}") and wrong in line for line in lines), (
        lines
    )
    with pytest.raises(StoryError, match=re.escape(where)):
        quiz.show("one", story=folder)


def test_a_damaged_file_names_the_line(tmp_path):
    folder = tiny_story.copy(tmp_path, quiz__one=('"numeric",', '"numeric"'))
    [problem] = classwork.read(folder, "quiz")[1]
    assert problem.file == "quiz/one.json" and "at line 22" in problem.wrong


def test_what_is_not_there_is_said_with_what_is():
    with pytest.raises(UnknownRecord, match="Did you mean '01-where'"):
        quiz.show("01-wher")
    with pytest.raises(UnknownRecord, match="count from 1 to 4"):
        quiz.show("one", 5, story=TINY)
    with pytest.raises(UnknownRecord):
        quiz.show("one", 0, story=TINY)


# --- the questions of the package


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_has_five_questions_and_feedback_that_differs(lesson):
    questions = quiz.questions(lesson)
    assert len(questions) >= 5
    for question in questions:
        feedback = [answer.feedback for answer in question.answers]
        assert len(set(feedback)) == len(feedback), question.question


def rewritten(tmp_path, change):
    """Copy the questions of the package, changed one by one; return what is found wrong."""
    story = load()
    for lesson in LESSONS:
        rows = json.loads((story.folder / "quiz" / f"{lesson}.json").read_text(encoding="utf-8"))
        for row in rows:
            if "answers" in row:
                row["answers"] = change(row)
        file = tmp_path / "quiz" / f"{lesson}.json"
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(rows), encoding="utf-8")
    return [str(problem) for problem in shapes(replace(story, folder=tmp_path))]


def lengthened(row):
    return [a | {"answer": f"{a['answer']}{'!' * 200 * a['correct']}"} for a in row["answers"]]


def right_first(row):
    return sorted(row["answers"], key=lambda answer: not answer.get("correct"))


def one_right(row):
    return [answer | {"correct": not at} for at, answer in enumerate(row["answers"])]


def test_no_question_is_passed_by_its_shape(tmp_path):
    assert list(shapes(load())) == []
    assert rewritten(tmp_path, lambda row: row["answers"]) == []
    choice = ("multiple_choice", "many_choice")
    keep = lambda row: row["answers"]  # noqa: E731
    long = rewritten(tmp_path, lambda row: (lengthened if row["type"] in choice else keep)(row))
    assert len(long) == 1 and "is the longest in" in long[0]
    first = rewritten(tmp_path, lambda row: (right_first if row["type"] in choice else keep)(row))
    assert any("at place 1 in" in line for line in first)
    some = rewritten(tmp_path, lambda row: (one_right if row["type"] in choice else keep)(row))
    assert sum("many_choice" in line for line in some) == 2


def test_the_questions_of_a_story_are_read_once(monkeypatch):
    story, seen, tables = read("ukraine-2021")[0], [], reading.tables
    monkeypatch.setattr(reading, "tables", lambda file: seen.append(file.name) or tables(file))
    for lesson in LESSONS:
        assert story.asked(lesson) and story.as_of(story.day).quiz(lesson)
    assert len(seen) == len({*seen}) > 0


def test_half_of_the_questions_ask_for_what_was_not_printed(tmp_path):
    story = load()
    assert re.match(r"\d+ questions, \d+ about something new; .* in \d+ of", checks.measured(story))
    for lesson in LESSONS:
        rows = json.loads((story.folder / "quiz" / f"{lesson}.json").read_text(encoding="utf-8"))
        for row in rows:
            if lesson > "03":
                for field in ("material", "given", "results", "invented"):
                    row.pop(field, None)
        (tmp_path / "quiz").mkdir(exist_ok=True)
        (tmp_path / "quiz" / f"{lesson}.json").write_text(json.dumps(rows), encoding="utf-8")
    [problem] = shapes(replace(story, folder=tmp_path))
    assert "ask for what no cell above prints" in str(problem)


@pytest.mark.parametrize("lesson", LESSONS)
def test_what_is_new_stands_in_no_cell_of_the_lesson(lesson):
    page = (NOTEBOOKS / f"{lesson}.ipynb").read_text(encoding="utf-8")
    for question in quiz.questions(lesson):
        if question.material == "new":
            parts = re.split(r"(?<=[.:!?”])\s", question.given)
            assert not [part for part in parts if len(part) > 20 and part in page]


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_opens_with_questions_on_earlier_ones(lesson):
    again = load().lessons.recall(lesson)
    mixed = {name.partition("/")[0] for name in again}
    if lesson > "01":
        assert len(again) == len(set(again)) >= 3
        assert mixed <= {other for other in LESSONS if other < lesson} or lesson < "02"
    if lesson[:2] in ("04", "08"):
        assert len(again) >= 6 and len(mixed) >= 4, "a mixed set"


def test_the_guesses_are_asked_where_the_lessons_show_the_answers():
    for lesson in LESSONS:
        cells = code(NOTEBOOKS / f"{lesson}.ipynb")
        asked = re.findall(rf'ex\.guess\(\s*"{lesson}",\s*"([a-z0-9-]+)"', cells)
        known = [item.id for item in load().quiz(lesson) if item.type == "guess"]
        assert asked == known


# --- the order of the answers


def order(html):
    return re.findall(r'type="(?:radio|checkbox)" name="answer" value="(\w+)"', str(html))


def test_the_order_is_drawn_by_lot_once_for_a_reader(tmp_path, monkeypatch):
    orders = []
    for reader in range(8):
        (tmp_path / str(reader)).mkdir()
        monkeypatch.chdir(tmp_path / str(reader))
        shown = order(quiz.show("02-how-it-came-to-this"))
        assert order(quiz.show("02-how-it-came-to-this")) == shown, "a reload shows the same"
        assert order(quiz.show("02-how-it-came-to-this", 1)) == shown[:3]
        orders.append(shown)
    assert len({*map(tuple, orders)}) > 4
    assert journal.load().works() == [], "a seed is no answer"


def test_an_order_that_cannot_be_kept_is_always_the_same(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my-work").write_text("no folder")
    assert order(quiz.show("01-where")) == order(quiz.show("01-where"))
    (tmp_path / "my-work").unlink()
    assert order(quiz.show("01-where")) == order(quiz.show("01-where"))


def test_where_none_is_right_the_answer_sheet_says_so(tmp_path):
    folder = tiny_story.copy(tmp_path)
    with tiny_story.edited(folder / "quiz" / "one.json") as rows:
        for answer in rows[1]["answers"]:
            answer["correct"] = False
    assert "Right: None of these." in quiz.text("one", answers=True, story=folder)
    assert "None of these" in quiz.text("one", 2, story=folder)
    assert "Right: None" not in quiz.text("one", answers=True, story=TINY)


def test_the_distances_asked_for_are_those_measured():
    [question] = [item for item in quiz.questions("01-where") if item.type == "numeric"]
    right, crimea, moscow = (answer for answer in question.answers if answer.type == "range")
    story = load()
    deveselu, capital = story.place("deveselu").point, story.place("moscow").point
    for answer, measured in (
        (right, distance_km(*deveselu, "RU", {"crimea": "UA"})),
        (crimea, distance_km(*deveselu, "RU", {"crimea": "RU"})),
        (moscow, geography.between_km(deveselu, capital)),
    ):
        assert answer.range[0] < measured < answer.range[1]
    told = [int(number) for number in re.findall(r"about (\d+) km", right.feedback)]
    measured = [distance_km(*deveselu, "RU", {"crimea": to}) for to in ("UA", "RU")]
    assert told == pytest.approx(measured, abs=10)


# --- on paper


def test_the_twin_on_paper_keeps_the_answers_back():
    paper, solved = quiz.text("one", story=TINY), quiz.text("one", answers=True, story=TINY)
    for question in quiz.questions("one", story=TINY):
        assert question.question in paper and question.question in solved
        for answer in question.answers:
            assert answer.feedback not in paper
            assert answer.feedback in solved
    assert "10 to 12" not in paper and "Right: 10 to 12." in solved
    assert "Wrong: anything else." in solved
    assert quiz.text("one", 3, story=TINY).count("<li value=") == 1


def test_text_of_a_file_is_escaped(tmp_path):
    folder = tiny_story.copy(tmp_path)
    nasty = "<img src=x onerror=alert(1)>\"'&$x"
    with tiny_story.edited(folder / "quiz" / "one.json") as text:
        for question in text:
            question["question"] = nasty
            for number, answer in enumerate(question["answers"]):
                answer["feedback"] = nasty
                if isinstance(answer.get("answer"), str):
                    answer["answer"] = f"{nasty}{number}"
    for html in (
        quiz.show("one", story=folder),
        quiz.text("one", story=folder),
        quiz.text("one", answers=True, story=folder),
    ):
        assert "<img" not in html


# --- what is kept


def put(key, value):
    kept = journal.load()
    kept.write(*key, value)
    kept.save()


def test_an_answer_of_before_stands_in_the_form():
    put(("one", "quiz", "q-2"), "Kiev\nKyiv")
    shown = quiz.show("one", 2, story=TINY)
    assert shown.keys == (("one", "quiz", "q-2"),)
    assert 'data-key="one/quiz/q-2" data-kept="Kiev\nKyiv"' in shown
    assert 'data-kept=""' in quiz.show("one", 3, story=TINY)


def test_answers_are_the_reader_s_work_on_the_page_to_hand_in(tmp_path):
    folder = more(tmp_path)
    put(("one", "quiz", "q-1"), "Yes")
    put(("two", "recall", "q-1"), "Kyiv")
    put(("one", "guess", "people"), "<b>30</b>")
    page = "".join(hand_in(journal.load().works(), story=folder).split("\n"))
    for question, value in (
        ("Is Kyiv a city?", "Yes"),
        ("What is the capital of Ukraine called in English?", "Kyiv"),
        ("How many people?", "&lt;b&gt;30&lt;/b&gt;"),
    ):
        assert re.search(rf"{re.escape(question)}</p><div[^>]*>{re.escape(value)}</div>", page)


def test_the_kernel_keeps_what_the_page_hands_over(tmp_path, monkeypatch):
    keeper = Keeper(quiz.show("one", 1, 3, story=TINY))
    assert keeper.kept == {"one/quiz/q-1": "", "one/quiz/q-3": ""}
    keeper.kept = {**keeper.kept, "one/quiz/q-1": "Yes"}
    assert journal.answers("one") == {"quiz": {"q-1": "Yes"}} and keeper.notice == ""
    assert Keeper(quiz.show("one", 1, story=TINY)).kept == {"one/quiz/q-1": "Yes"}
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my-work").write_text("no folder")
    keeper = Keeper(quiz.show("one", 1, story=TINY))
    keeper.kept = {"one/quiz/q-1": "Yes"}
    assert "Not saved" in keeper.notice


def test_a_cell_shows_the_forms_and_what_keeps_them(tmp_path):
    shutil.copytree(TINY, tmp_path / "tiny")
    cell = "import explainer as ex\nex.quiz.show('one', 1, story='tiny')"
    result = run(write(tmp_path / "asked.ipynb", cell))
    forms, keeper = (output.data for output in result.notebook.cells[0].outputs)
    assert "ex-quiz" in forms["text/html"] and "Is Kyiv a city?" in forms["text/plain"]
    assert "feedback" not in forms["text/plain"], "only the question and what can be picked"
    assert any("widget-view" in kind for kind in keeper) and "<!--" in keeper["text/html"]


def more(tmp_path):
    """Return the small story with a guess, an order, and a lesson that asks something again."""
    folder = tiny_story.copy(tmp_path)
    with tiny_story.edited(folder / "quiz" / "one.json") as rows:
        rows.append(
            {"type": "guess", "id": "people", "question": "How many people?", "unit": "people"}
        )
    steps = [{"answer": f"step {n}", "feedback": f"number {n}"} for n in "1234"]
    order = {"type": "order", "question": "In which order?", "answers": steps}
    steps[0]["event"] = "vote-of-1991"
    (folder / "quiz" / "two.json").write_text(json.dumps([order]), encoding="utf-8")
    lessons = "".join(f'[[lesson]]\nid = "{id}"\ntitle = "{id}"\n' for id in ("one", "two"))
    (folder / "lessons.toml").write_text(f'{lessons}recall = ["one/4", "one/1"]\n')
    return folder


def wrong_in(folder):
    """Return what the check finds in a folder, even if its mistakes keep it from loading."""
    return [*checks.quizzes(read(folder)[0])]


def test_a_lesson_asks_again_what_an_earlier_one_asked(tmp_path):
    folder = more(tmp_path)
    shown = quiz.recall("two", story=folder)
    assert shown.keys == (("two", "recall", "q-1"), ("two", "recall", "q-2"))
    assert shown.index("What is the capital") < shown.index("Is Kyiv a city")
    assert "Question 2 of 2" in shown
    with pytest.raises(StoryError, match=r"lessons\.toml"):
        quiz.recall("one", story=folder)
    assert "____" in quiz.recall("two", story=folder).render(PAPER)
    for wrong, why in (
        ("one/5", "1 to 4"),
        ("three/1", "no file"),
        ("two/1", "no question of an e"),
    ):
        (folder / "lessons.toml").write_text(f'[[lesson]]\nid="two"\ntitle="2"\nrecall=["{wrong}"]')
        [problem] = [p for p in wrong_in(folder) if p.file == "lessons.toml"]
        assert why in str(problem)


def test_steps_are_in_order_and_tell_the_dates_of_their_events(tmp_path):
    folder = more(tmp_path)
    solved = quiz.text("two", answers=True, story=folder)
    assert "1991. number 1" in solved and solved.index("step 1") < solved.index("step 2")
    shown = str(quiz.show("two", story=folder))
    places = re.findall(r'data-place="(\d)"', shown)
    assert sorted(places) == ["0", "1", "2", "3"] and places != sorted(places)
    with tiny_story.edited(folder / "quiz" / "two.json") as rows:
        rows[0]["answers"][1]["event"] = "vote-of-1991"
        rows[0]["answers"][2]["event"] = "no-such"
    said = "\n".join(map(str, wrong_in(folder)))
    assert "not in the order of time" in said and "no 'no-such' among the events" in said


def test_a_sentence_is_found_in_a_text_whose_sentences_stay_in_order(tmp_path):
    folder = more(tmp_path)
    text = [f"Sentence {n}." for n in range(6)]
    answers = [{"answer": one, "correct": one == text[3], "feedback": "!"} for one in text]
    row = {"type": "multiple_choice", "in_text": True, "question": "Which?", "answers": answers}
    (folder / "quiz" / "two.json").write_text(json.dumps([row]), encoding="utf-8")
    shown = quiz.show("two", story=folder)
    assert re.findall(r"Sentence \d\.(?=</span>)", shown) == text
    assert "click the sentence" in shown and 'class="ex-quiz-choice' not in shown
    assert "Mark the sentence" in shown.render(PAPER)


def test_a_guess_hides_the_answer_until_it_is_written(tmp_path):
    folder = more(tmp_path)
    shown = quiz.guess("one", "people", "31 <people>", escaped("and a block"), story=folder)
    assert "31 &lt;people&gt;" not in re.sub(r'data-hidden="[^"]*"', "", shown)
    assert "31 &amp;lt;people" in shown
    paper = str(shown.render(PAPER))
    assert paper.index("______") < paper.index("31 &lt;people") < paper.index("and a block")
    with pytest.raises(UnknownRecord, match="Use one of: people"):
        quiz.guess("one", "persons", "31", story=folder)
    assert len(quiz.questions("one", story=folder)) == 4, "nobody judges a guess"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"material": "new"}, "only then"),
        ({"given": "A text."}, "only then"),
        ({"material": "new", "given": "A text."}, "invented, or has sources"),
        ({"material": "new", "given": "x", "invented": True, "sources": ["paper"]}, "invented, or"),
        ({"material": "new", "given": "x", "sources": ["papr"]}, "no 'papr' among the sources"),
        ({"material": "new", "given": "A text.", "invented": True}, ""),
        ({"material": "new", "given": "A text.", "sources": ["paper"]}, ""),
    ],
)
def test_what_is_new_is_given_and_has_an_owner(change, why, tmp_path):
    folder = tiny_story.copy(tmp_path)
    with tiny_story.edited(folder / "quiz" / "one.json") as rows:
        rows[0] |= change
    said = [str(problem) for problem in wrong_in(folder)]
    assert len(said) == bool(why) and why in "".join(said)
    if not why:
        assert "A text." in quiz.text("one", 1, story=folder)
        assert ("Invented" in quiz.show("one", 1, story=folder)) == ("invented" in change)


# --- in a browser


@pytest.fixture(scope="module")
def sheet(module_page):
    return module_page()


@pytest.fixture
def page(sheet):
    """The questions of the small story in a page without a notebook, kernel or network."""
    sheet.set_content(f"<!doctype html><html lang=en>{quiz.show('one', story=TINY)._repr_html_()}")
    return sheet


def said(form):
    """Return what a question answers."""
    return form.get_by_role("status").inner_text()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("number", "typed", "answer"),
    [
        (3, "11", "Right. About a dozen."),
        (3, " 10,0 ", "Right. About a dozen."),
        (3, "13", "Not quite. One too many."),
        (3, "1,100", "Not quite. Read the figure again."),
        (3, "a dozen", "Write a number first"),
        (3, "", "Write a number first"),
        (4, " kyiv ", "Right. The spelling from Ukrainian."),
        (4, "KIEV", "Not quite. The spelling from Russian."),
        (4, "Lviv", "Not quite. Look at the map."),
        (4, " ", "Give an answer first."),
    ],
)
def test_what_is_typed_gets_its_feedback(page, number, typed, answer):
    form = page.locator("form.ex-quiz").nth(number - 1)
    form.get_by_role("textbox").fill(typed)
    form.get_by_role("button").click()
    assert answer in said(form)


@pytest.mark.browser
def test_what_is_picked_gets_its_feedback(page):
    one, many = page.locator("form.ex-quiz").nth(0), page.locator("form.ex-quiz").nth(1)
    one.get_by_role("button").click()
    assert said(one) == "Give an answer first."
    one.get_by_label("No").check()
    assert said(one) == "", "what was said before belongs to another answer"
    one.get_by_role("button").click()
    assert said(one) == "✗ Not quite. Look for it on the map."
    many.get_by_label("Kyiv").check()
    many.get_by_label("Lviv").check()
    many.get_by_role("button").click()
    assert said(many).split("\n\n") == [
        "✓ Kyiv: right. From Ukrainian.",
        "✗ Lviv: not quite. That is another city.",
        "✗ Not complete yet. There are more to find. Some do not belong.",
    ]
    many.get_by_label("None of these").check()
    many.get_by_role("button").click()
    assert "Take one of them back." in said(many)
    many.get_by_label("None of these").uncheck()
    many.get_by_label("Lviv").uncheck()
    many.get_by_label("Kiev").check()
    many.get_by_role("button").click()
    assert said(many).endswith("✓ You found them all.")


@pytest.mark.browser
def test_none_can_be_right(sheet, tmp_path):
    folder = tiny_story.copy(tmp_path)
    with tiny_story.edited(folder / "quiz" / "one.json") as rows:
        rows[1]["answers"] = [a | {"correct": False} for a in rows[1]["answers"]]
    sheet.set_content(f"{quiz.show('one', 2, story=folder)._repr_html_()}")
    form = sheet.locator("form.ex-quiz")
    form.get_by_label("Kyiv").check()
    form.get_by_role("button").click()
    assert said(form).endswith("✗ Not complete yet. Some do not belong.")
    form.get_by_label("Kyiv").uncheck()
    form.get_by_label("None of these").check()
    form.get_by_role("button").click()
    assert said(form).strip() == "✓ None of these is right."


@pytest.fixture
def opened(browser, tmp_path):
    """The guess and the order of the enlarged small story, in a page without a kernel."""
    folder = more(tmp_path)
    page = browser.new_page()
    forms = [
        quiz.guess("one", "people", escaped("It was 31."), story=folder),
        quiz.show("two", story=folder),
    ]
    told = "document.told = []; addEventListener('ex-kept', (e) => document.told.push(e.detail))"
    html = "".join(form._repr_html_() for form in forms)
    page.set_content(f"<!doctype html><html lang=en><script>{told}</script>{html}")
    yield page
    page.close()


@pytest.mark.browser
def test_the_answer_comes_after_the_guess_and_stays(opened):
    form, answer = opened.locator("form.ex-quiz").first, opened.locator(".ex-quiz-answer").first
    assert answer.inner_text() == ""
    form.get_by_role("button", name="My guess").click()
    assert "Write a number" in said(form) and answer.inner_text() == ""
    form.get_by_role("textbox").fill("about 30")
    form.get_by_role("textbox").press("Enter")
    assert answer.inner_text() == "", "a guess is a number"
    form.get_by_role("textbox").fill("30")
    form.get_by_role("textbox").press("Enter")
    assert said(form).startswith("Your guess: 30 people.") and answer.inner_text() == "It was 31."
    assert opened.evaluate("document.told") == [{"key": "one/guess/people", "value": "30"}]


@pytest.mark.browser
def test_a_teacher_sees_the_answer_without_a_guess(opened):
    form, answer = opened.locator("form.ex-quiz").first, opened.locator(".ex-quiz-answer").first
    form.get_by_role("button", name="Show without a guess").press("Enter")
    assert answer.inner_text() == "It was 31." and opened.evaluate("document.told") == []


@pytest.mark.browser
def test_steps_are_put_in_order_by_keyboard_and_by_dragging(opened):
    form = opened.locator("form.ex-quiz").nth(1)
    steps = form.locator(".ex-quiz-steps li")

    def now():
        return [text.split()[1] for text in steps.locator("span").all_inner_texts()]

    def up(number):
        form.get_by_role("button", name=f"Earlier: step {number}").press("Enter")

    for wanted in "1234":
        while now()[int(wanted) - 1] != wanted:
            up(wanted)
    up("2")
    form.get_by_role("button", name="Check my answer").click()
    assert "Not in order yet. 2 of 4 stand" in said(form) and "It belongs earlier." in said(form)
    steps.nth(0).drag_to(steps.nth(1), target_position={"x": 20, "y": 20})
    assert now() == ["1", "2", "3", "4"]
    assert said(form) == "", "what was said before belongs to another order"
    form.get_by_role("button", name="Check my answer").press("Enter")
    assert "All in their order." in said(form) and "1991. number 1" in said(form)
    [kept, last] = opened.evaluate("document.told")
    assert last["value"] == "step 1\nstep 2\nstep 3\nstep 4" != kept["value"]


@pytest.mark.browser
def test_what_was_answered_before_is_back(browser):
    put(("one", "quiz", "q-2"), "Kiev\nKyiv")
    put(("one", "quiz", "q-3"), "13")
    put(("one", "quiz", "q-4"), "")
    page = browser.new_page()
    page.set_content(str(quiz.show("one", story=TINY)))
    forms = page.locator("form.ex-quiz")
    assert forms.nth(1).get_by_label("Kiev").is_checked()
    assert not forms.nth(1).get_by_label("Lviv").is_checked()
    assert "You found them all." in said(forms.nth(1)) and "One too many." in said(forms.nth(2))
    assert said(forms.nth(0)) == said(forms.nth(3)) == ""
    page.close()


@pytest.mark.browser
def test_in_jupyterlab_answers_are_the_reader_s_work_and_outlive_a_reload(reader):
    folder = reader.server.root
    shutil.copytree(TINY, folder / "tiny", dirs_exist_ok=True)
    shutil.rmtree(folder / journal.FOLDER, ignore_errors=True)
    write(
        folder / "kept.ipynb",
        "import explainer as ex\nex.quiz.show('one', 1, 4, story='tiny')",
    )
    reader.show("kept.ipynb")
    reader.run_all()
    forms = reader.page.locator("form.ex-quiz")

    def answered(number):
        return journal.load(folder / journal.FOLDER).value("one", "quiz", f"q-{number}")

    forms.nth(0).get_by_label("Yes").check()
    forms.nth(0).get_by_role("button").click()
    forms.nth(1).get_by_role("textbox").fill("Lviv")
    forms.nth(1).get_by_role("button").click()
    reader.until(
        lambda: (answered(1), answered(4)) == ("Yes", "Lviv"), "the answers in the journal"
    )
    reader.page.reload()
    reader.wait_until_ready("kept.ipynb")
    reader.run_all()
    reader.page.wait_for_function("document.querySelector('form.ex-quiz input:checked')")
    assert forms.nth(0).get_by_label("Yes").is_checked()
    assert forms.nth(1).get_by_role("textbox").input_value() == "Lviv"
    assert "Look at the map." in said(forms.nth(1))


@pytest.fixture
def asked(window):
    """The small story's questions in JupyterLab, twice, shown by running cells."""
    shutil.copytree(TINY, window.server.root / "tiny", dirs_exist_ok=True)
    shutil.rmtree(window.server.root / journal.FOLDER, ignore_errors=True)
    keep_order(window.server.root)
    ask = "ex.quiz.show('one', story='tiny')"
    return in_lab(window, "quiz.ipynb", f"import explainer as ex\n{ask}", ask, "# another cell")


def forms_of(asked, cell):
    """Return the questions that a cell shows."""
    return asked.page.locator(".jp-CodeCell").nth(cell).locator("form.ex-quiz")


@pytest.mark.browser
def test_in_jupyterlab_the_keyboard_is_enough(asked):
    keyboard, forms = asked.page.keyboard, forms_of(asked, 0)
    cells = asked.page.locator(".jp-Notebook .jp-Cell").count()
    forms.nth(0).get_by_role("radio").first.focus()
    for key in ("Space", "ArrowDown"):
        keyboard.press(key)
    assert said(forms.nth(0)) == "", "moving between answers is not yet answering"
    keyboard.press("Enter")
    assert "Look for it on the map." in said(forms.nth(0))
    for key in ("Tab", "Tab", "Space", "Tab", "Space", "Tab", "Tab", "Tab", "Enter"):
        keyboard.press(key)
    assert "You found them all." in said(forms.nth(1))
    keyboard.press("Tab")
    keyboard.type("12")
    keyboard.press("Enter")
    assert "About a dozen." in said(forms.nth(2))
    for key in ("Tab", "Tab"):
        keyboard.press(key)
    keyboard.type("Kyiv")
    for key in ("Tab", "Space"):
        keyboard.press(key)
    assert "The spelling from Ukrainian." in said(forms.nth(3))
    assert asked.page.locator(".jp-Notebook .jp-Cell").count() == cells
    assert (asked.errors, asked.outside) == ([], [])


@pytest.mark.browser
def test_in_jupyterlab_nothing_is_a_barrier(asked):
    forms = forms_of(asked, 1)
    for place, label in enumerate(("No", "Lviv")):
        forms.nth(place).get_by_label(label).check()
        forms.nth(place).get_by_role("button").click()
    forms.nth(2).get_by_role("textbox").fill("11")
    forms.nth(2).get_by_role("button").click()
    asked.page.evaluate(AXE_SCRIPT)
    for theme in (LIGHT, DARK):
        asked.choose_theme(theme)
        result = asked.page.evaluate("axe.run('form.ex-quiz')")
        assert [(found["id"], found["help"]) for found in result["violations"]] == []
        contrast = [found for found in result["passes"] if found["id"] == "color-contrast"]
        assert contrast and "color-contrast" not in {item["id"] for item in result["incomplete"]}


@pytest.mark.browser
def test_in_a_notebook_that_is_not_trusted_nothing_is_given_away(reader):
    shutil.copytree(TINY, reader.server.root / "tiny", dirs_exist_ok=True)
    path = write(
        reader.server.root / "saved.ipynb",
        "import explainer as ex\nex.quiz.show('one', story='tiny')",
    )
    nbformat.write(run(path).notebook, path)
    reader.show("saved.ipynb")
    form = reader.page.locator("form.ex-quiz").first
    assert "run this cell first" in form.inner_text()
    assert form.get_by_role("button").is_disabled()
    assert "capital of Ukraine" not in form.inner_html()


@pytest.mark.browser
def test_without_a_kernel_the_browser_keeps_what_was_answered(new_page, tmp_path):
    file = tmp_path / "page.html"
    file.write_text(f"<!DOCTYPE html>{quiz.show('one', story=TINY)}", encoding="utf-8")
    page = new_page()
    page.goto(file.as_uri())
    forms = page.locator("form.ex-quiz")
    forms.nth(0).get_by_label("Yes").check()
    forms.nth(0).get_by_role("button").click()
    forms.nth(3).get_by_role("textbox").fill("Lviv")
    forms.nth(3).get_by_role("button").click()
    page.reload()
    expect(forms.nth(0).get_by_label("Yes")).to_be_checked()
    expect(forms.nth(3).get_by_role("textbox")).to_have_value("Lviv")
    expect(forms.nth(3)).to_contain_text("Look at the map.")
    assert said(forms.nth(0))
    tab = page.context.new_page()
    page.close()
    tab.goto(file.as_uri())
    expect(tab.locator("form.ex-quiz").nth(0).get_by_label("Yes")).to_be_checked()
    put(("one", "quiz", "q-4"), "Kyiv")  # a kernel has something newer: the page is made anew
    file.write_text(f"<!DOCTYPE html>{quiz.show('one', story=TINY)}", encoding="utf-8")
    tab.reload()
    expect(tab.locator("form.ex-quiz").nth(3).get_by_role("textbox")).to_have_value("Kyiv")
