import json

import pytest

import explainer as ex
from explainer.classroom import readiness


def test_the_table_has_a_row_for_everything_that_can_go_wrong():
    table = ex.check_my_setup()
    for wanted in ("Python", "JupyterLab", "trusted", "Browser", "Widgets", "Internet", "Saving"):
        assert wanted in table


def test_without_a_browser_s_answer_it_says_what_to_do():
    assert "Run All Cells" in ex.check_my_setup()


def test_a_missing_library_is_named_with_what_to_do(monkeypatch):
    known = readiness.importlib.util.find_spec
    monkeypatch.setattr(
        readiness.importlib.util, "find_spec", lambda n: None if n == "folium" else known(n)
    )
    found = readiness.packages()
    assert found.state == "bad"
    assert "folium" in found.said and "pip install" in found.said


def test_a_folder_that_cannot_be_written_is_a_note_that_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(readiness.os, "access", lambda *_: False)
    found = readiness.saving(tmp_path / "my-work")
    assert found.state == "note"
    assert "Download" in found.said


def test_binder_is_recognised(monkeypatch, tmp_path):
    monkeypatch.setenv("BINDER_SERVICE_HOST", "x")
    assert "Binder" in readiness.saving(tmp_path / "my-work").said


@pytest.mark.browser
def test_the_browser_fills_in_its_part(browser):
    page = browser.new_page()
    page.set_content(str(ex.check_my_setup()))
    rows = {
        row.get_attribute("data-check"): row.inner_text()
        for row in page.locator("tr[data-check]").all()
    }
    assert "ready" in rows["trust"] and "ready" in rows["browser"]
    assert "no running notebook" in rows["widgets"]
    assert "connected" in rows["network"].lower()
    page.close()


MANAGER = "@jupyter-widgets/jupyterlab-manager"


@pytest.mark.browser
@pytest.mark.parametrize(
    ("loaded", "off", "told"),
    [
        ([MANAGER, "anywidget"], [], "ready"),
        ([MANAGER], [], "python -m pip install anywidget"),
        (["jupyterlab-slideshow"], [], "python -m pip install jupyterlab_widgets"),
        ([MANAGER, "anywidget"], [f"{MANAGER}:plugin"], f"jupyter labextension enable {MANAGER}"),
    ],
)
def test_widgets_are_looked_for_where_jupyter_says_what_it_has_loaded(browser, loaded, off, told):
    config = {
        "federated_extensions": [{"name": name} for name in loaded],
        "disabledExtensions": off,
    }
    page = browser.new_page()
    page.set_content(
        f'<script id="jupyter-config-data" type="application/json">{json.dumps(config)}</script>'
        f"{ex.check_my_setup()}"
    )
    row = page.locator('tr[data-check="widgets"]').inner_text()
    page.close()
    assert told in row
    assert ("does not work yet" in row) is (told != "ready")
