"""Where: places, towns, sites; shapes; disputed questions, and who draws what."""

import datetime as dt
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from explainer.ground import shapes
from explainer.story.records.fields import (
    SHAPES,
    Actor,
    Confidence,
    Count,
    CountryCode,
    Dated,
    Ids,
    Kilometres,
    Language,
    Latitude,
    Longitude,
    Mentions,
    Of,
    Record,
    ShapeId,
    Slug,
    Sources,
    Strict,
    Text,
    When,
)

PlaceKind = Literal[
    "country",
    "region",
    "continent",
    "city",
    "town",
    "building",
    "site",
    "sea",
    "island",
    "metonym",
]


class Place(Record):
    """A place of the story: a kind and a precision, never a bare pin.

    ``names`` holds the name by language code (``en`` and the languages of those concerned),
    ``from_names`` an older English spelling by the language of the name it was taken from.
    ``spelled`` are the article's own spellings, ``mentions`` the tags of the paragraphs that name
    it (empty: the story happens there, the article does not say so); ``background`` marks places
    only the events before and after the day need.
    ``stands_for`` is set where the article uses the name for somebody. ``question`` names the
    disputed question this place belongs to; then ``country`` must be empty, and ``disputed`` says
    what the parties differ about: whose the place is, or only who controls it.
    """

    name: Text
    names: dict[Language, Text]
    from_names: dict[Language, Text] = Field(default_factory=dict)
    also: tuple[Text, ...] = ()
    spelled: tuple[Text, ...] = ()
    kind: PlaceKind
    lat: Latitude | None = None
    lon: Longitude | None = None
    precision_km: Kilometres | None = None
    country: Annotated[CountryCode | None, SHAPES] = None
    question: Annotated[Slug | None, Of(("questions",))] = None
    disputed: Literal["status", "control"] = "status"
    area: Annotated[str | None, SHAPES] = None
    stands_for: Text | None = None
    mentions: Mentions = ()
    background: bool = False
    note: Text

    @model_validator(mode="after")
    def _located_or_not(self) -> "Place":
        point = (self.lat, self.lon, self.precision_km)
        if any(value is None for value in point) and any(value is not None for value in point):
            raise ValueError("lat, lon and precision_km go together: give all three or none")
        if self.lat is None and self.kind != "metonym":
            raise ValueError(f"a {self.kind} needs lat, lon and precision_km")
        if self.question and self.country:
            raise ValueError(
                "a disputed place shows no bare country: leave country out, question says the rest"
            )
        return self

    @property
    def dispute(self) -> str:
        """What is disputed about the place, in two words; an empty string where nothing is."""
        return f"{self.disputed} disputed" if self.question else ""

    @property
    def named(self) -> bool:
        """Whether the article names the place."""
        return bool(self.mentions)

    @property
    def point(self) -> tuple[float, float] | None:
        """(latitude, longitude) in degrees, or None for what is not a place."""
        return None if self.lat is None or self.lon is None else (self.lat, self.lon)


class Town(Record):
    """A settlement near the line of contact and who held it on the day."""

    order: Count
    name: Text
    names: dict[str, Text]
    note: Text | None = None
    lat: Latitude
    lon: Longitude
    precision_km: Kilometres
    held: Annotated[Text, Of(words="sides")]
    evidence: Text
    confidence: Confidence


class Report(Strict):
    """One public report about a site."""

    when: When
    by: Text
    what: Text
    sources: Sources


class Site(Record):
    """A military site that was in public reports."""

    name: Text
    names: dict[str, Text]
    kind: Annotated[Text, Of(words="site_kinds")]
    lat: Latitude
    lon: Longitude
    precision_km: Kilometres
    where: Text
    state: Text
    confidence: Confidence
    reports: tuple[Report, ...] = ()

    def as_known(self, day: dt.date) -> Self | None:
        """Return the site with the reports that were public on `day`, oldest first."""
        if not self.known_by(day):
            return None
        public = sorted(
            (report for report in self.reports if report.when.start <= day),
            key=lambda report: report.when.start,
        )
        return self.model_copy(update={"reports": tuple(public)})


class Shape(Record):
    """A shape of the story's own, drawn beside the world's.

    ``kind`` is ``unit`` (a disputed piece of land, given to somebody by every point of view),
    ``area`` or ``line``; ``region``, drawn only where a record or a map names it; or ``sea``, a
    patch that covers the world's coarse coasts, and ``land`` ``of`` a country, drawn on it.
    ``precision_km`` says how far the drawn line may be off, ``approximate`` that it is a sketch.
    ``lat`` and ``lon`` say where its name is best written.
    """

    id: ShapeId
    kind: Literal["sea", "land", "unit", "region", "area", "line"]
    of: CountryCode | None = None
    names: dict[Language, Text]
    lat: Latitude | None = None
    lon: Longitude | None = None
    precision_km: Kilometres
    approximate: bool = False
    note: Text
    geometry: dict[str, Any]

    @model_validator(mode="after")
    def _can_be_drawn(self) -> "Shape":
        if wrong := shapes.fault(self.geometry):
            raise ValueError(wrong)
        if self.geometry["type"] not in shapes.KINDS[self.kind]:
            wanted = " or ".join(shapes.KINDS[self.kind])
            raise ValueError(f"{self.kind} is a {wanted}, not a {self.geometry['type']}")
        if (self.kind == "land") != bool(self.of):
            raise ValueError("land says of which country it is, and only land: mend kind or of")
        if "en" not in self.names:
            raise ValueError("the English name (en) is missing from names")
        return self

    @property
    def feature(self) -> dict[str, Any]:
        """The shape as a GeoJSON feature, as :class:`explainer.ground.shapes.Ground` reads it."""
        here = shapes.middle(self.geometry)
        lat = here[0] if self.lat is None else self.lat
        lon = here[1] if self.lon is None else self.lon
        said = {"id": self.id, "kind": self.kind, "name": self.names["en"], "names": self.names}
        said |= {"of": self.of} if self.of else {}
        said |= {"ly": lat, "lx": lon, "rank": 6, "approximate": self.approximate}
        return {"type": "Feature", "properties": said, "geometry": self.geometry}


class Question(Record):
    """A question on which the parties differ, and the units of the map it is about."""

    title: Text
    text: Text
    units: Ids = ()


class View(Record):
    """A point of view from which a map can be drawn."""

    name: Text
    whose: Text
    document: Text
    since: When
    text: Text


class Position(Record):
    """Who holds what on a disputed question, and what a map drawn to it shows.

    ``shows`` is, for a map drawn from ``view``, the ISO code of the country the units are drawn
    as part of, ``own`` (a country of its own) or ``none`` (under nobody's recognised rule). A
    position without ``view`` is told, not drawn.
    """

    question: Annotated[Slug, Of(("questions",))]
    holder: Actor
    states: Text
    since: When
    document: Text
    view: Annotated[Slug | None, Of(("views",))] = None
    units: Ids = ()
    shows: Annotated[CountryCode | Literal["own", "none"] | None, SHAPES] = None
    label: Text | None = None

    @model_validator(mode="after")
    def _drawn_or_told(self) -> "Position":
        if (self.view is None) != (self.shows is None):
            raise ValueError("view and shows go together: give both or neither")
        return self


class Atlas(Dated):
    """How a published map, or a list of places, shows a place on which the parties differ.

    ``shows`` is the ISO code of the country it draws the place in; ``both``; or ``disputed``: in
    no country, or marked as disputed. ``readers`` says for whom, where not all see the same.
    """

    place: Annotated[Slug, Of(("places",))]
    name: Text
    kind: Literal["map website", "atlas", "map data", "list of places"]
    readers: Text | None = None
    shows: Annotated[CountryCode | Literal["both", "disputed"], SHAPES]
    how: Text
    reason: Text | None = None
