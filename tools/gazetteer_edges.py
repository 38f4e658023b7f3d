"""Towns at the edge of a region, where a generalised outline decides wrongly.

What decides there is under which area GeoNames files the town. Such an area is the region of the
same name, or the one whose outline holds nearly all towns that are filed under it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable

import gazetteer_sources as sources
from gazetteer_entry import Entry
from gazetteer_regions import Regions

from explainer.places.spelling import key

#: How far from its region's outline a town may stand.
EDGE_KM = 3
#: How much of what is filed under one area must lie in one region, and how many towns.
_SHARE, _MOST_FEW = 0.8, 5
#: How far apart the same town may be in two editions, in degrees.
_SAME = 0.06

Area = tuple[str, ...]


def straighten(entries: Iterable[Entry], regions: Regions) -> None:
    """Give towns at an edge, and islands without an outline, the region they are filed under."""
    filed = _filed(entries)
    counts: dict[Area, Counter[str]] = defaultdict(Counter)
    for entry, areas in filed:
        for area in areas:
            counts[area][entry.region or ""] += 1
    means = {
        area: regions.named.get((area[0], key(area[-1]))) or _most(count)
        for area, count in counts.items()
    }
    for entry, areas in filed:
        ref = next((means[area] for area in areas if means[area]), None)
        if ref and (not entry.region or regions.within(ref, entry.lat, entry.lon, EDGE_KM)):
            entry.region = ref


def _most(count: Counter[str]) -> str | None:
    (ref, many), *_ = count.most_common(1)
    total = sum(count.values())
    return ref if ref and total >= _MOST_FEW and many >= _SHARE * total else None


def _filed(entries: Iterable[Entry]) -> list[tuple[Entry, list[Area]]]:
    """Return the towns that another list has, too, and their areas there, the smallest first."""
    listed = defaultdict(list)
    for row in sources.filed():
        areas = [(row["cc"], row["admin1"], row["admin2"]), (row["cc"], row["admin1"])]
        areas = areas if row["admin2"] else areas[1:]
        listed[row["cc"], key(row["name"])].append((float(row["lat"]), float(row["lon"]), areas))
    found = []
    for entry in entries:
        same = [
            (abs(lat - entry.lat) + abs(lon - entry.lon), areas)
            for lat, lon, areas in listed[entry.country, key(entry.name)]
        ]
        away, areas = min(same, default=(_SAME, []), key=lambda item: item[0])
        if away < _SAME:
            found.append((entry, areas))
    return found
