"""What changes notes."""

from datetime import datetime

from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.db import lock_row
from eventsys.core.principal import Principal
from eventsys.core.text import clean_text, mask_cpr
from eventsys.registration.holding import hold_known
from eventsys.registration.models import Registration
from eventsys.registration.notes.errors import NotANote
from eventsys.registration.notes.models import RegistrationNote
from eventsys.registration.notes.queries import list_notes

LONGEST_NOTE = 1000


def add_note(
    session: Session, registration: Registration, text: str, *, at: datetime, by: Principal
) -> None:
    """Note something about a registration; what looks like a CPR number is taken out.

    The same words by the same hand twice in a row are one note: a form may be sent twice. Raise
    `NotANote`, and `UnusableCharacter`.
    """
    note = mask_cpr(clean_text(text))
    if not 1 <= len(note) <= LONGEST_NOTE:
        raise NotANote(LONGEST_NOTE)
    hold_known(session, registration)
    newest = next(iter(list_notes(session, registration.id)), None)
    if newest is not None and (newest.note, newest.written_by) == (note, str(by)):
        return
    added = RegistrationNote(
        registration_id=registration.id, note=note, written_at=at, written_by=str(by)
    )
    session.add(added)
    session.flush()
    record(session, "note", added, {"registration": registration.reference}, at=at, by=by)


def remove_note(session: Session, note: RegistrationNote, *, at: datetime, by: Principal) -> None:
    """Take a note away; that there was one stays in the log, not what it said.

    Raise `Overtaken` where somebody else took it away at the same moment.
    """
    lock_row(session, note)
    record(session, "remove note", note, {"written_by": note.written_by}, at=at, by=by)
    session.delete(note)
    session.flush()
