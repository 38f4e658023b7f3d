"""The web edition in a browser, from a server and from a folder: alive, kept, asking nobody."""

import functools
import http.server
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
import pypdfium2
import pytest
from playwright.sync_api import expect

import explainer as ex
from explainer.classroom import worksheet
from explainer.classroom.worksheet import Work
from explainer.classroom.worksheet.work import Entry
from explainer.page import blocks
from explainer.page.media import static
from explainer.places import spelling
from explainer.recognition import in_page
from explainer.site import build
from explainer.story import views
from explainer.widgets import geocode
from tests.browsing import BY_COLOUR, barriers, drawn
from tests.conftest import MOST
from tests.lessons import NOTEBOOKS, kinds
from tests.sampling import WHOLE, some
from tools.waiting import PATIENCE

pytestmark = pytest.mark.browser
DRAWN = ".leaflet-pane path[d]"
#: Each kind of link into a map, what of the map tells that it was followed, and how.
LINKS = [
    ("02-how-it-came-to-this.html#stop-5", ".ex-tour-cards > :not([hidden])", "Stop 5 of"),
    ("03-whose-line.html#view-russia", ".ex-foot", "Borders drawn as: Russia"),
    ("04-the-alliance.html#year-1999", ".ex-years-said", "1999"),
    ("00-start-here.html#place-kyiv", ".ex-card", "Kyiv"),
]


class Plain(http.server.SimpleHTTPRequestHandler):
    """A server of files that knows nothing else."""

    def do_POST(self):
        """Be the Python that the pages find behind the stand-in for Pyodide."""
        asked = self.rfile.read(int(self.headers["Content-Length"])).decode()
        data = in_page.answer(asked).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args):
        pass


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    handler = functools.partial(Plain, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def address(site):
    with serving(site) as there:
        yield there


#: A reader who was never here, in a window that another had.
ANEW = """if (window === top && !sessionStorage.getItem("reader")) {
  localStorage.clear();
  sessionStorage.setItem("reader", "new");
}"""


@pytest.fixture(scope="module")
def desktop(browser):
    """A window for all who ask for nothing special: what was fetched is read again, not fetched."""
    with browser.new_context() as context:
        context.set_default_timeout(1000 * PATIENCE)
        context.add_init_script("delete Navigator.prototype.serviceWorker")
        context.add_init_script(ANEW)
        yield context


@pytest.fixture
def visit(desktop, new_page, address):
    """A function that opens a page of the site for a new reader; faults are listed on it.

    A window of one's own keeps the site, hundreds of files, only where that is asked for.
    """
    opened = []

    def get(path: str, *, keeps: bool = False, **options):
        page = new_page(**options) if keeps or options else desktop.new_page()
        opened.append(page)
        if not keeps:
            page.add_init_script("delete Navigator.prototype.serviceWorker")
        page.faults, page.outside = [], []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("console", lambda said: said.type == "error" and page.faults.append(said.text))
        page.on("request", lambda asked: note(page, asked.url))
        page.goto(path if path.startswith("file:") else f"{address}/{path}")
        return page

    def note(page, url):
        if not url.startswith((address, "data:", "about:", "blob:", "file:")):
            page.outside.append(url)

    yield get
    for page in opened:
        page.close()


def unfolded(page):
    """Return a page when a reader has opened all that is extra."""
    page.evaluate("document.querySelectorAll('.ex-extra').forEach((part) => (part.open = true))")
    return page


def maps(page):
    """Have every map of a page drawn, what is extra unfolded; return their frames."""
    frames = []
    for figure in unfolded(page).locator(".ex-map:not([hidden] *)").all():
        figure.scroll_into_view_if_needed()
        frame = figure.frame_locator("iframe")
        expect(frame.locator(DRAWN).first).to_be_attached()
        frames.append(frame)
    return frames


@pytest.mark.hostile
@pytest.mark.parametrize("lesson", some(kinds()))
def test_a_lesson_is_alive_and_asks_nobody(lesson, visit):
    page = visit(f"{lesson}.html")
    maps(page)
    for form in page.locator("form.ex-quiz").all():
        fields = form.locator("input")
        if fields.count():  # what is put in an order has none
            typed = fields.first.get_attribute("type") == "text"
            fields.first.fill("12") if typed else fields.first.check()
        form.locator("button[type=submit]").click()
        if form.get_attribute("data-type") == "guess":
            expect(form.locator("xpath=following-sibling::*[1]")).not_to_be_empty()
        else:
            expect(form.locator(".ex-quiz-feedback p").first).to_be_visible()
    assert (page.faults, page.outside) == ([], [])


def test_the_front_page_shows_the_first_map_and_what_each_lesson_asks(visit):
    page = visit("index.html")
    maps(page)
    frame = page.frame_locator("main .ex-map iframe")
    expect(frame.get_by_text("One news day, many places")).to_be_visible()
    expect(frame.get_by_text("Stockholm")).to_be_visible()
    listed = page.locator(".ex-list-of-pages li", has_text="03 · Whose line?")
    expect(listed).to_contain_text("In which country is Simferopol?")


def test_it_works_from_a_folder_without_a_server(site, visit):
    page = unfolded(visit((site / "06-numbers.html").as_uri()))
    topic = page.locator(".ex-explorer[data-made] select")
    before = page.locator(".ex-explorer[data-made] .ex-said").inner_text()
    topic.select_option(index=2)
    expect(page.locator(".ex-explorer[data-made] .ex-said")).not_to_have_text(before)
    page.goto((site / "00-start-here.html").as_uri())
    maps(page)
    page.goto((site / "search.html").as_uri() + "?q=gazetteer")
    assert page.locator(".ex-hits a").first.get_attribute("href") == "glossary.html#gazetteer"
    assert (page.faults, page.outside) == ([], [])


def test_a_day_is_chosen_and_map_words_and_chart_follow(visit):
    story = ex.load()
    told = ex.widgets.as_of(story.as_of(story.last_day))
    days = [day for _, day in told.controls["day"].options]
    wanted, drawn, *_ = told.parts(day=days[-2])
    page = unfolded(visit("08-since-then.html"))
    explorer = page.locator(".ex-explorer[data-made]")
    frame = explorer.locator(".ex-map")
    frame.scroll_into_view_if_needed()
    inner = frame.frame_locator("iframe")
    expect(inner.locator(DRAWN).first).to_be_attached()
    # By key: the page still grows while its maps are drawn, and a button moves.
    explorer.get_by_role("button", name="Earlier").press("Enter")
    expect(explorer.locator(".ex-said")).to_have_text(same(wanted))
    expect(inner.locator("h1")).to_have_text(drawn.get_root().title)
    # A day that is not offered gives way to the last before it, or to the first.
    told.controls["weight"].value = 3
    offered = [day for _, day in told.controls["day"].options][-MOST:]
    kept = max((day for day in offered if day <= days[-2]), default=offered[0])
    assert kept not in days[-2:]
    explorer.locator("select").select_option(label="all")
    wanted, drawn, *_ = told.parts(day=kept)
    expect(explorer.locator(".ex-said")).to_have_text(same(wanted))
    expect(inner.locator("h1")).to_have_text(drawn.get_root().title)
    expect(inner.locator(DRAWN).first).to_be_attached()
    # A map that was drawn over listens to the address no more.
    listening = page.context.new_cdp_session(page)
    window = listening.send("Runtime.evaluate", {"expression": "window"})["result"]["objectId"]

    def heard():
        found = listening.send("DOMDebugger.getEventListeners", {"objectId": window})["listeners"]
        return [one["type"] for one in found].count("hashchange")

    before = heard()
    for name in ("Later", "Earlier"):
        title = inner.locator("h1").inner_text()
        explorer.get_by_role("button", name=name).press("Enter")
        expect(inner.locator("h1")).not_to_have_text(title)
        expect(inner.locator(DRAWN).first).to_be_attached()
    # One of the two maps may not have listened yet when they were counted first.
    assert heard() <= before + 1
    assert page.faults == []


def test_numbers_are_ticked_and_statements_filtered_as_in_python(visit):
    story = ex.load()
    page = unfolded(visit("06-numbers.html"))
    explorer = page.locator(".ex-explorer[data-made]")
    ranges = ex.widgets.range_explorer(story)
    all_but_first = tuple(value for _, value in ranges.controls["figures"].options[-MOST:][1:])
    explorer.get_by_role("checkbox").first.uncheck()
    wanted = ranges.parts(figures=all_but_first)[0]
    expect(explorer.locator(".ex-said")).to_have_text(same(wanted))
    page.goto(page.url.replace("06-numbers", "05-voices"))
    said = ex.widgets.statements(story)
    chosen = unfolded(page).locator(".ex-explorer[data-joined]")
    for name, value in (("act", "denies"), ("given", False)):
        said.controls[name].value = value
        label = said.controls[name].label
        named = said.controls[name].description
        chosen.get_by_role("combobox", name=named, exact=True).select_option(label=label)
    expect(chosen.locator(".ex-said")).to_have_text(same(said.parts()[0]))
    for text, part in zip(chosen.locator(".ex-pane").all(), said.parts()[1:], strict=True):
        assert plain(text.inner_text()) == plain(blocks.words(part))
    lines = "all => all.map((cell) => getComputedStyle(cell).borderBottomWidth)"
    assert {*chosen.locator("td").evaluate_all(lines)} == {"1px"}, "a table without our style"
    assert page.evaluate(CROSSED) == [], "they lie across the line beside what is extra"
    assert page.faults == []


#: What is extra has a line at its left.
CROSSED = """() => [...document.querySelectorAll(".ex-extra > *")].filter((part) =>
  part.getBoundingClientRect().left < part.parentElement.getBoundingClientRect().left)
  .map((part) => part.outerHTML.slice(0, 80))"""


def test_a_name_is_looked_up_as_the_gazetteer_does_it(visit):
    page = visit("01-where.html")
    explorer = unfolded(page).locator(".ex-explorer[data-lookup]")
    gazetteer, story = ex.Gazetteer(), ex.load()
    for name in ("Georgia", " the RÓMA", "Москва"):
        said, *_ = geocode.answers(gazetteer, story, name)
        explorer.get_by_label("Place name").fill(name)
        explorer.get_by_role("button", name="Find").click()
        expect(explorer.locator(".ex-said")).to_have_text(same(said))
        rows = explorer.locator("tbody tr")
        expect(rows).to_have_count(len(gazetteer.geocode(name, exactly_one=False, limit=8)))
    figure = explorer.locator(".ex-map")
    figure.scroll_into_view_if_needed()
    drawn = ex.maps.candidates(story, gazetteer.geocode(name, exactly_one=False, limit=8), name)
    title = figure.locator("iframe").content_frame.locator("h1")
    expect(title).to_have_text(drawn.get_root().title)
    expect(explorer.locator("caption")).to_have_text(f"Candidates for “{name}”")
    page.set_viewport_size({"width": 1920, "height": 1080})
    cut = "all => all.filter((box) => box.scrollWidth > box.clientWidth).length"
    assert explorer.locator(".ex-table").evaluate_all(cut) == 0, "of a table, on a projector"
    explorer.get_by_label("Place name").fill("<b>Nowhere</b>")
    explorer.get_by_role("button", name="Find").click()
    expect(explorer.locator(".ex-said")).to_contain_text("exactly the name “<b>Nowhere</b>”")
    names = [name for place in story.places for name in place.names.values()]
    names += [
        "Ivano-Frankivs’k",
        "Straße",
        "İzmir",
        "서울",
        "東京",
        "Đà Nẵng",
        "القاهرة",
        "the  A_b",
    ]
    keys = """async (names) => {
      const { lookup } = document.querySelector("[data-lookup]").dataset;
      const { letters } = await explainerLoad(lookup);
      return names.map((name) => explainerKey(name, letters));
    }"""
    assert page.evaluate(keys, names) == [spelling.key(name) for name in names]
    assert page.faults == []
    # With mistakes in it, a name is looked up by Python; what fails is said.
    explorer.get_by_label("Place name").fill("Kiyv")
    explorer.get_by_role("button", name="Find", exact=True).click()
    expect(explorer.locator(".ex-said")).to_contain_text("exactly the name “Kiyv”")
    explorer.get_by_role("button", name="Search all places").click()
    wanted = in_page.search("Kiyv")
    expect(explorer.locator(".ex-said")).to_have_text(wanted["said"])
    expect(explorer.get_by_role("button", name="Search all places")).to_be_focused()
    expect(explorer.locator("tbody tr")).to_have_count(len(wanted["rows"]))
    expect(explorer.locator("iframe").content_frame.locator("h1")).to_have_text(wanted["title"])
    page.route("**/answer", lambda route: route.fulfill(status=500))
    explorer.get_by_role("button", name="Search all places").click()
    expect(explorer.locator(".ex-said")).to_contain_text("Python could not answer.")


def plain(text):
    return "".join(text.split())


def same(part):
    """A text that holds the words of a part, wherever its lines break."""
    return re.compile(r"\s*".join(map(re.escape, plain(blocks.words(part)))))


def test_what_is_written_stays_and_goes_to_jupyter_and_back(visit, tmp_path):
    page = visit("01-where.html")
    sheet = page.locator(".ex-worksheet")
    box = sheet.locator("textarea").first
    box.fill("It is <b>near</b> the border.")
    task, name = box.get_attribute("data-task"), box.get_attribute("data-box")
    page.reload()
    expect(box).to_have_value("It is <b>near</b> the border.")
    with page.expect_download() as loading:
        sheet.get_by_role("button", name="Download my work").click()
    assert loading.value.suggested_filename == "my-work-01-where.html"
    saved = Path(loading.value.path()).read_bytes()
    assert saved.count(b"<style>") == 1
    (work,) = worksheet.read_page(saved)
    assert work.answers[task][name].value == "It is <b>near</b> the border."
    later = Entry(value="Read in Jupyter.", changed="2199-01-01T00:00:00Z")
    forecast = Entry(value=70, changed="2021-12-03T10:00:00Z")
    works = [
        Work(lesson="01-where", answers={task: {name: later}}),
        Work(lesson="07-reading-the-source", answers={"forecast": {"probability": forecast}}),
    ]
    file = tmp_path / "my-work.html"
    file.write_text(worksheet.hand_in(works), encoding="utf-8")
    sheet.locator("[type=file]").set_input_files(file)
    expect(box).to_have_value("Read in Jupyter.")
    sheet.locator("[type=file]").set_input_files(NOTEBOOKS / "glossary.md")
    expect(sheet.locator(".ex-notices")).to_contain_text("Nothing was loaded")
    page.goto(page.url.replace("01-where", "08-since-then"))
    for again in page.locator(".ex-again").all():
        expect(again).to_contain_text("70 %")
        expect(again).to_contain_text("Written on 3 December 2021.")
    marks = page.locator(".ex-again .ex-scale i:not([hidden])")
    expect(marks.first).to_be_attached()
    assert {mark.evaluate("mark => mark.style.left") for mark in marks.all()} == {"70%"}
    page.goto(page.url.replace("08-since-then", "07-reading-the-source"))
    share, scale = (
        page.locator(f".ex-box-percent input{kind}") for kind in ("[data-box]", ".ex-slider")
    )
    expect(share).to_have_value("70")
    expect(scale).to_have_value("70")
    scale.press("ArrowLeft")
    expect(share).to_have_value("69")
    share.fill("12 %")
    expect(scale).to_have_value("12")
    assert page.faults == []


def test_by_a_wrong_clock_what_is_written_last_is_the_newest(new_page):
    """A clock set back, one that stands still, and one beyond the calendar."""
    page = new_page()
    page.set_content(f"<script>{static('work_page.js')}</script>")
    stamps = page.evaluate("""() => {
      const moments = [Date.UTC(2030), 0, Date.UTC(2030), Date.UTC(11983), -1e15];
      return moments.reduce((found, now) => {
        Date.now = () => now;
        return [...found, stamp(found.at(-1))];
      }, []);
    }""")
    entries = [Entry(value="", **stamp) for stamp in stamps]
    assert [(entry.changed.year, entry.turn) for entry in entries] == [
        (2030, 0),
        (2030, 1),
        (2030, 2),
        (2199, 0),
        (2199, 1),
    ]


#: Firefox opens all of them from a folder: test_browser_firefox.
STARTED = [(start, *link) for start in ("", "file:") for link in LINKS if WHOLE or not start]


@pytest.mark.hostile
@pytest.mark.parametrize(("start", "link", "inside", "shown"), STARTED)
def test_a_link_opens_at_its_place_and_choosing_changes_the_address(
    start, link, inside, shown, site, visit
):
    page = visit(f"{site.as_uri()}/{link}" if start else link)
    told = page.locator(".ex-map iframe").first.content_frame.locator(inside)
    expect(told).to_contain_text(shown)
    expect(page.locator(".ex-map").first).to_be_in_viewport()
    if "stop" in link:
        page.locator(".ex-map iframe").content_frame.locator(".ex-tour-next").click()
        page.wait_for_url("**#stop-6")
    assert page.faults == []


def test_a_link_leads_to_a_question_and_answers_and_guesses_are_there_after_a_reload(visit):
    page = visit("06-numbers.html#question-3")
    expect(page.locator("#question-3")).to_be_in_viewport()
    form = page.locator("form.ex-quiz:has([type=radio])").first
    form.locator("input").nth(1).check()
    form.locator("button[type=submit]").click()
    guess = page.locator("form.ex-quiz[data-type=guess]").first
    guess.locator("input").first.fill("12")
    guess.locator("button[type=submit]").click()
    page.reload()
    expect(form.locator("input").nth(1)).to_be_checked()
    expect(guess.locator("xpath=following-sibling::*[1]")).not_to_be_empty()
    assert page.faults == []


def test_the_button_prints_a_light_page_with_every_map(visit):
    page = visit("03-whose-line.html", color_scheme="dark")
    page.evaluate("window.print = () => (window.printed = true)")
    page.get_by_role("button", name="Print").click()
    page.wait_for_function("window.printed")
    page.emulate_media(media="print")
    for figure in page.locator(".ex-map:not([hidden] *, details:not([open]) *)").all():
        expect(figure.locator("iframe").content_frame.locator(DRAWN).first).to_be_attached()
    paper = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(paper) == "rgb(255, 255, 255)"
    for part in ("button", ".ex-controls", ".ex-top", ".ex-made"):
        assert page.locator(f"{part}:visible").count() == 0, part


def test_the_primer_is_three_pages_on_paper(visit):
    page = visit("primer.html")
    for size in ("A4", "Letter"):
        assert len(pypdfium2.PdfDocument(page.pdf(format=size))) == 3, size


def test_it_opens_without_a_network_after_a_first_visit(visit):
    page = visit("00-start-here.html", keeps=True)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.context.set_offline(True)
    page.goto(page.url.replace("00-start-here", "03-whose-line"))
    maps(page)
    page.goto(page.url.replace("03-whose-line", "search") + "?q=crimea")
    expect(page.locator(".ex-hits a").first).to_be_visible()
    assert page.outside == []


#: Mark the parts of a page that are made of what no page before it had; return what that is.
MARK_NEW = """(seen) => {
  const known = new Set(seen), before = known.size;
  for (const part of document.querySelectorAll("body > :not(main), main > *")) {
    const names = [part, ...part.querySelectorAll("*")].filter((one) => one.checkVisibility())
      .flatMap((one) => [one.localName, ...one.classList]);
    if (names.some((name) => !known.has(name))) part.dataset.new = "";
    names.forEach((name) => known.add(name));
  }
  return [...known].slice(before);
}"""
PARTS = {"include": "[data-new]"}


@pytest.mark.hostile
def test_no_serious_barrier_and_nothing_wider_than_a_small_phone(site, visit):
    page = visit("index.html", viewport={"width": 320, "height": 640}, color_scheme="light")
    few = ("index", "01-where", "05-voices", "08-since-then", "09-your-turn")
    seen = set()
    for name in sorted(file.stem for file in site.glob("*.html")) if WHOLE else few:
        page.goto(f"{page.url.rpartition('/')[0]}/{name}.html")
        new = page.evaluate(MARK_NEW, [*seen])
        seen |= {*new}
        for theme, rules in (("light", None), ("dark", BY_COLOUR)):
            page.emulate_media(color_scheme=theme)
            drawn(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
            if new or WHOLE:
                assert barriers(page, None if WHOLE else PARTS, rules) == [], (name, theme)


#: Whether what has the focus, in a frame too, is new and shows that it has it; marks it.
NEW = """() => {
  let element = document.activeElement;
  while (element.contentDocument) element = element.contentDocument.activeElement;
  const lined = (part) => getComputedStyle(part).outlineStyle !== "none";
  const shows = [element, ...element.children].some(lined);
  const fresh = shows && !("visited" in element.dataset) && element !== element.ownerDocument.body;
  element.dataset.visited = "";
  return fresh || element.outerHTML.slice(0, 120);
}"""
#: What nobody came to. Of a group of radio buttons Tab reaches one, and arrows the others.
MISSED = """() => [window, ...Array.from({ length: frames.length }, (_, at) => frames[at])]
  .flatMap(({ document }) => [...document.querySelectorAll(
    "a[href], button, input:not([type=radio]), select, textarea, summary")])
  .filter((one) => !("visited" in one.dataset) && !one.disabled)
  .filter((one) => one.checkVisibility({ visibilityProperty: true }))
  .map((one) => one.outerHTML.slice(0, 120))"""


@pytest.mark.hostile
@pytest.mark.parametrize("lesson", sorted(kinds()) if WHOLE else ["04-the-alliance"])
def test_tab_reaches_everything_shows_where_it_is_and_comes_out(lesson, visit):
    page = visit(f"{lesson}.html")
    maps(page)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Go to the text")).to_be_focused()
    while (told := page.evaluate(NEW)) is True:
        page.keyboard.press("Tab")
    assert told.startswith("<body"), told
    assert page.evaluate(MISSED) == []


def test_the_order_of_answers_is_a_readers_own_and_stays(visit):
    def order(page):
        return page.locator(".ex-quiz-choice").all_inner_texts()

    lesson = "07-reading-the-source.html"
    page, other = visit(lesson), visit(lesson, locale="en-GB")
    first = order(page)
    page.reload()
    assert order(page) == first != order(other)
    assert sorted(first) == sorted(order(other))
    nones = page.locator(".ex-quiz-choice:has([value=none]) ~ .ex-quiz-choice")
    assert nones.count() == 0, "none of these stands last"


def test_a_teachers_link_leaves_the_core_and_hides_answers(visit):
    cells = nbformat.read(NOTEBOOKS / "03-whose-line.ipynb", as_version=4).cells
    extra, core = (
        [
            line.strip("# ")
            for cell in cells
            if cell.cell_type == "markdown" and (tag in cell.metadata.tags)
            for line in cell.source.splitlines()
            if line.startswith("## ")
        ]
        for tag in ("extra", "core")
    )
    page = visit("index.html?lesson=03&part=core&answers=hidden")
    page.wait_for_url("**/03-whose-line.html?*")
    assert page.locator("main h2:visible").all_inner_texts() == core
    page.get_by_text("On this page").click()
    assert page.locator(".ex-contents li:visible").all_inner_texts() == core
    page.get_by_role("link", name="Show the whole lesson").click()
    expect(page.get_by_role("heading", name=extra[0])).to_be_visible()
    expect(page.get_by_role("button", name="Check my answer").first).to_be_hidden()
    page.get_by_role("button", name="Hide answers").click()
    expect(page.get_by_role("button", name="Check my answer").first).to_be_visible()


def test_a_text_of_the_readers_own_is_looked_at_in_the_page(visit):
    page = visit("09-your-turn.html")
    own = page.locator(".ex-own-text")
    expect(own).to_contain_text(re.compile(r"\d+ MB are fetched once"))
    text = "Officials in Kyiv and in Paris, Texas, said <img src=x onerror=alert(1)> 5 trains left."
    own.get_by_role("textbox", name="Your text").fill(text)
    own.get_by_label("Places that the computer missed").fill("Odesa\nUkraine")
    own.get_by_role("button", name="Look at the text").click()
    wanted = in_page.text(text, "Odesa\nUkraine")
    expect(own.locator(".ex-said")).to_have_text(wanted["said"])
    assert own.locator("select").count() == len(wanted["names"])
    expect(own.locator(".ex-chosen")).to_be_hidden()
    chosen = ("Kyiv", "Odesa", "Ukraine")
    for words in chosen:
        own.get_by_label(f"“{words}” is").select_option(index=1)
    expect(own.locator(".ex-chosen tbody tr")).to_have_text([*map(re.compile, chosen)])
    inner = own.locator("iframe").content_frame
    land = views.land_of(ex.load(), "UA")
    expect(inner.locator("path.ex-story")).to_have_count(len(land))
    expect(inner.get_by_role("button", name="“Odesa”: Odesa")).to_be_attached()
    expect(inner.locator("h1")).to_have_text("3 places of your text")
    page.reload()
    expect(page.locator('.ex-worksheet [data-task="text"][data-box="words"]')).to_have_value(text)
    expect(own.get_by_role("textbox", name="Your text")).to_have_value(text)
    assert page.locator("img[src=x]").count() == 0
    assert (page.faults, page.outside) == ([], [])


def test_a_copy_of_the_article_stays_here_and_each_paragraph_has_its_records(visit):
    page = unfolded(visit("05-voices.html"))
    beside = page.get_by_role("region", name="Your copy of the article")
    before = beside.locator("caption").inner_text()
    beside.get_by_role("combobox", name="Paragraph").select_option(index=3)
    expect(beside.locator("caption")).not_to_have_text(before)
    beside.locator("textarea").fill("Another text about kites.")
    beside.get_by_role("button", name="Compare").click()
    expect(beside.locator(".ex-said")).to_contain_text("This seems to be another text.")
    expect(beside.locator(".ex-own")).to_have_text("This paragraph was not found in your copy.")
    page.reload()
    unfolded(page)
    expect(beside.locator("textarea")).to_have_value("Another text about kites.")
    assert (page.faults, page.outside) == ([], [])


def test_a_newer_edition_is_told_quietly_and_comes_whole_or_not_at_all(tmp_path, new_page):
    book = nbformat.v4.new_notebook()
    lessons = "00-start-here", "01-where"

    def publish(words):
        for name in lessons:
            book.cells = [nbformat.v4.new_markdown_cell(f"# {name}\n\n{words}.")]
            nbformat.write(book, tmp_path / f"{name}.ipynb")
        build(tmp_path, tmp_path / "site", lessons=lessons)

    def told():
        return [
            page.goto(f"{there}/{name}.html") and page.locator("main").inner_text()[-6:]
            for name in lessons
        ]

    publish("First")
    with serving(tmp_path / "site") as there:
        page = new_page()
        page.goto(f"{there}/00-start-here.html")
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        publish("Other")
        # One of its files is missing on the host: the old edition stays, whole.
        (tmp_path / "site" / "data.html").rename(tmp_path / "data.html")
        assert told() == ["First.", "First."]
        failed = """async () => {
          const it = await navigator.serviceWorker.ready;
          await it.update();
          const fresh = it.installing;
          await new Promise((done) => fresh && fresh.state !== "redundant"
            ? (fresh.onstatechange = () => fresh.state === "redundant" && done()) : done());
          return Boolean(it.waiting);
        }"""
        assert page.evaluate(failed) is False
        (tmp_path / "data.html").rename(tmp_path / "site" / "data.html")
        assert told() == ["First.", "First."]
        expect(page.locator(".ex-newer")).to_contain_text("There is a newer edition")
        page.get_by_role("button", name="Show it").click()
        expect(page.locator("main")).to_contain_text("Other.")
        assert told() == ["Other.", "Other."]
        expect(page.locator(".ex-newer")).to_be_empty()


def test_no_script_of_a_hostile_story_runs(tmp_path, new_page):
    evil = "</template></script><script>document.title='taken'</script><img src=x onerror=alert(1)>"
    book = nbformat.v4.new_notebook()
    book.cells = [
        nbformat.v4.new_markdown_cell("# A title"),
        nbformat.v4.new_code_cell(
            f"import explainer as ex, dataclasses\nstory = ex.load()\nevil = {evil!r}\n"
            "place = story.places[0].model_copy(update={'name': evil, 'note': evil})\n"
            "story = dataclasses.replace(story, places=(place, *story.places[1:]))\n"
            "print(evil)\nex.maps.places(story)"
        ),
        nbformat.v4.new_code_cell("ex.maps.table(story.places[:1])"),
    ]
    nbformat.write(book, tmp_path / "00-start-here.ipynb")
    build(tmp_path, tmp_path / "site", lessons=["00-start-here"])
    with serving(tmp_path / "site") as there:
        page = new_page()
        page.on("dialog", lambda dialog: pytest.fail("a script ran"))
        page.goto(f"{there}/00-start-here.html")
        maps(page)
        assert "taken" not in page.title()
        assert page.locator("img[src=x]").count() == 0
