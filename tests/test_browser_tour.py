"""The guided tour in a real browser: every way to move, what is said aloud, paper, no network."""

import re

import pytest
from playwright.sync_api import Page, expect

import explainer as ex
from explainer import maps
from tests.browsing import BY_COLOUR, barriers, drawn
from tests.sampling import WHOLE

pytestmark = pytest.mark.browser

LAPTOP = {"width": 1280, "height": 640}
PHONE = {"width": 400, "height": 800}
_CENTRE = "window[Object.keys(window).find(key => key.startsWith('map_'))].getCenter()"
MOVED = f"([lat, lng]) => {_CENTRE}.lat !== lat || {_CENTRE}.lng !== lng"
ARRIVED = f"""([lat, lng]) =>
  Math.abs({_CENTRE}.lat - lat) < 0.01 && Math.abs({_CENTRE}.lng - lng) < 0.01"""
BETWEEN_CRIMEA_AND_MOSCOW = f"""() => {_CENTRE}.lat > 44 && {_CENTRE}.lat < 56
  && {_CENTRE}.lng > 33 && {_CENTRE}.lng < 39"""
#: In every frame from now on: where is the map, and how many cards are shown?
WATCH_CENTRE = f"""() => {{
  window.way = [];
  window.cards = [];
  const tick = () => {{
    const {{ lat, lng }} = {_CENTRE};
    if (window.way.at(-1)?.join() !== [lat, lng].join()) window.way.push([lat, lng]);
    const cards = document.querySelectorAll(".ex-tour-cards article:not([hidden])").length;
    if (!window.cards.includes(cards)) window.cards.push(cards);
    requestAnimationFrame(tick);
  }};
  tick();
}}"""


@pytest.fixture(scope="module")
def stops():
    return maps.stops(ex.load())


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    path = tmp_path_factory.mktemp("tour") / "tour.html"
    maps.tour(ex.load()).save(path)
    return path.as_uri()


@pytest.fixture(scope="module")
def troubles():
    """What went wrong in a page: a script that failed, a request beyond the page."""
    return []


@pytest.fixture(scope="module")
def load(module_page, saved, troubles):
    """A function that loads the saved tour into a window of its own."""

    def get(fragment="", **options):
        page = module_page(**{"viewport": LAPTOP, "reduced_motion": "reduce"} | options)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("request", lambda asked: troubles.append(asked.url))
        page.goto(saved + fragment)
        page.wait_for_selector(".ex-tour-next")
        troubles.remove(saved)
        return page

    return get


@pytest.fixture(scope="module")
def shared(load):
    return load()


@pytest.fixture
def opened(shared):
    """A function that leads the tour that is open to a stop, as if nobody had touched it."""

    def get(number=1, viewport=LAPTOP):
        shared.bring_to_front()
        shared.set_viewport_size(viewport)
        shared.evaluate("document.querySelector('.ex-tour details').open = false")
        for stop in (number % 2 + 1, number):  # from elsewhere, so that the map moves, too
            shared.evaluate("number => { location.hash = `stop-${number}`; }", stop)
            said = re.compile(rf"^Stop {stop} of ")
            expect(shared.locator(".ex-tour-when span:visible")).to_have_text(said)
        return shared

    yield get
    shared.emulate_media(media="screen", color_scheme="light", reduced_motion="reduce")


@pytest.fixture(autouse=True)
def no_trouble(troubles):
    """No script failed and nothing was asked for."""
    troubles.clear()
    yield
    assert [trouble for trouble in troubles if not trouble.startswith(("data:", "blob:"))] == []


def step(page: Page) -> int:
    """Return the number of the stop whose card is shown: one and only one."""
    (words,) = page.locator(".ex-tour-when span:visible").all_inner_texts()
    return int(words.split()[1])


def standing_out(page: Page) -> list[str]:
    """Return the names of the places that stand out on the map."""
    return page.eval_on_selector_all(".ex-marker.ex-here", "all => all.map(one => one.title)")


def center(page: Page) -> tuple[float, float]:
    """Return where the middle of the map is, in degrees."""
    return page.evaluate(f"() => {{ const {{lat, lng}} = {_CENTRE}; return [lat, lng]; }}")


def places(stop) -> set[str]:
    return {place.name for place in map(ex.load().place, stop.places) if place.kind != "building"}


def test_next_leads_through_all_stops_and_the_map_follows(opened, stops):
    page = opened()
    seen = set()
    for number, stop in enumerate(stops, start=1):
        assert step(page) == number
        expect(page.locator("article:visible h2")).to_have_text(stop.title)
        assert places(stop) <= set(standing_out(page))
        seen.add(tuple(center(page)))
        page.get_by_role("button", name="Next").click(force=True)
    assert step(page) == len(stops), "Next at the end leads nowhere"
    expect(page.get_by_role("button", name="Next")).to_have_attribute("aria-disabled", "true")
    assert len(seen) > len(stops) * 0.7


def test_the_keyboard_leads_through_all_stops_and_back(opened, stops):
    page = opened()
    page.locator("summary").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "ex-tour-cards"
    for number in range(2, len(stops) + 1):
        page.keyboard.press("ArrowRight" if number % 2 else "PageDown")
        assert step(page) == number
    page.keyboard.press("ArrowRight")
    assert step(page) == len(stops)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("PageUp")
    assert step(page) == len(stops) - 2
    page.keyboard.press("Home")
    assert step(page) == 1
    page.keyboard.press("End")
    assert step(page) == len(stops)
    page.keyboard.press("Control+Home")
    assert step(page) == len(stops), "keys of the browser stay the browser's"


def test_arrow_keys_elsewhere_are_not_the_tours(opened):
    page = opened()
    page.locator(".leaflet-container").focus()
    before = center(page)
    page.keyboard.press("ArrowRight")
    page.wait_for_function(MOVED, arg=before)  # with the focus on the map the arrows move the map
    assert step(page) == 1


def test_the_list_leads_to_any_stop(opened, stops):
    page = opened()
    page.locator("summary").press("Enter")
    entries = page.get_by_role("list").first.get_by_role("button")
    assert entries.count() == len(stops)
    expect(page.locator("[aria-current=step]")).to_contain_text(stops[0].title)
    entries.nth(8).press("Enter")
    assert step(page) == 9
    expect(entries.first).to_be_hidden()
    expect(page.locator("summary")).to_be_focused()
    expect(page.locator("[aria-current=step]")).to_contain_text(stops[8].title)
    page.locator("summary").press("Enter")
    page.keyboard.press("Escape")
    expect(entries.first).to_be_hidden()


def test_a_screen_reader_hears_step_date_and_title(opened, stops):
    page = opened()
    status = page.get_by_role("status")
    expect(status).to_have_attribute("aria-live", "polite")
    page.get_by_role("button", name="Next").click()
    expect(status).to_have_text(f"Stop 2 of {len(stops)}. {stops[1].when}. {stops[1].title}")
    expect(page.get_by_role("region", name="Guided tour")).to_be_visible()


def swipe(page: Page, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Draw a finger over the screen."""
    touch = page.context.new_cdp_session(page)
    path = [
        (start[0] + (end[0] - start[0]) * i / 8, start[1] + (end[1] - start[1]) * i / 8)
        for i in range(9)
    ]
    for number, (x, y) in enumerate(path):
        kind = "touchMove" if number else "touchStart"
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_swipe_over_the_card_turns_it(load):
    page = load(viewport=PHONE, has_touch=True, is_mobile=True)
    box = page.locator(".ex-tour-cards").bounding_box()
    left, right, y = 60, 340, int(box["y"] + 60)
    swipe(page, (right, y), (left, y))
    page.wait_for_function(
        "document.querySelector('article:not([hidden]) span').textContent.startsWith('Stop 2 ')"
    )
    swipe(page, (left, y), (right, y + 20))
    page.wait_for_function(
        "document.querySelector('article:not([hidden]) span').textContent.startsWith('Stop 1 ')"
    )
    swipe(page, (200, y + 100), (190, y))
    drawn(page)
    assert step(page) == 1, "up and down scrolls"


def test_without_reduced_motion_the_map_flies_and_arrives(opened):
    goal = center(opened(2))
    page = opened()
    start = center(page)
    page.emulate_media(reduced_motion="no-preference")
    page.evaluate(WATCH_CENTRE)
    page.get_by_role("button", name="Next").click()
    page.wait_for_function(ARRIVED, arg=goal)
    assert page.evaluate("window.cards") == [1], "one card, and only one, all the way"
    way = page.evaluate("window.way")
    assert len(way) > 2, "it jumped"
    assert start not in (goal, way[len(way) // 2])


def test_with_reduced_motion_the_map_jumps(opened):
    goal = center(opened(2))
    page = opened()
    page.get_by_role("button", name="Next").click()
    at_once = center(page)
    drawn(page)
    assert center(page) == at_once == pytest.approx(goal, abs=0.01)


def test_an_address_leads_to_a_stop_and_follows_the_tour(load, saved, troubles):
    page = load("#stop-5")
    assert step(page) == 5
    expect(page.get_by_role("status")).to_have_text("")
    page.get_by_role("button", name="Next").click()
    assert page.url.endswith("#stop-6")
    page.evaluate("location.hash = '#stop-3'")
    expect(page.locator("article:visible .ex-tour-when")).to_contain_text("3 of")
    for fragment, stop in (("#stop-999", 18), ("#elsewhere", 1)):
        page.evaluate("fragment => { location.hash = fragment; location.reload(); }", fragment)
        page.wait_for_load_state()
        page.wait_for_selector(".ex-tour-next")
        assert step(page) == stop
        troubles.remove(saved)


def test_in_a_notebook_the_tour_keeps_to_its_frame(new_page, stops):
    page = new_page(viewport=LAPTOP, reduced_motion="reduce")
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_content(f"<button>outside</button>{maps.tour(ex.load())._repr_html_()}")
    frame = page.frame_locator("iframe")
    frame.get_by_role("button", name="Next").click()
    expect(frame.get_by_role("status")).to_contain_text(stops[1].title)
    frame.get_by_role("button", name="Next").press("ArrowRight")
    expect(frame.get_by_role("status")).to_contain_text(stops[2].title)
    page.get_by_role("button", name="outside").press("ArrowRight")
    expect(frame.get_by_role("status")).to_contain_text(stops[2].title)
    assert (page.url, errors) == ("about:blank", [])


def test_a_frame_drawn_while_hidden_shows_its_stop(new_page):
    page = new_page(viewport=LAPTOP, reduced_motion="reduce")
    drawn_map = maps.tour(ex.load(), start=9)._repr_html_()  # Python chooses the first stop, too
    page.set_content(f'<div id="cell" style="display:none">{drawn_map}</div>')
    drawn(page)
    page.evaluate("document.getElementById('cell').style.display = 'block'")
    page.wait_for_selector("iframe")
    (frame,) = page.frames[1:]
    frame.wait_for_selector(".ex-marker.ex-here", state="attached")
    frame.wait_for_function(BETWEEN_CRIMEA_AND_MOSCOW)


def test_on_paper_stand_all_stops_in_order(opened, stops):
    page = opened(4)
    page.emulate_media(media="print", color_scheme="dark")
    titles = page.locator("article h2:visible")
    assert titles.all_inner_texts() == [stop.title for stop in stops]
    for gone in (".leaflet-container", ".ex-tour-buttons", "summary"):
        expect(page.locator(gone)).to_be_hidden()
    colours = page.evaluate(
        "[...document.querySelectorAll('article, article *')].map(e => getComputedStyle(e).color)"
    )
    assert set(colours) == {"rgb(0, 0, 0)"}
    assert page.evaluate("document.querySelector('.ex-tour-cards').scrollHeight") > 3_000


@pytest.mark.hostile
@pytest.mark.parametrize("viewport", [PHONE, *([LAPTOP] if WHOLE else [])])
def test_there_is_no_serious_barrier(opened, viewport):
    page = opened(9, viewport)
    for scheme, rules in (("light", None), ("dark", BY_COLOUR)):
        page.emulate_media(color_scheme=scheme)
        for _ in range(2):
            assert barriers(page, rules=rules) == []
            page.locator("summary").click()


@pytest.mark.hostile
@pytest.mark.parametrize(
    "size",
    [(1920, 1080), (700, 480), (400, 800)] + [(1280, 720), (1024, 600), (1024, 480)] * WHOLE,
)
def test_nothing_is_cut_off(opened, size):
    page = opened(9, viewport={"width": size[0], "height": size[1]})
    drawn(page)
    width, height = size
    for part in (".ex-head h1", ".ex-tour-next", ".ex-tour-back", "summary", ".leaflet-container"):
        box = page.locator(part).bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width + 0.5, part
        assert box["y"] >= 0 and box["y"] + box["height"] <= height + 0.5, part
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    card, chart = (
        page.locator(".ex-tour").bounding_box(),
        page.locator(".leaflet-container").bounding_box(),
    )
    beside = card["x"] + card["width"] <= chart["x"] + 1
    under = card["y"] >= chart["y"] + chart["height"] - 1
    assert beside != under
    assert beside == (width >= 640)
    shown = page.eval_on_selector_all(
        ".ex-marker.ex-here",
        "all => all.map(one => { const r = one.getBoundingClientRect(); return [r.x, r.y]; })",
    )
    for x, y in shown:
        assert chart["x"] <= x <= chart["x"] + chart["width"]
        assert chart["y"] <= y <= chart["y"] + chart["height"]
    if not beside:
        assert chart["height"] >= 0.45 * height, "the map is less than 45 % of the screen"
    letters = page.locator("article:visible p").nth(1).evaluate("e => getComputedStyle(e).fontSize")
    assert float(re.match(r"[\d.]+", letters)[0]) >= (19 if width >= 1920 else 15)


def test_every_country_around_a_stop_is_named_clear_of_the_buttons(opened, stops):
    number = next(n for n, stop in enumerate(stops, start=1) if "yelnya" in stop.places)
    page = opened(number)
    drawn(page)
    named = page.locator(".ex-label.ex-country:visible")
    # The middle of Russia and of Ukraine are far outside this view.
    assert {"Russia", "Ukraine", "Belarus", "Latvia"} <= set(named.all_text_contents())
    overlapping = page.evaluate(
        """() => {
          const boxes = (part) => [...document.querySelectorAll(part)]
            .filter((e) => getComputedStyle(e).visibility === "visible")
            .map((e) => [e.textContent, e.getBoundingClientRect()]);
          return boxes(".ex-label").flatMap(([name, a]) => boxes(".leaflet-control")
            .filter(([, b]) => a.left < b.right && a.right > b.left)
            .filter(([, b]) => a.top < b.bottom && a.bottom > b.top)
            .map(() => name));
        }"""
    )
    assert overlapping == []
