"""That all sending was stopped, in words; wherever somebody would wait for what does not come."""

from eventsys.core.db import Session
from eventsys.core.hold import find_hold
from eventsys.core.localtime import COPENHAGEN
from eventsys.web.common.dates import say_moment
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _


def held_words(session: Session) -> str:
    """Say since when nothing is sent, and where that ends; empty where all is sent."""
    hold = find_hold(session)
    if hold is None:
        return ""
    moment = say_moment(hold.held_at, COPENHAGEN, current_language())
    return _(
        "Nothing is sent since %(moment)s: all sending was stopped. "
        "Each event’s page “Messages” lets it go on.",
        moment=moment,
    )
