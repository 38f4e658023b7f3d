"""The web edition in a browser, from a server and from a folder: alive, kept, asking nobody."""

import functools
import http.server
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

import explainer as ex
from explainer.classroom import worksheet
from explainer.classroom.worksheet import Work
from explainer.classroom.worksheet.work import Entry
from explainer.page import blocks
from explainer.places import spelling
from explainer.site import build
from explainer.widgets import geocode
from tests.conftest import MOST
from tests.lessons import NOTEBOOKS

pytestmark = pytest.mark.browser
LESSONS = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
DRAWN = ".leaflet-pane path[d]"


class Plain(http.server.SimpleHTTPRequestHandler):
    """A server of files that knows nothing else."""

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


@pytest.fixture
def visit(new_page, address):
    """A function that opens a page of the site for a new reader; faults are listed on it."""

    def get(path: str, **options):
        page = new_page(**options)
        page.faults, page.outside = [], []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("console", lambda said: said.type == "error" and page.faults.append(said.text))
        page.on("request", lambda asked: note(page, asked.url))
        page.goto(path if path.startswith("file:") else f"{address}/{path}")
        return page

    def note(page, url):
        if not url.startswith((address, "data:", "about:", "blob:", "file:")):
            page.outside.append(url)

    return get


def maps(page):
    """Have every map of a page drawn; return their frames."""
    frames = []
    for figure in page.locator(".ex-map").all():
        figure.scroll_into_view_if_needed()
        frame = figure.frame_locator("iframe")
        expect(frame.locator(DRAWN).first).to_be_attached()
        frames.append(frame)
    return frames


@pytest.mark.parametrize("lesson", LESSONS)
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


def test_it_works_from_a_folder_without_a_server(site, visit):
    page = visit((site / "06-numbers.html").as_uri())
    topic = page.locator(".ex-explorer select")
    before = page.locator(".ex-explorer .ex-said").inner_text()
    topic.select_option(index=2)
    expect(page.locator(".ex-explorer .ex-said")).not_to_have_text(before)
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
    page = visit("08-since-then.html")
    explorer = page.locator(".ex-explorer")
    frame = explorer.locator(".ex-map")
    frame.scroll_into_view_if_needed()
    inner = frame.frame_locator("iframe")
    expect(inner.locator(DRAWN).first).to_be_attached()
    explorer.get_by_role("button", name="Earlier").click()
    expect(explorer.locator(".ex-said")).to_have_text(same(wanted))
    expect(inner.locator("h1")).to_have_text(drawn.get_root().title)
    explorer.locator("select").select_option(label="all")
    expect(explorer.locator(".ex-said")).to_have_text(same(wanted))
    assert page.faults == []


def test_numbers_are_ticked_and_statements_filtered_as_in_python(visit):
    story = ex.load()
    page = visit("06-numbers.html")
    explorer = page.locator(".ex-explorer")
    ranges = ex.widgets.range_explorer(story)
    all_but_first = tuple(value for _, value in ranges.controls["figures"].options[-MOST:][1:])
    explorer.get_by_role("checkbox").first.uncheck()
    wanted = ranges.parts(figures=all_but_first)[0]
    expect(explorer.locator(".ex-said")).to_have_text(same(wanted))
    page.goto(page.url.replace("06-numbers", "05-voices"))
    said = ex.widgets.statements(story)
    chosen = page.locator(".ex-explorer")
    for name, value in (("act", "denies"), ("given", False)):
        said.controls[name].value = value
        label = said.controls[name].label
        named = said.controls[name].description
        chosen.get_by_role("combobox", name=named, exact=True).select_option(label=label)
    expect(chosen.locator(".ex-said")).to_have_text(same(said.parts()[0]))
    for text, part in zip(chosen.locator(".ex-pane").all(), said.parts()[1:], strict=True):
        assert plain(text.inner_text()) == plain(blocks.words(part))
    assert page.faults == []


def test_a_name_is_looked_up_as_the_gazetteer_does_it(visit):
    page = visit("01-where.html")
    explorer = page.locator(".ex-explorer")
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
    expect(figure.locator("iframe").content_frame.locator("h1")).to_contain_text("Москва")
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
    about = "Object.keys(explainerMade).find((name) => name.startsWith('assets/lookup'))"
    keys = f"(names) => names.map((name) => explainerKey(name, explainerMade[{about}].letters))"
    assert page.evaluate(keys, names) == [spelling.key(name) for name in names]
    assert page.faults == []


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
    (work,) = worksheet.read_page(Path(loading.value.path()).read_bytes())
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
    expect(page.locator(".ex-again")).to_contain_text("70 %")
    expect(page.locator(".ex-again")).to_contain_text("Written on 3 December 2021.")
    expect(page.locator(".ex-again .ex-scale i")).to_have_css("left", re.compile("px"))
    assert page.locator(".ex-again .ex-scale i").evaluate("mark => mark.style.left") == "70%"
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


@pytest.mark.parametrize(
    ("link", "inside", "shown"),
    [
        ("02-how-it-came-to-this.html#stop-5", ".ex-tour-when span:visible", "Stop 5 of"),
        ("03-whose-line.html#view-russia", ".ex-foot", "Borders drawn as: Russia"),
        ("04-the-alliance.html#year-1999", ".ex-years-said", "1999"),
        ("00-start-here.html#place-kyiv", ".ex-card", "Kyiv"),
    ],
)
def test_a_link_opens_at_its_place_and_choosing_changes_the_address(link, inside, shown, visit):
    page = visit(link)
    told = page.locator(".ex-map iframe").first.content_frame.locator(inside)
    expect(told).to_contain_text(shown)
    expect(page.locator(".ex-map").first).to_be_in_viewport()
    if "stop" in link:
        page.locator(".ex-map iframe").content_frame.locator(".ex-tour-next").click()
        page.wait_for_url("**#stop-6")
    assert page.faults == []


def test_it_opens_without_a_network_after_a_first_visit(visit):
    page = visit("00-start-here.html")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.context.set_offline(True)
    page.goto(page.url.replace("00-start-here", "03-whose-line"))
    maps(page)
    page.goto(page.url.replace("03-whose-line", "search") + "?q=crimea")
    expect(page.locator(".ex-hits a").first).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_serious_barrier_and_nothing_wider_than_a_small_phone(theme, visit):
    phone = {"viewport": {"width": 320, "height": 640}, "color_scheme": theme}
    page = visit("index.html", **phone)
    for name in ("index", "00-start-here", "05-voices", "06-numbers", "08-since-then", "data"):
        page.goto(f"{page.url.rpartition('/')[0]}/{name}.html")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
        page.evaluate(AXE_SCRIPT)
        found = page.evaluate("async () => (await axe.run(document)).violations")
        serious = [item for item in found if item["impact"] in ("serious", "critical")]
        assert serious == [], [(item["id"], item["nodes"][0]["html"]) for item in serious]


def test_the_order_of_answers_is_a_readers_own_and_stays(visit):
    def order(page):
        return page.locator(".ex-quiz-choice").all_inner_texts()

    page, other = visit("03-whose-line.html"), visit("03-whose-line.html")
    first = order(page)
    page.reload()
    assert order(page) == first != order(other)
    assert sorted(first) == sorted(order(other))
    nones = page.locator(".ex-quiz-choice:has([value=none]) ~ .ex-quiz-choice")
    assert nones.count() == 0, "none of these stands last"


def test_a_teachers_link_leaves_the_core_and_hides_answers(visit):
    page = visit("index.html?lesson=03&part=core&answers=hidden")
    page.wait_for_url("**/03-whose-line.html?*")
    shown = page.locator("main > h2:visible").all_inner_texts()
    assert "Measure it both ways" in shown and "Think and write" not in shown
    expect(page.get_by_role("button", name="Check my answer").first).to_be_hidden()
    page.get_by_role("button", name="Hide answers").click()
    expect(page.get_by_role("button", name="Check my answer").first).to_be_visible()


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
