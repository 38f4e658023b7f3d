"""The house: an engine that knows no story, rooms that take only from those above them."""

import ast
import re
from collections import Counter
from graphlib import TopologicalSorter
from pathlib import Path

import explainer as ex

PACKAGE = Path(ex.__file__).parent
#: Words of the story that comes with the package, and years of its events.
WORDS = re.compile(
    r"(?i:ukrain|crimea|donbas|donetsk|luhansk|kyiv|kiev|(?<![a-z])nato|russia|moscow|minsk|putin)"
    r"|(?i:lavrov|blinken|deveselu|sevastopol|\bosce\b)|\bUN\b|United Nations|\"un\""
    r"|\b(?:1991|2014|2021|2022|2023)\b|\b(?:RU|UA)\b|[Tt]roops|[Cc]easefire",
)
SOURCES = sorted(
    path
    for path in PACKAGE.rglob("*")
    if path.suffix in {".py", ".js", ".css", ".html", ".j2"} and "stories" not in path.parts
)


def found(path: Path) -> list[str]:
    """Return the lines of a file that hold a word of the story."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [
        f"{number}: {line.strip()}" for number, line in enumerate(lines, 1) if WORDS.search(line)
    ]


def test_no_word_of_the_story_stands_in_the_engine():
    assert len(SOURCES) > 200
    assert {str(path): said for path in SOURCES if (said := found(path))} == {}


#: The rooms, each before those that may take from it.
ROOMS = (
    *("lazy", "errors", "shipped", "dates", "reading", "writing", "ground", "places", "story"),
    *("folders", "page", "recognition", "tables", "charts", "maps", "classroom", "export"),
    *("authoring", "widgets", "paper", "site", "commands", "cli", "__main__"),
)
MODULES = sorted(PACKAGE.rglob("*.py"))


def room(dotted: str) -> str:
    return dotted.removeprefix("explainer").lstrip(".").split(".")[0]


def imports(path: Path) -> list[tuple[ast.ImportFrom, bool]]:
    """Return what a module imports from the package, and whether it does so where it begins."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    ours = [node for node in found if (node.module or "").split(".")[0] == "explainer"]
    return [(node, node in tree.body) for node in ours]


def test_a_room_takes_only_from_rooms_above_it():
    below, late = [], []
    for path in MODULES:
        here = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if here == "__init__":
            continue
        for node, first in imports(path):
            taken = {room(f"{node.module}.{name.name}") for name in node.names} - {"__version__"}
            if any(ROOMS.index(there) > ROOMS.index(here) for there in taken):
                below.append(f"{path}: {ast.unparse(node)}")
            if not first and here not in ("commands", "cli"):
                late.append(f"{path}:{node.lineno}")
    assert below == []
    assert late == [], "a late import hides what depends on what"


def test_modules_take_from_each_other_in_no_circle():
    names = {
        ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts): path for path in MODULES
    }
    graph = {
        name: {
            dotted
            for node, _ in imports(path)
            for item in node.names
            for dotted in (f"{node.module}.{item.name}", node.module)
            if dotted in names and dotted != name
        }
        for name, path in names.items()
    }
    assert list(TopologicalSorter(graph).static_order())


def test_no_two_modules_and_no_two_classes_have_one_name():
    modules = Counter(path.stem for path in MODULES if path.stem != "__init__")
    classes = Counter(
        node.name
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    )
    assert [name for name, times in (modules + classes).items() if times > 1] == []


def test_no_module_is_too_long_to_read():
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {str(path): count for path, count in lines.items() if count > 300} == {}


def branches(node: ast.AST) -> int:
    """Return how many ways a node adds through a function, as radon counts them."""
    match node:
        case ast.For() | ast.While():
            return 1 + bool(node.orelse)
        case ast.comprehension():
            return 1 + len(node.ifs)
        case ast.BoolOp():
            return len(node.values) - 1
        case ast.Try():
            return len(node.handlers) + bool(node.orelse)
    return isinstance(node, ast.If | ast.IfExp | ast.Assert | ast.match_case)


def test_no_function_branches_more_than_twelve_ways():
    ways = [
        (1 + sum(map(branches, ast.walk(node))), path.name, node.name)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]
    assert [item for item in ways if item[0] > 12] == []


def test_the_package_needs_no_tools_and_the_tools_need_no_tests():
    root = PACKAGE.parent
    rooms = {"explainer": {"tools", "tests"}, "tools": {"tests"}}
    wrong = [
        (path.name, name)
        for folder, others in rooms.items()
        for path in sorted((root / folder).rglob("*.py"))
        for name in imported(path)
        if name.split(".")[0] in others
    ]
    assert wrong == []


def imported(path: Path) -> list[str]:
    """Return the names of all modules that a module imports."""
    nodes = [*ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    plain = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    return plain + [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
