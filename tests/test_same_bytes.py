"""The same story gives the same bytes, so that a release can be compared and cached.

All that is shown, hand-outs and slides too, and every file of the web edition of a lesson with
explorers.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import explainer
from explainer.page.offline import steady
from tests.every_function import functions

BEAGLE = Path(explainer.__file__).parent / "stories" / "beagle-1978"
#: Prints the name of every function that shows something, and what it shows as a number; then the
#: files of the web edition.
PRINT = """
import sys, hashlib, os
from pathlib import Path
import nbformat
import explainer as ex
from explainer.paper import running
from explainer.site import build
from tests.kernels import Kept
from tests.lessons import write
from explainer.classroom.worksheet import Journal
from tests.every_function import Given, functions, words
from tests.sampling import WHOLE
folder = Path(sys.argv[2])
running.NotebookClient = Kept
os.chdir(folder)
reader = Journal()
reader.write("reader", "quiz", "seed", "drawn once for a reader")
reader.save()
home = Given(ex.load(Path(sys.argv[1])), folder)
for name, function in functions().items():
    try:
        shown = home.call(name, function)
        if hasattr(shown, "get_root"):
            shown = shown.get_root().render() + shown.get_root()._repr_html_()
        elif hasattr(shown, "_repr_html_"):
            shown = shown._repr_html_()
        else:
            shown = words(shown)
    except ex.errors.ExplainerError as error:
        shown = str(error)
    print(name, hashlib.sha256(shown.encode()).hexdigest())
Kept.end()
lesson, where = home.lessons[0], str(home.story.folder)
cells = [
    f"import explainer as ex; story = ex.load({where!r})",
    "ex.maps.places(story)", "ex.widgets.as_of(story)", "ex.widgets.statements(story)",
    f"ex.quiz.show({lesson!r}, story=story)", f"ex.widgets.worksheet({lesson!r}, story={where!r})",
]
if WHOLE:
    cells += ["ex.widgets.range_explorer(story)", "ex.widgets.geocode_explorer('Riga')"]
write(folder / "00-start-here.ipynb", *cells)
book = nbformat.read(folder / "00-start-here.ipynb", as_version=4)
book.cells.insert(0, nbformat.v4.new_markdown_cell("# A lesson"))
nbformat.write(book, folder / "00-start-here.ipynb")
build(folder, folder / "site", lessons=["00-start-here"], most=1)
for file in sorted((folder / "site").rglob("*.*")):
    if file.is_file():
        print(file.relative_to(folder), hashlib.sha256(file.read_bytes()).hexdigest())
"""


def printed(folder, seed):
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", PRINT, str(BEAGLE), str(folder)],
        env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return dict(line.split(" ") for line in done.stdout.splitlines())


@pytest.mark.hostile
def test_whatever_is_shown_has_the_same_bytes_in_another_process(tmp_path):
    one, two = printed(tmp_path / "one", "1"), printed(tmp_path / "two", "2")
    assert one.keys() == two.keys() > functions().keys()
    assert {name for name in one if one[name] != two[name]} == set()


@pytest.mark.parametrize("change", ["1", "map_fedcba9876543210fedcba9876543210"])
def test_parts_of_a_page_get_names_from_what_they_hold(change):
    one = "var map_0123456789abcdef0123456789abcdef = 1; map_0123456789abcdef0123456789abcdef.x;"
    other = one.replace("0123456789abcdef" * 2, "9876543210abcdef" * 2)
    assert steady(one) == steady(other)
    [name] = {word.rstrip(".x;") for word in steady(one)[0].split() if word.startswith("map_")}
    assert name not in steady(one + change)[0]
