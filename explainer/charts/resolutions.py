"""Votes of a body: for, against, abstaining, absent, and what a vote binds to."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from matplotlib.patches import Rectangle

from explainer import dates
from explainer.charts import lettering
from explainer.charts.figure import MARGIN, WIDTH, Chart, Sheet, drawing
from explainer.charts.palette import GREY, LINE, OCHRE, PAPER, SOFT, TEAL
from explainer.page import headlines, telling, words
from explainer.story import Story
from explainer.story.records import Vote

#: What could be done in a vote -> how its part of the bar looks.
_LOOKS: dict[str, dict[str, Any]] = {
    "for": {"fc": TEAL, "ec": TEAL},
    "against": {"fc": OCHRE, "ec": PAPER, "hatch": "////"},
    "abstaining": {"fc": LINE, "ec": LINE},
    "absent": {"fc": PAPER, "ec": GREY, "ls": (0, (3, 2))},
}
_SIZE, _BAR, _SWATCH, _APART = 13, 24, 12, 26
_COLUMNS = (
    *("Date", "Body", "Resolution", "Title", "For", "Against", "Abstaining", "Absent"),
    *("Binding", "Against: who", "What it says", "Sources"),
)


@drawing
def votes(
    story: Story,
    since: dt.date | str | None = None,
    until: dt.date | str | None = None,
    *,
    title: str = "",
) -> Chart:
    """Return the votes of the story, each as a bar of its four parts.

    Parameters
    ----------
    story : Story
        Title and subtitle stand in its ``words.toml``.
    since, until : datetime.date or str, optional
        First and last day of the votes shown; by default all of them.
    title : str, optional
        A headline: what the chart is to show.

    Raises
    ------
    StoryError
        If there was no vote in these days, or none was known.

    Examples
    --------
    >>> "not legally binding" in ex.charts.votes(ex.load()).alt
    True
    """
    first, last = dates.day(since or dt.date.min), dates.day(until or dt.date.max)
    within = [vote for vote in story.votes if first <= vote.date.start <= last]
    found = words.shown(story, within, "vote in these days", "votes.toml")
    found.sort(key=lambda vote: vote.date.start)
    caption, subtitle = title or story.words.title("votes"), story.words.sentence("votes")
    bands = [_Bar.of(vote) for vote in found]
    height = sum(band.height for band in bands) + _APART * (len(bands) - 1)
    counted = headlines.ballots(found)
    head, under = (title, counted) if title else (counted, caption)
    sheet = Sheet(head, f"{under}. {subtitle}", words.foot(story, found), height)
    for band, top in sheet.rows(bands, apart=_APART):
        band.draw(sheet, top)
    table = telling.table(story, caption, found, *_COLUMNS)
    return sheet.chart(telling.alt(story, f"{head}. {under}", found), table)


@dataclass(frozen=True)
class _Bar:
    """A vote and the lines of words under its bar."""

    vote: Vote
    about: list[str]

    @classmethod
    def of(cls, vote: Vote) -> "_Bar":
        said = f"{vote.text} {vote.note or ''}"
        return cls(vote, lettering.wrap(said, WIDTH - 2 * MARGIN, _SIZE))

    @property
    def height(self) -> float:
        lines = lettering.height(self.about, _SIZE)
        return 2 * 13 * lettering.LEADING + 7 + _BAR + 26 + lines

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw title, bar, the numbers under its parts, and what the vote is about."""
        vote, counts = self.vote, telling.ballots(self.vote)
        head = f"{vote.date} · {vote.body}, {vote.resolution} · {telling.binding(vote)}"
        top = sheet.write(MARGIN, top, vote.title, 14, bold=True)
        top = sheet.write(MARGIN, top - 1, head, 13, color=SOFT) + 6
        per_vote = (WIDTH - 2 * MARGIN) / max(sum(counts.values()), 1)
        x, starts = float(MARGIN), []
        for kind, count in counts.items():
            wide, gid = count * per_vote, f"{vote.id}:{kind}"
            sheet.room.add_patch(Rectangle((x, top), wide, _BAR, gid=gid, **_LOOKS[kind]))
            starts.append(x)
            x += wide
        top += _BAR + 7
        said = [f"{count} {kind}" for kind, count in counts.items()]
        for kind, words_, x in zip(counts, said, _spread(said, starts), strict=True):
            sheet.room.add_patch(Rectangle((x, top + 2), _SWATCH, _SWATCH, **_LOOKS[kind]))
            sheet.write(x + _SWATCH + 6, top, words_, 13, bold=True)
        sheet.write(MARGIN, top + 19, self.about, _SIZE, color=SOFT)


def _spread(said: list[str], starts: list[float]) -> list[float]:
    """Return where the labels begin: at their parts of the bar, or next to their neighbours."""
    wide = [lettering.width(label, 13, bold=True) + _SWATCH + 6 + 14 for label in said]
    left, placed = float(MARGIN), []
    for start, width in zip(starts, wide, strict=True):
        left = max(left, start)
        placed.append(left)
        left += width
    right = WIDTH - MARGIN + 14.0
    for number in reversed(range(len(placed))):
        right = min(right - wide[number], placed[number])
        placed[number] = right
    return placed
