"""What a mail about an account says, in plain values for its template."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from eventsys.core.localtime import COPENHAGEN
from eventsys.core.outbox import NoticeKind
from eventsys.core.text import Language
from eventsys.messages.models import OutboxMessage
from eventsys.people.links.queries import account_token_of, find_good_link


@dataclass(frozen=True, kw_only=True)
class AccountLetter:
    """A mail with a link to an account."""

    kind: NoticeKind
    language: Language
    link: str
    ends_at: datetime

    @property
    def values(self) -> Mapping[str, object]:
        """Give the template what it says."""
        return {
            "title_language": self.language,
            "zone": COPENHAGEN,
            "link": self.link,
            "ends_at": self.ends_at,
        }


def account_letter_of(
    session: Session, message: OutboxMessage, base_url: str, *, at: datetime
) -> AccountLetter | None:
    """Read what a mail about an account is to say; None where its link is over."""
    link = find_good_link(session, message.subject_id, at=at)
    if link is None:
        return None
    return AccountLetter(
        kind=message.kind,
        language=link.language,
        link=f"{base_url}/account/links/{account_token_of(link)}",
        ends_at=link.ends_at,
    )
