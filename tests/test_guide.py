"""What the instructor's guide, the doors of the README and the page for hubs promise."""

import re
import shlex
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from repo2docker.__main__ import make_r2d

import explainer as ex
from explainer import paper
from explainer.widgets import sheet, shown
from explainer.widgets.desk_page import RUN
from tests.lessons import NOTEBOOKS
from tests.sampling import WHOLE
from tests.test_lessons import TOO_LATE, prose, tool
from tools import lesson_time, period_walk

ROOT = NOTEBOOKS.parent
STORY = ROOT / "explainer" / "stories" / "ukraine-2021"
GUIDE = (NOTEBOOKS / "instructor-guide.md").read_text(encoding="utf-8")
HUB = (ROOT / "docs" / "hub.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
LESSONS = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
every_lesson = pytest.mark.parametrize("lesson", LESSONS)


def part(text, title, level=2):
    """What stands under a heading, up to the next one of its level or above."""
    found = re.search(
        rf"^{'#' * level} {re.escape(title)}\n(.*?)(?=^#{{2,{level}}} |\Z)", text, re.M | re.S
    )
    assert found, f"no part “{title}”"
    return found[1]


def rows(text):
    """The cells of the tables in a text, without the heads and rules."""
    lines = [line for line in text.split("\n") if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    heads = {i - 1 for i, row in enumerate(cells) if set("".join(row)) <= set("-: ")}
    return [row for i, row in enumerate(cells) if i not in heads and i - 1 not in heads]


def anchors(text):
    """The anchors of a page: GitHub's, which are lower case, if JupyterLab's are the same."""
    titles = re.findall(r"^#+ (.+)$", text, re.M)
    github = [re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles]
    return github, [title.replace(" ", "-") for title in titles]


# ------------------------------------------------------------------ plans


def test_the_lessons_of_the_guide_are_the_lessons_there_are():
    assert re.findall(r"^## (\d\d-.+)$", GUIDE, re.M) == LESSONS


PLAN = "45 and 90 minutes"


@every_lesson
@pytest.mark.parametrize(("column", "minutes"), [(0, 45), (1, 90)])
def test_the_minutes_of_a_plan_add_up(lesson, column, minutes):
    plan = [row for row in rows(part(part(GUIDE, lesson), PLAN, 3)) if row[column] != "–"]
    spans = [tuple(map(int, row[column].split("–"))) for row in plan]
    assert spans[0][0] == 0 and spans[-1][1] == minutes
    assert [end for _, end in spans[:-1]] == [start for start, _ in spans[1:]]
    assert all(2 <= end - start <= 25 for start, end in spans)
    assert all(row[2] for row in plan)
    assert ("break" in {row[2] for row in plan}) == (minutes == 90)


@every_lesson
def test_a_plan_of_45_minutes_is_the_cut_of_its_lesson(lesson):
    cells = paper.cut(lesson, NOTEBOOKS).cells
    firsts = [period_walk.plain(cell.source.strip().partition("\n")[0]) for cell in cells]
    firsts += [period_walk.plain(task.title) for task in ex.load().tasks(lesson).tasks]
    steps = period_walk.plan(lesson)
    named = set().union(*(step.named for step in steps)) - {"look back", "the forecast"}
    assert [name for name in named if not any(map(re.compile(name).match, firsts))] == []
    left = [first for cell, first in zip(cells, firsts, strict=False) if cell.source[:3] == "## "]
    assert [first for first in left if not any(map(first.startswith, named))] == []


@pytest.mark.hostile
@pytest.mark.usefixtures("one_kernel")
@pytest.mark.parametrize("lesson", LESSONS if WHOLE else [LESSONS[2]])
def test_one_reader_alone_has_time_for_each_row_of_a_plan(lesson):
    steps = period_walk.walked(lesson)
    assert [step for step in steps if step.needed > step.given] == []
    assert sum(step.needed for step in steps) > 10


@every_lesson
def test_a_plan_says_what_else_a_teacher_needs(lesson):
    told = part(GUIDE, lesson)
    for title in ("Ask, and what to expect", "If this happens, do that"):
        assert len(rows(part(told, title, 3))) >= 4
    for wanted in ("**To leave with:**", "**Show:**", "**Drop:**", f"({lesson}.ipynb)"):
        assert wanted in told


@every_lesson
def test_minutes_alone_are_those_on_top_of_the_lesson(lesson):
    [told] = re.findall(
        r"\*\*Time\*\* \| (about [^|]*?)(?:, most of| \|)", prose(f"{lesson}.ipynb")
    )
    assert f"Alone: {told}." in " ".join(part(GUIDE, lesson).split())


@every_lesson
def test_plans_name_parts_and_tasks_that_are_there(lesson):
    plans = part(part(GUIDE, lesson), PLAN, 3)
    named = set(re.findall(r"(?<!\*)\*([A-Z0-9“][^*]+)\*(?!\*)", plans))
    tasks = (STORY / "tasks" / f"{lesson}.toml").read_text(encoding="utf-8")
    there = [*re.findall(r"^#+ (.+)$", prose(f"{lesson}.ipynb"), re.M), "Check my set-up"]
    there += re.findall(r'^title = "(.+)"$', tasks, re.M)
    there += re.findall(r"^([A-Z].+):$", prose(f"{lesson}.ipynb"), re.M)
    there += re.findall(r"\*\*([^*]+)\*\*", prose(f"{lesson}.ipynb"))

    def plain(text):
        return re.sub(r"[^\w ]", "", text).lower()

    known = list(map(plain, there))
    assert len(named) >= 4
    assert [name for name in named if not any(plain(name) in title for title in known)] == []


def test_how_minutes_are_counted_is_told_as_it_is_done():
    speed = lesson_time.SPEED
    told = " ".join(part(GUIDE, "how the minutes are counted").split())
    assert f"{speed['words_a_minute']} words a minute" in told
    assert f"more than {speed['rows_read']} rows" in told
    for thing in ("table_looked_up", "picture", "explorer", "question", "guess", "task"):
        name = thing.replace("_", " ")
        assert re.search(rf"{name}[^;.]*: {speed[thing]:g} minutes?[;.]", told), name
    assert f"next {speed['step']} minutes" in told and f"{speed['longest']} minutes" in told


def test_the_course_plans_hold():
    days = rows(part(GUIDE, "two weeks", 3))
    assert [row[0] for row in days] == [str(day) for day in range(1, 11)]
    assert [link for row in days for link in re.findall(r"\(#(\d\d-[^)]+)\)", row[1])] == LESSONS


# ------------------------------------------------------------------ words


def test_numbers_of_the_guide_are_those_of_the_story():
    data = "".join(path.read_text(encoding="utf-8") for path in STORY.rglob("*") if path.is_file())
    data += ex.charts.average(ex.load())._repr_html_()
    numbers = set(re.findall(r"\b\d{1,3},\d{3}\b", GUIDE))
    assert len(numbers) >= 5
    assert [number for number in numbers if number not in data] == []


def test_crimea_has_both_halves():
    lines = [
        line for line in re.split(r"\n\n|\n(?=[|\-\d])", GUIDE) if "controlled by Russia" in line
    ]
    assert len(lines) >= 3
    assert all("internationally recognised" in " ".join(line.split()) for line in lines)


@every_lesson
def test_plans_up_to_07_keep_to_the_day(lesson):
    assert bool(TOO_LATE.search(part(GUIDE, lesson))) == (lesson[:2] == "08")


def test_the_timeline_of_the_primer_is_the_story_s():
    told = rows(part((NOTEBOOKS / "primer.md").read_text(encoding="utf-8"), "what happened when"))
    known = [[str(event.date), event.title] for event in ex.load().events if event.weight == 1]
    assert told == known


def test_both_halves_on_crimea_stand_in_the_papers_too():
    for name in ("primer", "class-papers"):
        text = (NOTEBOOKS / f"{name}.md").read_text(encoding="utf-8")
        told = [" ".join(one.split()) for one in re.split(r"\n\n|\n(?=[|\d])", text)]
        halves = [one for one in told if "controlled by Russia" in one or "controlled by …" in one]
        assert all("part of" in one for one in halves) and halves


def test_each_lesson_has_three_ways_through_it():
    papers = (NOTEBOOKS / "class-papers.md").read_text(encoding="utf-8")
    ways = rows(part(papers, "three ways through each lesson"))
    assert [row[0] for row in ways] == [lesson[:2] for lesson in LESSONS]
    titles = {task.title for lesson in LESSONS for task in ex.load().tasks(lesson).tasks}
    named = {name for row in ways for name in re.findall(r"\*([^*]+)\*", row[2])}
    assert all(any(name in title for title in titles) for name in named) and len(named) >= 8


# ------------------------------------------------------------------ links and commands


@pytest.mark.parametrize(
    "page",
    [
        *sorted(ROOT.glob("*.md")),
        *(NOTEBOOKS / f"{name}.md" for name in ("instructor-guide", "primer", "class-papers")),
        ROOT / "docs" / "hub.md",
    ],
)
def test_links_lead_somewhere(page):
    for target, anchor in re.findall(
        r"\]\((?!https?:)([^)#]*)#?([^)]*)\)", page.read_text(encoding="utf-8")
    ):
        aim = page.parent / target if target else page
        assert aim.exists(), target
        if anchor:
            assert anchor in anchors(aim.read_text(encoding="utf-8"))[0], anchor


def test_links_inside_the_guide_work_in_jupyterlab_too():
    inside = set(re.findall(r"\]\(#([^)]+)\)", GUIDE))
    assert inside <= set(anchors(GUIDE)[1])


# ------------------------------------------------------------------ doors


def test_every_door_is_in_the_table_and_has_a_part():
    doors = rows(part(README, "Open it").split("###")[0])
    linked = [re.search(r"\(#([^)]+)\)", row[0])[1] for row in doors]
    assert linked == anchors(part(README, "Open it"))[0]
    assert all(len(row) == 4 and all(row) for row in doors)
    made = set(re.findall(r"`(make \w+)`", "".join(row[0] for row in doors)))
    assert made == {"make lab", "make offline"}


def test_every_lesson_of_the_readme_has_its_badge():
    assert re.findall(r"\(notebooks/(\d\d-[^)]+)\.ipynb\)", README) == LESSONS
    for lesson in LESSONS:
        (line,) = re.findall(rf".*\(notebooks/{lesson}\.ipynb\).*", README)
        assert f"][binder-{lesson[:2]}]" in line
        (address,) = re.findall(rf"^\[binder-{lesson[:2]}\]: (\S+)$", README, re.M)
        assert parse_qs(urlsplit(address).query)["urlpath"] == [
            f"lab/tree/notebooks/{lesson}.ipynb"
        ]


def test_one_command_writes_all_links_and_leaves_no_placeholder(tmp_path):
    badges = tool("badges")
    done = badges.written(README, "someone/lessons/v1/b")
    links = "".join(re.findall(r"written by tools/badges.py -->(.*?)<!--", done, re.S))
    assert "OWNER" not in links and "REPO" not in links and "TAG" not in links
    assert links.count("https://mybinder.org/v2/gh/someone/lessons/v1%2Fb?") == len(LESSONS)
    (pull,) = re.findall(r"https://HUB/\S+", done)
    asked = parse_qs(urlsplit(pull).query)
    assert asked["repo"] == ["https://github.com/someone/lessons"]
    opened = asked["urlpath"][0].removeprefix("lab/tree/lessons/")
    assert (ROOT / opened).is_file()
    assert badges.written(done, "OWNER/REPO/TAG") == badges.written(README, "OWNER/REPO/TAG")


def test_a_wrong_place_is_refused():
    command = [sys.executable, ROOT / "tools" / "badges.py", "lessons"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "account, repository and tag" in done.stderr


# ------------------------------------------------------------------ hubs


def hub_settings():
    return yaml.safe_load(re.search(r"```yaml\n(.*?)```", HUB, re.S)[1])


def test_seats_are_worked_out_as_told():
    for memory, cores, seats, wait in rows(part(HUB, "How many seats on what")):
        fits = (int(memory.split()[0]) - 1) / 0.5
        assert int(seats) == fits
        assert int(wait.split()[0]) == round(fits * 8.6 / int(cores))


def test_the_guarantee_holds_a_seat_and_the_limit_four_lessons():
    one = int(re.search(r"one lesson open: about (\d+) MB", HUB)[1])
    four = int(re.search(r"Four open lessons come to about (\d+) MB", HUB)[1])
    memory = hub_settings()["singleuser"]["memory"]
    assert one < int(memory["guarantee"].removesuffix("M")) < four < 1000
    assert memory["limit"] == "1G"


def test_the_image_is_built_where_the_settings_look_for_it():
    command = re.search(r"^ {4}(repo2docker .*?\.)$", HUB, re.M | re.S)[1]
    built = make_r2d(shlex.split(command.replace("\\\n", " "))[1:])
    settings = hub_settings()["singleuser"]
    assert built.target_repo_dir == "/srv/explainer"
    assert "nbgitpuller" in built.appendix
    (script,) = settings["lifecycleHooks"]["postStart"]["exec"]["command"][2:]
    assert f"{built.target_repo_dir}/notebooks" in script
    assert built.output_image_spec == "{name}:{tag}".format_map(settings["image"])
    first = Path(settings["defaultUrl"]).name
    assert (NOTEBOOKS / first).is_file()


def test_the_copy_keeps_what_a_student_has_changed(tmp_path):
    (script,) = hub_settings()["singleuser"]["lifecycleHooks"]["postStart"]["exec"]["command"][2:]
    script = script.replace("/srv/explainer/notebooks", str(NOTEBOOKS))
    subprocess.run(["sh", "-c", script], cwd=tmp_path, check=True)
    lesson = tmp_path / "lessons" / f"{LESSONS[0]}.ipynb"
    assert lesson.is_file()
    lesson.write_text("mine", encoding="utf-8")
    (tmp_path / "lessons" / "glossary.md").unlink()
    subprocess.run(["sh", "-c", script], cwd=tmp_path, check=True)
    assert lesson.read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "lessons" / "glossary.md").is_file()


def test_the_table_of_troubles_has_what_a_reader_sees_on_the_second_day():
    troubles = " ".join(row[0] for row in rows(part(GUIDE, "when something breaks")))
    for words in (sheet.RUN, shown.CHOOSE, RUN):
        assert f"“{re.split('[:.]', words)[0]}”" in troubles
    assert "“Error displaying widget: model not found”" in troubles  # by ipywidgets
