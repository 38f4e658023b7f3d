"""What was said, in pieces for a page to join: there are too many pairs to make all ahead."""

from typing import Any

from explainer.page import telling, words
from explainer.page.media import Medium
from explainer.story.records import Statement
from explainer.widgets import comparing
from explainer.widgets.comparing import Comparison

#: Control -> the field of a statement that it filters by.
_FILTERS = {"speaker": "speaker", "act": "act", "topic": "topic", "given": "in_article"}


def pieces(explorer: Comparison, medium: Medium) -> dict[str, Any]:
    """Return all that a page needs in place of an explorer of statements, shown by a medium.

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
