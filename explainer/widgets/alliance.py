"""A year to choose: who was in NATO by then, and how others stood to it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import ipywidgets

from explainer import maps
from explainer.dates import day_words
from explainer.ground.geography import names
from explainer.maps.members import joined_by, others_in
from explainer.page import cards
from explainer.page.cards import Html
from explainer.page.words import day as to_day
from explainer.page.words import listing
from explainer.story import Story
from explainer.widgets.shown import Explorer, Shown, page


def alliance(story: Story, until: dt.date | str | None = None) -> Explorer:
    """Return a year to choose: NATO's members by then on a map and in a table beside it.

    Parameters
    ----------
    story : Story
    until : datetime.date or str, optional
        The last year is that of this day, and nothing known only later is shown; by default the
        story's day.

    Returns
    -------
    Explorer
        Its control is ``year``.

    See Also
    --------
    alliance_page : the same for one year, for a page without a kernel.
    explainer.maps.alliance : one map with all years, which needs no kernel.
    """
    last = to_day(story, until)
    rounds = sorted({item.date.start.year for item in story.as_of(last).accessions})
    year = ipywidgets.IntSlider(
        last.year,
        rounds[0],
        last.year,
        description="Year",
        continuous_update=False,
        layout={"flex": "1 1 24rem", "width": "auto"},
    )

    def earlier(_: object) -> None:
        year.value = max((other for other in rounds if other < year.value), default=year.min)

    def later(_: object) -> None:
        year.value = min((other for other in rounds if other > year.value), default=year.max)

    buttons = []
    for label, step in (("Joined before", earlier), ("Joined after", later)):
        buttons.append(ipywidgets.Button(description=label, layout={"width": "auto"}))
        buttons[-1].on_click(step)
    explorer = Explorer({"year": year}, lambda year: _parts(story, year, last), beside=buttons)
    explorer.add_class("ex-side")
    return explorer


def alliance_page(story: Story, year: int, until: dt.date | str | None = None) -> Html:
    """Return what the widget shows for a year, for a page without a kernel.

    Parameters
    ----------
    story : Story
    year : int
    until : datetime.date or str, optional
        Nothing known only later is shown; by default the story's day.

    Returns
    -------
    Html
        Who was in by then in a sentence, the map, and the tables.

    Examples
    --------
    >>> import explainer as ex
    >>> "NATO had 26 members" in alliance_page(ex.load(), 2004)
    True
    """
    return page(_parts(story, year, to_day(story, until)))


def _parts(story: Story, year: int, until: dt.date) -> Iterator[Shown]:
    end = min(dt.date(year, 12, 31), until)
    joined = joined_by(story, year, until)
    new = [names(state)["en"] for state, item in joined.items() if item.date.start.year == year]
    yield cards.fill(
        "<p>On <b>$day</b> NATO had $count members. $new</p>",
        day=day_words(end),
        count=len(joined),
        new=f"New in that year: {listing(new)}." if new else f"Nobody joined in {year}.",
    )
    yield maps.members(story, year, known=until, height="clamp(380px, 62vh, 760px)")
    table = maps.members_table(replace(story, day=end))
    if others_in(story, year):
        yield cards.join([table, maps.partners_table(story)])
    else:
        note = "How other states stood to NATO is recorded for $year only: choose that year."
        yield cards.join([table, cards.fill(f"<p>{note}</p>", year=story.day.year)])
