"""Operations and queries never commit: the caller owns the transaction."""

import ast

from tests.house.tree import modules, parse, place

OWNERS = {"commit", "rollback"}
DOMAIN = {"operations.py", "queries.py", "models.py", "rules.py"}


def test_no_operation_ends_a_transaction():
    found = [
        place(path, node.lineno)
        for path in modules("eventsys")
        if path.name in DOMAIN
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Attribute) and node.attr in OWNERS
    ]
    assert found == []


def test_operations_take_the_session_first_and_the_moment_by_name():
    found = [
        place(path, node.lineno)
        for path in modules("eventsys")
        if path.name == "operations.py"
        for node in parse(path).body
        if isinstance(node, ast.FunctionDef)
        and names_of(node)[:1] == ["session"]
        and {"at", "by"} & set(names_of(node))
    ]
    assert found == []


def names_of(function):
    """List a function's parameters that may be given by their place."""
    return [argument.arg for argument in function.args.args]
