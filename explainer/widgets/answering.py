"""Questions and guesses in a notebook: what is answered goes into the reader's journal."""

import functools
from collections.abc import Callable
from typing import Any

import anywidget
import traitlets
from IPython.display import display

from explainer.classroom import quiz
from explainer.classroom.forms import AskedForms
from explainer.classroom.quiz import questions, text
from explainer.classroom.worksheet.journal import Journal
from explainer.errors import WorksheetError
from explainer.page.cards import Html, static
from explainer.widgets import sheet

__all__ = ["guess", "questions", "recall", "show", "text"]


class Keeper(anywidget.AnyWidget):
    """Keeps the answers given in the forms beside it; nothing to see unless that fails."""

    _esm = static("keeper.js")
    #: Lesson, task and box of each question -> its answer, in the words that were seen.
    kept = traitlets.Dict().tag(sync=True)
    notice = traitlets.Unicode().tag(sync=True)

    def __init__(self, asked: AskedForms) -> None:
        self._journal, notice = Journal(), ""
        try:
            self._journal.read()
        except WorksheetError as error:
            notice = str(error)
        kept = {"/".join(key): str(self._journal.value(*key)) for key in asked.keys}
        super().__init__(kept=kept, notice=notice)
        self.observe(self._answered, "kept")

    def _answered(self, change: dict[str, Any]) -> None:
        for key, value in change["new"].items():
            lesson, task, box = key.split("/")
            self._journal.write(lesson, task, box, value)
        try:
            self._journal.save()
        except WorksheetError as error:
            self.notice = str(error)
        else:
            self.notice = ""
            sheet.reread(self._journal.file)


class KeptForms:
    """Questions as a cell shows them: the forms, and beside them what keeps the answers."""

    def __init__(self, asked: AskedForms) -> None:
        self.asked = asked

    def _repr_html_(self) -> str:
        return self.asked._repr_html_()

    def _block_(self) -> Html:
        return self.asked

    def _ipython_display_(self) -> None:
        display({"text/html": self._repr_html_(), "text/plain": repr(self.asked)}, raw=True)
        keeper, _ = Keeper(self.asked)._repr_mimebundle_()
        # On pages without a kernel it is nothing.
        display({**keeper, "text/html": "<!-- -->", "text/plain": ""}, raw=True)


def _kept(function: Callable[..., AskedForms]) -> Callable[..., KeptForms]:
    @functools.wraps(function)
    def shown(*args: Any, **options: Any) -> KeptForms:
        return KeptForms(function(*args, **options))

    return shown


show, recall, guess = _kept(quiz.show), _kept(quiz.recall), _kept(quiz.guess)
