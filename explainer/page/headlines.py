"""What stands largest above a map or a chart: one sentence, counted from the records it shows."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from explainer.dates import Span, day_words, parse
from explainer.page import telling
from explainer.page.words import amount, listing, many, part_amount
from explainer.story.records import Event, Figure, ReferendumResult, Vote

#: Below so many events, or where no year or month has two, none is the busiest; up to so many
#: years months are compared.
_FEW, _YEARS = 4, 2


def span(numbers: Iterable[float]) -> str:
    """Return the least and the most of some numbers in words.

    >>> span([70, 63, 100]), span([15])
    ('63 to 100', '15')
    """
    found = sorted(set(numbers))
    return " to ".join(f"{number:g}" for number in dict.fromkeys((found[0], found[-1])))


def majority(results: Sequence[ReferendumResult]) -> str:
    """Return in how many regions more than half said yes, and how many at least and at most."""
    regions = [result.yes for result in results if result.area] or [r.yes for r in results]
    won = sum(yes > 50 for yes in regions)
    of = f"all {won}" if won == len(regions) > 1 else f"{won} of {len(regions)}"
    where = f"{of} region{'s' * (len(regions) > 1)}"
    return f"More than half said yes in {where}: {span(map(round, regions))} %"


def ballots(votes: Sequence[Vote]) -> str:
    """Return how many voted for and against at least and at most, in the largest body."""
    body = max(votes, key=lambda vote: sum(telling.ballots(vote).values())).body
    counts = [telling.ballots(vote) for vote in votes if vote.body == body]
    states = {sum(count.values()) for count in counts}
    whole = f" of {min(states)}" if len(states) == 1 else ""
    sides = (f"{span(count.get(side, 0) for count in counts)}" for side in ("for", "against"))
    return f"{body}: {next(sides)}{whole} for, {next(sides)} against"


def busiest(events: Sequence[Event]) -> tuple[str, Span | None]:
    """Return how many events there are, and when most of them began, as words and as a span."""
    first, last = min(e.date.start for e in events), max(e.date.start for e in events)
    monthly = last.year - first.year < _YEARS
    days = [event.date.start for event in events]
    counts = Counter((day.year, day.month if monthly else 0) for day in days)
    ((key, most), *others) = counts.most_common(2)
    said = many(len(events), "event")
    if len(counts) == 1 or most < 2 or len(events) < _FEW or (others and others[0][1] == most):
        return f"{said}, {' to '.join(dict.fromkeys(map(day_words, (first, last))))}", None
    when = parse(f"{key[0]}-{key[1]:02}" if monthly else str(key[0]))
    return f"{said}, {most} of them in {when}", when


def wordings(figures: Sequence[Figure]) -> str:
    """Return how many answers there are, and in how many ways what they count is described."""
    told = len({(figure.counts, figure.where) for figure in figures})
    answers = many(len(figures), "answer")
    if len(figures) == 1:
        return answers
    if told == len(figures):
        return f"{answers}, each with its own words for what it counts"
    return f"{answers}, {many(told, 'description')} of what they count"


def groups(figure: Figure) -> str:
    """Return a count of people and its parts."""
    parts = listing(f"{part_amount(part)} {part.label}" for part in figure.parts)
    return f"{amount(figure)} {figure.unit}: {parts}"


def days(figures: Sequence[Figure]) -> str:
    """Return the first and the last of counts of single days."""
    ends = [
        f"{amount(figure)} {'on' if figure.as_of.exact else 'in'} {figure.as_of}"
        for figure in (figures[0], figures[-1])
    ]
    return f"From {ends[0]} to {ends[1]}" if len(figures) > 1 else ends[0]


def quoted(words: Mapping[str, int]) -> str:
    """Return whose words stand in quotation marks, most first.

    >>> quoted({"Chile": 30, "Argentina": 41, "Others": 0})
    'In quotation marks: Argentina 41 words and Chile 30'
    """
    most = sorted((item for item in words.items() if item[1]), key=lambda item: -item[1])
    said = [f"{who} {count}{' words' * (not at)}" for at, (who, count) in enumerate(most)]
    return f"In quotation marks: {listing(said)}" if said else "Nobody is quoted"


def replies(given: int, known: int) -> str:
    """Return how many of the replies to some claims, known on its day, an article gives.

    >>> replies(2, 9)
    'The article gives 2 of the 9 replies told here'
    """
    if known < 2:
        return f"The article gives {'the only' if given else 'no'} reply"
    return f"The article gives {given or 'none'} of the {known} replies told here"
