"""What the code writes into the audit log: every verb and every table, read from its source.

A name is followed to what it was given: by an assignment, a loop, or whoever calls the function.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from eventsys.core.db import Model
from tests.house.tree import CODE, ROOT, modules, parse

LOG = "eventsys.core.audit"
VERB, SUBJECT = 1, 2
DEPTH = 6


@dataclass(frozen=True)
class Scope:
    """A function, and the module in which it stands."""

    module: str
    function: ast.FunctionDef


@dataclass
class Deeds:
    """Verbs and tables of the log; `unclear` names the calls that could not be read."""

    verbs: set[str] = field(default_factory=set)
    tables: set[str] = field(default_factory=set)
    unclear: list[str] = field(default_factory=list)


class Code:
    """Modules by their names, with what they import and define."""

    def __init__(self, sources: Mapping[str, ast.Module]) -> None:
        self.sources = sources
        self.tables: dict[str, str] = {
            each.class_.__name__: vars(each.class_)["__tablename__"]
            for each in Model.registry.mappers
        }

    @cached_property
    def imports(self) -> dict[str, dict[str, str]]:
        """Tell for each module where a name that it imports comes from."""
        return {
            module: {
                alias.asname or alias.name: node.module or ""
                for node in ast.walk(tree)
                if isinstance(node, ast.ImportFrom)
                for alias in node.names
            }
            for module, tree in self.sources.items()
        }

    @cached_property
    def functions(self) -> dict[tuple[str, str], ast.FunctionDef]:
        """List the functions by module and name."""
        return {
            (module, node.name): node
            for module, tree in self.sources.items()
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef)
        }

    @cached_property
    def enums(self) -> dict[str, set[str]]:
        """List what the classes of constants hold."""
        return {
            node.name: {
                line.value.value
                for line in node.body
                if isinstance(line, ast.Assign)
                and isinstance(line.value, ast.Constant)
                and isinstance(line.value.value, str)
            }
            for tree in self.sources.values()
            for node in ast.walk(tree)
            if isinstance(node, ast.ClassDef)
        }

    def calls(self, home: str, name: str) -> Iterator[tuple[ast.Call, Scope]]:
        """List the calls of a function, and in which function each stands."""
        for (module, _name), function in self.functions.items():
            if (home if module == home else self.imports[module].get(name)) != home:
                continue
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and ast.unparse(node.func) == name:
                    yield node, Scope(module, function)

    def given(self, name: str, scope: Scope) -> Iterator[tuple[ast.expr, Scope]]:
        """List what a name may stand for."""
        for node in ast.walk(scope.function):
            if isinstance(node, ast.Assign | ast.For | ast.comprehension):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                if any(ast.unparse(target) == name for target in targets):
                    yield (node.value if isinstance(node, ast.Assign) else node.iter), scope
        arguments = scope.function.args
        by_place = [each.arg for each in arguments.args]
        if name not in [*by_place, *(each.arg for each in arguments.kwonlyargs)]:
            return
        for call, caller in self.calls(scope.module, scope.function.name):
            yield from ((each.value, caller) for each in call.keywords if each.arg == name)
            if name in by_place[: len(call.args)]:
                yield call.args[by_place.index(name)], caller

    def models(self, annotation: ast.expr | None) -> set[str]:
        """List the tables that an annotation names."""
        names = ast.walk(annotation) if annotation is not None else ()
        return {
            self.tables[each.id]
            for each in names
            if isinstance(each, ast.Name) and each.id in self.tables
        }

    def annotation(self, name: str, scope: Scope) -> ast.expr | None:
        """Find the type of a parameter; of a type variable, nothing."""
        arguments = scope.function.args
        known = [*arguments.args, *arguments.kwonlyargs]
        return next((each.annotation for each in known if each.arg == name), None)

    def verbs_of(self, verb: ast.expr, scope: Scope, depth: int = DEPTH) -> set[str]:
        """List the words that an expression may be."""
        if isinstance(verb, ast.Constant):
            return {str(verb.value)}
        if isinstance(verb, ast.IfExp):
            parts = (verb.body, verb.orelse)
            return set().union(*(self.verbs_of(each, scope, depth) for each in parts))
        if isinstance(verb, ast.Attribute) and isinstance(verb.value, ast.Name):
            kind = self.annotation(verb.value.id, scope)
            return self.enums.get(ast.unparse(kind), set()) if kind else set()
        if isinstance(verb, ast.Name) and depth:
            found = [self.verbs_of(*each, depth - 1) for each in self.given(verb.id, scope)]
            return set().union(*found)
        return set()

    def tables_of(self, subject: ast.expr, scope: Scope, depth: int = DEPTH) -> set[str]:
        """List the tables of which an expression may be a row."""
        if not depth:
            return set()
        if isinstance(subject, ast.Name):
            told = self.models(self.annotation(subject.id, scope))
            given = self.given(subject.id, scope)
            return told or set().union(*(self.tables_of(*each, depth - 1) for each in given))
        if isinstance(subject, ast.Call):
            return self.made_by(subject, scope, depth)
        found = (self.tables_of(each, scope, depth - 1) for each in parts_of(subject))
        return set().union(*found)

    def made_by(self, call: ast.Call, scope: Scope, depth: int) -> set[str]:
        """List the tables of which a call may give rows."""
        if not isinstance(call.func, ast.Name):  # session.get_one(Event, …)
            return self.models(call) or self.tables_of(call.func, scope, depth - 1)
        name = call.func.id
        home = self.imports[scope.module].get(name, scope.module)
        function = self.functions.get((home, name))
        if function is not None:
            return self.models(function.returns)
        return self.models(call.func) or self.tables_of(call.func, scope, depth - 1)


def parts_of(subject: ast.expr) -> list[ast.expr]:
    """List what an expression takes its value from."""
    match subject:
        case ast.BoolOp(values=parts):
            return parts
        case ast.IfExp(body=first, orelse=second):
            return [first, second]
        case ast.ListComp(elt=part) | ast.Lambda(body=part) | ast.Attribute(value=part):
            return [part]
        case _:
            return []


def deeds_of(code: Code) -> Deeds:
    """Read all that is written into the log."""
    deeds = Deeds()
    for call, scope in code.calls(LOG, "record"):
        verbs = code.verbs_of(call.args[VERB], scope)
        tables = code.tables_of(call.args[SUBJECT], scope)
        deeds.verbs |= verbs
        deeds.tables |= tables
        if not verbs or not tables:
            deeds.unclear.append(f"{scope.module}:{call.lineno}")
    return deeds


def name_of(path: Path) -> str:
    """Tell how a file is imported."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def whole_code() -> Code:
    """Read the whole of the code."""
    return Code({name_of(path): parse(path) for path in modules(CODE.name)})
