"""The worksheet in a notebook: boxes that are saved as the reader types."""

import asyncio
import datetime as dt
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets
import traitlets
from IPython.display import DisplayHandle

from explainer.classroom.worksheet import handing_in, pages
from explainer.classroom.worksheet.journal import Journal
from explainer.errors import WorksheetError
from explainer.page import cards
from explainer.page.cards import Html, static
from explainer.story import Named, named
from explainer.story.records.tasks import Box, Task
from explainer.widgets.shown import Unfolding, area, show_twice, twin

#: Seconds from the first unsaved letter to saving, and from a failure to trying again.
SAVE_AFTER, RETRY_AFTER = 1.0, 5.0
RUN = (
    "The boxes to write in need a running notebook. Run All brings the boxes back, with what you "
    "wrote: in JupyterLab, choose Run, then Run All Cells. Here you see what this page was saved "
    "with."
)

_open: weakref.WeakSet["Worksheet"] = weakref.WeakSet()


class HandIn(anywidget.AnyWidget):
    """Downloads the work as a page with the letters typed last, even without a kernel."""

    _esm = static("work_page.js") + static("worksheet.js")
    _css = static("worksheet.css")
    html = traitlets.Unicode(static("hand_in.html")).tag(sync=True)
    lesson = traitlets.Unicode().tag(sync=True)
    #: The page as it stands.
    page = traitlets.Unicode().tag(sync=True)


class Worksheet(ipywidgets.VBox):
    """The open tasks of a lesson of a `story`, with boxes to write in; made by :func:`worksheet`.

    The `journal` holds the answers, `boxes` (by task and box) the widgets to write in; `status`
    says when the answers were saved, or why not.
    """

    def __init__(self, lesson: str, *only: str, folder: str | Path | None, story: Named) -> None:
        self.story = named(story)
        self._tasks = self.story.tasks(lesson).only(only)
        self.journal = Journal(folder)
        reread(self.journal.file)  # letters typed a moment ago must be in it before it is read
        self._guard = threading.RLock()  # messages from the browser may come in other threads
        self._waits = False
        self._loaded = area("ex-loaded")
        self._twin: DisplayHandle | None = None
        self.boxes: dict[tuple[str, str], ipywidgets.Text | ipywidgets.Textarea] = {}
        self._forms: dict[tuple[str, str], Box] = {}
        self._extra: dict[str, Unfolding] = {}
        self.status = area("ex-status")
        self._notices = area("ex-notices")
        self.hand_in = HandIn(lesson=lesson)
        self._all = ipywidgets.Checkbox(description="Put all lessons on the page", indent=False)
        load = {"accept": ".html", "description": "Load my work from a page"}
        self._upload = ipywidgets.FileUpload(**load).add_class("ex-button")
        super().__init__(self._parts())
        self.add_class("ex-worksheet")
        self._begin()
        for task in self.answers.keys() & self._extra.keys():  # what is written is seen
            self._extra[task].button.value = True
        self._all.observe(self._repack, "value")
        self._upload.observe(self._uploaded, "value")
        _open.add(self)
        weakref.finalize(self, _save_at_last, self.journal)

    @property
    def answers(self) -> dict[str, dict[str, str | int]]:
        """What is written, by task and box, without the empty boxes."""
        return self.journal.answers(self._tasks.lesson)

    def _ipython_display_(self) -> None:
        """Show the tasks and what is written, for pages without a kernel, then the boxes."""
        self._twin = show_twice(self, [self._block_()._repr_html_()], RUN)

    def _block_(self) -> Html:
        work = self.journal.work(self._tasks.lesson)
        shown = (task.id for task in self._tasks.tasks)
        return pages.page(self._tasks.lesson, *shown, story=self.story, work=work)

    def flush(self) -> None:
        """Save now what is typed; a failure is shown in the worksheet."""
        with self._guard:
            self._waits = False
            try:
                with self._refilling():
                    self.journal.save()
            except WorksheetError as error:
                self._show(error)
                self._save_in(RETRY_AFTER)
            else:
                self._show()

    def _parts(self) -> list[ipywidgets.Widget]:
        file = f"{self.journal.file.parent.name}/{self.journal.file.name}"
        intro = cards.piece("sheetintro", file=file)
        parts: list[ipywidgets.Widget] = [area("ex-intro", intro), self._notices]
        tasks = [self._task(*item) for item in enumerate(self._tasks.tasks, start=1)]
        parts.append(ipywidgets.Box(tasks).add_class("ex-tasks"))
        keep = area("ex-text", cards.piece("keepwork"))
        return [*parts, keep, self._all, self.hand_in, self._upload, self._loaded]

    def _task(self, number: int, task: Task) -> ipywidgets.Widget:
        """Return a task with its boxes."""
        boxes = [part for box in task.boxes for part in self._box(task, box)]
        told = area("ex-text", pages.folded(task, self.story))
        found = [area("ex-text", pages.prompt(number, task)), *boxes, self.status, told]
        whole = ipywidgets.VBox(found, _dom_classes=("ex-task",))
        if not task.extra:
            return whole
        self._extra[task.id] = Unfolding(f"Task {number} (extra). {task.title}", whole)
        return self._extra[task.id]

    def _box(self, task: Task, box: Box) -> list[ipywidgets.Widget]:
        """Return a box to write in and the buttons with its sentence starters."""
        percent = box.kind == "percent"
        field = ipywidgets.Text() if percent else ipywidgets.Textarea(rows=box.lines)
        field.description = box.label
        for name in ("ex-box", f"ex-box-{box.kind}", f"ex-box-{task.id}--{box.id}"):
            field.add_class(name)
        key = task.id, box.id
        self.boxes[key], self._forms[key] = field, box
        field.observe(lambda change: self._typed(key, change["new"]), "value")
        if percent:
            return [field, self.status]
        return [field, area("ex-starters", pages.starters(box))] if box.starters else [field]

    def _begin(self) -> None:
        """Show what the file holds."""
        with self._guard:
            try:
                with self._refilling():
                    self.journal.read()
            except WorksheetError as error:
                self._show(error)
                return
            self._show()
            if self.answers:
                self.status.value = _said("Your saved answers are back in the boxes.")

    def _typed(self, key: tuple[str, str], text: str) -> None:
        with self._guard:
            value = self._forms[key].parse(text)
            if value is not None and value != self.journal.value(self._tasks.lesson, *key):
                self.journal.write(self._tasks.lesson, *key, value)
                if not self._save_in(SAVE_AFTER):
                    self.flush()
            elif not self._waits:
                self._show_status()

    @contextmanager
    def _refilling(self) -> Iterator[None]:
        """Put into the boxes what the sheet takes from elsewhere meanwhile.

        A box whose text is newer is left alone: its reader types, and that waits for the guard.
        """
        before = {key: self.journal.value(self._tasks.lesson, *key) for key in self.boxes}
        try:
            yield
        finally:
            for key, field in self.boxes.items():
                value = self.journal.value(self._tasks.lesson, *key)
                shown = self._forms[key].parse(field.value)
                if value != before[key] and shown in (None, before[key]):
                    field.value = str(value)

    def _save_in(self, seconds: float) -> bool:
        """Save later, once; False without a loop that would do it, as in a plain script."""
        if not self._waits:
            try:
                asyncio.get_running_loop().call_later(seconds, self.flush)
            except RuntimeError:
                return False
            self._waits = True
        return True

    def _uploaded(self, change: dict[str, Any]) -> None:
        if not change["new"]:
            return
        content = bytes(change["new"][0]["content"])
        self._upload.value = ()  # so that the same file can be chosen again
        with self._guard:
            try:
                works = handing_in.read_page(content)
                with self._refilling():
                    self.journal.take(works)
            except WorksheetError as error:
                self._loaded.value = _wrong(str(error))
            else:
                names = ", ".join(work.lesson for work in works if work.answers)
                told = names or "nothing, no answers are on it"
                self._loaded.value = _said(f"Loaded from the page: {told}.")
            self.flush()

    def _show(self, error: WorksheetError | None = None) -> None:
        """Show the messages, and give the browser the page as it stands."""
        self._notices.value = cards.join(map(_wrong, self.journal.notices))
        self._show_status(error)
        self._repack()
        if self._twin:
            self._twin.update(twin([self._block_()._repr_html_()], RUN), raw=True)

    def _show_status(self, error: WorksheetError | None = None) -> None:
        wrong = [str(error)] if error else []
        wrong += (
            f"Not saved: write a whole number from 0 to 100 under “{form.label}”."
            for key, form in self._forms.items()
            if form.parse(self.boxes[key].value) is None
        )
        saved = _said(_at(self.journal.saved)) if self.journal.saved else ""
        self.status.value = cards.join(map(_wrong, wrong)) if wrong else saved

    def _repack(self, _: Any = None) -> None:
        """Give the browser the page as it stands, for it to add the last letters."""
        with self._guard:
            mine = self.journal.work(self._tasks.lesson)
            others = self.journal.works() if self._all.value else []
            works = [mine, *(work for work in others if work.lesson != mine.lesson)]
            works.sort(key=lambda work: work.lesson)
            self.hand_in.page = handing_in.hand_in(works, story=self.story)


def reread(file: Path) -> None:
    """Have the open worksheets of a journal save, and take over what stands in its file."""
    for other in [sheet for sheet in _open if sheet.journal.file == file]:
        other.flush()


def worksheet(
    lesson: str, *only: str, folder: str | Path | None = None, story: Named = None
) -> Worksheet:
    """Return the open tasks of a lesson with boxes to write in, saved as the reader types.

    Parameters
    ----------
    lesson : str
        For example ``"01-where"``. One without tasks, or without these, raises UnknownRecord.
    *only : str
        Tasks of the lesson; none for all.
    folder : str or pathlib.Path, optional
        Where the answers are kept; ``my-work`` beside the notebook if not given.
    story : Story, str or pathlib.Path, optional
        Or its name or folder; the story of the package if left out.
    """
    return Worksheet(lesson, *only, folder=folder, story=story)


def _save_at_last(journal: Journal) -> None:
    """Save what was typed just before the kernel ended; there is nobody left to tell."""
    with suppress(WorksheetError):
        journal.save()


def _at(saved: dt.datetime) -> Html:
    """Return when something was saved; the browser puts it into the reader's own time."""
    shown = f"{saved.astimezone():%H:%M %Z}"
    iso = saved.isoformat(timespec="seconds")
    return cards.fill('Saved <time datetime="$iso">$shown</time>.', iso=iso, shown=shown)


def _said(text: str) -> Html:
    return cards.fill('<p class="ex-said">$text</p>', text=text)


def _wrong(text: str) -> Html:
    return cards.fill('<p class="ex-wrong">$text</p>', text=text)
