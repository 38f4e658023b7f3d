"""The files a story begins with: what each field means, good and bad entries; records as TOML."""

from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any

import tomlkit
from pydantic import BaseModel
from tomlkit.items import Table

from explainer import export, reading, shipped
from explainer.story.held import FILES, VOCABULARIES

_WIDTH = 99


def template(file: str) -> str:
    """Return a file of a story that holds nothing but comments.

    >>> print(template("glossary.toml").splitlines()[0])
    # Words explained for a reader of 15 years.
    """
    tables = FILES[file]
    return "\n\n".join(
        "\n".join(_commented(collection, form)) for collection, form in tables.values()
    )


def _commented(collection: str, form: type[BaseModel]) -> Iterator[str]:
    said = shipped.data("forms.toml")[collection]
    yield f"# {said['about']}"
    yield "#"
    for name, field in form.model_fields.items():
        values = export.allowed(form, name)
        if vocabulary := VOCABULARIES.get((collection, name)):
            values = f"one of {vocabulary} in words.toml"
        may = "" if field.is_required() else "may be left out"
        told = "; ".join(filter(None, (export.meaning(collection, name), values, may)))
        indents = {"initial_indent": "#   ", "subsequent_indent": "#      "}
        yield from wrap(f"{name}: {told}", _WIDTH, **indents, break_on_hyphens=False)
    for head, entry in (("Good:", said["good"]), (f"Bad. {said['because']}", said["bad"])):
        yield "#"
        yield f"# {head}"
        yield "#"
        yield from (f"#     {line}".rstrip() for line in entry.strip().splitlines())


def row_of(row: Mapping[str, Any], why: str = "") -> Table:
    """Return a record as TOML; with `why` as a draft."""
    table = tomlkit.table()
    given = ({"draft": True, "why": why} if why else {}) | dict(row)
    for field, value in given.items():
        put(table, field, value)
    return table


def put(table: Table, field: str, value: Any) -> None:
    """Set a field; None takes it out. Line breaks of a text stay readable."""
    if value is None:
        table.pop(field, None)
    elif isinstance(value, Mapping):
        table[field] = tomlkit.inline_table()
        table[field].update(value)
    elif isinstance(value, str):
        said = reading.letters(value)
        table[field] = tomlkit.string(said, multiline="\n" in said)
    else:
        table[field] = value
