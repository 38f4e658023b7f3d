"""A story that is being made, with its files damaged: told in one line, and nothing is lost."""

import io
import shutil
import zipfile
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer import authoring, reading, shipped, widgets
from explainer.authoring import Folder
from explainer.cli import main
from explainer.errors import ExplainerError, StoryError
from explainer.story import checks, read
from tests.test_authoring import ARTICLE, DAY
from tests.test_reading import WAYS, put

FILES = ["places.toml", "statements.toml", "people.toml", "story.toml", "words.toml", "maps.toml"]
FILES += ["sources.json", "quiz", "private/finds.json", "private/article.txt", "private"]
ODD = [
    *(
        "\ud800",
        "a\udfffb",
        "\0",
        "\x1b[31m",
        '"""',
        "'''",
        "\\",
        "a\nb",
        "\r",
        "\u2028",
        "[[place]]",
    ),
    *("1e400", "nan", "inf", "-1", "١٢", "x" * 10_000, None, 3, [], {"a": 1}, True, 1e308),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    return authoring.new("port", ARTICLE, DAY, into=tmp_path_factory.mktemp("made")).path


def command(*args: object) -> None:
    """Type a command; what it says is one line for a terminal, whatever was typed."""
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        assert main([*map(str, args)]) in (0, 1)
    assert all(line.isprintable() for line in said.getvalue().splitlines())


def all_cards(path: Path) -> None:
    desk = widgets.desk(path).desk
    for do in ("keep", "drop", "no place", "undo"):
        desk._hear(None, {"do": do, "fields": {}}, None)
    desk._hear(None, {"do": "choose", "rival": 1}, None)


DONE = {
    "check": lambda path: command("check", path),
    "pack": lambda path: command("pack", path),
    "state": authoring.state,
    "desk": all_cards,
    "drop": lambda path: Folder(path).drop("places", "riga"),
    "keep": lambda path: Folder(path).keep("statements", "s1"),
    "compare": lambda path: authoring.compare(path, path),
}
WRONG = WAYS | {
    "gone": ({"link": "away"}, ""),
    "another form": ({"data": b"[1, 2]"}, ""),
    "no tables": ({"data": b'place = 3\nstatement = "x"\nperson = [1]\n'}, ""),
    "finds": ({"data": b'[{"collection": "x", "id": 3, "start": -5, "end": 1e9}]'}, ""),
}


def test_damaged_files_are_told_and_nothing_else_is_changed(made, tmp_path, hostile):
    @hostile(short=15)
    @given(
        name=st.sampled_from(FILES), way=st.sampled_from([*WRONG]), done=st.sampled_from([*DONE])
    )
    def campaign(name, way, done):
        shutil.rmtree(tmp_path / "port", ignore_errors=True)
        path = Path(shutil.copytree(made, tmp_path / "port"))
        if (path / name).is_dir():
            shutil.rmtree(path / name)
        damaged = put(path, name, **WRONG[way][0])
        others = [file for file in path.rglob("*") if file.is_file() and file != damaged]
        whole = {file: file.read_bytes() for file in others}
        try:
            DONE[done](path)
        except ExplainerError as error:
            assert str(error).isprintable() and len(str(error)) < 2000
            assert whole == {file: file.read_bytes() for file in others}

    campaign()


def test_whatever_is_typed_on_the_desk_leaves_files_that_are_read(made, tmp_path, hostile):
    path = Path(shutil.copytree(made, tmp_path / "port"))
    desk = widgets.desk(path).desk
    fields = sorted(
        {name for card in shipped.data("desk.toml")["find"].values() for name in card["fields"]}
    )
    message = st.one_of(
        st.fixed_dictionaries(
            {
                "do": st.just("keep"),
                "fields": st.dictionaries(
                    st.sampled_from(fields), st.sampled_from(ODD), max_size=2
                ),
            }
        ),
        st.builds(lambda at: {"do": "go", "at": at}, st.integers(-2, 10**9)),
        st.builds(lambda at: {"do": "choose", "rival": at}, st.integers(-2, 10**9)),
        st.sampled_from([{"do": "undo"}, {"do": "no place"}, {"do": None}, {}, None, []]),
    )

    @hostile(short=25)
    @given(at=st.integers(0, len(desk.finds) - 1), message=message)
    def campaign(at, message):
        desk.go(at)
        desk._hear(None, message, None)
        desk.said.encode()
        for file in path.rglob("*.toml"):
            reading.tables(file)

    campaign()
    story, problems = read(path)
    assert story and problems == []


@pytest.mark.parametrize(
    "text", ["\ud800", ARTICLE.replace("Bell", "Be\udfffll"), "\x1b[2J" + ARTICLE]
)
def test_half_a_letter_in_an_article_is_a_sign_for_it(text, tmp_path):
    try:
        made = authoring.new("port", text, DAY, into=tmp_path)
    except ExplainerError as error:
        assert "holds no words" in str(error)
        return
    story, problems = read(made.path)
    assert problems == checks.check(story) == []
    made.text.encode()


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_an_article_of_the_first_or_the_last_day_there_is(day, tmp_path):
    assert authoring.new("port", ARTICLE, day, into=tmp_path).text


@pytest.mark.parametrize("file", ["\0", "\ud800", "x" * 5000, "/dev/zero", "nowhere", "folder"])
@pytest.mark.parametrize(
    "first", [["open"], ["pack"], ["lesson"], ["check"], ["new", "a", "--text"]]
)
def test_a_path_that_is_none_is_told(first, file, tmp_path, monkeypatch):
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    command(*first, file)
    assert [item.name for item in tmp_path.iterdir()] == ["folder"]


def test_a_zip_of_somebody_else_is_not_written_over(made, tmp_path):
    path = Path(shutil.copytree(made, tmp_path / "port"))
    (tmp_path / "port.zip").write_text("mine")
    with pytest.raises(ExplainerError, match="was not written by explainer"):
        authoring.pack(path)
    assert (tmp_path / "port.zip").read_text() == "mine"


def test_a_story_is_unpacked_whole_or_not_at_all(tmp_path, monkeypatch):
    with zipfile.ZipFile(tmp_path / "sent.zip", "w") as sent:
        sent.writestr("story.toml", 'id = "sent"\n')
        sent.writestr("places.toml", "# none\n")
    write = Path.write_bytes

    def full(file, data):
        if file.name == "places.toml":
            raise OSError(28, "No space left on device")
        return write(file, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(ExplainerError, match="No space left on device"):
        authoring.unpack(tmp_path / "sent.zip", tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["sent.zip"]


@pytest.mark.parametrize("cut", range(0, 400, 40))
def test_a_zip_that_was_cut_or_changed_on_its_way_is_told(made, cut, tmp_path):
    whole = authoring.pack(made, tmp_path / "sent.zip").read_bytes()
    at = len(whole) * cut // 400
    for damaged in (whole[:at], whole[:at] + b"\xff" * 20 + whole[at + 20 :]):
        (tmp_path / "other.zip").write_bytes(damaged)
        try:
            shutil.rmtree(authoring.unpack(tmp_path / "other.zip", tmp_path))
        except ExplainerError as error:
            assert str(error).isprintable()


@pytest.mark.parametrize("empty", ["", " "])
def test_no_file_after_text_is_told_and_nothing_is_made(empty, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["new", "a", "--text", empty]) == 1
    assert "No file is named after --text" in capsys.readouterr().err
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize("broken", [b"[[place]\n", b"\xff\xfea", b"place = 3\n"])
def test_what_to_do_about_a_broken_file_is_said_once(made, broken, tmp_path):
    path = Path(shutil.copytree(made, tmp_path / "port"))
    (path / "places.toml").write_bytes(broken)
    with pytest.raises(StoryError) as told:
        Folder(path).keep("places", "riga")
    said = str(told.value)
    assert (
        said.startswith("places.toml cannot be read: ") and said.count("nothing was changed") == 1
    )
    assert said.count("Mend") + said.count("Save it again") == 1


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["open", "port"], "port cannot be read: it is a folder, not a file. Give the zip"),
        (["open", "away.zip"], "away.zip cannot be read: it is not there. Give the zip"),
        (["pack", "sent.zip"], "sent.zip is a file, and a story is a folder"),
        (["lesson", "sent.zip"], "type first: explainer open sent.zip"),
        (["new", "a", "--lang", "xx"], "'xx' is no language that is known here"),
        (["site", "--out", "sent.zip"], "Nothing could be written to sent.zip"),
    ],
)
def test_what_was_typed_in_the_wrong_place_is_said(
    made, typed, told, tmp_path, monkeypatch, capsys
):
    shutil.copytree(made, tmp_path / "port")
    authoring.pack(made, tmp_path / "sent.zip")
    monkeypatch.chdir(tmp_path)
    assert main(typed) == 1
    assert told in capsys.readouterr().err


def test_a_language_in_capitals_is_the_same(tmp_path):
    path = authoring.new("port", ARTICLE, DAY, lang="EN", into=tmp_path).path
    assert read(path)[0].drafts["statements"]
