"""The files of a story as they are changed record by record: comments and order stay."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Table

from explainer import reading
from explainer.authoring.templates import put, row_of
from explainer.errors import StoryError, UnknownRecord, Unreadable
from explainer.story import held, parsing
from explainer.story.held import FILES, REFERENCES
from explainer.story.problems import Problem
from explainer.writing import printable, swap_in

#: The article's own text, and where in it each find stands: for this computer only.
PRIVATE = "private"
TEXT, FINDS = f"{PRIVATE}/article.txt", f"{PRIVATE}/finds.json"
#: Fields that only drafts have.
DRAFT_ONLY = ("draft", "why")

#: Collection -> (file, name of the table, form); a GeoJSON file has no rows to change.
HELD = {name: at for name, at in held.HELD.items() if name != "shapes"}
#: The collections of which an article gives drafts.
DRAFTED = ("places", "bodies", "people", "statements", "figures", "events")


class Folder:
    """The folder of a story that is being made; StoryError if there is no story.toml in it.

    Each change reads the file anew, so that a text editor may be used beside it, and is written
    at once, whole or not at all. StoryError says what cannot be read.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._before: list[dict[str, bytes]] = []
        if reading.is_file(self.path):
            raise StoryError(
                f"{printable(str(path))} is a file, and a story is a folder. If it is a zip that "
                f"explainer pack made, type first: explainer open {printable(str(path))}"
            )
        if not self.content("story.toml"):
            raise StoryError(
                f"There is no story in {printable(str(path))}: story.toml is missing or empty. "
                "Begin one with explainer new NAME"
            )

    @property
    def text(self) -> str:
        """The article, or an empty text where it is not kept here."""
        with _named(TEXT):
            return reading.text(self.content(TEXT))

    @property
    def finds(self) -> list[dict[str, Any]]:
        """Where in the article records were found: collection, id, start, end, decision."""
        with suppress(Unreadable):
            found = reading.tables(self.path / FINDS) or []
            if isinstance(found, list) and all(map(_is_find, found)):
                return found
        raise StoryError(f"{FINDS} is damaged. Delete it, then begin again")

    def rows(self, collection: str) -> list[dict[str, Any]]:
        """Return the rows of a collection as they stand in the file, drafts among them.

        What is no record is passed over: ``explainer check`` says what is wrong with it.
        """
        file, name, _ = HELD[collection]
        found = self._read(file).get(name)
        listed = found if isinstance(found, list) else []
        return [row for row in listed if isinstance(row, dict) and isinstance(row.get("id"), str)]

    def row(self, collection: str, id: str) -> dict[str, Any]:
        """Return a record as it stands in its file; empty if it was taken out."""
        return next((row for row in self.rows(collection) if row["id"] == id), {})

    def drafts(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield collection and row of what nobody has confirmed yet."""
        for collection in HELD:
            yield from ((collection, row) for row in self.rows(collection) if row.get("draft"))

    def add_all(self, drafts: Iterable[tuple[str, Mapping[str, Any], str]]) -> None:
        """Add records: collection, row, and why each is proposed, if it is a draft."""
        given = [*drafts]
        files = [*dict.fromkeys(HELD[collection][0] for collection, _, _ in given)]
        with self._change(*files) as documents:
            for collection, row, why in given:
                file, name, _ = HELD[collection]
                document = documents[files.index(file)]
                if name not in document:
                    document.append(name, tomlkit.aot())
                document[name].append(row_of(row, why))

    def keep(self, collection: str, id: str, **changes: Any) -> None:
        """Confirm a draft, with changed fields if something in it was wrong.

        The persons, bodies and places it names are confirmed with it. If it does not fit its form,
        a StoryError says what to do, and nothing is changed.
        """
        wanted = [(collection, id, changes), *self._named_by(collection, id, changes)]
        files = {HELD[each][0] for each, _, _ in wanted}
        with self._change(*files, decided=(collection, id, "kept")) as documents:
            for each, key, changed in wanted:
                row = _row(documents, each, key)
                for field, value in changed.items():
                    put(row, field, value)
                for field in DRAFT_ONLY:
                    row.pop(field, None)
                fits(each, key, row.unwrap())

    def drop(self, collection: str, id: str, decision: str = "dropped") -> None:
        """Take a record out, and its id out of all that name it; StoryError if one needs it."""
        file, name, _ = HELD[collection]
        naming = {
            HELD[each][0] for (each, _), targets in REFERENCES.items() if collection in targets
        }
        files = [file, *sorted(naming - {file})]
        with self._change(*files, decided=(collection, id, decision)) as documents:
            _forget(documents, collection, id)
            rows = _rows(documents, collection)
            rows.remove(_row(documents, collection, id))
            if not rows:
                next(doc for doc in documents if doc.get(name) is rows).remove(name)

    def undo(self) -> bool:
        """Take the last change back; False if there is none."""
        if not self._before:
            return False
        swap_in(self.path, self._before[-1])
        self._before.pop()
        return True

    def note(self, finds: list[dict[str, Any]], text: str) -> None:
        """Keep an article and where its finds stand."""
        swap_in(self.path, {TEXT: text, FINDS: json.dumps(finds)})

    def _named_by(
        self, collection: str, id: str, changes: Mapping[str, Any]
    ) -> list[tuple[str, str, dict[str, Any]]]:
        """Return the drafts that a record names, and those that they name."""
        waiting = {(each, row["id"]): row for each, row in self.drafts()}
        found: list[tuple[str, str, dict[str, Any]]] = []
        row = waiting.get((collection, id), {}) | dict(changes)
        for (each, field), targets in REFERENCES.items():
            named = row.get(field, ()) if each == collection else ()
            for key in [named] if isinstance(named, str) else named:
                for target in targets:
                    if (target, key) in waiting and (target, key) != (collection, id):
                        found += [(target, key, {}), *self._named_by(target, key, {})]
        return [*{(each, key): (each, key, {}) for each, key, _ in found}.values()]

    def content(self, file: str) -> bytes:
        """Return what a file holds; nothing if there is none."""
        with _named(file):
            return reading.content(self.path / file) or b""

    def _read(self, file: str) -> dict[str, Any]:
        """Return the tables of a file: much faster than a document that can be changed."""
        with _named(file):
            found = reading.tables(self.path / file)
        return found if isinstance(found, dict) else {"": found}

    def document(self, file: str) -> tomlkit.TOMLDocument:
        """Return a file of records with its comments, to be changed."""
        self._read(file)  # nothing too deep or too large goes to the slower parser
        with _named(file):
            found = tomlkit.parse(reading.text(self.content(file)))
            for name in FILES[file]:
                if not isinstance(found.get(name, tomlkit.aot()), AoT):
                    raise ValueError(f"{name} is no list of [[{name}]]")
        return found

    @contextmanager
    def _change(
        self, *files: str, decided: tuple[str, str, str] | None = None
    ) -> Iterator[list[tomlkit.TOMLDocument]]:
        """Hand out files to change; write them all when nothing failed, and what was decided."""
        documents = [self.document(file) for file in files]
        yield documents
        changed = {
            file: tomlkit.dumps(document) for file, document in zip(files, documents, strict=True)
        }
        if decided and (finds := self.finds):
            for find in finds:
                if (find["collection"], find["id"]) == decided[:2]:
                    find["decision"] = decided[2]
            changed[FINDS] = json.dumps(finds)
        self.rewrite(changed)

    def rewrite(self, files: Mapping[str, str]) -> None:
        """Write files anew, all or none; it can be taken back."""
        before = {file: self.content(file) for file in files}
        swap_in(self.path, files)
        self._before.append(before)


@contextmanager
def _named(file: str) -> Iterator[None]:
    """Say of which file something is wrong."""
    try:
        yield
    except StoryError:
        raise
    except (TOMLKitError, ValueError) as error:
        told = isinstance(error, Unreadable)
        wrong = error.wrong if told else str(error).rstrip(".")
        todo = error.todo if told else "Mend it in a text editor"
        raise StoryError(
            f"{file} cannot be read: {wrong}. {todo}, then go on; nothing was changed"
        ) from error


def _is_find(item: Any) -> bool:
    match item:
        case {"collection": of, "id": str(), "start": int(a), "end": int(b), "decision": str()}:
            return of in DRAFTED and 0 <= a <= b
    return False


def _rows(documents: list[tomlkit.TOMLDocument], collection: str) -> AoT:
    name = HELD[collection][1]
    return next((doc[name] for doc in documents if name in doc), tomlkit.aot())


def _row(documents: list[tomlkit.TOMLDocument], collection: str, id: str) -> Table:
    for row in _rows(documents, collection):
        if row.get("id") == id:
            return row
    raise UnknownRecord(f"There is no {id!r} in {HELD[collection][0]}. Was it taken out by hand?")


def fits(collection: str, id: str, row: dict[str, Any]) -> None:
    """Raise StoryError if a row is no record of its form."""
    file, _, form = HELD[collection]
    found: list[Problem] = []
    if parsing.validated(form, row, file, found, id) is None:
        raise StoryError("\n".join(map(str, found)))


def _forget(documents: list[tomlkit.TOMLDocument], collection: str, id: str) -> None:
    """Take an id out of every row that names it."""
    for (each, field), targets in REFERENCES.items():
        if collection not in targets:
            continue
        required = HELD[each][2].model_fields[field].is_required()
        for row in _rows(documents, each):
            named = row.get(field)
            if isinstance(named, list) and id in named:
                row[field] = [other for other in named if other != id]
            elif named == id and not required:
                row.pop(field)
            elif named == id:
                raise StoryError(
                    f"{id!r} cannot go: {row['id']!r} in {HELD[each][0]} names it as its {field}. "
                    f"Change that {field} first, or take {row['id']!r} out, too"
                )
