"""Places, towns, sites: where things are and how sure we are."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from explainer.records.base import (
    Confidence,
    CountryCode,
    Ids,
    Latitude,
    Longitude,
    Record,
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
    "metonym",
]


class Place(Record):
    """A place of the story: a kind and a precision, never a bare pin.

    ``names`` holds the name by language code (``en``, ``uk``, ``ru`` and the local language where
    it differs), ``from_russian`` an older English spelling taken from the Russian name.
    ``spelled`` are the article's own spellings, ``mentions`` the tags of the paragraphs that name
    it (empty: the story happens there, the article does not say so); ``background`` marks places
    only the events before and after the day need.
    ``stands_for`` is set where the article uses the name for somebody. ``question`` names the
    disputed question this place belongs to; then ``country`` must be empty.
    """

    name: Text
    names: dict[Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")], Text]
    from_russian: Text | None = None
    also: tuple[Text, ...] = ()
    spelled: tuple[Text, ...] = ()
    kind: PlaceKind
    lat: Latitude | None = None
    lon: Longitude | None = None
    precision_km: Annotated[float, Field(gt=0)] | None = None
    country: CountryCode | None = None
    question: Slug | None = None
    area: str | None = None
    stands_for: Text | None = None
    mentions: Ids = ()
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
    def named(self) -> bool:
        """Whether the article names the place."""
        return bool(self.mentions)

    @property
    def point(self) -> tuple[float, float] | None:
        """(latitude, longitude) in degrees, or None for what is not a place."""
        return None if self.lat is None or self.lon is None else (self.lat, self.lon)


class Town(Record):
    """A settlement near the line of contact and who held it on the day."""

    order: int
    name: Text
    names: dict[str, Text]
    note: Text | None = None
    lat: Latitude
    lon: Longitude
    precision_km: Annotated[float, Field(gt=0)]
    held: Literal["government", "not government", "split"]
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
    kind: Literal["build-up", "missile defence", "base", "exercise"]
    lat: Latitude
    lon: Longitude
    precision_km: Annotated[float, Field(gt=0)]
    where: Text
    state: Text
    confidence: Confidence
    reports: tuple[Report, ...] = ()
