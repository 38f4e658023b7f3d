"""Write the gazetteer's SQLite file, and count what is in it."""

import hashlib
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from explainer.places.ranking import ALTERNATE, CODE, MISSPELLED, OWN
from explainer.places.spelling import key, spellings, tolerance

#: From this population on a place is looked for often enough to be guessed from a short name.
WELL_KNOWN = 2_000_000

_TABLES = """
CREATE TABLE place (
  id INTEGER PRIMARY KEY, ref TEXT NOT NULL, source TEXT NOT NULL, name TEXT NOT NULL,
  kind TEXT NOT NULL, lat REAL, lon REAL, precision_km REAL, population INTEGER, country TEXT,
  region INTEGER, status TEXT, tier INTEGER NOT NULL, importance INTEGER NOT NULL,
  extent TEXT, covers TEXT, tail TEXT, story TEXT, note TEXT, names TEXT NOT NULL
);
CREATE TABLE alias (
  key TEXT NOT NULL, place INTEGER NOT NULL, spelling INTEGER NOT NULL, grade INTEGER NOT NULL,
  PRIMARY KEY (key, place)
) WITHOUT ROWID;
CREATE TABLE source (id TEXT PRIMARY KEY, text TEXT) WITHOUT ROWID;
CREATE TABLE status (id TEXT PRIMARY KEY, question TEXT, text TEXT, claims TEXT) WITHOUT ROWID;
CREATE TABLE guess (length INTEGER, well_known INTEGER, keys TEXT, PRIMARY KEY (length, well_known))
  WITHOUT ROWID;
"""
_INDEX = "CREATE INDEX settled ON place (lat, lon) WHERE kind IN ('city', 'town')"


def names_of(entry: Any) -> dict[str, Any]:
    """Return an entry's names as ``raw["names"]`` shows them: one spelling for each key."""
    by_language = {"en": entry.name.removesuffix(" (region)"), **entry.names}
    seen = {key(name) for name in (*by_language.values(), entry.name)}
    also = []
    for name in (*entry.own, *entry.others):
        if key(name) not in seen:
            seen.add(key(name))
            also.append(name)
    named = by_language | {"also": also, "misspelled": entry.misspelled}
    return {name: value for name, value in named.items() if value}


def aliases(entry: Any, names: dict[str, Any]) -> dict[str, tuple[int, int]]:
    """Return the keys an entry is found by: key -> (number of the spelling, grade)."""
    own = {entry.name, *entry.names.values(), *entry.own}
    found: dict[str, tuple[int, int]] = {}
    for number, name in enumerate(spellings(names)):
        wrong = name in entry.misspelled
        grade = MISSPELLED if wrong else OWN if number == 0 or name in own else ALTERNATE
        if len(key(name)) > 1 and grade < found.get(key(name), (0, CODE))[1]:
            found[key(name)] = (number, grade)
    for code in entry.codes:
        found.setdefault(key(code), (0, CODE))
    return found


def write(
    target: Path, entries: Sequence[Any], questions: list[dict[str, Any]], sources: dict[str, str]
) -> None:
    """Write the file anew; the same entries give the same content."""
    target.unlink(missing_ok=True)
    ordered = sorted(entries, key=lambda entry: entry.ref)
    ids = {entry.ref: number for number, entry in enumerate(ordered, 1)}
    db = sqlite3.connect(target)
    db.execute("PRAGMA page_size = 4096")
    db.executescript(_TABLES)
    guesses: dict[tuple[int, int], set[str]] = defaultdict(set)
    rows = []
    for number, entry in enumerate(ordered, 1):
        names = {} if entry.silent else names_of(entry)
        well_known = bool(entry.tier > 1 or entry.story or (entry.population or 0) >= WELL_KNOWN)
        found = {} if entry.silent else aliases(entry, names)
        for name, (spelling, grade) in found.items():
            rows.append((name, number, spelling, grade))
            if grade == OWN and entry.lat is not None and tolerance(name, well_known):
                guesses[len(name), int(well_known)].add(name)
        region = ids.get(entry.region)
        covers = [ids.get(code, code) for code in entry.covers]
        db.execute(
            f"INSERT INTO place VALUES ({', '.join('?' * 20)})",
            (
                *(number, entry.ref, entry.source, entry.name),
                *(entry.kind, entry.lat, entry.lon, entry.precision_km, entry.population),
                *(entry.country, region, entry.question, entry.tier, round(entry.importance)),
                _json(entry.extent) if entry.extent else None,
                *(_json(covers) if covers else None, entry.tail, entry.story, entry.note),
                _json(names),
            ),
        )
    db.executemany("INSERT INTO alias VALUES (?, ?, ?, ?)", sorted(rows))
    db.executemany("INSERT INTO source VALUES (?, ?)", sorted(sources.items()))
    db.executemany("INSERT INTO status VALUES (?, ?, ?, ?)", _statuses(questions))
    db.executemany(
        "INSERT INTO guess VALUES (?, ?, ?)",
        [(*group, "\n".join(sorted(keys))) for group, keys in sorted(guesses.items())],
    )
    db.execute(_INDEX)
    db.commit()
    db.execute("ANALYZE")
    db.execute("VACUUM")
    db.close()


def _statuses(questions: list[dict[str, Any]]) -> Iterator[tuple[str, str | None, str, str]]:
    for row in questions:
        claims = " ".join(row["claims"])
        question = row["id"] if row.get("story", True) else None
        yield row["id"], question, row["text"], claims
        if "text_area" in row:
            yield f"{row['id']}/area", question, row["text_area"], claims


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def figures(path: Path) -> dict[str, Any]:
    """Return what the card says of the file: size, counts by kind, hash of the content.

    The hash is over the content as SQL text: the bytes of the file also depend on the version of
    SQLite that wrote it.
    """
    db = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    content = hashlib.sha256()
    for table in ("place", "alias", "source", "status", "guess"):
        for row in db.execute(f"SELECT * FROM {table} ORDER BY 1, 2"):
            content.update(_json(row).encode())
    kinds = dict(db.execute("SELECT kind, count(*) FROM place GROUP BY kind ORDER BY kind"))
    (spelled,) = db.execute("SELECT count(*) FROM alias").fetchone()
    (disputed,) = db.execute("SELECT count(*) FROM place WHERE status IS NOT NULL").fetchone()
    db.close()
    return {
        "SHA-256 of the content": content.hexdigest(),
        "places": sum(kinds.values()),
        **{f"of these: {kind}": count for kind, count in kinds.items()},
        "places with a disputed status": disputed,
        "spellings": spelled,
    }


def update_card(card: Path, found: dict[str, Any]) -> None:
    """Write the figures into the data card, between its two marks."""
    before, rest = card.read_text(encoding="utf-8").split("<!-- gazetteer figures -->")
    after = rest.split("<!-- end of gazetteer figures -->")[1]
    rows = "".join(f"| {name} | {value} |\n" for name, value in found.items())
    table = f"<!-- gazetteer figures -->\n| figure | value |\n|---|---|\n{rows}"
    card.write_text(f"{before}{table}<!-- end of gazetteer figures -->{after}", encoding="utf-8")
