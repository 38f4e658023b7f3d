"""Records as a map shows them: their markers and what these open, the notes of a legend."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from geopy.location import Location

from explainer.page import cards
from explainer.page.answered import SYMBOLS
from explainer.page.cards import Html
from explainer.page.words import many
from explainer.story import Story, views
from explainer.story.records import Event, Place, Position, Site, Town
from explainer.story.settings import Look

_LABELS = {"sea": "ex-sea-name", "continent": "ex-continent"}
_FIRST = {"country": 0, "region": 1, "continent": 3, "sea": 4, "city": 10}
#: A place exact to so many km is a point among events, else an area; a town so wide is large.
_POINT_KM, _LARGE_KM = 50, 5
#: What a legend says of names that stand for several places.
MORE = "+1, +2: so many more places at this spot; zoom in."


def mark(
    at: tuple[float | None, float | None], name: str, spoken: str, popup: Html, **look: Any
) -> dict[str, Any]:
    """Return what ``static/map.js`` needs to draw a place.

    `at` is its point in degrees, `name` the title of the marker and of the `popup` it opens,
    `spoken` what is read aloud. Its look is ``symbol``, ``cls``, ``label`` (written beside the
    symbol), ``labelCls``, ``priority`` (smallest first), ``radius`` in pixels, ``optional`` (an
    area whose name may be left out).
    """
    usual = {"symbol": "area", "label": name, "priority": 1}
    where = {"lat": at[0], "lon": at[1], "name": name, "spoken": spoken, "popup": str(popup)}
    return usual | look | where


def popup(
    story: Story,
    title: str,
    text: str,
    rows: Mapping[str, Any],
    sources: Iterable[str],
    named: Place | Town | Site | None = None,
) -> Html:
    """Return what a marker opens: title, sentence, facts (no empty ones), sources, then names."""
    cited = cards.sources(story, dict.fromkeys(sources))
    names = cards.in_languages(named) if named else ""
    return cards.join([cards.facts(title, text, rows), cited, names])


def note(label: str, names: Iterable[str], between: str = ", ") -> str:
    """Return a note of a legend that lists names; nothing if there are none.

    >>> note("Outside this view", ["Riga", "Oslo"]), note("Outside this view", [])
    ('Outside this view: Riga, Oslo.', '')
    """
    listed = between.join(names)
    return f"{label}: {listed}." if listed else ""


def entry(look: Look, words: str = "") -> Html:
    """Return the entry of a legend for how a kind is drawn."""
    return cards.symbol(look.symbol, look.cls, words or look.words)


def of_place(story: Story, place: Place) -> dict[str, Any]:
    """Return the marker of a place."""
    return mark(
        (place.lat, place.lon),
        place.name,
        cards.spoken(place),
        cards.place(story, place),
        symbol=SYMBOLS.get(place.kind, "area"),
        priority=_FIRST.get(place.kind, 20) + (0 if place.named else 5),
        cls="" if place.named else "ex-unnamed",
        labelCls=_LABELS.get(place.kind, "ex-strong" if place.named else ""),
        optional=place.kind in _LABELS,  # a line to a sea would end on somebody's land
    )


def of_events(story: Story, place: Place, there: Sequence[Event], newest: bool) -> dict[str, Any]:
    """Return the marker of a place by what happened there, the last first."""
    last, *earlier = there
    count = many(len(there), "event")
    title = f"{place.name}: {last.title}"
    opened = [popup(story, title, last.text, {"When": last.date}, last.sources)]
    if earlier:
        before = cards.bullets(f"{event.date}: {event.title}" for event in earlier)
        opened.append(cards.fill("<h3>Earlier here</h3>$before", before=before))
    return mark(
        (place.lat, place.lon),
        place.name,
        f"{place.name}, {place.kind}, {count}, the last: {last.title}, {last.date}",
        cards.join(opened),
        symbol="city" if (place.precision_km or 0) <= _POINT_KM else "area",
        cls="" if newest else "ex-unnamed",
        labelCls="ex-strong" if newest else "",
        priority=0 if newest else 10,
    )


def of_site(story: Story, site: Site, label: str, rows: Mapping[str, Any]) -> dict[str, Any]:
    """Return the marker of a site; `rows` are facts of its popup, besides where it is."""
    look = story.words.site_kinds[site.kind]
    facts = {**rows, "Where": site.where}
    cited = [*site.sources, *(id for report in site.reports for id in report.sources)]
    return mark(
        (site.lat, site.lon),
        site.name,
        f"{site.name}, {site.kind}. {site.where}",
        popup(story, site.name, site.state, facts, cited, site),
        symbol=look.symbol,
        cls=look.cls,
        label=label,
        labelCls="ex-lines",
    )


def reports(site: Site) -> Html:
    """Return when who reported what about a site, the oldest first, as a list."""
    return cards.bullets(f"{report.when}, {report.by}: {report.what}" for report in site.reports)


def of_town(
    story: Story, town: Town, rows: Mapping[str, Any], sources: Iterable[str]
) -> dict[str, Any]:
    """Return the marker of a town by who held it; `rows` are more facts of its popup."""
    look = story.words.sides[town.held]
    facts = {"Evidence": town.evidence, "Confidence": town.confidence, **rows}
    facts |= {"Note": town.note}
    # A city's point is as exact as the city is wide.
    large = town.precision_km > _LARGE_KM
    return mark(
        (town.lat, town.lon),
        town.name,
        f"{town.name}, {look.words}, confidence {town.confidence}",
        popup(story, town.name, look.words, facts, sources, town),
        symbol=look.symbol,
        cls=look.cls,
        labelCls="ex-small ex-strong" if large else "ex-small",
        radius=5,
        priority=0 if large else town.order,
    )


def of_state(
    story: Story,
    state: str,
    status: str,
    text: str,
    rows: Mapping[str, Any],
    sources: Iterable[str],
) -> dict[str, Any]:
    """Return the marker of a state: its name, which opens what is known of it."""
    name = story.ground.names(state)["en"]
    return mark(
        story.ground.label_point(state),
        name,
        f"{name}, {status}",
        popup(story, name, text, rows, sources),
        labelCls="ex-state",
        optional=True,
        priority=10 + story.ground.feature(state)["properties"]["rank"],
    )


def of_unit(story: Story, unit: str, *drawn: Position) -> dict[str, Any]:
    """Return the marker of a disputed unit: its name and, in few words, whose it is drawn as.

    That may be one position, several at once, or none.
    """
    name = story.ground.names(unit)["en"]
    shown = " or ".join(dict.fromkeys(map(views.label, drawn))) or "left blank"
    short = [*dict.fromkeys(map(views.short_label, drawn))]
    label = [name.split(",")[0], *(short if len(short) < 2 else ["both"])]
    said = drawn or [one for one in story.questions if unit in one.units]
    told, rows = "", {"On this map": shown}
    if len(drawn) == 1:
        [one] = drawn
        rows |= {"Whose view": story.actor(one.holder).name, "Since": one.since, "By": one.document}
        told = one.states
    elif drawn:
        rows |= {story.actor(one.holder).name: one.states for one in drawn}
    else:
        told = " ".join(one.text for one in said)
    return mark(
        story.ground.label_point(unit),
        name,
        f"{name}, drawn here as: {shown}",
        popup(story, name, told, rows, (source for one in said for source in one.sources)),
        label=": ".join(label),
        labelCls="ex-unit",
    )


def of_location(
    found: Location, rows: Mapping[str, Any], spoken: str, **look: Any
) -> dict[str, Any]:
    """Return the marker of a place of the gazetteer; `rows` are more facts of its popup."""
    said = found.raw
    status = (said.get("status") or {}).get("text", "")
    facts = {"Kind": said["kind"], **rows, "Source": said["source"]}
    return mark(
        (found.latitude, found.longitude),
        found.address,
        f"{spoken}: {found.address}, {said['kind']}",
        cards.facts(found.address, status, facts),
        **look,
    )
