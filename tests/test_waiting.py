"""Tests wait for states, never for a time, and know no clock: speeds belong to `make bench`."""

import ast
import re
from pathlib import Path

import pytest

from tools import waiting

ROOT = Path(__file__).parent.parent
SOURCES = sorted(
    path
    for folder in ("tests", "tools")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".py", ".js"}
    and path.stem not in {"waiting", "test_waiting", "bench", "trial"}
)
CLOCKS = {"monotonic", "perf_counter", "process_time", "time_ns", "monotonic_ns"}
#: What takes a time-out of its own: it is what the test hands in, as others do.
GEOCODERS = {"geocode", "Gazetteer", "LiveGeocoder", "ask", "limited", "get_json"}
GEOCODERS |= {"geopandas_geocode"}


def says(node, name):
    return any(name in (getattr(p, "id", ""), getattr(p, "attr", "")) for p in ast.walk(node))


def faults(call):
    """Yield what a call waits for that is a time, or what clock it reads."""
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    given = [*call.args, *(item.value for item in call.keywords)]
    if name in {"sleep", "wait_for_timeout"} and not any(says(one, "pause") for one in given):
        yield "waits for a time"
    if name in CLOCKS or ast.unparse(call.func) == "time.time":
        yield "reads a clock"
    limits = [item.value for item in call.keywords if item.arg and item.arg.endswith("timeout")]
    if name in {"wait", "join", "set_default_timeout"}:
        limits += [one for one in call.args if isinstance(getattr(one, "value", ""), int | float)]
    if name not in GEOCODERS and not all(says(limit, "PATIENCE") for limit in limits):
        yield "has a limit of its own"
    if any(item.arg == "delay" for item in call.keywords):
        yield "waits between two keys"


def wrong(source, path=Path("x.py")):
    timers = [
        f"sets a timer: {found}" for found in re.findall(r"set(?:Timeout|Interval)\([^)]*,", source)
    ]
    if path.suffix == ".js":
        return timers
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return timers + [f"{fault}: {ast.unparse(call)}" for call in calls for fault in faults(call)]


def test_no_test_waits_for_a_time():
    assert len(SOURCES) > 100
    read = ((path, path.read_text(encoding="utf-8")) for path in SOURCES)
    assert {path.name: said for path, text in read if (said := wrong(text, path))} == {}


@pytest.mark.parametrize(
    "code",
    [
        "time.sleep(1)",
        "page.wait_for_timeout(500)",
        "end = time.monotonic() + 5",
        "assert time.time() - begun < 3",
        "subprocess.run(command, timeout=60)",
        "NotebookClient(notebook, startup_timeout=60)",
        "process.wait(10)",
        "thread.join(2.5)",
        "context.set_default_timeout(30000)",
        "box.press_sequentially('a', delay=10)",
        "page.evaluate('setTimeout(go, 100)')",
    ],
)
def test_it_would_be_seen(code):
    assert wrong(code)


@pytest.mark.parametrize(
    "code",
    [
        "rest(pause)",
        "page.wait_for_timeout(1000 * pause)",
        "process.wait(PATIENCE)",
        "', '.join(names)",
        "box.wait_for(timeout=1000 * PATIENCE)",
        "gazetteer.geocode('Riga', timeout=3)",
    ],
)
def test_what_waits_for_a_state_passes(code):
    assert not wrong(code)


def test_until_looks_again_and_gives_up_at_the_end_of_its_patience(monkeypatch):
    seen, rested = iter([False, 0, "there"]), []
    waiting.until(lambda: next(seen), "it", rested.append)
    assert rested == [waiting.PAUSE] * 2
    monkeypatch.setattr(waiting, "PATIENCE", 0)
    with pytest.raises(TimeoutError, match="a train did not come"):
        waiting.until(lambda: False, "a train", rested.append)
