"""What happens is news in the same transaction, for those who wish to hear of it alone."""

import pytest
from sqlalchemy import select

from eventsys.core.news import News, NewsKind, NewsWish, Told, put_news
from eventsys.core.principal import SYSTEM, VISITOR
from eventsys.core.text import Language
from eventsys.events.intake.rules import IntakePlan, Way
from eventsys.events.models import Occasion
from eventsys.events.occasions.operations import amend_place, cancel_occasion
from eventsys.events.operations import amend_event, cancel, publish, withdraw
from eventsys.events.pictures.drawing import draw_anew
from eventsys.events.pictures.operations import add_picture
from eventsys.events.pictures.rules import Alt
from eventsys.events.queries import plan_of
from eventsys.places.models import District, Venue
from eventsys.places.operations import VenueDetails
from eventsys.registration.approval.operations import decline, take_up_again
from eventsys.registration.changes.operations import deregister_all
from eventsys.registration.groups.operations import name_people
from eventsys.registration.groups.rules import Named
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.lists.operations import ListRequest, register_list, remove_list
from eventsys.registration.preprinted.operations import preprint, register_on_paper
from eventsys.registration.preprinted.requests import PaperRequest, PrintRun
from eventsys.registration.queries import find_participant
from eventsys.registration.requests import Attempt
from eventsys.registration.rules import Category, IfFull, ParticipantRequest, Source
from tests.factories import (
    AT,
    codes_of,
    make_draft,
    make_event,
    make_registration,
    make_request,
)
from tests.pictures import picture_file

MADE, CANCELLED = NewsKind.REGISTRATION_MADE, NewsKind.REGISTRATION_CANCELLED
CHANGED = NewsKind.EVENT_CHANGED


@pytest.fixture
def wishes(session):
    """Somebody wishes to hear of all kinds."""
    session.add_all(NewsWish(kind=kind, hearer_id=1) for kind in NewsKind)
    session.flush()


def told(session):
    """List the news that wait, and forget them."""
    found = session.scalars(select(News).order_by(News.id)).all()
    for each in found:
        session.delete(each)
    session.flush()
    return [(each.kind, each.reference, each.persons) for each in found]


def test_nothing_is_laid_that_nobody_wishes_to_hear_of(session):
    session.add(NewsWish(kind=CHANGED, hearer_id=1))
    session.flush()
    event = make_event(session)
    registration = make_registration(session, event)
    deregister_all(session, registration, at=AT, by=VISITOR)
    assert told(session) == [(CHANGED, None, None)]


def test_two_who_wish_the_same_have_it_laid_once(session):
    session.add_all(NewsWish(kind=CHANGED, hearer_id=number) for number in (1, 2))
    session.flush()
    put_news(session, CHANGED, [Told(event_id=7)], at=AT)
    put_news(session, CHANGED, [], at=AT)
    assert told(session) == [(CHANGED, None, None)]


def test_news_are_gone_with_a_transaction_that_did_not_hold(session, wishes):
    event = make_event(session)
    told(session)
    with session.begin_nested() as savepoint:
        make_registration(session, event)
        savepoint.rollback()
    assert told(session) == []


def test_a_registration_tells_its_reference_and_how_many(session, wishes):
    event = make_event(session)
    told(session)
    registration = make_registration(session, event, "A", "B", "C")
    assert told(session) == [(MADE, registration.reference, 3)]


def test_each_who_leaves_is_told_once(session, wishes):
    event = make_event(session)
    registration = make_registration(session, event, "A", "B")
    told(session)
    person = find_participant(session, registration, 1)
    deregister(session, person, at=AT, by=VISITOR)
    deregister(session, person, at=AT, by=VISITOR)
    deregister_all(session, registration, at=AT, by=VISITOR)
    assert told(session) == [(CANCELLED, registration.reference, 1)] * 2


def test_a_no_takes_people_out_and_taking_it_back_brings_them_in_again(session, wishes):
    event = make_event(session, intake=IntakePlan(way=Way.APPROVAL))
    registration = make_registration(session, event, "A", "B")
    told(session)
    decline(session, registration, "Der er ikke plads.", at=AT, by=SYSTEM)
    decline(session, registration, "Der er ikke plads.", at=AT, by=SYSTEM)
    assert told(session) == [(CANCELLED, registration.reference, 2)]
    take_up_again(session, registration, at=AT, by=SYSTEM)
    assert told(session) == [(MADE, registration.reference, 2)]


def test_a_group_that_grows_tells_how_many_more(session, wishes):
    event = make_event(session)
    nameless = ParticipantRequest(name="", category=Category.CHILD)
    group = make_registration(session, event, participants=[nameless] * 2, group_name="3.B")
    told(session)
    people = [Named(name=name, category=Category.CHILD, birth_year=None) for name in "ABCD"]
    name_people(session, group, people, at=AT, by=VISITOR)
    assert told(session) == [(MADE, group.reference, 2)]


def test_invented_people_are_no_news(session, wishes):
    event = make_event(session)
    told(session)
    registration = make_registration(session, event, "A", source=Source.DEMONSTRATION)
    deregister_all(session, registration, at=AT, by=VISITOR)
    assert told(session) == []


def test_a_printed_ticket_is_news_when_it_is_somebodys(session, wishes):
    event = make_event(session)
    told(session)
    printed = preprint(
        session, event, PrintRun(number=3, category=Category.CHILD), at=AT, by=SYSTEM
    )
    assert told(session) == []
    code = codes_of(session, printed)[0].short_code
    paper = PaperRequest(registration=make_request("A", "B"), tickets={0: code})
    attempt = Attempt(scope="paper", key="1")
    typed = register_on_paper(session, event.slug, paper, attempt, at=AT, by=SYSTEM).registration
    assert told(session) == [(MADE, typed.reference, 1)] * 2


def test_a_list_is_told_and_its_undoing_too(session, wishes):
    event = make_event(session)
    told(session)
    wanted = ListRequest(requests=[make_request("A", "B"), make_request("C")], if_full=IfFull.PART)
    ids = register_list(session, event, wanted, at=AT, by=SYSTEM)
    made = told(session)
    remove_list(session, event, ids, at=AT)
    assert [(kind, persons) for kind, _, persons in made] == [(MADE, 2), (MADE, 1)]
    assert told(session) == [(CANCELLED, reference, persons) for _, reference, persons in made]


def test_a_draft_is_nobodys_business_until_it_is_published(session, wishes):
    event = make_draft(session)
    amend_event(session, event, plan_of(session, event), at=AT, by=SYSTEM)
    assert told(session) == []
    publish(session, event, at=AT, by=SYSTEM)
    withdraw(session, event, at=AT, by=SYSTEM)
    assert told(session) == [(CHANGED, None, None)] * 2


def test_whatever_changes_a_published_event_is_told(session, wishes):
    event = make_event(session, days=(0, 1))
    told(session)
    amend_event(session, event, plan_of(session, event), at=AT, by=SYSTEM)
    assert told(session) == [(CHANGED, None, None)]
    alt = Alt(texts={Language.DANISH: "Børn"})
    add_picture(session, event, draw_anew(picture_file()), alt, at=AT, by=SYSTEM)
    assert told(session) == [(CHANGED, None, None)]
    second = session.scalars(select(Occasion).filter_by(event_id=event.id, no=2)).one()
    cancel_occasion(session, event, second, at=AT, by=SYSTEM)
    assert told(session) == [(CHANGED, None, None)]
    cancel(session, event, at=AT, by=SYSTEM)
    assert told(session) == [(CHANGED, None, None)]


def test_a_venue_that_moves_is_told_of_each_event_there_once(session, wishes):
    event = make_event(session, days=(0, 1))
    make_draft(session, slug="kladde")
    told(session)
    venue = session.scalars(
        select(Venue).join(Occasion, Occasion.venue_id == Venue.id).filter_by(event_id=event.id)
    ).first()
    details = VenueDetails(name=venue.name, address="Et nyt sted 1")
    district = session.get_one(District, venue.district_id)
    amend_place(session, venue, district, details, at=AT, by=SYSTEM)
    assert told(session) == [(CHANGED, None, None)]
