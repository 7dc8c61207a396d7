"""The application loads every table, and columns about people say so."""

import ast
import json
import subprocess
import sys

from eventsys.core.db import Model
from tests.house.tree import ROOT, modules, parse

LOADED = """
import json
from eventsys.app import build_app
from eventsys.core.db import Model
print(json.dumps(sorted(Model.metadata.tables)))
"""
ABOUT_PEOPLE = {
    *("name", "email", "phone", "birth", "recipient", "address"),
    *("details", "reason", "remark"),
}
# Columns with such a word in their name that tell nothing of a person.
PUBLIC = {
    "actor_name.name",
    "broken_channel.reason",
    "completion_rule.reason",
    "event.birth_year_from",
    "event.birth_year_to",
    "district.name",
    "earlier_figure.event_name",
    "gate.name",
    "kept_view.name",
    "locality.name",
    "role.name",
    "venue.address",
    "venue.name",
}
CLASSES = {*(f"K{number}" for number in range(1, 10)), "staff"}


def tables_on_disk():
    """List the tables that stand in the code, wherever it is."""
    return {
        name.value
        for path in modules()
        for node in ast.walk(parse(path))
        if (name := table_name_of(node)) is not None
    }


def table_name_of(node):
    """Find the name in `__tablename__ = "…"` and in `Table("…", …)`."""
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return node.value if node.targets[0].id == "__tablename__" else None
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        is_named = node.args and isinstance(node.args[0], ast.Constant)
        return node.args[0] if node.func.id == "Table" and is_named else None
    return None


def test_the_application_loads_every_table_that_stands_in_the_code():
    answer = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert set(json.loads(answer.stdout)) == tables_on_disk()


def test_every_column_about_people_says_so(app):
    columns = [column for table in Model.metadata.tables.values() for column in table.columns]
    unmarked = {
        str(column)
        for column in columns
        if ABOUT_PEOPLE & set(column.name.split("_")) and "personal" not in column.info
    }
    assert unmarked == PUBLIC & {str(column) for column in columns}


def test_the_marks_of_columns_about_people_are_known_ones(app):
    marks = {
        column.info["personal"]
        for table in Model.metadata.tables.values()
        for column in table.columns
        if "personal" in column.info
    }
    assert marks <= CLASSES
