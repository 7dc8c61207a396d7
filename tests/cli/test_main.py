"""What cannot be done is one clear line."""

import pytest

UNREACHABLE = "postgresql://nobody@127.0.0.1:1/nothing?connect_timeout=1"


def test_only_what_is_built_is_offered(eventsys):
    offered = eventsys("--help").output.partition("Commands:")[2]
    names = [line.split()[0] for line in offered.strip().splitlines()]
    assert names == [
        *("account", "db", "demo", "device", "doctor", "export", "import", "report"),
        *("serve", "worker"),
    ]


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        (
            "EVENTSYS_DATABASE_URL",
            "mysql://somewhere/db",
            "EVENTSYS_DATABASE_URL: mysql is not supported; use sqlite or postgresql.",
        ),
        (
            "EVENTSYS_SECRET_KEY",
            "short",
            "EVENTSYS_SECRET_KEY is too short: at least 32 random characters.",
        ),
        (
            "EVENTSYS_BASE_URL",
            "events.example.org",
            "EVENTSYS_BASE_URL: write http:// or https:// and the host's name.",
        ),
    ],
)
def test_a_wrong_setting_is_one_line_and_status_2(
    name, value, line, installation, eventsys, monkeypatch
):
    monkeypatch.setenv(name, value)
    ended = eventsys("serve")
    assert (ended.status, ended.output, ended.errors) == (2, "", f"eventsys: {line}\n")


def test_an_instance_that_cannot_be_made_is_one_line(tmp_path, eventsys):
    (tmp_path / "file").touch()
    ended = eventsys(f"serve --instance {tmp_path / 'file' / 'below'}")
    assert ended.status == 2
    assert ended.errors == (
        f"eventsys: EVENTSYS_INSTANCE: the folder {tmp_path / 'file' / 'below'} cannot be made "
        "(Not a directory).\n"
    )


def test_an_unreachable_database_is_one_line_and_status_1(installation, eventsys, monkeypatch):
    monkeypatch.setenv("EVENTSYS_DATABASE_URL", UNREACHABLE)
    ended = eventsys("device pair fest")
    assert ended.status == 1
    assert ended.errors.startswith("eventsys: The database cannot be used: ")
    assert ended.errors.count("\n") == 1


def test_a_database_without_tables_says_what_to_run(instance, eventsys):
    ended = eventsys("serve")
    assert ended.status == 1
    assert ended.errors == (
        "Error: The database is not up to date: run 'eventsys db upgrade' first "
        "('eventsys demo' sets up a demonstration).\n"
    )
