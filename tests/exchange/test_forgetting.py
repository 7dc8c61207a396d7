"""Lists, files and news in which somebody stands are deleted with them; those of others stay."""

import json

import pytest
from sqlalchemy import select

from eventsys.core.news import News
from eventsys.core.news_kinds import NewsKind
from eventsys.exchange.forgetting.operations import forget, forget_event
from eventsys.exchange.imports.models import ImportRun
from eventsys.exchange.imports.rules import ImportKind, ImportState
from tests.factories import AT, make_event


def keep_list(session, event, name, state=ImportState.DRAFT):
    run = ImportRun(
        kind=ImportKind.PEOPLE,
        event_id=event.id,
        state=state,
        file=f"{state}.csv",
        digest="",
        heads=[],
        columns=[],
        notes={},
        rows=json.dumps([[2, [f" {name} ", ""]], [3, [None]]]),
        made=[],
        created_at=AT,
        created_by="system",
    )
    session.add(run)
    session.flush()
    return run


def lists(session):
    session.expire_all()
    return [each.file for each in session.scalars(select(ImportRun).order_by(ImportRun.id))]


@pytest.fixture
def event(session):
    return make_event(session)


def test_a_draft_goes_with_who_stands_in_it_and_no_other(session, event):
    keep_list(session, event, "Amina")
    other = keep_list(session, event, "Bo")
    forget(session, event, {"Amina"})
    assert lists(session) == [other.file]


def test_of_a_list_that_was_saved_the_rows_go_and_what_came_of_it_stays(session, event):
    saved = keep_list(session, event, "Amina", ImportState.SAVED)
    elsewhere = keep_list(session, make_event(session), "Amina")
    forget_event(session, event)
    assert lists(session) == [saved.file, elsewhere.file]
    assert (saved.rows, elsewhere.rows is None) == (None, False)


def test_news_that_name_the_registration_are_not_told_any_more(session, event):
    for reference in ("MINE", "OTHER"):
        kind = next(iter(NewsKind))
        news = News(kind=kind, event_id=event.id, reference=reference, persons=1, at=AT)
        session.add(news)
    session.flush()
    forget(session, event, {"MINE"})
    assert session.scalars(select(News.reference)).all() == ["OTHER"]
