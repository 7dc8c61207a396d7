"""How moments are kept."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import bindparam, func, select, text
from sqlalchemy.exc import StatementError

from eventsys.core.db import UtcDateTime, db

COPENHAGEN = timezone(timedelta(hours=2))
NOON = datetime(2027, 6, 5, 14, 0, tzinfo=COPENHAGEN)


def test_sqlite_keeps_a_moment_in_utc_as_text(app):
    typed = bindparam("moment", NOON, UtcDateTime())
    with app.app_context():
        written = db.session().execute(select(func.substr(typed, 1))).scalar_one()
    assert written == "2027-06-05 12:00:00.000000"


def test_a_moment_comes_back_aware_and_in_utc(database):
    typed = select(bindparam("moment", NOON, UtcDateTime()))
    assert db.session().execute(typed).scalar_one() == NOON
    assert db.session().execute(typed).scalar_one().tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(database):
    naive = NOON.replace(tzinfo=None)
    with pytest.raises(StatementError, match="naive moment"):
        db.session().execute(select(bindparam("moment", naive, UtcDateTime())))
    assert db.session().execute(text("SELECT 1")).scalar_one() == 1
