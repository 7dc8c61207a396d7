"""What notes the use of tokens and takes them back; they are made beside the accounts."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.principal import Principal
from eventsys.people.models import Account, ApiToken


def revoke_api_token(
    session: Session, account: Account, token_id: int, *, at: datetime, by: Principal
) -> None:
    """Make one of an account's tokens worthless; harmless where it is already."""
    revoked = (
        update(ApiToken)
        .where(
            ApiToken.id == token_id,
            ApiToken.account_id == account.id,
            ApiToken.revoked_at.is_(None),
        )
        .values(revoked_at=at)
        .returning(ApiToken.label)
    )
    found = session.scalars(revoked).all()
    for label in found:
        record(session, "revoke-token", account, {"label": label}, at=at, by=by)


def note_uses(session: Session, uses: Mapping[int, datetime]) -> None:
    """Write down when tokens were last used; what is newer stays."""
    for token_id, used_at in uses.items():
        is_older = or_(ApiToken.used_at.is_(None), ApiToken.used_at < used_at)
        session.execute(
            update(ApiToken).where(ApiToken.id == token_id, is_older).values(used_at=used_at)
        )
