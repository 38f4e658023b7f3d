import base64
import gzip
import re
from html import unescape

import folium
import pytest
from folium.plugins import FloatImage, Fullscreen, HeatMap, MarkerCluster, MeasureControl, MiniMap

import explainer as ex
from explainer.errors import OfflineError
from explainer.page import offline
from explainer.page.cards import Html

OUTSIDE = re.compile(r"""(?:src|href|url\()\s*[=:]?\s*["']?(?:https?:)?//""")


def figure_with(*layers):
    figure = offline.MapPage("A test map")
    drawn = folium.Map(location=(50, 30), tiles=None)
    figure.add_child(drawn)
    for layer in layers:
        layer.add_to(drawn)
    return figure


def unpacked(page):
    packed = re.search(r'<script id="packed"[^>]*>([^<]+)</script>', page)[1]
    return gzip.decompress(base64.b64decode(packed)).decode()


def test_a_map_page_loads_nothing_from_outside():
    page = figure_with(folium.CircleMarker((50, 30))).page()
    loaded = re.findall(r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)=[^>]*>", page)
    assert loaded == []
    assert "@import" not in page
    assert not re.search(r"url\((?!data:|#)", page)


def test_the_packed_page_unpacks_to_the_whole_page():
    figure = figure_with(folium.CircleMarker((50, 30)))
    assert unpacked(figure.render()) == figure.page()


def test_saving_writes_a_page_that_needs_no_network(tmp_path):
    figure = figure_with()
    drawn = next(iter(figure._children.values()))
    drawn.save(tmp_path / "map.html")
    text = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert not OUTSIDE.search(text)
    assert "L.map(" in unpacked(text)


def test_what_students_reach_for_is_shipped():
    cluster = MarkerCluster()
    folium.Marker((50, 30), icon=folium.Icon(color="red", icon="home")).add_to(cluster)
    page = figure_with(cluster, Fullscreen(), MeasureControl(), HeatMap([(50, 30)])).page()
    assert "L.MarkerClusterGroup" in page and "L.heatLayer=" in page
    assert re.findall(r"<(?:script|link)\b[^>]*(?:src|href)=[^>]*>", page) == []


def test_an_unknown_plugin_is_refused_by_name_unless_the_map_may_use_the_network():
    with pytest.raises(OfflineError, match=r"MiniMap.*https://.*network=True"):
        figure_with(MiniMap()).page()
    allowed = ex.maps.base(ex.load(), "With a small map", network=True)
    MiniMap().add_to(allowed)
    page = allowed.get_root().page()
    assert "Control.MiniMap.js" in page and "asks other computers" in page
    assert "connect-src https:" in policy_of(page)


PLACE, AWAY = (50, 30), "https://example.org/a.png"


@pytest.mark.parametrize(
    "layer",
    [
        folium.TileLayer("https://example.org/{z}/{x}/{y}.png", attr="Example"),
        folium.Marker(PLACE, icon=folium.CustomIcon(AWAY)),
        folium.raster_layers.ImageOverlay(AWAY, [PLACE, (51, 31)]),
        FloatImage(AWAY),
    ],
    ids=lambda layer: layer._name,
)
def test_a_picture_from_elsewhere_is_loaded_and_the_map_says_so(layer):
    page = figure_with(layer).page()
    assert re.findall(r"https:[^ ;]*", policy_of(page)) == ["https://example.org"]
    assert "asks other computers" in page


@pytest.mark.parametrize("kind", ["video", "data"])
def test_what_no_map_may_fetch_is_refused_unless_the_map_may_use_the_network(kind):
    layer = folium.raster_layers.VideoOverlay("https://example.org/a.webm", [PLACE, (51, 31)])
    if kind == "data":
        layer = folium.GeoJson({"type": "FeatureCollection", "features": []})
        layer.embed_link = "https://example.org/a.json"
    with pytest.raises(
        OfflineError, match=r"(?:VideoOverlay|GeoJson).*https://example\.org.*network=True"
    ):
        figure_with(layer).page()
    allowed = ex.maps.base(ex.load(), "Mine", network=True)
    layer.add_to(allowed)
    assert "media-src https:" in policy_of(allowed.get_root().page())


def policy_of(page):
    [said] = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    return unescape(said)


def test_a_map_may_ask_nobody_but_for_the_street_map_it_offers():
    story = ex.load()
    plain = ex.maps.base(story, "Plain").get_root()
    packed = plain.render()
    assert policy_of(packed) == policy_of(unpacked(packed))
    assert "https:" not in policy_of(packed) and "connect-src 'none'" in policy_of(packed)
    offered = policy_of(ex.maps.base(story, "Streets", tiles=True).get_root().page())
    assert re.findall(r"https:[^ ;]*", offered) == ["https://tile.openstreetmap.org"]


def test_rendering_one_map_leaves_folium_as_it_was():
    before = [*folium.Map.default_js, *folium.Map.default_css]
    figure_with().page()
    assert [*folium.Map.default_js, *folium.Map.default_css] == before
    assert "cdn.jsdelivr.net" in folium.Map().get_root().render()


def test_rendering_twice_gives_the_same_page():
    for figure in (
        figure_with(folium.CircleMarker((50, 30))),
        ex.maps.tour(ex.load()).get_root(),
    ):
        one, two = figure.change(), figure.change()
        assert [*one["script"].values()] == [*two["script"].values()]
        assert figure.page() == figure.page()


def test_the_notebook_frame_is_titled_and_escaped():
    figure = offline.MapPage('A "map" <b>of</b> places', head=Html("<h1>x</h1>"))
    figure.add_child(folium.Map(tiles=None))
    html = figure._repr_html_()
    assert 'title="Map: A &#34;map&#34; &lt;b&gt;of&lt;/b&gt; places"' in html
    assert "<b>of</b>" not in html


def test_the_page_has_language_title_and_a_zoomable_viewport():
    page = figure_with().page()
    assert '<html lang="en">' in page
    assert "<title>A test map</title>" in page
    assert "user-scalable" not in page
    assert page.count('name="viewport"') == 1


def test_leaflet_and_folium_agree_on_the_version():
    from xstatic.pkg import leaflet

    wanted = dict(folium.Map.default_js)["leaflet"]
    assert f"leaflet@{leaflet.VERSION}/" in wanted
