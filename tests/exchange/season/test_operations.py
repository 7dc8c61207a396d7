"""A year of facts comes in whole or not at all, and leaves as it came."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from eventsys.attendance.passages.queries import list_passages
from eventsys.checkin.arrivals.queries import find_differences, list_arrivals
from eventsys.checkin.models import Device, Scan, TicketState
from eventsys.core.audit import AuditEntry
from eventsys.core.principal import SYSTEM
from eventsys.core.revision import current_revision
from eventsys.evaluation.waves.models import SurveyWave
from eventsys.events.models import Event, Occasion
from eventsys.events.queries import get_event
from eventsys.exchange.season import writing
from eventsys.exchange.season.errors import SeasonRefused, SeasonUnwritable
from eventsys.exchange.season.kinds.all import KINDS
from eventsys.exchange.season.models import SeasonFact
from eventsys.exchange.season.operations import Imported
from eventsys.exchange.season.rules import Fault, FaultKind
from eventsys.places.models import Venue
from eventsys.registration.affiliations.models import Affiliation
from eventsys.registration.models import Registration, Ticket
from eventsys.registration.tickets.operations import replace
from tests.exchange.season.files import bring_in, small_year, take_out, uuid, written
from tests.factories import (
    AT,
    batch_of,
    codes_of,
    make_device,
    make_event,
    make_registration,
    make_scan,
)
from tests.facts import add_requisition
from tests.reports.year_2009 import RECORDERS

KNOWN = 1
"""The district of the small year is there from the first day on."""


def test_the_small_year_has_a_fact_of_each_type():
    assert {each["type"] for each in small_year()} == set(KINDS)


def test_a_year_leaves_as_it_came_and_coming_again_changes_nothing(session):
    facts = small_year()
    assert bring_in(session, written(facts)) == Imported(new=len(facts) - KNOWN, known=KNOWN)
    left = take_out(session)
    said = sorted((json.loads(line) for line in left), key=lambda fact: (fact["type"], fact["id"]))
    assert said == sorted(facts, key=lambda fact: (fact["type"], fact["id"]))
    assert bring_in(session, left[::-1]) == Imported(new=0, known=len(facts))
    assert take_out(session) == left


def test_what_follows_from_the_facts_is_there_at_once(session):
    bring_in(session, written(small_year()))
    event = get_event(session, "fest")
    passages = list_passages(session, event)
    assert [each.with_ticket for each in passages] == [True, True, False]
    occasion = session.scalars(select(Occasion.id).filter_by(event_id=event.id)).one()
    [(_, sums)] = list_arrivals(session, [occasion])
    assert (sums.admitted, sums.walk_ins, sums.inside) == (1, 1, 1)
    assert find_differences(session, [occasion]) == {}
    assert session.scalars(select(SurveyWave.mixed_count)).one() == 2


def test_the_log_and_the_pages_learn_of_a_year_once(session):
    before = current_revision(session)
    bring_in(session, written(small_year()))
    entries = select(AuditEntry).filter_by(verb="import season")
    assert [each.details for each in session.scalars(entries)] == [
        json.dumps({"facts": len(small_year()) - KNOWN})
    ]
    assert current_revision(session) == before + 1
    bring_in(session, written(small_year()))
    assert (current_revision(session), len(session.scalars(entries).all())) == (before + 1, 1)


def test_no_code_of_another_system_opens_anything_here(session):
    bring_in(session, written(small_year()))
    tickets = session.scalars(select(Ticket)).all()
    assert len({each.code_hash for each in tickets}) == len(tickets) == 2
    hashes = {each.read_hash for each in session.scalars(select(Scan))}
    assert hashes & {each.code_hash for each in tickets} == set()
    assert session.scalars(select(Device.install_id)).all() == ["season"]


def test_nothing_leaves_that_tells_who_somebody_is(session):
    event = make_event(session, slug="fest", asks_workplace=True)
    made = make_registration(session, event, "Amina Khan", group_name="4.b")
    [codes] = codes_of(session, made)
    phone = make_device(session, event)
    for at in (AT + timedelta(days=7), AT + timedelta(days=7, hours=1)):
        scans = batch_of(make_scan(codes.short_code, at), sent_at=at)
        RECORDERS["ScanRow"](session, phone.token, scans, at=at)
    ticket = session.scalars(select(Ticket)).one()
    secrets = [codes.code, codes.short_code, ticket.code_hash, ticket.roster_hash]
    replace(session, ticket, ticket.roster_hash, at=AT + timedelta(days=8), by=SYSTEM)
    left = b"".join(take_out(session, AT.year)).decode()
    read = session.scalars(select(Scan.read_hash)).all()
    registration = session.scalars(select(Registration)).one()
    hidden = [
        *(*secrets, *read, registration.reference, registration.public_id),
        *("Amina", 'example.org"', "4.b", phone.token, ticket.roster_short),
    ]
    assert [each for each in hidden if each in left] == []
    assert left.count('"code_ended_at"') == 2


def test_a_year_comes_back_into_the_system_it_left_as_the_same(session):
    event = make_event(session, slug="fest")
    make_registration(session, event, "Amina", "Bo")
    left = take_out(session, AT.year)
    assert bring_in(session, left) == Imported(new=0, known=len(left))
    assert session.scalars(select(func.count(SeasonFact.fact_id))).one() == 4
    assert take_out(session, AT.year) == left


def test_a_venue_that_nobody_brought_is_known_by_its_name(session):
    make_event(session, slug="other")
    facts = small_year()
    venue = next(each for each in facts if each["type"] == "venue")
    there = session.scalars(select(Venue)).one()
    venue.clear()
    venue.update(type="venue", id="park", district="noerrebro", name=there.name)
    assert bring_in(session, written(facts)).known == KNOWN + 1
    assert session.scalars(select(func.count(Venue.id))).one() == 1
    assert b'"id":"park"' in b"".join(take_out(session))


def test_what_refers_to_another_year_takes_it_along_without_its_people(session):
    event = make_event(session, slug="later")
    make_registration(session, event, "Amina")
    bring_in(session, written(small_year()))
    task = add_requisition(session)
    left = [json.loads(line) for line in take_out(session)]
    assert task.public_id in {each["id"] for each in left}
    assert "later" not in {each["id"] for each in left}
    assert {each["id"] for each in left if each["type"] == "publication"} == {"title", "reprint"}


def changed(kind, **changes):
    """Change a field of the last fact of a type; a field that becomes None is left out."""

    def change(facts):
        fact = next(each for each in reversed(facts) if each["type"] == kind)
        fact.update(changes)
        for name in [name for name, value in changes.items() if value is None]:
            del fact[name]

    return change


REFUSED = [
    (changed("venue", name=None), "Object missing required field `name`"),
    (changed("venue", is_step_free="yes"), "Expected `bool | null`, got `str`"),
    (changed("venue", latitude=91), "<= 90"),
    (changed("venue", phone="12345678"), "Object contains unknown field `phone`"),
    (changed("head-count", n=-1), ">= 0"),
    (changed("head-count", n=2**31), "<= 2147483647"),
    (changed("head-count", n=10**400), "Expected `int` <= 2147483647"),
    (changed("head-count", n=1.5), "Expected `int`, got `float`"),
    (changed("head-count", slot_end="2009-09-12T11:00:00Z"), "is before `slot_start`"),
    (changed("head-count", device_at="2009-09-12T11:00:00"), "timezone"),
    (changed("head-count", device_at="0001-01-01T00:00:00+14:00"), "`device_at` is out of range"),
    (changed("scan", id="1"), "matching regex"),
    (changed("scan", direction="sideways"), "Invalid enum value 'sideways'"),
    (changed("scan", ticket=None), "`code_ended_at` goes with `ticket`"),
    (changed("event", texts={"en": {"title": "Party"}}), "`texts` has no Danish"),
    (changed("event", gates=["Nord", "Nord"]), "`gates` names one of them twice"),
    (changed("event", birth_year_from=1999), "goes with `birth_year_from`"),
    (changed("event", birth_year_from=1999, birth_year_to=1998), "is before"),
    (
        changed(
            "event",
            registration_opens_at="2009-09-01T08:00:00Z",
            registration_closes_at="2009-09-01T08:00:00Z",
        ),
        "is not after the opening",
    ),
    (changed("occasion", ends_at="2009-09-12T11:00:00Z"), "is not after `starts_at`"),
    (changed("wave", closes_at="2009-09-13T08:00:00Z"), "is not after `opens_at`"),
    (changed("question", positive=["5"]), "not offered"),
    (changed("actor", merged_at=None), "goes with `merged_into`"),
    (changed("actor", merged_into="misspelt"), "is the actor itself"),
    (
        changed(
            "actor",
            names=[
                {
                    "name": "Skolen",
                    "kind": "official",
                    "valid_from": "2002-01-01",
                    "valid_to": "2001-01-01",
                }
            ],
        ),
        "is before `valid_from`",
    ),
    (changed("task", unit="Skolen"), "one of them must be there"),
    (changed("task", given_on="2009-01-01"), "goes not with requisition"),
    (changed("task", accepted_on=None), "no day says when"),
    (changed("task", duplicate_of="requisition"), "is the task itself"),
    (changed("task", received_on="1492-10-12"), "`received_on` is out of range"),
    (changed("publication", first_published_on=None), "is missing"),
    (changed("publication", edition_of="title"), "is the title itself"),
    (changed("indicator", value="1e50"), "`value` is out of range"),
    (changed("indicator", value="NaN"), "`value` is out of range"),
    (
        changed(
            "ticket", blocks=[{"from_at": "2009-09-03T08:00:00Z", "to_at": "2009-09-02T08:00:00Z"}]
        ),
        "end before they begin",
    ),
    (changed("deliverable", type="citizen"), "Invalid value 'citizen'"),
]


@pytest.mark.parametrize(("change", "reason"), REFUSED, ids=[reason for _, reason in REFUSED])
def test_a_field_that_is_missing_ill_typed_or_out_of_range_is_refused(session, change, reason):
    facts = small_year()
    change(facts)
    [fault] = refused(session, written(facts))
    assert (fault.kind, facts[fault.line - 1] in small_year()) == (FaultKind.UNREADABLE, False)
    assert reason in fault.about[0]


def refused(session, lines):
    """Import what must not come in; nothing of it is there afterwards."""
    before = session.scalars(select(func.count(Event.id))).one()
    with pytest.raises(SeasonRefused) as error:
        bring_in(session, lines)
    assert session.scalars(select(func.count(Event.id))).one() == before
    return error.value.faults


def line_of(facts, kind, fact_id):
    """Tell in which line a fact stands."""
    return next(
        place
        for place, each in enumerate(facts, start=1)
        if (each["type"], each["id"]) == (kind, fact_id)
    )


@pytest.mark.parametrize(
    ("change", "kind", "about"),
    [
        (changed("scan", ticket="nobody"), FaultKind.REFERS_TO_NOTHING, "ticket ticket nobody"),
        (changed("task", events=["no"]), FaultKind.REFERS_TO_NOTHING, "events event no"),
        (
            changed("response", answers={"no": "3"}),
            FaultKind.REFERS_TO_NOTHING,
            "answers question no",
        ),
        (changed("response", answers={"mood-1": "5"}), FaultKind.ELSEWHERE, "answers mood-1"),
        (changed("ticket", ticket=None), FaultKind.ELSEWHERE, "ticket other-child"),
        (changed("ticket", position=1), FaultKind.TAKEN, "ticket registration position"),
        (changed("district", name="Valby"), FaultKind.OTHER_CONTENT, "district noerrebro"),
    ],
    ids=lambda value: "change" if callable(value) else str(value),
)
def test_what_does_not_go_together_is_refused(session, change, kind, about):
    facts = small_year()
    change(facts)
    assert [(each.kind, " ".join(each.about)) for each in refused(session, written(facts))] == [
        (kind, about)
    ]


def test_what_belongs_to_another_event_is_refused(session):
    facts = small_year()
    event = next(each for each in facts if each["type"] == "event")
    facts.append({**event, "id": "other"})
    facts.append({**sent_by(facts), "id": uuid(99), "event": "other"})
    assert [(each.kind, each.about) for each in refused(session, written(facts))] == [
        (FaultKind.ELSEWHERE, ("device", "phone-1"))
    ]


def sent_by(facts):
    return next(each for each in facts if each["type"] == "scan")


def test_another_versions_question_is_no_answer_of_a_wave(session):
    facts = small_year()
    facts.append({"type": "survey-version", "id": "asked-2", "survey": "asked", "no": 2})
    facts[-1]["made_at"] = "2009-09-12T12:00:00Z"
    question = next(each for each in facts if each["type"] == "question")
    facts.append({**question, "id": "mood-2", "version": "asked-2"})
    changed("response", answers={"mood-2": "3"})(facts)
    assert [each.kind for each in refused(session, written(facts))] == [FaultKind.ELSEWHERE]


def test_every_bad_line_is_told_and_what_refers_to_it_is_not(session):
    facts = small_year()
    lines = written(facts)
    bad = line_of(facts, "event", "fest")
    lines[bad - 1] = lines[bad - 1].replace(b'"workshop"', b'"banquet"')
    lines[3] = b"{broken\n"
    lines.append(b'{"type":"citizen","id":"1"}\n')
    lines.append(b"\n")
    faults = refused(session, lines)
    assert [(each.line, each.kind) for each in faults] == [
        (4, FaultKind.UNREADABLE),
        (5, FaultKind.REFERS_TO_NOTHING),
        (bad, FaultKind.UNREADABLE),
        *(
            (line_of(facts, kind, fact_id), FaultKind.REFERS_TO_NOTHING)
            for kind, fact_id in (("ticket", "child"), ("task", "requisition"))
        ),
        (len(facts) + 1, FaultKind.UNREADABLE),
        (len(facts) + 2, FaultKind.EMPTY),
    ]


def test_other_content_is_refused_and_the_same_in_other_words_is_not(session):
    bring_in(session, written(small_year()))
    facts = small_year()
    changed("event", spoken=["da", "ar"], created_at="2009-09-01T10:00:00+02:00")(facts)
    assert bring_in(session, written(facts)).new == 0
    changed("event", reentry=False)(facts)
    changed("scan", gate="Syd")(facts)
    assert [(each.kind, each.about[1]) for each in refused(session, written(facts))] == [
        (FaultKind.OTHER_CONTENT, "fest"),
        (FaultKind.OTHER_CONTENT, uuid(2)),
    ]


def test_one_of_a_kind_under_another_id_is_refused_with_its_line(session):
    bring_in(session, written(small_year()))
    facts = [{"type": "staff-years", "id": "1b", "programme_year": 2010, "code": "1.a"}]
    facts[0] |= {"title": "Bydele", "half_years": 3}
    assert refused(session, written(facts)) == [
        Fault(1, FaultKind.TAKEN, ("staff-years", "programme_year", "code"))
    ]


def test_what_only_the_database_can_refuse_is_refused_too(session):
    bring_in(session, written(small_year()))
    earlier = next(each for each in small_year() if each["type"] == "earlier-figure")
    with pytest.raises(SeasonRefused) as error:
        bring_in(session, written([{**earlier, "id": "again", "event_name": "f07"}]))
    assert error.value.faults == [Fault(0, FaultKind.TAKEN, ("earlier-figure",))]
    assert isinstance(error.value.__cause__, IntegrityError)


def test_facts_that_come_later_join_those_that_are_there(session):
    facts = small_year()
    scan = facts.pop(line_of(facts, "scan", uuid(2)) - 1)
    ticket = facts.pop(line_of(facts, "ticket", "child") - 1)
    first = [each for each in facts if each["type"] != "scan"]
    bring_in(session, written(first))
    assert session.scalars(select(func.count(TicketState.ticket_id))).one() == 0
    rest = [scan, ticket, *(each for each in facts if each["type"] == "scan")]
    assert bring_in(session, written(rest)).new == 3
    assert len(take_out(session)) == len(small_year())
    came = [each.admitted_at is not None for each in session.scalars(select(TicketState))]
    assert sorted(came) == [False, True]


def test_what_no_import_would_take_is_not_written(session):
    event = make_event(session, slug="fest")
    make_registration(session, event, "Amina")
    event.registration_opens_at = AT
    event.slug = "Fest Nr. 1"
    with pytest.raises(SeasonUnwritable) as error:
        take_out(session, AT.year)
    assert (error.value.fact_type, error.value.fact_id) == ("event", "Fest Nr. 1")


def test_what_breaks_a_rule_of_the_format_is_not_written(session):
    add_requisition(session, created_at=AT).received_on = AT.date().replace(year=1492)
    with pytest.raises(SeasonUnwritable) as error:
        take_out(session)
    assert "received_on" in error.value.reason


def test_where_people_came_from_is_told_by_the_register_alone(session):
    bring_in(session, written(small_year()))
    assert session.scalars(select(Affiliation.typed)).all() == ["", ""]


def test_rows_get_numbers_that_nobody_else_gets(session):
    kind = KINDS["venue"]
    first, second = (writing.next_numbers(session, kind, 3) for _ in range(2))
    assert len({*first}) == 3
    assert session.connection().dialect.name == "sqlite" or not {*first} & {*second}
