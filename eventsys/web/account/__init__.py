"""Signing in and out, and one's own account."""

from eventsys.web.account import elsewhere, entering, passphrase, recovering, tokens, views
from eventsys.web.account.blueprint import blueprint

__all__ = ["blueprint", "elsewhere", "entering", "passphrase", "recovering", "tokens", "views"]
