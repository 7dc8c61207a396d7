"""Who has completed a course, the rule for it, and certificates for all who did."""

from functools import partial
from uuid import uuid4

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.attendance.certificates.operations import issue_all as give_to_all
from eventsys.attendance.certificates.queries import list_holder_ids, list_printed
from eventsys.attendance.completion.errors import RuleOutOfRange, RuleReasonMissing
from eventsys.attendance.completion.operations import set_rule as set_completion_rule
from eventsys.attendance.completion.rules import Progress, has_begun
from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.documents.certificates import print_certificates
from eventsys.events.queries import get_event
from eventsys.exchange.work.rules import is_long
from eventsys.people.queries import name_principals
from eventsys.web.common.certificate_papers import certificate_batch
from eventsys.web.common.forms import problems_of
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.papers import pdf_answer
from eventsys.web.common.words import _, ngettext
from eventsys.web.organiser.completion.form import RuleForm
from eventsys.web.organiser.completion.found import Found, find
from eventsys.web.organiser.completion.rows import CourseCounts, counts_of, people_of, row_of
from eventsys.web.organiser.completion.words import (
    lines_of_rules,
    now_words,
    progress_words,
    rule_words,
)
from eventsys.web.organiser.frame import frame_of, i_may
from eventsys.web.organiser.paging import page_of
from eventsys.web.organiser.roles import DESK, EDITORS
from eventsys.web.organiser.tabs import Tab

blueprint = Blueprint("completion", __name__)
HERE = "organiser.completion.index"


@blueprint.get("/<slug>/completion")
@allowed_for(*DESK)
def index(slug: str) -> ResponseReturnValue:
    """Show who has completed a course, and what others lack."""
    return show(find(slug, at=clock.now()), RuleForm())


@blueprint.post("/<slug>/completion")
@allowed_for(*EDITORS)
def set_rule(slug: str) -> ResponseReturnValue:
    """Set the rule."""
    found, form = find(slug, at=clock.now()), RuleForm()
    if form.validate_on_submit():
        try:
            with transaction() as session:
                event, at, by = get_event(session, slug), clock.now(), current_principal()
                set_completion_rule(session, event, form.to_request(), at=at, by=by)
        except (RuleOutOfRange, RuleReasonMissing) as refusal:
            form.lay(refusal)
        else:
            flash(_("The rule is set."), "ok")
            return redirect(url_for(HERE, slug=slug))
    return show(found, form), 422


@blueprint.post("/<slug>/completion/issue")
@allowed_for(*EDITORS)
def issue_all(slug: str) -> ResponseReturnValue:
    """Give everybody a certificate who completed the course and has none."""
    find(slug, at=clock.now())
    with transaction() as session:
        event, at, by = get_event(session, slug), clock.now(), current_principal()
        number = give_to_all(session, event, at=at, by=by)
    words = ngettext("%(num)d certificate is issued.", "%(num)d certificates are issued.", number)
    flash(words, "ok")
    return redirect(url_for(HERE, slug=slug))


@blueprint.get("/<slug>/completion/certificates.pdf")
@allowed_for(*DESK)
def papers(slug: str) -> ResponseReturnValue:
    """Give all certificates of a course as one PDF."""
    found = find(slug, at=clock.now())
    if is_long(len(list_holder_ids(db.session(), found.event))):
        return redirect(url_for(HERE, slug=slug))
    printed = list_printed(db.session(), found.event) or abort(404)
    batch = certificate_batch(printed, found.view.zone, found.view.title(current_language()))
    return pdf_answer(partial(print_certificates, batch), f"{slug}-certificates")


def show(found: Found, form: RuleForm) -> str:
    """Show the page, with the form as it was typed."""
    language, slug, asked = current_language(), found.view.slug, request.args.get("state")
    progress = next((each for each in Progress if each == asked), None)
    counts, people = counts_of(found), page_of(people_of(found, progress), state=progress)
    rules = found.course.rules
    names = name_principals(db.session(), {each.made_by for each in rules})
    return render_template(
        "organiser/completion/index.html",
        frame=frame_of(found.view, HERE),
        form=form,
        problems=problems_of(form),
        rule=rule_words(found),
        now=now_words(found),
        rules=lines_of_rules(rules, found, names, language),
        has_begun=has_begun([each.starts_at for each in found.view.occasions], found.at),
        counts=counts,
        is_long=is_long(counts.certificates),
        key=str(uuid4()),
        pages=tabs_of(slug, progress, counts) if found.course.rule else [],
        page=people,
        rows=[row_of(each, found, language) for each in people.rows],
        may_edit=i_may(*EDITORS),
    )


def tabs_of(slug: str, current: Progress | None, counts: CourseCounts) -> list[Tab]:
    """List the ways to all people and to those who have come so far, with their numbers."""
    parts = [
        (None, _("Everybody"), counts.people),
        *((each, words, counts.progress[each]) for each, words in progress_words().items()),
    ]
    return [
        Tab(
            text=f"{words} ({number})",
            url=url_for(HERE, slug=slug, state=state),
            current=state is current,
        )
        for state, words, number in parts
    ]
