"""Accounts as rows of the list, and how they stand in words."""

from dataclasses import dataclass

from flask import url_for

from eventsys.core.localtime import COPENHAGEN
from eventsys.core.text import Language
from eventsys.people.administration.queries import AccountView
from eventsys.people.administration.rules import AccountState
from eventsys.web.common.dates import say_moment
from eventsys.web.common.role_words import roles_in_words
from eventsys.web.common.words import _
from eventsys.web.organiser.wording import Tag


@dataclass(frozen=True, kw_only=True)
class AccountRow:
    """An account in the list."""

    email: str
    url: str
    roles: str
    tag: Tag
    until: str
    browsers: int


def row_of(account: AccountView, language: Language) -> AccountRow:
    """Put an account into a row."""
    return AccountRow(
        email=account.email,
        url=url_for("organiser.accounts.show", account_id=account.id),
        roles=roles_in_words(account.roles),
        tag=state_tag(account.state),
        until=until_in_words(account, language),
        browsers=account.browsers,
    )


def until_in_words(account: AccountView, language: Language) -> str:
    """Tell until when an invitation is good; empty where none is open."""
    if account.state is not AccountState.INVITED or account.invited_until is None:
        return ""
    return _("until %(moment)s", moment=say_moment(account.invited_until, COPENHAGEN, language))


def state_tag(state: AccountState) -> Tag:
    """Say how an account stands."""
    return {
        AccountState.ACTIVE: Tag(_("Active"), "ok"),
        AccountState.INVITED: Tag(_("Invited"), ""),
        AccountState.LAPSED: Tag(_("Invitation has run out"), "warn"),
        AccountState.DEACTIVATED: Tag(_("Deactivated"), "error"),
    }[state]
