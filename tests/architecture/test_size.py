"""Small files, small functions, views that one sees at a glance."""

import ast
from typing import Any

LONGEST_FILE, LONGEST_FUNCTION, LONGEST_VIEW = 300, 40, 15


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, without the docstring."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def test_no_file_is_long(package: list[Any]) -> None:
    long = [
        f"{one.name}: {one.text.count(chr(10))}" for one in package if one.text.count("\n") > LONGEST_FILE
    ]
    assert not long, "\n".join(long)


def test_no_function_is_long(package: list[Any]) -> None:
    long = [
        f"{one.name}: {function.name} has {length(function)} lines"
        for one in package
        for function in one.functions()
        if length(function) > LONGEST_FUNCTION
    ]
    assert not long, "\n".join(long)


def test_views_only_ask_and_answer(package: list[Any]) -> None:
    views = [one for one in package if "views" in one.module.split(".")]
    long = [
        f"{one.name}: {function.name} has {length(function)} lines"
        for one in views
        for function in one.functions()
        if length(function) > LONGEST_VIEW
    ]
    assert not long, "\n".join(long)


def test_functions_say_what_they_do(package: list[Any]) -> None:
    silent = [
        f"{one.name}: {node.name}"
        for one in package
        for node in one.tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and ast.get_docstring(node) is None
    ]
    assert not silent, "\n".join(silent)
