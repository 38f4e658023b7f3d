"""The web edition, read as files: whole, light, steady, and asking no other host."""

import gzip
import os
import re
import subprocess
import sys
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from explainer.errors import ExplainerError
from explainer.page.policy import nonce
from explainer.site import python
from explainer.site.rehearsal import steps
from explainer.site.shelf import Shelf
from tests.lessons import NOTEBOOKS, write
from tests.lessons import Page as Loaded
from tools import readers

LESSONS = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
KB = 1000


class Seen(HTMLParser):
    """A page as a reader meets it: names, links, loaded files, and the words outside code."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids, self.links, self.files, self.wrong, self.words = [], [], [], [], []
        self.first, self.later = None, []
        self._hidden = self._apart = 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        self._apart += tag == "template"  # a map is a page of its own
        if "srcdoc" in said:  # the first map, which begins with its page
            self.first = Seen(said["srcdoc"])
            self.files += self.first.files
        self.later += said.get("data-later", "").split()
        self.files += said.get("data-later", "").split()
        self.ids += [said["id"]] if "id" in said and not self._apart else []
        self.links += [said["href"]] if tag == "a" and "href" in said else []
        self.files += [
            said[name] for name in ("src", "href") if tag in ("script", "link") and name in said
        ]
        self.files += [said[name] for name in ("data-made", "data-joined") if name in said]
        self.wrong += [f"<{tag} {name}>" for name in said if name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in said):
            self.wrong.append(tag)
        self._hidden += tag in ("code", "script")

    def handle_endtag(self, tag):
        self._hidden -= tag in ("code", "script")
        self._apart -= tag == "template"

    def handle_data(self, data):
        if not self._hidden:
            self.words.append(data)


@pytest.fixture(scope="session")
def pages(site):
    """Name of a page -> what stands in it."""
    return {
        path.name: Seen(path.read_text(encoding="utf-8")) for path in sorted(site.glob("*.html"))
    }


def test_every_lesson_and_every_text_is_a_page(pages, site):
    texts = [path.stem for path in NOTEBOOKS.glob("*.md")]
    more = [path.stem for path in (NOTEBOOKS / "more").glob("*.ipynb")]
    wanted = {f"{name}.html" for name in ("index", "search", "data", *LESSONS, *more, *texts)}
    assert wanted == {*pages}
    assert (site / "data" / "places.csv").is_file() and (site / "data" / "places.geojson").is_file()


def test_every_link_and_every_file_is_there(pages, site):
    broken = []
    for name, page in pages.items():
        for link in page.links:
            file, _, place = link.partition("#")
            if link.startswith(("http://", "https://")):
                continue
            there = pages.get(file or name)
            found = there and (not place or unquote(place) in there.ids)
            if not found and not (file.startswith("data/") and (site / file).is_file()):
                broken.append((name, link))
        broken += [(name, file) for file in page.files if not (site / file).is_file()]
        assert len({*page.ids}) == len(page.ids), name
    assert broken == []


def test_no_page_asks_another_host_or_holds_a_script_of_its_own(pages, site):
    for name, page in pages.items():
        assert page.wrong == [], name
        text = (site / name).read_text(encoding="utf-8")
        documents = Loaded.all_in(text)
        assert documents and not any(found.outside for found in documents), name
        policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1]
        assert "default-src 'none'" in policy
        # Nobody can have written the nonce into a text: it is made from all the rest of the page.
        word = re.search(r"script-src 'self' 'nonce-([0-9a-f]{32})';", policy)[1]
        assert word == nonce(*text.split(word))


#: Words of a notebook, chosen without looking at the rules that leave them out.
NOTEBOOK = re.compile(
    r"\b([Rr]un (it|this|that|all)\b|[Rr]un the (next )?cell|next cell|the cell|kernel|Run All|"
    r"Try it: change|Change text to|Shift and Enter|Binder|JupyterLab|notebook|object at 0x|"
    r"In Jupyter|grey box)|⋯"
)


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_page_speaks_to_a_reader_not_to_a_kernel(lesson, pages):
    told = " ".join(" ".join(pages[f"{lesson}.html"].words).split())
    assert [told[found.start() - 60 : found.end() + 30] for found in NOTEBOOK.finditer(told)] == []


def packed(*files: Path) -> int:
    """Bytes that a server sends for some files."""
    return sum(len(gzip.compress(file.read_bytes(), mtime=0)) for file in files)


def test_the_first_map_begins_with_its_page_and_land_comes_before_the_rest(pages):
    page = pages[f"{LESSONS[0]}.html"]
    later = {*page.first.later}
    at_once = [name for name in page.first.files if name not in later]
    assert later.isdisjoint(page.files[: page.files.index(at_once[-1]) + 1])  # asked for ahead
    kinds = [name.partition("/")[2].partition(".")[0] for name in at_once]
    assert kinds == ["map", "map", "region", "rest", "drawn"]
    assert any(name.startswith("assets/lines.") for name in later)


def test_the_first_visit_and_each_further_lesson_are_light(pages, site):
    first = {*pages[f"{LESSONS[0]}.html"].files}
    whole = packed(site / f"{LESSONS[0]}.html", *(site / file for file in first))
    assert whole <= 500 * KB, whole
    for lesson in LESSONS[1:]:
        more = {*pages[f"{lesson}.html"].files} - first
        size = packed(site / f"{lesson}.html", *(site / file for file in more))
        assert size <= 150 * KB, (lesson, size)


def test_what_python_is_given_in_the_browser_is_all_it_needs(site, tmp_path):
    [packed] = site.glob("assets/python.*/packages.zip")
    with zipfile.ZipFile(packed) as archive:
        names = [name for name in archive.namelist() if name.startswith("explainer/")]
        archive.extractall(tmp_path, names)
    code = """
import json, sys
from explainer.recognition import in_page
assert sys.modules["explainer"].__file__.startswith(sys.argv[1])
for asked in ({"kind": "text", "text": "", "missed": "Odesa"}, {"kind": "search", "query": "Kiyv"},
              {"kind": "copy", "text": "Any.", "known": {"p1": ["abcdef"]}}):
    assert json.loads(in_page.answer(json.dumps(asked)))["said"]
heavy = {"folium", "ipywidgets", "IPython", "matplotlib", "numpy"} & {*sys.modules}
assert not heavy, heavy
"""
    env = os.environ | {"PYTHONPATH": str(tmp_path)}
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], env=env, cwd=tmp_path, check=True)


def test_each_lesson_is_named_while_a_site_is_made(tmp_path, caplog):
    with caplog.at_level("INFO"):
        assert [step.value for step in steps(write(tmp_path / "00-one.ipynb", "1 + 1"))] == [2]
    assert "00-one becomes a page" in caplog.text


def test_a_folder_that_cannot_give_python_is_refused(tmp_path):
    with pytest.raises(ExplainerError, match=r"lacks pyodide.mjs, .*wheel of pydantic"):
        python.shelve(Shelf(), tmp_path)


def test_what_a_host_serves_is_counted(site):
    first, whole, python = readers.loads(site)
    assert first.sent <= 500 * KB and first.sent < whole.sent < python.sent
    kept = {path for path in site.rglob("*") if path.is_file()}
    later = {path for path in kept if path.name.startswith(("names.", "lookup.", ".made"))}
    later |= {*site.glob("assets/python.*/*"), *site.glob("data/*")}
    # All others once, and the first page once more.
    assert whole.requests == len(kept - later) + 1
    assert python.requests == whole.requests + len([*site.glob("assets/python.*/*")])
    assert f"GB for {readers.READERS:,}" in readers.table(site, readers.READERS, 0.08, 0.75)
