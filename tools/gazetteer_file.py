"""Write the gazetteer's SQLite file, and count what is in it."""

import hashlib
import json
import re
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from explainer.places.placefile import strip
from explainer.places.ranking import ALTERNATE, CODE, MISSPELLED, OWN
from explainer.places.spelling import key, spellings, tolerance

#: From this population on a place is looked for often enough to be guessed from a short name.
WELL_KNOWN = 2_000_000
#: From this one on, from a long name; a mistyped name is hardly ever that of a smaller place.
GUESSED = 50_000

#: Points are kept in ten-thousandths of a degree, radii in tenths of a km, and what follows from
#: something else not at all: 160,000 places stay small. The view `place` has it in full.
_TABLES = """
CREATE TABLE stored (
  id INTEGER PRIMARY KEY, ref NOT NULL, source NOT NULL, name TEXT NOT NULL, kind TEXT,
  lat INTEGER, lon INTEGER, radius INTEGER, population INTEGER, country TEXT, region INTEGER,
  status TEXT, tier INTEGER NOT NULL, importance INTEGER, extent TEXT, covers TEXT, tail TEXT,
  story TEXT, note TEXT, names TEXT, years TEXT, points_to INTEGER
);
CREATE VIEW place AS SELECT
  id, CASE WHEN typeof(ref) = 'integer' THEN 'geonames:' || ref ELSE ref END AS ref, source, name,
  coalesce(kind, 'town') AS kind, lat / 10000.0 AS lat, lon / 10000.0 AS lon,
  radius / 10.0 AS precision_km, population, country, region, status, tier,
  coalesce(importance, population, 1) AS importance, extent, covers, tail, story, note,
  coalesce(names, json_object('en', name)) AS names, years, points_to
FROM stored;
CREATE TABLE alias (
  key TEXT NOT NULL, place INTEGER NOT NULL, spelling INTEGER NOT NULL, grade INTEGER NOT NULL,
  PRIMARY KEY (key, place)
) WITHOUT ROWID;
CREATE TABLE band (band INTEGER PRIMARY KEY, first INTEGER, last INTEGER);
CREATE TABLE words (what TEXT PRIMARY KEY, packed BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE source (id PRIMARY KEY, code TEXT, text TEXT) WITHOUT ROWID;
CREATE TABLE status (id TEXT PRIMARY KEY, question TEXT, text TEXT, claims TEXT, says TEXT,
  sources TEXT) WITHOUT ROWID;
CREATE TABLE guess (length INTEGER, well_known INTEGER, keys TEXT, PRIMARY KEY (length, well_known))
  WITHOUT ROWID;
"""
_COLUMNS = 22


#: Words that are printed short in front of a name.
_SHORTENED = {
    "Saint": "St",
    "St.": "Saint",
    "St": "Saint",
    "Mount": "Mt",
    "Fort": "Ft",
    "Ft.": "Fort",
    "Tall": "Tal",
    "Tell": "Tal",
}


def respelled(name: str) -> list[str]:
    """Return a name with its first word short, or written out.

    >>> respelled("Saint Petersburg"), respelled("St. Louis"), respelled("Riga")
    (['St Petersburg'], ['Saint Louis'], [])
    """
    first, _, rest = name.partition(" ")
    return [f"{_SHORTENED[first]} {rest}"] if rest and first in _SHORTENED else []


def names_of(entry: Any) -> dict[str, Any]:
    """Return an entry's names as ``raw["names"]`` shows them: one spelling for each key."""
    by_language = {"en": re.sub(r" \(.*\)$", "", entry.name), **entry.names}
    seen = {key(name) for name in (*by_language.values(), entry.name)}
    also = []
    for name in (*entry.short, *entry.own, *entry.others):
        if key(name) not in seen:
            seen.add(key(name))
            also.append(name)
    named = by_language | {"also": also, "misspelled": entry.misspelled}
    return {name: value for name, value in named.items() if value}


def aliases(entry: Any, names: dict[str, Any]) -> dict[str, tuple[int, int]]:
    """Return the keys an entry is found by: key -> (number of the spelling, grade)."""
    own = {entry.name, *entry.names.values(), *entry.own, *entry.short}
    found: dict[str, tuple[int, int]] = {}
    for number, name in enumerate(spellings(names)):
        wrong = name in entry.misspelled
        grade = MISSPELLED if wrong else OWN if number == 0 or name in own else ALTERNATE
        if len(key(name)) > 1 and grade < found.get(key(name), (0, CODE))[1]:
            found[key(name)] = (number, grade)
        if grade == OWN:
            for other in respelled(name):
                found.setdefault(key(other), (number, grade))
    for code in entry.codes:
        found.setdefault(key(code), (0, CODE))
    return found


def write(
    target: Path,
    entries: Sequence[Any],
    questions: list[dict[str, Any]],
    sources: dict[str, str],
    words: Callable[[set[str]], dict[str, list[str]]],
) -> None:
    """Write the file anew; the same entries give the same content.

    `words` gives, for the keys of all places, lists of what words are besides places.
    """
    done, target = target, target.with_suffix(".new")
    target.unlink(missing_ok=True)
    ordered = sorted(entries, key=_position)
    ids = {entry.ref: number for number, entry in enumerate(ordered, 1)}
    numbers = {code: number for number, code in enumerate(sorted(sources), 1)}
    db = sqlite3.connect(target)
    db.execute("PRAGMA page_size = 4096")
    db.executescript(_TABLES)
    guesses: dict[tuple[int, int], set[str]] = defaultdict(set)
    rows = []
    for number, entry in enumerate(ordered, 1):
        names = {} if entry.silent else names_of(entry)
        found = {} if entry.silent else aliases(entry, names)
        for name, (spelling, grade) in found.items():
            rows.append((name, number, spelling, grade))
            known = _known(entry)
            if grade == OWN and known is not None and tolerance(name, known):
                guesses[len(name), int(known)].add(name)
        db.execute(
            f"INSERT INTO stored VALUES ({', '.join('?' * _COLUMNS)})",
            (number, *_row(entry, names, ids, numbers)),
        )
    db.executemany("INSERT INTO alias VALUES (?, ?, ?, ?)", sorted(rows))
    for what, listed in sorted(words({name for name, *_ in rows}).items()):
        packed = zlib.compress("\n".join(listed).encode(), 9)
        db.execute("INSERT INTO words VALUES (?, ?)", (what, packed))
    db.executemany("INSERT INTO band VALUES (?, ?, ?)", _bands(ordered))
    listed = sorted((numbers[code], code, text) for code, text in sources.items())
    db.executemany("INSERT INTO source VALUES (?, ?, ?)", listed)
    db.executemany("INSERT INTO status VALUES (?, ?, ?, ?, ?, ?)", _statuses(questions))
    db.executemany(
        "INSERT INTO guess VALUES (?, ?, ?)",
        [(*group, "\n".join(sorted(keys))) for group, keys in sorted(guesses.items())],
    )
    db.commit()
    db.execute("VACUUM")
    db.close()
    target.replace(done)


def _position(entry: Any) -> tuple[Any, ...]:
    """Sort by strips of latitude, so that what is near a point is read in one go."""
    if entry.lat is None:
        return (-1, 0, entry.ref)
    return (strip(entry.lat), entry.lon, entry.ref)


def _bands(ordered: Sequence[Any]) -> list[tuple[int, int, int]]:
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for number, entry in enumerate(ordered, 1):
        if entry.lat is not None:
            first.setdefault(strip(entry.lat), number)
            last[strip(entry.lat)] = number
    return [(band, first[band], last[band]) for band in first]


def _known(entry: Any) -> bool | None:
    """Say whether a place is looked for often enough to be guessed: much, a little, not at all."""
    if entry.lat is None or entry.kind in {"demonym", "county"}:
        return None
    people = entry.population or 0
    if entry.tier > 1 or entry.story or people >= WELL_KNOWN:
        return True
    return False if people >= GUESSED or entry.kind == "region" else None


def _row(
    entry: Any, names: dict[str, Any], ids: dict[str, int], sources: dict[str, int]
) -> tuple[Any, ...]:
    geonames = entry.ref.startswith("geonames:")
    by_people = round(entry.importance) == (entry.population or 1)
    covers = [ids.get(code, code) for code in entry.covers]
    plain = names == {"en": entry.name}
    return (
        int(entry.ref.removeprefix("geonames:")) if geonames else entry.ref,
        sources.get(entry.source, entry.source),
        entry.name,
        None if entry.kind == "town" else entry.kind,
        *(None if value is None else round(value * 10_000) for value in (entry.lat, entry.lon)),
        None if entry.precision_km is None else round(entry.precision_km * 10),
        *(entry.population, entry.country, ids.get(entry.region), entry.question, entry.tier),
        None if by_people else round(entry.importance),
        _json(entry.extent) if entry.extent else None,
        _json(covers) if covers else None,
        *(entry.tail, entry.story, entry.note),
        None if plain else _json(names),
        *(entry.years, ids.get(entry.points_to)),
    )


def _statuses(questions: list[dict[str, Any]]) -> Iterator[tuple[str | None, ...]]:
    for row in questions:
        rest = (" ".join(row["claims"]), *(_json(row.get(it, [])) for it in ("says", "sources")))
        question = row["id"] if row.get("story", True) else None
        yield row["id"], question, row["text"], *rest
        if "text_area" in row:
            yield f"{row['id']}/area", question, row["text_area"], *rest


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def figures(path: Path) -> dict[str, Any]:
    """Return what the card says of the file: size, counts by kind, hash of the content.

    The hash is over the content as SQL text: the bytes of the file also depend on the version of
    SQLite that wrote it.
    """
    db = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    content = hashlib.sha256()
    for table in ("stored", "alias", "band", "words", "source", "status", "guess"):
        for row in db.execute(f"SELECT * FROM {table} ORDER BY 1, 2"):
            content.update(repr(row).encode())
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
