"""The tree as the house tests read it."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ROOT / "eventsys"
TEMPLATES = ROOT / "templates"


def modules(*folders: str) -> list[Path]:
    """List the Python files of the code, or of the folders named."""
    return sorted(
        path
        for folder in folders or ("eventsys",)
        for path in (ROOT / folder).rglob("*.py")
        if "migrations/versions" not in path.as_posix()
    )


def parse(path: Path) -> ast.Module:
    """Read a file as Python does."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def place(path: Path, line: int) -> str:
    """Tell where something stands, as an editor understands it."""
    return f"{path.relative_to(ROOT)}:{line}"


def names_in(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """List what a file names: functions, classes, arguments, variables and attributes it sets."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node.lineno
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr, node.lineno
