"""Beginning a story: a folder with every file, and drafts of what an article suggests."""

import datetime as dt
import json
import re
from collections import Counter
from importlib.resources import files
from pathlib import Path

import tomlkit
from jinja2 import Environment

from explainer import dates, shipped
from explainer.authoring import templates
from explainer.authoring.abroad import known
from explainer.authoring.article import article, headline, paragraphs
from explainer.authoring.drafts import ARTICLE, LANE, SUBJECT, Draft, drafts
from explainer.authoring.folder import Folder
from explainer.authoring.naming import UNDECIDED
from explainer.authoring.period import made_notebook
from explainer.authoring.published import UNASKED
from explainer.errors import ExplainerError
from explainer.recognition.aligning import runs
from explainer.story.held import FILES
from explainer.writing import made_whole

#: Windows has no file of the names that are left out.
_NAME = re.compile(r"(?!(?:con|prn|aux|nul|com\d|lpt\d)$)[a-z0-9]+(?:-[a-z0-9]+)*")


def new(
    name: str,
    text: str = "",
    day: dt.date | str | None = None,
    *,
    lang: str = "en",
    into: str | Path = ".",
) -> Folder:
    """Make the folder of a story, with drafts if there is an article.

    ExplainerError, if the name cannot be used or is taken, the text is no article, or nothing can
    be written.

    Parameters
    ----------
    name : str
        Of the story and its folder: small letters, digits, hyphens.
    text : str
        The article. It is kept in the folder ``private``, which git ignores.
    day : datetime.date or str, optional
        The day of the article; today if left out.
    lang : str
        Language of the article, ISO 639; :func:`reads` says what is drafted from it.
    into : str or pathlib.Path
        Where the folder is made.
    """
    if not _NAME.fullmatch(name):
        raise ExplainerError(
            f"{name!r} cannot be the name of a story. Use small letters, digits and hyphens, and "
            "no name that Windows keeps for a device, for example harbour-2026"
        )
    target, lang = Path(into) / name, lang.lower()
    today = dt.date.today() if day is None else dates.day(day)
    text = article(text, lang) if text else ""
    reads(lang)
    found = drafts(text, today, lang=lang) if text else []
    with made_whole(target) as made:
        _fill(made, name, text, today, found)
    return Folder(target)


def reads(lang: str) -> str:
    """Return in words what is read of an article in a language, and what is not.

    >>> reads("de").partition(". ")[0]
    'In German the rules read places, numbers in figures, and days with a month'
    """
    lang = lang.lower()
    if not (name := known(lang)):
        raise ExplainerError(
            f"{lang!r} is no language that is known here. Use two letters, such as en, ar, fr or zh"
        )
    if lang == "en":
        return "In English the rules read places, persons, bodies, statements, numbers and days."
    return (
        f"In {name} the rules read places, numbers in figures, and days with a month. They do not "
        "read who says what: add persons, bodies and statements in people.toml and statements.toml"
    )


def _fill(folder: Path, name: str, text: str, day: dt.date, found: list[Draft]) -> None:
    """Write every file of a new story."""
    title = headline(text)
    acts = sorted({d.row["act"] for d in found if d.collection == "statements"} | {"said"})
    given = {
        "id": name,
        "title": title or f"A story of {dates.day_words(day)}",
        "headline": title,
        "publisher": UNASKED,
        "day": day,
        "acts": acts,
        "lane": LANE,
        "party": UNDECIDED,
        "subject": SUBJECT,
        "article": ARTICLE,
        "paragraphs": _told(text, found),
    }
    written = Environment(autoescape=False, trim_blocks=True, keep_trailing_newline=True)
    written.filters["toml"] = lambda value: tomlkit.item(value).as_string()
    written.filters["json"] = lambda value: json.dumps(value, ensure_ascii=False)
    for item in sorted((files("explainer") / "data" / "new_story").iterdir(), key=str):
        content = written.from_string(item.read_text(encoding="utf-8")).render(given)
        (folder / item.name.removesuffix(".j2").replace("dot.", ".")).write_text(content, "utf-8")
    for file in FILES:
        if file.endswith(".toml"):
            with (folder / file).open("a", encoding="utf-8") as end:
                end.write(f"{templates.template(file)}\n\n")
    (folder / "desk.ipynb").write_text(_desk(name, bool(text)), "utf-8")
    if text:
        made = Folder(folder)
        made.add_all((draft.collection, draft.row, draft.why) for draft in found)
        made.note(
            [
                {"collection": draft.collection, "id": draft.row["id"]}
                | {"start": draft.start, "end": draft.end, "decision": ""}
                for draft in found
            ],
            text,
        )


def _desk(name: str, drafted: bool) -> str:
    """Return the notebook in which drafts are confirmed and the lesson is made."""
    form = shipped.data("desk.toml")
    cells = (cell for cell in form["cell"] if drafted or not cell.get("drafts"))
    return made_notebook(cells, {"name": name})


def _told(text: str, found: list[Draft]) -> list[dict[str, str]]:
    """Return the paragraphs, each told by what was found in it."""
    rows = []
    for id, start, end in paragraphs(text) if text else ():
        here = [draft for draft in found if start <= draft.start < end]
        names = [draft.row["name"] for draft in here if draft.collection == "places"]
        counts = Counter(draft.collection for draft in here)
        parts = [f"names {', '.join(dict.fromkeys(names))}"] if names else []
        parts += [f"{counts['statements']} statement(s)"] if counts["statements"] else []
        parts += [f"{counts['figures']} number(s)"] if counts["figures"] else []
        about = "; ".join(parts) or "nothing found by the rules"
        hashed = " ".join(runs(text[start:end]))
        rows.append({"id": id, "about": about[0].upper() + about[1:], "runs": hashed})
    return rows
