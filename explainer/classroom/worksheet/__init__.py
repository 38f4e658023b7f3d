"""What a reader writes: open tasks, answers kept in a plain file, a page to hand in.

>>> from explainer import worksheet
>>> worksheet.tasks("01-where").title
'Where is this?'
"""

from explainer.classroom.worksheet.again import again
from explainer.classroom.worksheet.forms import Box, Entry, Task, TaskSheet, Work, tasks
from explainer.classroom.worksheet.pages import hand_in, page, read_page
from explainer.classroom.worksheet.store import Sheet, answers, load, works

__all__ = [
    "Box",
    "Entry",
    "Sheet",
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
    "works",
]
