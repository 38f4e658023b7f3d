"""What a careful editor would mend next: drafts, and what a record does not say yet."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from explainer.authoring.choosing import card
from explainer.authoring.folder import DRAFTED, Folder
from explainer.authoring.naming import NOBODY, UNDECIDED
from explainer.authoring.published import UNASKED
from explainer.authoring.shortened import SHARED
from explainer.page import cards
from explainer.page.cards import Html
from explainer.places.gazetteer import Gazetteer
from explainer.story import Story, checks, read
from explainer.story.held import HELD


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing to mend: where it is, the editor's question, what to do."""

    file: str
    record: str
    ask: str
    todo: str

    def __str__(self) -> str:
        where = " · ".join(filter(None, (self.file, self.record)))
        return f"{where}: {self.ask} {self.todo}"


def missing(
    story: Story, text: str = "", decided: Collection[tuple[str, str]] = ()
) -> list[Missing]:
    """Return what to mend, the most urgent first; nothing that a story need not have.

    With the `text` of the article it is found where its words were taken over. What is `decided`,
    by collection and id, a reader kept card by card: "nobody is named" is an answer there.

    >>> import explainer as ex
    >>> missing(ex.load())
    []
    """
    found = [item for question in QUESTIONS for item in question(story)]
    nobody = {(HELD[of][0], id) for of, id in decided if of == "statements"}
    asked = [item for item in found if (item.file, item.record) not in nobody]
    return [*asked, *_taken_over(story, text)]


def state(path: str | Path) -> Html:
    """Return what to mend next in the folder of a story, as a list to read."""
    folder = Folder(path)
    story, problems = read(folder.path)
    if story:
        problems += checks.check(story)
    said = [*map(str, problems), *(map(str, _missing(story, folder)) if story else ())]
    return cards.bullets(said) if said else cards.status("Nothing is missing: make the lesson.")


def _missing(story: Story, folder: Folder) -> list[Missing]:
    kept = [(f["collection"], f["id"]) for f in folder.finds if f["decision"] == "kept"]
    return missing(story, folder.text, kept)


def told(story: Story) -> list[str]:
    """Return in lines how many drafts wait, and what to mend next."""
    drafts = [f"{name} {len(rows)}" for name, rows in story.drafts.items() if rows]
    lines = [f"Still drafts: {', '.join(drafts)}"] if drafts else []
    own = isinstance(story.folder, Path)
    asked = [*map(str, _missing(story, Folder(story.folder)) if own else missing(story))]
    return [*lines, *(["", "What to mend next:", *asked] if asked else [])]


def _article(story: Story) -> Iterator[Missing]:
    source = next((item for item in story.sources if item.id == story.article), None)
    if source and source.publisher == UNASKED:
        todo = "Answer on the desk's last card, or in this file."
        yield Missing("sources.json", source.id, "Who published the article, and where?", todo)


def _drafts(story: Story) -> Iterator[Missing]:
    for collection in DRAFTED:
        if rows := story.drafts.get(collection, ()):
            names = ", ".join(str(row.get("id")) for row in rows[:5])
            more = f" and {len(rows) - 5} more" if len(rows) > 5 else ""
            todo = f"{len(rows)} draft(s): {names}{more}. Keep, change or drop each."
            yield Missing(HELD[collection][0], "", card(collection)["mend"], todo)


def _speakers(story: Story) -> Iterator[Missing]:
    for statement in story.statements:
        if statement.speaker == NOBODY:
            todo = "Name the speaker, or leave it: then the lesson says that nobody is named."
            yield Missing(HELD["statements"][0], statement.id, "Who says so?", todo)


def _figures(story: Story) -> Iterator[Missing]:
    for figure in story.figures:
        if figure.by == NOBODY and "who" not in figure.unsaid:
            todo = 'Name who gives it (by), or write unsaid = ["who"]: the lesson then asks.'
            yield Missing(HELD["figures"][0], figure.id, "Who counted?", todo)


def _places(story: Story) -> Iterator[Missing]:
    """Ask of places on disputed ground that look as if nobody disputed them."""
    disputed = [place for place in story.places if not place.question and not place.country]
    gazetteer = Gazetteer() if disputed else None
    for place in disputed:
        answer = gazetteer and gazetteer.geocode(place.name)
        if answer and answer.raw["status"]:
            todo = "Write the question and at least two positions into positions.toml."
            yield Missing(HELD["places"][0], place.id, "Whose border?", todo)


def _sides(story: Story) -> Iterator[Missing]:
    """Ask for the rest where somebody has begun to sort; no story needs parties."""
    unsorted = [body.id for body in story.bodies if body.party == UNDECIDED]
    if unsorted and len(unsorted) < len(story.bodies):
        todo = "Give each body one of the parties in words.toml."
        ask = f"With whom are {', '.join(unsorted[:4])} counted?"
        yield Missing(HELD["bodies"][0], "", ask, todo)


#: What is asked, in the order in which a careful editor would mend it.
QUESTIONS: tuple[Callable[[Story], Iterator[Missing]], ...] = (
    *(_article, _drafts, _places, _speakers, _figures, _sides),
)


def _taken_over(story: Story, text: str) -> Iterator[Missing]:
    """Find tellings that repeat the article's own words."""
    runs = set(_runs(text))
    told = [("statements", item.id, item.paraphrase) for item in story.statements]
    told += [("events", item.id, item.text) for item in story.events]
    for collection, id, words in told if runs else ():
        if runs & set(_runs(words)):
            ask = f"{SHARED} words in a row are the article's. How would you say it?"
            yield Missing(HELD[collection][0], id, ask, "Tell it in your own words.")


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = [word.strip(".,;:!?“”\"'’‘()").lower() for word in text.split()]
    return zip(*(words[at:] for at in range(SHARED)), strict=False)
