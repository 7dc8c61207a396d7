"""Passphrases, brought into the form in which the sign-in page compares them."""

from flask import Flask
from flask_security import hash_password as hash_normalised

SHORTEST_PASSPHRASE = 12
LONGEST_PASSPHRASE = 1000


class PassphraseTooShort(Exception):
    """A passphrase needs at least twelve characters."""


def hash_password(app: Flask, text: str) -> str:
    """Hash a passphrase for a new account. Raise `PassphraseTooShort`."""
    with app.app_context():
        normalised = app.extensions["security"].password_util.normalize(text)
        if len(normalised) < SHORTEST_PASSPHRASE:
            raise PassphraseTooShort
        return str(hash_normalised(normalised))
