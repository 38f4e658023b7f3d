"""A story from an invented article, decided at the desk, and its lesson looked at as readers do."""

import json
from pathlib import Path

import nbformat
import pytest

from explainer import authoring, widgets
from explainer.site import doors
from explainer.story import checks, read
from tests.browsing import barriers
from tests.sampling import WHOLE
from tests.test_authoring import ARTICLE, DAY
from tools.browser.lab import MapFrame

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parent.parent
#: What a page must not do: be wider than its window, or fail.
WIDER = "document.documentElement.scrollWidth > innerWidth"
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The folder of a story, each find decided by what one key does, and its lesson."""
    folder = authoring.new("port", ARTICLE, DAY, into=tmp_path_factory.mktemp("doors"))
    desk = widgets.desk(folder.path).desk
    while desk.at >= 0:
        desk._hear(None, {"do": "keep", "fields": {}}, None)
    written = doors.lesson(folder.path)
    assert all(path.is_file() for path in written)
    return folder.path


@pytest.fixture
def look(made, new_page):
    """A function that opens a file of the lesson with the network cut."""

    def get(name, **options):
        page = new_page(**options)
        page.troubles = []
        page.on("request", lambda r: page.troubles.append(r.url) if r.url[:4] == "http" else 0)
        page.on("pageerror", lambda error: page.troubles.append(str(error)))
        page.goto((made / name).as_uri())
        return page

    return get


def test_everything_is_decided_and_nothing_is_wrong(made):
    story, problems = read(made)
    assert problems == checks.check(story) == []
    assert not any(story.drafts.values())
    assert len(nbformat.read(made / "port.ipynb", as_version=4).cells) == 17
    assert len(json.loads((made / "quiz" / "port.json").read_text(encoding="utf-8"))) == 5
    assert not (made / "my-work").exists()


def test_no_door_carries_the_article(made):
    words = ARTICLE.split("\n\n")[1]
    files = [*made.glob("*.html"), *made.glob("web/**/*.*")]
    assert len(files) > 10
    assert not [file for file in files if words in file.read_text(encoding="utf-8")]


def test_the_deck_has_a_living_map_and_a_question_that_answers(look):
    page = look("port-slides.html", viewport={"width": 1280, "height": 720})
    page.keyboard.press("ArrowRight")
    MapFrame(page.locator("section.present iframe")).frame.locator(".ex-marker").first.wait_for(
        state="attached"
    )
    form = page.locator("form.ex-quiz").first
    slides = page.locator(".slides > section")
    asks = "all => all.findIndex(slide => slide.querySelector('form.ex-quiz'))"
    page.evaluate("at => { location.hash = `#/${at}`; }", slides.evaluate_all(asks))
    form.locator("input").first.check()
    form.get_by_role("button", name="Check my answer").click()
    form.get_by_role("status").filter(has_text="No: look again").or_(
        form.get_by_role("status").filter(has_text="Yes.")
    ).first.wait_for()
    assert page.troubles == []


@pytest.mark.hostile
@pytest.mark.parametrize(
    "name", ["web/port.html", "port-handout.html", *(["web/index.html"] if WHOLE else [])]
)
def test_pages_fit_a_phone_and_have_no_serious_barrier(name, look):
    page = look(name, viewport=PHONE)
    page.get_by_role("heading", level=1).first.wait_for()
    assert not page.evaluate(WIDER)
    assert barriers(page) == []
    assert page.troubles == []


def test_the_page_for_the_web_shows_its_map(look):
    page = look("web/index.html", viewport={"width": 1280, "height": 800})
    assert not page.evaluate(WIDER)
    page.locator("main a[href='port.html']").first.click()
    page.locator("iframe").first.scroll_into_view_if_needed()
    MapFrame(page.locator("iframe").first).frame.locator(".ex-marker").first.wait_for(
        state="attached"
    )
    page.get_by_role("heading", name="What is missing?", exact=True).wait_for()


#: A desk without a notebook: what a page would send to Python is kept.
BARE = """<meta name="viewport" content="width=device-width"><style>%s</style>
<div id="desk"></div><script type="module">
%s
const held = { text: "The boat left Riga.", at: 0, said: "",
  finds: [{ collection: "places", called: "Place", start: 14, end: 18, decision: "" }],
  card: { called: "Place", words: "Riga", why: "", decision: "", none: "No place",
    ask: "Which one?", rivals: ["Riga, Latvia", "Riga, Michigan"], map: "",
    fields: [{ name: "name", label: "name", value: "Riga" }] } };
window.sent = [];
desk.render({ el: document.querySelector("#desk"),
  model: { get: (name) => held[name], on() {}, send: (message) => sent.push(message) } });
</script>"""


def test_the_desk_is_used_with_fingers(new_page):
    static = ROOT / "explainer" / "static"
    script = (static / "desk.js").read_text(encoding="utf-8")
    style = (static / "desk.css").read_text(encoding="utf-8")
    page = new_page(viewport=PHONE, has_touch=True, is_mobile=True)
    page.set_content(BARE % (style, script.replace("export default", "const desk =")))
    buttons = page.locator(".ex-desk button")
    buttons.first.wait_for()
    sizes = buttons.evaluate_all("all => all.map(it => it.getBoundingClientRect().height)")
    assert len(sizes) == 9
    assert min(sizes) >= 44
    page.get_by_role("button", name="Riga, Michigan").tap()
    page.get_by_role("button", name="No place (n)").tap()
    page.get_by_role("button", name="Keep (k)").tap()
    assert page.evaluate("sent.map(each => each.do)") == ["choose", "none", "keep"]
    assert not page.evaluate(WIDER)
