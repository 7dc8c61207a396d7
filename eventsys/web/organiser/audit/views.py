"""The audit log, for administrators: narrowed down, page by page, and as a table."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from operator import itemgetter
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.audit import record
from eventsys.core.audit_search import (
    AuditFilter,
    list_doers,
    list_entries,
    list_verbs,
    read_entries,
)
from eventsys.core.db import db, transaction
from eventsys.core.localtime import to_local
from eventsys.exchange.danish_csv import Cell, csv_lines
from eventsys.people.queries import get_account, name_principals
from eventsys.web.common.guards import allowed_for, current_account, current_principal
from eventsys.web.common.office import describe_office
from eventsys.web.common.words import _
from eventsys.web.organiser.audit.details import details_of, in_one_line
from eventsys.web.organiser.audit.filtering import days_of, read_filter
from eventsys.web.organiser.audit.rows import rows_of
from eventsys.web.organiser.audit.words import doer_in_words, kind_in_words, verb_in_words
from eventsys.web.organiser.downloads import csv_answer, take_turn
from eventsys.web.organiser.paging import number_in_address
from eventsys.web.organiser.roles import ADMINISTRATORS

blueprint = Blueprint("audit", __name__)
blueprint.context_processor(describe_office("audit"))
ROWS_A_PAGE = 50


@blueprint.get("/audit")
@allowed_for(*ADMINISTRATORS)
def index() -> ResponseReturnValue:
    """Show what was done, the newest first."""
    session, asked = db.session(), read_filter(request.args)
    before = number_in_address("before")
    entries = list_entries(session, asked, before=before, limit=ROWS_A_PAGE + 1)
    shown = entries[:ROWS_A_PAGE]
    doers = list_doers(session)
    names = name_principals(session, doers)
    older = (
        url_for("organiser.audit.index", **kept(before=shown[-1].id))
        if entries[ROWS_A_PAGE:]
        else ""
    )
    return render_template(
        "organiser/audit/index.html",
        rows=rows_of(session, shown, names),
        asked=asked,
        days=days_of(request.args),
        verbs=sorted(
            ((verb, verb_in_words(verb)) for verb in list_verbs(session)), key=itemgetter(1)
        ),
        doers=[(doer, doer_in_words(doer, names)) for doer in doers],
        is_narrow=asked != AuditFilter() or before > 0,
        older=older,
        file=url_for("organiser.audit.file", **kept()),
    )


@blueprint.post("/audit/file")
@allowed_for(*ADMINISTRATORS)
def file() -> ResponseReturnValue:
    """Hand what is asked for out as a table; that is written down too."""
    asked, at, by = read_filter(request.args), clock.now(), current_principal()
    account_id = current_account().id
    take_turn()
    with transaction() as session:
        details = {name: str(value) for name, value in asdict(asked).items() if value}
        whose = get_account(session, account_id)
        record(session, "export", whose, {"what": "audit", **details}, at=at, by=by)
    head = [_("When"), _("Who"), _("What was done"), _("To what"), _("Number"), _("Details")]
    names = name_principals(db.session(), list_doers(db.session()))
    return csv_answer(csv_lines(head, table(asked, names)), "audit.csv")


def table(asked: AuditFilter, names: Mapping[str, str]) -> Iterator[list[Cell]]:
    """Write the rows of the table."""
    for entry in read_entries(db.session(), asked):
        yield [
            to_local(entry.at),
            doer_in_words(entry.principal, names),
            verb_in_words(entry.verb),
            kind_in_words(entry.object_kind),
            entry.object_id,
            in_one_line(details_of(entry.details)),
        ]


def kept(**more: object) -> dict[str, Any]:
    """Keep what the address asks for."""
    known = ("who", "what", "kind", "id", "from", "to")
    return {name: request.args[name] for name in known if request.args.get(name)} | more
