"""Mails to those who sign in: an invitation, a link for a new passphrase."""
