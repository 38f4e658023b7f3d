"""Stories damaged by a machine: all mistakes are told, and what passes the check is drawn."""

import copy
import datetime as dt
import json
import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import explainer as ex
from explainer import reading
from explainer.errors import ExplainerError
from explainer.story import checks, read
from tests import every_function
from tests.every_function import Given, functions, words

BEAGLE = Path(ex.__file__).parent / "stories" / "beagle-1978"
CONTENT = {
    str(file.relative_to(BEAGLE)): reading.tables(file)
    for file in sorted(BEAGLE.rglob("*"))
    if file.is_file()
}
#: Running a notebook takes long, and shows what the others show.
FUNCTIONS = {
    name: function
    for name, function in functions().items()
    if name not in ("paper.handout", "paper.answer_sheet", "paper.deck")
}

_TEXTS = ["", " ", "x", "*", "\0", "\x1b[31mred", "\u202eback", "{", "{x}", "%s", "$x", "</script>"]
_TEXTS += ["a" * 5000, "\U0001f5fa", "а-б", "nan", "1", "1978~", "1978/", "0001", "9999-12-31"]
_NUMBERS = [0, 1, -1, 0.5, 90, 180, 1e15, 1e308, 10**18, 10**400, float("inf"), float("nan")]
_DAYS = [dt.date.min, dt.date.max, dt.date(1978, 1, 26), dt.datetime(1978, 1, 26, 12)]
_OTHERS = [True, False, None, [], {}, [[]], [None], [{}], {"": 1}, dt.time(1)]
_ISSUED = [{"date-parts": parts} for parts in ([], [[]], [None], [["1978", 13]], [[1978, 0]])]
_ISSUED += [{}, None, {"literal": "n.d."}, {"raw": "about 1978"}, {"date-parts": [[1978], [1979]]}]
_VALUES = [*_TEXTS, *_NUMBERS, *_DAYS, *_OTHERS, *_ISSUED]


def paths(item, path=()):
    """Yield where each value of a file is."""
    parts = item.items() if isinstance(item, dict) else enumerate(item)
    for key, part in parts:
        yield (*path, key)
        if isinstance(part, dict | list):
            yield from paths(part, (*path, key))


PLACES = [(file, path) for file, held in CONTENT.items() for path in paths(held)]


def like(value):
    """Return what could stand in the place of a value: mostly of its own kind."""
    kinds = {str: _TEXTS, int: _NUMBERS, float: _NUMBERS, dt.date: _DAYS, bool: [True, False]}
    own = kinds.get(type(value), _OTHERS)
    return st.one_of(st.sampled_from(own), st.sampled_from(own), st.sampled_from(_VALUES))


@st.composite
def change(draw):
    """Return one change: file, where in it, what is done there, with which value."""
    file, path = draw(st.sampled_from(PLACES))
    at = CONTENT[file]
    for key in path:
        at = at[key]
    done = draw(st.sampled_from(["put", "put", "put", "take", "double", *_ADDED]))
    return file, path, done, draw(like("" if done in _ADDED else at))


_ADDED = ("*", "note", "x", "known_on", "issued")
CHANGES = st.lists(change(), min_size=1, max_size=2)


def damaged(changes, without):
    """Return the files of the story with some changes made, and perhaps one file left out."""
    files = copy.deepcopy(CONTENT)
    for file, path, done, value in changes:
        at = files[file]
        try:
            for key in path[:-1]:
                at = at[key]
            old = at[path[-1]]
        except (LookupError, TypeError):  # its place went with an earlier change
            continue
        if done == "put":
            at[path[-1]] = value
        elif done == "take":
            del at[path[-1]]
        elif done == "double" and isinstance(at, list):
            at.append(old)
        elif done in _ADDED and isinstance(at, dict):
            at[done] = value
    files.pop(without, None)
    return files


def test_a_damaged_story_is_told_or_drawn(tmp_path_factory, monkeypatch, hostile):
    """What `explainer check` lets pass is drawn: every map, chart, table, quiz and page of it."""
    passed = 0
    undamaged = reading.tables
    folder = tmp_path_factory.mktemp("damaged")
    monkeypatch.chdir(folder)

    @hostile(short=15)
    @given(
        changes=CHANGES,
        without=st.sampled_from([*CONTENT, *[""] * 100]),
        names=st.lists(st.sampled_from(sorted(FUNCTIONS)), min_size=3, max_size=8),
    )
    def campaign(changes, without, names):
        nonlocal passed
        files = damaged(changes, without)
        ex.load.cache_clear()

        def tables(file):
            if not Path(str(file)).is_relative_to(BEAGLE):
                return undamaged(file)
            return copy.deepcopy(files.get(str(Path(str(file)).relative_to(BEAGLE))))

        monkeypatch.setattr(reading, "tables", tables)
        story, problems = read(BEAGLE)
        problems += checks.check(story) if story else []
        for problem in problems:
            line = str(problem)
            assert len(line) < 2000 and line.isprintable(), line
        if problems or not story:
            return
        passed += 1
        home = Given(story.as_of(story.day), folder)
        for name in names:
            shows(name, home)

    campaign()
    monkeypatch.setattr(reading, "tables", undamaged)
    ex.load.cache_clear()
    assert passed, "no damaged story passed the check: nothing was tried"


def shows(name, home):
    """Draw; a plain error is an answer, too. What the story has no record for is passed over."""
    try:
        shown = home.call(name, FUNCTIONS[name])
        words(shown)
    except ExplainerError as error:
        assert "\n" not in str(error) and len(str(error)) < 2000, error
        return
    except (StopIteration, IndexError) as error:
        last = error.__traceback__
        while last.tb_next:
            last = last.tb_next
        if Path(last.tb_frame.f_code.co_filename) == Path(every_function.__file__):
            return  # the story has no such record to ask for
        raise
    for held in re.findall(r'data-answers="([^"]*)"', str(shown)):
        json.loads(unescape(held), parse_constant=pytest.fail)
