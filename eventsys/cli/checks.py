"""What the doctor tries, part by part."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from smtplib import SMTPException

from eventsys.checkin.arrivals.queries import count_mended, find_last_proof
from eventsys.cli.schema import is_up_to_date
from eventsys.core.audit_anchor import FILE_NAME as ANCHOR, read_anchor
from eventsys.core.audit_chain import examine, holds
from eventsys.core.db import Session, begin_writing
from eventsys.core.hold import find_hold
from eventsys.core.localtime import to_local
from eventsys.core.settings import Settings
from eventsys.core.text import Language
from eventsys.documents.errors import PressFailed
from eventsys.documents.tickets import TicketFace, TicketLabels, TicketSheet, print_tickets
from eventsys.exchange.webhooks.queries import count_dead
from eventsys.messages.post import SmtpPost, kind_of
from eventsys.messages.queries import count_given_up, is_outbox_late, is_worker_alive
from eventsys.people.queries import has_demonstration_account
from eventsys.web.common.health import LEAST_FREE_BYTES
from eventsys.web.common.languages import TRANSLATIONS

GIBIBYTE = 1024**3
NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
NOON_IN_COPENHAGEN = 14
LOOPBACK = ("http://127.0.0.1", "http://localhost", "http://[::1]")


class Level(StrEnum):
    """How well a part is."""

    OK = "OK"
    WARN = "WARN"
    FAIL = "FAIL"


@dataclass(frozen=True)
class Finding:
    """How well a part is, and in which way."""

    level: Level
    part: str
    text: str

    def of(self, part: str) -> "Finding":
        """Say which part it is about."""
        return replace(self, part=part)


@dataclass(frozen=True)
class Patient:
    """What is examined, and when."""

    settings: Settings
    session: Session
    at: datetime


Check = Callable[[Patient], Finding]


def well(text: str) -> Finding:
    """Find that a part is well."""
    return Finding(Level.OK, "", text)


def doubtful(text: str) -> Finding:
    """Find that a part works, and should be looked at."""
    return Finding(Level.WARN, "", text)


def bad(text: str) -> Finding:
    """Find that a part does not work."""
    return Finding(Level.FAIL, "", text)


def failing(error: Exception) -> Finding:
    """Find that a part could not even be tried."""
    return bad(f"{type(error).__name__}: {str(error).strip().partition(chr(10))[0]}")


def check_address(patient: Patient) -> Finding:
    """Look at the address under which people reach us."""
    address = patient.settings.base_url
    if patient.settings.is_https or address.startswith(LOOPBACK):
        return well(address)
    return doubtful(f"{address}: phones give the camera to pages over https alone")


def check_database(_: Patient) -> Finding:
    """Look whether the database's tables are the right ones and can be written."""
    if not is_up_to_date():
        return bad("the tables are not up to date: run 'eventsys db upgrade'")
    session = begin_writing()
    backend = session.get_bind().dialect.name
    session.rollback()
    return well(f"{backend}, tables up to date, can be written")


def check_audit(patient: Patient) -> Finding:
    """Look whether the chain of the audit log is whole."""
    chain = examine(patient.session)
    if chain.lost_key is not None:
        text = f"the key {chain.lost_key} of link {chain.broken} is missing"
        return bad(f"{text}: put it back into EVENTSYS_AUDIT_KEYS")
    if chain.broken is not None:
        return bad(f"link {chain.broken} does not fit")
    anchor = read_anchor(patient.settings.instance)
    if not holds(patient.session, anchor):
        text = f"link {anchor.number} is not what {ANCHOR} says"
        text = f"{text}: rows were taken out, or an older database was put back"
        return bad(f"{text}; if it was you who put a backup back, run 'eventsys db restored'")
    return well(f"the chain is whole: {chain.tip.number} links")


def check_disk(patient: Patient) -> Finding:
    """Look whether the disk has room."""
    free = shutil.disk_usage(patient.settings.instance).free
    text = f"{free / GIBIBYTE:.1f} GiB free"
    if free < LEAST_FREE_BYTES:
        return bad(text)
    return well(text) if free >= 2 * GIBIBYTE else doubtful(text)


def check_translations(_: Patient) -> Finding:
    """Look whether every language's texts are compiled."""
    folders = {language.value: TRANSLATIONS / language / "LC_MESSAGES" for language in Language}
    missing = [name for name, folder in folders.items() if not (folder / "messages.mo").exists()]
    return bad(f"not compiled: {', '.join(missing)}") if missing else well(", ".join(folders))


def check_typesetter(patient: Patient) -> Finding:
    """Print a ticket."""
    try:
        pdf = print_tickets(sample_sheet(patient.at))
    except PressFailed as error:
        return bad(f"no PDF can be made: {error}")
    return well(f"a ticket of {len(pdf) / 1024:.0f} kB was printed")


def check_mail(patient: Patient) -> Finding:
    """Look whether mail can leave."""
    url = patient.settings.smtp_url
    if url is None:
        return well(f"files in {patient.settings.instance / 'outbox'} (EVENTSYS_SMTP_URL is unset)")
    try:
        with SmtpPost(url).connect():
            return well("the mail server answers")
    except (OSError, SMTPException) as error:
        return bad(f"the mail server does not answer: {kind_of(error)}")


def check_worker(patient: Patient) -> Finding:
    """Look whether the worker gave a sign of life."""
    if is_worker_alive(patient.session, at=patient.at):
        return well("at work")
    return doubtful("no sign of life: is 'eventsys serve' (or 'eventsys worker') running?")


def check_outbox(patient: Patient) -> Finding:
    """Look whether something waits in the outbox for too long, or nothing leaves at all."""
    hold = find_hold(patient.session)
    if hold is not None:
        text = f"nothing leaves since {to_local(hold.held_at):%Y-%m-%d %H:%M}: sending was stopped"
        return doubtful(f"{text}; the office's page 'Messages' of any event lets it go on")
    if is_outbox_late(patient.session, at=patient.at):
        return bad("something waits for more than ten minutes")
    lost = count_given_up(patient.session)
    if lost:
        return doubtful(f"messages that could not be sent: {lost}; call those people")
    return well("nothing waits for long")


def check_webhooks(patient: Patient) -> Finding:
    """Look whether other programs take the news that they asked for."""
    dead = count_dead(patient.session, at=patient.at)
    if dead:
        return doubtful(f"receivers that take nothing or are switched off: {dead}; see the office")
    return well("no receiver is away for long")


def check_arrivals(patient: Patient) -> Finding:
    """Look whether the sums of arrivals were what the facts come to, when last compared."""
    proof = find_last_proof(patient.session)
    if proof is None:
        return well("not compared with the facts yet: that is done each night")
    if proof.wrong:
        return bad(f"{proof.day}: wrong by {proof.wrong}, set right; please report this")
    if proof.ended_at is None or patient.at - proof.ended_at > timedelta(days=2):
        return doubtful(f"last compared with the facts on {proof.day}, to the end or not")
    lately = count_mended(patient.session, since=patient.at - timedelta(days=7))
    if lately:
        return doubtful(f"were wrong by {lately} in the last days, set right; please report this")
    return well(f"{proof.day}: as the facts of {proof.occasions} occasions")


def check_accounts(patient: Patient) -> Finding:
    """Look whether the demonstration's account is where the world could use it."""
    if not has_demonstration_account(patient.session):
        return well("everybody needs a second factor")
    text = "the demonstration's account needs no second factor"
    return bad(text) if patient.settings.is_https else doubtful(f"{text}: for trying things only")


def check_time(patient: Patient) -> Finding:
    """Look whether the zone's rules are there and the clock can be right."""
    if to_local(NOON).hour != NOON_IN_COPENHAGEN:
        return bad("the rules of Europe/Copenhagen are wrong")
    if patient.at < NOON:
        return bad(f"the clock says {patient.at:%Y-%m-%d}")
    return well(f"{to_local(patient.at):%Y-%m-%d %H:%M} in Copenhagen")


def sample_sheet(at: datetime) -> TicketSheet:
    """Write a ticket to try the typesetter with, in two scripts."""
    return TicketSheet(
        title="Prøve – اختبار",
        sender="eventsys doctor",
        language="da",
        labels=TicketLabels(when="Tid", place="Sted", name="Navn", short_code="Kode", hint=""),
        made_at=at,
        tickets=[
            TicketFace(
                ordinal="1",
                name=None,
                when=("I dag", ""),
                place=("Her", ""),
                short_code="22222222",
                address="HTTP://127.0.0.1/T/000000000000000000000000",
                picture="QR",
            )
        ],
    )


CHECKS: dict[str, Check] = {
    "address": check_address,
    "time": check_time,
    "disk": check_disk,
    "database": check_database,
    "audit log": check_audit,
    "accounts": check_accounts,
    "worker": check_worker,
    "outbox": check_outbox,
    "webhooks": check_webhooks,
    "arrivals": check_arrivals,
    "mail": check_mail,
    "translations": check_translations,
    "typesetter": check_typesetter,
}
