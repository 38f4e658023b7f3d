"""Votes of a body: for, against, abstaining, absent, and what a vote binds to."""

import datetime as dt
from typing import Any

from matplotlib.patches import Rectangle

from explainer import dates
from explainer.charts import lettering
from explainer.charts.figure import Chart, Sheet, narrowing
from explainer.charts.palette import FILLED, GREY, HATCHED, LINE, PAPER, SOFT
from explainer.charts.room import MARGIN, inner
from explainer.page import headlines, telling, words
from explainer.story import Story
from explainer.story.records import Vote

#: What could be done in a vote -> how its part of the bar looks.
_LOOKS: dict[str, dict[str, Any]] = {
    "for": FILLED,
    "against": HATCHED,
    "abstaining": {"fc": LINE, "ec": LINE},
    "absent": {"fc": PAPER, "ec": GREY, "ls": (0, (3, 2))},
}
_SIZE, _BAR, _SWATCH, _APART = 13, 24, 12, 26
_COLUMNS = (
    *("Date", "Body", "Resolution", "Title", "For", "Against", "Abstaining", "Absent"),
    *("Binding", "Against: who", "What it says", "Sources"),
)


@narrowing
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
    bands = [_Bar(vote) for vote in found]
    height = sum(band.height for band in bands) + _APART * (len(bands) - 1)
    counted = headlines.ballots(found)
    head, under = (title, counted) if title else (counted, caption)
    sheet = Sheet(head, f"{under}. {subtitle}", words.foot(story, found), height)
    for band, top in sheet.rows(bands, apart=_APART):
        band.draw(sheet, top)
    table = telling.table(story, caption, found, *_COLUMNS)
    return sheet.chart(telling.alt(story, f"{head}. {under}", found), table)


class _Bar:
    """A vote and the lines of words over its bar and under it."""

    def __init__(self, vote: Vote) -> None:
        self.vote, self.labels = vote, _labels(vote)
        self.title = lettering.wrap(vote.title, inner(), 14, bold=True)
        head = f"{vote.date} · {vote.body}, {vote.resolution} · {telling.binding(vote)}"
        self.head = lettering.wrap(head, inner())
        self.about = lettering.wrap(f"{vote.text} {vote.note or ''}", inner(), _SIZE)
        # How far the last line of labels lies below the first.
        self.lower = max((down for *_, down in self.labels), default=0)
        lines = lettering.height(len(self.title + self.head + self.about), _SIZE)
        self.height = lines + 7 + _BAR + 26 + self.lower

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw title, bar, the numbers under its parts, and what the vote is about."""
        top = sheet.write(MARGIN, top, self.title, 14, bold=True)
        top = sheet.write(MARGIN, top - 1, self.head, 13, color=SOFT) + 6
        parts = _parts(self.vote)
        for kind, x, wide in parts:
            gid = f"{self.vote.id}:{kind}"
            sheet.room.add_patch(Rectangle((x, top), wide, _BAR, gid=gid, **_LOOKS[kind]))
        top += _BAR + 7
        for (kind, *_), (said, x, down) in zip(parts, self.labels, strict=True):
            y = top + down
            sheet.room.add_patch(Rectangle((x, y + 2), _SWATCH, _SWATCH, **_LOOKS[kind]))
            sheet.write(x + _SWATCH + 6, y, said, 13, bold=True)
        sheet.write(MARGIN, top + self.lower + 19, self.about, _SIZE, color=SOFT)


def _parts(vote: Vote) -> list[tuple[str, float, float]]:
    """Return the parts of a bar: what was done, where it begins, how wide it is."""
    counts = telling.ballots(vote)
    per_vote, x, parts = inner() / max(sum(counts.values()), 1), float(MARGIN), []
    for kind, count in counts.items():
        parts.append((kind, x, count * per_vote))
        x += count * per_vote
    return parts


def _labels(vote: Vote) -> list[tuple[str, float, float]]:
    """Return the words under a bar, where they begin, and how far below the first line."""
    said = [f"{count} {kind}" for kind, count in telling.ballots(vote).items()]
    placed = _spread(said, [x for _, x, _ in _parts(vote)])
    if placed and placed[0] < MARGIN:  # too many for one line: two columns
        return [(it, MARGIN + n % 2 * inner() / 2, n // 2 * 19.0) for n, it in enumerate(said)]
    return [(it, x, 0.0) for it, x in zip(said, placed, strict=True)]


def _spread(said: list[str], starts: list[float]) -> list[float]:
    """Return where the labels begin: at their parts of the bar, or next to their neighbours."""
    wide = [lettering.width(label, 13, bold=True) + _SWATCH + 6 + 14 for label in said]
    left, placed = float(MARGIN), []
    for start, width in zip(starts, wide, strict=True):
        left = max(left, start)
        placed.append(left)
        left += width
    right = MARGIN + inner() + 14.0
    for number in reversed(range(len(placed))):
        right = min(right - wide[number], placed[number])
        placed[number] = right
    return placed
