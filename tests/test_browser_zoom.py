"""A reader at 200 % (half as many pixels in each direction), and one who listens."""

import re

import pytest

import explainer as ex
from tests.lessons import write
from tests.sampling import WHOLE

STORY = ex.load()

pytestmark = [pytest.mark.browser, pytest.mark.hostile]

CELLS = (
    "import explainer as ex\nstory = ex.load()\nex.maps.borders_switch(story)",
    "ex.maps.alliance(story)",
    "ex.maps.tour(story)",
    "ex.charts.timeline(story)",
    "ex.charts.votes(story)",
    "ex.charts.claims(story)",
    "ex.maps.table(story.places)",
    'ex.quiz.show("01-where")',
    'ex.tables.events(story, "budapest-memorandum", "crimea-treaty")',
    'ex.widgets.worksheet("01-where")',
)
SWITCH, ALLIANCE, TOUR = range(3)
if WHOLE:
    CELLS += (
        "ex.maps.places(story)",
        'ex.maps.borders_swipe(story, "ukraine", "russia")',
        "ex.maps.contact_line(story)",
    )

#: What sticks out of the output it stands in, unless something around it can be scrolled.
_STICKING_OUT = """() => {
  const scrolls = (node, end) => {
    for (let at = node.parentElement; at !== end; at = at.parentElement)
      if (getComputedStyle(at).overflowX !== "visible") return true;
    return false;
  };
  return [...document.querySelectorAll(".jp-OutputArea-output")].flatMap(output => {
    const { left, right } = output.getBoundingClientRect();
    return [...output.querySelectorAll("*")].filter(node => {
      const box = node.getBoundingClientRect();
      return box.width && (box.left < left - 1 || box.right > right + 1) && node.checkVisibility()
        && !scrolls(node, output);
    }).map(node => node.outerHTML.slice(0, 120));
  });
}"""
#: Names of what can be pressed or opened in the outputs, each as often as it is there.
_NAMES = """() => [...document.querySelectorAll(
    ".jp-OutputArea-output summary, .jp-OutputArea-output form button")]
  .map(node => node.ariaLabel ?? node.textContent.trim())"""
#: Where the legend of a map is: how far below and right of the map.
_BESIDE = """legend => {
  const [a, b] = [legend, document.querySelector(".leaflet-container")].map(
    (node) => node.getBoundingClientRect());
  return [a.top >= b.bottom - 1, a.left >= b.right - 1];
}"""


@pytest.fixture
def opened(window):
    """A notebook with one of each, the side bar folded, at 200 %."""

    def prepare():
        window.page.emulate_media(reduced_motion="reduce")
        write(window.server.root / "zoomed.ipynb", *CELLS)
        window.show("zoomed.ipynb")
        window.page.evaluate("""() => {
          window.jupyterapp.shell.collapseLeft();
          return window.jupyterapp.commands.execute("notebook:run-all-cells").then(() => null);
        }""")
        window.wait_until_idle()
        assert window.failures() == []

    return window.keep("zoomed.ipynb", prepare, {"width": 640, "height": 400})


@pytest.fixture
def maps(opened):
    return opened.maps()


def nameless_pictures(drawn):
    """Return what a listener is told is there, and not what it is."""
    heard = drawn.frame.locator("body").aria_snapshot()
    assert "application" in heard
    return re.findall(r"^ *- img:?$", heard, re.M)


def test_nothing_sticks_out(opened, maps):
    assert opened.page.evaluate(_STICKING_OUT) == []


def test_columns_of_words_keep_their_width(opened):
    cells = opened.page.locator(".ex-table td")
    narrow = cells.evaluate_all(
        "all => all.filter(cell => cell.checkVisibility() && cell.offsetWidth < 80)"
        ".map(cell => cell.textContent)"
    )
    assert cells.count() > 100 and narrow == []


def test_a_map_stands_in_its_frame_whole(maps):
    for drawn in maps:
        # The key of a tour stands below its map and card, which fill a small screen.
        hidden = drawn.frame.evaluate(
            """() => Math.max(...(document.querySelector(".ex-tour")
              ? [...document.querySelectorAll(".ex-tour, .folium-map")].map(
                  (part) => part.getBoundingClientRect().bottom)
              : [document.documentElement.scrollHeight])) - window.innerHeight"""
        )
        assert hidden <= 1, drawn.iframe.get_attribute("title")


def test_a_legend_leaves_the_map_to_be_seen_and_opens(maps):
    legends = [drawn.frame.locator(".ex-legend") for drawn in maps]
    assert legends.pop(TOUR).count() == 0
    for legend in legends:
        assert any(legend.evaluate(_BESIDE))
    legends[SWITCH].locator("summary").click()
    legends[SWITCH].locator("details[open]").wait_for()


def test_the_tour_goes_on(maps):
    tour = maps[TOUR].frame
    tour.get_by_role("button", name="Next").click()
    tour.locator("article:visible", has_text="Stop 2 of").wait_for()
    assert tour.locator(".folium-map").evaluate("node => node.clientHeight") >= 190


def test_no_two_controls_have_the_same_name(opened):
    names = opened.page.evaluate(_NAMES)
    assert len(names) > 10
    assert sorted(names) == sorted(set(names))
    assert any(name.startswith("Check my answer: Question 2 of") for name in names)
    assert any(name.startswith("Hint: ") for name in names)


def test_tasks_are_headings(opened):
    titles = opened.page.locator(".ex-tasks, .jp-OutputArea-output").get_by_role(
        "heading", name=re.compile("^Task [12]")
    )
    assert titles.first.get_attribute("aria-level") == "3"


def test_a_listener_hears_no_picture_without_words_and_nothing_twice(opened, maps):
    for drawn in maps:
        assert nameless_pictures(drawn) == []
    page = opened.page.locator(".jp-Notebook").aria_snapshot()
    assert "If you see these words" not in page
    pictures = re.findall(r"^ *- '?img\b.*", page, re.M)
    assert len(pictures) == 2  # the two charts, and none inside another
    for title in (ex.charts.timeline(STORY).title, ex.charts.votes(STORY).title):
        assert f'group "Chart: {title}"' in page
        assert not any(title in picture for picture in pictures)


def test_a_choice_of_layers_says_what_is_chosen(maps):
    choice = maps[SWITCH].frame.get_by_role("radiogroup", name="Borders drawn as")
    assert choice.get_by_role("radio").count() == 4


def test_on_a_wide_screen_the_legend_is_open(opened):
    legend = opened.maps()[ALLIANCE].frame.locator(".ex-legend")
    assert legend.locator("details").get_attribute("open") is None
    opened.page.set_viewport_size({"width": 1280, "height": 800})
    legend = opened.maps()[ALLIANCE].frame.locator(".ex-legend")
    legend.locator("details[open]").wait_for()
    assert legend.evaluate(_BESIDE) == [False, True]
