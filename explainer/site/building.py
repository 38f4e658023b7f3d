"""From the folder of the lessons to a folder of pages."""

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from markupsafe import Markup

from explainer import export, folders
from explainer.maps.layers import ATTRIBUTION
from explainer.page.blocks import File, static, walk
from explainer.page.cards import fill
from explainer.page.policy import nonce
from explainer.paper import prose
from explainer.site.articles import Article, Section
from explainer.site.onscreen import Web
from explainer.site.rehearsal import LessonCell, steps
from explainer.site.shelf import Shelf, steady
from explainer.story import Named, Story, named, names
from explainer.widgets.sheet import Worksheet
from explainer.writing import write_all

#: Texts beside the lessons, in the order of the pages.
TEXTS = ("how-we-know", "glossary", "instructor-guide", "primer", "class-papers")
_SCRIPTS = (
    "site.js",
    "quiz.js",
    "work_page.js",
    "answers.js",
    "explored.js",
    "joined.js",
    "lookup.js",
    "python.js",
    "own.js",
)
#: Of words under one heading so many letters can be searched.
_SEARCHED = 1500
#: What is kept for use without a network only once somebody has chosen it: hundreds of files.
_ON_DEMAND = ("assets/names.", "assets/lookup.", "assets/python.")
#: Beside the pages there may be a Python that runs in a page (``make live``): its folder, a lesson.
_LIVE = "live"
_RUN = _LIVE + "/lab/index.html?path={}.ipynb"
_FOOT = fill(
    "Texts: CC BY 4.0 · Code: MIT · $maps. These pages send nothing about you anywhere.",
    maps=ATTRIBUTION,
)


@dataclass(frozen=True)
class Leaf:
    """A page: its name, title and text, and what stands under which heading.

    A lesson has the question and the first map with which it opens, and the files of that map.
    """

    name: str
    title: str
    body: Markup
    sections: Sequence[Section] = ()
    scripts: tuple[str, ...] = ()
    asks: str = ""
    opening: str = ""
    first: tuple[str, ...] = ()


def build(
    notebooks: str | Path,
    out: str | Path,
    *,
    lessons: Iterable[str] | None = None,
    most: int | None = None,
    python: str | Path | None = None,
    story: Named = None,
) -> list[Path]:
    """Write the site.

    Parameters
    ----------
    notebooks : str or pathlib.Path
        Folder of the lessons and of the texts beside them.
    out : str or pathlib.Path
        Folder to write to; made if it does not exist. Where ``make live`` has put a JupyterLite
        site into its folder ``live``, lessons link there.
    lessons : iterable of str, optional
        Only these, for example ``["01-where"]``.
    most : int, optional
        For a lighter edition: only so many of the last days, say, that an explorer offers.
    python : str or pathlib.Path, optional
        Folder of Pyodide and wheels, as for :func:`explainer.site.python.shelve`: pages then start
        Python when a reader asks for it.
    story : Story, str or pathlib.Path, optional
        Or its name or folder: whose lessons they are; the story of the package if left out.

    Returns
    -------
    list of pathlib.Path
        The files written; the same lessons give the same bytes.

    Raises
    ------
    LessonError
        If a cell of a lesson fails.
    ExplainerError
        If the folder cannot be written to.
    """
    folder, whose, shelf = Path(notebooks), named(story), Shelf()
    live = (Path(out) / _LIVE / "jupyter-lite.json").is_file()
    web, data = Web(shelf, whose, most, python), export.texts(whose)
    lessons = None if lessons is None else {*lessons}
    chosen = lessons or {item.id for item in whose.lessons.lesson}
    beside = (folder / f"{name}.md" for name in TEXTS)
    leaves = [
        *(
            _lesson(web, folder / f"{item.id}.ipynb")
            for item in whose.lessons.lesson
            if item.id in chosen
        ),
        *(_further(web, folder / folders.MORE, lessons) if whose.id in names() else ()),
        *(_text(file.stem, file.read_text(encoding="utf-8")) for file in beside if file.is_file()),
        _text("data", data.pop("README.md")),
    ]
    leaves.append(_search(web, leaves))
    return write_all(
        out,
        _Binding(web, whose, leaves, chosen if live else ()).files()
        | {f"data/{name}": text for name, text in data.items()},
    )


def _lesson(web: Web, file: Path) -> Leaf:
    article, cells = Article(), [*steps(file)]
    web.first, web.opening = [], Markup("")
    parts = (
        web.fill("webparts", extra=extra, parts=[_step(web, article, step) for step in run])
        for extra, run in groupby(cells, lambda step: step.extra)
    )
    body = steady(Markup("\n").join(parts), "x")
    # The question, in bold under the title, with which a lesson may begin.
    asked = re.match(r"#[^\n]*\n+\*\*([^*]+\?)\*\*$", cells[0].text, re.MULTILINE)
    return Leaf(
        file.stem,
        article.sections[0].title,
        Markup(body),
        article.sections,
        asks=asked[1] if asked else "",
        opening=Markup(steady(web.opening, "x")),
        first=tuple(web.first),
    )


def _further(web: Web, folder: Path, lessons: set[str] | None) -> Iterator[Leaf]:
    """Yield what is no lesson of this story: those of others, and a page for who programs."""
    for file in sorted(folder.glob("*.ipynb")):
        if lessons is None or file.stem in lessons:
            yield _lesson(web.of(named(folders.story_of(file.stem))), file)


def _step(web: Web, article: Article, step: LessonCell) -> Markup:
    """Return a cell: its text; or what it shows, and folded away how that was made."""
    if step.text:
        return article.html(step.text)
    return web.fill(
        "webcell",
        printed=step.printed,
        shown=web.cell(step.value) if step.value is not None else "",
        code="" if _asks(step.value) else step.code,
    )


def _asks(value: object) -> bool:
    """Say whether something asks the reader; how it was made says nothing to them."""
    return isinstance(value, Worksheet) or any(
        isinstance(block, File) and block.name == "quiz.js" for block in walk(value)
    )


def _text(name: str, source: str) -> Leaf:
    article = Article()
    body = article.html(prose.said(source, "site"))
    return Leaf(name, article.sections[0].title, body, article.sections)


def _search(web: Web, leaves: Iterable[Leaf]) -> Leaf:
    """Return the page that searches all others, without a server."""
    listed = [
        [f"{leaf.name}.html#{section.name}", leaf.title, section.title, section.words[:_SEARCHED]]
        for leaf in leaves
        for section in leaf.sections
    ]
    index = f"window.explainerIndex = {json.dumps(listed, ensure_ascii=False)};"
    scripts = (web.shelf.put("words.js", index), web.shelf.script("search.js"))
    return Leaf("search", "Search", web.fill("websearch"), scripts=scripts)


class _Binding:
    """Pages bound together: each knows all others, and what it loads first."""

    def __init__(
        self, web: Web, story: Story, leaves: Sequence[Leaf], live: Collection[str]
    ) -> None:
        self._web, self._story, self._leaves, self._live = web, story, leaves, live
        self._style = web.shelf.style()
        self._script = web.shelf.script(*_SCRIPTS)

    def files(self) -> dict[str, str | bytes]:
        """Return all files but the data: name -> text."""
        first = self._leaves[0].first
        told = {"title": self._story.title, "summary": self._story.summary}
        contents = self._web.fill("webstart", pages=self._leaves, **told)
        start = Leaf("index", self._story.title, contents, first=first)
        pages = {f"{leaf.name}.html": self._page(leaf) for leaf in (start, *self._leaves)}
        shelf = self._web.shelf
        found = pages | shelf.files | {"icon.svg": static("icon.svg")}
        said = {
            "name": self._story.title,
            "short_name": self._story.title.partition(":")[0],
            "start_url": "index.html",
            "display": "standalone",
            "icons": [{"src": "icon.svg", "sizes": "any", "type": "image/svg+xml"}],
        }
        found["manifest.webmanifest"] = json.dumps(said, ensure_ascii=False)
        return found | {"sw.js": _worker(found)}

    def _page(self, leaf: Leaf) -> str:
        at = self._leaves.index(leaf) if leaf in self._leaves else -1
        page = self._web.fill(
            "webpage",
            title=leaf.title,
            site=self._story.title,
            summary=self._story.summary,
            here=leaf.name,
            pages=[*self._leaves],
            contents=[(item.name, item.title) for item in leaf.sections if item.level == 2],
            style=self._style,
            scripts=[self._script, *leaf.scripts],
            first=leaf.first,
            foot=_FOOT,
            nonce=self._web.shelf.nonce,
            body=leaf.body,
            live=_RUN.format(leaf.name) if leaf.name in self._live else "",
            before=self._leaves[at - 1] if at > 0 else None,
            after=self._leaves[at + 1] if 0 <= at < len(self._leaves) - 1 else None,
        )
        # A script adds it: many links, and only outside of maps.
        parts = re.split(r"(<template>.*?</template>)", str(page), flags=re.DOTALL)
        parts[::2] = [part.replace(' target="_blank" rel="noopener"', "") for part in parts[::2]]
        whole = "".join(parts)
        stand_in = self._web.shelf.nonce
        return whole.replace(stand_in, nonce(*whole.split(stand_in)))


def _worker(files: dict[str, str | bytes]) -> str:
    """Return the script that keeps an edition for use without a network: all of it, or none."""
    named = {name: name if isinstance(text, bytes) else text for name, text in files.items()}
    text = "".join(f"{name}\0{text}\0" for name, text in sorted(named.items()))
    edition = hashlib.sha256(text.encode()).hexdigest()[:12]
    later = sorted(name for name in files if name.startswith(_ON_DEMAND))
    said = {"EDITION": edition, "FILES": sorted({*files}.difference(later)), "LATER": later}
    told = (f"const {name} = {json.dumps(what)};\n" for name, what in said.items())
    return "".join(told) + static("worker.js")
