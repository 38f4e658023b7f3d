"""The lesson on what came after, and the lesson on the reader's own text."""

import json
import re
import shutil

import pytest

import explainer as ex
from explainer import recognition
from explainer.classroom import worksheet
from tests.drawn import words
from tests.lessons import NOTEBOOKS, run

STORY = ex.load().whole()
LATER = STORY.after(STORY.day)
SINCE, OWN = "08-since-then.ipynb", "09-your-turn.ipynb"


def cells(name):
    return json.loads((NOTEBOOKS / name).read_text(encoding="utf-8"))["cells"]


def prose(name):
    return "\n".join("".join(c["source"]) for c in cells(name) if c["cell_type"] == "markdown")


@pytest.fixture(scope="module")
def shown(executed):
    """Everything a lesson shows, as text."""
    return lambda name: "\n".join(words(page.text) for page in executed(name).pages)


# ------------------------------------------------------------------------------ 08: since then


def test_the_warning_comes_before_anything_from_after_the_day():
    sources = ["".join(cell["source"]) for cell in cells(SINCE)]
    warning = next(i for i, text in enumerate(sources) if "a hard subject" in text)
    assert warning == 1
    assert "You may stop at any time" in sources[warning]


def test_the_banner_says_which_clock_this_is_and_where_it_ends(shown):
    banner = ex.banners.after_the_day(STORY)
    assert "looks past 2 December 2021" in banner and "September 2025" in banner
    assert "ex-later" in banner and "ex-later" not in ex.banners.on_the_day(STORY)
    assert words(banner) in shown(SINCE)
    assert STORY.last_day == max(e.date.end for e in LATER.events)


def test_after_is_the_other_half_of_as_of():
    before = STORY.as_of(STORY.day)
    for (name, early), (_, late) in zip(before.collections(), LATER.collections(), strict=True):
        if name != "sources":
            assert {r.id for r in early} | {r.id for r in late} == {
                r.id for r in getattr(STORY, name)
            }
            assert not {r.id for r in early} & {r.id for r in late}
    assert len(LATER.events) >= 20
    assert all(event.date.end > STORY.day for event in LATER.events)


def test_every_later_event_and_vote_is_told(shown):
    text = shown(SINCE)
    assert [event.id for event in LATER.events if event.title not in text] == []
    for vote in LATER.votes:
        figures = f"{vote.in_favour} for, {vote.against} against"
        if not vote.against:
            figures = f"{vote.in_favour} for"
        assert figures in text, vote.id
        assert f"{vote.abstaining} abstaining" in text
    assert "not legally binding" in prose(SINCE)


@pytest.mark.parametrize(
    ("event", "who", "answer"),
    [
        ("mh17-judgment", "District Court of The Hague", "politically motivated"),
        ("echr-decision", "The court", "Russia had denied"),
        ("icao-finding", "Council of ICAO", "Russia rejected"),
        ("echr-judgment", "The court", "Russia denied responsibility"),
        ("icao-appeal", "ICAO Council", "Russia appealed"),
    ],
)
def test_a_finding_has_its_court_and_what_russia_answered(event, who, answer, shown):
    text = STORY.event(event).text
    assert who in text and answer in text
    assert text in shown(SINCE)


def test_judgments_of_one_court_are_shown_whichever_state_they_are_against(shown):
    judged = [event for event in STORY.events if re.fullmatch("echr-.*judgment", event.id)]
    assert {"russia" in event.actors for event in judged} == {True, False}
    assert all(event.text in shown(SINCE) for event in judged)


def test_what_each_side_calls_it_is_shown(shown):
    text = shown(SINCE)
    for term in STORY.event("full-scale-invasion").terms:
        assert f"{term.side}: “{term.term}”" in text


def test_the_alliance_ends_at_thirty_two(shown):
    assert "NATO's members in 2024: 32" in shown(SINCE)
    assert "joined since 2 December 2021" in shown(SINCE)


def test_findings_are_not_what_the_article_left_out(executed):
    page = "".join(page.text for page in executed(SINCE).pages)
    after = re.findall(r'<li class="ex-after">.*?</li>', page, re.DOTALL)
    assert len(after) == 2 and all("European Court" in reply for reply in after)


def test_the_dead_are_told_by_group_with_their_last_day(shown):
    figure = STORY.figure("deaths-ohchr-2021-12-31")
    text = shown(SINCE)
    assert f"{figure.low:,.0f}–{figure.high:,.0f} people killed" in text
    assert "31 December 2021" in text and "at least 3,404" in text
    assert not figure.known_by(STORY.day)


def test_without_a_forecast_the_lesson_says_so_and_runs(shown):
    assert "Nothing is written here yet" in shown(SINCE)


def test_a_forecast_is_opened_again_and_left_as_it_is(tmp_path):
    folder = tmp_path / "notebooks"
    folder.mkdir()
    shutil.copy(NOTEBOOKS / SINCE, folder)
    journal = worksheet.load(folder / "my-work")
    forecast = "07-reading-the-source", "forecast"
    journal.write(*forecast, "probability", 35)
    journal.write(*forecast, "against", "In April the troops went back.")
    journal.seed()  # saves, too; a question would draw one
    before = journal.file.read_bytes()
    result = run(folder / SINCE)
    text = "\n".join(words(page.text) for page in result.pages)
    assert "How probable is it, from 0 to 100 per cent? 35 %" in text
    assert "In April the troops went back." in text
    assert journal.file.read_bytes() == before


# -------------------------------------------------------------------------------- 09: your turn


def test_the_lesson_speaks_of_what_the_tables_show(shown):
    text = shown(OWN)
    assert words(ex.cards.text(recognition.EXAMPLE)) in text
    assert "invented" in prose(OWN)
    found = recognition.toponyms(recognition.EXAMPLE, doubtful=True)
    names = [name.find.words for name in found]
    question = ex.quiz.questions("09-your-turn")[0]
    right = next(a.value for a in question.answers if getattr(a, "correct", False))
    assert len(names) == 7 and right == len({"Reading", "Bath", "Oxford", "Georgia"} & {*names})
    wrong = {a.value for a in question.answers if hasattr(a, "value") and not a.correct}
    assert len(names) in wrong  # who counts everything the computer found is told why not


def test_the_model_answers_are_about_the_example():
    """Names in the answers about the example stand in the example, or are its missing things."""
    for task in ex.load().tasks("09-your-turn").tasks:
        for name in re.findall(
            r"(?:Paris Lincoln|Reading|Bath|Oxford|Georgia|Little \w+)", task.answer
        ):
            assert name in recognition.EXAMPLE
    numbers = next(t for t in ex.load().tasks("09-your-turn").tasks if t.id == "numbers")
    assert "1,200" in numbers.answer and "1,200" in recognition.EXAMPLE


def test_the_worksheet_asks_for_all_five_things():
    ids = [task.id for task in ex.load().tasks("09-your-turn").tasks]
    assert ids == ["text", "places", "speakers", "numbers", "sources", "missing"]


def test_the_widget_of_the_lesson_shows_the_example(shown):
    text = shown(OWN)
    assert "this is about our invented example" in text
    assert "“claim” follows: it may stand for people" in text


def test_the_lesson_writes_only_beside_itself(executed):
    assert {*executed(OWN).written} <= {"my-work"}
