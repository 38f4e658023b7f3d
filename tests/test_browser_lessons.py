"""Every lesson in JupyterLab, from start to end by keyboard alone, read and presented.

It runs, nothing fails, nothing is fetched, nothing bars a reader, every slide is whole. In
`make test` a few lessons that have every kind of thing among them; in `make hostile` all.
"""

import json
from itertools import chain
from pathlib import Path

import pytest

from tests.browsing import BY_COLOUR, barriers
from tests.browsing import kinds as made_of
from tests.lessons import NOTEBOOKS, kinds
from tests.sampling import WHOLE, some
from tools.browser.deck import presenting
from tools.browser.lab import DARK, LIGHT

pytestmark = [pytest.mark.browser, pytest.mark.hostile]


#: What is looked at elsewhere: a text of one's own (test_browser_own_text), what a class handed in.
ELSEWHERE = {"widgets.own_text", "classroom"}
LESSONS = [f"{name}.ipynb" for name in some({at: has - ELSEWHERE for at, has in kinds().items()})]
every_lesson = pytest.mark.parametrize("lesson", LESSONS, indirect=True)
SMALL, LARGE = {"width": 1280, "height": 720}, {"width": 1920, "height": 1080}
#: Lessons also presented on the large screen, in the dark: with maps, charts, a tour; explorers.
LARGE_TOO = ["02-how-it-came-to-this.ipynb", *(["08-since-then.ipynb"] if WHOLE else [])]
#: A slide fades in.
STILL = "document.querySelector('.jp-Deck').getAnimations({ subtree: true }).length === 0"
#: What a slide shows; JupyterLab's own editor of code has no name.
SLIDE = {"include": ".jp-Deck .jp-deck-mod-onscreen", "exclude": ".cm-editor"}
#: What JupyterLab itself writes around an output is not ours to mend.
#: Maps are pages of their own: see test_maps_have_no_serious_barrier.
OURS = {"include": [[".jp-OutputArea-output"]]}
#: What lies on a map besides the map, its zoom buttons, its scale and its sources.
ON_THE_MAP = """() => [...document.querySelectorAll(".leaflet-control")]
  .filter((part) => !part.matches(
    ".leaflet-bar, .leaflet-control-scale, .leaflet-control-attribution"))
  .map((part) => part.className)"""
FOCUS = (Path(__file__).parent / "focus.js").read_text(encoding="utf-8")


@every_lesson
def test_it_runs_and_asks_nobody(lesson):
    assert (lesson.failures(), lesson.errors, lesson.outside) == ([], [], [])


@every_lesson
def test_every_map_is_drawn(lesson):
    for drawn in lesson.maps():
        assert drawn.shapes.count() > 5  # a close-up shows few countries
        assert drawn.frame.evaluate(ON_THE_MAP) == []


@every_lesson
@pytest.mark.parametrize(("theme", "rules"), [(DARK, None), (LIGHT, BY_COLOUR)])
def test_nothing_bars_a_reader(lesson, theme, rules):
    lesson.choose_theme(theme)
    assert barriers(lesson.page, OURS, rules) == []


@every_lesson
def test_the_tab_key_reaches_everything_and_shows_where_it_is(lesson):
    page = lesson.page
    page.evaluate("window.jupyterapp.shell.currentWidget.content.activeCellIndex = 0")
    page.keyboard.press("Escape")
    page.evaluate(FOCUS)
    everything = page.evaluate("focusables().length")
    assert everything
    for _ in range(5 * everything + 200):  # a map has several stops of its own
        page.keyboard.press("Tab")
        if not page.evaluate("visit()"):
            break
    assert page.evaluate("unvisited()") == []
    assert page.evaluate("unseen") == [], "it has the focus, and nothing shows that"


@every_lesson
def test_every_slide_is_whole_and_bars_nobody(lesson, request):
    name = request.node.callspec.params["lesson"]
    seen, faults, looked = [], {}, []

    def bars(shown, rules, known):
        """What bars a reader from a slide, if it is made of what no other had."""
        if new := made_of(deck.cells) - known:
            known |= new
            looked.append(shown)
            deck.page.wait_for_function(STILL)
            return barriers(deck.page, SLIDE, rules)
        return []

    lesson.choose_theme(LIGHT)
    with presenting(lesson, SMALL) as deck:
        known = set()
        for shown in deck.slides():
            seen.append(shown)
            faults["small", *shown] = deck.faults() + bars(shown, None, known)
        if name in LARGE_TOO:
            lesson.page.set_viewport_size(LARGE)
            lesson.choose_theme(DARK)
            known, few = set(), (deck.show(one[0]) for one in [*looked])
            for shown in deck.slides(back=True) if WHOLE else few:
                faults["large", *shown] = deck.faults() + bars(shown, BY_COLOUR, known)
            lesson.choose_theme(LIGHT)
    assert {slide: found for slide, found in faults.items() if found} == {}
    assert len(looked) > 3 + 3 * (name in LARGE_TOO)
    cells = json.loads((NOTEBOOKS / name).read_text(encoding="utf-8"))["cells"]
    assert list(chain(*seen)) == list(range(len(cells))), "a cell is on no slide"
    assert [shown[0] for shown in seen] == [
        place for place, cell in enumerate(cells) if "slideshow" in cell["metadata"]
    ]
    assert (lesson.errors, lesson.outside) == ([], [])
