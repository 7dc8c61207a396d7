"""Passphrases: which will do, and the form in which the sign-in page compares them."""

import unicodedata

from flask import Flask, current_app
from flask_security import hash_password as hash_normalised, verify_password

from eventsys.people.models import Account

SHORTEST_PASSPHRASE = 15
LONGEST_PASSPHRASE = 1000
FEWEST_DIFFERENT = 5


class PassphraseTooShort(Exception):
    """A passphrase needs at least fifteen characters."""


def is_long_enough(text: str) -> bool:
    """Tell whether a passphrase is long enough, however its letters are composed."""
    return len(unicodedata.normalize("NFC", text)) >= SHORTEST_PASSPHRASE


def is_guessable(text: str, email: str) -> bool:
    """Tell whether a passphrase is what a guesser tries first, however long it is."""
    plain = text.casefold()
    return plain.isdigit() or len(set(plain)) < FEWEST_DIFFERENT or plain == email.casefold()


def hash_password(app: Flask, text: str) -> str:
    """Hash a passphrase for an account. Raise `PassphraseTooShort`."""
    if not is_long_enough(text):
        raise PassphraseTooShort
    with app.app_context():
        return str(hash_normalised(app.extensions["security"].password_util.normalize(text)))


def is_passphrase_of(account: Account, text: str) -> bool:
    """Tell whether a text is the passphrase of an account."""
    if not text or account.password is None or len(text) > LONGEST_PASSPHRASE:
        return False
    normalised = current_app.extensions["security"].password_util.normalize(text)
    return "\x00" not in normalised and bool(verify_password(normalised, account.password))
