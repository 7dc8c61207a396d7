"""Whatever is stored about people has a name that they can read, in every language."""

import pytest
from sqlalchemy import Enum

from eventsys.core.db import Model
from eventsys.core.text import Language
from eventsys.privacy.queries import shown_columns
from eventsys.web.common.languages import speaking
from eventsys.web.public.own_data import CODED, say
from eventsys.web.public.own_data_codes import code_words
from eventsys.web.public.own_data_words import INNER, heading_words, value_words
from tests.settings import BASE_URL

ROOTS = {"registration", "notice", "audit_entry"}


def tables_about_people():
    """List the tables that lead to a registration, as the page that shows them does."""
    known = []
    for table in Model.metadata.sorted_tables:
        names = {each.name for each in known}
        leads = any(
            key.column.table.name in names and key.column.primary_key for key in table.foreign_keys
        )
        if table.name in ROOTS or leads:
            known.append(table)
    return known


def read_columns():
    """List the columns that are read by people."""
    return [
        column
        for table in tables_about_people()
        for column in shown_columns(table)
        if column.name not in INNER and not column.name.endswith("_id")
    ]


@pytest.mark.parametrize("language", list(Language))
def test_every_kind_of_thing_and_every_value_has_a_name(in_app, language):
    with speaking(language):
        headings, names = heading_words(), value_words()
    unnamed = {table.name for table in tables_about_people()} - headings.keys()
    unnamed |= {str(column) for column in read_columns() if column.name not in names}
    assert unnamed == set()


def test_every_code_has_a_word(in_app):
    with speaking(Language.DANISH):
        words = code_words()
    codes = {
        f"{column}: {code}"
        for column in read_columns()
        if isinstance(column.type, Enum) and column.name != "language"
        for code in column.type.enums
        if code not in words or column.name not in CODED
    }
    assert codes == set()


def test_no_inner_name_and_no_word_is_left_over(in_app):
    columns = {column.name for table in tables_about_people() for column in shown_columns(table)}
    with speaking(Language.DANISH):
        assert value_words().keys() - columns == set()
        assert heading_words().keys() == {table.name for table in tables_about_people()}
    assert INNER - columns == set()


def test_whoever_did_something_is_told_in_words_and_not_by_number(in_app):
    doers = {each.name for each in read_columns() if each.name.endswith("_by")}
    with in_app.test_request_context("/en/", base_url=BASE_URL), speaking(Language.ENGLISH):
        told = {name: say(name, "account:7") for name in doers | {"principal"}}
    assert told == dict.fromkeys(told, "An organiser")
