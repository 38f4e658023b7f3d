"""What a map needs of a story: the forms of ``[presets]`` in ``maps.toml``."""

from collections.abc import Callable
from typing import Annotated

from pydantic import AfterValidator, Field

from explainer.story.records.fields import (
    SHAPES,
    Count,
    CountryCode,
    Latitude,
    Longitude,
    Of,
    Strict,
    Text,
)

Bounds = tuple[tuple[Latitude, Longitude], tuple[Latitude, Longitude]]


def _ordered(bounds: Bounds) -> Bounds:
    (south, west), (north, east) = bounds
    if south >= north or west >= east:
        raise ValueError(
            "write [[south, west], [north, east]] in degrees, latitude first; no view goes over 180"
        )
    return bounds


Extent = Annotated[Bounds, AfterValidator(_ordered)]


def _holding(*names: str) -> Callable[[str], str]:
    """Return a check that a text can be filled in with values of these names."""

    def check(text: str) -> str:
        try:
            text.format(**dict.fromkeys(names, ""))
        except (KeyError, IndexError, ValueError, AttributeError) as error:
            known = ", ".join(f"{{{name}}}" for name in names)
            raise ValueError(f"{error} cannot be filled in: use only {known}") from None
        return text

    return check


#: A title or sentence for a map: the story's ``{day}``, its ``{year}``; ``{now}``, up to which
#: it tells; ``{view}``.
_DAYS = ("day", "year", "now", "view")
OnDay = Annotated[Text, AfterValidator(_holding(*_DAYS))]
InYear = Annotated[Text, AfterValidator(_holding("year", "count"))]
Since = Annotated[Text, AfterValidator(_holding("date"))]


class Inscription(Strict):
    """Words written on a map; those with the smallest ``priority`` find room first."""

    lat: Latitude
    lon: Longitude
    text: Text
    cls: Text = "ex-region-name"
    priority: Count = 200
    min_zoom: Annotated[float, Field(ge=0, le=24)] = 0


class MapWords(Strict):
    """What every preset may say: title, subtitle, the caption of the table, words on the map.

    ``headline`` stands above the title, filled in with what the map counts; ``hint`` says what a
    reader can press; ``unnamed`` are shapes and seas whose names are left
    out, because something else stands there.
    """

    title: OnDay
    headline: OnDay | None = None
    subtitle: OnDay
    hint: str = ""
    table: OnDay
    inscriptions: tuple[Inscription, ...] = ()
    unnamed: tuple[Text, ...] = ()


class AllianceMap(MapWords):
    """The members of an alliance by year, and how others stood to it.

    ``members`` is the title of the map of one year, ``member`` what is said of a member,
    ``legend`` the legend's title, ``others`` the caption of the table of those who are none.
    ``inset`` frames the members far from the rest, ``north_of`` is where its area ends. Sites of
    the kind ``sites`` are drawn, with what is said on ``topic`` and their distance to ``country``.
    """

    headline: (
        Annotated[Text, AfterValidator(_holding(*_DAYS, "first", "since", "count"))] | None
    ) = None
    members: InYear
    member: Since
    legend: Text
    others: OnDay
    note: str = ""
    inset: Extent | None = None
    north_of: Latitude = -90
    sites: Annotated[Text | None, Of(words="site_kinds")] = None
    topic: Annotated[Text | None, Of(words="topics")] = None
    country: Annotated[CountryCode | None, SHAPES] = None


class SitesMap(MapWords):
    """The sites of some ``kinds`` in public reports, and how far a ``country`` is from them."""

    headline: Annotated[Text, AfterValidator(_holding(*_DAYS, "count", "ways"))] | None = None
    kinds: Annotated[tuple[Text, ...], Of(words="site_kinds")]
    country: Annotated[CountryCode, SHAPES]


class TownsMap(MapWords):
    """The towns along a line, by who held them, over an approximate shape.

    ``sketch`` is that shape: an area held by ``inside``, part of ``country``. ``both`` are sides
    that no shape can be right about. ``area`` is coloured; the borders of ``regions``
    are drawn finer than others, and where each meets another region.
    """

    headline: Annotated[Text, AfterValidator(_holding(*_DAYS, "sides"))] | None = None
    legend: Text
    sketch: Annotated[Text, SHAPES]
    sketch_words: Text
    inside: Annotated[Text, Of(words="sides")]
    both: Annotated[tuple[Text, ...], Of(words="sides")] = ()
    country: Annotated[CountryCode, SHAPES]
    area: Annotated[Text | None, SHAPES] = None
    regions: Annotated[tuple[Text, ...], SHAPES] = ()
    finer: tuple[Text, ...] = ()


class Rule(Strict):
    """How a map may draw disputed areas: as a point of view does, as two at once, or as none.

    ``who`` draws maps so is one sentence, ``hides`` what such a map does not show; ``atlases``
    are maps of the story that are drawn so, ``sources`` what else the two sentences rest on.
    """

    name: Text
    views: Annotated[tuple[Text, ...], Field(max_length=2), Of(("views",))] = ()
    who: Text
    hides: Text
    atlases: Annotated[tuple[Text, ...], Of(("atlases",))] = ()
    sources: Annotated[tuple[Text, ...], Of(("sources",))] = ()


class Presets(Strict):
    """What the maps show that not every story has, by name of the map's function."""

    alliance: AllianceMap | None = None
    buildup: SitesMap | None = None
    contact_line: TownsMap | None = None
