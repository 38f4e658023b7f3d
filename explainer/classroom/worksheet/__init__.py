"""What a reader writes: open tasks, answers kept in a journal, a page to hand in.

>>> "ex-line" in page("01-where")
True
"""

from explainer.classroom.worksheet.handing_in import hand_in, read_page
from explainer.classroom.worksheet.journal import Journal, answers, load
from explainer.classroom.worksheet.pages import again, page
from explainer.classroom.worksheet.work import Work

__all__ = [
    "Journal",
    "Work",
    "again",
    "answers",
    "hand_in",
    "load",
    "page",
    "read_page",
]
