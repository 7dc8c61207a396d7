"""Notices from the outbox become messages to people."""
