"""The files of a story as they are changed record by record: comments and order stay."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Table

from explainer import reading
from explainer.errors import ExplainerError, StoryError, UnknownRecord
from explainer.story import parsing
from explainer.story.checks.links import REFERENCES
from explainer.story.problems import Problem

#: The article's own text, and where in it each find stands: for this computer only.
PRIVATE = "private"
TEXT, FINDS = f"{PRIVATE}/article.txt", f"{PRIVATE}/finds.json"
#: Fields that only drafts have.
DRAFT_ONLY = ("draft", "why")

#: Collection -> (file, name of the table, form).
HELD = {
    collection: (file, name, form)
    for file, tables in parsing.FILES.items()
    for name, (collection, form) in tables.items()
    if file.endswith(".toml")
}


class Folder:
    """The folder of a story that is being made.

    Each change reads the file anew, so that a text editor may be used beside it, and is written
    at once, whole or not at all.

    Parameters
    ----------
    path : str or pathlib.Path

    Raises
    ------
    StoryError
        If there is no story.toml in it.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        if not (self.path / "story.toml").is_file():
            raise StoryError(
                f"There is no story in {self.path}: story.toml is missing. Begin one with "
                "explainer new NAME"
            )
        self._before: list[dict[Path, bytes]] = []

    @property
    def text(self) -> str:
        """The article, or an empty text where it is not kept here."""
        file = self.path / TEXT
        return file.read_text(encoding="utf-8") if file.is_file() else ""

    @property
    def finds(self) -> list[dict[str, Any]]:
        """Where in the article records were found: collection, id, start, end, decision."""
        file = self.path / FINDS
        try:
            return reading.tables(file) or []
        except ValueError as error:
            raise StoryError(f"{FINDS} is damaged: {error}. Delete it, then begin again") from error

    def rows(self, collection: str) -> list[dict[str, Any]]:
        """Return the rows of a collection as they stand in the file, drafts among them."""
        file, name, _ = HELD[collection]
        return self._read(file).get(name, [])

    def drafts(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield collection and row of what nobody has confirmed yet."""
        for collection in HELD:
            yield from ((collection, row) for row in self.rows(collection) if row.get("draft"))

    def add(self, collection: str, row: Mapping[str, Any], *, why: str = "") -> None:
        """Add a record; with `why` as a draft."""
        self.add_all([(collection, row, why)])

    def add_all(self, drafts: Iterable[tuple[str, Mapping[str, Any], str]]) -> None:
        """Add many drafts: collection, row, and why each is proposed."""
        given = [*drafts]
        files = [*dict.fromkeys(HELD[collection][0] for collection, _, _ in given)]
        with self._change(*files) as documents:
            for collection, row, why in given:
                file, name, _ = HELD[collection]
                document = documents[files.index(file)]
                if name not in document:
                    document.append(name, tomlkit.aot())
                document[name].append(_table(row, why))

    def keep(self, collection: str, id: str, **changes: Any) -> None:
        """Confirm a draft, with changed fields if something in it was wrong.

        The persons, bodies and places it names are confirmed with it.

        Raises
        ------
        UnknownRecord
            If there is no such record.
        StoryError
            If it does not fit its form; the message says what to do, and nothing is changed.
        """
        wanted = [(collection, id, changes), *self._named_by(collection, id, changes)]
        with self._change(*{HELD[each][0] for each, _, _ in wanted}) as documents:
            for each, key, changed in wanted:
                row = _row(documents, each, key)
                for field, value in changed.items():
                    _set(row, field, value)
                for field in DRAFT_ONLY:
                    row.pop(field, None)
                _fits(each, key, row.unwrap())
        self._decide(collection, id, "kept")

    def drop(self, collection: str, id: str, decision: str = "dropped") -> None:
        """Take a record out, and its id out of all records that name it.

        Raises
        ------
        StoryError
            If a confirmed record cannot be without it.
        """
        file, name, _ = HELD[collection]
        naming = {
            HELD[each][0] for (each, _), targets in REFERENCES.items() if collection in targets
        }
        files = [file, *sorted(naming - {file})]
        with self._change(*files) as documents:
            _forget(documents, collection, id)
            rows = _rows(documents, collection)
            rows.remove(_row(documents, collection, id))
            if not rows:
                next(doc for doc in documents if doc.get(name) is rows).remove(name)
        self._decide(collection, id, decision)

    def undo(self) -> bool:
        """Take the last change back; False if there is none."""
        if not self._before:
            return False
        for file, data in self._before.pop().items():
            _write(file, data)
        return True

    def note(self, finds: list[dict[str, Any]], text: str) -> None:
        """Keep an article and where its finds stand."""
        _write(self.path / TEXT, text.encode())
        _write(self.path / FINDS, json.dumps(finds).encode())

    def _decide(self, collection: str, id: str, decision: str) -> None:
        finds = self.finds
        for find in finds:
            if (find["collection"], find["id"]) == (collection, id):
                find["decision"] = decision
        if (file := self.path / FINDS).is_file():
            self._before[-1][file] = file.read_bytes()
            _write(file, json.dumps(finds).encode())

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

    def _read(self, file: str) -> dict[str, Any]:
        """Return the tables of a file: much faster than a document that can be changed."""
        try:
            return reading.tables(self.path / file) or {}
        except ValueError as error:
            raise _unreadable(file, error) from error

    def _document(self, file: str) -> tomlkit.TOMLDocument:
        try:
            return tomlkit.parse(reading.text(reading.content(self.path / file) or b""))
        except (TOMLKitError, ValueError) as error:
            raise _unreadable(file, error) from error

    @contextmanager
    def _change(self, *files: str) -> Iterator[list[tomlkit.TOMLDocument]]:
        """Hand out files to change; write them all when nothing failed."""
        documents = [self._document(file) for file in files]
        yield documents
        paths = [self.path / file for file in files]
        before = {path: path.read_bytes() for path in paths if path.is_file()}
        for path, document in zip(paths, documents, strict=True):
            _write(path, tomlkit.dumps(document).encode())
        self._before.append(before)


def _unreadable(file: str, error: Exception) -> StoryError:
    return StoryError(
        f"{file} cannot be read: {error}. Mend that line in a text editor, then go on; nothing was "
        "changed"
    )


def _write(path: Path, data: bytes) -> None:
    """Write beside, then swap: a full disk leaves the old file whole."""
    beside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise ExplainerError(
            f"{path.name} could not be written: {error.strerror}. Nothing in it was changed; "
            "make room, or choose a folder you may write to, then do it again."
        ) from error


def _table(row: Mapping[str, Any], why: str = "") -> Table:
    table = tomlkit.table()
    given = ({"draft": True, "why": why} if why else {}) | dict(row)
    for field, value in given.items():
        _set(table, field, value)
    return table


def _set(table: Table, field: str, value: Any) -> None:
    """Set a field; None takes it out. Line breaks of a text stay readable."""
    if value is None:
        table.pop(field, None)
    elif isinstance(value, Mapping):
        table[field] = tomlkit.inline_table()
        table[field].update(value)
    elif isinstance(value, str) and "\n" in value:
        table[field] = tomlkit.string(value, multiline=True)
    else:
        table[field] = value


def _rows(documents: list[tomlkit.TOMLDocument], collection: str) -> AoT:
    name = HELD[collection][1]
    return next((doc[name] for doc in documents if name in doc), tomlkit.aot())


def _row(documents: list[tomlkit.TOMLDocument], collection: str, id: str) -> Table:
    for row in _rows(documents, collection):
        if row.get("id") == id:
            return row
    raise UnknownRecord(f"There is no {id!r} in {HELD[collection][0]}. Was it taken out by hand?")


def _fits(collection: str, id: str, row: dict[str, Any]) -> None:
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
