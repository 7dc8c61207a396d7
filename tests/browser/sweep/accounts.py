"""What the sweep shows of accounts: somebody in every state, and the link from a mail."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.people.administration.operations import (
    InvitationRequest,
    change_roles,
    deactivate,
    invite,
)
from eventsys.people.links.models import AccountLink
from eventsys.people.links.queries import account_token_of
from eventsys.people.models import Account
from eventsys.people.operations import TokenRequest, issue_api_token
from eventsys.people.rules import RoleName
from tests.browser.sweep.acts import send
from tests.browser.sweep.places import Place
from tests.factories import make_account

ACCOUNTS = "/organiser/accounts/"
INVITED = "en.meget.lang.adresse.i.integrationsforvaltningen@example.org"


@dataclass(frozen=True)
class Accounts:
    """What stands in addresses of accounts."""

    everybody: list[int]
    link: str


def fill(session: Session, own: Account, at: datetime) -> None:
    """Let the account of the sweep administer others: one that helps, one invited, one kept out."""
    roles = [RoleName.ADMINISTRATOR, RoleName.ORGANISER]
    change_roles(session, own, roles, at=at, by=SYSTEM)
    make_account(session, "hjaelper@example.org", RoleName.SERVICE_DESK, at=at)
    request = InvitationRequest(email=INVITED, roles=list(RoleName), language=Language.ARABIC)
    invite(session, request, at=at, by=SYSTEM)
    issue_api_token(session, own, TokenRequest(label="Hjemmesidens liste"), at=at, by=SYSTEM)
    gone = make_account(session, "tidligere@example.org", RoleName.VIEWER, at=at)
    deactivate(session, gone, at=at, by=SYSTEM)


def numbers_in(session: Session) -> Accounts:
    """Find what stands in addresses."""
    link = session.scalars(select(AccountLink)).first()
    return Accounts(
        everybody=list(session.scalars(select(Account.id).order_by(Account.id))),
        link=f"/account/links/{account_token_of(link)}" if link else "",
    )


def before_sign_in(accounts: Accounts) -> list[Place]:
    """List what somebody sees who comes by a link."""
    return [
        Place("account.enter", accounts.link),
        Place("account.enter", accounts.link, send),
        Place("account.enter", "/account/links/nothing"),
        Place("account.recover", "/account/recover"),
        Place("account.recover", "/account/recover", send),
        Place("security.wan_signin", "/account/sign-in/passkey"),
        Place("security.wan_signin", "/account/sign-in/passkey", send),
    ]


def places_of(accounts: Accounts) -> list[Place]:
    """List the pages of accounts."""
    return [
        Place("account.passphrase", "/account/passphrase"),
        Place("account.passphrase", "/account/passphrase", send),
        Place("account.tokens", "/account/tokens"),
        Place("account.tokens", "/account/tokens", send),
        Place("security.wan_register", "/account/passkeys"),
        Place("security.wan_register", "/account/passkeys", send),
        Place("organiser.audit.index", "/organiser/audit"),
        Place("organiser.audit.index", "/organiser/audit?what=nothing"),
        Place("organiser.system.index", "/organiser/system"),
        Place("organiser.accounts.index", ACCOUNTS),
        Place("organiser.accounts.new", f"{ACCOUNTS}new"),
        Place("organiser.accounts.new", f"{ACCOUNTS}new", send),
        Place("organiser.accounts.edit", f"{ACCOUNTS}{accounts.everybody[0]}/edit"),
        *(Place("organiser.accounts.show", f"{ACCOUNTS}{each}") for each in accounts.everybody),
    ]
