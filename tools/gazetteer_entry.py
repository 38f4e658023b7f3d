"""A place on its way into the gazetteer's file."""

from dataclasses import dataclass, field
from typing import Any

#: South, west, north, east, in degrees.
Extent = tuple[float, float, float, float]


@dataclass
class Entry:
    """A place on its way into the file.

    ``own`` are spellings as good as the name, ``others`` alternate names in all languages,
    ``codes`` abbreviations that only narrow. ``region`` and ``covers`` hold refs of other entries
    (``covers`` also questions of ``disputed.toml``); ``admin`` is GeoNames' first-level code, and
    ``stands_for`` the codes of the outlines that a place of ours replaces. A ``silent`` entry is
    the region of others, but is not found by its own name. ``short`` are abbreviations in print,
    as good as the name; ``points_to`` is the ref of the place that an adjective belongs to.
    """

    ref: str
    source: str
    name: str
    kind: str
    lat: float | None = None
    lon: float | None = None
    precision_km: float | None = None
    extent: Extent | None = None
    population: int | None = None
    country: str | None = None
    region: str | None = None
    question: str | None = None
    tail: str | None = None
    story: str | None = None
    tier: int = 1
    importance: float = 1.0
    note: str | None = None
    names: dict[str, str] = field(default_factory=dict)
    own: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    misspelled: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    covers: list[str] = field(default_factory=list)
    admin: str | None = None
    silent: bool = False
    short: list[str] = field(default_factory=list)
    years: str | None = None
    points_to: str | None = None
    stands_for: list[str] = field(default_factory=list)

    def improve(self, better: dict[str, Any]) -> None:
        """Take over what `curated_places.toml` says about the place."""
        if better.get("name", self.name) != self.name:
            # A wrong name of the source is no other spelling.
            self.own = [] if better.get("wrong") else [*self.own, self.name]
            self.name = better["name"]
        self.names |= better.get("names", {})
        self.own += better.get("also", [])
        self.misspelled += better.get("misspelled", [])
        self.story = better.get("id", self.story)
        self.kind = better.get("kind", self.kind)
        self.question = better.get("question", self.question)
        self.lat, self.lon = better.get("lat", self.lat), better.get("lon", self.lon)
        self.precision_km = better.get("precision_km", self.precision_km)
