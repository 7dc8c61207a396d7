"""The tables of the database, from the terminal."""


def test_upgrading_makes_the_tables_and_is_harmless_when_repeated(instance, eventsys):
    first = eventsys("db upgrade")
    again = eventsys("db upgrade")
    assert (first.status, first.output) == (0, "The database is up to date.\n")
    assert (again.status, again.output) == (0, "The database was up to date.\n")
