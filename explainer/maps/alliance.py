"""An alliance in time: who joined when, and how others stood to it on the story's day."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import folium

from explainer.dates import day_words
from explainer.errors import StoryError
from explainer.ground import geography
from explainer.maps import marks
from explainer.maps.base import base, said, titled
from explainer.maps.by_view import distances_sentence
from explainer.maps.frames import Bounds, holds, view_of
from explainer.maps.layers import Call, MapLegend, Markers, Shapes
from explainer.maps.years import Years
from explainer.page import cards, words
from explainer.story import Story, views
from explainer.story.presets import AllianceMap
from explainer.story.records import Accession, Partner, Site


def alliance(story: Story, view: str | None = None, **base_options: Any) -> folium.Map:
    """Return a map of an alliance's members by year, with a year to choose; it needs no kernel.

    Parameters
    ----------
    story : Story
        The map goes up to its clock, and starts there. ``[presets.alliance]`` of its
        ``maps.toml`` says what it shows.
    view : str, optional
        Id of the point of view that draws the borders, and gives disputed areas to countries.
    **base_options
        As of :func:`explainer.maps.base`.

    Returns
    -------
    folium.Map
        On the last year it also shows who wanted to join and who was a partner. Borders are those
        of the story's day in every year.

    Raises
    ------
    StoryError
        If the story has no alliance.
    UnknownRecord
        If the story has no such point of view.

    Examples
    --------
    >>> ex.maps.alliance(ex.load())  # doctest: +ELLIPSIS
    <...Map object at ...>
    """
    preset, joined = _preset(story), joined_by(story, story.now.year)
    others = others_in(story, story.now.year)
    status = {item.country: story.words.statuses[item.status].cls for item in others}
    owners = drawn_as(story, view, [*joined, *status])
    since = {state: item.date.start.year for state, item in joined.items()}
    start = min(since.values())
    facts = {"first": len(joined_by(story, start)), "since": start, "count": len(joined)}
    usual = _usual(story, joined, others) | titled(story, preset, view, **facts)
    result = base(story, view=view, **usual | base_options)
    layers = [
        Shapes(name, pane="ex-areas", classes=dict.fromkeys(owners, ""), only=True)
        for name in story.ground.land
    ]
    if preset.inset and (far := _outside(story, joined, usual["extent"])):
        shown = {"file": story.ground.land[0], "bounds": preset.inset, "label": ", ".join(far)}
        layers.append(Call("explainer.inset", shown))  # a small map in a corner
    sites = Markers([_site(story, site) for site in story.sites if site.kind == preset.sites])
    for layer in (*layers, _states(story, joined, others), sites):
        layer.add_to(result)
    looks = _each(owners, since), _each(owners, status)
    Years(layers, [*_years(story)], *looks, [sites]).add_to(result)
    entries = _statuses(story, others, "joined in the chosen year")
    if sites.data:
        entries.append(marks.entry(story.words.site_kinds[preset.sites]))
    MapLegend(preset.legend, entries, [preset.note]).add_to(result)
    return result


def members(story: Story, year: int, view: str | None = None, **base_options: Any) -> folium.Map:
    """Return a map of the members of an alliance in one year.

    Parameters
    ----------
    story : Story
    year : int
        Who had joined by its end is a member. New are those of that year; in a year after the
        story's day, all that joined since.
    view : str, optional
        Id of the point of view that draws the borders, and gives disputed areas to countries.
    **base_options
        As of :func:`explainer.maps.base`.

    Returns
    -------
    folium.Map
        For the year of the story's day it also shows who wanted to join and who was a partner.

    Raises
    ------
    StoryError, UnknownRecord
        As :func:`alliance`.

    Examples
    --------
    >>> ex.maps.members(story, story.day.year)  # doctest: +ELLIPSIS
    <...Map object at ...>
    """
    preset, joined = _preset(story), joined_by(story, year)
    others, day = others_in(story, year), day_words(story.day)
    after = year > story.day.year
    first = story.day.year if after else year - 1
    look = {id: ("ex-in", "ex-new")[it.date.start.year > first] for id, it in joined.items()}
    look |= {item.country: story.words.statuses[item.status].cls for item in others}
    classes = {id: look[owner] for id, owner in drawn_as(story, view, look).items()}
    title = preset.members.format(year=year, count=len(joined))
    options = {"view": view, "classes": classes, "hint": "Open a country to read more"}
    options |= _usual(story, joined, others)
    result = base(story, title, **options | base_options)
    _states(story, joined, others).add_to(result)
    new = f"joined since {day}" if after else f"joined in {year}"
    entries = _statuses(story, others, new * ("ex-new" in look.values()))
    outside = _outside(story, joined, options["extent"])
    far = marks.note("Outside this view (zoom out)", outside)
    notes = [f"Borders are those of {day} in every year.", far]
    MapLegend(preset.legend, entries, notes).add_to(result)
    return result


def members_table(story: Story) -> cards.Html:
    """Return who joined an alliance when, and how many members it had then."""
    rows = (
        [item.date, ", ".join(_names(story, item.states)), item.members_after, item.note or ""]
        for item in _rounds(story)
    )
    head = ["Joined", "States", "Members then", "Note"]
    return cards.table(said(story, _preset(story).table), head, rows)


def partners_table(story: Story) -> cards.Html:
    """Return how states that are not members stood to an alliance on the day, nearest first."""
    caption, statuses = said(story, _preset(story).others), story.words.statuses
    rows = (
        [
            item.name,
            statuses[item.status].words,
            cards.opens("More", item.text, f"More on {item.name}", paper=""),
        ]
        for item in sorted(story.partners, key=lambda item: [*statuses].index(item.status))
    )
    return cards.table(caption, ["State", "Status", "Told"], rows)


def joined_by(story: Story, year: int) -> dict[str, Accession]:
    """Return who had joined by the end of a year, each with the round it joined in.

    Examples
    --------
    >>> len(joined_by(ex.load(), 1949))
    12
    """
    rounds = (item for item in _rounds(story) if item.date.start.year <= year)
    return {state: item for item in rounds for state in item.states}


def others_in(story: Story, year: int) -> list[Partner]:
    """Return the other states whose status is recorded: only in the year of the story's day."""
    joined = joined_by(story, year)
    recorded = story.partners if year == story.day.year else ()
    return [item for item in recorded if item.country not in joined]


def drawn_as(story: Story, view: str | None, states: Iterable[str]) -> dict[str, str]:
    """Return which state every shape to be coloured is drawn as part of."""
    owners = {state: state for state in states}
    for name in story.ground.land:
        for item in geography.load(name)["features"]:
            shape = item["properties"]
            if shape.get("of") in owners and shape["ly"] > _preset(story).north_of:
                owners[shape["id"]] = shape["of"]
    drawn = views.assignment(story, view)
    return owners | {unit: owner for unit, owner in drawn.items() if owner in owners}


def _each(owners: Mapping[str, str], said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is said of the owner of each shape."""
    return {id: said[owner] for id, owner in owners.items() if said.get(owner)}


def _preset(story: Story) -> AllianceMap:
    preset = story.maps.preset("alliance")
    if not story.accessions:
        raise StoryError(
            f"Nobody had joined by {day_words(story.now)}. Take story.as_of() of a later day, or "
            "add [[accession]] to alliance.toml"
        )
    return preset


def _rounds(story: Story) -> list[Accession]:
    return sorted(story.accessions, key=lambda item: item.date.start)


def _names(story: Story, states: Iterable[str]) -> list[str]:
    return [story.ground.names(state)["en"] for state in states]


def _usual(story: Story, joined: Iterable[str], others: Iterable[Partner]) -> dict[str, Any]:
    """Return the options that maps of the alliance share."""
    return {
        "extent": view_of(story, "alliance", map(story.ground.label_point, joined)),
        "named": [*joined, *(item.country for item in others), *_preset(story).unnamed],
        "rivers": False,
    }


def _outside(story: Story, joined: Iterable[str], bounds: Bounds) -> list[str]:
    far = (state for state in joined if not holds(bounds, *story.ground.label_point(state)))
    return _names(story, far)


def _statuses(story: Story, others: Iterable[Partner], joined: str) -> list[cards.Html]:
    """Return the entries of the legend; `joined` are the words for those that are new, if any."""
    members = [cards.swatch("ex-in", "member")]
    members += [cards.swatch("ex-new", joined)] if joined else []
    used = {item.status for item in others}
    statuses = story.words.statuses.items()
    return members + [marks.entry(look) for status, look in statuses if status in used]


def _years(story: Story) -> Iterator[dict[str, Any]]:
    """Yield every year in words, as :class:`explainer.maps.years.Years` wants it."""
    rounds, last = _rounds(story), story.now.year
    for year in range(rounds[0].date.start.year, last + 1):
        now = [item for item in rounds if item.date.start.year == year]
        names = ", ".join(_names(story, (state for item in now for state in item.states)))
        day = day_words(story.now) if year == last else str(year)
        yield {
            "year": year,
            "head": f"{day}: {words.many(len(joined_by(story, year)), 'member')}",
            "rest": f"joined: {names}" if names else f"nobody joined in {year}",
            "note": " ".join(item.note for item in now if item.note),
            "marked": bool(now),
        }


def _states(story: Story, joined: Mapping[str, Accession], others: Iterable[Partner]) -> Markers:
    """Return the markers of members: since when; of others: how they stood to it on the day."""
    found = []
    for state, item in joined.items():
        since = _preset(story).member.format(date=item.date)
        rows = {"Members then": item.members_after, "Note": item.note}
        found.append(marks.of_state(story, state, since, f"{since}.", rows, item.sources))
    for other in others:
        status = story.words.statuses[other.status].words
        rows = {"On this map": f"{status} ({day_words(story.day)})"}
        found.append(marks.of_state(story, other.country, status, other.text, rows, other.sources))
    return Markers(found)


def _site(story: Story, site: Site) -> dict[str, Any]:
    preset = _preset(story)
    told = cards.bullets(
        f"{story.actor(item.speaker).name} ({item.act}, {item.date}): {item.paraphrase}"
        for item in story.statements
        if item.topic == preset.topic and item.kind != "quotation"
    )
    rows = {"What each side says": told, "Reports": marks.reports(site)}
    if preset.country:
        name = story.ground.names(preset.country)["en"]
        rows[f"To {name}"] = distances_sentence(story, site.id, preset.country)
    return marks.of_site(story, site, f"{site.name}\n{site.state.partition(':')[0]}", rows)
