"""The live geocoder against a local server that answers, refuses, stalls, or talks nonsense."""

import json
import os
import socket
import sqlite3
import subprocess
import sys
import threading
import warnings
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest
from geopy.geocoders import Nominatim
from hypothesis import given
from hypothesis import strategies as st

from explainer.errors import QueryError
from explainer.places import live
from explainer.places.live import LiveGeocoder
from tools.waiting import PATIENCE, until


def answer(name, lat, lon, country, **more):
    """Return an answer in Nominatim's form."""
    plain = {
        "place_id": 1, "osm_type": "node", "osm_id": 42, "lat": str(lat), "lon": str(lon),
        "addresstype": "city", "display_name": f"{name}, Somewhere, {country}",
        "boundingbox": [str(lat - 0.1), str(lat + 0.1), str(lon - 0.1), str(lon + 0.1)],
    }  # fmt: skip
    return plain | more


KYIV = answer("Kyiv", 50.45, 30.52, "Ukraine")
ANSWERS = {
    "Kyiv": [KYIV],
    "Sevastopol": [answer("Sevastopol", 44.6, 33.52, "Russia")],
    "Crimea": [answer("Crimea", 45.28, 34.2, "Ukraine", addresstype="peninsula")],
    "Donetsk": [answer("Donetsk", 48.01, 37.8, "Ukraine")],
    "Avdiivka": [answer("Avdiivka", 48.14, 37.75, "Ukraine")],
    "Tiraspol": [answer("Tiraspol", 46.84, 29.63, "Moldova")],
    "Odessa": [answer("Odesa", 46.48, 30.73, "Ukraine"), answer("Odessa", 31.8, -102.4, "USA")],
    "Nowhere": [],
}


#: Seconds between two bytes of a service that drips.
PACE = 0.05


class Service(BaseHTTPRequestHandler):
    """Does to a request what the test told the server to do."""

    def do_GET(self):
        server = self.server
        server.seen.append((self.path, dict(self.headers)))
        query = parse_qs(urlparse(self.path).query)
        body = json.dumps(ANSWERS.get(query.get("q", ["Kyiv"])[0], []))
        if self.path.startswith("/reverse"):
            body = json.dumps(KYIV)
        status, headers = 200, {}
        match server.mood:
            case "stall":
                server.over.wait()
            case "hang up":
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            case "drip" | "drip head":
                self.wfile.write(b"HTTP/1.0 200 OK\r\n" + b"\r\n" * (server.mood == "drip"))
                while not server.over.wait(PACE):
                    try:
                        self.wfile.write(b" ")
                    except OSError:
                        server.left.set()
                        return
            case "flood":
                self.send_response(200)
                self.end_headers()
                for _ in range(1000):
                    try:
                        self.wfile.write(b" " * 100_000)
                    except OSError:
                        server.left.set()
                        return
            case str() as to if to.startswith("go to "):
                status, headers["Location"] = 302, to.removeprefix("go to ")
                server.mood = "answer"
            case "cut short":
                headers["Content-Length"] = str(len(body) + 100)
            case int() as status:
                body = "<html>no</html>"
                if status == 429:
                    headers["Retry-After"] = "600"
            case str() as text if text.startswith("say "):
                body = text.removeprefix("say ")
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_):
        """Keep quiet."""


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def server():
    running = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    running.seen, running.mood = [], "answer"
    running.over, running.left = threading.Event(), threading.Event()
    thread = threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield running
    running.over.set()
    running.shutdown()
    running.server_close()


@pytest.fixture
def patient(monkeypatch):
    """Take the second between two requests out, where a test is not about it."""
    monkeypatch.setattr(live._limited(), "min_delay_seconds", 0)


@pytest.fixture
def ask(server, tmp_path):
    def make(cache="cache", **options):
        domain = f"127.0.0.1:{server.server_address[1]}"
        options = {"domain": domain, "scheme": "http", "timeout": PATIENCE} | options
        return LiveGeocoder(tmp_path / cache, **options)

    return make


def test_nothing_is_asked_until_somebody_asks(server, ask):
    assert ask().note is None
    assert server.seen == []


def test_the_service_is_told_who_asks(server, ask, patient):
    place = ask().geocode("Kyiv", language="uk", country_codes="ua", limit=3)
    (path, headers) = server.seen[0]
    assert "explainer" in headers["User-Agent"]
    assert headers["Referer"].startswith("http")
    asked = parse_qs(urlparse(path).query)
    assert asked["q"] == ["Kyiv"]
    assert asked["accept-language"] == ["uk"]
    assert asked["countrycodes"] == ["ua"]
    assert asked["limit"] == ["3"]
    assert place.address == "Kyiv, Somewhere, Ukraine"
    assert (place.latitude, place.longitude) == (50.45, 30.52)
    assert place.raw["note"] is None
    assert place.raw["kind"] == "city"
    assert 5 < place.raw["precision_km"] < 20
    assert "OpenStreetMap" in place.raw["source"]


def test_its_answers_have_the_gazetteers_keys(server, ask, patient):
    from explainer import Gazetteer

    keys = set(Gazetteer().geocode("Kyiv").raw) | {"note"}
    assert set(ask().geocode("Kyiv").raw) == keys
    server.mood = 500
    assert set(ask("other").geocode("Kyiv").raw) == keys


def test_lists_nothing_and_reverse(server, ask, patient):
    geocoder = ask()
    both = geocoder.geocode("Odessa", exactly_one=False)
    assert [place.latitude for place in both] == [46.48, 31.8]
    assert geocoder.geocode("Odessa").latitude == 46.48
    assert geocoder.geocode("Nowhere") is None
    assert geocoder.geocode("Nowhere", exactly_one=False) is None
    assert geocoder.note is None
    assert geocoder.reverse((50.45, 30.52)).address.startswith("Kyiv")
    assert geocoder.reverse("50.45, 30.52", exactly_one=False)[0].address.startswith("Kyiv")


@pytest.mark.parametrize(
    ("mood", "says"),
    [
        (403, "refused"),
        (429, "refused"),
        (509, "refused"),
        (500, "usable"),
        (404, "usable"),
        (503, "in time"),
        ("stall", "in time"),
        ("hang up", "reached"),
        ("say <html>Access blocked</html>", "usable"),
        ("say ", "usable"),
        ('say {"error": {"code": 500, "message": "no"}}', "usable"),
        ("cut short", "usable"),
        ('say [{"lat": "1"}]', "usable"),
        ('say [{"lat": "x", "lon": "y", "display_name": "z"}]', "usable"),
        ("say [1, 2]", "usable"),
        ("say 5", "usable"),
        ('say {"foo": []}', "usable"),
        ('say {"error": "Unable to geocode"}', "usable"),
        ("say null", "usable"),
        ("say {}", "usable"),
        ("say " + "[" * 100_000, "usable"),
        ("drip", "in time"),
        ("drip head", "in time"),
        ("flood", "usable"),
        ("go to http://localhost:{port}/search?q=Kyiv", "usable"),
        ("go to //other.invalid/", "usable"),
        ("go to file:///etc/passwd", "usable"),
    ],
)
def test_whenever_the_service_fails_the_gazetteer_answers(server, ask, patient, mood, says):
    server.mood = mood.format(port=server.server_address[1]) if "{port}" in str(mood) else mood
    geocoder = ask(timeout=0.5) if mood in ("stall", "drip", "drip head") else ask()
    place = geocoder.geocode("Odesa")
    assert place.address == "Odesa, Ukraine"
    assert says in place.raw["note"]
    assert "gazetteer" in place.raw["note"]
    assert geocoder.note == place.raw["note"]
    until(lambda: server.seen)  # also by a thread that was slower than our time-out
    assert len(server.seen) == 1  # nothing is tried twice
    server.mood = "answer"
    assert ask().geocode("Kyiv").raw["note"] is None  # and nothing false was kept


@pytest.mark.parametrize("mood", ["drip", "drip head", "flood"])
def test_a_service_that_never_ends_is_hung_up_on(server, ask, patient, mood):
    server.mood = mood
    ask(timeout=1).geocode("Odesa")
    assert server.left.wait(PATIENCE), "the connection is still open"


def test_a_redirect_within_the_host_is_followed(server, ask, patient):
    server.mood = "go to /search?q=Kyiv"
    assert ask().geocode("Moved").address == "Kyiv, Somewhere, Ukraine"


#: What may stand in the place of a part of an answer.
PARTS = st.one_of(
    st.sampled_from(["", "NaN", "inf", "-inf", "1e999", "91", "-181", "x", "\ud800", "9" * 5000]),
    st.sampled_from([None, True, 0, -1, 10**400, 1e308, [], {}, [1], {"a": 1}, "a" * 10**5]),
)


def test_whatever_an_answer_holds_a_place_is_found_and_nothing_false_is_kept(
    server, ask, patient, tmp_path, hostile
):
    geocoder = ask()

    @hostile(short=40)
    @given(part=st.sampled_from(sorted(KYIV)), value=PARTS, at=st.integers(0, 4))
    def campaign(part, value, at):
        told = KYIV | {"boundingbox": [*KYIV["boundingbox"]]}
        if part == "boundingbox" and at < 4:
            told[part][at] = value
        else:
            told[part] = value
        server.mood = f"say {json.dumps([told])}"
        question = f"Kyiv {len(server.seen)}"
        place = geocoder.geocode(question) or geocoder.geocode("Kyiv, Ukraine")
        assert abs(place.latitude) <= 90 and abs(place.longitude) <= 180
        assert (place.latitude, place.longitude) != (0, 0)
        json.dumps(place.raw, allow_nan=False).encode()
        assert place.address.encode()
        server.mood = 500
        again = geocoder.geocode(question)
        assert (again is None) or again.address.encode()

    campaign()


@pytest.mark.parametrize(
    "row", ["null", "[{}]", '[{"id": 1}]', "5", "[[", "", '{"a": 1}', "[" * 10**5, b"\xff", None, 7]
)
def test_a_bad_row_is_dropped_and_asked_again(server, ask, patient, tmp_path, row):
    ask().geocode("Kyiv")
    with sqlite3.connect(tmp_path / "cache" / "nominatim.sqlite") as db:
        db.execute("UPDATE answer SET found = ?", (row,))
    db.close()
    assert ask().geocode("Kyiv").address == "Kyiv, Somewhere, Ukraine"
    assert ask().geocode("Kyiv").raw["note"] is None
    assert len(server.seen) == 2


@pytest.mark.parametrize("way", ["no home", "a file", "a pipe", "read-only"])
def test_without_a_cache_it_answers_and_says_so(server, patient, ask, tmp_path, monkeypatch, way):
    cache = None
    if way == "no home":
        for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setattr(Path, "home", lambda: Path("~nobody-here").expanduser())
    elif way == "a file":
        (tmp_path / "cache").write_text("in the way")
        cache = tmp_path / "cache"
    elif way == "a pipe":
        cache = tmp_path
        os.mkfifo(tmp_path / "nominatim.sqlite")
    else:
        cache = Path("/proc/none")
    domain = f"127.0.0.1:{server.server_address[1]}"
    geocoder = LiveGeocoder(cache, domain=domain, scheme="http", timeout=60)
    with pytest.warns(UserWarning, match="are not kept: .*cache=FOLDER"):
        assert geocoder.geocode("Kyiv").raw["note"] is None
    with warnings.catch_warnings(action="error"):  # once is enough
        assert geocoder.geocode("Kyiv").raw["note"] is None
    assert len(server.seen) == 2


def test_no_service_at_all(ask, patient):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        closed = probe.getsockname()[1]
    place = ask(domain=f"127.0.0.1:{closed}").geocode("Riga")
    assert place.address == "Riga, Latvia"
    assert "could not be reached" in place.raw["note"]
    place = ask(domain="no-such-host.invalid").reverse((50.45, 30.52))
    assert place.address == "Kyiv, Ukraine"
    assert "could not be reached" in place.raw["note"]


def test_what_neither_knows_is_none_with_a_note(server, ask, patient):
    server.mood = 500
    geocoder = ask()
    assert geocoder.geocode("qwxzv") is None
    assert "usable" in geocoder.note


def test_a_service_that_refused_is_left_alone(server, ask, patient, monkeypatch):
    server.mood = 429
    geocoder = ask()
    geocoder.geocode("Riga")
    server.mood = "answer"
    assert "left alone" in geocoder.geocode("Kyiv").raw["note"]
    assert len(server.seen) == 1
    clock = live.time.monotonic
    monkeypatch.setattr(live.time, "monotonic", lambda: clock() + 601)  # it said ten minutes
    assert geocoder.geocode("Kyiv").raw["note"] is None


def test_one_request_a_second_however_many_ask(server, ask, monkeypatch):
    limiter, slept = live._limited.__wrapped__(), []
    monkeypatch.setattr(live, "_limited", lambda: limiter)
    monkeypatch.setattr(limiter, "_clock", lambda: sum(slept))
    monkeypatch.setattr(limiter, "_sleep", slept.append)
    geocoders = [ask(), ask("another")]
    with ThreadPoolExecutor(3) as pool:
        jobs = [
            pool.submit(geocoders[at % 2].geocode, name)
            for at, name in enumerate(["Kyiv", "Odessa", "Nowhere"])
        ]
        assert all(job.exception() is None for job in jobs)
    assert len(server.seen) == 3
    assert sum(slept) >= 2, "two of the three have to wait"


# ------------------------------------------------------------------ disputed places


@pytest.mark.parametrize(
    ("name", "address", "question"),
    [
        ("Sevastopol", "Sevastopol, Crimea (status disputed)", "crimea-status"),
        ("Crimea", "Crimea (status disputed)", "crimea-status"),
        ("Tiraspol", "Tiraspol, Transnistria (status disputed)", "transnistria"),
        (
            "Donetsk",
            "Donetsk, Ukraine (not government-controlled in December 2021)",
            "donbas-control",
        ),
    ],
)
def test_a_disputed_place_never_shows_the_services_country(
    server, ask, patient, name, address, question
):
    place = ask().geocode(name)
    assert place.address == address
    assert place.raw["status"]["question"] == question
    assert place.raw["country"] is None
    assert "Russia, " not in json.dumps(place.raw)


def test_a_place_beside_a_disputed_one_is_left_as_it_is(server, ask, patient):
    place = ask().geocode("Avdiivka")
    assert place.address == "Avdiivka, Somewhere, Ukraine"
    assert place.raw["status"] is None


# ------------------------------------------------------------------ the kept answers


def test_no_question_is_asked_twice(server, ask, patient):
    first = ask().geocode("Kyiv")
    assert ask().geocode("Kyiv") == first  # another geocoder, the same folder
    ask().geocode("Nowhere")
    ask().geocode("Nowhere")
    assert len(server.seen) == 2
    ask().geocode("Kyiv", language="ru")  # another question
    ask("elsewhere").geocode("Kyiv")  # another folder
    assert len(server.seen) == 4
    server.mood = 500
    assert ask().geocode("Kyiv").raw["note"] is None


def test_kept_answers_survive_a_crash(server, ask, patient, tmp_path):
    """The process is killed with a half-written answer in hand; what was kept before stays."""
    ask().geocode("Kyiv")
    file = tmp_path / "cache" / "nominatim.sqlite"
    code = (
        "import os, sqlite3, sys\n"
        "db = sqlite3.connect(sys.argv[1])\n"
        "db.execute('PRAGMA cache_size = 1')\n"
        "db.execute('UPDATE answer SET found = ?', ('torn' * 99999,))\n"
        "os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(file)], check=False)
    assert done.returncode == -9
    assert ask().geocode("Kyiv").address == "Kyiv, Somewhere, Ukraine"
    assert len(server.seen) == 1


@pytest.mark.parametrize("rubbish", [b"this is no database at all" * 99, b"SQLite format 3\0torn"])
def test_a_broken_file_is_replaced(server, ask, patient, tmp_path, rubbish):
    folder = tmp_path / "cache"
    folder.mkdir()
    (folder / "nominatim.sqlite").write_bytes(rubbish)
    assert ask().geocode("Kyiv").raw["note"] is None
    assert ask().geocode("Kyiv").raw["note"] is None
    assert len(server.seen) == 1


def test_a_folder_that_cannot_be_written_costs_only_the_cache(server, ask, patient, tmp_path):
    (tmp_path / "file").write_text("in the way")
    geocoder = ask("file/cache")
    with pytest.warns(UserWarning, match="Not a directory"):
        assert geocoder.geocode("Kyiv").raw["note"] is None
    assert geocoder.geocode("Kyiv").raw["note"] is None
    assert len(server.seen) == 2


def test_answers_are_kept_in_the_users_cache_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert live._cache_folder() == tmp_path / "explainer"
    assert os.listdir(tmp_path) == []  # noqa: PTH208


# ------------------------------------------------------------------ geopy


def test_a_question_must_be_text(ask):
    with pytest.raises(QueryError, match="must be text"):
        ask().geocode({"city": "Kyiv"})


def test_the_public_service_is_the_default_with_a_long_time_out():
    service = LiveGeocoder()._service
    assert isinstance(service, Nominatim)
    assert service.domain == "nominatim.openstreetmap.org"
    assert (service.scheme, service.timeout) == ("https", 10)
    limiter = live._limited()
    assert limiter.min_delay_seconds == 1
    assert limiter.swallow_exceptions is False
