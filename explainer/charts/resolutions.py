"""Votes in the United Nations: for, against, abstaining, absent, and what a vote binds to."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from matplotlib.patches import Rectangle

from explainer import dates
from explainer.charts import lettering
from explainer.charts.figure import MARGIN, WIDTH, Chart, Sheet, drawing
from explainer.charts.palette import GREY, LINE, OCHRE, PAPER, SOFT, TEAL
from explainer.page import cards
from explainer.page import words as facts
from explainer.story import Story
from explainer.story.records import Vote

TITLE = "How states voted in the United Nations"
_SUBTITLE = "Number of states. Each bar is as long as the whole body that voted."
#: What a state could do -> how its part of the bar looks.
KINDS: dict[str, dict[str, Any]] = {
    "for": {"fc": TEAL, "ec": TEAL},
    "against": {"fc": OCHRE, "ec": PAPER, "hatch": "////"},
    "abstaining": {"fc": LINE, "ec": LINE},
    "absent": {"fc": PAPER, "ec": GREY, "ls": (0, (3, 2))},
}
_SIZE, _BAR, _SWATCH, _APART = 12.5, 24, 12, 26


@drawing
def votes(
    story: Story, since: dt.date | str | None = None, until: dt.date | str | None = None
) -> Chart:
    """Return the votes in the United Nations, each as a bar of its four parts.

    Parameters
    ----------
    story : Story
    since, until : datetime.date or str, optional
        First and last day of the votes shown; by default all of them.

    Returns
    -------
    Chart

    Raises
    ------
    ChartError
        If there was no vote in these days, or none was known.

    Examples
    --------
    >>> import explainer as ex
    >>> ex.charts.votes(ex.load()).title
    'How states voted in the United Nations'
    """
    first, last = dates.day(since or dt.date.min), dates.day(until or dt.date.max)
    within = [vote for vote in story.votes if first <= vote.date.start <= last]
    found = sorted(facts.shown(story, within, "vote"), key=lambda vote: vote.date.start)
    blocks = [(vote, _about(vote)) for vote in found]
    height = sum(_tall(lines) for _, lines in blocks) + _APART * (len(blocks) - 1)
    sheet = Sheet(TITLE, _SUBTITLE, facts.foot(story, found), height)
    top = 0.0
    for vote, lines in blocks:
        _draw(sheet, vote, lines, top)
        top += _tall(lines) + _APART
    return Chart(TITLE, sheet.figure, _alt(found), _table(story, found))


def parts(vote: Vote) -> dict[str, int]:
    """Return how many states did what, in the order of :data:`KINDS`; nothing nobody did."""
    counts = (vote.in_favour, vote.against, vote.abstaining, vote.absent or 0)
    return {kind: count for kind, count in zip(KINDS, counts, strict=True) if count}


def binding(vote: Vote) -> str:
    """Return in words whether a vote binds states by law."""
    return "legally binding" if vote.binding else "not legally binding"


def _about(vote: Vote) -> list[str]:
    return lettering.wrap(f"{vote.text} {vote.note or ''}", WIDTH - 2 * MARGIN, _SIZE)


def _tall(lines: list[str]) -> float:
    return 2 * 13 * lettering.LEADING + 7 + _BAR + 26 + lettering.height(lines, _SIZE)


def _draw(sheet: Sheet, vote: Vote, lines: list[str], top: float) -> None:
    head = f"{vote.date} · {vote.body}, {vote.resolution} · {binding(vote)}"
    top = sheet.write(MARGIN, top, vote.title, 14, bold=True)
    top = sheet.write(MARGIN, top - 1, head, 13, color=SOFT) + 6
    counts = parts(vote)
    per_state = (WIDTH - 2 * MARGIN) / sum(counts.values())
    x = float(MARGIN)
    starts = []
    for kind, count in counts.items():
        box = Rectangle((x, top), count * per_state, _BAR, gid=f"{vote.id}:{kind}", **KINDS[kind])
        sheet.room.add_patch(box)
        starts.append(x)
        x += count * per_state
    top += _BAR + 7
    for (kind, count), x in zip(counts.items(), _spread(counts, starts), strict=True):
        sheet.room.add_patch(Rectangle((x, top + 2), _SWATCH, _SWATCH, **KINDS[kind]))
        sheet.write(x + _SWATCH + 6, top, _words(kind, count), 13, bold=True)
    sheet.write(MARGIN, top + 19, lines, _SIZE, color=SOFT)


def _words(kind: str, count: int) -> str:
    return f"{count} {kind}"


def _spread(counts: dict[str, int], starts: list[float]) -> list[float]:
    """Return where the labels begin: at their parts of the bar, or next to their neighbours."""
    wide = [
        lettering.width(_words(*item), 13, bold=True) + _SWATCH + 6 + 14 for item in counts.items()
    ]
    left = starts[0]
    placed = []
    for start, width in zip(starts, wide, strict=True):
        left = max(left, start)
        placed.append(left)
        left += width
    right = WIDTH - MARGIN + 14.0
    for number in reversed(range(len(placed))):
        right = min(right - wide[number], placed[number])
        placed[number] = right
    return placed


def _told(vote: Vote) -> Iterator[str]:
    yield facts.listing(_words(kind, count) for kind, count in parts(vote).items())
    yield binding(vote)
    if vote.states_against:
        yield f"against: {facts.listing(vote.states_against)}"


def _alt(found: list[Vote]) -> str:
    told = (
        f"{vote.date}, {vote.body}, {vote.resolution}, “{vote.title}”: {'; '.join(_told(vote))}."
        for vote in found
    )
    return f"{TITLE}. {' '.join(told)}"


def _table(story: Story, found: list[Vote]) -> cards.Html:
    head = ["Date", "Body", "Resolution", "Title", "For", "Against", "Abstaining", "Absent"]
    rows = (
        [
            str(vote.date),
            vote.body,
            vote.resolution,
            vote.title,
            vote.in_favour,
            vote.against,
            vote.abstaining,
            "not recorded" if vote.absent is None else vote.absent,
            binding(vote),
            ", ".join(vote.states_against),
            f"{vote.text} {vote.note or ''}",
            facts.cited(story, vote),
        ]
        for vote in found
    )
    return cards.table(TITLE, [*head, "Binding", "Against: who", "What it says", "Sources"], rows)
