"""Reading the files of a story record by record, without stopping at the first mistake."""

from collections.abc import Callable
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from explainer import reading
from explainer.errors import Unreadable
from explainer.story.problems import Problem, mistakes, unreadable

Form = TypeVar("Form", bound=BaseModel)
#: Among the ids of damaged records: the whole file could not be read, so any id may be in it.
EVERY_ID = "*"


def content(file: Traversable, name: str, problems: list[Problem]) -> Any:
    """Return what a file holds, nothing if it is not there; None, adding to `problems`, if torn."""
    try:
        found = reading.tables(file)
    except Unreadable as error:
        problems.append(unreadable(name, error))
        return None
    return {} if found is None else found


def entries(folder: Traversable, name: str, problems: list[Problem]) -> list[Traversable]:
    """Return what lies in a folder of a story, adding to `problems` if that cannot be seen."""
    try:
        return reading.entries(folder)
    except Unreadable as error:
        problems.append(unreadable(name, error))
        return []


def table(
    file: str,
    name: str,
    rows: Any,
    form: Callable[[dict[str, Any]], type[BaseModel]],
    problems: list[Problem],
) -> tuple[tuple[Any, ...], frozenset[str]]:
    """Return the good records of a table and the ids of the others, adding to `problems`.

    The name is empty where a whole file is the table; `form` says which form a row has to have.
    """
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        todo = f"Write [[{name}]] with two brackets" if name else "Write [ {…}, {…} ]"
        problems.append(Problem(file, "", name, "is not a list of records", todo))
        return (), frozenset({EVERY_ID})
    good, damaged = [], set()
    for number, row in enumerate(rows, start=1):
        label = str(row.get("id", f"no. {number}"))
        if record := validated(form(row), row, file, problems, label):
            good.append(record)
        else:
            damaged |= {label} - {EVERY_ID}
    return tuple(good), frozenset(damaged)


def validated(
    form: type[Form], raw: Any, file: str, problems: list[Problem], label: str = ""
) -> Form | None:
    """Return what was read in its form; None, adding to `problems`, if it holds mistakes."""
    try:
        return form.model_validate(raw)
    except ValidationError as error:
        problems += mistakes(file, label, form, error)
        return None
