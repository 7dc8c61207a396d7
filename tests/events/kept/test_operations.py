"""Views of the list are kept under a name."""

import pytest
from sqlalchemy import select

from eventsys.core.audit import AuditEntry
from eventsys.core.principal import SYSTEM
from eventsys.events.kept.errors import TooManyViews, ViewNameTaken, WrongView
from eventsys.events.kept.operations import MOST_VIEWS, ViewRequest, drop_view, keep_view
from eventsys.events.kept.queries import find_own_view, list_views
from tests.factories import AT, make_account


def keep(session, account_id, name="Kurser", query="kind=course", *, is_shared=False):
    wanted = ViewRequest(name=name, query=query, is_shared=is_shared)
    return keep_view(session, account_id, wanted, at=AT, by=SYSTEM)


@pytest.fixture
def two(session):
    return [make_account(session, f"{name}@example.org").id for name in ("me", "other")]


def test_one_sees_ones_own_views_and_those_that_are_shared(session, two):
    me, other = two
    keep(session, me, "B")
    keep(session, other, "A", is_shared=True)
    keep(session, other, "Hemmelig")
    assert [each.name for each in list_views(session, me)] == ["A", "B"]


def test_a_name_stands_for_one_view_of_an_account(session, two):
    keep(session, two[0])
    keep(session, two[1])
    with pytest.raises(ViewNameTaken):
        keep(session, two[0], query="kind=public")


@pytest.mark.parametrize(("name", "query"), [("", "q=x"), ("x" * 61, "q=x"), ("x", "q" * 1001)])
def test_a_view_needs_a_name_that_can_be_shown(session, two, name, query):
    with pytest.raises(WrongView):
        keep(session, two[0], name, query)


def test_nobody_keeps_more_views_than_one_can_oversee(session, two):
    for number in range(MOST_VIEWS):
        keep(session, two[0], f"Visning {number}")
    with pytest.raises(TooManyViews):
        keep(session, two[0], "En til")
    keep(session, two[1], "En til")


def test_a_view_goes_where_it_is_dropped_and_only_its_owner_finds_it(session, two):
    view = keep(session, two[0], is_shared=True)
    assert find_own_view(session, two[1], view.id) is None
    drop_view(session, find_own_view(session, two[0], view.id), at=AT, by=SYSTEM)
    assert list_views(session, two[0]) == []
    verbs = select(AuditEntry.verb).where(AuditEntry.object_kind == "kept_view")
    assert session.scalars(verbs.order_by(AuditEntry.id)).all() == ["keep view", "drop view"]
