"""Worksheets on paper: escaped, whole, and loaded back word for word."""

from html.parser import HTMLParser

import pytest

from explainer.classroom.worksheet import Work, answers, hand_in, load, page, read_page
from explainer.classroom.worksheet.journal import NAME
from explainer.errors import UnknownRecord, WorksheetError
from tests import lessons, practice

NASTY = [
    "</script><script>alert(1)</script>",
    "<!-- <script> -->",
    "<img src=x onerror=alert(1)>",
    "a & b &amp; c &#60;",
    "line one\nline two\n\n  indented\t.",
    "]]> \u2028 \u2029 \x00 🗺️ Київ ‏עברית‏",
    "$title ${work} $$",
    "\\u003c \\n \" ' `",
]


@pytest.fixture
def story(tmp_path):
    return practice.story(tmp_path / "story")


class Seen(HTMLParser):
    """What a browser would make of a page, by the standard library."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.boxes, self.scripts = [], {}, []
        self._path = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "input", "br"):
            self._path.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        while self._path and self._path.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not self._path:
            return
        tag, attrs = self._path[-1]
        if "data-box" in attrs:
            key = attrs["data-task"], attrs["data-box"]
            self.boxes[key] = self.boxes.get(key, "") + data
        elif tag == "script":
            self.scripts.append(data)

    def named(self, tag):
        return [attrs for name, attrs in self.elements if name == tag]


def written(folder, **boxes):
    journal = load(folder)
    for box, text in boxes.items():
        journal.write("one", "text", box, text)
    journal.save()
    return journal.work("one")


# The page to hand in


@pytest.mark.parametrize("text", NASTY)
def test_what_is_typed_stays_text_and_comes_back(tmp_path, story, text):
    work = written(tmp_path / "w", long=text, short=text[::-1])
    made = hand_in([work], story=story)
    seen = Seen(made)
    plain = Seen(hand_in([written(tmp_path / "p", long="a", short="b")], story=story))
    assert [tag for tag, _ in seen.elements] == [tag for tag, _ in plain.elements]
    assert seen.boxes["text", "long"] == text
    assert len(seen.named("script")) == 1
    assert read_page(made.encode()) == (work,)


def test_a_page_needs_nothing_and_says_what_it_is(tmp_path, story):
    made = hand_in([written(tmp_path, long="mine")], story=story)
    found = lessons.Page(made)
    assert found.outside == []
    seen = Seen(made)
    assert seen.named("html") == [{"lang": "en", "data-file": "my-work-one.html"}]
    assert "<title>My work: First &lt;lesson&gt;</title>" in made
    assert "First paragraph &lt;b&gt;." in made and "Per cent" in made
    assert "A model answer" not in made and "A hint" not in made


def test_a_page_of_all_lessons_holds_each(tmp_path, story):
    works = [
        Work.model_validate(
            {
                "lesson": lesson,
                "answers": {"only": {"box": {"value": lesson, "changed": "2021-12-02T09:00Z"}}},
            }
        )
        for lesson in ("one", "two", "a-lesson-of-long-ago")
    ]
    made = hand_in(works, story=story)
    seen = Seen(made)
    sections = [attrs["data-lesson"] for attrs in seen.named("section")]
    assert sections == ["one", "two", "a-lesson-of-long-ago"]
    assert made.count('data-task="only" data-box="box"') == 3, "an answer without its task"
    assert seen.named("html")[0]["data-file"] == "my-work.html"
    assert read_page(made.encode()) == tuple(works)


def test_a_truncated_page_is_refused_or_whole(tmp_path, story):
    work = written(tmp_path, long="my words " * 20)
    made = hand_in([work], story=story).encode()
    ends = 0
    for length in range(len(made)):
        try:
            assert read_page(made[:length]) == (work,), length
            ends += 1
        except WorksheetError:
            assert ends == 0
    assert 0 < ends < 60, "only after the end of the data is the rest not needed"


OPEN, CLOSE = '<script type="application/json" id="explainer-work">', "</script>"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        b"<html><body>Another page</body></html>",
        b"x" * 6_000_000,
        f"{OPEN}{{}}{CLOSE}".encode(),
        f"{OPEN}null{CLOSE}".encode(),
        f'{OPEN}{{"works": [{{"lesson": "../../etc"}}]}}{CLOSE}'.encode(),
        f'{OPEN}{{"works": [{{"lesson": "one", "version": 2}}]}}{CLOSE}'.encode(),
        f"{OPEN}{'[' * 100_000}{CLOSE}".encode(),
    ],
    ids=["empty", "picture", "other", "large", "object", "null", "path", "version", "deep"],
)
def test_what_is_no_page_of_ours_is_refused_in_one_sentence(data):
    with pytest.raises(WorksheetError, match="not a page that was downloaded here") as told:
        read_page(data)
    assert "\n" not in str(told.value)


# Loading back


def test_a_page_fills_an_empty_folder(tmp_path, story):
    made = hand_in([written(tmp_path / "old", long="mine", short="")], story=story)
    written(tmp_path / "new", long="x")
    journal = load(tmp_path / "new")
    journal.write("one", "text", "long", "")  # typed and erased
    before = journal.work("one").answers["text"]["long"].changed
    works = read_page(made.encode())
    assert works[0].answers["text"]["long"].changed < before
    journal = load(tmp_path / "empty")
    journal.take(works)
    assert answers("one", tmp_path / "empty") == {"text": {"long": "mine"}}
    assert journal.notices == []


def test_an_old_page_does_not_push_out_newer_words(tmp_path, story):
    made = hand_in([written(tmp_path, long="old", short="only on the page")], story=story)
    (tmp_path / NAME).unlink()
    written(tmp_path, long="new")
    journal = load(tmp_path)
    journal.take(read_page(made.encode()))
    assert journal.answers("one") == {"text": {"long": "new", "short": "only on the page"}}
    assert answers("one", tmp_path) == journal.answers("one")
    assert "old" in (tmp_path / NAME).read_text() and NAME in journal.notices[0]
    size = (tmp_path / NAME).stat().st_size
    load(tmp_path).take(read_page(made.encode()))
    assert (tmp_path / NAME).stat().st_size == size, "the same page again adds nothing"


def test_a_newer_page_keeps_the_words_it_replaces(tmp_path, story):
    written(tmp_path, long="on this computer")
    made = hand_in([written(tmp_path / "elsewhere", long="on the other")], story=story)
    journal = load(tmp_path)
    journal.take(read_page(made.encode()))
    assert answers("one", tmp_path) == {"text": {"long": "on the other"}}
    assert "on this computer" in (tmp_path / NAME).read_text() and NAME in journal.notices[0]


def test_words_that_cannot_be_saved_are_told_and_saved_later(tmp_path, story, monkeypatch):
    written(tmp_path, long="on this computer")
    made = hand_in([written(tmp_path / "elsewhere", long="on the other")], story=story)
    journal = load(tmp_path)

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.write", full)
        with pytest.raises(WorksheetError, match="disk is full"):
            journal.take(read_page(made.encode()))
    assert answers("one", tmp_path) == {"text": {"long": "on this computer"}}
    journal.save()
    assert answers("one", tmp_path) == {"text": {"long": "on the other"}}


# The hand-out


def test_the_hand_out_has_lines_and_no_answers(story):
    seen = Seen(out := page("one", story=story))
    lines = [attrs["class"] for attrs in seen.named("div") if "ex-line" in attrs.get("class", "")]
    assert lines == ["ex-line"] * 4 and len(list(seen.named("i"))) == 3  # words, and a mark
    assert "It is said …" in out and "On &lt;that&gt; day …" in out
    for hidden in ("A hint", "A model answer", "Words"):
        assert hidden not in out


def test_the_instructor_s_page_has_answers_and_sources(story):
    out = page("one", story=story, answers=True)
    for shown in (
        "A hint &amp; more",
        "A model answer",
        "Words &amp; &lt;deeds&gt;",
        "Nobody knows",
    ):
        assert shown in out
    assert 'class="ex-line"' not in out


def test_there_is_no_hand_out_of_an_unknown_lesson(story):
    with pytest.raises(UnknownRecord):
        page("three", story=story)


def test_a_page_may_do_nothing_and_its_data_are_not_translated(tmp_path, story):
    journal = load(tmp_path)
    journal.write("one", "text", "long", "words")
    made = hand_in([journal.work("one")], story=story)
    rules = Seen(made).named("meta")[1]
    assert rules["http-equiv"] == "Content-Security-Policy"
    assert {"default-src 'none'", "script-src 'none'", "connect-src 'none'"} <= {
        *rules["content"].split("; ")
    }
    [data] = Seen(made).named("script")
    assert data["translate"] == "no"
    old = made.replace(' translate="no"', "")  # as pages were before
    assert old != made and read_page(old.encode()) == read_page(made.encode())


def test_tasks_with_what_was_written(tmp_path, story):
    journal = load(tmp_path)
    journal.write("one", "text", "long", "My <words>")
    journal.write("one", "guess", "number", 0)
    shown = Seen(page("one", story=story, work=journal.work("one")))
    assert len([1 for _, at in shown.elements if at.get("class") == "ex-written"]) == 2
    told = page("one", story=story, work=journal.work("one"))
    assert "My &lt;words&gt;" in told and "0 %" in told
    assert "A title" in told, "an empty box is there, too"
