"""Changing one's own answers to an event's questions, while that is possible."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import FormField

from eventsys.core.db import Session, db, write
from eventsys.core.principal import VISITOR
from eventsys.registration.queries import find_registration_by_token
from eventsys.registration.questions.answers.operations import AnswersRequest, amend_answers
from eventsys.registration.questions.errors import AnswersFixed, WrongAnswers
from eventsys.registration.questions.rules import AskedOf
from eventsys.registration.tickets.queries import list_held_tickets
from eventsys.web.common.forms import Problem, PublicForm, problems_of
from eventsys.web.common.guards import open_to_all
from eventsys.web.common.languages import current_language
from eventsys.web.common.limits import failed_look_ups
from eventsys.web.common.questions.form import AnswersForm, AskedField
from eventsys.web.common.words import _
from eventsys.web.public.answer_sheets import Sheets, by_code, can_change, sheets_for
from eventsys.web.public.blueprint import blueprint
from eventsys.web.public.event_page import page_of
from eventsys.web.public.programme import event_of
from eventsys.web.public.registration_form import about_person


@dataclass(frozen=True, kw_only=True)
class PersonAsked:
    """A person in the form, and what is asked about them."""

    heading: str
    fields: Sequence[AskedField]


class OwnAnswersForm(PublicForm):
    """New answers, for all of a registration and for each person who still comes."""

    answers = FormField(AnswersForm)

    def ask(self, sheets: Sheets) -> None:
        """Put in the questions and what was answered before."""
        codes = {question.id: question.code for question in sheets.posed.questions}
        whole, known = self.answers.form, sheets.given
        of_all = by_code(known.of_registrations.get(sheets.found.id, {}), codes)
        whole.ask(sheets.posed, AskedOf.REGISTRATION, of_all)
        self.people: dict[int, AnswersForm] = {}
        for ticket in sheets.coming:
            sheet = AnswersForm(whole.given, prefix=f"people-{ticket.position}-")
            own = by_code(known.of_participants.get(ticket.participant_id, {}), codes)
            sheet.ask(sheets.posed, AskedOf.PARTICIPANT, own)
            self.people[ticket.position] = sheet

    def is_right(self) -> bool:
        """Tell whether the form can be taken as it was sent."""
        sheets = [sheet.validate() for sheet in self.people.values()]
        return self.validate() and all(sheets)

    def sheets(self) -> list[AnswersForm]:
        """Give the answers of all: those of the registration, then of each person."""
        return [self.answers.form, *self.people.values()]

    def lay(self, refusal: WrongAnswers) -> None:
        """Say at each answer what is wrong."""
        whole, *people = self.sheets()
        whole.lay(each for each in refusal.wrong if each.position is None)
        for position, sheet in enumerate(people):
            sheet.lay(each for each in refusal.wrong if each.position == position)

    def problems(self) -> list[Problem]:
        """List what is wrong, each with the person it is about."""
        names = {f"people-{position}": position for position in self.people}
        found = [problem for sheet in self.people.values() for problem in problems_of(sheet)]
        return [*problems_of(self), *(about_person(problem, names) for problem in found)]

    def to_request(self) -> AnswersRequest:
        """Give the answers as the domain takes them."""
        return AnswersRequest(
            answers=self.answers.form.to_answers(),
            participants={place: sheet.to_answers() for place, sheet in self.people.items()},
        )


@blueprint.route("/<language:lang>/registrations/<token>/answers", methods=["GET", "POST"])
@open_to_all
@failed_look_ups
def answers(token: str) -> ResponseReturnValue:
    """Change what was answered; the tickets stay as they are."""
    sheets = sheets_or_404(token)
    form = OwnAnswersForm(f"answers {sheets.found.public_id}")
    form.ask(sheets)
    if form.is_submitted() and not form.is_right():
        return show(sheets, token, form, 400 if form.is_too_old else 422)
    if not can_change(sheets):
        return redirect(url_for("public.registration", token=token, _anchor="answers"))
    if not form.is_submitted():
        return show(sheets, token, form, 200)
    try:
        write(lambda session: amend(session, token, form.to_request(), sheets.at))
    except WrongAnswers as refusal:
        form.lay(refusal)
        return show(sheets, token, form, 409)
    except AnswersFixed:
        abort(409)
    masked = 1 if any(sheet.is_masked for sheet in form.sheets()) else None
    url = url_for("public.registration", token=token, masked=masked)
    return redirect(url, 303)


def sheets_or_404(token: str) -> Sheets:
    """Gather what was answered in the registration that a link opens."""
    session = db.session()
    found = find_registration_by_token(session, token) or abort(404)
    return sheets_for(found, event_of(found.event_id), list_held_tickets(session, found))


def show(sheets: Sheets, token: str, form: OwnAnswersForm, status: int) -> ResponseReturnValue:
    """Show the form with the answers and what is wrong with them."""
    return render_template(
        "public/answers.html",
        event=page_of(sheets.event, current_language(), sheets.at),
        form=form,
        people=people_of(sheets, form),
        problems=form.problems(),
        has_dependents=any(sheet.has_dependents for sheet in form.sheets()),
        own_url=url_for("public.registration", token=token),
    ), status


def people_of(sheets: Sheets, form: OwnAnswersForm) -> list[PersonAsked]:
    """Name the people who are asked."""
    return [
        PersonAsked(
            heading=each.name or _("Person %(number)s", number=each.position),
            fields=form.people[each.position].shown.fields,
        )
        for each in sheets.coming
    ]


def amend(session: Session, token: str, request: AnswersRequest, at: datetime) -> None:
    """Change the answers of the registration that a link opens."""
    found = find_registration_by_token(session, token) or abort(404)
    amend_answers(session, found, request, at=at, by=VISITOR)
