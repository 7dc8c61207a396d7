"""How the installation is: each part with what is well or not, and what to do."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from eventsys.checkin.arrivals.queries import find_last_proof
from eventsys.core.audit_anchor import read_anchor
from eventsys.core.audit_chain import find_tip, holds
from eventsys.core.db import Session
from eventsys.core.settings import Settings
from eventsys.messages.queries import count_given_up, is_outbox_late, is_worker_alive
from eventsys.people.queries import has_demonstration_account
from eventsys.web.common.health import LEAST_FREE_BYTES
from eventsys.web.common.hold_words import held_words
from eventsys.web.common.words import _, ngettext

GIGABYTE = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the installation: whether it is well, and what is to be said of it."""

    name: str
    is_well: bool
    text: str


def parts_of(session: Session, settings: Settings, at: datetime) -> Sequence[Part]:
    """Look at each part; only what takes no time is looked at here."""
    return [
        worker_part(session, at),
        outbox_part(session, at),
        disk_part(settings),
        audit_part(session, settings),
        sums_part(session),
        accounts_part(session),
        backup_part(),
    ]


def worker_part(session: Session, at: datetime) -> Part:
    """Look whether the worker is at work."""
    is_alive = is_worker_alive(session, at=at)
    text = (
        _("It is at work.") if is_alive else _("No sign of life for two minutes. Start it again.")
    )
    return Part(_("Worker"), is_alive, text)


def outbox_part(session: Session, at: datetime) -> Part:
    """Look whether messages leave."""
    held = held_words(session)
    if held:
        return Part(_("Messages"), is_well=False, text=held)
    lost = count_given_up(session)
    if is_outbox_late(session, at=at):
        text = _("Something waits for more than ten minutes. Does the mail server answer?")
        return Part(_("Messages"), is_well=False, text=text)
    if lost:
        text = ngettext(
            "%(num)d message could not be sent. Call that person.",
            "%(num)d messages could not be sent. Call those people.",
            lost,
        )
        return Part(_("Messages"), is_well=False, text=text)
    return Part(_("Messages"), is_well=True, text=_("Nothing waits for long."))


def disk_part(settings: Settings) -> Part:
    """Look whether the disk has room."""
    free = shutil.disk_usage(settings.instance).free
    text = _("%(free)s GB are free.", free=free // GIGABYTE)
    return Part(_("Disk"), free >= LEAST_FREE_BYTES, text)


def audit_part(session: Session, settings: Settings) -> Part:
    """Look whether the log still has the link that was written down outside the database."""
    if not holds(session, read_anchor(settings.instance)):
        text = _("Rows are missing. Run “eventsys doctor” and ask who was at the database.")
        return Part(_("Audit log"), is_well=False, text=text)
    number = find_tip(session).number
    text = ngettext("%(num)d row is sealed.", "%(num)d rows are sealed.", number)
    return Part(_("Audit log"), is_well=True, text=text)


def sums_part(session: Session) -> Part:
    """Look whether the sums of arrivals were right when they were last compared."""
    proof = find_last_proof(session)
    if proof is None:
        text = _("Not compared with the scans yet. That is done each night.")
        return Part(_("Sums of arrivals"), is_well=True, text=text)
    text = _("As the scans say.") if not proof.wrong else _("They were wrong and were set right.")
    return Part(_("Sums of arrivals"), not proof.wrong, text)


def accounts_part(session: Session) -> Part:
    """Look whether somebody can sign in without a second factor."""
    is_open = has_demonstration_account(session)
    text = (
        _("The demonstration’s account needs no second factor.")
        if is_open
        else _("Everybody needs a second factor.")
    )
    return Part(_("Accounts"), not is_open, text)


def backup_part() -> Part:
    """Say who makes the backup: the system itself knows of none."""
    text = _("The system makes none by itself. Ask those who run it when it was last tried.")
    return Part(_("Backup"), is_well=False, text=text)
