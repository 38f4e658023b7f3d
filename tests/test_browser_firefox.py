"""The web edition in Firefox: links open at their place, from a folder, and without a network."""

import pytest

from tests.firefox import NAME, firefox
from tests.sampling import WHOLE
from tests.test_browser_site import DRAWN, LINKS, serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.hostile,
    pytest.mark.skipif(NAME is None, reason="needs Firefox: apt-get install firefox-esr"),
]
FRAMES = "[...document.querySelectorAll('.ex-map iframe')].map((frame) => frame.contentDocument)"


@pytest.fixture(scope="module")
def window(tmp_path_factory):
    with firefox(tmp_path_factory.mktemp("firefox")) as window:
        yield window


def followed(window, inside, shown):
    window.sees(f"{FRAMES}[0].querySelector({inside!r}).textContent.includes({shown!r})")
    window.look("document.querySelectorAll('.ex-extra').forEach((part) => (part.open = true))")
    window.look("Promise.all([...document.querySelectorAll('.ex-map')].map(explainerDraw)).then()")
    window.sees(f"{FRAMES}.every((map) => map.querySelector({DRAWN!r}))")
    # A style sheet that is refused has no rules, and its map grows without an end.
    assert window.look(f"{FRAMES}.every((map) => map.styleSheets[0].cssRules.length)")
    assert window.faults == []


def test_links_open_at_their_place_from_a_folder(window, site):
    for link, inside, shown in LINKS:
        window.goto(f"{site.as_uri()}/{link}")
        followed(window, inside, shown)
    window.goto(f"{site.as_uri()}/06-numbers.html#question-3")
    window.sees("Math.abs(document.querySelector('#question-3').getBoundingClientRect().y) < 50")


def test_after_a_first_visit_links_open_without_a_network(window, site):
    link, inside, shown = LINKS[-1]
    with serving(site) as there:
        window.goto(f"{there}/{link}")
        followed(window, inside, shown)
        window.look("navigator.serviceWorker.ready.then(() => true)")
    for link, inside, shown in LINKS if WHOLE else LINKS[:1]:
        window.goto(f"{there}/{link}")
        assert window.look("navigator.serviceWorker.controller !== null")
        followed(window, inside, shown)
