"""The rooms of the house: no two things of one name, dependencies that point one way."""

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parent.parent
#: Names that still stand twice, to be shrunk to nothing.
TWICE = {"Names"}


def modules(folder):
    for path in sorted((ROOT / folder).rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module


def test_no_two_classes_have_one_name():
    found = defaultdict(list)
    for path, tree in modules("explainer"):
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                found[node.name].append(path.relative_to(ROOT).as_posix())
    twice = {name: where for name, where in found.items() if len(where) > 1}
    assert {name: where for name, where in twice.items() if name not in TWICE} == {}


def test_the_package_needs_no_tools_and_the_tools_need_no_tests():
    rooms = {"explainer": {"tools", "tests"}, "tools": {"tests"}}
    wrong = [
        (path.name, name)
        for folder, others in rooms.items()
        for path, tree in modules(folder)
        for name in imported(tree)
        if name.split(".")[0] in others
    ]
    assert wrong == []
