"""The alliance in time: who joined NATO when, and how others stood to it on the story's day."""

from collections.abc import Iterable, Mapping
from typing import Any

import folium

from explainer.dates import day_words
from explainer.ground import geography
from explainer.maps import sites
from explainer.maps.base import base
from explainer.maps.layers import Legend, Markers, Shapes
from explainer.maps.years import Inset, Years
from explainer.page import cards
from explainer.story import Story, views
from explainer.story.records import Accession, Partner, Site

#: The first view of maps of the alliance.
EXTENT = ((34.5, -25.0), (66.0, 50.0))
#: The files that together hold all land, and where the second one has members of its own.
_FILES = ("region", "rest")
_ACROSS = ((23.0, -172.0), (72.0, -50.0))
#: By Article 6 the treaty covers a member's islands only north of the Tropic of Cancer.
_TROPIC = 23.4
_SITE_KIND, _TOPIC = "missile defence", "missile-defence"
#: Status -> CSS class of its area, and what it is called.
STATUS = {
    "aspirant": ("ex-aspirant", "aspirant: seeks to join"),
    "partner": ("ex-partner", "partner: in the Partnership for Peace"),
    "no partnership": ("", "no partnership"),
}


def alliance(story: Story, view: str = "un", **base_options: Any) -> folium.Map:
    """Return a map of NATO's members by year, with a year to choose; it needs no kernel.

    Parameters
    ----------
    story : Story
        Nothing known only after its day is shown. The map starts at that day.
    view : str
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
    UnknownRecord
        If the story has no such point of view.

    Examples
    --------
    >>> import explainer as ex
    >>> ex.maps.alliance(ex.load())  # doctest: +ELLIPSIS
    <folium.folium.Map object at ...>
    """
    rounds = _rounds(story)
    joined = {state: item.date.start.year for item in rounds for state in item.states}
    status = {item.country: STATUS[item.status][0] for item in story.partners}
    owners = drawn_as(story, view, {*joined, *status})
    options = {
        "subtitle": f"Borders, aspirants, partners and sites are those of {day_words(story.day)}. "
        "Open a name to read more.",
        "extent": EXTENT,
        "named": [*joined, *status, "Sea of Azov"],
    }
    title = f"How NATO grew, and how others stood to it on {day_words(story.day)}"
    result = base(story, title, view=view, **options | base_options)
    layers = [
        Shapes(name, pane="ex-areas", classes=dict.fromkeys(owners, ""), only=True)
        for name in _FILES
    ]
    near = {item["properties"]["id"] for item in geography.load(_FILES[0])["features"]}
    far = ", ".join(_name(state) for state in joined if state not in near)
    layers.append(Inset(_FILES[1], _ACROSS, far))
    defence = Markers([_site(story, site) for site in _sites(story)])
    for layer in (*layers, Markers(_states(story, rounds)), defence):
        layer.add_to(result)
    Years(
        layers,
        "Year of the map",
        _years(story, rounds),
        {id: joined[owner] for id, owner in owners.items() if owner in joined},
        {id: status[owner] for id, owner in owners.items() if status.get(owner)},
        [defence],
    ).add_to(result)
    Legend(_legend(story), beside=True).add_to(result)
    return result


def alliance_table(story: Story) -> cards.Html:
    """Return the same as three tables: who joined when, the status of others, the sites."""
    return cards.join([members_table(story), partners_table(story), defence_table(story)])


def members_table(story: Story) -> cards.Html:
    """Return who joined NATO when, and how many members it had then."""
    rows = (
        [
            str(item.date),
            ", ".join(map(_name, item.states)),
            item.members_after,
            item.note or "",
        ]
        for item in _rounds(story)
    )
    head = ["Joined", "States", "Members then", "Note"]
    return cards.table(f"How NATO grew until {day_words(story.day)}", head, rows)


def partners_table(story: Story) -> cards.Html:
    """Return how states that are not members stood to NATO on the day, aspirants first."""
    rows = (
        [item.name, STATUS[item.status][1], item.text]
        for item in sorted(story.partners, key=lambda item: list(STATUS).index(item.status))
    )
    caption = f"How other states stood to NATO on {day_words(story.day)}"
    return cards.table(caption, ["State", "Status", "Told"], rows)


def defence_table(story: Story) -> cards.Html:
    """Return the missile-defence sites: where, what state they are in, who said what of them."""
    rows = (
        [site.name, site.where, site.state, sites.reports_list(story, site), _said(story)]
        for site in _sites(story)
    )
    head = ["Site", "Where", "State", "Reports", "What each side says"]
    return cards.table(f"Missile-defence sites on {day_words(story.day)}", head, rows)


def _rounds(story: Story) -> list[Accession]:
    return sorted(story.accessions, key=lambda item: item.date.start)


def _sites(story: Story) -> list[Site]:
    return [site for site in story.sites if site.kind == _SITE_KIND]


def _name(state: str) -> str:
    return geography.names(state)["en"]


def drawn_as(story: Story, view: str, states: Iterable[str]) -> dict[str, str]:
    """Return which state every shape to be coloured is drawn as part of."""
    owners = {state: state for state in states}
    for name in _FILES:
        for item in geography.load(name)["features"]:
            said = item["properties"]
            if said.get("of") in owners and said["ly"] > _TROPIC:
                owners[said["id"]] = said["of"]
    drawn = views.assignment(story, view)
    return owners | {unit: owner for unit, owner in drawn.items() if owner in owners}


def _years(story: Story, rounds: list[Accession]) -> list[dict[str, Any]]:
    """Return every year in words, as :class:`explainer.maps.years.Years` wants it."""
    first, last = rounds[0].date.start.year, story.day.year
    found = []
    for year in range(first, last + 1):
        until = [item for item in rounds if item.date.start.year <= year]
        now = [item for item in until if item.date.start.year == year]
        names = ", ".join(_name(state) for item in now for state in item.states)
        day = day_words(story.day) if year == last else str(year)
        found.append(
            {
                "year": year,
                "head": f"{day}: {until[-1].members_after} members",
                "rest": f"joined: {names}" if names else f"nobody joined in {year}",
                "note": " ".join(item.note for item in now if item.note),
                "marked": bool(now),
            }
        )
    return found


def _states(story: Story, rounds: list[Accession]) -> list[dict[str, Any]]:
    members = [member(story, state, item) for item in rounds for state in item.states]
    return members + [partner(story, item) for item in story.partners]


def member(story: Story, state: str, item: Accession) -> dict[str, Any]:
    """Return the marker of a member: since when, and how many there were then."""
    rows = {"Members then": item.members_after}
    if item.note:
        rows["Note"] = item.note
    since = f"NATO member since {item.date}"
    return _state(story, state, since, f"{since}.", rows, item.sources)


def partner(story: Story, item: Partner) -> dict[str, Any]:
    """Return the marker of a state that is no member: how it stood to NATO on the day."""
    said = STATUS[item.status][1]
    rows = {"On this map": f"{said} ({day_words(story.day)})"}
    return _state(story, item.country, said, item.text, rows, item.sources)


def _state(
    story: Story, state: str, status: str, text: str, rows: Mapping[str, Any], cited: Iterable[str]
) -> dict[str, Any]:
    """Return the marker of a state: its name, which opens what is known of it."""
    lat, lon = geography.label_point(state)
    name = _name(state)
    popup = cards.join([cards.facts(name, text, rows), cards.sources(story, cited)])
    return {
        "lat": lat,
        "lon": lon,
        "symbol": "area",
        "name": name,
        "spoken": f"{name}, {status}",
        "label": name,
        "labelCls": "ex-state",
        "optional": True,
        "priority": 10 + geography.feature(state)["properties"]["rank"],
        "popup": str(popup),
    }


def _site(story: Story, site: Site) -> dict[str, Any]:
    rows = {
        "What each side says": _said(story),
        "Reports": sites.reports_list(story, site),
        "To Russia": sites.distances(story, site, "RU"),
    }
    state = site.state.partition(":")[0]
    return sites.marker(story, site, "shield", "", f"{site.name}\n{state}", rows)


def _said(story: Story) -> cards.Html:
    """Return the claims and replies about missile defence, each with who made it and when."""
    items = (
        cards.fill(
            "<li>$who ($act, $date): $what</li>",
            who=story.actor(item.speaker).name,
            act=item.act,
            date=item.date,
            what=item.paraphrase,
        )
        for item in story.statements
        if item.topic == _TOPIC and item.kind != "quotation"
    )
    return cards.fill("<ul>$items</ul>", items=cards.join(items))


def _legend(story: Story) -> cards.Html:
    used = dict.fromkeys(item.status for item in story.partners)
    items = [
        cards.swatch("ex-in", "member"),
        cards.swatch("ex-new", "joined in the chosen year"),
        *(cards.swatch(*STATUS[status]) for status in STATUS if status in used),
        cards.symbol("shield", "", "missile-defence site"),
    ]
    notes = ["Being a partner means different things: open a name."]
    return cards.legend("States and NATO", items, notes)
