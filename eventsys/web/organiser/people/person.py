"""One person with everything that is known of them, and what the team noted."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsys.attendance.own.queries import read_own_attendance
from eventsys.attendance.people.queries import list_people
from eventsys.attendance.people.rules import PeopleFilter
from eventsys.core import clock
from eventsys.core.db import Session, db, transaction
from eventsys.events.programme.rules import EventView
from eventsys.people.queries import name_principals
from eventsys.registration.needs.queries import OwnNeed, list_needs_of
from eventsys.registration.notes.operations import LONGEST_NOTE, add_note, remove_note
from eventsys.registration.notes.queries import find_note_in, list_notes
from eventsys.registration.queries import (
    ParticipantRow,
    find_participant_in,
    find_registration_in,
    get_registration,
)
from eventsys.web.common.dates import say_moment
from eventsys.web.common.forms import problems_of
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.need_words import counted_words, interpreted_name, need_name
from eventsys.web.common.words import _
from eventsys.web.organiser.frame import frame_of, i_may, view_or_404
from eventsys.web.organiser.lists.words import source_word, status_word, when_of
from eventsys.web.organiser.people.blueprint import LIST, asked_questions, blueprint
from eventsys.web.organiser.people.note_form import NoteForm
from eventsys.web.organiser.registration.rows import row_of
from eventsys.web.organiser.registration.told import told_to
from eventsys.web.organiser.roles import DESK, EDITORS, FRONT

PERSON = "/<slug>/people/<int:participant_id>"
SHOW = "organiser.people.show"


@dataclass(frozen=True, kw_only=True)
class NoteShown:
    """A note in words."""

    id: int
    text: str
    written: str
    by: str


@dataclass(frozen=True)
class Line:
    """One thing that is known, in words, and what it rests on."""

    name: str
    text: str
    about: str = ""


@blueprint.get(PERSON)
@allowed_for(*DESK)
def show(slug: str, participant_id: int) -> ResponseReturnValue:
    """Show everything about somebody that whoever asks may see."""
    return person_page(slug, participant_id, NoteForm())


def person_page(slug: str, participant_id: int, form: NoteForm) -> str:
    """Show somebody, and the form of a note with what was typed."""
    view, reader, session = view_or_404(slug), current_language(), db.session()
    found = find_participant_in(session, view.id, participant_id) or abort(404)
    together = list_people(session, view.id, PeopleFilter(registration_ids=[found.registration_id]))
    told = told_to(session, asked_questions(view), together)
    rows = [row_of(each, view, reader, told) for each in together]
    return render_template(
        "organiser/people/show.html",
        frame=frame_of(view, LIST),
        person=next((each for each in rows if each.id == found.id), None) or abort(404),
        others=[each for each in rows if each.id != found.id],
        attendance=attendance_of(session, view, participant_id, together),
        needs=needs_of(session, found.registration_id, found.position)
        if view.care.needs and i_may(*EDITORS)
        else [],
        notes=notes_of(session, view, found.registration_id),
        form=form,
        problems=problems_of(form),
        most=LONGEST_NOTE,
        may_change=i_may(*FRONT),
    )


def attendance_of(
    session: Session, view: EventView, participant_id: int, together: Sequence[ParticipantRow]
) -> list[Line]:
    """Say of each date how somebody attended it."""
    registration = get_registration(session, together[0].registration_id)
    sheet = read_own_attendance(session, registration, at=clock.now())
    lines = []
    for each in sheet.occasions:
        if not each.is_cancelled and registration.occasion_id in {None, each.id}:
            attended = sheet.attendance(participant_id, each.id)
            when = when_of(each, view, current_language())
            lines.append(Line(when, status_word(attended.status), source_word(attended.source)))
    return lines


def needs_of(session: Session, registration_id: int, position: int) -> list[Line]:
    """Say what somebody, or all of their registration, needs."""
    registration = get_registration(session, registration_id)
    told = list_needs_of(session, registration, at=clock.now())
    return [need_line(each) for each in told if each.position in {None, position}]


def need_line(need: OwnNeed) -> Line:
    """Put a need into words."""
    named = [interpreted_name(need.language, current_language())] if need.language else []
    text = ", ".join([*named, *([need.text] if need.text else [])])
    about = "" if need.position else _("All of them")
    return Line(need_name(need.kind), counted_words(need.number, text), about)


def notes_of(session: Session, view: EventView, registration_id: int) -> list[NoteShown]:
    """Put the notes about a registration into words."""
    notes = list_notes(session, registration_id)
    names = name_principals(session, {each.written_by for each in notes})
    return [
        NoteShown(
            id=each.id,
            text=each.note,
            written=say_moment(each.written_at, view.zone, current_language()),
            by=names.get(each.written_by, ""),
        )
        for each in notes
    ]


@blueprint.post(f"{PERSON}/note")
@allowed_for(*DESK)
def note(slug: str, participant_id: int) -> ResponseReturnValue:
    """Note something about somebody's registration."""
    event_id, form = view_or_404(slug).id, NoteForm()
    if not form.validate_on_submit():
        return person_page(slug, participant_id, form), 422
    with transaction() as session:
        found = find_participant_in(session, event_id, participant_id) or abort(404)
        about = find_registration_in(session, event_id, found.registration_id) or abort(404)
        add_note(session, about, form.note.text, at=clock.now(), by=current_principal())
    flash(_("The note is stored."), "ok")
    return redirect(url_for(SHOW, slug=slug, participant_id=participant_id), 303)


@blueprint.post(f"{PERSON}/notes/<int:note_id>/remove")
@allowed_for(*DESK)
def remove(slug: str, participant_id: int, note_id: int) -> ResponseReturnValue:
    """Take a note away."""
    event_id = view_or_404(slug).id
    with transaction() as session:
        found = find_note_in(session, event_id, note_id) or abort(404)
        remove_note(session, found, at=clock.now(), by=current_principal())
    flash(_("The note is removed."), "ok")
    return redirect(url_for(SHOW, slug=slug, participant_id=participant_id), 303)
