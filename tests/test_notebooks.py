"""Every lesson runs from top to bottom without a network and shows everything."""

import json
import re

import nbformat
import pytest

from tests.lessons import NOTEBOOKS, Page, code, run, write

LESSONS = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))
every_lesson = pytest.mark.parametrize("name", LESSONS)


def test_there_are_lessons():
    assert "00-start-here.ipynb" in LESSONS
    assert "01-where.ipynb" in LESSONS


@pytest.mark.hostile
@every_lesson
def test_runs_without_errors(name, executed):
    failed = [out for out in executed(name).outputs if out.output_type == "error"]
    assert not failed, "\n".join(re.sub(r"\x1b\[[\d;]*m", "", line) for line in failed[0].traceback)


@pytest.mark.hostile
@every_lesson
def test_writes_nothing_to_stderr(name, executed):
    assert executed(name).stderr == ""


@every_lesson
def test_asks_the_network_for_nothing(name, executed):
    assert executed(name).attempts == ""


@every_lesson
def test_shows_its_maps(name, executed):
    asks_for_a_map = re.search(r"\bmaps\.(?!\w*table\b)\w+\(", code(NOTEBOOKS / name))
    if asks_for_a_map or name[:2] in ("00", "01"):
        assert executed(name).maps


@every_lesson
def test_loads_nothing_from_outside(name, executed):
    assert [url for page in executed(name).pages for url in page.outside] == []


@every_lesson
def test_saved_with_outputs_is_at_most_2_mb(name, executed):
    assert len(executed(name).saved.encode()) <= 2_000_000


@every_lesson
def test_is_committed_without_outputs(name):
    notebook = json.loads((NOTEBOOKS / name).read_text(encoding="utf-8"))
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells)
    assert "widgets" not in notebook["metadata"]


@every_lesson
def test_is_a_valid_notebook(name):
    notebook = nbformat.read(NOTEBOOKS / name, as_version=4)
    nbformat.validate(notebook)
    # Without these JupyterLab opens a window that asks the reader to choose a kernel.
    assert notebook.metadata.kernelspec.name == "python3"


# The tests above are worth what these helpers find.


def run_cells(folder, *cells):
    return run(write(folder / "one.ipynb", *cells))


def test_the_kernel_has_no_network(tmp_path):
    result = run_cells(
        tmp_path,
        "import socket; socket.socket().connect(('192.0.2.1', 80))",
        "import urllib.request as u\ntry: u.urlopen('https://example.org')\nexcept OSError: pass",
        "import sys; print('seen', file=sys.stderr)",
    )
    first, second, _ = result.notebook.cells
    assert first.outputs[0].ename == "OSError"
    assert second.outputs == []
    assert "192.0.2.1" in result.attempts and "example.org" in result.attempts
    assert result.stderr == "seen\n"


@pytest.mark.parametrize(
    "html",
    [
        "<img src='https://example.org/x.png'>",
        "<link rel=stylesheet href='//example.org/x.css'>",
        "<style>@import 'https://example.org/x.css';</style>",
        "<p style=\"background: url('https://example.org/x.png')\">",
        "<script>fetch('https://example.org/x.json')</script>",
        "<script>const i = new Image(); i.src = 'https://example.org/x.png'</script>",
        "<iframe srcdoc='<script src=&quot;https://example.org/x.js&quot;></script>'></iframe>",
    ],
)
def test_the_search_finds_what_a_browser_would_load(html):
    assert [url for page in Page.all_in(html) for url in page.outside]


@pytest.mark.parametrize(
    "html",
    [
        "<a href='https://example.org/report'>report</a>",
        "<img src='data:image/png;base64,AA=='>",
        "<svg xmlns='http://www.w3.org/2000/svg'></svg>",
        "<script>// see https://example.org</script>",
    ],
)
def test_the_search_lets_links_for_reading_pass(html):
    assert not [url for page in Page.all_in(html) for url in page.outside]


def test_plain_folium_is_caught(tmp_path):
    result = run_cells(tmp_path, "import folium; folium.Map(tiles=None)")
    assert result.maps
    assert any("leaflet.js" in url for page in result.pages for url in page.outside)


def test_packed_maps_are_looked_into(tmp_path):
    result = run_cells(
        tmp_path,
        "import base64, gzip\nfrom IPython.display import HTML\n"
        "page = b'<link rel=stylesheet href=\"//example.org/a.css\"><script>L.map(1)</script>'\n"
        "packed = base64.b64encode(gzip.compress(page)).decode()\n"
        "HTML(f'<iframe srcdoc=\"<script>{packed}</script>\"></iframe>')",
    )
    assert len(result.maps) == 1
    assert [url for page in result.pages for url in page.outside]
