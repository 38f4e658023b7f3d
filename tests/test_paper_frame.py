"""Where the points of a map lie on paper."""

from math import cos, radians

import pytest

from explainer.paper.frame import Frame

EUROPE = ((36.0, -10.0), (66.0, 46.0))
BEAGLE = ((-56.5, -72.0), (-52.0, -62.0))


def area(frame, lat, lon):
    """Of a small square of one tenth of a degree, in pixels, by its width at the true scale."""
    (x, y), (east, above), (right, north) = (
        frame.at(lat, lon),
        frame.at(lat, lon + 0.1),
        frame.at(lat + 0.1, lon),
    )
    return abs((east - x) * (north - y) - (right - x) * (above - y))


@pytest.mark.parametrize("bounds", [EUROPE, BEAGLE])
def test_areas_keep_their_size_north_and_south(bounds):
    frame = Frame(bounds, 1000)
    (south, west), (north, east) = bounds
    sizes = [
        area(frame, lat, lon) / cos(radians(lat + 0.05))
        for lat in (south, (south + north) / 2, north)
        for lon in (west, east)
    ]
    assert max(sizes) == pytest.approx(min(sizes), rel=0.01)


@pytest.mark.parametrize("bounds", [EUROPE, BEAGLE, ((-35.0, -130.0), (72.0, 150.0))])
def test_the_frame_holds_its_bounds_and_no_more_than_it_has_to(bounds):
    frame = Frame(bounds, 1000)
    (south, west), (north, east) = bounds
    points = [
        frame.at(south + up * (north - south) / 50, west + on * (east - west) / 50)
        for up in range(51)
        for on in range(51)
    ]
    assert min(x for x, _ in points) == pytest.approx(0, abs=0.5)
    assert max(x for x, _ in points) == pytest.approx(1000, abs=0.5)
    assert min(y for _, y in points) == pytest.approx(0, abs=0.5)
    assert max(y for _, y in points) == pytest.approx(frame.height, abs=0.5)
    middle = frame.at(south, (west + east) / 2), frame.at(north, (west + east) / 2)
    assert middle[0][1] > middle[1][1]  # north is up


def test_the_world_stays_on_mercators_map_and_says_so():
    assert Frame(((-35.0, -130.0), (72.0, 150.0)), 1000).projection == "Mercator"
    assert Frame(EUROPE, 1000).projection.startswith("Albers")
