"""What is asked of tallies."""

from sqlalchemy import ColumnElement, exists, or_
from sqlalchemy.orm import aliased

from eventsys.checkin.models import Tally


def is_linked() -> ColumnElement[bool]:
    """Tell of a tally whether it goes with a scan, by its phone or by an organiser's decision."""
    return or_(Tally.linked_scan_id.is_not(None), Tally.same_as_scan_id.is_not(None))


def is_taken_back() -> ColumnElement[bool]:
    """Tell of a tally whether its own phone took it back."""
    undo = aliased(Tally)
    return exists().where(
        undo.undoes == Tally.tally_id,
        undo.device_id == Tally.device_id,
        undo.quarantined.is_(False),
    )
