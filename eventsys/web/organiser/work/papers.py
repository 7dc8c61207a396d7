"""Files that somebody asked for: how far each is, the file itself, and the button that stops it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_UP, Decimal
from typing import Any

from flask import url_for
from flask_babel import format_decimal

from eventsys.core.db import db
from eventsys.core.localtime import COPENHAGEN
from eventsys.core.text import Language
from eventsys.events.queries import EventName, names_by_id
from eventsys.exchange.work.queries import WorkRow, list_work
from eventsys.exchange.work.rules import UNFINISHED, WorkKind, WorkState, gone_at
from eventsys.people.queries import name_principals
from eventsys.web.common.dates import say_moment
from eventsys.web.common.guards import current_principal, my_reach
from eventsys.web.common.words import _, ngettext
from eventsys.web.organiser.frame import i_may
from eventsys.web.organiser.roles import DESK, EDITORS
from eventsys.web.organiser.work.asking import ROLES

WHOLE = 1000
MEGABYTE = 1_000_000
TENTH = Decimal("0.1")


@dataclass(frozen=True, kw_only=True)
class PaperRow:
    """A file as the page shows it; its bar is in thousandths, and none where nothing goes on.

    `file_url` is empty where there is none, or where somebody else asked for it.
    """

    event: EventName
    name: str
    progress: str
    note: str
    bar: int | None
    file_url: str
    stop_url: str
    stop_words: str


def papers_of(language: Language, *, at: datetime) -> Sequence[PaperRow]:
    """List what I asked for; those who edit events see what others asked for too."""
    session, me, reach = db.session(), str(current_principal()), my_reach(*DESK)
    found = list_work(session, by=None if i_may(*EDITORS) else me, at=at)
    rows = [each for each in found if reach.holds(each.event_id)]
    events = names_by_id(session, {each.event_id for each in rows}, language)
    askers = name_principals(session, {each.created_by for each in rows} - {me})
    return [row_of(each, events[each.event_id], askers, language) for each in rows]


def row_of(
    row: WorkRow, event: EventName, askers: Mapping[str, str], language: Language
) -> PaperRow:
    """Put one of them into words."""
    is_mine = row.created_by == str(current_principal())
    is_given = is_mine and row.state is WorkState.DONE and i_may(*ROLES[row.kind])
    address: dict[str, Any] = {"slug": event.slug, "work_id": row.id}
    is_going_on = row.state in UNFINISHED
    return PaperRow(
        event=event,
        name=kind_words(row),
        progress=progress_words(row),
        note=note_words(row, askers.get(row.created_by, ""), language),
        bar=row.done * WHOLE // row.total if is_going_on else None,
        file_url=url_for("organiser.work.file", **address) if is_given else "",
        stop_url=url_for("organiser.work.stop", **address),
        stop_words=stop_words(row),
    )


def kind_words(row: WorkRow) -> str:
    """Say what is printed, and for how many."""
    match row.kind:
        case WorkKind.TICKETS:
            return ngettext("%(num)d ticket", "%(num)d tickets", row.total)
        case WorkKind.BADGES:
            return ngettext("%(num)d name badge", "%(num)d name badges", row.total)
        case WorkKind.CERTIFICATES:
            return ngettext("%(num)d certificate", "%(num)d certificates", row.total)


def progress_words(row: WorkRow) -> str:
    """Say how far it is."""
    match row.state:
        case WorkState.WAITING:
            return _("Waits for its turn")
        case WorkState.WORKING if row.done < row.total:
            return _("%(done)s of %(all)s drawn", done=row.done, all=row.total)
        case WorkState.WORKING:
            return _("All are drawn, and the file is being put together")
        case WorkState.FAILED:
            return _("It could not be made. Ask for it once more.")
        case _:
            megabytes = (Decimal(row.size) / MEGABYTE).quantize(TENTH, ROUND_UP)
            return _("Ready, %(megabytes)s MB", megabytes=format_decimal(megabytes))


def note_words(row: WorkRow, asker: str, language: Language) -> str:
    """Say until when a file is there, and who asked for it where that was somebody else."""
    said = []
    if row.state is WorkState.DONE and row.ended_at is not None:
        until = say_moment(gone_at(row.ended_at), COPENHAGEN, language)
        said.append(_("Is deleted %(moment)s.", moment=until))
    if asker:
        said.append(_("Asked for by %(who)s, who alone can fetch it.", who=asker))
    return " ".join(said)


def stop_words(row: WorkRow) -> str:
    """Name the button."""
    match row.state:
        case WorkState.DONE:
            return _("Delete the file")
        case WorkState.FAILED:
            return _("Remove from the list")
        case _:
            return _("Stop it")
