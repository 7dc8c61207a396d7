"""A questionnaire behind a link of one's own: answering it once, and asking for no more of them."""

from contextlib import suppress

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import Session, db, write
from eventsys.core.text import Language
from eventsys.evaluation.responses.errors import AlreadyAnswered
from eventsys.evaluation.responses.operations import Seen, answer_by_link
from eventsys.evaluation.surveys.queries import get_questionnaire
from eventsys.evaluation.waves.errors import WaveIsNotOpen
from eventsys.evaluation.waves.invites.operations import allow_more, refuse_more
from eventsys.evaluation.waves.invites.queries import (
    Invitation,
    Invited,
    find_invitation,
    find_invited,
    find_next_invite,
    has_refused,
    language_of,
    survey_token_of,
)
from eventsys.web.common.caching import kept_at
from eventsys.web.common.forms import PublicForm, problems_of
from eventsys.web.common.guards import open_to_all
from eventsys.web.common.languages import current_language
from eventsys.web.common.limits import failed_look_ups
from eventsys.web.common.surveys.form import AskedSheet
from eventsys.web.public.blueprint import blueprint
from eventsys.web.public.surveys.form import SurveyForm, nothing_there
from eventsys.web.public.surveys.pages import Standing, standing_of, survey_page

LINK = "/<language:lang>/surveys/<token>"


@blueprint.get("/s/<token>")
@open_to_all
@failed_look_ups
def short_survey(token: str) -> ResponseReturnValue:
    """Lead from a text message's link to the questionnaire, in its reader's language."""
    invite = invited_or_404(db.session(), token).invite
    return redirect(url_for("public.survey", lang=language_of(db.session(), invite), token=token))


@blueprint.route(LINK, methods=["GET", "POST"])
@open_to_all
@failed_look_ups
def survey(token: str) -> ResponseReturnValue:
    """Ask somebody who came what they think, and take the answer once."""
    found = find_invitation(db.session(), token) or nothing_there(f"survey {token}")
    standing = standing_of(found.window, clock.now(), is_answered=found.is_answered)
    if standing is not Standing.OPEN:
        is_late = request.method == "POST" and standing is not Standing.ANSWERED
        return show(token, standing), 409 if is_late else 200
    asked = asked_by(found, current_language())
    form = SurveyForm(f"survey {token}", asked)
    if not form.validate_on_submit():
        return show(token, standing, form), form.status
    sheet, seen = form.to_request(), Seen(invitation=found, questions=asked.by_id)
    with suppress(AlreadyAnswered, WaveIsNotOpen):  # the page says how it stands
        write(lambda session: answer_by_link(session, token, sheet, at=clock.now(), seen=seen))
    return redirect(url_for("public.survey", token=token), 303)


def asked_by(found: Invitation, language: Language) -> AskedSheet:
    """Lay out what an invitation asks; made once for each change of the questionnaire."""

    def make() -> AskedSheet:
        return AskedSheet(get_questionnaire(db.session(), found.version_id), language)

    return kept_at(found.revision, make, "survey", found.version_id, language)


def show(token: str, standing: Standing, form: SurveyForm | None = None) -> str:
    """Show the questionnaire, or how it stands."""
    session, found = db.session(), invited_or_404(db.session(), token)
    other = find_next_invite(session, found.invite) if standing is Standing.ANSWERED else None
    return render_template(
        "public/survey.html",
        page=survey_page(found.wave, standing, current_language()),
        form=form,
        problems=problems_of(form) if form else [],
        next_url=url_for("public.survey", token=survey_token_of(other)) if other else "",
        refuse_url=url_for("public.refuse_survey", token=token),
    )


@blueprint.route(f"{LINK}/refuse", methods=["GET", "POST"])
@open_to_all
@failed_look_ups
def refuse_survey(token: str) -> ResponseReturnValue:
    """Let somebody do without further questionnaires, or have them again."""
    subject = f"refuse survey {token}"
    found, form = find_invited(db.session(), token) or nothing_there(subject), PublicForm(subject)
    if form.validate_on_submit():
        wants_again = "again" in request.form
        write(lambda session: change(session, token, wants_again=wants_again))
        return redirect(url_for("public.refuse_survey", token=token), 303)
    page = render_template(
        "public/refuse_survey.html",
        form=form,
        problems=problems_of(form),
        has_refused=has_refused(db.session(), found.invite),
        survey_url=url_for("public.survey", token=token),
    )
    return page, 400 if form.is_submitted() else 200


def change(session: Session, token: str, *, wants_again: bool) -> None:
    """Store what was chosen."""
    invite = invited_or_404(session, token).invite
    if wants_again:
        allow_more(session, invite)
    else:
        refuse_more(session, invite, at=clock.now())


def invited_or_404(session: Session, token: str) -> Invited:
    """Find what a link invites to, or answer that there is nothing."""
    return find_invited(session, token) or abort(404)
