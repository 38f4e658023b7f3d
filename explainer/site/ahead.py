"""What an explorer shows for each choice, made ahead by the functions it has in a notebook."""

from collections.abc import Iterator, Sequence
from itertools import chain, combinations
from typing import Any

import ipywidgets

from explainer.page import telling, words
from explainer.page.media import Medium
from explainer.story.records import Statement
from explainer.widgets import comparing
from explainer.widgets.comparing import Comparison
from explainer.widgets.shown import Choices, Explorer, Shown

#: Control -> the field of a statement that it filters by.
_FILTERS = {"speaker": "speaker", "act": "act", "topic": "topic", "given": "in_article"}


def can(explorer: Explorer) -> bool:
    """Say whether all that an explorer shows can be made ahead: one list, and what fits it.

    >>> import explainer as ex
    >>> can(ex.widgets.as_of(ex.load())), can(ex.widgets.geocode_explorer("Riga"))
    (True, False)
    """
    kinds = (ipywidgets.Dropdown, ipywidgets.SelectionSlider | Choices)
    controls = [*explorer.controls.values()]
    return len(controls) == 2 and all(map(isinstance, controls, kinds))


def choices(explorer: Explorer) -> list[dict[str, str]]:
    """Return name, label and kind of the controls of an explorer.

    A kind is one of a "list", one of a row of "steps", or any number of "ticks".

    >>> import explainer as ex
    >>> [one["kind"] for one in choices(ex.widgets.range_explorer(ex.load()))]
    ['list', 'ticks']
    """
    kinds = {ipywidgets.SelectionSlider: "steps", Choices: "ticks"}
    return [
        {"name": name, "label": control.description, "kind": kinds.get(type(control), "list")}
        for name, control in explorer.controls.items()
    ]


def states(
    explorer: Explorer, most: int | None = None
) -> Iterator[tuple[list[str], list[tuple[str, list[Shown]]]]]:
    """Yield, for each choice of the first control, what the second offers and all that it gives.

    That is the labels of the second, and what is chosen there (its place; of several a digit for
    each, 1 if ticked) with the parts. `most`: only the last so many, for a lighter edition.
    """
    (first, control), (second, fitted) = explorer.controls.items()
    for _, value in control.options:
        control.value = value  # the second offers what fits
        offered = [*fitted.options][-most:] if most else [*fitted.options]
        yield (
            [label for label, _ in offered],
            [
                (place, explorer.parts(**{first: value, second: chosen}))
                for place, chosen in _chosen(offered, isinstance(fitted, Choices))
            ],
        )


def order(explorer: Explorer) -> list[str]:
    """Return the labels of a row of steps in their order, whatever the first control chooses.

    A page finds the step to stand at by it, where the one before is not offered any more.

    >>> import explainer as ex
    >>> order(ex.widgets.range_explorer(ex.load()))  # not of steps
    []
    """
    (_, control), (_, fitted) = explorer.controls.items()
    labels: dict[Any, str] = {}
    if isinstance(fitted, ipywidgets.SelectionSlider):
        for _, value in control.options:
            control.value = value
            labels |= {value: label for label, value in fitted.options}
    return [labels[value] for value in sorted(labels)]


def _chosen(offered: Sequence[tuple[str, Any]], several: bool) -> Iterator[tuple[str, Any]]:
    """Yield the place and the value of each choice; of several, each set of them."""
    if not several:
        yield from ((str(place), value) for place, (_, value) in enumerate(offered))
        return
    values = [value for _, value in offered]
    sets = chain.from_iterable(combinations(values, count) for count in range(len(values) + 1))
    for chosen in sets:
        yield "".join("01"[value in chosen] for value in values), chosen


def pieces(explorer: Comparison, medium: Medium) -> dict[str, Any]:
    """Return all that a page needs in place of an explorer of statements, shown by a medium.

    There are too many pairs to make all ahead: the page joins them of pieces.

    ``controls``: name, label and options of each filter, labels of the two others; ``statements``:
    what each filter asks for, its line, its row, its points, its hands as the first and as the
    second, its partners in their order; ``words``: what is said around them.
    """
    story = explorer.story
    numbers = {item.id: number for number, item in enumerate(story.statements)}

    def piece(item: Statement) -> dict[str, Any]:
        return {
            "is": {name: getattr(item, field) for name, field in _FILTERS.items()},
            "line": comparing.line(story, item),
            "who": words.who(story, item.speaker),
            "answered": bool(telling.replies(story, item)),
            "points": [
                str(medium.show(cell)) if any([cell]) else ""
                for cell in telling.cells(story, item, *comparing.POINTS)
            ],
            "row": [
                str(medium.show(cell)) for cell in telling.cells(story, item, *comparing.COLUMNS)
            ],
            "hands": [str(medium.show(comparing.hands(story, item, letter))) for letter in "AB"],
            "partners": [numbers[other.id] for other in comparing.partners(story, item.id)],
        }

    return {
        "controls": [
            {
                "name": name,
                "label": control.description,
                "options": [*control.options] if name in _FILTERS else [],
            }
            for name, control in explorer.controls.items()
        ],
        "any": comparing.ANY,
        "start": {name: control.value for name, control in explorer.controls.items()},
        "statements": [{"id": item.id, **piece(item)} for item in story.statements],
        "points": comparing.POINTS,
        "words": {
            "fit": comparing.FIT.replace("$all", comparing.total(story)),
            "nothing": comparing.NOTHING_FITS,
            "table": str(medium.show(comparing.listed(story, ()))),
            "caption": comparing.SIDE_BY_SIDE,
        },
    }
