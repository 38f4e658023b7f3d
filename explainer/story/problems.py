"""What is wrong in a story, in words: where, what is wrong, what to do."""

import difflib
import re
import reprlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from explainer.errors import UnknownRecord, Unreadable
from explainer.story.records.fields import PATTERNS
from explainer.writing import printable

T = TypeVar("T")

#: How the library's names of what is wrong begin -> what should be there.
_FORMS = {
    "tuple": "a list",
    "list": "a list",
    "dict": "a table",
    "model": "a table",
    "bool": "true or false",
    "int": "a whole number",
    "float": "a number",
    "finite": "a number",
    "date": "a day, such as 2001-03-16",
}
_ENDLESS = re.compile(r"(\S{60})\S{60,}")
#: Of the three parts of a line no more letters are shown than these.
_LONG = 500
_SHORT = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxother = 80


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a story: where it is, what is wrong, what to do."""

    file: str
    record: str
    field: str
    wrong: str
    todo: str

    def __str__(self) -> str:
        """Return the mistake as one line; of words without end their beginning."""
        where = " · ".join(part for part in (self.file, self.record, self.field) if part)
        said = (
            it if len(it) < _LONG else f"{it[:_LONG]}…" for it in (where, self.wrong, self.todo)
        )
        return printable(_ENDLESS.sub(r"\1…", "{}: {}. {}".format(*said)))


def near(word: str, known: Iterable[str]) -> str:
    """Return " Did you mean 'riga'?" if one of the known words is near, else an empty string."""
    by_lower = {item.lower(): item for item in known}
    found = difflib.get_close_matches(word.lower(), by_lower, n=1, cutoff=0.75)
    return f" Did you mean {by_lower[found[0]]!r}?" if found else ""


def chosen(name: str, known: Mapping[str, T], what: str) -> T:
    """Return what has a name, or raise UnknownRecord with the names there are."""
    if name not in known:
        raise UnknownRecord(
            f"There is no {what} {name!r}. Use one of: {', '.join(known) or 'none'}."
            f"{near(name, known)}"
        )
    return known[name]


def unreadable(file: str, error: Unreadable) -> Problem:
    """Return what to say of a file that :mod:`explainer.reading` cannot read."""
    return Problem(file, "", "", f"cannot be read: {error.wrong}", error.todo)


def mistakes(
    file: str, label: str, form: type[BaseModel], error: ValidationError
) -> Iterator[Problem]:
    """Turn what pydantic found in one record into problems that say what to do."""
    for item in error.errors():
        where = ".".join(str(part + 1 if isinstance(part, int) else part) for part in item["loc"])
        yield Problem(file, label, where, *_explain(form, item))


def _explain(form: type[BaseModel], item: ErrorDetails) -> tuple[str, str]:
    """Return what is wrong and what to do."""
    match item["type"]:
        case "missing":
            return "is missing", "Add it"
        case "extra_forbidden":
            nested = len(item["loc"]) > 1
            known = () if nested else form.model_fields
            return "is not a field of this form", use_one_of(str(item["loc"][-1]), known)
        case "value_error":
            return item["msg"].removeprefix("Value error, "), "Mend this record"
        case "string_pattern_mismatch":
            wanted = PATTERNS.get(item["ctx"]["pattern"], item["ctx"]["pattern"])
            return f"is {_SHORT.repr(item['input'])}", f"Write {wanted}"
        case "union_tag_invalid":
            return f"type is {_SHORT.repr(item['ctx']['tag'])}", (
                f"Use one of: {item['ctx']['expected_tags']}"
            )
        case "union_tag_not_found":
            return "type is missing", "Add it"
        case type_ if wanted := _FORMS.get(type_.partition("_")[0]):
            return f"should be {wanted}, not {_SHORT.repr(item['input'])}", "Mend this field"
        case _:
            wrong = item["msg"][0].lower() + item["msg"][1:]
            return f"{wrong}, not {_SHORT.repr(item['input'])}", "Mend this field"


def use_one_of(word: str, known: Iterable[str]) -> str:
    """Return what to do about a word that is not known here."""
    names = ", ".join(name for name in known if name)
    return (f"Take it out, or use one of: {names}." if names else "Take it out.") + near(
        word, known
    )
