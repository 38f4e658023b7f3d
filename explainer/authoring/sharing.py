"""Taking a story away: one zip, places for map programs, finds as annotations of the text."""

import io
import json
import re
import struct
import tomllib
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import tomlkit

from explainer import reading
from explainer.authoring.folder import HELD, Folder
from explainer.errors import StoryError, Unreadable
from explainer.story import Story
from explainer.story.held import FILES, SETTINGS
from explainer.writing import made_whole, printable, swap_in, write_all

#: Most files of a story, and bytes of one file and of all.
MOST_FILES, MOST_BYTES, MOST_ALL = 200, 5_000_000, 20_000_000
#: The names of the files of a story; nothing else is packed or unpacked.
_OURS = {*FILES, *SETTINGS}
_LESSON = re.compile(r"(?:quiz/[a-z0-9-]+\.json|tasks/[a-z0-9-]+\.toml)")
#: Letters before and after the words of a find, by which a program finds them again.
_AROUND = 30
#: What reading a damaged zip can raise.
_DAMAGED = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)
_DAMAGED += (zlib.error, struct.error)
_ASK = "It is not a story that explainer pack made: ask for a new one"
_KML = "http://www.opengis.net/kml/2.2"


def pack(path: str | Path, file: str | Path | None = None) -> Path:
    """Put the files of a story into one zip: without the article's text, notebooks and answers.

    The zip is NAME.zip beside the folder if no `file` is given. One made here before is replaced,
    somebody else's of that name raises ExplainerError.
    """
    folder = Folder(path)
    whole = folder.path.resolve()
    target = Path(file) if file else folder.path.with_name(f"{whole.name}.zip")
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name in sorted(_names(folder.path)):
            # Always the same date: the same story gives the same bytes.
            made.writestr(zipfile.ZipInfo(name), _confirmed(folder, name))
    return write_all(target.parent, {target.name: held.getvalue()})[0]


def _names(folder: Path) -> Iterator[str]:
    """Yield the names of the files that are the story's, and no links."""
    try:
        lessons = [*reading.entries(folder / "quiz"), *reading.entries(folder / "tasks")]
    except Unreadable as error:
        raise StoryError(f"quiz or tasks in {printable(str(folder))} {error}") from error
    for name in {*_OURS, *(f"{item.parent.name}/{item.name}" for item in lessons)}:
        file = folder / name
        if _is_ours(name) and file.exists() and not file.is_symlink():
            yield name


def _confirmed(folder: Folder, name: str) -> bytes:
    """Return a file without its drafts, which may hold the article's own words."""
    if name not in FILES or not name.endswith(".toml"):
        return folder.content(name)
    document = folder.document(name)
    for table in FILES[name]:
        for row in [row for row in document.get(table, ()) if row.get("draft")]:
            document[table].remove(row)
        if not document.get(table, True):
            document.remove(table)
    return tomlkit.dumps(document).encode()


def _is_ours(name: str) -> bool:
    return name in _OURS or bool(_LESSON.fullmatch(name))


def unpack(file: str | Path, into: str | Path = ".") -> Path:
    """Unpack a zip that :func:`pack` made into a folder named by the story's id; nothing is run.

    StoryError, if it is no such zip, holds other files or too much, or the folder exists.
    """
    try:
        data = reading.content(Path(file), MOST_ALL)
        if data is None:
            raise Unreadable("is not there", "Check its name")
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            # Never more than the zip says that there is, whatever it unfolds to.
            held = {
                info.filename: packed.open(info).read(info.file_size) for info in _checked(packed)
            }
        name = _id(held)
    except StoryError as error:
        raise _refused(file, str(error)) from error
    except Unreadable as error:
        todo = "Give the zip that explainer pack made"
        raise _refused(file, f"cannot be read: it {error.wrong}", todo) from error
    except _DAMAGED as error:
        raise _refused(file, f"cannot be read ({error})") from error
    with made_whole(Path(into) / name) as made:
        swap_in(made, held)
    return Path(into) / name


def _checked(packed: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the files of a zip if it holds only those of a story, and not too much."""
    infos = [info for info in packed.infolist() if not info.is_dir()]
    for info in infos:
        if not _is_ours(info.filename):
            raise StoryError(f"holds {info.filename!r}")
    sizes = [info.file_size for info in infos]
    if len(infos) > MOST_FILES or max(sizes, default=0) > MOST_BYTES or sum(sizes) > MOST_ALL:
        raise StoryError(f"holds more than {MOST_ALL // 10**6} MB or too many files")
    return infos


def _id(held: dict[str, bytes]) -> str:
    try:
        name = str(tomllib.loads(held["story.toml"].decode())["id"])
    except (KeyError, ValueError) as error:
        raise StoryError("has no story.toml with an id") from error
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name):
        raise StoryError(f"has the id {name!r}")
    return name


def _refused(file: str | Path, wrong: str, todo: str = _ASK) -> StoryError:
    return StoryError(f"{printable(Path(str(file)).name)} {wrong}. {todo}. Nothing was unpacked")


def away(story: Story) -> dict[str, str]:
    """Return what a story gives to other programs besides its tables: name of a file -> content.

    Places as KML; and where the article is kept here, its confirmed finds as annotations.
    """
    found = {"places.kml": kml(story)} if any(place.point for place in story.places) else {}
    if isinstance(story.folder, Path) and Folder(story.folder).finds:
        found["annotations.jsonld"] = annotations(Folder(story.folder))
    return found


def kml(story: Story) -> str:
    """Return the places of a story as KML, for Google Earth and its like.

    A disputed place carries its dispute and no country. StoryError, if no place has a point.

    >>> import explainer as ex
    >>> kml(ex.load()).count("<Placemark ") > 20
    True
    """
    placed = [place for place in story.places if place.point]
    if not placed:
        raise StoryError("This story has no place with a point. Add one to places.toml")
    root = ElementTree.Element("kml", xmlns=_KML)
    document = ElementTree.SubElement(root, "Document")
    ElementTree.SubElement(document, "name").text = story.title
    for place in placed:
        mark = ElementTree.SubElement(document, "Placemark", id=place.id)
        ElementTree.SubElement(mark, "name").text = place.name
        said = [place.note, place.dispute, f"± {place.precision_km:g} km"]
        ElementTree.SubElement(mark, "description").text = ". ".join(filter(None, said))
        point = ElementTree.SubElement(mark, "Point")
        ElementTree.SubElement(point, "coordinates").text = f"{place.lon},{place.lat}"
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def annotations(folder: Folder) -> str:
    """Return the confirmed finds of an article as W3C Web Annotations (JSON-LD).

    Each carries the few words it is about and where they stand, never the article; there are none
    where the article is not kept here.
    """
    text = folder.text
    rows = {(name, row["id"]): row for name in HELD for row in folder.rows(name)}
    items = [
        _annotation(text, find, rows[find["collection"], find["id"]])
        for find in folder.finds
        if text and (find["collection"], find["id"]) in rows and find["decision"] == "kept"
    ]
    page = {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage"}
    page["items"] = items
    return json.dumps(page, ensure_ascii=False, indent=1)


def _annotation(text: str, find: dict[str, Any], row: dict[str, Any]) -> dict[str, Any]:
    start, end = find["start"], find["end"]
    name = str(row.get("name") or row.get("title") or row.get("wording") or row.get("paraphrase"))
    return {
        "type": "Annotation",
        "motivation": "identifying" if find["collection"] == "places" else "describing",
        "body": [
            {"type": "TextualBody", "value": name, "purpose": "identifying"},
            {"type": "TextualBody", "value": find["collection"], "purpose": "tagging"},
        ],
        "target": {
            "source": "urn:explainer:article",
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": text[start:end],
                    "prefix": text[max(0, start - _AROUND) : start],
                    "suffix": text[end : end + _AROUND],
                },
                {"type": "TextPositionSelector", "start": start, "end": end},
            ],
        },
    }
