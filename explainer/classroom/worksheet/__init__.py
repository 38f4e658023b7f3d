"""What a reader writes: open tasks, answers kept in a journal, a page to hand in.

>>> from explainer import worksheet
>>> worksheet.tasks("01-where").title
'Where is this?'
"""

from explainer.classroom.worksheet.again import again
from explainer.classroom.worksheet.forms import Box, Task, TaskSheet, tasks
from explainer.classroom.worksheet.journal import Journal, answers, load
from explainer.classroom.worksheet.pages import hand_in, page, read_page
from explainer.classroom.worksheet.work import Entry, Work

__all__ = [
    "Box",
    "Entry",
    "Journal",
    "Task",
    "TaskSheet",
    "Work",
    "again",
    "answers",
    "hand_in",
    "load",
    "page",
    "read_page",
    "tasks",
]
