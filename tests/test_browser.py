"""The lessons in JupyterLab, in a real browser that reaches nothing but this machine."""

import json
import os
import signal
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests import tiny_story
from tests.browsing import barriers
from tests.lessons import in_lab, write
from tests.tiny_story import TINY
from tools.browser.lab import MapFrame, Reader
from tools.waiting import PATIENCE, until

pytestmark = pytest.mark.browser

WHERE = "01-where.ipynb"


@pytest.mark.parametrize("lesson", [WHERE], indirect=True)
def test_a_lesson_draws_its_maps(lesson):
    maps = lesson.maps()
    assert maps
    for drawn in maps:
        assert drawn.shapes.count() > 20, "the countries are missing"
    # One map has no marker but the reader's own pin.
    assert most_places(lesson).markers.count() > 2
    assert (lesson.failures(), lesson.errors, lesson.outside) == ([], [], [])
    assert lesson.server.attempts() == "", "Python asked the network for something"


@pytest.mark.parametrize("lesson", [WHERE], indirect=True)
def test_maps_have_no_serious_barrier(lesson):
    for drawn in lesson.maps():
        assert barriers(drawn.frame) == []


@pytest.mark.parametrize("lesson", [WHERE], indirect=True)
def test_a_card_opens_by_keyboard(lesson):
    drawn = most_places(lesson)
    tab_to_a_marker(lesson, drawn)
    lesson.page.keyboard.press("Enter")
    drawn.card.wait_for()
    expect(drawn.card).not_to_be_empty()
    lesson.page.keyboard.press("Escape")
    drawn.card.wait_for(state="hidden")


@pytest.mark.parametrize("lesson", [WHERE], indirect=True)
def test_the_keyboard_leaves_a_map(lesson):
    drawn = most_places(lesson)
    tab_to_a_marker(lesson, drawn)
    for _ in range(40):
        lesson.page.keyboard.press("Tab")
        if not drawn.has_focus():
            return
    pytest.fail("still inside the map after pressing Tab 40 times")


@pytest.mark.parametrize("lesson", [WHERE], indirect=True)
def test_the_explorer_answers(lesson):
    assert lesson.failures() == []
    box = lesson.page.locator(".jp-OutputArea .widget-text input[type=text]").first
    box.scroll_into_view_if_needed()
    area = box.locator("xpath=ancestor::*[contains(@class, 'jp-OutputArea-output')][1]")
    asked = box.input_value()
    box.fill("Odessa, Texas")
    box.press("Enter")
    area.locator("td, th").get_by_text("Texas").first.wait_for()
    area.locator("iframe[srcdoc]").wait_for()
    box.fill("qqqqzzzz")
    box.press("Enter")
    area.locator("iframe[srcdoc]").wait_for(state="hidden")
    expect(area, "no word about what was not found").to_contain_text("qqqqzzzz")
    box.fill(asked)  # as it was, for other tests of the lesson
    box.press("Enter")
    area.locator("iframe[srcdoc]").wait_for()
    assert (lesson.failures(), lesson.errors, lesson.outside) == ([], [], [])


def test_what_is_written_in_a_question_is_words_only(reader, tmp_path):
    """JupyterLab shows questions in its own page, where no policy of ours can stand."""
    attack = """"><img src=x onerror="window.hit = 1"><script>window.hit = 1</script>"""
    control = attack.replace("hit", "control")
    quiz = json.loads((TINY / "quiz" / "one.json").read_text(encoding="utf-8"))
    texts = ("question", "unit", "feedback", "answer", "given")
    for item in [*quiz, *(answer for asked in quiz for answer in asked["answers"])]:
        item.update({name: f"{item[name]} {attack}" for name in texts if name in item})
    story = tiny_story.copy(tmp_path)
    (story / "quiz" / "one.json").write_text(json.dumps(quiz), encoding="utf-8")
    in_lab(
        reader,
        "attack.ipynb",
        f"import explainer as ex\nex.quiz.show('one', story={str(story)!r})",
        f"ex.cards.Html({control!r})",
    )
    page = reader.page
    reader.until(lambda: page.evaluate("window.control"), "what runs where nothing is escaped")
    forms = page.locator("form.ex-quiz")
    assert forms.count() == len(quiz)
    for form in forms.all():
        choice = form.locator("input").first
        choice.check() if choice.get_attribute("type") != "text" else choice.fill("12")
        form.get_by_role("button").click()
        expect(form.get_by_role("status")).to_contain_text("onerror")
    assert forms.locator("img, script").count() == 0
    assert page.evaluate("window.hit") is None


def most_places(lesson: Reader) -> MapFrame:
    """Return the map of a lesson that marks more places than any other."""
    return max(lesson.maps(), key=lambda drawn: drawn.markers.count())


def tab_to_a_marker(reader: Reader, drawn: MapFrame) -> None:
    """Put the focus on the map, then press Tab until a marker has it."""
    drawn.frame.locator(".leaflet-container").focus()
    for _ in range(40):
        reader.page.keyboard.press("Tab")
        if drawn.frame.evaluate("document.activeElement.matches('.leaflet-marker-icon')"):
            return
    pytest.fail("no marker has the focus after pressing Tab 40 times")


# The tests above are worth what these helpers see.


def test_what_the_harness_sees(reader):
    write(
        reader.server.root / "faults.ipynb",
        "import folium\nm = folium.Map(tiles=None)\nm",
        "import sys; print('a warning', file=sys.stderr)",
        "import ipywidgets\nout = ipywidgets.Output()\nwith out:\n    {}['hidden']\nout",
        "1 / 0",
    )
    reader.show("faults.ipynb")
    reader.run_all()
    failures = " ".join(reader.failures())
    assert "a warning" in failures and "ZeroDivisionError" in failures
    assert "hidden" in failures, "what a widget shows is overlooked"
    reader.page.locator("iframe[srcdoc]").scroll_into_view_if_needed()
    reader.until(lambda: any("leaflet.js" in url for url in reader.outside), "leaflet.js")
    reader.until(lambda: reader.errors, "an error")


def test_explainer_lab_prints_a_link_to_the_first_lesson(tmp_path):
    command = [sys.executable, "-m", "explainer", "lab", "--no-browser", "--allow-root"]
    command += ["--ServerApp.port=0", "--ServerApp.port_retries=0"]
    home = os.environ | {"HOME": str(tmp_path)}
    said = tmp_path / "log"
    with said.open("wb") as log:
        lab = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True, env=home)
    try:
        until(lambda: lab.poll() is not None or "?token=" in said.read_text(), "the link")
    finally:
        os.killpg(lab.pid, signal.SIGTERM)  # it and the server it started
        lab.wait(PATIENCE)
    assert "/lab/tree/00-start-here.ipynb?token=" in said.read_text()
