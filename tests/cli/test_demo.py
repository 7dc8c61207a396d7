"""The demonstration, from the terminal."""

import json
import re
import sqlite3

from flask_security import verify_password

from eventsys.cli.installation import opened
from eventsys.core.db import db
from eventsys.people.queries import find_account

SMALL = "demo --no-serve --tickets 5 --events 4"


def tickets(instance):
    """Count the tickets."""
    with sqlite3.connect(instance / "eventsys.sqlite3") as database:
        return database.execute("SELECT count(*) FROM ticket").fetchone()[0]


def test_it_prepares_an_empty_folder_and_tells_the_password_once(tmp_path, eventsys):
    instance = tmp_path / "new"
    first = eventsys(f"{SMALL} --instance {instance}")
    assert first.status == 0
    password = re.search(r"with the password (\S+) \(", first.output)[1]
    with opened(instance):
        account = find_account(db.session(), "organiser@example.org")
        assert verify_password(password, account.password)
        assert account.is_demonstration
        assert {role.name for role in account.roles} == {"organiser", "administrator"}
    held = tickets(instance)
    season = json.loads(eventsys(f"report 2009 --format json -o - --instance {instance}").output)
    assert (season["state"], season["figures"]["F01"]["shown"]) == ("draft", "714")
    again = eventsys(f"{SMALL} --instance {instance}")
    assert again.status == 0
    assert password not in again.output
    assert "with the password that was printed the first time." in again.output
    assert tickets(instance) == held


def test_its_account_is_never_made_or_served_for_the_world(instance, eventsys, monkeypatch):
    assert eventsys(SMALL).status == 0
    monkeypatch.setenv("EVENTSYS_BASE_URL", "https://events.example.org")
    prepared, served = eventsys(SMALL), eventsys("serve")
    assert (prepared.status, prepared.errors) == (
        1,
        "Error: The demonstration is for http addresses only: its account has no second factor.\n",
    )
    assert served.status == 1
    assert served.errors.startswith("Error: The demonstration's account can sign in without")
    assert served.errors.count("\n") == 1
