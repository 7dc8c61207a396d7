"""Name badges as one accessible PDF, ten on a page."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from eventsys.documents.errors import TooManyTickets
from eventsys.documents.orders import Order
from eventsys.documents.press import press
from eventsys.documents.tickets import LARGEST_SHEET

TEMPLATE = "badges.typ"


@dataclass(frozen=True, kw_only=True)
class Badge:
    """What stands on one badge; without a name there is a line to write it on, above `stand_in`."""

    name: str | None
    stand_in: str
    line: str
    short_code: str
    address: str
    picture: str


@dataclass(frozen=True, kw_only=True)
class BadgeSheet:
    """Badges that are printed together; `made_at` makes the file the same each time."""

    title: str
    sender: str
    language: str
    made_at: datetime
    badges: Sequence[Badge]


def print_badges(sheet: BadgeSheet) -> bytes:
    """Make one PDF of the badges; raise `PressFailed` or `TooManyTickets`."""
    if len(sheet.badges) > LARGEST_SHEET:
        raise TooManyTickets(asked=len(sheet.badges), largest=LARGEST_SHEET)
    order = badge_order(sheet)
    return press.make(order.template, order.job)


def badge_order(sheet: BadgeSheet) -> Order:
    """Put what is asked of the typesetter."""
    job = asdict(sheet) | {"made_at": int(sheet.made_at.timestamp())}
    return Order(template=TEMPLATE, job=job, many="badges")
