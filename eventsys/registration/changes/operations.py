"""What changes a registration that is there: names, contact, all places given back."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.outbox import NoticeKind, put_notice
from eventsys.core.principal import Principal
from eventsys.events.models import Event
from eventsys.events.pools.operations import lock_pool
from eventsys.events.queries import get_event_by_id
from eventsys.events.rules import AgeRule
from eventsys.registration.changes.models import SelfService
from eventsys.registration.changes.queries import is_move_allowed, list_present
from eventsys.registration.changes.requests import Amendment, PersonAmendment
from eventsys.registration.contacts.operations import kind_of
from eventsys.registration.errors import OutsideAgeRule
from eventsys.registration.holding import hold_known
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.models import Participant, Registration
from eventsys.registration.rules import Channel


def amend(
    session: Session, registration: Registration, wanted: Amendment, *, at: datetime, by: Principal
) -> None:
    """Change names, birth years and contact; tickets stay as they are.

    A new e-mail address is written to. Raise `OutsideAgeRule` for a new birth year that the event
    is not for; a position counts among those who have not left, from 0.
    """
    hold(session, registration)
    rule = get_event_by_id(session, registration.event_id).age_rule
    present = list_present(session, registration)
    check_birth_years(rule, present, wanted.people)
    changed = [*amend_contact(registration, wanted), *amend_people(present, wanted, rule)]
    if not changed:
        return
    registration.revision += 1
    session.flush()
    details = {"registration": registration.reference, "changed": changed}
    record(session, "amend", registration, details, at=at, by=by)
    is_mail = registration.contact_channel is Channel.EMAIL
    kind = kind_of(session, registration)
    if is_mail and "email" in changed and kind is not None:
        tell(session, kind, registration, at=at)


def hold(session: Session, registration: Registration) -> None:
    """Wait for other changes of the registration, and let none begin."""
    lock_pool(session, registration.event_id, registration.occasion_id)
    hold_known(session, registration)


def check_birth_years(
    rule: AgeRule | None, present: Sequence[Participant], wanted: Mapping[int, PersonAmendment]
) -> None:
    """Judge the birth years that are to change; those that stay were judged before."""
    if rule is None:
        return
    outside = [
        index
        for index, person in enumerate(present)
        if is_new_year(person, wanted) and not rule.holds(wanted[person.position].birth_year)
    ]
    if outside:
        raise OutsideAgeRule(outside, rule)


def is_new_year(person: Participant, wanted: Mapping[int, PersonAmendment]) -> bool:
    """Tell whether a birth year that counts is to change; nobody asks it of a companion."""
    new = wanted.get(person.position)
    return new is not None and not person.is_companion and new.birth_year != person.birth_year


def amend_contact(registration: Registration, wanted: Amendment) -> list[str]:
    """Write the contact down; give the names of what is new."""
    new = wanted.contact
    columns = {
        "contact name": ("contact_name", new.name),
        "channel": ("contact_channel", new.channel),
        "email": ("contact_email", new.email),
        "phone": ("contact_phone", new.phone),
    }
    changed = [
        name
        for name, (column, value) in columns.items()
        if (getattr(registration, column) or "") != (value or "")
    ]
    for name in changed:
        column, value = columns[name]
        setattr(registration, column, value)
    return changed


def amend_people(
    present: Sequence[Participant], wanted: Amendment, rule: AgeRule | None
) -> list[str]:
    """Write names and birth years down; give the names of what is new."""
    changed = []
    for person in present:
        new = wanted.people.get(person.position)
        if new is None:
            continue
        if new.name != (person.name or ""):
            person.name = new.name
            changed.append(f"name {person.position}")
        if rule is not None and is_new_year(person, wanted.people):
            person.birth_year = new.birth_year
            changed.append(f"birth year {person.position}")
    return changed


def tell(session: Session, kind: NoticeKind, registration: Registration, *, at: datetime) -> None:
    """Put a notice about a registration as it now is."""
    put_notice(session, kind, registration.id, revision=registration.revision, at=at)


def deregister_all(
    session: Session, registration: Registration, *, at: datetime, by: Principal
) -> int:
    """Give back the places of everybody who has not left; count them, 0 when repeated."""
    hold(session, registration)
    present = list_present(session, registration)
    for person in present:
        deregister(session, person, at=at, by=by)
    return len(present)


def let_people_move(
    session: Session, event: Event, *, allowed: bool, at: datetime, by: Principal
) -> None:
    """Say whether people may choose another of the event's dates by themselves."""
    if is_move_allowed(session, event.id) is allowed:
        return
    session.merge(SelfService(event_id=event.id, is_move_allowed=allowed))
    record(session, "let people move", event, {"allowed": allowed}, at=at, by=by)
