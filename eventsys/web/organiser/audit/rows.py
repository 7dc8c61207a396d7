"""Rows of the log as people read them, with ways to what they are about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from eventsys.core.audit import AuditEntry
from eventsys.core.audit_search import find_events
from eventsys.core.db import Session
from eventsys.core.localtime import local_day, to_local
from eventsys.events.queries import EventName, names_by_id
from eventsys.web.common.dates import say_date
from eventsys.web.common.languages import current_language
from eventsys.web.organiser.audit.details import Detail, details_of
from eventsys.web.organiser.audit.words import doer_in_words, kind_in_words, verb_in_words

ACCOUNT = "account"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One thing that was done."""

    when: str
    who: str
    what: str
    kind: str
    number: int
    url: str
    event: EventName | None
    others: str
    details: Sequence[Detail]


def rows_of(session: Session, entries: Sequence[AuditEntry], names: Mapping[str, str]) -> list[Row]:
    """Word some rows; two queries for all the events they are about."""
    language = current_language()
    events = find_events(session, entries)
    names_of_events = names_by_id(session, {*events.values()}, language)
    return [
        Row(
            when=f"{say_date(local_day(entry.at), language)} {to_local(entry.at):%H:%M:%S}",
            who=doer_in_words(entry.principal, names),
            what=verb_in_words(entry.verb),
            kind=kind_in_words(entry.object_kind),
            number=entry.object_id,
            url=address_of(entry),
            event=names_of_events.get(events.get((entry.object_kind, entry.object_id), 0)),
            others=url_for(
                "organiser.audit.index", kind=entry.object_kind, id=entry.object_id or None
            ),
            details=details_of(entry.details),
        )
        for entry in entries
    ]


def address_of(entry: AuditEntry) -> str:
    """Tell where an object's own page is; empty where it has none."""
    if entry.object_kind == ACCOUNT and entry.object_id:
        return url_for("organiser.accounts.show", account_id=entry.object_id)
    return ""
