"""Names decided together, and the kinds of input that the gazetteer once answered wrongly."""

import tomllib
from pathlib import Path

import pytest
from geopy.distance import geodesic
from geopy.extra.rate_limiter import RateLimiter
from geopy.point import Point

import explainer as ex
from explainer import recognition
from explainer.errors import QueryError
from tools import measure_places

DISPUTES = Path(__file__).parent.parent / "tools" / "disputed_world.toml"
INPUTS = Path(__file__).parent / "data" / "places_inputs.txt"


@pytest.fixture(scope="module")
def gazetteer():
    return ex.Gazetteer()


# ------------------------------------------------------------------ kinds of names


@pytest.mark.parametrize(
    ("query", "kind", "lat", "lon", "km"),
    [
        ("Lyon, Rhône", "city", 45.76, 4.84, 10),
        ("Nagorno-Karabakh", "disputed region", 39.8, 46.8, 80),
        ("Kashmir", "disputed region", 34.3, 76, 250),
        ("Gaza Strip", "disputed region", 31.4, 34.4, 25),
        ("Essequibo", "disputed region", 6, -59.5, 225),
        ("Golan Heights", "disputed region", 33, 35.75, 25),
        ("Somaliland", "disputed region", 9.7, 46, 150),
        ("Middle East", "macro-region", 29.5, 43, 800),
        ("Sahel", "macro-region", 15, 5, 800),
        ("Baltic states", "macro-region", 57, 25, 200),
        ("Samos", "island", 37.7, 26.8, 20),
        ("Java", "island", -7.4, 110, 100),
        ("Granada", "city", 37.2, -3.6, 10),
        ("St. Petersburg, Fla.", "city", 27.8, -82.6, 10),
        ("Va.", "region", 37.5, -78.5, 150),
        ("W.Va.", "region", 38.6, -80.6, 100),
        ("NSW", "region", -32, 147, 150),
        ("DRC", "country", -2.9, 23.7, 300),
        ("Laurel County, Kentucky", "county", 37.1, -84.1, 30),
        ("the Donbas region", "region", 48.2, 38.2, 60),
        ("eastern Ukraine", "area", 48.5, 36, 200),
        ("Dnieper", "river", 46.5, 32.3, 50),
        ("Carpathians", "mountains", 48, 24, 250),
        ("Strait of Hormuz", "strait", 26.6, 56.3, 50),
        ("Suez Canal", "canal", 30.4, 32.4, 60),
        ("Soviet Union", "former state", 60, 90, 500),
        ("Zaire", "former state", -2.9, 23.7, 300),
        ("Limerick", "city", 52.66, -8.62, 10),
        ("Seville", "city", 37.39, -5.99, 10),
        ("County Cork", "region", 51.9, -8.9, 60),
        ("Paris, Kentucky", "town", 38.2, -84.3, 10),
        ("Saint Louis, Missouri", "city", 38.63, -90.2, 10),
    ],
)
def test_each_kind_of_name_is_answered(gazetteer, query, kind, lat, lon, km):
    found = gazetteer.geocode(query)
    assert found.raw["kind"] == kind
    assert geodesic(found.point, (lat, lon)).km < km
    assert not found.raw["guess"]


def test_inputs_of_every_kind_are_answered(gazetteer):
    wrong = []
    for line in INPUTS.read_text(encoding="utf-8").splitlines():
        query, *wanted = line.split("|")
        if not wanted or query.startswith("#"):
            continue
        found = gazetteer.geocode(query)
        if wanted == ["none"]:
            right = found is None
        else:
            where, kind, region = wanted
            lat, lon, km = map(float, where.split(","))
            right = found and geodesic(found.point, (lat, lon)).km <= km
            right = right and kind in ("*", found.raw["kind"])
            right = right and region in ("*", found.raw["region"])
        if not right:
            wrong.append((query, found and found.address))
    assert not wrong


@pytest.mark.parametrize(
    ("name", "country"),
    [("Granada", "ES"), ("Nice", "FR"), ("Samos", "GR"), ("Java", "ID"), ("Cordoba", "AR")],
)
def test_a_place_that_bears_the_name_comes_before_one_called_so_elsewhere(gazetteer, name, country):
    assert gazetteer.geocode(name).raw["country"] == country


def test_norfolk_is_no_island_first(gazetteer):
    assert gazetteer.geocode("Norfolk").raw["country"] in {"GB", "US"}


@pytest.mark.parametrize(
    ("word", "of"),
    [("American", "United States"), ("Georgian", "Georgia"), ("Scottish", "Scotland")],
)
def test_an_adjective_points_to_a_place(gazetteer, word, of):
    found = gazetteer.geocode(word)
    assert (found.raw["kind"], found.raw["points_to"]) == ("demonym", of)
    assert found.point == gazetteer.geocode(of).point


def test_a_former_state_has_its_years(gazetteer):
    assert gazetteer.geocode("Soviet Union").raw["years"] == "1922–1991"
    assert "1991" in gazetteer.explain("Soviet Union")


@pytest.mark.parametrize("name", ["Ukraine", "Middle East", "Black Sea", "Dnieper", "Texas"])
def test_an_area_has_an_extent_with_its_point_inside(gazetteer, name):
    found = gazetteer.geocode(name)
    south, west, north, east = found.raw["extent"] or (-90, -180, 90, 180)
    assert south <= found.latitude <= north and west <= found.longitude <= east


def test_a_disputed_place_has_the_claims_side_by_side(gazetteer):
    for name in ("Kashmir", "Essequibo", "Western Sahara", "Taiwan", "Crimea", "Falkland Islands"):
        status = gazetteer.geocode(name).raw["status"]
        assert len({claim["by"] for claim in status["claims"]}) >= 2, name
        assert all(claim["says"] for claim in status["claims"])
        assert status["sources"] or name == "Crimea"  # the story has its own
        assert status["text"].endswith(".") and len(status["text"]) > 40


def test_each_dispute_of_the_world_has_sources_with_an_address_or_a_reason():
    for row in tomllib.loads(DISPUTES.read_text(encoding="utf-8"))["area"]:
        assert row["sources"], row["id"]
        for source in row["sources"]:
            assert source["title"] and source["publisher"], row["id"]
            assert source.get("url", "").startswith("http") != bool(source.get("reason")), row["id"]
        assert len({claim["by"] for claim in row["says"]}) >= 2, row["id"]


@pytest.mark.parametrize("name", ["Srinagar", "Hargeisa", "Bartica", "Stanley, Falkland Islands"])
def test_a_town_in_a_disputed_area_shows_no_bare_country(gazetteer, name):
    found = gazetteer.geocode(name)
    assert found.raw["status"]
    assert "disputed" in found.address or "claimed by" in found.address


# ------------------------------------------------------------------ decided together


@pytest.mark.parametrize(
    ("text", "name", "lat", "lon"),
    [
        ("Paris, a town in Kentucky, lies near Lexington and Louisville.", "Paris", 38.2, -84.3),
        ("Paris and Lyon lie in France.", "Paris", 48.9, 2.4),
        ("The mayor of Dublin spoke in Columbus; Ohio pays.", "Dublin", 40.1, -83.1),
        ("From Cork to Dublin by way of Limerick.", "Dublin", 53.3, -6.3),
        ("From Atlanta and Savannah; Georgia saw rain.", "Georgia", 32.7, -83.4),
        ("From Tbilisi and Batumi; Georgia saw rain.", "Georgia", 42, 43.5),
        ("London, Ontario, is far from Toronto.", "London", 43, -81.2),
        ("Fire crews went to Paris, TX, at noon.", "Paris", 33.66, -95.56),
        (
            "Buses run from Berlin to Gorham, Milan, Littleton, Jefferson and Lancaster.",
            *("Berlin", 44.47, -71.18),
        ),
        ("From Berlin to Paris, Milan, Vienna, Athens and Lisbon.", "Berlin", 52.5, 13.4),
        ("A school in Congress, Arizona, is shut.", "Congress", 34.2, -112.9),
    ],
)
def test_the_other_names_of_a_text_decide(gazetteer, text, name, lat, lon):
    found = next(place for place in gazetteer.resolve(text) if place.raw["words"] == name)
    assert geodesic(found.point, (lat, lon)).km < 161
    assert found.raw["rank_reason"]
    assert 0 < found.raw["sure"] <= 1


def test_names_are_answered_one_by_one_in_their_order(gazetteer):
    names = ["Paris", "UN", "Lexington", "Kentucky", "Paris", "Hamas", "qwxzv"]
    found = gazetteer.resolve(names)
    assert [place is None for place in found] == [False, True, False, False, False, True, True]
    assert found[0].point == found[4].point  # a name means the same wherever it stands
    assert gazetteer.resolve([]) == [] and gazetteer.resolve("") == []


def test_it_says_why_and_how_sure_it_is(gazetteer):
    paris, *_ = gazetteer.resolve("Paris, a town in Kentucky, lies near Lexington.")
    assert paris.raw["rank_reason"] == "the text puts it in Kentucky"
    alone, together = (
        next(place for place in gazetteer.resolve(names) if place.raw["country"])
        for names in (["Springfield"], ["Springfield", "Branson", "Joplin", "Missouri"])
    )
    assert alone.raw["sure"] < together.raw["sure"]
    assert "Missouri" in together.address


def test_it_is_the_same_every_time(gazetteer):
    text = measure_places.read("design")[0].text
    once, again = (
        [(place.address, place.raw["sure"]) for place in one.resolve(text)]
        for one in (gazetteer, ex.Gazetteer())
    )
    assert once == again


@pytest.mark.parametrize("given", [5, None, ["Kyiv", 5]])
def test_what_is_neither_text_nor_names_gets_one_clear_error(gazetteer, given):
    with pytest.raises(QueryError, match=r"give a text|must be text"):
        gazetteer.resolve(given)


# ------------------------------------------------------------------ recognition


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Ships wait in the Gulf of Guinea and the Strait of Hormuz.",
            ["Gulf of Guinea", "Strait of Hormuz"],
        ),
        ("I’ve seen the report, and Of the two it is the worse.", []),
        ("The UN and Hamas met in May; May Jackson spoke.", []),
        ("The India-China border", ["India", "China"]),
        ("a Seoul-based firm", ["Seoul"]),
        ("in Côte d’Ivoire and Côte d'Ivoire", ["Côte d’Ivoire", "Côte d'Ivoire"]),
        ("He lives in St. Petersburg, Fla. She does not.", ["St. Petersburg", "Fla."]),
        ("Мэр сказал в Москве, что едет из Киева.", ["Москве", "Киева"]),
        ("Вони їдуть зі Львова до Одеси.", ["Львова", "Одеси"]),
        ("Jack London and Paris Hilton met President Lincoln.", []),
        ("the New York Times and the University of Kentucky", []),
        ("Council member Austin Reed met Trooper Jordan Paris.", []),
        ("A man from Springfield, IL, and his dog", ["Springfield", "IL"]),
        ("American officials", ["American"]),
        ("A Monroe man met Monroe Troy.", ["Monroe"]),
    ],
)
def test_places_of_a_text_are_told_from_other_names(text, names):
    assert [name.find.words for name in recognition.toponyms(text)] == names


def test_a_find_says_where_it_stands():
    text = "From Riga to Oslo, from Oslo to Riga."
    for name in recognition.toponyms(text):
        assert name.times == 2
        assert {text[start:end] for start, end in name.spans} == {name.find.words}


def test_what_is_read_grows_with_the_text_and_no_faster(monkeypatch):
    """Look-ups are counted, not seconds."""
    from explainer.places.placefile import PlaceFile

    asked = []
    rows = PlaceFile.rows
    monkeypatch.setattr(
        PlaceFile, "rows", lambda self, name: asked.append(name) or rows(self, name)
    )
    text = measure_places.read("design")[0].text + "\n\n"
    counts = []
    for times in (5, 20):
        asked.clear()
        assert recognition.toponyms(text * times)
        counts.append(len(asked))
    assert counts[1] < 4.5 * counts[0]


# ------------------------------------------------------------------ a drop-in geocoder


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ({"city": "Odessa", "state": "Texas", "country": "US"}, "Odessa, Texas, United States"),
        ({"city": "Riga", "country": "Latvia"}, "Riga, Latvia"),
        ({"country": "France"}, "France"),
        (
            {"county": "Laurel County", "state": "Kentucky"},
            "Laurel County, Kentucky, United States",
        ),
    ],
)
def test_a_structured_query_is_understood(gazetteer, query, address):
    assert gazetteer.geocode(query).address == address


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"query": {"street": "1 Main Street", "city": "Riga"}}, "no streets"),
        ({"query": {"postalcode": "1010"}}, "no postal codes"),
        ({"query": {"planet": "Mars"}}, "no part of a query"),
        ({"query": {}}, "empty"),
        ({"query": "Riga", "colour": "red"}, "keyword 'colour'"),
    ],
)
def test_what_it_cannot_do_is_refused_in_one_sentence(gazetteer, arguments, says):
    with pytest.raises(QueryError, match=says) as error:
        gazetteer.geocode(**arguments)
    assert "\n" not in str(error.value)


def test_keywords_of_other_geocoders_are_understood(gazetteer):
    everything = dict.fromkeys(("addressdetails", "namedetails", "extratags"), True)
    assert gazetteer.geocode("Riga", timeout=3, **everything).address == "Riga, Latvia"
    texas = [(25, -107), (37, -93)]
    assert "Texas" in gazetteer.geocode("Paris", viewbox=texas, bounded=True).address
    assert gazetteer.geocode("Riga", viewbox=texas, bounded=True) is None
    assert gazetteer.reverse(gazetteer.geocode("Riga").point, zoom=10).address == "Riga, Latvia"
    assert ex.Gazetteer(user_agent="a class", timeout=5).geocode("Riga")
    with pytest.raises(QueryError, match="keyword 'api_key'"):
        ex.Gazetteer(api_key="secret")


def geopandas_geocode(strings, provider, **keywords):
    """Do what ``geopandas.tools.geocode`` does with a provider's class."""
    coder = provider(**keywords)
    found = {}
    for at, text in enumerate(strings):
        found[at] = coder.geocode(text)
    rows = []
    for place in found.values():
        address, point = place if place is not None else (None, None)
        rows.append((address, Point(*point) if point else None))
    return rows


def test_it_works_where_geopandas_and_pandas_call_it():
    rows = geopandas_geocode(["Riga", "qwxzv", "Kyiv"], ex.Gazetteer, user_agent="x", timeout=10)
    assert [address for address, _ in rows] == ["Riga, Latvia", None, "Kyiv, Ukraine"]
    assert rows[1][1] is None and abs(rows[0][1].latitude - 56.95) < 0.1


def test_it_works_in_geopandas_itself():
    """Where it is installed; the test above makes the same calls without it."""
    geopandas = pytest.importorskip("geopandas")
    frame = geopandas.tools.geocode(["Riga", "Paris, Texas", "qwxzv"], ex.Gazetteer, timeout=5)
    assert frame["address"][1] == "Paris, Texas, United States"
    assert abs(frame.geometry[0].y - 56.95) < 0.1 and frame.geometry[2].is_empty
    back = geopandas.tools.reverse_geocode(frame.geometry[:2], ex.Gazetteer)
    assert back["address"][0] == "Riga, Latvia"


def test_it_works_over_columns_of_pandas(gazetteer):
    pandas = pytest.importorskip("pandas")
    ask = RateLimiter(gazetteer.geocode, min_delay_seconds=0)
    for kind in (object, "string"):
        column = pandas.Series(["Riga", pandas.NA, "Kyiv"], dtype=kind)
        found = [place and place.address for place in column.apply(ask)]
        assert found == ["Riga, Latvia", None, "Kyiv, Ukraine"]
        assert [bool(place) for place in gazetteer.resolve(column)] == [True, False, True]


def test_it_works_with_a_limiter_over_a_column_with_gaps(gazetteer):
    ask = RateLimiter(gazetteer.geocode, min_delay_seconds=0)
    found = [ask(value) for value in ("Riga", float("nan"), "Kyiv")]
    assert [place and place.address for place in found] == ["Riga, Latvia", None, "Kyiv, Ukraine"]


# ------------------------------------------------------------------ measured


#: What it must reach, by style: first answers within 161 km, F of finding names.
REACH = {
    "local": (0.75, 0.72),
    "world": (0.75, 0.86),
    "epidemic": (0.75, 0.82),
    "mix": (0.68, 0.78),
}


def test_the_texts_kept_apart_are_answered_as_well_as_promised():
    scores = measure_places.measure(measure_places.read("test"))
    helped = sum(score.together - score.alone for score in scores.values())
    assert helped > 0.05 * sum(score.names for score in scores.values())
    for style, score in scores.items():
        right, found = REACH[style]
        assert score.together / score.names >= right, style
        assert 2 * score.right / (score.found + score.names) >= found, style


def test_most_guesses_are_right():
    given, right = measure_places.guesses(measure_places.read("test"))
    assert given > 50
    assert right / given >= 0.6


@pytest.mark.parametrize(
    ("text", "name", "address"),
    [
        ("TYLER — A jury met. It was late.", "TYLER", "Tyler, Texas, United States"),
        (
            "Deputies from Wood and Gregg counties were called to Longview, Texas.",
            "Gregg",
            "Gregg County, Texas, United States",
        ),
        (
            "Deputies from Wood and Gregg counties were called to Longview, Texas.",
            "Wood",
            "Wood County, Texas, United States",
        ),
        ("Neighbouring Uganda shut its border.", "Uganda", "Uganda"),
        ("Troops took Deir ez-Zor and Mayadin in Syria.", "Deir ez-Zor", "Deir ez-Zor, Syria"),
        (
            "India tested samples in Pune and in Kerala. Bangladesh has cases in Faridpur.",
            "Faridpur",
            "Farīdpur, Dhaka, Bangladesh",
        ),
        (
            "Ships passed Sudan, its ports and the Red Sea. Khartoum and Kassala were quiet.",
            "Red Sea",
            "Red Sea",
        ),
        ("Officials in Jackson, Mississippi, spoke.", "Mississippi", "Mississippi, United States"),
        ("He met Keene, N.H., police. It rained.", "Keene", "Keene, New Hampshire, United States"),
        ("She works in St. John's. It is cold.", "St. John's", "St. John's, Newfoundland"),
        ("The judges sat in The Hague again.", "The Hague", "The Hague, South Holland"),
        ("Steel is made in Sault Ste. Marie, Ont., too.", "Sault Ste. Marie", "Sault Ste. Marie"),
        ("Police in Sunderland left for Newcastle.", "Newcastle", "Newcastle upon Tyne, England, "),
    ],
)
def test_names_of_news_in_their_sentences(gazetteer, text, name, address):
    found = {place.raw["words"]: place.address for place in gazetteer.resolve(text)}
    assert found.get(name, "").startswith(address), found


def test_a_long_sentence_costs_no_more_than_its_length(gazetteer):
    """Names of one sentence speak for each other, but never thousands for thousands."""
    names = ["Riga", "Oslo", "Bern", "Rome", "Lima", "Quito", "Cairo", "Tunis", "Accra", "Dakar"]
    found = gazetteer.resolve(", ".join(names * 400))
    assert len(found) == len(names) * 400


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Cases of Sudan virus were found in Kampala.", "Sudan"),
        ("Ticks carry Lyme disease in Maine.", "Lyme"),
        ("Austin Holland, 27, of Winchendon was held.", "Austin"),
        ("Austin Holland, 27, of Winchendon was held.", "Holland"),
        ("The adviser Santiago Cuenca said so in Quito.", "Cuenca"),
        ("Shares of Cleveland-Cliffs fell in New York.", "Cleveland"),
        ("Bahrain Victorious won in Spain.", "Bahrain"),
    ],
)
def test_names_of_people_illnesses_and_firms_are_no_places(gazetteer, text, name):
    found = [place.raw["words"] for place in gazetteer.resolve(text)]
    assert found and name not in found


def test_a_county_is_found_by_its_bare_name_where_nothing_bears_it(gazetteer):
    assert gazetteer.geocode("Fannin").raw["kind"] == "county"
    assert gazetteer.geocode("Lake") is None
    found = gazetteer.resolve(["Pickens", "Gilmer", "Fannin", "Ellijay", "Jasper, Georgia"])
    assert [place.raw["region"] for place in found[:3]] == ["Georgia"] * 3
