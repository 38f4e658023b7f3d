"""How the answers of a class are spread: numbers in steps, answers counted, sentences compared.

>>> spread_of([10, 20, 20, 400])
[('10', 1), ('20', 2), ('400', 1)]
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations
from statistics import median_low

from explainer.classroom import forms
from explainer.page import cards
from explainer.page.cards import Html
from explainer.page.words import many
from explainer.story import Story
from explainer.story.records.questions import Item

#: How many numbers stand by themselves; when there are more, how many steps on each side.
_FEW, _STEPS = 6, 6
#: Most answers that stand side by side, and most letters of each.
_BESIDE, _LONGEST = 4, 400
_MOST_ANSWERS = 12


def number(text: str) -> float | None:
    """Return the number that a reader typed, as ``quiz.js`` reads it; None if it is none.

    >>> number("1 300"), number("1,300"), number("0,5"), number("far")
    (1300.0, 1300.0, 0.5, None)
    """
    bare = re.sub(r"\s", "", text)
    whole = re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", bare)
    try:
        found = float(bare.replace(",", "" if whole else "."))
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def spread_of(values: Sequence[float], step: float | None = None) -> list[tuple[str, int]]:
    """Return numbers in steps, with how many lie in each; few different ones as they are.

    A step that is not given fits the middle half of the numbers.

    >>> spread_of([5, 15, 15, 100], step=50)
    [('0 to 50', 3), ('50 to 100', 0), ('100 to 150', 1)]
    """
    ordered = sorted(values)
    if step is None and len({*ordered}) <= _FEW:
        return [(f"{value:,.10g}", count) for value, count in Counter(ordered).items()]
    low, middle, high = (ordered[len(ordered) * quarter // 4] for quarter in (1, 2, 3))
    least = 1e-9 * max(1, abs(low), abs(high))
    step = step or max(_nice((high - low) / _STEPS * 2), least)
    # Around the middle; what lies farther out is counted at both ends.
    centre = math.floor(middle / step)
    first = max(math.floor(ordered[0] / step), centre - _STEPS)
    last = min(math.floor(ordered[-1] / step), centre + _STEPS)
    counts = Counter(min(max(math.floor(v / step), first - 1), last + 1) for v in ordered)
    steps = [(f"{at * step:,.10g} to {(at + 1) * step:,.10g}", at) for at in range(first, last + 1)]
    less = [(f"less than {first * step:,.10g}", first - 1)] if counts[first - 1] else []
    more = [(f"{(last + 1) * step:,.10g} and more", last + 1)] if counts[last + 1] else []
    return [(label, counts[at]) for label, at in (*less, *steps, *more)]


def _nice(width: float) -> float:
    """Return the next 1, 2 or 5 times a power of ten.

    >>> _nice(3), _nice(0.07), _nice(0)
    (5.0, 0.1, 1.0)
    """
    if not 0 < width < math.inf:
        return 1.0
    power = 10.0 ** math.floor(math.log10(width))
    return next((times * power for times in (1, 2, 5) if times * power >= width), 10 * power)


def of_question(item: Item, given: Sequence[str], story: Story) -> Html:
    """Return how often each answer was given, one a line; what is right is folded away."""
    if item.type == "guess":
        numbers = [found for text in given if (found := number(text)) is not None]
        return _of_numbers(item.question, numbers, item.unit or "")
    title = f"{item.question} ({len(given)} answered)"
    table = _table(title, "Answer", _rows(item, given), len(given))
    right = cards.fold("Which answer is right", forms.solution(item, story))
    return cards.fill("$table$right", table=table, right=right)


def _rows(item: Item, given: Sequence[str]) -> list[tuple[str, int]]:
    """Return each answer with how often it was given; of an order, how often a step is in place."""
    lines = [text.split("\n") for text in given]
    if item.type == "order":
        right = Counter(put for one in lines for put in enumerate(one))
        steps = enumerate(step.answer for step in item.answers)
        return [(f"in its place: {step}", right[at, step]) for at, step in steps]
    if item.type in ("multiple_choice", "many_choice"):
        picked = Counter(line for one in lines for line in {*one})
        return [(name, picked[name]) for name in forms.options(item)]
    return Counter(" ".join(text.split())[:80] for text in given).most_common(_MOST_ANSWERS)


def of_box(title: str, kind: str, given: Sequence[str | int]) -> Html:
    """Return what was written in a box: shares in steps of ten, or the texts that differ most."""
    if kind == "percent":
        numbers = [float(value) for value in given if isinstance(value, int)]
        return _of_numbers(title, numbers, "%", step=10)
    texts = tuple(differing([str(value) for value in given]))
    return cards.piece("differing", title=title, count=len(given), texts=texts)


def differing(texts: Iterable[str], most: int = _BESIDE) -> list[str]:
    """Return the texts that have the fewest words in common, none of them twice.

    >>> said = ["The army is near.", "The army is near!", "Nobody said how many there are."]
    >>> differing(said, most=2)
    ['The army is near.', 'Nobody said how many there are.']
    """
    kept: dict[frozenset[str], str] = {}  # by their words, and shortened if they are long
    for text in map(str.strip, texts):
        if words := frozenset(re.findall(r"\w+", text.casefold())):
            kept.setdefault(words, text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …")
    rest = sorted(kept, key=lambda words: (-len(words), kept[words]))
    if len(rest) <= most:
        return [*kept.values()]
    # Begin with the two that lie farthest apart; then always what is farthest from all chosen.
    chosen = [*max(combinations(rest, 2), key=lambda pair: _apart(*pair))]
    while len(chosen) < most:
        left = [words for words in rest if words not in chosen]
        chosen.append(max(left, key=lambda words: min(_apart(words, one) for one in chosen)))
    return [kept[words] for words in chosen]


def _apart(one: frozenset[str], other: frozenset[str]) -> float:
    return 1 - len(one & other) / len(one | other)


def _of_numbers(title: str, numbers: Sequence[float], unit: str, step: float | None = None) -> Html:
    if not numbers:
        return Html()
    low, high, middle = (f"{find(numbers):,.10g}" for find in (min, max, median_low))
    among = f"from {low} to {high} {unit}; the middle one: {middle}"
    told = f"{title} ({many(len(numbers), 'number')}, {among})"
    # A share of 100 belongs to the last step.
    shown = [min(one, 99) for one in numbers] if step else numbers
    head = f"In {unit}" if unit else "Number"
    return _table(told, head, spread_of(shown, step), len(numbers))


def _table(title: str, head: str, rows: Iterable[tuple[str, int]], count: int) -> Html:
    meter = '<meter max="$count" value="$many" aria-label="$many of $count"></meter>'
    shown = (
        (
            cards.fill("<bdi>$label</bdi>", label=label),
            many,
            cards.fill(meter, count=count, many=many),
        )
        for label, many in rows
    )
    return cards.table(title, (head, "How many", "Share"), shown)
