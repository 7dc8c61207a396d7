"""Columns about people say so."""

from eventsys.core.db import Model

ABOUT_PEOPLE = {"name", "email", "phone", "birth", "recipient", "address", "details", "remark"}
# Columns with such a word in their name that tell nothing of a person.
PUBLIC = {
    "event.birth_year_from",
    "event.birth_year_to",
    "district.name",
    "gate.name",
    "locality.name",
    "role.name",
    "venue.address",
    "venue.name",
}
CLASSES = {*(f"K{number}" for number in range(1, 10)), "staff"}


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
