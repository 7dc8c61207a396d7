"""The contracts on floors name every package and every file of rules that there is."""

import tomllib

from tests.house.tree import CODE, ROOT

FLOORS = {"operations.py", "queries.py", "models.py"}


def contract(name):
    """Give a contract of the import linter by its name."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    return next(each for each in contracts if each["name"] == name)


def module(path):
    """Name a file or folder as Python imports it."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def test_every_file_of_rules_is_held_pure():
    rules = {module(path) for path in CODE.rglob("rules.py")}
    assert rules - set(contract("Rules are pure")["source_modules"]) == set()


def test_the_floors_of_every_package_are_held_straight():
    packages = {module(path.parent) for path in CODE.rglob("*.py") if path.name in FLOORS}
    assert packages - set(contract("Inside a domain package")["containers"]) == set()
