"""Which file of a story holds what, and what the fields of its records name: told by the forms."""

import datetime as dt
from dataclasses import fields
from typing import get_args

from explainer.story import records as r
from explainer.story.model import Story
from explainer.story.records.fields import Slug, Strict, Text, naming
from explainer.story.settings import Lessons, Maps, Words


class Head(Strict):
    """What stands at the top of story.toml."""

    id: Slug
    title: Text
    summary: Text
    day: dt.date
    article: Slug


#: Collection -> (the file that holds its records, the name of the table in it, their form).
HELD: dict[str, tuple[str, str, type[r.Record]]] = {
    item.name: (item.metadata["file"], item.metadata["table"], get_args(item.type)[0])
    for item in fields(Story)
    if "file" in item.metadata
}
#: File -> name of a table in it -> (Story field, form of its records).
FILES: dict[str, dict[str, tuple[str, type[r.Record]]]] = {
    file: {table: (name, form) for name, (of, table, form) in HELD.items() if of == file}
    for file, _, _ in HELD.values()
}
#: File -> (Story field, form of its settings). All may be left out.
SETTINGS: dict[str, tuple[str, type[Strict]]] = {
    "words.toml": ("words", Words),
    "maps.toml": ("maps", Maps),
    "lessons.toml": ("lessons", Lessons),
}
_NAMING = {
    (name, field): mark
    for name, (_, _, form) in HELD.items()
    if issubclass(form, Strict)
    for field, mark in naming(form)
}
#: (collection, field) -> the collections its ids come from.
REFERENCES = {at: mark.records for at, mark in _NAMING.items() if mark.records}
#: (collection, field) -> the list or table of ``words.toml`` that the field chooses from.
VOCABULARIES = {at: mark.words for at, mark in _NAMING.items() if mark.words}
