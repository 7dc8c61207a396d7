"""Every feed, read by four independent readers, says what the database says."""

import pytest
from sqlalchemy import select

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.events.models import Event, EventText, Occasion
from eventsys.events.operations import cancel
from eventsys.events.rules import Audience, EventKind, EventStatus, Visibility
from tests.calendars.judges import JUDGES, Seen
from tests.factories import make_draft, make_event

DANISH, ARABIC = Language.DANISH, Language.ARABIC
QUESTIONS = {
    "": {},
    "kind=course": {"kind": EventKind.COURSE},
    "audience=children": {"audience": Audience.CHILDREN},
    "kind=workshop": {"kind": EventKind.WORKSHOP},
}


@pytest.fixture
def season(in_app):
    """What there may be: a course, a cancelled festival, a workshop, and what nobody may see."""
    at = clock.now()
    with transaction() as session:
        make_event(session, at=at, slug="kursus", kind=EventKind.COURSE, days=(7, 14, 200))
        make_event(
            session,
            at=at,
            slug="leg",
            audience=Audience.CHILDREN,
            titles={DANISH: "Leg, mad; og 🎈", ARABIC: "لعب وطعام للجميع في الحديقة"},
        )
        off = make_event(session, at=at, slug="fest", days=(3,))
        cancel(session, off, at=at, by=SYSTEM)
        make_event(session, at=at, slug="gemt", visibility=Visibility.LINK)
        make_draft(session, at=at, slug="kladde")


def truth(language, **wanted):
    """Tell by tables alone what a feed must show, cancelled titles without their word."""
    with transaction() as session:
        rows = session.execute(
            select(Event, Occasion)
            .join(Occasion, Occasion.event_id == Event.id)
            .where(
                Event.visibility == Visibility.ALL,
                Event.status.in_([EventStatus.PUBLISHED, EventStatus.CANCELLED]),
                *(getattr(Event, name) == value for name, value in wanted.items()),
            )
        ).all()
        titles = {
            (text.event_id, text.language): text.title
            for text in session.scalars(select(EventText))
        }
        return {
            occasion.calendar_uid: Seen(
                occasion.starts_at.replace(microsecond=0),
                occasion.ends_at.replace(microsecond=0),
                titles.get((event.id, language), titles[event.id, DANISH]),
            )
            for event, occasion in rows
        }


def without_word(seen):
    """Take the word away by which a title says that it is off."""
    _word, colon, rest = seen.title.partition(": ")
    return Seen(seen.starts_at, seen.ends_at, rest if colon else seen.title)


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("language", [DANISH, ARABIC])
def test_readers_and_tables_agree_about_every_question(season, client, judge, language):
    for query, wanted in QUESTIONS.items():
        calendar = client.get(f"/feeds/events.ics?lang={language}&{query}").data
        seen = JUDGES[judge](calendar)
        expected = truth(language, **wanted)
        assert {uid: without_word(each) for uid, each in seen.items()} == expected, query
    assert len(truth(language)) == 5
