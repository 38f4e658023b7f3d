"""A pin on a map: dragged, set or moved with the keyboard, and how far off it was."""

import re

import pytest
from geopy.distance import geodesic
from playwright.sync_api import expect

import explainer as ex
from explainer.errors import StoryError, UnknownRecord

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
