"""The lesson of a story of one's own, through every door: Lab, paper, slides, pages of the web."""

from pathlib import Path

import ipywidgets

from explainer import authoring, paper
from explainer.errors import ExplainerError
from explainer.page import cards
from explainer.site.building import build
from explainer.writing import write_all

_WAIT = "Wait a minute: the lesson is run three times, for paper, for slides, and for the web."


def lesson(path: str | Path) -> list[Path]:
    """Write the lesson of a story into its folder, for every way in which it may be given.

    Parameters
    ----------
    path : str or pathlib.Path
        The folder of a story with three places and three statements at least.

    Returns
    -------
    list of pathlib.Path
        The notebook, questions and tasks (:func:`explainer.authoring.lesson`); hand-out, answer
        sheet and slides, each one file; the first page for the web, which needs the folder
        ``web`` around it.

    Raises
    ------
    StoryError
        If there is no such folder, or its story has mistakes or too few records.
    LessonError
        If a cell of the lesson fails.
    ExplainerError
        If nothing can be written.
    """
    written = authoring.lesson(path)
    name, folder = written[0].stem, written[0].parent
    story = authoring.fresh(folder)
    pages = {
        f"{name}-handout.html": paper.handout(name, folder),
        f"{name}-answers.html": paper.answer_sheet(name, folder, story=story),
        f"{name}-slides.html": paper.deck(name, folder),
    }
    made = write_all(folder, pages)
    build(folder, folder / "web", lessons=[name], story=story)
    return [*written, *made, folder / "web" / "index.html"]


def make_lesson(path: str | Path) -> ipywidgets.VBox:
    """Return a button that makes the lesson of a story; what it wrote, or what is wrong, below it.

    Parameters
    ----------
    path : str or pathlib.Path
        The folder of a story.

    Examples
    --------
    >>> make_lesson(".").children[0].description
    'Make the lesson'
    """
    button = ipywidgets.Button(description="Make the lesson", layout={"min_height": "44px"})
    said = ipywidgets.HTML()

    def make(_: ipywidgets.Button) -> None:
        button.disabled, said.value = True, cards.status(_WAIT)
        try:
            written = map(str, lesson(path))
            said.value = cards.join([cards.status("Made:"), cards.bullets(written)])
        except ExplainerError as error:
            said.value = cards.status(str(error))
        button.disabled = False

    button.on_click(make)
    return ipywidgets.VBox([button, said])
