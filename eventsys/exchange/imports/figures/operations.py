"""What saves a list of earlier figures and takes it back."""

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from sqlalchemy.orm import Session

from eventsys.attendance.earlier.operations import add_figure, remove_figures
from eventsys.attendance.earlier.queries import known_figures
from eventsys.core.localtime import local_day
from eventsys.core.principal import Principal
from eventsys.exchange.imports.errors import FigureRefused
from eventsys.exchange.imports.figures.rules import (
    HEADINGS,
    FigureColumn,
    ListedFigure,
    judge_figures,
)
from eventsys.exchange.imports.models import ImportRun
from eventsys.exchange.imports.operations import (
    Made,
    SaveRequest,
    claim_draft,
    claim_saved,
    close_saved,
    close_undone,
    keep_draft,
    rows_to_save,
)
from eventsys.exchange.imports.queries import rows_of
from eventsys.exchange.imports.rules import ImportFile, ImportKind


def judge_figure_draft(session: Session, run: ImportRun, *, at: datetime) -> list[ListedFigure]:
    """Say what each row of a draft comes to, as things stand now."""
    return judge_figures(rows_of(run), run.columns, known_figures(session), local_day(at).year)


def save_figures(
    session: Session, run: ImportRun, request: SaveRequest, *, at: datetime, by: Principal
) -> ImportRun:
    """Write the figures of a draft down, all or none.

    Raise `NoLongerDraft`, `RowsHaveFaults`, `NothingToSave`, and `FigureKnown` where somebody
    else saves the same at this moment.
    """
    claim_draft(session, run, at=at)
    listed = rows_to_save(judge_figure_draft(session, run, at=at), only_good=request.only_good)
    ids = [add_figure(session, each.request, at=at, by=by).id for each in listed]
    return close_saved(session, run, Made(ids=ids, rows=len(ids)), at=at, by=by)


def save_figure(
    session: Session, told: Mapping[FigureColumn, str], *, at: datetime, by: Principal
) -> ImportRun:
    """Write one figure down, as a list of one row that is taken back like any other.

    Raise `FigureRefused` where the row has a fault or is there already, and `FigureKnown`.
    """
    cells = [told[column] for column in FigureColumn]
    name = f"{told[FigureColumn.EVENT]} {told[FigureColumn.YEAR]}"
    file = ImportFile(
        name=name,
        digest=sha256(json.dumps(cells).encode()).hexdigest(),
        heads=[HEADINGS[column][0] for column in FigureColumn],
        rows=[(1, cells)],
    )
    run = keep_draft(session, ImportKind.FIGURES, None, file, at=at, by=by)
    [figure] = judge_figure_draft(session, run, at=at)
    outcome = figure.outcome
    if not outcome.is_ready:
        raise FigureRefused(outcome.fault, outcome.column, outcome.other)
    return save_figures(session, run, SaveRequest(), at=at, by=by)


def undo_figures(session: Session, run: ImportRun, *, at: datetime, by: Principal) -> None:
    """Take the figures of a list back; raise `CannotBeUndone` after three days."""
    remove_figures(session, claim_saved(session, run, at=at))
    close_undone(session, run, at=at, by=by)
