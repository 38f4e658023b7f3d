"""What a text is made of, found by simple rules: place names, numbers, quotations, verbs of saying.

The rules make mistakes, and the lessons use them for that: a reader confirms or corrects each
find. Nothing leaves the computer.

>>> from explainer import recognition
>>> [name.find.words for name in recognition.toponyms(recognition.EXAMPLE)]
['Reading', 'Bath', 'Oxford', 'Georgia']
"""

from explainer import shipped
from explainer.places.sentences import beginning
from explainer.recognition.findings import (
    numbers_table,
    quotations_table,
    reporting_table,
    statements_table,
    toponyms_table,
)
from explainer.recognition.signals import Number, numbers, reporting
from explainer.recognition.spoken import quotations
from explainer.recognition.statements import Saying, statements
from explainer.recognition.toponyms import toponyms

#: A text of our own making, with traps. Nothing in it happened.
EXAMPLE = shipped.text("data", "example.txt").strip()

__all__ = [
    "EXAMPLE",
    "Number",
    "Saying",
    "beginning",
    "numbers",
    "numbers_table",
    "quotations",
    "quotations_table",
    "reporting",
    "reporting_table",
    "statements",
    "statements_table",
    "toponyms",
    "toponyms_table",
]
