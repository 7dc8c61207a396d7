"""Files are made two at a time; who comes third is told when to come again."""

from sqlalchemy import select

from eventsys.core.audit import AuditEntry
from eventsys.core.db import db
from eventsys.people.rules import RoleName
from eventsys.web.organiser.downloads import TURNS

EXPORTS = "/organiser/exports"


def take(client, **changes):
    """Take the table of all events home."""
    return client.submit(EXPORTS, {"format": "csv", **changes}, form="export")


def noted(app):
    """Count what the log holds of files."""
    with app.app_context():
        return len(db.session.scalars(select(AuditEntry).filter_by(verb="export")).all())


def test_who_comes_third_waits_and_is_not_written_down(app, organiser_client):
    turns = app.extensions[TURNS]
    assert turns.acquire(blocking=False)
    assert turns.acquire(blocking=False)
    refused = take(organiser_client)
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "10")
    assert "Der laves to filer lige nu" in refused.text
    assert noted(app) == 0
    turns.release()
    assert take(organiser_client).status_code == 200
    assert noted(app) == 1


def test_the_log_waits_for_its_turn_too(app, signed_in):
    turns = app.extensions[TURNS]
    while turns.acquire(blocking=False):
        pass
    administrator = signed_in(RoleName.ADMINISTRATOR)
    refused = administrator.submit("/organiser/audit", {}, form="file")
    assert (refused.status_code, noted(app)) == (503, 0)


def test_a_turn_is_given_back_however_a_file_ends(app, organiser_client):
    turns = app.extensions[TURNS]
    for _ in range(5):
        answer = take(organiser_client)
        assert answer.status_code == 200
        answer.close()
    for _ in range(5):
        assert take(organiser_client, columns="rubbish").status_code == 422
    taken = [turns.acquire(blocking=False) for _ in range(3)]
    assert taken == [True, True, False]
