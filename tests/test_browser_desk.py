"""The desk in JupyterLab: finds underlined, one card, decided by the keyboard alone."""

import secrets
import tomllib

import pytest

from explainer import authoring
from tests.test_authoring import ARTICLE, DAY

pytestmark = pytest.mark.browser


def test_finds_are_decided_by_keyboard_and_written_at_once(reader):
    name = f"story-{secrets.token_hex(3)}"
    article = ARTICLE.replace("Helsinki", "Paris")
    folder = authoring.new(name, article, DAY, into=reader.server.root)
    reader.show(f"{name}/desk.ipynb")
    reader.run_all()
    page, desk = reader.page, reader.page.locator(".ex-desk")
    cells = page.locator(".jp-Cell").count()
    desk.locator(".ex-find", has_text="Riga").wait_for()
    said = desk.get_by_role("status")

    desk.get_by_label("The find", exact=True).focus()
    page.keyboard.press("k")
    said.filter(has_text="Kept: riga.").wait_for()
    kept = tomllib.loads((folder.path / "places.toml").read_text(encoding="utf-8"))["place"][0]
    assert (kept["id"], kept.get("draft")) == ("riga", None)

    # A rival is chosen by its number, after a click in the text; keys stay on the desk.
    desk.locator(".ex-find", has_text="Paris").click()
    desk.get_by_role("button", name="Paris, Texas, United States").wait_for()
    page.keyboard.press("2")
    said.filter(has_text="Kept: Paris, Texas, United States").wait_for()
    page.keyboard.press("u")
    said.filter(has_text="Taken back.").wait_for()
    page.keyboard.press("n")
    said.filter(has_text="Taken out: paris").wait_for()

    # A change, typed and kept with Enter; no letter reaches the notebook.
    desk.locator(".ex-find", has_text="Tallinn").click()
    desk.get_by_role("heading", name="Place: “Tallinn”").wait_for()
    page.keyboard.press("e")
    page.keyboard.press("Control+a")
    page.keyboard.type("Reval abxdd")
    page.keyboard.press("Enter")
    said.filter(has_text="Kept: tallinn").wait_for()
    assert page.locator(".jp-Cell").count() == cells
    rows = {row["id"]: row for row in folder.rows("places")}
    assert rows["tallinn"]["name"] == "Reval abxdd"
    assert "paris" not in rows
