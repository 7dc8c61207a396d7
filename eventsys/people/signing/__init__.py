"""Signing in: the browsers in which somebody is, what was refused, and one's own passphrase."""
