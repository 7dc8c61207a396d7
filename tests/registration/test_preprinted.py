from datetime import timedelta

import pytest
from sqlalchemy import update

from eventsys.attendance.queries import count_event
from eventsys.checkin.rules import Verdict
from eventsys.checkin.scans.operations import record_scans
from eventsys.core.errors import Busy
from eventsys.core.principal import SYSTEM
from eventsys.events.errors import NotEnoughPlaces
from eventsys.events.models import PlacePool
from eventsys.registration.changes.operations import deregister_all
from eventsys.registration.changes.queries import list_present
from eventsys.registration.errors import RegistrationClosed
from eventsys.registration.models import Participant
from eventsys.registration.operations import find_attempt
from eventsys.registration.preprinted.errors import TicketNotFree, TooManyPrinted
from eventsys.registration.preprinted.operations import (
    hand_over,
    preprint,
    register_on_paper,
    type_in,
)
from eventsys.registration.preprinted.queries import find_print_run, list_print_runs
from eventsys.registration.preprinted.requests import PaperRequest, PrintRun
from eventsys.registration.queries import count_participants, get_terms, list_participants
from eventsys.registration.requests import Attempt
from eventsys.registration.rules import Category, Channel, Contact, ParticipantStatus, Source
from eventsys.registration.tickets.queries import list_held_tickets
from tests.factories import (
    AT,
    START,
    batch_of,
    codes_of,
    make_device,
    make_event,
    make_request,
    make_scan,
)

LONG_AFTER = START + timedelta(days=30)


def printed(session, event, number=3, category=Category.CHILD):
    return preprint(session, event, PrintRun(number=number, category=category), at=AT, by=SYSTEM)


def typed(session, event, names, tickets, *, at=LONG_AFTER, key="key"):
    contact = Contact(name=names[0], channel=Channel.NONE)
    request = PaperRequest(
        registration=make_request(*names, contact=contact, source=Source.PAPER),
        tickets=tickets,
    )
    attempt = Attempt(scope="paper", key=key, body=repr(request))
    return register_on_paper(session, event.slug, request, attempt, at=at, by=SYSTEM)


def scan(session, event, code, *, at=START):
    device = make_device(session, event, "Nord")
    (result,) = record_scans(session, device.token, batch_of(make_scan(code, at)), at=at)
    return result.verdict


def figures(session, event):
    count = count_event(session, event, at=LONG_AFTER)
    return (count.registered, count.confirmed, count.admitted, count.no_shows)


def taken(session):
    session.flush()
    return session.query(PlacePool.taken).scalar()


@pytest.fixture
def event(session):
    return make_event(session, capacity=5)


def test_a_ticket_of_nobody_admits_and_is_counted_once(session, event):
    run = printed(session, event)
    code = codes_of(session, run)[0].code
    later = START + timedelta(minutes=1)
    verdicts = [scan(session, event, code, at=at) for at in (START, later)]
    assert verdicts == [Verdict.ADMITTED, Verdict.ALREADY_IN]
    assert figures(session, event) == (1, 1, 1, 0)


def test_typing_the_paper_in_after_the_event_changes_no_count(session, event):
    run = printed(session, event)
    codes = codes_of(session, run)
    scan(session, event, codes[1].code)
    before = figures(session, event)
    short = codes[1].short_code
    made = typed(session, event, ["Amina"], {0: f"{short[:4]}-{short[4:]}".lower()})
    assert figures(session, event) == before == (1, 1, 1, 0)
    (held,) = list_held_tickets(session, made.registration)
    assert (held.name, held.codes, held.category) == ("Amina", codes[1], Category.CHILD)
    assert [row.name for row in list_participants(session, event)] == ["Amina"]
    assert taken(session) == 3
    (shown,) = list_print_runs(session, event)
    assert (shown.registration_id, shown.free) == (run.id, 2)


def test_tickets_that_nobody_used_are_no_people(session, event):
    printed(session, event)
    assert figures(session, event) == (0, 0, 0, 0)
    assert (list_participants(session, event), count_participants(session, event)) == ([], 0)


def test_who_has_a_ticket_and_who_has_none_are_typed_in_together(session, event):
    codes = codes_of(session, printed(session, event))
    made = typed(session, event, ["Amina", "Bo"], {1: codes[0].code}, at=AT)
    assert [held.name for held in list_held_tickets(session, made.registration)] == ["Amina", "Bo"]
    assert taken(session) == 4


def test_the_same_paper_is_typed_in_once(session, event):
    codes = codes_of(session, printed(session, event))
    first = typed(session, event, ["Amina"], {0: codes[0].code})
    again = typed(session, event, ["Amina"], {0: codes[0].code})
    assert (first.is_new, again.is_new) == (True, False)
    assert first.registration is again.registration


@pytest.mark.parametrize("code", ["nothing", "ABCD-EFGH", "0" * 24])
def test_a_code_of_no_free_ticket_is_refused_at_its_person(session, event, code):
    codes = codes_of(session, printed(session, event))
    with pytest.raises(TicketNotFree) as refusal:
        typed(session, event, ["Amina", "Bo"], {0: codes[0].code, 1: code})
    assert refusal.value.position == 1


def test_a_ticket_is_given_to_one_person(session, event):
    codes = codes_of(session, printed(session, event))
    typed(session, event, ["Amina"], {0: codes[0].code})
    with pytest.raises(TicketNotFree):
        typed(session, event, ["Bo"], {0: codes[0].code}, key="other")
    with pytest.raises(TicketNotFree):
        typed(session, event, ["Bo", "Cai"], {0: codes[1].code, 1: codes[1].code}, key="third")
    assert find_attempt(session, Attempt(scope="paper", key="none")) is None


def test_printing_holds_places_and_giving_back_frees_those_left(session, event):
    run = printed(session, event, 5)
    with pytest.raises(NotEnoughPlaces):
        printed(session, event, 1)
    typed(session, event, ["Amina"], {0: codes_of(session, run)[0].code})
    deregister_all(session, run, at=AT, by=SYSTEM)
    assert taken(session) == 1


@pytest.mark.parametrize("number", [0, 201])
def test_a_print_run_has_its_bounds(session, event, number):
    with pytest.raises(TooManyPrinted):
        printed(session, event, number)


def test_nothing_is_printed_for_an_event_that_is_over(session, event):
    with pytest.raises(RegistrationClosed):
        preprint(
            session, event, PrintRun(number=1, category=Category.CHILD), at=LONG_AFTER, by=SYSTEM
        )


def test_a_print_run_is_found_by_its_event(session, event):
    run = printed(session, event)
    assert find_print_run(session, event, run.id) is run
    assert find_print_run(session, make_event(session), run.id) is None


def test_paper_that_is_sent_twice_at_once_is_stored_once(session, event):
    codes = codes_of(session, printed(session, event))
    typed(session, event, ["Amina"], {0: codes[0].code})
    request = PaperRequest(registration=make_request("Amina"), tickets={0: codes[1].code})
    attempt = Attempt(scope="paper", key="key", body="")
    with pytest.raises(Busy):
        type_in(session, get_terms(session, event.slug), request, attempt, at=AT, by=SYSTEM)


def test_a_ticket_that_another_desk_has_just_given_away_is_refused(session, event):
    run = printed(session, event)
    (person, *_) = list_present(session, run)
    leaves = update(Participant).values(status=ParticipantStatus.DEREGISTERED)
    session.execute(leaves.execution_options(synchronize_session=False))
    request = PaperRequest(registration=make_request("Amina"), tickets={0: "read before"})
    with pytest.raises(TicketNotFree) as refusal:
        hand_over(session, run, request, {0: person})
    assert refusal.value.position == 0
