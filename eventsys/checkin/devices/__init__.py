"""Phones: paired, seen, revoked."""
