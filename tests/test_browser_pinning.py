"""A pin on a map: dragged, set or moved with the keyboard, and how far off it was."""

import re

import pytest
from geopy.distance import geodesic
from playwright.sync_api import expect

import explainer as ex
from explainer.errors import StoryError, UnknownRecord
from explainer.maps.layers import Call
from explainer.page.offline import inside
from explainer.story import views

STORY = ex.load()
PLACES = ("riga", "donetsk")
_PIN = """() => {
  const map = Object.values(window).find((one) => one instanceof L.Map);
  const pins = Object.values(map._layers).filter((layer) => layer.options.alt === "Your pin");
  return [pins[0].getLatLng().lat, pins[0].getLatLng().lng];
}"""


@pytest.fixture(scope="module")
def page(module_page, tmp_path_factory):
    file = tmp_path_factory.mktemp("pin") / "map.html"
    ex.maps.pin_it(STORY, *PLACES).save(str(file))
    page = module_page(viewport={"width": 900, "height": 700})
    page.goto(file.as_uri())
    page.wait_for_selector(".ex-pinning button")
    return page


def test_the_error_is_the_distance_from_the_pin_to_the_place(page):
    said, button = page.locator(".ex-pinning span"), page.locator(".ex-pinning button")
    box = page.locator(".leaflet-container").bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.7, box["y"] + box["height"] * 0.3)
    pin = page.evaluate(_PIN)
    button.click()
    expect(said).to_contain_text("Riga: ")
    told = float(re.search(r"Riga: ([\d,.]+) km off", said.inner_text())[1].replace(",", ""))
    assert told == pytest.approx(geodesic(pin, STORY.place("riga").point).km, rel=0.01)
    button.click()
    expect(said).to_contain_text("Where is Donetsk")


def test_the_keyboard_moves_the_pin_and_not_the_map(page):
    pin = page.locator(".leaflet-marker-icon[alt='Your pin']")
    pane = page.locator(".leaflet-map-pane")
    before, still = pin.bounding_box(), pane.bounding_box()
    pin.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert pin.bounding_box()["x"] > before["x"] + 20 and pane.bounding_box() == still
    page.keyboard.press("Enter")
    expect(page.locator(".ex-pinning span")).to_contain_text("On average you were")


def test_only_points_can_be_pinned():
    with pytest.raises(StoryError, match="donbas"):
        ex.maps.pin_it(STORY, "riga", "donbas")
    with pytest.raises(UnknownRecord):
        ex.maps.pin_it(STORY, "nowhere")


@pytest.fixture
def drawn(new_page, tmp_path):
    """A function that gives a page with an edge to draw and its guess, opened anew each time."""
    shown = ex.maps.edge(STORY, "06-numbers", "along"), ex.guess("06-numbers", "along", "sites")
    file = tmp_path / "page.html"
    file.write_text("".join(one._repr_html_() for one in shown), encoding="utf-8")
    page = new_page(viewport={"width": 1100, "height": 900})

    def get():
        page.goto(file.as_uri())
        frame = page.frame_locator("iframe")
        frame.locator(".ex-pinning span").wait_for()
        return page, frame

    return get


def test_what_is_inside_the_edge_that_a_reader_draws_is_told_and_kept(drawn):
    page, frame = drawn()
    said, number = frame.locator(".ex-pinning span"), page.locator("form input[name=answer]")
    pin = frame.locator("[alt='Your pin']")
    expect(said).to_contain_text("Inside: no site. Outside: Yelnya, Pogonovo")
    for key in ["ArrowRight"] * 4:
        pin.press(key)
    expect(said).to_contain_text(f"Your edge: {number.input_value()} km from")
    far = {
        site.name: views.distance(STORY, site.id, "UA").km
        for site in STORY.sites
        if site.name in ex.maps.buildup_table(STORY)
    }
    for km in (160, 200, 250):
        number.fill(str(km))
        near = [name for name, way in far.items() if 0 < round(way, -1) <= km]
        expect(said).to_contain_text(f"{km} km from Ukraine")
        expect(said).to_contain_text(f"Inside: {', '.join(near) or 'no site'}. Outside")
    number.fill("120")
    expect(said).to_contain_text("Your edge: 120 km")
    at, room = pin.bounding_box(), frame.locator(".leaflet-container").bounding_box()
    page.mouse.move(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)
    page.mouse.down()
    page.mouse.move(room["x"] + room["width"] * 0.8, room["y"] + room["height"] * 0.4, steps=3)
    page.mouse.up()
    expect(said).to_contain_text("Inside: Pogonovo training ground. Outside: Yelnya.")
    dragged = number.input_value()
    page.locator("form").get_by_role("button", name="My guess").click()
    drawn()
    expect(number).to_have_value(dragged)
    expect(said).to_contain_text(f"Your edge: {dragged} km from Ukraine")


@pytest.mark.parametrize("view", ["un", "russia"])
def test_whose_border_is_measured_from_decides_what_is_within(view):
    calls = (one for one in inside(ex.maps.edge(STORY, view=view)) if isinstance(one, Call))
    [call] = [one for one in calls if one.function == "explainer.edge"]
    far = {site["name"]: site["far"] for site in call.arguments[1]}
    assert far["Sevastopol naval base"] == {"un": 0, "russia": 160}[view]
