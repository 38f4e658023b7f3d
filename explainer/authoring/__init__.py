"""Making a story of any article: drafts of its records, the files they are kept in, one lesson.

>>> import datetime
>>> [draft.row["name"] for draft in drafts("A boat left Riga.", datetime.date(2020, 6, 5))]
['Riga']
"""

from explainer.authoring.agreement import compare
from explainer.authoring.article import article, given, own_article
from explainer.authoring.asking import questions
from explainer.authoring.beginning import new, reads
from explainer.authoring.drafts import Draft, drafts
from explainer.authoring.folder import Folder
from explainer.authoring.period import fresh, lesson
from explainer.authoring.review import state
from explainer.authoring.sharing import annotations, kml, pack, unpack

__all__ = [
    "Draft",
    "Folder",
    "annotations",
    "article",
    "compare",
    "drafts",
    "fresh",
    "given",
    "kml",
    "lesson",
    "new",
    "own_article",
    "pack",
    "questions",
    "reads",
    "state",
    "unpack",
]
