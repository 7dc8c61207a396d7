"""Whom a registration is told to, and mistyped addresses."""
