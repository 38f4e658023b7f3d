"""A paragraph of the reader's own: kept by the worksheet, decided name by name, errors seen."""

import warnings

import pytest

import explainer as ex
from explainer import recognition
from explainer.classroom.worksheet import answers, hand_in
from explainer.errors import QueryError, StoryError
from explainer.widgets import own_text, worksheet
from explainer.widgets import shown as pages
from explainer.widgets.reader_text import MISSED, TEXT, UNDECIDED
from tests import drawn

NASTY = "<b>Kyiv</b> said 5 <script>alert(1)</script> “<i>no</i>” & <img src=x onerror=alert(1)>."


@pytest.fixture
def sheet(tmp_path):
    made = worksheet("09-your-turn", folder=tmp_path)
    yield made
    made.flush()


@pytest.fixture
def widget(sheet):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return own_text(sheet)


def write(widget, text, missed=""):
    widget.text.value, widget.missed.value = text, missed
    widget.redraw()


def plain_page(widget, text=""):
    """What a page without a kernel shows for a text."""
    return pages.page(widget.parts(text=text))


def choices(widget):
    return {name.words: box for name, box in widget.choices}


def bath(widget):
    """Decide that Bath is the city."""
    box = choices(widget)["Bath"]
    box.value = next(option for option in box.options if option.startswith("1 Bath, "))


def shown(widget):
    """All HTML of the widget, and of those within it."""

    def walk(part):
        yield getattr(part, "value", "")
        yield getattr(part, "html", "")
        for child in getattr(part, "children", ()):
            yield from walk(child)

    return "".join(value for value in walk(widget) if isinstance(value, str))


def test_without_a_text_it_shows_the_invented_example(widget):
    assert "this is about our invented example" in widget.said.value
    assert list(choices(widget)) == [
        "Paris",
        "Lincoln",
        "Reading",
        "Most",
        "Bath",
        "Oxford",
        "Georgia",
    ]
    assert {box.value for box in choices(widget).values()} == {UNDECIDED}
    assert "about 1,200" in shown(widget)


def test_every_choice_has_a_label_and_a_way_to_say_no(widget):
    for name, box in widget.choices:
        assert box.description == f"“{name.words}” is"
        assert box.options[0] == UNDECIDED
        assert "a person, or another word" in box.options
        assert any("metonym" in option for option in box.options)
    assert choices(widget)["Paris"].options[1] == "1 Paris, France"


def test_what_is_chosen_stands_on_the_map_and_in_the_table(widget):
    assert "<iframe" not in shown(widget)
    box = choices(widget)["Georgia"]
    box.value = next(option for option in box.options if option.endswith("United States"))
    bath(widget)
    page = shown(widget)
    assert page.count("<iframe") == 1
    table = drawn.words(widget._chosen.value)
    assert "Georgia, United States region" in table and "Bath, " in table
    box.value = UNDECIDED
    assert "Georgia" not in widget._chosen.value
    choices(widget)["Bath"].value = "a person, or another word"
    assert "<iframe" not in shown(widget) and "its place appears here" in shown(widget)


def test_decisions_stay_when_the_text_is_looked_at_again(widget):
    write(widget, "A train from Kyiv to Lviv.")
    choices(widget)["Lviv"].value = "1 Lviv, Ukraine"
    write(widget, "A train from Kyiv to Lviv. It left Odesa, too.")
    assert choices(widget)["Odesa"].value == UNDECIDED
    assert choices(widget)["Lviv"].value == "1 Lviv, Ukraine"
    assert "Lviv" in widget._chosen.value


def test_one_name_may_stand_for_two_things(widget):
    write(widget, "In Georgia it rained. On Monday Georgia said no.")
    first, second = (box for _, box in widget.choices)
    first.value, second.value = first.options[1], second.options[-1]
    assert drawn.words(widget._chosen.value).count("“Georgia”") <= 1
    second.value = second.options[2]
    assert "United States" in widget._chosen.value


def test_missed_places_are_added_and_looked_up(widget):
    write(widget, "She left the village.", "Avdiivka\n\nLittle Wobbling\nSevastapol\nAvdiivka\n")
    names = choices(widget)
    assert list(names) == ["Avdiivka", "Little Wobbling", "Sevastapol"]
    about = {name.words: name.about for name, _ in widget.choices}
    assert "has no place called “Little Wobbling”" in about["Little Wobbling"]
    assert "No place is spelled “Sevastapol”" in about["Sevastapol"]
    assert names["Avdiivka"].options[1].startswith("1 Avdiivka")


def test_the_text_is_kept_by_the_worksheet_and_there_again(widget, sheet, tmp_path):
    write(widget, "Kyiv called.", "Odesa")
    sheet.flush()
    kept = answers("09-your-turn", tmp_path)
    assert kept[TEXT[0]][TEXT[1]] == "Kyiv called." and kept[MISSED[0]][MISSED[1]] == "Odesa"
    again = own_text(worksheet("09-your-turn", folder=tmp_path))
    assert again.text.value == "Kyiv called." and list(choices(again)) == ["Kyiv", "Odesa"]
    assert "Kyiv called." in hand_in(sheet.journal.works())


def test_without_a_worksheet_there_are_boxes_all_the_same():
    widget = own_text()
    widget.text.value = "Kyiv called."
    widget.redraw()
    assert [name.words for name, _ in widget.choices] == ["Kyiv"]


def test_the_boxes_are_those_of_the_worksheet(widget, sheet):
    assert widget.text is sheet.boxes[TEXT] and widget.missed is sheet.boxes[MISSED]


def test_what_is_pasted_is_escaped_everywhere(widget):
    write(widget, NASTY, NASTY)
    choices(widget)["Kyiv"].value = "1 Kyiv, Ukraine"
    page = shown(widget).replace(widget.text.value, "").replace(widget.missed.value, "")
    for bad in ("<script>alert", "<img src=x", "<i>no"):
        assert bad not in page
        assert bad not in plain_page(widget, NASTY)
    assert "&lt;script&gt;alert" in page


def test_a_long_text_is_cut_and_the_reader_is_told(widget):
    write(widget, "Kyiv and Lviv. " * 1700 + "Odesa.")
    assert "only its first 5000 words" in widget.said.value
    assert "Odesa" not in choices(widget)
    assert choices(widget).keys() == {"Kyiv", "Lviv"}


def test_a_text_without_anything_says_so(widget):
    write(widget, "nothing here at all")
    assert widget.choices == []
    assert "4 words were looked at" in widget.said.value
    assert "Numbers: none found." in shown(widget)


def test_an_error_is_shown_where_the_words_stand(widget, monkeypatch):
    def broken(*_, **__):
        raise QueryError("the list of places is broken")

    monkeypatch.setattr(recognition, "toponyms", broken)
    widget.redraw()
    assert "the list of places is broken" in widget.said.value


def test_an_error_of_the_map_is_shown_too(widget, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("no ink")

    monkeypatch.setattr(ex.maps, "confirmed", broken)
    bath(widget)
    assert "no ink" in widget.said.value and "fault" in widget.said.value


def test_the_page_without_a_kernel_has_every_table(widget):
    shown = drawn.words(plain_page(widget, "Kyiv said 5 trains left. “All,” she claims."))
    for caption in ("Names that may be places", "Numbers", "Words in quotation marks", "Verbs"):
        assert caption in shown
    assert "invented example" in drawn.words(plain_page(widget))


def test_without_a_worksheet_it_has_boxes_of_its_own():
    alone = own_text()
    write(alone, "A train to Lviv.")
    assert list(choices(alone)) == ["Lviv"]


def test_a_worksheet_without_the_boxes_is_refused(tmp_path):
    with pytest.raises(StoryError, match="no box 'words' in a task 'text'"):
        own_text(worksheet("01-where", folder=tmp_path))
