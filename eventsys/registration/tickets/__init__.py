"""Tickets: one person's right to enter."""
