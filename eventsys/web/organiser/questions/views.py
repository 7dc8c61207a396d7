"""What an event asks: listed, asked, changed, moved, retired, and seen as citizens see it."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import Session, db, transaction
from eventsys.core.errors import DomainError
from eventsys.events.models import Event
from eventsys.events.operations import hold
from eventsys.events.queries import get_event
from eventsys.registration.questions.answers.queries import count_all_answers, count_answers
from eventsys.registration.questions.models import Question
from eventsys.registration.questions.operations import (
    add_question,
    amend_question,
    move_question,
    retire_question,
)
from eventsys.registration.questions.queries import find_question, list_questions
from eventsys.registration.questions.rules import AskedOf, QuestionView
from eventsys.registration.questions.wordings.queries import standings_of
from eventsys.web.common.forms import problems_of
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.questions.form import AnswersForm, Posed
from eventsys.web.common.words import _
from eventsys.web.organiser.frame import event_or_404, frame_of, i_may, view_or_404
from eventsys.web.organiser.meanwhile import (
    CONFLICT,
    ChangedMeanwhile,
    check_unchanged,
    seal,
    show_both,
    was_shown,
)
from eventsys.web.organiser.questions.form import QuestionForm
from eventsys.web.organiser.questions.plans import NEW, conditions_of, plan_from, values_from
from eventsys.web.organiser.questions.refusals import REFUSALS, lay_on, words_of
from eventsys.web.organiser.questions.rows import Counts, rows_of
from eventsys.web.organiser.questions.texts_part import tell_standings
from eventsys.web.organiser.roles import DESK, EDITORS

blueprint = Blueprint("questions", __name__)
HERE = "organiser.questions.index"
QUESTION = "<int:question_id>"


@blueprint.get("/<slug>/questions")
@allowed_for(*DESK)
def index(slug: str) -> ResponseReturnValue:
    """List what the event asks, and what was answered in numbers."""
    view, session = view_or_404(slug), db.session()
    questions = list_questions(session, view.id)
    counts = Counts(
        answers=count_all_answers(session, view.id), totals=count_answers(session, view.id)
    )
    return render_template(
        "organiser/questions/index.html",
        frame=frame_of(view, HERE),
        questions=rows_of(questions, view, counts, current_language()),
        may_edit=i_may(*EDITORS),
    )


@blueprint.route("/<slug>/questions/new", methods=["GET", "POST"])
@allowed_for(*EDITORS)
def new(slug: str) -> ResponseReturnValue:
    """Ask one more question."""
    event = event_or_404(slug)
    form = QuestionForm(data=NEW)

    def operation(session: Session) -> None:
        at, by = clock.now(), current_principal()
        add_question(session, get_event(session, slug), plan_from(form), at=at, by=by)

    return answered(slug, event, form, operation, None)


@blueprint.route(f"/<slug>/questions/{QUESTION}/edit", methods=["GET", "POST"])
@allowed_for(*EDITORS)
def edit(slug: str, question_id: int) -> ResponseReturnValue:
    """Change a question."""
    event = event_or_404(slug)
    if was_shown() and find_asked(event, question_id) is None:
        return as_a_new_one(slug, event)
    known = question_or_404(event, question_id)
    standings = standings_of(db.session(), known.id)
    form = QuestionForm(data=values_from(known, standings))
    if not form.is_submitted():
        seal(form)
    form.wanted = request.args.get("language", "")
    tell_standings(form.texts(), known, standings, form.wanted)

    def operation(session: Session) -> None:
        question = row_or_404(session, slug, question_id)
        check_unchanged(form, stored_form(session, slug, question_id))
        plan = plan_from(form)
        amend_question(session, question, plan, at=clock.now(), by=current_principal())

    try:
        return answered(slug, event, form, operation, known)
    except ChangedMeanwhile as change:
        return both_versions(slug, form, change.stored, known)


def both_versions(
    slug: str, form: QuestionForm, stored: QuestionForm, known: QuestionView
) -> ResponseReturnValue:
    """Show what was typed beside what somebody else has saved, and the form with both."""
    event, session = event_or_404(slug), db.session()

    def prepare(again: QuestionForm) -> None:
        offer(again, event, known)
        tell_standings(again.texts(), known, standings_of(session, known.id), form.wanted)

    return show_both(
        "organiser/questions/edit.html",
        form,
        stored,
        prepare,
        frame=frame_of(view_or_404(slug), HERE),
        answers=answers_of(event.id, known),
    )


def as_a_new_one(slug: str, event: Event) -> ResponseReturnValue:
    """Show what was typed for a question that somebody has removed meanwhile, as a new question."""
    form = QuestionForm()
    offer(form, event, None)
    flash(
        _("Somebody has removed this question. What you typed is here: you can save it as new."),
        "error",
    )
    form_url = url_for("organiser.questions.new", slug=slug)
    return page_of(slug, form, None, form_url=form_url), CONFLICT


def stored_form(session: Session, slug: str, question_id: int) -> QuestionForm:
    """Give the form as it shows what is stored now; nobody else changes that meanwhile."""
    event = get_event(session, slug)
    hold(session, event)
    questions = list_questions(session, event.id)
    known = next(each for each in questions if each.id == question_id)
    values = values_from(known, standings_of(session, question_id))
    stored = QuestionForm(formdata=None, data=values)
    stored.offer(conditions_of(questions, question_id, current_language()))
    return stored


def answered(
    slug: str,
    event: Event,
    form: QuestionForm,
    operation: Callable[[Session], None],
    known: QuestionView | None,
) -> ResponseReturnValue:
    """Show the form, or store what it says."""
    offer(form, event, known)
    status = 200
    if not form.is_reshaped() and form.is_submitted():
        status = 422
        if form.validate_on_submit():
            try:
                with transaction() as session:
                    operation(session)
            except REFUSALS as error:
                status = lay_on(form, error)
            else:
                flash(_("The question is saved."), "ok")
                return redirect(url_for(HERE, slug=slug))
    return page_of(slug, form, known), status


def offer(form: QuestionForm, event: Event, known: QuestionView | None) -> None:
    """Give a question the earlier answers that it can depend on."""
    questions = list_questions(db.session(), event.id)
    form.offer(conditions_of(questions, known.id if known else None, current_language()))


def page_of(slug: str, form: QuestionForm, known: QuestionView | None, **values: object) -> str:
    """Show the form, with what is wrong in it."""
    view = view_or_404(slug)
    return render_template(
        f"organiser/questions/{'edit' if known else 'new'}.html",
        frame=frame_of(view, HERE),
        form=form,
        problems=problems_of(form),
        answers=answers_of(view.id, known),
        **values,
    )


def answers_of(event_id: int, known: QuestionView | None) -> int:
    """Count the answers that a question has; a new one has none."""
    return count_all_answers(db.session(), event_id).get(known.id, 0) if known else 0


@blueprint.post(f"/<slug>/questions/{QUESTION}/move")
@allowed_for(*EDITORS)
def move(slug: str, question_id: int) -> ResponseReturnValue:
    """Ask a question one place earlier or later."""
    move_so = partial(move_question, places=-1 if request.form.get("to") == "up" else 1)
    return change(slug, question_id, move_so, "")


@blueprint.route(f"/<slug>/questions/{QUESTION}/retire", methods=["GET", "POST"])
@allowed_for(*EDITORS)
def retire(slug: str, question_id: int) -> ResponseReturnValue:
    """Ask whether a question is to be asked no more, and see to it."""
    event = event_or_404(slug)
    known = question_or_404(event, question_id)
    if request.method == "POST":
        return change(slug, question_id, retire_question, _("The question is asked no more."))
    return render_template(
        "organiser/questions/retire.html",
        frame=frame_of(view_or_404(slug), HERE),
        question=known,
        label=known.worded(current_language()).label,
        answers=answers_of(event.id, known),
    )


@blueprint.get("/<slug>/questions/preview/<language:lang>")
@allowed_for(*EDITORS)
def preview(slug: str) -> ResponseReturnValue:
    """Show the questions as citizens see them, in one of the languages."""
    view = view_or_404(slug)
    questions = list_questions(db.session(), view.id)
    posed = Posed(questions=questions, language=current_language(), last_end=view.last_end)
    sheets = {asked_of: AnswersForm(prefix=f"{asked_of.value}-") for asked_of in AskedOf}
    for asked_of, sheet in sheets.items():
        sheet.ask(posed, asked_of)
    return render_template(
        "organiser/questions/preview.html",
        frame=frame_of(view, HERE),
        of_participants=sheets[AskedOf.PARTICIPANT].shown.fields,
        of_registration=sheets[AskedOf.REGISTRATION].shown.fields,
    )


def change(
    slug: str, question_id: int, operation: Callable[..., None], done: str
) -> ResponseReturnValue:
    """Change a question by an operation and say so, or why it cannot be."""
    event_or_404(slug)
    try:
        with transaction() as session:
            question = row_or_404(session, slug, question_id)
            operation(session, question, at=clock.now(), by=current_principal())
    except DomainError as error:
        flash(words_of(error), "error")
    else:
        if done:
            flash(done, "ok")
    return redirect(url_for(HERE, slug=slug))


def question_or_404(event: Event, question_id: int) -> QuestionView:
    """Give one of the event's questions that are asked."""
    return find_asked(event, question_id) or abort(404)


def find_asked(event: Event, question_id: int) -> QuestionView | None:
    """Find one of the event's questions that are asked."""
    known = list_questions(db.session(), event.id)
    found = (each for each in known if each.id == question_id and not each.is_retired)
    return next(found, None)


def row_or_404(session: Session, slug: str, question_id: int) -> Question:
    """Give the row of a question, to be changed."""
    found = find_question(session, get_event(session, slug), question_id)
    if found is None or found.retired_at is not None:
        abort(404)
    return found
