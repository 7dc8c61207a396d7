"""What was asked when a family answered whether pictures of a child may be shown."""

TEXT_VERSION = "2026-11"
"""Raise it whenever the question or what it explains changes: each answer says what was asked."""
