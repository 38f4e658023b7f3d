"""What every lesson promises: its form, its minutes, its links, its clock, its own words."""

import html
import importlib.util
import json
import re
import subprocess
from pathlib import Path

import pytest

import explainer as ex
from tests.lessons import NOTEBOOKS
from tools import lesson_time

ROOT = NOTEBOOKS.parent
LESSONS = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))
BEFORE = [name for name in LESSONS if name[:2] <= "07"]
every_lesson = pytest.mark.parametrize("name", LESSONS)
every_lesson_of_the_day = pytest.mark.parametrize("name", BEFORE)

#: Words that only somebody who knows what came after would write. What was planned for a later
#: year was known on the day.
TOO_LATE = re.compile(
    r"as we now know|in hindsight|full-scale|special military operation|would later|"
    r"turned out that|(?<!planned for )\b20(?:2[2-9]|3\d)\b",
    re.IGNORECASE,
)


def tool(name):
    """A script of tools/ as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def cells(name, kind):
    notebook = json.loads((NOTEBOOKS / name).read_text(encoding="utf-8"))
    return ["".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == kind]


def prose(name):
    return "\n\n".join(cells(name, "markdown"))


def code(name):
    return "\n".join(cells(name, "code"))


def visible(page):
    """What a reader can see of a page: no sources' dates, no sealed envelope, no code."""
    page = re.sub(r"<!--sealed-->.*?<!--/sealed-->", " ", page, flags=re.DOTALL)
    page = re.sub(r'<ul class="ex-sources">.*?</ul>', " ", page, flags=re.DOTALL)
    page = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", " ", page))


@every_lesson
def test_the_first_cell_says_what_a_reader_needs_to_know(name):
    first = cells(name, "markdown")[:3]
    [told] = [text for text in first if "You will be able to" in text]
    assert first[0].startswith("# ")
    for wanted in ("You need", "Time", "Why should I care?"):
        assert wanted in told
    assert cells(name, "code")[0].startswith("import explainer as ex")


@every_lesson
def test_a_lesson_opens_with_a_question(name):
    title, empty, question = cells(name, "markdown")[0].split("\n")[:3]
    assert title.startswith("# ") and not empty
    assert question.startswith("**") and question.endswith("?**")


@pytest.mark.parametrize("name", [name for name in LESSONS if name[:2] < "05"])
def test_a_picture_stands_before_the_objectives(name):
    notebook = json.loads((NOTEBOOKS / name).read_text(encoding="utf-8"))
    texts = ["".join(cell["source"]) for cell in notebook["cells"]]
    told = next(at for at, text in enumerate(texts) if "You will be able to" in text)
    assert re.search(r"ex\.maps\.\w+\(story", "".join(texts[:told]))


@every_lesson
def test_what_is_extra_is_folded_under_a_heading_that_says_so(name):
    notebook = json.loads((NOTEBOOKS / name).read_text(encoding="utf-8"))
    level = 0
    for cell in notebook["cells"]:
        data, extra = cell["metadata"], "extra" in cell["metadata"].get("tags", ())
        head = cell["cell_type"] == "markdown" and re.match("(#+) (.*)", "".join(cell["source"]))
        if head and len(head[1]) <= level:
            level = 0
        if data.get("jp-MarkdownHeadingCollapsed"):
            assert head[2].startswith("Extra")
            level = len(head[1])
        assert extra == bool(level), cell["id"]


def test_headlines_are_true_of_each_vote_and_region():
    story = ex.load()
    assert "in all" in ex.charts.referendum(story).title
    assert all(result.yes > 50 for result in story.referendum)
    assembly = [vote for vote in story.votes if "Assembly" in vote.body]
    assert "In the Assembly few said no" in code("03-whose-line.ipynb") and assembly
    for vote in assembly:
        assert vote.against < 0.15 * 193 and vote.abstaining + vote.absent > 0.4 * 193


@pytest.mark.parametrize("name", [name for name in LESSONS if "00" < name[:2] < "07"])
def test_something_to_look_at_comes_before_earlier_lessons_are_asked_again(name):
    code = cells(name, "code")
    again = next(at for at, text in enumerate(code) if "quiz.recall(" in text)
    assert any(re.search(r"ex\.(maps|charts)\.", text) for text in code[:again])


@pytest.mark.parametrize("name", LESSONS[1:])
def test_the_core_asks_something_of_earlier_lessons_and_the_rest_is_asked_too(name):
    notebook, asked, core = json.loads((NOTEBOOKS / name).read_text(encoding="utf-8")), [], []
    for cell in notebook["cells"]:
        if found := re.search(r"quiz\.recall\(\"[\w-]+\"((?:, \d+)*)\)", "".join(cell["source"])):
            numbers = [int(number) for number in re.findall(r"\d+", found[1])]
            asked += numbers or range(1, len(ex.load().lessons.recall(Path(name).stem)) + 1)
            core += ["core" in cell["metadata"]["tags"]]
    assert any(core)
    assert sorted(asked) == [*range(1, len(ex.load().lessons.recall(Path(name).stem)) + 1)]


@every_lesson
def test_something_to_do_comes_within_twelve_minutes_of_reading(name):
    notebook = json.loads((NOTEBOOKS / name).read_text(encoding="utf-8"))
    read = 0
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code" and "banner" not in "".join(cell["source"]):
            break
        read += len("".join(cell["source"]).split())
    assert read / lesson_time.SPEED["words_a_minute"] <= 12


@every_lesson
def test_every_question_is_asked_and_there_are_at_least_five(name):
    lesson = Path(name).stem
    questions = ex.quiz.questions(lesson)
    assert len(questions) >= 5
    shown = set()
    for numbers in re.findall(rf'quiz\.show\("{lesson}"((?:, \d+)*)\)', code(name)):
        shown |= {int(n) for n in re.findall(r"\d+", numbers)} or set(range(1, len(questions) + 1))
    assert shown == set(range(1, len(questions) + 1))


@every_lesson
def test_there_are_two_open_tasks_and_they_are_shown(name):
    lesson = Path(name).stem
    assert len(lesson_time.tasks(lesson)) >= 2
    assert f'worksheet("{lesson}")' in code(name)


@every_lesson
def test_slides_begin_where_sections_begin(name):
    notebook = json.loads((NOTEBOOKS / name).read_text(encoding="utf-8"))
    kinds = [cell["metadata"].get("slideshow", {}).get("slide_type") for cell in notebook["cells"]]
    assert kinds[0] == "slide"
    assert set(kinds) <= {None, "slide", "subslide"}
    for cell, kind in zip(notebook["cells"], kinds, strict=True):
        if "".join(cell["source"]).startswith("## "):
            assert kind == "slide"


@every_lesson
def test_links_lead_somewhere(name):
    headings = re.findall(r"^## (.+)$", (NOTEBOOKS / "glossary.md").read_text("utf-8"), re.M)
    anchors = {heading.replace(" ", "-") for heading in headings}
    for target, _, anchor in re.findall(r"\]\((?!https?:)([^)#]+)(#([^)]+))?\)", prose(name)):
        assert (NOTEBOOKS / target).exists(), target
        if target == "glossary.md" and anchor:
            assert anchor in anchors


@every_lesson
def test_the_next_lesson_is_linked(name):
    following = LESSONS[LESSONS.index(name) + 1 :]
    if following:
        assert f"({following[0]})" in prose(name)


@every_lesson
def test_sources_stand_at_the_end(name):
    assert "bibliography(story" in cells(name, "code")[-1]


@every_lesson
def test_code_cells_are_short(name):
    longest = max(cells(name, "code"), key=lambda cell: cell.count("\n"))
    assert longest.count("\n") < 5


@pytest.mark.parametrize("name", ["glossary", "proof"])
def test_a_page_made_from_data_is_that_of_the_data(name):
    made = tool(f"build_{name}")
    assert made.TARGET.read_text(encoding="utf-8") == made.page(ex.load())


def test_how_we_know_is_found_from_the_readme_and_two_lessons():
    texts = [(NOTEBOOKS.parent / "README.md").read_text(encoding="utf-8")]
    texts += [prose(name) for name in LESSONS if name[:2] in ("00", "07")]
    assert len(texts) == 3 and all("how-we-know.md)" in text for text in texts)


@every_lesson_of_the_day
def test_nothing_from_after_the_day_is_written(name):
    assert TOO_LATE.findall(prose(name)) == []


@every_lesson_of_the_day
def test_nothing_from_after_the_day_is_shown(name, executed):
    story = ex.load().whole()
    shown = "\n".join(visible(page.text) for page in executed(name).pages)
    assert TOO_LATE.findall(shown) == []
    told = {True: set(), False: set()}
    for _, records in story.collections():
        for record in records:
            early = not getattr(record, "known_on", None) or record.known_by(story.day)
            told[early] |= {getattr(record, "title", ""), getattr(record, "paraphrase", "")}
    # Two votes of different years may have one title.
    later = {text for text in told[False] - told[True] if len(text) > 20}
    # A source of the day may have the words of a later title in its own.
    printed = [source.title for source in story.sources if "2021-11" in source.id]
    later = {text for text in later if not any(text in title for title in printed)}
    assert later
    assert [text for text in later if text in shown] == []


def test_the_numbers_of_the_next_days_are_sealed(executed):
    pages = [page.text for page in executed("06-numbers.ipynb").pages]
    for later in ("94,300", "about 70,000", "175,000"):
        assert any(later in text for text in pages)
        assert not any(later in visible(text) for text in pages)


def test_the_clock_test_sees_what_it_should():
    assert TOO_LATE.search("in 2022") and TOO_LATE.search("As we now know")
    assert not TOO_LATE.search("in 2021, by 2019")
    sealed = "<p>a</p><!--sealed--><details>2022</details><!--/sealed-->"
    assert "2022" not in visible(sealed)


def test_no_nine_words_in_a_row_are_the_article_s():
    tracked = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split("\n")
    known = set((ROOT / "tests" / "article_hashes.txt").read_text().split())
    hashes = tool("hash_article").hashes
    endings = (".md", ".ipynb", ".toml", ".json", ".py", ".cff")
    paths = [ROOT / path for path in tracked if path.endswith(endings)]
    assert len(paths) > 50 or not (ROOT / ".git").exists()
    story = ex.load()
    # Who looks for the article needs its headline, whole: it stands once, as the title it is.
    cited = f'"title": "{story.source(story.article).title}"'
    texts = {path: path.read_text(encoding="utf-8") for path in paths if path.exists()}
    assert [path.name for path, text in texts.items() if cited in text] == ["sources.json"]
    copied = [
        str(path) for path, text in texts.items() if known & set(hashes(text.replace(cited, "", 1)))
    ]
    assert copied == []


def test_sentences_are_short():
    """Report how hard each lesson reads; fail only where a sentence got out of hand."""
    for name in LESSONS:
        plain = re.sub(r"\|.*\||```.*?```|\]\([^)]*\)|[*_`\[]", " ", prose(name), flags=re.DOTALL)
        sentences = [s.split() for s in re.split(r"[.!?:]\s+|\n\n|\n[-\d]", plain) if s.split()]
        lengths = sorted(len(sentence) for sentence in sentences)
        mean = sum(lengths) / len(lengths)
        print(f"{name}: {len(lengths)} sentences, mean {mean:.1f} words, longest {lengths[-1]}")
        assert mean <= 14
        assert lengths[-1] <= 40, max(sentences, key=len)
