"""When messages leave, what identifies them, and whom somebody must call; on plain values."""

from datetime import datetime, time, timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from eventsys.core.localtime import COPENHAGEN, from_local, to_local
from eventsys.core.notice_kinds import OF_EVENTS, NoticeKind

WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
)
LEASE = timedelta(minutes=10)
MOST_TRIES = len(WAITS) + 1

OVERTAKEN = "overtaken"
"""Why a message was given up that a newer one made needless."""
STOPPED = "stopped"
"""Why a message was given up that an organiser stopped."""
ENDED_ON_PURPOSE = (OVERTAKEN, STOPPED)
"""Why messages were given up for which nobody has to do anything."""
NO_CHANNEL = "no-channel"
"""Why somebody must be called: they gave neither an e-mail address nor a phone number."""
BROKEN = "channel-broken"
"""Why somebody must be called: messages to what they gave come back."""

NEWS = OF_EVENTS | {
    NoticeKind.OFFERED,
    NoticeKind.OFFER_EXPIRED,
    NoticeKind.PROMOTED,
    NoticeKind.APPROVED,
    NoticeKind.DECLINED,
    NoticeKind.REMINDER,
    NoticeKind.SURVEY,
    NoticeKind.BROADCAST,
}
"""What people cannot know from a page they have just seen: who cannot be written to is called."""
WITH_TICKETS = frozenset(
    {
        NoticeKind.REGISTERED,
        NoticeKind.DEREGISTERED,
        NoticeKind.PROMOTED,
        NoticeKind.APPROVED,
        NoticeKind.NEW_LINK,
        NoticeKind.NEW_TICKET,
        NoticeKind.RESTORED,
        NoticeKind.REMINDER,
    }
)
WITHOUT_PLACE = frozenset({NoticeKind.WAITING, NoticeKind.OFFERED, NoticeKind.OFFER_EXPIRED})
ABOUT_PLACES = WITHOUT_PLACE | {NoticeKind.REGISTERED, NoticeKind.DEREGISTERED}
WITH_CALENDAR = OF_EVENTS | {NoticeKind.REGISTERED, NoticeKind.PROMOTED, NoticeKind.APPROVED}
COURTESIES = frozenset({NoticeKind.REMINDER, NoticeKind.THANKS})
"""What nobody has to get: it offers a way to get no more of it."""

NIGHT_BEGINS, NIGHT_ENDS = time(21), time(8)


def next_try_at(tries: int, at: datetime) -> datetime | None:
    """Tell when a message is due again after its nth try failed; None where it is given up."""
    return at + WAITS[tries - 1] if tries <= len(WAITS) else None


def message_id_of(
    kind: str, subject_id: int, revision: int, recipient: str, base_url: str, resends: int = 0
) -> str:
    """Make the Message-ID that a message has however often it is tried.

    One that an organiser sends again on purpose is another message, so that it is shown.
    """
    parts = [kind, str(subject_id), str(revision), recipient, base_url]
    key = "|".join(parts + ([str(resends)] if resends else []))
    return f"<{sha256(key.encode()).hexdigest()[:32]}@{mail_domain(base_url)}>"


def mail_domain(base_url: str) -> str:
    """Tell the domain in our mail's addresses; an address of numbers is none."""
    host = urlsplit(base_url).hostname or ""
    is_name = "." in host and ":" not in host and not host.rpartition(".")[2].isdigit()
    return host if is_name else "localhost"


def is_night(at: datetime) -> bool:
    """Tell whether phones are to be silent: from 21 to 8 in Copenhagen."""
    clock = to_local(at).time()
    return clock >= NIGHT_BEGINS or clock < NIGHT_ENDS


def awake_at(at: datetime) -> datetime:
    """Tell when a phone may sound that should at a moment: then, or in the morning."""
    if not is_night(at):
        return at
    local = to_local(at)
    day = local.date() + timedelta(days=1 if local.time() >= NIGHT_BEGINS else 0)
    return from_local(datetime.combine(day, NIGHT_ENDS), COPENHAGEN)
