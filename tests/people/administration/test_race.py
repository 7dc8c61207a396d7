"""Two administrators who keep each other out at once: one of them stays."""

import threading

import pytest
from sqlalchemy import func, select

from eventsys.core.db import transaction
from eventsys.core.principal import SYSTEM
from eventsys.people.administration import operations
from eventsys.people.administration.errors import LastAdministrator
from eventsys.people.models import Account
from eventsys.people.queries import get_account
from eventsys.people.rules import RoleName
from tests.factories import AT, make_account


@pytest.fixture
def administrators(database):
    with transaction() as session:
        return [
            make_account(session, f"{number}@example.org", RoleName.ADMINISTRATOR).id
            for number in range(2)
        ]


def deactivate_both_at_once(app, administrators):
    """Let each be deactivated in a transaction of its own; give how many are left."""
    gate = threading.Barrier(2)

    def run(account_id):
        gate.wait()
        try:
            with app.app_context(), transaction() as session:
                account = get_account(session, account_id)
                operations.deactivate(session, account, at=AT, by=SYSTEM)
        except LastAdministrator:
            pass

    threads = [threading.Thread(target=run, args=(each,)) for each in administrators]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with transaction() as session:
        return session.scalars(select(func.count()).where(Account.active.is_(True))).one()


def test_one_administrator_is_left_whoever_is_faster(database, administrators):
    assert deactivate_both_at_once(database, administrators) == 1


def test_control_counting_without_the_lock_leaves_nobody(
    databases, backend, database, administrators, monkeypatch
):
    """Both count before either has written; SQLite lets no two write, so the lock is its own."""
    if backend == "sqlite":
        return
    counted = threading.Barrier(2)
    refuse = operations.refuse_last_administrator

    def refuse_later(session, account):
        refuse(session, account)
        counted.wait(timeout=10)

    monkeypatch.setattr(operations, "hold_administrators", lambda _: None)
    monkeypatch.setattr(operations, "refuse_last_administrator", refuse_later)
    assert deactivate_both_at_once(database, administrators) == 0
