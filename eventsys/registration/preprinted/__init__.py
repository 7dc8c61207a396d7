"""Tickets that are printed before anybody has them, and typed in later."""
